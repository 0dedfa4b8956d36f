"""Tables: spans end inside their part and never overlap, every row fills the grid (PDF/UA-1 7.5, and all three formats)."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from exporter.model import Article, Cell, Node, Row, Table
from exporter.report import Report
from exporter.walk import transform

WIDEST = 100
"""A span over more columns than this is a slip of the pen, and would cost time and memory everywhere."""


def tables_filled(article: Article, report: Report) -> Article:
    """The article with spans cut where they cannot be and short table rows filled up."""
    return transform(article, partial(_filled, report=report))


def _filled(node: Node, report: Report) -> Node:
    if not isinstance(node, Table):
        return node
    parts = {name: _laid(getattr(node, name)) for name in ("head", "body", "foot")}
    width = max((used for _, covered in parts.values() for used in covered), default=0)
    if any(used < width for _, covered in parts.values() for used in covered):
        report.tell("short-row", "a table row has fewer cells than others: filled up", place=node.place)
    rows = {name: _padded(laid, covered, width) for name, (laid, covered) in parts.items()}
    if width and not node.head and not any(cell.scope for row in rows["body"] for cell in row.cells):
        hint = "say which row names the columns"
        report.tell("table-without-head", "a table has no head row", place=node.place, hint=hint)
    return replace(node, **rows) if width else replace(node, head=(), body=(), foot=())


def _laid(rows: tuple[Row, ...]) -> tuple[list[Row], list[int]]:
    """The rows with possible spans only, and how many columns are covered in each."""
    free_from: dict[int, int] = {}  # column -> the first row in which nothing from above covers it
    covered = [0] * len(rows)
    out = []
    for index, row in enumerate(rows):
        cells, column = [], 0
        for cell in row.cells:
            while free_from.get(column, 0) > index:
                column += 1
            cell = _cut(cell, _run(free_from, column, index, cell.colspan), len(rows) - index)
            for spanned in range(column, column + cell.colspan):
                free_from[spanned] = index + cell.rowspan
            for down in range(index, index + cell.rowspan):
                covered[down] += cell.colspan
            column += cell.colspan
            cells.append(cell)
        out.append(replace(row, cells=tuple(cells)))
    return out, covered


def _run(free_from: dict[int, int], column: int, row: int, wanted: int) -> int:
    """How many of the `wanted` columns from `column` on are free in `row` (at least 1)."""
    count = 1
    while count < min(wanted, WIDEST) and free_from.get(column + count, 0) <= row:
        count += 1
    return count


def _cut(cell: Cell, colspan: int, rowspan: int) -> Cell:
    rowspan = min(cell.rowspan, rowspan)
    return (
        cell if (colspan, rowspan) == (cell.colspan, cell.rowspan) else replace(cell, colspan=colspan, rowspan=rowspan)
    )


def _padded(rows: list[Row], covered: list[int], width: int) -> tuple[Row, ...]:
    """The rows with empty cells at their ends: grids are filled from the start, so gaps are never before a cell."""
    return tuple(
        replace(row, cells=row.cells + (Cell(),) * (width - used)) if used < width else row
        for row, used in zip(rows, covered, strict=True)
    )
