"""Tables in pasted text: lines with tabs between their cells, as a spreadsheet or a web page's table is copied."""

from __future__ import annotations

from collections.abc import Sequence

from exporter.model import Alignment, Cell, Paragraph, Place, Row, Scope, Table
from exporter.patterns import pattern
from exporter.readers.text.lines import Line
from exporter.readers.text.links import linked

_NUMBER = pattern(r"[-+−–~≈<>(]?\s?(?:[$€£¥₹%]|[A-Z]{3})?\s?\d[\d.,'’  ]*\s?(?:%|‰|[$€£¥₹]|[^\W\d_]{1,3}\.?|\+)?\)?\*?")
_YEAR = pattern(r"(?:19|20)\d\d(?:[-–/]\d{2,4})?")
_NOTHING = frozenset(["", "-", "–", "—", "n/a", "N/A", ".", "..", "…", "x"])


def table(lines: Sequence[Line]) -> Table:
    """The table lines with cells are; its first row is a head where it names what stands below."""
    rows = _whole([list(line.cells) for line in lines])
    head = len(rows) > 1 and _is_head(rows)
    named = not head and _names(rows)
    made = tuple(_row(row, line.number, named=named) for row, line in zip(rows, lines, strict=True))
    columns: tuple[Alignment, ...] = tuple(
        "decimal" if _is_numeric(column) else "start" for column in _columns(rows[head:])
    )
    return Table(head=made[:head], body=made[head:], columns=columns, place=Place(lines[0].number))


def _whole(rows: list[list[str]]) -> list[list[str]]:
    """Rows of one length, without columns that are empty in all of them."""
    width = max(map(len, rows))
    filled = [row + [""] * (width - len(row)) for row in rows]
    used = [index for index in range(width) if any(row[index] for row in filled)]
    return [[row[index] for index in used] for row in filled]


def _columns(rows: list[list[str]]) -> list[list[str]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _is_head(rows: list[list[str]]) -> bool:
    """Whether the first row has words in every cell but its first, years at most, and other things stand below."""
    first, rest = rows[0], rows[1:]
    if not all(first[1:]) or any(_NUMBER.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in first):
        return False
    below = _columns(rest)
    years = [index for index, cell in enumerate(first) if _YEAR.fullmatch(cell)]
    if any(all(_YEAR.fullmatch(cell) for cell in below[index]) for index in years):
        return False
    return any(map(_is_numeric, below)) or (len(first) > 2 and len(rows) > 2)


def _names(rows: list[list[str]]) -> bool:
    """Whether the first column has a different name for each row, as `Name`, `Born`, `Since`."""
    first = [row[0] for row in rows]
    return len(set(first)) == len(first) and all(first) and not any(map(_NUMBER.fullmatch, first))


def _is_numeric(column: list[str]) -> bool:
    """Whether a column has numbers, and nothing but these and signs that there is none."""
    found = [cell for cell in column if cell not in _NOTHING]
    return bool(found) and all(_NUMBER.fullmatch(cell) for cell in found)


def _row(cells: list[str], number: int, *, named: bool) -> Row:
    place = Place(number)
    made = (_cell(cell, place, "row" if named and not index else None) for index, cell in enumerate(cells))
    return Row(cells=tuple(made))


def _cell(words: str, place: Place, scope: Scope | None) -> Cell:
    return Cell(content=(Paragraph(content=linked(words), place=place),) if words else (), scope=scope)
