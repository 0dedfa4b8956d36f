"""Paragraphs that cannot be justified well: an address or a piece of code that nothing may break tears the line before it
open, so such a paragraph is set ragged."""

from __future__ import annotations

from exporter.model import Code, Inlines, Text
from exporter.walk import walk

LONG = 18
"""Characters from which on something unbreakable is too long: about a quarter of a line."""


def stubborn(content: Inlines) -> bool:
    """Whether something in a paragraph is long and breaks nowhere. Words do not count: they can be hyphenated."""
    for node in walk(content):
        if isinstance(node, Code):
            if any(len(piece) >= LONG for piece in node.value.split()):
                return True
        elif isinstance(node, Text) and any(map(_unbreakable, node.value.split())):
            return True
    return False


def _unbreakable(piece: str) -> bool:
    if len(piece) < LONG or not piece.isascii():  # scripts without spaces break between any two characters
        return False
    return any(len(part) >= LONG and not part.strip(".,;:!?()\"'").isalpha() for part in piece.split("-"))
