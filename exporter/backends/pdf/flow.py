"""Blocks as atoms: each kind of block is set into the room it has, its structure elements made on the way."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest
from typing import Any

from exporter import model
from exporter.backends import Context
from exporter.backends.pdf.atoms import Late, Rule, stack_height
from exporter.backends.pdf.cuts import opened
from exporter.backends.pdf.fitting import Part
from exporter.backends.pdf.fonts import Fonts
from exporter.backends.pdf.galley import Galley, Notes, Room
from exporter.backends.pdf.inline import Inliner
from exporter.backends.pdf.leading import for_script
from exporter.backends.pdf.lines import Line, set_lines
from exporter.backends.pdf.objects import string
from exporter.backends.pdf.page import Link, ink
from exporter.backends.pdf.paragraphs import Paragraph, Run
from exporter.backends.pdf.pieces import clear_up
from exporter.backends.pdf.structure import Element, Slot, read_as, spoken
from exporter.backends.pdf.text import Style, Typesetter
from exporter.walk import text as plain

_STOPS = frozenset(".!?:;,…–—。！？：；、．،؛؟۔।॥")
_CLOSING = "\"')]»”’"
_COLONS = frozenset(":：")
_INTRODUCED = (
    model.List,
    model.CodeBlock,
    model.Table,
    model.DefinitionList,
    model.MathBlock,
    model.Quote,
    model.Figure,
    model.Callout,
    model.Aside,
)
_TITLE = 120  # characters of a paragraph in bold that is taken for a title
_MOST_TOLD = 12
"""How many characters that no font has get a notice of their own."""
_OF_ONE_PARAGRAPH = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6"})


def _introduces(node: Any, after: Any) -> bool:
    """Whether a paragraph stays with what follows it: it ends in a colon before something that is no paragraph, or is a
    title in bold that somebody did not make a heading."""
    if not isinstance(node, model.Paragraph) or after is None:
        return False
    inner = node.content[0] if len(node.content) == 1 else None
    inner = inner.content[0] if isinstance(inner, model.Link) and len(inner.content) == 1 else inner
    if isinstance(inner, model.Strong) and len(plain(inner)) <= _TITLE:
        return True
    return isinstance(after, _INTRODUCED) and plain(node.content[-1:]).rstrip()[-1:] in _COLONS


def _named(char: str) -> str:
    """A character, its code point and its name."""
    import unicodedata

    return f"{char!r} (U+{ord(char):04X} {unicodedata.name(char, '')}".rstrip() + ")"


class Composer:
    """Sets the blocks of one article."""

    def __init__(self, article: model.Article, context: Context) -> None:
        from exporter.backends.pdf.pictures import Pictures

        self.article, self.context = article, context
        self.theme, self.labels = for_script(context.theme, article.lang), context.labels
        clear_up()
        self.fonts = Fonts(context.theme)
        self.typesetter = Typesetter(self.fonts, self._missing)
        self.notes = Notes(article)
        self.pictures = Pictures(self)
        self.conforming = True
        self.place: model.Place | None = None
        self.outline: list[tuple[int, str, str]] = []
        self.missing: dict[str, model.Place | None] = {}

    def _missing(self, char: str) -> None:
        self.missing.setdefault(char, self.place)

    def tell_missing(self) -> None:
        """A notice for every character no font has: how often it stands in the article, where first. What would be too many
        are told in one."""
        words = plain(self.article) if self.missing else ""
        for count, (char, place) in enumerate(self.missing.items()):
            if count == _MOST_TOLD and len(self.missing) > _MOST_TOLD + 1:
                rest = list(self.missing)[_MOST_TOLD:]
                signs = " ".join(f"U+{ord(one):04X}" for one in rest[:_MOST_TOLD])
                self._tell(
                    f"no font has {len(rest)} other characters: {signs}{' …' * (rest[_MOST_TOLD:] != [])}", place
                )
                return
            times = words.count(char)
            self._tell(f"no font has {_named(char)}" + (f", which stands {times} times" if times > 1 else ""), place)

    def _tell(self, told: str, place: model.Place | None) -> None:
        hint = "put a font that has it into the theme's fonts.folder or install it"
        self.context.report.warn("missing-glyph", told, place=place, hint=hint)

    # ---- text -----------------------------------------------------------------------------------------------------

    def text(
        self,
        galley: Galley,
        room: Room,
        content: model.Inlines,
        element: Element,
        *,
        balanced: bool = False,
        hyphens: bool = True,
        lead: Callable[[Inliner], None] | None = None,
        tail: Callable[[Inliner], None] | None = None,
        ids: tuple[str, ...] = (),
    ) -> list[Line]:
        """Set one paragraph; `lead` and `tail` may add runs around it. Gives its lines."""
        inliner = Inliner(self, room.leading)
        if lead:
            lead(inliner)
        inliner.add(content, room.style, element)
        if tail:
            tail(inliner)
        hyphenate = room.lang if hyphens and self.theme.setting.hyphenate else None
        runs = inliner.out if room.rtl else opened(inliner.out, room.right - room.left, hyphenate)
        paragraph = Paragraph(runs, room.rtl)
        lines = set_lines(
            paragraph, room.left, room.right, room.leading, room.align, hyphenate=hyphenate, balanced=balanced
        )
        if paragraph.levels is not None and any(paragraph.levels):
            self._read_in_order(inliner, element)
        for line in lines:
            galley.add(line, room)
        if lines:
            lines[0].anchors = (*ids, *inliner.anchors)
        return lines

    def _read_in_order(self, inliner: Inliner, element: Element) -> None:
        """Drawn from the left, right-to-left text reads backwards: the structure says how it was typed."""
        if inliner.plain and element.tag in _OF_ONE_PARAGRAPH and "/ActualText" not in element.entries:
            element.entries += f"/ActualText {string(''.join(run.text or ' ' for run in inliner.out))}"
            return
        texts: dict[Slot, str] = {}
        last: Slot | None = None
        for run in inliner.out:
            words = run.text or ("" if run.inset else " ")  # a line that is ended on purpose ends with a space
            # A space is drawn with the word before it, whosever it is: one that stands alone would be read nowhere.
            slot = last if words == " " and last is not None else run.slot
            if slot is not None:
                texts[slot] = texts.get(slot, "") + words
            last = slot
        for slot, words in texts.items():
            if len(words) > 1:
                read_as(slot, words)

    def words(self, galley: Galley, room: Room, words: str, element: Element, **more: Any) -> list[Line]:
        """Set plain words as one paragraph."""
        return self.text(galley, room, (model.Text(words),), element, **more)

    def mark(self, room: Room, words: str, element: Element | None, style: Style, gap: float = 0.0) -> Line:
        """One line that stands beside an atom, its end `gap` before the text's reading edge."""
        slot = element.slot() if element else None
        paragraph = Paragraph([Run(self.typesetter.setting(style), words, slot)], room.rtl)
        if slot and len(words) > 1 and any(paragraph.levels or ()):
            read_as(slot, words)
        line = Line(paragraph, Part(0, len(paragraph.pieces) - 1), room.leading)
        width = line.width()
        line.x = room.right + gap if room.rtl else room.left - gap - width
        return line

    def continued(self, room: Room, label: str = "") -> Late:
        """What stands above a table or box where it goes on on another page: that it does. An artifact of pagination (ISO
        32000-1, 14.8.2.2): who listens does not hear of pages."""
        leading = self.theme.scale.caption.leading
        style = Style("label", self.theme.scale.caption.size, self.theme.colours.muted, lang=room.lang)
        words = f"{label} ({self.labels.continued})" if label else f"({self.labels.continued})"

        def make() -> Line:
            line = self.mark(room._replace(leading=leading), words, None, style)
            line.x = room.right - line.width() if room.rtl else room.left
            line.base = leading * 0.75
            return line

        late = Late(leading + 2.0, make)
        late.frames = room.frames
        return late

    # ---- blocks ---------------------------------------------------------------------------------------------------

    def blocks(self, galley: Galley, room: Room, content: model.Blocks) -> None:
        """Set a run of blocks. A paragraph that ends in a colon stays with what it introduces."""
        for node, after in zip_longest(content, content[1:]):
            self.block(galley, room, node, followed=isinstance(after, model.Paragraph))
            if _introduces(node, after) and galley.atoms:
                galley.atoms[-1].keep = True

    def block(self, galley: Galley, room: Room, node: Any, *, followed: bool = True) -> None:
        """Set one block. `followed`: by a paragraph, whose first line is to stand on the grid."""
        if node.place:
            self.place = node.place
        room = self._turned(room, node)
        first, held = len(galley.atoms), galley.held
        handler = _HANDLERS.get(type(node))
        if handler is None:
            self.context.unknown(node, "pdf")
            self._unknown(galley, room, node)
        else:
            handler(self, galley, room, node)
        if len(galley.atoms) > first:
            atom = galley.atoms[first]
            if node.id:
                atom.anchors = (node.id, *atom.anchors)
            if room.grid and (isinstance(node, (model.Paragraph, model.Heading)) or (followed and not held)):
                self._on_grid(galley, first, room.grid, node)

    def _on_grid(self, galley: Galley, first: int, step: float, node: Any) -> None:
        """Let the first line of a paragraph, or what follows a block, stand on the grid."""
        atom = galley.atoms[first]
        atom.grid = step
        if not isinstance(node, model.Paragraph):
            atom.ahead = stack_height(galley.atoms[first:]) + galley.coming
            atom.share = 1.0 if isinstance(node, model.Heading) else 0.5

    def _turned(self, room: Room, node: model.Node) -> Room:
        """The room for a node of another language or direction."""
        if node.dir:
            room = room._replace(rtl=node.dir == "rtl")
        if node.lang and node.lang != room.lang:
            room = room._replace(lang=node.lang, style=room.style._replace(lang=node.lang))
        return room

    def child(self, tag: str, room: Room, node: model.Node | None = None, entries: str = "") -> Element:
        """A new element in the room's, with the node's language where it is another."""
        return Element(tag, room.element, entries + (spoken(node.lang) if node else ""))

    def _unknown(self, galley: Galley, room: Room, node: Any) -> None:
        for line in plain(node).split("\n"):
            self.words(galley, room, line, self.child("P", room, node))
        galley.space(room.gap)

    def paragraph(self, galley: Galley, room: Room, node: model.Paragraph) -> None:
        """A paragraph; a heading run in stands before it in bold."""
        element = self.child("P", room, node)

        def run_in(inliner: Inliner) -> None:
            strong = Element("Strong", element)
            inliner.plain = False
            bold = room.style._replace(bold=True)
            inliner.add(node.run_in, bold, strong)
            said = plain(node.run_in).rstrip().rstrip(_CLOSING)
            wide = "。" <= said[-1:] < "\uffff"  # full-width punctuation brings its space
            stop = self.labels.introduced("") if said[-1:] not in _STOPS else "" if wide else " "
            inliner.text(stop, bold, strong)

        galley.space(room.gap)
        self.text(galley, room, node.content, element, lead=run_in if node.run_in else None)
        galley.space(room.gap)

    def heading(self, galley: Galley, room: Room, node: model.Heading) -> None:
        """A section's title: never last on a page."""
        level = min(node.level + 1, 6)
        size = self.theme.scale.heading(node.level)
        element = self.child(
            f"H{level}" if plain(node.content).strip() else "P", room, node
        )  # a picture that says nothing
        spacing = self.theme.spacing
        if galley.held:  # directly below another heading
            galley.close_up(spacing.after_heading * 1.5)
        else:
            galley.space(spacing.before_heading * (1.0 if node.level == 1 else 0.8))
        room = room.at(size, bold=True, italic=node.level > 2)._replace(align="start")
        lines = self.text(galley, room, node.content, element, balanced=True, hyphens=False)
        for line in lines:
            line.keep = True
        if lines:
            self.outline.append((level, plain(node.content), node.id or ""))
        galley.hold(spacing.after_heading, spacing.paragraph)

    def list(self, galley: Galley, room: Room, node: model.List) -> None:
        """A list: bullets, numbers or boxes to tick, hanging in the indent."""
        from exporter.backends.pdf.lists import set_list

        set_list(self, galley, room, node)

    def definitions(self, galley: Galley, room: Room, node: model.DefinitionList) -> None:
        """Terms in bold, what they mean indented below."""
        element = self.child("L", room, node)
        galley.space(room.gap)
        for item in node.items:
            entry = Element("LI", element)
            first = len(galley.atoms)
            self.text(galley, room._replace(style=room.style._replace(bold=True), align="start"), item.term,
                      Element("Lbl", entry), ids=(item.id,) if item.id else ())  # fmt: skip
            galley.keep(first)
            if len(galley.atoms) > first:
                galley.atoms[-1].keep = bool(item.definitions)
            inner = room.inset(self.theme.spacing.indent)._replace(gap=2.0)
            for definition in item.definitions:
                self.blocks(galley, inner._replace(element=Element("LBody", entry)), definition)
            galley.space(self.theme.spacing.item)
        galley.space(room.gap)

    def quote(self, galley: Galley, room: Room, node: model.Quote) -> None:
        """Somebody else's words."""
        from exporter.backends.pdf.quotes import set_quote

        set_quote(self, galley, room, node)

    def pull_quote(self, galley: Galley, room: Room, node: model.PullQuote) -> None:
        """Words lifted out."""
        from exporter.backends.pdf.quotes import set_pull_quote

        set_pull_quote(self, galley, room, node)

    def label(self, colour: str, **more: Any) -> Style:
        """The style of labels in this colour."""
        return Style("label", self.theme.scale.label.size, colour, lang=self.article.lang or "", **more)

    def figure(self, galley: Galley, room: Room, node: model.Figure) -> None:
        """Pictures with caption and credit."""
        self.pictures.figure(galley, room, node)

    def table(self, galley: Galley, room: Room, node: model.Table) -> None:
        """A table."""
        from exporter.backends.pdf.tables import set_table

        set_table(self, galley, room, node)

    def code(self, galley: Galley, room: Room, node: model.CodeBlock) -> None:
        """Program text."""
        from exporter.backends.pdf.code import set_code

        set_code(self, galley, room, node)

    def callout(self, galley: Galley, room: Room, node: model.Callout) -> None:
        """A remark of a kind, in a tinted box whose label names the kind."""
        from exporter.backends.pdf.boxes import set_callout

        set_callout(self, galley, room, node)

    def aside(self, galley: Galley, room: Room, node: model.Aside) -> None:
        """A section beside the main text, in an outlined box."""
        from exporter.backends.pdf.boxes import set_aside

        set_aside(self, galley, room, node)

    def formula(
        self, inliner: Inliner, source: str, style: Style, element: Element, link: Link | None, level: int
    ) -> None:
        """A formula inside a line."""
        from exporter.backends.pdf.maths import set_inline

        set_inline(inliner, source, style, element, link, level)

    def math(self, galley: Galley, room: Room, node: model.MathBlock) -> None:
        """A formula on a line of its own."""
        from exporter.backends.pdf.maths import set_block

        set_block(self, galley, room, node)

    def thematic_break(self, galley: Galley, room: Room, node: model.ThematicBreak) -> None:  # noqa: ARG002
        """A pause: a short rule in the middle."""
        middle = (room.left + room.right) / 2
        galley.space(self.theme.spacing.block)
        galley.add(Rule(middle - 30, middle + 30, ink(self.theme.colours.rule), 0.8), room)
        galley.space(self.theme.spacing.block)


_HANDLERS: dict[type, Callable[..., None]] = {
    model.Paragraph: Composer.paragraph,
    model.Heading: Composer.heading,
    model.List: Composer.list,
    model.DefinitionList: Composer.definitions,
    model.Quote: Composer.quote,
    model.PullQuote: Composer.pull_quote,
    model.Figure: Composer.figure,
    model.Table: Composer.table,
    model.CodeBlock: Composer.code,
    model.Callout: Composer.callout,
    model.MathBlock: Composer.math,
    model.Aside: Composer.aside,
    model.ThematicBreak: Composer.thematic_break,
}
