"""What somebody changed in a document, by another that says what it said when nobody had touched it yet.

The other one is the document that the record's article is when it is exported today. Both are read by the same ways, and
what those cannot tell of an article is the same in both: only where they differ did somebody change something. All else is
the author's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from exporter.model import Article, Node

from .blockwise import matched
from .comparing import Comparer, Key

_IN_ORDER = frozenset(["lead", "body", "notes", "related"])


def settled(now: Article, then: Article, was: Article, comparer: Comparer) -> Article:
    """`was` with what differs between two readings of its document: as it stands now, and as it stood then."""
    parts = {
        name: getattr(now, name)
        for name in now.__struct_fields__
        if name not in _IN_ORDER and not _alike(getattr(now, name), getattr(then, name), comparer)
    }
    flow = _series(_flow(now), _flow(then), _flow(was), comparer)
    led = bool(flow) and (flow[0] is was.lead or flow[0] is now.lead)
    for name in ("notes", "related"):
        parts[name] = _series(getattr(now, name), getattr(then, name), getattr(was, name), comparer)
    return replace(was, lead=flow[0] if led else None, body=flow[1:] if led else flow, **parts)


def _flow(article: Article) -> tuple[Any, ...]:
    """The body with the figure that leads it."""
    return (article.lead, *article.body) if article.lead else article.body


def _alike(one: Any, other: Any, comparer: Comparer) -> bool:
    """Whether two values of a part of an article say the same: inlines and points by what Word tells of them."""
    if one == other:
        return True
    told = (one, other)
    if all(isinstance(value, Node) or (isinstance(value, tuple) and all(isinstance(x, Node) for x in value))
           for value in told):  # fmt: skip
        return comparer.key(one) == comparer.key(other)
    return False


class _Group(Struct, frozen=True):
    """Blocks that were read then (first, end), and the author's that they were read from."""

    first: int
    end: int
    nodes: tuple[Any, ...]


def _series(now: Sequence[Any], then: Sequence[Any], was: Sequence[Any], comparer: Comparer) -> tuple[Any, ...]:
    """The author's own where what was read then is read now; what is read now where it is not."""
    keys = [[comparer.key(node) for node in nodes] for nodes in (now, then, was)]
    if keys[0] == keys[1]:
        return tuple(was)
    places = _kept(keys[0], keys[1])
    whole = {group.first: group for group in _groups(was, keys[1], keys[2]) if _stands(group, places)}
    inside = {at for group in whole.values() for at in range(group.first, group.end)}
    taken = {here: at for at, here in places.items() if at in inside}
    out: list[Any] = []
    for here, node in enumerate(now):
        at = taken.get(here)
        if at is None:
            out.append(node)
        elif at in whole:
            out += whole[at].nodes
    return tuple(out)


def _kept(now: list[Key], then: list[Key]) -> dict[int, int]:
    """{the place of a block then: its place now}, for those that are still there."""
    return {
        at + n: here + n for tag, here, end, at, _ in matched(now, then) if tag == "equal" for n in range(end - here)
    }


def _stands(group: _Group, places: dict[int, int]) -> bool:
    here = [places.get(at) for at in range(group.first, group.end)]
    return here[0] is not None and here == list(range(here[0], here[0] + len(here)))


def _groups(was: Sequence[Any], one: list[Key], other: list[Key]) -> Iterator[_Group]:
    """Which of the author's blocks each of those read then stands for; ones that show nothing go with those before."""
    pairs = list(_paired(was, one, other))
    while len(pairs) > 1 and pairs[0].first == pairs[0].end:
        pairs[:2] = [_joined(pairs[0], pairs[1])]
    out: list[_Group] = []
    for pair in pairs:
        if out and pair.first == pair.end:
            out[-1] = _joined(out[-1], pair)
        else:
            out.append(pair)
    return (group for group in out if group.first < group.end)


def _joined(one: _Group, other: _Group) -> _Group:
    return _Group(one.first, other.end, (*one.nodes, *other.nodes))


def _paired(was: Sequence[Any], one: list[Key], other: list[Key]) -> Iterator[_Group]:
    for _, first, end, start, last in matched(one, other):
        if end - first == last - start:
            yield from (_Group(first + n, first + n + 1, (was[start + n],)) for n in range(end - first))
        else:
            yield _Group(first, end, tuple(was[start:last]))
