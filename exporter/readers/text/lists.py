"""Lists in pasted text: lines that begin with a bullet or a number, nested by how far they are indented."""

from __future__ import annotations

import re

from msgspec import Struct

from exporter.model import Block, List, ListItem, Paragraph, Place, Text
from exporter.readers.text.lines import Chunk, Line, joined
from exporter.walk import DEEPEST

_SURE = re.compile(r"[•◦‣▪▫●○■□▸►▶➢➤➔✓✔✅⁃∙・]\s*(?=\S)")
_DASH = re.compile(r"[-*–·+]\s+(?=\S)")
_NUMBERED = re.compile(r"(\d{1,3})[.)]\s+(?=\S)|(\d{1,3})[、．](?=\S)")


class Item(Struct):
    """One item being gathered: its kind, number (None in bullets), indentation, lines and the items inside it."""

    mark: str
    number: int | None
    indent: int
    lines: list[str]
    line: int
    inside: list[Item]


def mark(line: Line) -> tuple[str, int | None, str] | None:
    """What opens a list item at a line's start: ("•", "-" or "1", its number, the words after it)."""
    text = line.text
    first = text[0]
    if first.isdigit():
        found = _NUMBERED.match(text)
        return ("1", int(found[1] or found[2]), text[found.end() :]) if found else None
    if found := _SURE.match(text):
        return "•", None, text[found.end() :]
    if found := _DASH.match(text):
        return first, None, text[found.end() :]
    return None


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


def _next_mark(chunks: list[Chunk], at: int) -> tuple[str, int | None, str] | None:
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
        for line in chunks[at].lines:
            _take(line, items, path)
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


def _take(line: Line, items: list[Item], path: list[Item]) -> None:
    found = mark(line)
    if found is None:
        path[-1].lines.append(line.text)
        return
    item = Item(found[0], found[1], line.indent, [found[2]], line.number, [])
    while path and path[-1].indent >= line.indent:
        path.pop()
    if not path and items and items[-1].indent < line.indent:
        path.append(items[-1])
    (path[-1].inside if path else items).append(item)
    if len(path) < DEEPEST // 2:
        path.append(item)


def _lists(items: list[Item]) -> list[Block]:
    out: list[Block] = []
    start = 0
    for end in range(1, len(items) + 1):
        if end == len(items) or items[end].mark != items[start].mark:
            out.append(_list(items[start:end]))
            start = end
    return out


def _list(items: list[Item]) -> List:
    made = tuple(ListItem(content=_content(item), place=Place(item.line)) for item in items)
    place = Place(items[0].line)
    if items[0].number is None:
        return List(items=made, place=place)
    return List(items=made, kind="ordered", start=items[0].number, place=place)


def _content(item: Item) -> tuple[Block, ...]:
    words = Paragraph(content=(Text(value=joined(item.lines)),), place=Place(item.line))
    return (words, *_lists(item.inside))
