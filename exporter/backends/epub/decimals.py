"""Columns of numbers whose decimal marks stand below each other.

CSS knows no alignment on a character. The numbers are set flush right in digits of one width (in a vertical line: flush
with its end), and each is kept off the edge by as much as its tail (mark, fraction and what follows) is narrower than its
column's widest. The cell's text stays whole and nothing is added to it, so it is heard and copied as it was written.
"""

from __future__ import annotations

import re

from exporter.grid import Grid, Placed, alignment, decimal_mark
from exporter.model import Inlines, NoteRef, Paragraph, Table
from exporter.walk import text, walk

_NUMBER = r"[^\d.,٫]{0,4}[.,٫]?\d[\d.,٫٬'’\s]*\D{0,3}"
_WIDTHS = {"%": 1.6, "‰": 2.0, "€": 1.1, "£": 1.1, "$": 1.0}
_BETWEEN, _MARK = 0.5, 0.8
"""Widths in digits (CSS `ch`) of what stands between digits, and of a digit of a note's mark."""


def tails(node: Table, laid: Grid, lang: str) -> dict[tuple[int, int], float]:
    """How much narrower a number's tail is than the widest of its column, in digits, by row and column; only what is not 0."""
    columns: dict[int, list[tuple[Placed, str]]] = {}
    for placed in laid.cells():
        if placed.part != "head" and alignment(node, placed) == "decimal" and (said := number(placed)):
            columns.setdefault(placed.column, []).append((placed, said))
    missing: dict[tuple[int, int], float] = {}
    for cells in columns.values():
        mark = _mark([said for _, said in cells], lang)
        found = {(placed.row, placed.column): _tail(said, mark) + _marks(placed) for placed, said in cells}
        widest = max(found.values())
        missing |= {place: round(widest - width, 2) for place, width in found.items() if width < widest}
    return missing


def number(placed: Placed) -> str:
    """The number a cell holds and nothing else ("€ 1,204.5", "12 %"), else ""."""
    content = _inlines(placed)
    said = text(content).strip()
    return said if content and re.fullmatch(_NUMBER, said) else ""


def _inlines(placed: Placed) -> Inlines:
    content = placed.cell.content
    only = content[0] if len(content) == 1 else None
    return only.content if isinstance(only, Paragraph) and not only.run_in else ()


def _mark(numbers: list[str], lang: str) -> str:
    """A column's decimal mark: the language's, unless only the other one is there and parts off no thousands."""
    own = decimal_mark(lang)
    other = "," if own == "." else "."
    if any("٫" in said for said in numbers):
        return "٫"
    if any(own in said for said in numbers):
        return own
    return other if any(re.search(rf"\{other}(?!\d{{3}}(?!\d))\d", said) for said in numbers) else own


def _tail(said: str, mark: str) -> float:
    """The width of what stands right of a number's units, in digits."""
    _, found, fraction = said.rpartition(mark)
    if not found:
        digits = max(at for at, character in enumerate(said) if character.isdigit())
        fraction = said[digits + 1 :]
    return sum(map(_width, found + fraction))


def _width(character: str) -> float:
    return 1.0 if character.isalnum() else _WIDTHS.get(character, _BETWEEN)


def _marks(placed: Placed) -> float:
    return sum(_MARK for node in walk(_inlines(placed)) if isinstance(node, NoteRef))
