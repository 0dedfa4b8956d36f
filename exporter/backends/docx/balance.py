"""Titles in lines about equally long, and standfirsts without a word alone in their last line.

Word can do neither; a right indent makes it break lines where they are wanted. How wide words are is estimated (`widths`):
the fonts are the reader's. So some room is left, and nothing is done for scripts whose letters tell nothing of their width.
"""

from __future__ import annotations

from exporter.model import Inlines
from exporter.walk import text as words

from .widths import ems
from .wordml.paragraphs import NORMAL, Indent, Layout

_UNTOLD = (("\u0900", "\u10ff"), ("\u1200", "\u1cff"), ("\ua000", "\uabff"))
"""Scripts whose letters differ too much in width."""
_EAST_ASIA = "\u2e80"
"""From here on a line breaks between any two characters."""
REGULAR = 0.93
"""How much narrower words are in regular type than in bold, which `ems` is about."""
_ROOM = 1.09
"""How much wider words may be than estimated."""
_MOST = 4
"""Lines from which on a title or standfirst is a paragraph like others."""
_WIDOW, _NARROWEST = 0.3, 0.7
"""The parts of the measure that are too little for a last line, and that a standfirst is at least wide."""


def balanced(title: Inlines, points: float, measure: int) -> Layout:
    """The layout of a title in bold type of a size, in a measure in twips."""
    pieces = _pieces(title, points)
    count = len(_wrapped(pieces, measure / _ROOM))
    if not 2 <= count <= _MOST:
        return NORMAL
    return _indented(_narrowest(pieces, count, measure) * _ROOM, measure)


def unwidowed(standfirst: Inlines, points: float, measure: int) -> Layout:
    """The layout of a standfirst."""
    pieces = _pieces(standfirst, points * REGULAR)
    lines = _wrapped(pieces, measure)
    if not 2 <= len(lines) <= _MOST or lines[-1] > _WIDOW * measure:
        return NORMAL
    return _indented(max(_NARROWEST * measure, _narrowest(pieces, len(lines), measure) * _ROOM), measure)


def _indented(width: float, measure: int) -> Layout:
    return Layout(indent=Indent(0, max(0, int(measure - width))))


def _pieces(content: Inlines, points: float) -> list[float]:
    """Twips of each piece that stays whole, none where they cannot be told."""
    said = words(content)
    if any(first <= character <= last for character in said for first, last in _UNTOLD):
        return []
    return [ems(piece) * points * 20 for word in said.split() for piece in _cut(f"{word} ")]


def _cut(word: str) -> list[str]:
    return [word] if max(word) < _EAST_ASIA else list(word.rstrip())


def _wrapped(pieces: list[float], width: float) -> list[float]:
    """The widths of the lines that pieces break into."""
    lines: list[float] = []
    for piece in pieces:
        if lines and lines[-1] + piece <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return lines


def _narrowest(pieces: list[float], count: int, measure: int) -> float:
    """The least width, of a hundredth of the measure each, at which pieces need no more than so many lines."""
    step = measure / 100
    width = max(max(pieces), sum(pieces) / count)
    while width < measure and len(_wrapped(pieces, width)) > count:
        width += step
    return width
