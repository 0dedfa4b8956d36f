"""Numbered sections and clauses, as minutes, reports and contracts have them: `2. Retention`, `2.1 The draft ...`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from exporter.patterns import pattern
from exporter.readers.text.lines import Chunk, Line, wrapped
from exporter.readers.text.lists import mark

Number = tuple[int, ...]

_NUMBER = pattern(r"(\d{1,2}(?:\.\d{1,2}){0,3})([.)]?)\s+(?=[\"'“„«‘(]?[^\W\d_])")
_STOP = pattern(r"[.!?…:;,。！？：；，।۔؟؛]$")
_LONGEST = 70
_REACH = 12
"""The next section begins within so many chunks."""


def number(line: Line) -> Number | None:
    """The number a line begins with, by its parts; one alone has a stop or a bracket behind it ("2. Retention")."""
    found = _NUMBER.match(line.text)
    if not found or not (found[2] or "." in found[1]):
        return None
    return tuple(map(int, found[1].split(".")))


def clauses(lines: Sequence[Line]) -> list[int]:
    """Where clauses begin among lines that stand together: `2.1 ...`, `2.2 ...`; nowhere where they do not count up."""
    found = [(index, value) for index, line in enumerate(lines) if (value := number(line)) and len(value) > 1]
    if len(found) < 2 or not all(_follows(one, two) for (_, one), (_, two) in pairwise(found)):
        return []
    return [index for index, _ in found]


def parted(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks, each clause one of its own."""
    out: list[Chunk] = []
    for chunk in chunks:
        starts = [] if chunk.tabbed else clauses(chunk.lines)
        if not starts:
            out.append(chunk)
            continue
        for start, end in pairwise(sorted({0, *starts, len(chunk.lines)})):
            lines = chunk.lines[start:end]
            out.append(Chunk(lines, chunk.wrapped or (start in starts and wrapped(lines))))
    return out


def _follows(one: Number, two: Number) -> bool:
    """Whether a number is the next one: 2.1 → 2.2, 2.1 → 2.1.1, 2.1.3 → 2.2."""
    if len(two) > len(one):
        return two == (*one, 1)
    return two[:-1] == one[: len(two) - 1] and two[-1] == one[len(two) - 1] + 1


def heads(chunks: Sequence[Chunk], at: int, last: int) -> Number | None:
    """The number of the section a chunk's first line is the title of; `last` is the section before it, 0 if there is none."""
    chunk = chunks[at]
    value = number(chunk.lines[0])
    if not value or chunk.wrapped or chunk.tabbed or not _is_title(chunk.lines[0].text):
        return None
    if len(value) > 1:
        return value if _is_over_text(chunks, at, value) else None
    if len(chunk.lines) > 1 and (chunk.lines[1].text[0].islower() or mark(chunk.lines[1])):
        return None
    counts = (bool(last) and value[0] == last + 1) or _goes_on(chunks, at, value[0])
    return value if counts and (len(chunk.lines) > 1 or last or _has_clauses(chunks, at, value)) else None


def _is_title(text: str) -> bool:
    found = _NUMBER.match(text)
    if not found or text[found.end()].islower():
        return False
    return len(text) <= _LONGEST and not _STOP.search(text)


def _is_next(line: Line, value: Number) -> bool:
    return number(line) == (*value[:-1], value[-1] + 1)


def _is_over_text(chunks: Sequence[Chunk], at: int, value: Number) -> bool:
    """Whether a line like "3.2 Water supply" stands alone over something longer that is no clause itself."""
    if len(chunks[at].lines) > 1 or at + 1 == len(chunks):
        return False
    below = chunks[at + 1]
    return not _is_next(below.lines[0], value) and len(below.lines[0].text) > len(chunks[at].lines[0].text)


def _goes_on(chunks: Sequence[Chunk], at: int, value: int) -> bool:
    """Whether a section with the next number follows, in the same form: a title with text of its own or clauses under it."""
    for index in range(at + 1, min(at + 1 + _REACH, len(chunks))):
        line = chunks[index].lines[0]
        if number(line) == (value + 1,):
            return _is_title(line.text) and (len(chunks[index].lines) > 1 or _has_clauses(chunks, index, (value + 1,)))
    return False


def _has_clauses(chunks: Sequence[Chunk], at: int, value: Number) -> bool:
    return at + 1 < len(chunks) and number(chunks[at + 1].lines[0]) == (*value, 1)
