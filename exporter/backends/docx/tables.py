"""Tables: head rows that repeat, rows that hold together, spans, alignment, widths that suit the words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from exporter.grid import Grid, Placed, alignment, grid, scope
from exporter.model import (
    Aside,
    Blocks,
    Callout,
    Code,
    CodeBlock,
    DefinitionList,
    Figure,
    Heading,
    Image,
    List,
    MathBlock,
    Node,
    Paragraph,
    Quote,
    Row,
    Table,
)
from exporter.walk import text as words
from exporter.walk import walk

from . import template
from .decimals import number, stops
from .figures import caption_number
from .inlines import inlines
from .pen import Pen, Room
from .template import hex_colour
from .widths import CODE, ems
from .wordml import tables as xml
from .wordml.paragraphs import Layout, tabs

Write: TypeAlias = Callable[[Pen, Blocks, Room], str]
Scale: TypeAlias = Callable[[int], float]
_JC = {"start": "", "center": "center", "end": "right", "decimal": "right"}
_PADDING = 180
_LONGEST_WORD, _LONGEST_LINE = 13.0, 33.0
"""Ems of a word and of a line beyond which a column need not be wider."""
_NEAR = 60
"""Twips within which a box from right to left begins at the margin."""
_BOLD = 1.1
"""How much wider bold words are."""
_NARROW = 0.45
"""The part of the measure that a table must want to be stretched over all of it."""


def table(pen: Pen, node: Table, room: Room, write: Write) -> str:
    """A table with its caption above; `write` writes the blocks in its cells."""
    laid = grid(node)
    _tell_traps(pen, node, laid)
    flushed = pen.paragraph(room.style, "", room) if pen.mark else ""
    title = words(node.caption)
    out = flushed + (_caption(pen, node, title, room) if node.caption else "")
    piece, left, measure = _place(pen, room)
    edge, size = piece.padding if piece else 0, pen.state.table_size
    widths = _widths(laid, measure, size, _headings(pen, size), narrow=not (piece or room.form.rtl), edge=edge)
    rows = _Rows(pen, node, laid, widths, room, write, piece).xml()
    shape = "; ".join(words(placed.cell) for placed in (laid.head[0] if laid.head else ()))
    drawn = xml.table(
        rows, widths, title=title, summary=shape[:255], indent=left, rtl=room.form.rtl,
        head=bool(laid.head), first=_first_heads(laid), last=bool(laid.foot), piece=piece,
    )  # fmt: skip
    if (
        piece
    ):  # paragraphs of no height end and begin the box's frame, so that no space of theirs parts it from the table
        drawn = _joint(pen, room, keep_next=True) + drawn + _joint(pen, room)
    pen.leave(box=not piece)
    return out + drawn


def _place(pen: Pen, room: Room) -> tuple[xml.Piece | None, int | None, int]:
    """Where a table stands: its indent and the width it has; in a box it is a piece of it, from edge to edge.

    One from right to left stands in the middle (None), whichever side programs count from: its bar is drawn half outside.
    """
    box = room.enclosure
    if not room.box or not box:
        return None, room.left, room.measure
    rtl = room.form.rtl
    piece = xml.Piece(box.bar, "left" if rtl == pen.state.rtl else "right", box.tint, box.padding, both=rtl)
    if rtl and box.left < _NEAR:
        return piece, None, box.width - template.bar_room(pen.state.theme, box.name)[1]
    return piece, box.left, box.width


def _joint(pen: Pen, room: Room, *, keep_next: bool | None = None) -> str:
    return pen.paragraph("Spacer", "", room, Layout(keep_next=keep_next))


def _first_heads(laid: Grid) -> bool:
    """Whether the first cell of every row heads it; a line over all columns, between the rows, has none to head."""
    firsts = [row[0] for row in laid.body if row and row[0].cell.colspan < laid.width]
    return bool(firsts) and all(row for row in laid.body) and all(scope(at) in ("row", "rowgroup") for at in firsts)


def _tell_traps(pen: Pen, node: Table, laid: Grid) -> None:
    """Cells that are merged, and tables inside cells: Word's accessibility check asks for neither, as a reader is led
    through a table by row and column.
    """
    tell = pen.state.context.report.tell
    merged = [at.part for at in laid.cells() if at.cell.colspan > 1 or at.cell.rowspan > 1]
    if merged:
        where = "the head of a table" if set(merged) == {"head"} else "a table"
        told = f"cells of {where} are merged: Word's accessibility check will name it"
        hint = "repeat the words in each cell, or make two tables of it"
        tell("merged-cells", told, place=node.place, hint=hint)
    if any(isinstance(inner, Table) for at in laid.cells() for inner in at.cell.content):
        told = "a table stands inside a table: Word's accessibility check will name it"
        tell("table-in-table", told, place=node.place, hint="make two tables of it, or a list")


def _caption(pen: Pen, node: Table, title: str, room: Room) -> str:
    room = room.sized(pen.state.theme.scale.caption.size)
    content = caption_number(pen, "Table", title) + inlines(pen, node.caption, room.form)
    return pen.paragraph("Caption", content, room, Layout(keep_next=True, before=pen.state.lists.step, after=80))


def _headings(pen: Pen, size: float) -> Scale:
    """How much larger than the words of a table its headings are, and bold."""
    scale = pen.state.theme.scale
    return lambda level: max(1.0, _BOLD * scale.heading(level).size / size)


def _widths(laid: Grid, measure: int, size: float, headings: Scale, *, narrow: bool, edge: int = 0) -> list[int]:
    """Twips of each column: as wide as its words ask for, shrunk to what there is; see `_shared`.

    headings: how much larger than the size a heading is, by its level.  edge: what the first and the last column need besides.
    """
    count = max(1, laid.width)
    least = [_PADDING + edge * (column in (0, count - 1)) for column in range(count)]
    most = list(least)
    for placed in laid.cells():
        low, high = _wishes(placed, size * 20, headings)
        share = placed.cell.colspan
        for column in range(placed.column, min(count, placed.column + share)):
            padding = _PADDING + edge * (column in (0, count - 1))
            least[column] = max(least[column], low // share + padding)
            most[column] = max(most[column], high // share + padding)
    return _shared(least, [max(pair) for pair in zip(least, most, strict=True)], measure, narrow=narrow)


def _wishes(placed: Placed, em: float, headings: Scale) -> tuple[int, int]:
    """What a cell needs for its longest word, and wants for its longest paragraph: twips, without padding."""
    said = words(placed.cell)
    low = max((ems(part) for part in said.split()), default=0.0)
    high = max(map(ems, said.split("\n")))
    for node in walk(placed.cell.content):
        if isinstance(node, Code):
            low = max(low, *(CODE * len(part) for part in node.value.split() or [""]))
            high += max(0.0, CODE * len(node.value) - ems(node.value))
        elif isinstance(node, Heading):
            ratio, title = headings(node.level), words((node,))
            low = max(low, *(ratio * ems(part) for part in title.split() or [""]))
            high = max(high, ratio * ems(title))
        elif wide := _inner(node):
            low, high = max(low, wide), max(high + 2, wide * 1.6)
    if placed.part == "foot" or scope(placed):
        low, high = low * _BOLD, high * _BOLD
    return round((min(low, _LONGEST_WORD) + 0.3) * em), round((min(high, _LONGEST_LINE) + 0.3) * em)


def _inner(node: Node) -> int:
    """Ems for what is no plain words in a cell."""
    if isinstance(node, (Figure, CodeBlock, Callout, Aside, Table)):
        return 8
    return 3 if isinstance(node, (Image, List, Quote, DefinitionList, MathBlock)) else 0


def _shared(least: list[int], most: list[int], measure: int, *, narrow: bool) -> list[int]:
    """Widths between least and most that fill the measure, but a table of few words is as narrow as they are.

    A table too wide even so gets its columns in proportion. narrow: False for tables that read from right to left, which
    programs put at different edges where they do not fill the measure.
    """
    room, wish = measure - sum(least), sum(most) - sum(least)
    if narrow and sum(most) <= _NARROW * measure:
        return most
    if room <= 0:
        out = [width * measure // sum(least) for width in least]
    elif wish <= 0 or room >= wish:
        out = [width * measure // sum(most) for width in most]
    else:
        out = [low + (high - low) * room // wish for low, high in zip(least, most, strict=True)]
    out[-1] += measure - sum(out)
    return out


class _Rows:
    """Writes the rows of one table."""

    def __init__(
        self, pen: Pen, node: Table, laid: Grid, widths: list[int], room: Room, write: Write, piece: xml.Piece | None
    ) -> None:
        self.pen, self.node, self.laid, self.widths, self.room, self.write = pen, node, laid, widths, room, write
        self.piece = piece
        self.spans: dict[int, tuple[int, int]] = {}  # column -> columns spanned, last row of the span
        inner = [width - _PADDING for width in widths]
        lang = pen.state.article.lang or "en"
        self.stops = {} if room.form.rtl else stops(node, laid, inner, pen.state.table_size, lang)
        shade, rule = piece.shade() if piece else "", hex_colour(pen.state.theme.colours.text)
        self.plain = (shade, "")
        self.looks = {last: xml.head_look(shade, rule, last=last) for last in (False, True)}

    def xml(self) -> str:
        """All rows; those of the head are repeated on every page."""
        out: list[str] = []
        laid, node = self.laid, self.node
        parts = (("head", laid.head, node.head), ("body", laid.body, node.body), ("foot", laid.foot, node.foot))
        for part, placed_rows, rows in parts:
            for count, (placed, row) in enumerate(zip(placed_rows, rows, strict=True), 1):
                look = self.looks[count == len(rows)] if part == "head" else self.plain
                out.append(xml.row(self._cells(placed, row, len(out), look), header=part == "head"))
        return "".join(out)

    def _cells(self, placed_row: tuple[Placed, ...], row: Row, index: int, look: tuple[str, str]) -> str:
        """The cells of a row, with a stand-in for each that reaches down from above."""
        self.pen.target(row)
        room = self.room.of(row)
        own = {placed.column: placed for placed in placed_row}
        out, column = [], 0
        while column < len(self.widths):
            if placed := own.get(column):
                out.append(self._cell(placed, room, look))
                self.spans[column] = (placed.cell.colspan, index + placed.cell.rowspan - 1)
                column += placed.cell.colspan
            else:
                wide, last = self.spans.get(column, (1, -1))
                wide, merge = (wide, "continue") if last >= index else (1, "")
                out.append(self._stand_in(column, wide, merge, room, look))
                column += wide
        return "".join(out)

    def _stand_in(self, column: int, wide: int, merge: str, room: Room, look: tuple[str, str]) -> str:
        width = sum(self.widths[column : column + wide])
        empty = self.pen.paragraph("TableText", "", self._inside(room, width))
        return xml.cell(empty, width, colspan=wide, merge=merge, look=self._look(look, column, wide))

    @staticmethod
    def _inside(room: Room, width: int) -> Room:
        return Room("TableText", max(400, width - _PADDING), boxed=True, form=room.form)

    def _cell(self, placed: Placed, room: Room, look: tuple[str, str]) -> str:
        cell = placed.cell
        width = sum(self.widths[placed.column : placed.column + cell.colspan])
        style = "TableText" if scope(placed) is None else "TableHeading"
        inside = self._inside(room, width)._replace(style=style).of(cell).sized(self._size(style))
        self.pen.target(cell)
        content = _content(self.pen, cell.content, inside, self._layout(placed), self.write)
        merge = "restart" if cell.rowspan > 1 else ""
        shown = self._look(look, placed.column, cell.colspan)
        return xml.cell(content, width, colspan=cell.colspan, merge=merge, look=shown)

    def _look(self, look: tuple[str, str], column: int, wide: int) -> str:
        """What a cell says of its look: margins of its own at the edges of a box."""
        before, after = look
        margins = self.piece.margins(first=column == 0, last=column + wide >= len(self.widths)) if self.piece else ""
        return before + margins + after

    def _size(self, style: str) -> float:
        theme = self.pen.state.theme
        return template.table_head(theme) if style == "TableHeading" else theme.scale.table.size

    def _layout(self, placed: Placed) -> Layout:
        """How the paragraphs of a cell are aligned: numbers at the column's decimal mark, if it has one."""
        place = self.stops.get(placed.column)
        if place and placed.part != "head" and alignment(self.node, placed) == "decimal" and number(placed):
            return Layout(tabs=tabs([("decimal", place)]))
        align = self._align(placed)
        return Layout(align=align) if align else Layout()

    def _align(self, placed: Placed) -> str:
        """As its column, but a head over several columns stands in their middle."""
        if placed.part == "head" and placed.cell.colspan > 1 and not placed.cell.align:
            return "center"
        return _JC[alignment(self.node, placed)]


def _content(pen: Pen, content: Blocks, room: Room, layout: Layout, write: Write) -> str:
    """What is in a cell; it ends with a paragraph, as Word wants it."""
    pen.gap = 0
    if not content:
        return pen.paragraph(room.style, "", room)
    out: list[str] = []
    for node in content:
        if isinstance(node, Table) and out and out[-1].endswith("</w:tbl>"):
            out.append(pen.paragraph("Spacer", "", room))
        plain = type(node) is Paragraph and not node.run_in
        out.append(_aligned(pen, node, room, layout) if plain else write(pen, (node,), room))  # type: ignore[arg-type]
    if not out[-1].endswith("</w:p>"):
        out.append(pen.paragraph(room.style, "", room))
    pen.gap = 0
    return "".join(out)


def _aligned(pen: Pen, node: Paragraph, room: Room, layout: Layout) -> str:
    pen.target(node)
    room = room.of(node)
    return pen.paragraph(room.style, inlines(pen, node.content, room.form), room, layout)
