"""How wide words are, roughly: Word's fonts are not at hand when the document is written, and the reader's may be others.

The classes are those of a book face and a grotesque alike, a little on the generous side, so that what is estimated to
fit on a line does.
"""

from __future__ import annotations

import unicodedata

CODE = 0.56
"""Ems of a character of code, which is set smaller than the words around it."""


class _Ems(dict[str, float]):
    """Widths of characters in ems, learnt as they come."""

    def __missing__(self, character: str) -> float:
        self[character] = width = _ems(character)
        return width


def _ems(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    kind = unicodedata.category(character)
    if kind in ("Mn", "Me", "Cf"):
        return 0.0
    if character in "mwMW@%—…œæŒÆ":
        return 0.92
    if kind == "Lu" or character in "&+=<>~#":
        return 0.68
    return 0.34 if character in "ijltfrI.,:;!|'’‘()[]/ \u00a0" else 0.57


_EMS = _Ems()


def ems(said: str) -> float:
    """The width of some words in ems of their type size."""
    return sum(map(_EMS.__getitem__, said))
