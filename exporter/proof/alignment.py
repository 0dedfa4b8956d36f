"""How two lists of words differ: in time close to linear, so that a book can be compared with a book.

Runs of words that occur once on each side hold the lists together (patience diff); between them, where little is left,
difflib finds the rest.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

_RUN = 3
"""How many words in a row make a run that is looked for."""

_SMALL = 2_000_000
"""How many pairs of words difflib is asked to compare at most."""


class Change(Struct, frozen=True):
    """Where the lists differ: `gone` words of the first from `at`, `come` words of the second from `there`."""

    at: int
    gone: int
    there: int
    come: int


def changes(first: Sequence[str], second: Sequence[str]) -> list[Change]:
    """Every place where `second` differs from `first`, in order."""
    found: list[Change] = []
    for change in _changes(first, second, 0, len(first), 0, len(second)):
        if found and (found[-1].at + found[-1].gone, found[-1].there + found[-1].come) == (change.at, change.there):
            last = found.pop()
            change = Change(last.at, last.gone + change.gone, last.there, last.come + change.come)
        found.append(change)
    return found


def _changes(one: Sequence[str], two: Sequence[str], a: int, b: int, c: int, d: int) -> Iterator[Change]:
    """The changes between one[a:b] and two[c:d]."""
    while a < b and c < d and one[a] == two[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and one[b - 1] == two[d - 1]:
        b, d = b - 1, d - 1
    if a == b or c == d:
        if a < b or c < d:
            yield Change(a, b - a, c, d - c)
        return
    anchors = _anchors(one, two, a, b, c, d)
    if not anchors:
        yield from _small(one, two, a, b, c, d)
        return
    for x, y in anchors:
        if x >= a and y >= c:
            yield from _plain(one, two, a, x, c, y)
            a, c = x + _RUN, y + _RUN
    yield from _plain(one, two, a, b, c, d)


def _plain(one: Sequence[str], two: Sequence[str], a: int, b: int, c: int, d: int) -> Iterator[Change]:
    """Between two anchors: once more with anchors that are unique there, as there are fewer words."""
    if a < b or c < d:
        yield from _changes(one, two, a, b, c, d)


def _small(one: Sequence[str], two: Sequence[str], a: int, b: int, c: int, d: int) -> Iterator[Change]:
    if (b - a) * (d - c) > _SMALL:
        yield Change(a, b - a, c, d - c)
        return
    for kind, i, j, k, m in SequenceMatcher(None, one[a:b], two[c:d], autojunk=False).get_opcodes():
        if kind != "equal":
            yield Change(a + i, j - i, c + k, m - k)


def _anchors(one: Sequence[str], two: Sequence[str], a: int, b: int, c: int, d: int) -> list[tuple[int, int]]:
    """Where runs that stand once on each side are, those that keep the order on both sides."""
    here, there = _unique(one, a, b), _unique(two, c, d)
    pairs = sorted((at, there[run]) for run, at in here.items() if run in there)
    return _increasing(pairs)


def _unique(words: Sequence[str], start: int, end: int) -> dict[tuple[str, ...], int]:
    runs = list(zip(*(words[start + step : end] for step in range(_RUN)), strict=False))
    counts = Counter(runs)
    return {run: start + at for at, run in enumerate(runs) if counts[run] == 1}


def _increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of pairs, sorted by the first, in which the second increases, too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, there) in enumerate(pairs):
        place = bisect_left(tails, there)
        tails[place : place + 1] = [there]
        ends[place : place + 1] = [at]
        before.append(ends[place - 1] if place else -1)
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]
