"""The pen: writes paragraphs into one part and remembers what the next paragraph owes (a mark, a bookmark, some space)."""

from __future__ import annotations

from typing import Any, NamedTuple

from exporter.model import Node

from . import template
from .state import Relations, State
from .wordml.paragraphs import NORMAL, Edge, Indent, Layout, paragraph, tabs
from .wordml.runs import PLAIN, Format, bookmark_end, bookmark_start, tab


class Enclosure(NamedTuple):
    """What a table needs to be drawn as a piece of the box `name`: twips from the margin to the middle of the box's bar and
    the width from there, the bar, the tint, and twips from the bar to the text.
    """

    name: str
    left: int
    width: int
    bar: Edge
    tint: str
    padding: int


class Room(NamedTuple):
    """Where blocks are written. style: of plain paragraphs.  left, right: twips from the margins.  lists: where lists begin.

    measure: the width of the text in twips.  depth: of lists.  boxed: lists take `style` too (cells, notes, boxes).
    hung: plain paragraphs begin with a tab, so that they share one hanging indent with the lists beside them.
    frame, box: the borders and tint, and the one indent, of the box that everything here belongs to: paragraphs are drawn
    as one box only where both are the same.  enclosure: what its tables need.  nested: in a box inside that box.
    form: the format of plain words.
    """

    style: str
    measure: int
    left: int = 0
    right: int = 0
    lists: int = 0
    depth: int = 0
    boxed: bool = False
    hung: bool = False
    frame: str = ""
    box: Indent | None = None
    enclosure: Enclosure | None = None
    nested: bool = False
    form: Format = PLAIN

    def inset(self, by: int, **changes: Any) -> Room:
        """The room further in by `by` twips (as far as there is room)."""
        by = max(0, min(by, self.measure - 1800))
        left = self.left + by
        return self._replace(**{"left": left, "lists": left, "measure": self.measure - by, **changes})

    def sized(self, points: float) -> Room:
        """The room for words of a size other than that of body text: what code among them is."""
        return self._replace(form=self.form._replace(code_size=template.code_size(points)))

    def of(self, node: Node) -> Room:
        """The room for a node with a language or direction of its own."""
        if not node.lang and not node.dir:
            return self
        form = self.form
        if node.lang:
            form = form._replace(lang=template.word_language(node.lang))
        if node.dir:
            form = form._replace(rtl=node.dir == "rtl")
        return self._replace(form=form)


_BOXES = ("Callout", *map(template.callout, template.CALLOUTS), "Aside")

# Styles that bring space above them, where none needs to be added after a table or a box.
_SPACED = frozenset(
    [
        "Heading1",
        "Heading2",
        "Heading3",
        "Heading4",
        "Heading5",
        "Heading6",
        "IntenseQuote",
        "Figure",
        "PicturePlaceholder",
        "TakeawaysHeading",
        *(f"{box}Title" for box in _BOXES),
        "ThematicBreak",
        "SourceLine",
        "SectionLabel",
        "TOCHeading",
        "Spacer",
    ]
)


_UNHUNG = frozenset(["Formula", "Figure", "ThematicBreak", "Spacer"])
"""Styles of what is no line of text, before which a tab would be in the way."""


class Pen:
    """Writes into one part (`relations`); in_note tells a footnote, which cannot call another."""

    def __init__(self, state: State, relations: Relations, *, in_note: bool = False) -> None:
        self.state, self.relations, self.in_note = state, relations, in_note
        self.mark: tuple[int, int] | None = None
        self.mark_indent: Indent | None = None
        self.opening = ""
        self.gap = 0
        self.keep_next = False
        self._code_stops = template.code_stops(state.theme)
        self.justified = state.theme.setting.justify and state.reference is None  # theirs may be ragged throughout
        step = state.lists.step
        takeaways = template.box_indent(state.theme)
        self._own = {
            "ListContinue": Indent(step),
            "Definition": Indent(step),
            "Quote": Indent(step + 60),
            "Attribution": Indent(step + 60),
            "CodeBlock": template.CODE_INDENT,
            "IntenseQuote": template.pull_indent(state.theme),
            "PicturePlaceholder": Indent(120, 120),
            "ThematicBreak": Indent(state.sheet.measure * 2 // 5, state.sheet.measure * 2 // 5),
            **dict.fromkeys(("TakeawaysHeading", "TakeawaysItem", "TakeawaysSource"), takeaways),
            **{
                f"{box}{part}": template.enclosed(state.theme, box, rtl=state.rtl)
                for box in _BOXES
                for part in ("Title", "Text")
            },
        }

    def leave(self, *, box: bool) -> None:
        """Ask for space above what comes next: as after a box or table, or as after a list."""
        space = self.state.theme.spacing
        self.gap = template.twips(space.block if box else space.paragraph)

    def own(self, style: str) -> Indent:
        """The indent that a style has by itself."""
        return self._own.get(style, Indent())

    def target(self, node: Node) -> None:
        """Remember that a link leads to this node: the next paragraph gets its bookmark."""
        if node.id and node.id in self.state.bookmarks.wanted:
            self.opening += self.bookmark(self.state.bookmarks.name(node.id), "")

    def bookmark(self, name: str, content: str) -> str:
        """A bookmark around some content."""
        number = self.state.bookmarks.number()
        return bookmark_start(number, name) + content + bookmark_end(number)

    def paragraph(self, style: str, content: str, room: Room, layout: Layout = NORMAL) -> str:
        """A paragraph with what is owed to it: list mark, bookmarks, space after a box, indents and direction of the room."""
        if self.mark:
            layout = layout._replace(number=self.mark, indent=self.mark_indent)
            self.mark = self.mark_indent = None
        else:
            if self._hung(style, room, layout):
                content = tab() + content
            if layout.indent is None:
                layout = layout._replace(indent=self._indent(style, room))
        if room.box:
            layout = self._boxed(style, room.box, room, layout)
        if self.gap and style not in _SPACED and layout.before is None:
            layout = layout._replace(before=self.gap)
        self.gap = 0
        if self.keep_next:
            layout, self.keep_next = layout._replace(keep_next=True), False
        if room.form.rtl != self.state.rtl:
            layout = layout._replace(bidi=room.form.rtl)
        opening, self.opening = self.opening, ""
        return paragraph(style, opening + content, NORMAL if layout == NORMAL else layout)

    @staticmethod
    def _hung(style: str, room: Room, layout: Layout) -> bool:
        """Whether a paragraph goes to where text stands beside lists by a tab."""
        if room.box:
            return room.hung and style not in _UNHUNG and layout.number is None
        return room.hung and style == room.style

    def _boxed(self, style: str, box: Indent, room: Room, layout: Layout) -> Layout:
        """The layout of a paragraph in a box: the indent of all, the frame unless the style has it, a tab to the text."""
        name = room.enclosure.name if room.enclosure else ""
        framed = not room.nested and style in (f"{name}Title", f"{name}Text")
        layout = layout._replace(indent=None if box == self.own(style) else box, borders="" if framed else room.frame)
        if not box.first:
            return layout
        stops = [("clear", place) for place in self._code_stops if place < box.left] if style == "CodeBlock" else []
        return layout._replace(tabs=tabs([*stops, ("left", box.left)]))

    def _indent(self, style: str, room: Room) -> Indent | None:
        """What a paragraph must say of its indent: nothing where its style says it already."""
        own = self.own(style)
        if style == room.style:
            wanted = Indent(room.left, room.right, -self.state.lists.step if room.hung else own.first)
        else:
            wanted = Indent(room.left + own.left, room.right + own.right, own.first)
        return None if wanted == own else wanted
