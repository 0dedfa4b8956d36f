"""Lists that somebody typed: paragraphs that begin with a bullet or a number of their own, several in a row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lines import Item, Line
from .numbering import Mark

_BULLET = re.compile(r"\s*[•·▪◦‣●■○□➢►–*-][\s\u00a0]+(?=\S)")
_NUMBER = re.compile(r"\s*(\d{1,3})[.)][\s\u00a0]+(?=\S)")


def lists(items: Sequence[Item]) -> None:
    """Gives such paragraphs the marks they have; a single one, or numbers that do not count on, stay as they are."""
    at = 0
    while at < len(items):
        end = _end(items, at)
        if end - at > 1:
            for item in items[at:end]:
                _mark(item)
        at = max(end, at + 1)


def _end(items: Sequence[Item], at: int) -> int:
    """Where paragraphs like the one at `at` end; `at` where it is none."""
    first = _begins(items[at])
    end = at
    while end < len(items) and first and (found := _begins(items[end])):
        if found[0] != first[0] or found[1] != first[1] + (end - at if first[0] == "ordered" else 0):
            break
        end += 1
    return end


def _begins(item: Item) -> tuple[str, int] | None:
    """(kind of list, number or the bullet's code) of a paragraph that begins as an item."""
    if not isinstance(item, Line) or item.mark or item.role not in ("body", "list") or not item.pieces:
        return None
    words = item.pieces[0].words
    if found := _NUMBER.match(words):
        return "ordered", int(found[1])
    bullet = _BULLET.match(words)
    return ("bullet", ord(bullet[0].strip()[0])) if bullet else None


def _mark(item: Item) -> None:
    found = _begins(item)
    if not isinstance(item, Line) or found is None:
        return
    ordered = found[0] == "ordered"
    first = item.pieces[0]
    words = (_NUMBER if ordered else _BULLET).sub("", first.words, count=1)
    item.pieces = [first._replace(words=words), *item.pieces[1:]]
    number = found[1] if ordered else 0
    item.mark = Mark("typed", 0, "ordered" if ordered else "bullet", "decimal", number, "", item.indent)
