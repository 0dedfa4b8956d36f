"""Tables: head rows that repeat, rows that hold together, spans, alignment, widths that suit the words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from exporter.grid import Grid, Placed, alignment, grid, scope
from exporter.model import Blocks, Paragraph, Table
from exporter.walk import text as words

from .figures import caption_number
from .inlines import inlines
from .pen import Pen, Room
from .wordml import tables as xml
from .wordml.paragraphs import Layout

Write: TypeAlias = Callable[[Pen, Blocks, Room], str]
_JC = {"start": "", "center": "center", "end": "right", "decimal": "right"}
_PADDING = 180


def table(pen: Pen, node: Table, room: Room, write: Write) -> str:
    """A table with its caption above."""
    laid = grid(node)
    flushed = pen.paragraph(room.style, "", room) if pen.mark else ""
    title = words(node.caption)
    out = flushed + (_caption(pen, node, title, room) if node.caption else "")
    widths = _widths(laid, room.measure, pen.state.theme.scale.table.size)
    rows = _rows(pen, node, laid, widths, room, write)
    first = bool(laid.body) and all(row and scope(row[0]) in ("row", "rowgroup") for row in laid.body)
    shape = "; ".join(words(placed.cell) for placed in (laid.head[0] if laid.head else ()))
    out += xml.table(
        rows, widths, title=title, summary=shape[:255], indent=room.left, rtl=room.form.rtl,
        head=bool(laid.head), first=first, last=bool(laid.foot),
    )  # fmt: skip
    pen.gap = True
    return out


def _caption(pen: Pen, node: Table, title: str, room: Room) -> str:
    content = caption_number(pen, "Table", title) + inlines(pen, node.caption, room.form)
    return pen.paragraph("Caption", content, room, Layout(keep_next=True, before=pen.state.lists.step, after=80))


def _widths(laid: Grid, measure: int, size: float) -> list[int]:
    """Twips of each column: as wide as its words ask for, shrunk or stretched to what there is."""
    count = max(1, laid.width)
    longest, wanted = [4] * count, [4] * count
    for placed in laid.cells():
        said = words(placed.cell)
        share = placed.cell.colspan
        word = max((len(part) for part in said.split()), default=0)
        line = max((len(part) for part in said.split("\n")), default=0)
        for column in range(placed.column, min(count, placed.column + share)):
            longest[column] = max(longest[column], min(word, 24) // share)
            wanted[column] = max(wanted[column], min(line, 60) // share)
    character = size * 20 * 0.54
    least = [round(length * character) + _PADDING for length in longest]
    most = [round(length * character) + _PADDING for length in wanted]
    return _shared(least, most, measure)


def _shared(least: list[int], most: list[int], measure: int) -> list[int]:
    """Widths between least and most that fill the measure; a table too wide even so gets its columns in proportion."""
    room, wish = measure - sum(least), sum(most) - sum(least)
    if room <= 0:
        out = [width * measure // sum(least) for width in least]
    elif wish <= 0 or room >= wish:
        out = [width * measure // sum(most) for width in most]
    else:
        out = [low + (high - low) * room // wish for low, high in zip(least, most, strict=True)]
    out[-1] += measure - sum(out)
    return out


def _rows(pen: Pen, node: Table, laid: Grid, widths: list[int], room: Room, write: Write) -> str:
    spans: dict[int, tuple[int, int]] = {}  # column -> columns spanned, last row of the span
    out = []
    sources = (node.head, node.body, node.foot)
    for part, rows in zip((laid.head, laid.body, laid.foot), sources, strict=True):
        for placed_row, source in zip(part, rows, strict=True):
            pen.target(source)
            cells = _cells(pen, node, placed_row, widths, spans, room.of(source), write, len(out))
            out.append(xml.row(cells, header=part is laid.head))
    return "".join(out)


def _cells(
    pen: Pen, node: Table, row: tuple[Placed, ...], widths: list[int], spans: dict[int, tuple[int, int]], room: Room,
    write: Write, index: int,
) -> str:  # fmt: skip
    """The cells of a row, with a stand-in for each that reaches down from above."""
    own = {placed.column: placed for placed in row}
    out, column = [], 0
    while column < len(widths):
        if placed := own.get(column):
            out.append(_cell(pen, node, placed, widths, room, write))
            if placed.cell.rowspan > 1:
                spans[column] = (placed.cell.colspan, index + placed.cell.rowspan - 1)
            column += placed.cell.colspan
            continue
        wide, last = spans.get(column, (1, -1))
        merge, wide = ("continue", wide) if last >= index else ("", 1)
        width = sum(widths[column : column + wide])
        out.append(xml.cell(pen.paragraph("TableText", "", _inside(room, width)), width, colspan=wide, merge=merge))
        column += wide
    return "".join(out)


def _inside(room: Room, width: int) -> Room:
    return Room("TableText", max(400, width - _PADDING), boxed=True, form=room.form)


def _cell(pen: Pen, node: Table, placed: Placed, widths: list[int], room: Room, write: Write) -> str:
    cell = placed.cell
    heads = scope(placed) is not None
    width = sum(widths[placed.column : placed.column + cell.colspan])
    inside = _inside(room, width)._replace(style="TableHeading" if heads else "TableText").of(cell)
    pen.target(cell)
    merge = "restart" if cell.rowspan > 1 else ""
    content = _content(pen, cell.content, inside, _JC[alignment(node, placed)], write)
    return xml.cell(content, width, colspan=cell.colspan, merge=merge, low=placed.part == "head")


def _content(pen: Pen, content: Blocks, room: Room, align: str, write: Write) -> str:
    """What is in a cell; it ends with a paragraph, as Word wants it."""
    pen.gap = False
    if not content:
        return pen.paragraph(room.style, "", room)
    if all(type(node) is Paragraph for node in content):
        out = "".join(_aligned(pen, node, room, align) for node in content if isinstance(node, Paragraph))
    else:
        out = write(pen, content, room)
    pen.gap = False
    return out if out.endswith("</w:p>") else out + pen.paragraph(room.style, "", room)


def _aligned(pen: Pen, node: Paragraph, room: Room, align: str) -> str:
    pen.target(node)
    room = room.of(node)
    start = inlines(pen, node.run_in, room.form._replace(style="RunInHeading")) if node.run_in else ""
    gap = " " if node.run_in else ""
    content = start + (inlines(pen, node.content, room.form) if not gap else _spaced(pen, node, room))
    return pen.paragraph(room.style, content, room, Layout(align=align) if align else Layout())


def _spaced(pen: Pen, node: Paragraph, room: Room) -> str:
    from .wordml import runs

    return runs.text(": ", room.form) + inlines(pen, node.content, room.form)
