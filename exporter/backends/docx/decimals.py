"""Columns of numbers whose decimal marks stand below each other, by decimal tab stops.

In a table cell text goes to a decimal tab stop without a tab character (ISO/IEC 29500-1, 17.18.84). What the mark is, Word
takes from the system it runs on, not from the document: so a column whose numbers all have equally long fractions is set
flush right, which looks the same and cannot go wrong, and only the others get a tab stop.
"""

from __future__ import annotations

import re

from exporter.grid import Grid, Placed, alignment, decimal_mark
from exporter.model import Paragraph, Table
from exporter.walk import text as words

_NUMBER = re.compile(r"[+−–\-€$£\s]*\d[\d.,'’\s]*[%€$£\s]*")
_DIGIT, _MARK = 0.54, 0.28
"""Widths in ems, of a digit and of what is between digits."""


def number(placed: Placed) -> str:
    """The number a cell holds and nothing else, else ""."""
    content = placed.cell.content
    if len(content) != 1 or not isinstance(content[0], Paragraph) or content[0].run_in:
        return ""
    said = words(content[0]).strip()
    return said if _NUMBER.fullmatch(said) else ""


def stops(node: Table, laid: Grid, widths: list[int], size: float, lang: str) -> dict[int, int]:
    """Twips from a cell's edge to the decimal tab stop, by column, for those that need one and have the room."""
    mark = decimal_mark(lang)
    wholes: dict[int, list[int]] = {}
    tails: dict[int, list[int]] = {}
    for placed in laid.cells():
        if placed.part != "head" and alignment(node, placed) == "decimal" and (said := number(placed)):
            whole, found, fraction = said.rpartition(mark) if mark in said else (said, "", "")
            wholes.setdefault(placed.column, []).append(_width(whole, size))
            tails.setdefault(placed.column, []).append(_width(found + fraction, size))
    places = {column: widths[column] - max(tail) for column, tail in tails.items() if len(set(tail)) > 1}
    return {column: place for column, place in places.items() if place >= max(wholes[column])}


def _width(said: str, size: float) -> int:
    return round(sum(_DIGIT if character.isdigit() else _MARK for character in said) * size * 20)
