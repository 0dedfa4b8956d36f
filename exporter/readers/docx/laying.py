"""A table's rows into the model's: which of them head it, how columns are aligned, which table is only a box."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from exporter.model import Alignment, Aside, Block, Cell, Row, Table, Text

from .lines import CellLines, Grid, Item, Line, RowLines

if TYPE_CHECKING:
    from .compose import Composer

_ALIGNED: dict[str, Alignment] = {"center": "center", "right": "end", "end": "end"}


def table(composer: Composer, grid: Grid) -> Block:
    """A table; one of a single cell is a box drawn with one."""
    cells = [cell for row in grid.rows for cell in row.cells]
    if len(cells) == 1 and not composer.ours:
        composer.boxed_tables += 1
        return Aside(content=composer.blocks(cells[0].content), **composer.carried(grid))
    head, last = _head(grid), len(grid.rows)
    foot = 1 if grid.last and last - head > 1 and not _reaches(grid.rows, last - 1) else 0
    columns = _columns(grid.rows[head:])
    for row in grid.rows[last - foot :]:
        _lighten(row.cells)
    rows = [_row(composer, row, columns, heads=n < head) for n, row in enumerate(grid.rows)]
    return Table(
        head=tuple(rows[:head]),
        body=tuple(rows[head : last - foot]),
        foot=tuple(rows[last - foot :]),
        columns=columns,
        caption=(Text(value=grid.title),) if grid.title and not composer.ours else (),
        **composer.carried(grid),
    )


def _head(grid: Grid) -> int:
    """How many rows head a table: those it repeats, or the one its style sets apart, or one that alone is bold."""
    rows = grid.rows
    count = 0
    while count < len(rows) and rows[count].heads:
        count += 1
    if count == len(rows):
        count = 0 if len(rows) == 1 or not count else 1
    if not count and len(rows) > 1 and (grid.first or _alone_bold(rows)):
        count = 1
    while 0 < count < len(rows) and _reaches(rows, count):
        count += 1
    return count if count < len(rows) else 0


def _reaches(rows: list[RowLines], boundary: int) -> bool:
    """Whether a cell above row `boundary` reaches down into it."""
    return any(n + cell.tall > boundary for n, row in enumerate(rows[:boundary]) for cell in row.cells)


def _alone_bold(rows: list[RowLines]) -> bool:
    """Whether the first row is bold as a whole and no other is."""
    return _bold(rows[0]) and not any(_bold(row) for row in rows[1:])


def _bold(row: RowLines) -> bool:
    lines = [one for cell in row.cells for one in cell.content if isinstance(one, Line) and not one.empty]
    return bool(lines) and all(_bold_line(line) for line in lines)


def _bold_line(line: Line) -> bool:
    return bool(line.look.bold) or all(
        any(one[0] == "strong" for one in piece.wraps) for piece in line.pieces if piece.words.strip()
    )


def _lighten(cells: list[CellLines]) -> None:
    """Takes from cells, where all their words have it, the weight that the head and foot of a table have anyway."""
    lines = [one for cell in cells for one in cell.content if isinstance(one, Line)]
    if all(_bold_line(line) for line in lines):
        for line in lines:
            line.pieces = [piece.without("strong") for piece in line.pieces]


def _columns(rows: list[RowLines]) -> tuple[Alignment, ...]:
    """How each column is aligned, where its cells agree; shorter than the table where the rest says nothing."""
    heard: dict[int, Counter[Alignment]] = {}
    for row in rows:
        for cell in row.cells:
            if cell.wide == 1 and any(not _empty(one) for one in cell.content):
                heard.setdefault(cell.column, Counter())[_alignment(cell)] += 1
    width = max(heard, default=-1) + 1
    out: list[Alignment] = [next(iter(heard[n])) if len(heard.get(n, ())) == 1 else "start" for n in range(width)]
    while out and out[-1] == "start":
        out.pop()
    return tuple(out)


def _empty(item: Item) -> bool:
    return isinstance(item, Line) and item.empty


def _alignment(cell: CellLines) -> Alignment:
    lines = [one for one in cell.content if isinstance(one, Line) and not one.empty]
    if lines and all(line.decimal for line in lines):
        return "decimal"
    found = {_ALIGNED.get(line.align, "start") for line in lines}
    return found.pop() if len(found) == 1 else "start"


def _row(composer: Composer, row: RowLines, columns: tuple[Alignment, ...], *, heads: bool) -> Row:
    return Row(cells=tuple(_cell(composer, cell, columns, heads=heads) for cell in row.cells))


def _cell(composer: Composer, cell: CellLines, columns: tuple[Alignment, ...], *, heads: bool) -> Cell:
    own = _alignment(cell)
    expected = columns[cell.column] if cell.column < len(columns) else "start"
    lines = [one for one in cell.content if isinstance(one, Line)]
    if heads:
        _lighten([cell])
    heading = bool(lines) and all(line.role == "table-heading" for line in lines)
    return Cell(
        content=composer.blocks(cell.content),
        colspan=cell.wide,
        rowspan=cell.tall,
        scope="row" if heading and not heads else None,
        align=own if own != expected and any(not _empty(one) for one in cell.content) and not heads else None,
    )
