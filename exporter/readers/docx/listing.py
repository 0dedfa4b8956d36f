"""Lists: items by their marks, with all that stands inside them by how far in it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias, TypeGuard, cast

from msgspec.structs import replace

from exporter.model import (
    Block,
    List,
    ListItem,
)

from .lines import BOXED, SLACK, UNLISTED, Entry, Grid, Line
from .numbering import Mark

if TYPE_CHECKING:
    from .compose import Composer

_DEEPEST = 9
"""Lists inside lists, as Word has them; what is further in is an item of the last."""
_Item: TypeAlias = tuple["bool | None", "list[Entry]"]
_TICKS = {"☐": False, "☑": True, "☒": True}


def listed(composer: Composer, items: Sequence[Entry], at: int) -> tuple[list[Block], int]:
    """The list that begins at `at` with all that stands inside it, and where it ends."""
    first = cast(Line, items[at])
    composer.nesting += 1
    entries, at = _entries(composer, items, at)
    composer.nesting -= 1
    made = [ListItem(content=composer.blocks(content), checked=ticked) for ticked, content in entries]
    return _made(made, cast(Mark, first.mark), keep_empty=composer.ours), at


def _entries(composer: Composer, items: Sequence[Entry], at: int) -> tuple[list[_Item], int]:
    """The items of the list that begins at `at`, each whether it is ticked and what stands in it; and where they end."""
    first = cast(Line, items[at])
    last = cast(Mark, first.mark).number - 1
    out: list[_Item] = []
    while at < len(items):
        item = items[at]
        if _marked(item, first):
            if out and _deeper(item, first) and composer.nesting < _DEEPEST:
                inner, at = listed(composer, items, at)
                out[-1][1].extend(inner)
                continue
            if not _goes_on(item, first, last) or (composer.ours and _begins_anew(item, first)):
                break
            ticked, line = _ticked(item)
            out.append((ticked, [line]))
            last = cast(Mark, item.mark).number
        elif out and _belongs(item, first):
            out[-1][1].append(item)
        else:
            break
        at += 1
    return out, at


def _made(items: list[ListItem], mark: Mark, *, keep_empty: bool) -> list[Block]:
    """The list of some items; bullets with nothing beside them are left out, unless somebody means them."""
    if any(item.checked is not None for item in items):
        return [List(items=tuple(items), kind="task")]
    if mark.kind == "ordered":
        return [List(items=tuple(items), kind="ordered", start=max(0, mark.number), numbering=mark.numbering)]
    kept = items if keep_empty else [item for item in items if item.content]
    return [List(items=tuple(kept))] if kept else []


def _goes_on(item: Line, first: Line, last: int) -> bool:
    """Whether an item belongs to the list that `first` began, whose last number was `last`."""
    one, other = cast(Mark, item.mark), cast(Mark, first.mark)
    if one.level < other.level or (one.list != other.list and item.indent < first.indent - SLACK * 3):
        return False
    if one.kind != other.kind or one.numbering != other.numbering:
        return False
    return one.kind != "ordered" or one.number == last + 1


def _begins_anew(item: Line, first: Line) -> bool:
    """Whether an item begins a list in a document of ours, where every list that counts has a number of its own.

    LibreOffice gives items of one list numbers of their own, too, but only the first of them begins to count.
    """
    one, other = cast(Mark, item.mark), cast(Mark, first.mark)
    return one.kind == "ordered" and one.list != other.list and one.restarted


def _marked(item: Entry, first: Line) -> TypeGuard[Line]:
    """Whether something is an item like `first`, which is one; those in boxes are theirs, where it is in none."""
    if not isinstance(item, Line) or item.role.startswith("heading-"):
        return False
    return item.mark is not None and item.role not in BOXED and (first.bordered or not item.bordered)


def _belongs(item: Entry, first: Line) -> bool:
    """Whether something without a mark stands inside the item before it: it is as far in as the item's text."""
    wanted = first.indent - SLACK
    if wanted <= 0 or not isinstance(item, (Line, Grid)):
        return False
    if isinstance(item, Grid):
        return item.left >= wanted
    if item.role in BOXED or item.bordered:
        return item.left - item.hang >= wanted
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
