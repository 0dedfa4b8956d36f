"""Numbers in tables: which columns hold nothing else, and their decimal marks below each other."""

from __future__ import annotations

from collections.abc import Sequence

from exporter import model
from exporter.backends.pdf.lines import Line
from exporter.backends.pdf.rows import Rows
from exporter.grid import Grid, alignment, decimal_mark
from exporter.walk import text as plain

_NO_NUMBERS = frozenset({"", "-", "–", "—", "…"})  # what stands where a number is missing


def numeric(node: model.Table, placed: Grid) -> frozenset[int]:
    """The columns after the first that hold numbers only, two or more, and that nobody aligned."""
    words: dict[int, list[str]] = {}
    other: set[int] = {0}
    for at in (at for row in placed.body for at in row):
        said = plain(at.cell.content).strip() if alignment(node, at) == "start" and at.cell.colspan == 1 else "aligned"
        if at.cell.align or not (said in _NO_NUMBERS or _is_number(said)):
            other.update(range(at.column, at.column + at.cell.colspan))
        elif said not in _NO_NUMBERS:
            words.setdefault(at.column, []).append(said)
    return frozenset(column for column, said in words.items() if len(said) > 1 and column not in other)


def parted(words: str, lang: str | None) -> tuple[str, str] | None:
    """A number before its decimal mark, and from it on; None for what is no number. What stands where a number is missing
    is one without decimals."""
    if not words or not (words in _NO_NUMBERS or _is_number(words)):
        return None
    mark = decimal_mark(lang or "en")
    whole, found, fraction = words.rpartition(mark)
    return (whole, found + fraction) if whole else (words, "")


def align_decimals(lang: str | None, rows: Sequence[Rows], rtl: bool = False) -> None:
    """Move numbers so that the decimal marks of a column stand below each other: away from the edge that they end at, which
    is the left one where text runs to the left."""
    columns: dict[int, list[tuple[Line, float]]] = {}
    for group in rows:
        for box in group.boxes:
            line = box.atoms[0]
            if box.decimal < 0 or len(box.atoms) > 1 or not isinstance(line, Line):
                continue
            parts = parted("".join(piece.text for piece in line.pieces()), lang)
            if parts is not None:
                own = line.paragraph.runs[0].setting.width(parts[0 if rtl else 1])
                columns.setdefault(box.decimal, []).append((line, own))
    for lines in columns.values():
        widest = max(own for _, own in lines)
        for line, own in lines:
            line.x += widest - own if rtl else own - widest


def _is_number(words: str) -> bool:
    return any(char.isdigit() for char in words) and all(
        char.isdigit() or char in ".,'’+-−–%\u00a0\u202f€$£" for char in words
    )
