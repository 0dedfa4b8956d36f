"""A story of a document into lines: its paragraphs, tables, controls and text boxes, in their order."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from exporter.model import Math

from .lines import BOXED, Item, Line
from .names import W
from .pieces import Piece
from .runs import Around, Runs, all_words, chosen, local_name
from .styles import Look, Style, flag, indents, lines_around, listed, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_HOLDERS = frozenset(
    ["tbl", "sdt", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "altChunk", "oMathPara"]
)
"""What no paragraph before it goes on in."""
_DEEPEST = 24
"""Text boxes, tables and controls inside each other; what is deeper is read as its words only."""


class Story(Runs):
    """Reads one part's paragraphs, in order."""

    def items(self, parent: _Element) -> list[Item]:
        """The lines, tables and text boxes of an element, in their order."""
        if self._depth == _DEEPEST:
            words = all_words(parent)
            return [Line([Piece(words)])] if words else []
        out: list[Item] = []
        outside, self._held = self._held, None
        self._depth += 1
        for child in parent:
            if local_name(child) in _HOLDERS:
                out += self._unjoined()
            self._block(child, out)
        self._depth -= 1
        out += self._unjoined()
        self._held = outside
        return out

    def _unjoined(self) -> list[Line]:
        """The line that was to go on in the next paragraph, where none comes: at the end of all, before a table."""
        held, self._held = self._held, None
        return [held] if held else []

    def _block(self, child: _Element, out: list[Item]) -> None:
        name = local_name(child)
        if name == "p":
            out.extend(self.paragraph(child))
        elif name == "tbl":
            from .tables import grid

            out.append(grid(self, child))
        elif name == "sdt":
            out.extend(self._control(child))
        elif name in ("ins", "moveTo", "customXml", "smartTag"):
            out.extend(self.items(child))
        elif name in ("del", "moveFrom"):
            self.deleted(child)
        elif name == "AlternateContent":
            out.extend(self.items(chosen(child)))
        elif name == "bookmarkStart":
            self.bookmark(child)
        elif name == "altChunk":
            self.document.leave_out("embedded-document")
        elif name == "oMathPara":
            out.append(Line([Piece("", Math(source=self.tex(child)))], role="formula"))

    def _control(self, control: _Element) -> list[Item]:
        """What is in a content control, unless that is a table of contents or a prompt to write something."""
        if self._is_contents(control):
            self.document.leave_out("contents-dropped")
            return []
        content = control.find(f"{W}sdtContent")
        return [] if content is None or self.is_prompt(control) else self.items(content)

    @staticmethod
    def _is_contents(control: _Element) -> bool:
        galleries = control.findall(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        return any("table of contents" in (one.get(f"{W}val") or "").lower() for one in galleries)

    def paragraph(self, element: _Element) -> list[Item]:
        """A paragraph as a line, with the text boxes that hang on it."""
        outer = self.pieces, self.boxes
        begun = self._unjoined()
        self.pieces, self.boxes = [piece for line in begun for piece in line.pieces], []
        self.waiting[:0] = [anchor for line in begun for anchor in line.anchors]
        properties = element.find(f"{W}pPr")
        style = self.document.styles.paragraph(value(properties, "pStyle"))
        base = style.look.over(self.document.styles.look)
        sizes, self._sizes = self._sizes, Counter()
        before = len(self.fields)
        self.inline(element, Around(base))
        line = self._line(properties, style, base)
        self.fields[before:] = [
            field for field in self.fields[before:] if field.phase and not field.ends_with_paragraph
        ]
        line.size = self._sizes.most_common(1)[0][0] if self._sizes else 0
        boxes, self._sizes = self.boxes, sizes
        self.pieces, self.boxes = outer
        if value(properties, "framePr", "dropCap") in ("drop", "margin"):
            # a large initial is set lower with these, which means nothing
            line.pieces = [piece.without("subscript", "superscript") for piece in line.pieces]
            self._held = line
            return list(boxes)
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._held = line
            return list(boxes)
        if properties is not None and properties.find(f"{W}rPr/{W}ins") is not None:
            self.document.leave_out("inserted", "")
        return [line, *boxes]

    def _line(self, properties: _Element | None, style: Style, base: Look) -> Line:
        line = Line(self.pieces, role=style.role or "body", look=base, style=style.id, anchors=self.waiting)
        self.waiting = []
        num, line.indent = style.list, style.indent[0]
        if style.list and (depth := self.document.numbers.level_of(style.list[0], style.id)) is not None:
            num = style.list[0], depth
        if properties is not None:
            own = listed(properties)
            num = own or num
            self._placed(line, properties, style)
        line.ruled = (style.bordered or line.bordered) and line.empty
        if num and num[0] != "0":
            line.mark = self.document.numbers.mark(*num)
        if line.mark and line.mark.left and not (properties is not None and properties.find(f"{W}ind") is not None):
            line.indent = line.mark.left
        if not line.empty:
            self.document.directions["rtl" if line.dir == "rtl" else "ltr"] += 1
        return line

    def _placed(self, line: Line, properties: _Element, style: Style) -> None:
        """How a paragraph stands: its indent, alignment, direction, outline level and lines around it."""
        left, first = indents(properties.find(f"{W}ind"))
        line.hang = max(0, -(first or 0))
        if left is not None:
            line.indent, line.left = left, left - style.indent[0]
        line.align = value(properties, "jc") or ""
        if (bidi := flag(properties, "bidi")) is not None:
            line.dir = "rtl" if bidi else "ltr"
        outline = value(properties, "outlineLvl")
        if 0 <= (level := number(outline, 9)) < 9 and line.role in ("body", "list"):
            line.role = f"heading-{level + 1}"
        around = lines_around(properties)
        line.bordered = around is not None and (line.role in BOXED or around != style.borders)
        line.decimal = any(tab.get(f"{W}val") == "decimal" for tab in properties.findall(f"{W}tabs/{W}tab"))
