"""Where the cells of a table stand: spans resolved to a grid of rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from exporter.model import Alignment, Cell, Row, Scope, Table

Part: TypeAlias = Literal["head", "body", "foot"]


class Placed(Struct, frozen=True):
    """A cell with its place: `row` counts through the whole table, `column` from the reading edge, both from 0."""

    cell: Cell
    row: int
    column: int
    part: Part


class Grid(Struct, frozen=True):
    """A table laid out: the rows of each part with their placed cells, and how many columns there are."""

    head: tuple[tuple[Placed, ...], ...]
    body: tuple[tuple[Placed, ...], ...]
    foot: tuple[tuple[Placed, ...], ...]
    width: int

    def cells(self) -> Iterator[Placed]:
        """Every placed cell, row by row."""
        for part in (self.head, self.body, self.foot):
            for row in part:
                yield from row


def grid(table: Table) -> Grid:
    """The grid of a table. Spans end with their part (head, body, foot), as in HTML; short rows stay short."""
    head, head_width = _placed(table.head, "head", 0)
    body, body_width = _placed(table.body, "body", len(table.head))
    foot, foot_width = _placed(table.foot, "foot", len(table.head) + len(table.body))
    return Grid(head, body, foot, max(head_width, body_width, foot_width))


def _placed(rows: tuple[Row, ...], part: Part, first: int) -> tuple[tuple[tuple[Placed, ...], ...], int]:
    taken: dict[int, int] = {}  # column -> first row that is free again
    out, width = [], 0
    for index, row in enumerate(rows):
        placed, column = [], 0
        for cell in row.cells:
            while taken.get(column, 0) > index:
                column += 1
            placed.append(Placed(cell, first + index, column, part))
            for spanned in range(column, column + cell.colspan):
                taken[spanned] = index + cell.rowspan
            column += cell.colspan
            width = max(width, column)
        out.append(tuple(placed))
    return tuple(out), width


_POINT = frozenset(["en", "zh", "ja", "ko", "th", "he", "hi", "bn", "ta", "ur", "ms", "sw", "ar", "fa"])


def decimal_mark(lang: str) -> str:
    """What parts off a number's fraction: "." in languages that write 1.5 (in these digits), "," in those that write 1,5."""
    return "." if lang.lower().partition("-")[0] in _POINT else ","


def alignment(table: Table, placed: Placed) -> Alignment:
    """How a cell's text is aligned: its own word, else its column's, else the start."""
    if placed.cell.align:
        return placed.cell.align
    return table.columns[placed.column] if placed.column < len(table.columns) else "start"


def scope(placed: Placed) -> Scope | None:
    """What a cell is the header of: what it says, else its column in the head, else nothing (a data cell)."""
    if placed.cell.scope:
        return placed.cell.scope
    if placed.part == "head":
        return "colgroup" if placed.cell.colspan > 1 else "col"
    return None
