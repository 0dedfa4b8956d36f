"""Lists in pasted text: lines that begin with a bullet or a number, nested by how far they are indented."""

from __future__ import annotations

from typing import TypeAlias
from unicodedata import numeric

from msgspec import Struct

from exporter.model import Block, List, ListItem, Numbering, Paragraph, Place
from exporter.patterns import pattern
from exporter.readers.text.lines import Chunk, Line, joined
from exporter.readers.text.links import linked
from exporter.walk import DEEPEST

_SURE = pattern(
    r"[•◦‣▪▫●○■□▸►▶▹▷➢➣➤➔➜➙→✓✔✅☑✗✘⁃∙・⚫⚪⬤◉◎◆◇❖✦✧★☆⁌⁍⦿⦾🔹🔸🔷🔶🔴🔵🟢🟠🟡👉📌\uf0b7\uf0a7\uf0d8\uf0fc\uf076]"
    r"\ufe0f?\s*(?=\S)"
)
_DASH = pattern(r"([-*–—·+»›−‐‑¤o§])\s+(?=\S)")
_NUMBERED = pattern(r"\(?(\d{1,3})[.)]\s+(?=\S)|(\d{1,3})\s?(?:[、．]|\.?[º°]|\s[-–]\s)\s*(?=\S)")
_CIRCLED = pattern(r"([①-⑳⓪❶-❿])\s*(?=\S)")
_TYPED = pattern(r"\(?([٠-٩۰-۹०-९]{1,3})[.)\-–]\s+(?=\S)")
_CHINESE = pattern(r"[（(]?([一二三四五六七八九十]{1,3})[、.．)）]\s*(?=\S)")
_LETTER = pattern(r"\(?([A-Za-z])[.)]\s+(?=\S)")
_ROMAN = pattern(r"\(?([ivxIVX]{1,5})[.)]\s+(?=\S)")
_ROMANS = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x",
    "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
]  # fmt: skip
_HAN = {name: number for number, name in enumerate("一二三四五六七八九十", 1)}
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९", "012345678901234567890123456789")
_NUMBERINGS: dict[str, Numbering] = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}

Mark: TypeAlias = tuple[str, int | None, str]
"""The kind of a mark ("•", "-", "1", "a", "I"), its number (None of a bullet), the words after it."""


class Item(Struct):
    """One item being gathered: its kind, number (None in bullets), indentation, lines and the items inside it."""

    mark: str
    number: int | None
    indent: int
    lines: list[str]
    line: int
    inside: list[Item]


def mark(line: Line) -> Mark | None:
    """What opens a list item at a line's start."""
    text = line.text
    first = text[0]
    if first.isdigit() or first == "(":
        found = _NUMBERED.match(text)
        if found:
            return "1", int(found[1] or found[2]), text[found.end() :]
    if found := _SURE.match(text):
        return "•", None, text[found.end() :]
    if found := _DASH.match(text):
        return first, None, text[found.end() :]
    return _other_number(text)


def _other_number(text: str) -> Mark | None:
    """Numbers in circles, in other digits, in letters and in Roman ones. A single `i` is Roman: few lists have nine items."""
    if found := _CIRCLED.match(text):
        value = int(numeric(found[1]))
        return "①", value, text[found.end() :]
    if found := _TYPED.match(text):
        return "1", int(found[1].translate(_DIGITS)), text[found.end() :]
    if found := _CHINESE.match(text):
        return "一", _han(found[1]), text[found.end() :]
    if (found := _ROMAN.match(text)) and found[1].lower() in _ROMANS:
        return ("i" if found[1].islower() else "I"), _ROMANS.index(found[1].lower()) + 1, text[found.end() :]
    if found := _LETTER.match(text):
        return ("a" if found[1].islower() else "A"), ord(found[1].lower()) - 96, text[found.end() :]
    return None


def _han(digits: str) -> int:
    tens, ten, ones = digits.partition("十")
    return (_HAN.get(tens, 1) * 10 if ten else 0) + (_HAN.get(ones or (tens if not ten else ""), 0))


