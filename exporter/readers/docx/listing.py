"""Lists: items by their marks, with all that stands inside them by how far in it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace

from exporter.model import (
    Block,
    List,
    ListItem,
)

from .lines import SLACK, UNLISTED, Entry, Grid, Line
from .numbering import Mark

if TYPE_CHECKING:
    from .compose import Composer

_TICKS = {"☐": False, "☑": True, "☒": True}


def listed(composer: Composer, items: Sequence[Entry], at: int) -> tuple[list[Block], int]:
    """The list that begins at `at` with all that stands inside it, and where it ends."""
    first = cast(Line, items[at])
    mark = cast(Mark, first.mark)
    entries: list[list[Entry]] = []
    ticks: list[bool | None] = []
    nodes: list[dict[str, Any]] = []
    last = mark.number - 1
    while at < len(items):
        item = items[at]
        if isinstance(item, Line) and item.mark and not item.role.startswith("heading-"):
            if _deeper(item, first) and entries:
                made, at = listed(composer, items, at)
                entries[-1].extend(made)
                continue
            if not _goes_on(item, first, last):
                break
            ticked, line = _ticked(item)
            entries.append([line])
            ticks.append(ticked)
            nodes.append({})
            last = item.mark.number
        elif entries and _belongs(item, first):
            entries[-1].append(item)
        else:
            break
        at += 1
    kind = "task" if any(tick is not None for tick in ticks) else mark.kind
    made_items = [
        ListItem(content=composer.blocks(entry), checked=tick) for entry, tick in zip(entries, ticks, strict=True)
    ]
    if kind == "bullet":
        made_items = [one for one in made_items if one.content] if not composer.ours else made_items
    start = max(0, mark.number) if kind == "ordered" else 1
    numbering = mark.numbering if kind == "ordered" else "decimal"
    return ([List(items=tuple(made_items), kind=kind, start=start, numbering=numbering)] if made_items else []), at


def _goes_on(item: Line, first: Line, last: int) -> bool:
    """Whether an item belongs to the list that `first` began, whose last number was `last`."""
    one, other = cast(Mark, item.mark), cast(Mark, first.mark)
    if one.level < other.level or (one.list != other.list and item.indent < first.indent - SLACK * 3):
        return False
    if one.kind != other.kind or one.numbering != other.numbering:
        return False
    return one.kind != "ordered" or one.number == last + 1


def _belongs(item: Entry, first: Line) -> bool:
    """Whether something without a mark stands inside the item before it: it is as far in as the item's text."""
    wanted = first.indent - SLACK
    if wanted <= 0 or not isinstance(item, (Line, Grid)):
        return False
    if isinstance(item, Grid):
        return item.left >= wanted
    if item.role.startswith("heading-") or item.empty or item.role in UNLISTED:
        return False
    return (item.indent if item.role == "list" else item.left) >= wanted


def _deeper(item: Line, first: Line) -> bool:
    """Whether an item stands in a list inside the one that `first` began."""
    one, other = cast(Mark, item.mark), cast(Mark, first.mark)
    if one.level != other.level:
        return one.level > other.level
    return one.list != other.list and item.indent > first.indent + SLACK * 3


def _ticked(item: Line) -> tuple[bool | None, Line]:
    """Whether the box an item begins with is ticked, and the item without it."""
    plain = replace(item, mark=None, left=0, role="body" if item.role == "list" else item.role)
    pieces = item.pieces
    if not pieces or pieces[0].words[:1] not in _TICKS or cast(Mark, item.mark).kind == "ordered":
        return None, plain
    first = pieces[0]
    return _TICKS[first.words[0]], replace(plain, pieces=[first._replace(words=first.words[1:]), *pieces[1:]])