def opens(chunks: list[Chunk], at: int) -> bool:
    """Whether a list begins with the chunk at `at`: a sure bullet does; a dash or a number needs a second one after it."""
    first = mark(chunks[at].lines[0])
    if first is None:
        return False
    if first[0] == "•":
        return True
    second = _next_mark(chunks, at)
    if second is None or second[0] != first[0]:
        return False
    return first[1] is None or second[1] == first[1] + 1


def _next_mark(chunks: list[Chunk], at: int) -> Mark | None:
    for line in chunks[at].lines[1:]:
        if found := mark(line):
            return found
    return mark(chunks[at + 1].lines[0]) if at + 1 < len(chunks) else None


def gathered(chunks: list[Chunk], at: int) -> tuple[list[Block], int]:
    """The lists that begin with the chunk at `at` (one, or several of different kinds), and the chunk after them."""
    items: list[Item] = []
    path: list[Item] = []
    start = at
    while at < len(chunks) and (at == start or _goes_on(chunks, at, items)):
        fresh = opens(chunks, at)
        for number, line in enumerate(chunks[at].lines):
            _take(line, items, path, sure=fresh and not number)
        at += 1
    return _lists(items), at


def _goes_on(chunks: list[Chunk], at: int, items: list[Item]) -> bool:
    found = mark(chunks[at].lines[0])
    if found is None:
        return False
    last = items[-1]
    if chunks[at].lines[0].indent > last.indent:
        return True
    if found[1] is not None and last.number is not None and found[1] not in (last.number, last.number + 1):
        return opens(chunks, at)
    return found[0] == last.mark or opens(chunks, at)


def _take(line: Line, items: list[Item], path: list[Item], *, sure: bool) -> None:
    found = mark(line)
    if path and (found is None or (not sure and found[0] in _UNSURE and not _continues(found, line, items, path))):
        path[-1].lines.append(line.text)
        return
    if found is None:
        return
    item = Item(found[0], found[1], line.indent, [found[2]], line.number, [])
    while path and path[-1].indent >= line.indent:
        path.pop()
    if not path and items and items[-1].indent < line.indent:
        path.append(items[-1])
    (path[-1].inside if path else items).append(item)
    if len(path) < DEEPEST // 2:
        path.append(item)


_UNSURE = frozenset("aAiIo§»›一")
"""Marks that words can begin with too ("A. Smith"): in a list they begin an item only where they count on."""


def _continues(found: Mark, line: Line, items: list[Item], path: list[Item]) -> bool:
    last = next((item for item in (*path, *items[-1:]) if item.mark == found[0]), None)
    if last is None:
        return line.indent > path[-1].indent and found[1] in (1, None)
    return found[1] is None or found[1] == (last.number or 0) + 1


def _lists(items: list[Item]) -> list[Block]:
    out: list[Block] = []
    start = 0
    for end in range(1, len(items) + 1):
        if end == len(items) or items[end].mark != items[start].mark or _counts_anew(items[end - 1], items[end]):
            out.append(_list(items[start:end]))
            start = end
    return out


def _counts_anew(before: Item, item: Item) -> bool:
    """Whether a number does not go on from the one before; the same one again does, as in lists written with ones only."""
    if before.number is None or item.number is None:
        return False
    return item.number not in (before.number, before.number + 1)


def _list(items: list[Item]) -> List:
    made = tuple(ListItem(content=_content(item), place=Place(item.line)) for item in items)
    place = Place(items[0].line)
    if items[0].number is None:
        return List(items=made, place=place)
    numbering = _NUMBERINGS.get(items[0].mark, "decimal")
    return List(items=made, kind="ordered", start=items[0].number, numbering=numbering, place=place)


def _content(item: Item) -> tuple[Block, ...]:
    words = Paragraph(content=linked(joined(item.lines)), place=Place(item.line))
    return (words, *_lists(item.inside))
