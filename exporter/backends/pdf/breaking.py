"""Where lines end: total fit over prefix sums (after Knuth and Plass, Breaking Paragraphs into Lines, 1981).

A paragraph is a row of break places. Between two places a line has a natural width and a sum of spaces, both differences
of running sums, so judging a line costs the same however long it is; and since the sums only grow, the lines worth
judging for a place are a short window.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from math import inf
from typing import NamedTuple

STRETCH, SHRINK = 0.5, 0.25
"""How far a space may grow and shrink at a badness of 100, as parts of itself."""

HYPHEN = 30_000.0
"""The penalty of a line that ends with a hyphen."""

_LINE = 10.0
_TWO_HYPHENS = 80_000.0
_SCANT_END = 60_000.0  # a last line of a word or less
_ROUNDING = 1e-6  # sums differ by less
_NONE_INSIDE = (None,)
_RAGGED = 0.12  # of the measure: what a ragged line may leave empty at a badness of 100


class Inside(NamedTuple):
    """A place inside a word, where a line can end with a hyphen; the spaces before it are those of its line and the next."""

    end: float
    start: float
    space: float
    split: tuple[int, int]


class Places(NamedTuple):
    """Break places as running sums: for each, the width and the spaces before it if a line ends there (`end`), and where
    the next line would start (`start`); a penalty; whether the line ends with a hyphen; the piece it is after. The first
    place is the paragraph's start, the last its end. `cuts`: where those are in the text that are no ends of pieces."""

    end: list[float]
    start: list[float]
    end_space: list[float]
    start_space: list[float]
    penalty: list[float]
    hyphen: list[bool]
    after: Sequence[int]
    cuts: dict[int, tuple[int, int]]

    def split(self, place: int) -> tuple[int, int]:
        """Where a place is in the text: a piece, and how many of its letters are before (0: all, -1: all and a hyphen)."""
        return self.cuts.get(place) or (self.after[place], 0)

    def add(self, one: Inside) -> None:
        """Add a place inside a word, after the last."""
        self.end.append(one.end)
        self.start.append(one.start)
        self.end_space.append(one.space)
        self.start_space.append(one.space)
        self.penalty.append(HYPHEN)
        self.hyphen.append(True)
        self.cuts[len(self.end) - 1] = one.split


class Broken(NamedTuple):
    """The places where lines end, and whether every line keeps within the tolerance."""

    ends: list[int]
    good: bool


def justified(  # noqa: C901, PLR0915 - the hottest loop, kept whole
    places: Places, width: float, tolerance: float, inside: Callable[[int], Sequence[Inside]] | None = None
) -> Broken:
    """Ends of lines that are set to `width`; a space's stretch is at most `tolerance` times STRETCH, if that can be.

    inside: the places inside the word that ends at a place; it is asked only for words a line can end in. Those that lines
    do end at are added to the places, after the last.
    """
    end, start, end_space, start_space, penalty, hyphen, _, _ = places
    last = len(end) - 1
    if last < 1 or end[last] <= width:
        return Broken([last], True)
    loose = tolerance * STRETCH
    widest = [at_end + loose * spaces for at_end, spaces in zip(end, end_space, strict=True)]
    # The places lines can end at, the only ones others can begin at: which, its cost, the one of these before it.
    at, cost, came = [0], [0.0], [0]
    starts, gaps, hyphens = [start[0]], [start_space[0]], [False]
    first = place = 0
    least = width + starts[0] + loose * gaps[0]
    while place < last:
        place += 1
        if widest[place] < least - _ROUNDING and place < last:  # no line that is not full yet reaches it
            place = bisect_left(widest, least - _ROUNDING, place + 1, last)
        final = place == last
        for one in (*inside(place), None) if inside else _NONE_INSIDE:
            if one is None:
                at_end, spaces_end, more, hyphenated = end[place], end_space[place], penalty[place], hyphen[place]
            else:
                at_end, spaces_end, more, hyphenated = one.end, one.space, HYPHEN, True
            ends = final and one is None
            count = len(cost)
            full = at_end - width - SHRINK * spaces_end
            while first < count and full > starts[first] - SHRINK * gaps[first]:
                first += 1
            best, best_from = inf, 0
            for line in range(first, count):
                room = width - at_end + starts[line]
                spaces = spaces_end - gaps[line]
                if room >= 0:
                    ratio = 0.0 if ends else room / (STRETCH * spaces) if spaces else 1e3 if room > 0.01 else 0.0
                    if ratio > tolerance:
                        break
                else:
                    ratio = room / (-SHRINK * spaces) if spaces else 1e3
                    if ratio > 1:
                        continue
                bad = _LINE + 100 * ratio * ratio * ratio
                total = cost[line] + bad * bad + more
                if ends and (room > 0.85 * width or hyphens[line]):
                    total += _SCANT_END
                if hyphenated and hyphens[line]:
                    total += _TWO_HYPHENS
                if total < best:
                    best, best_from = total, line
            if best < inf:
                if one is not None:
                    places.add(one)
                known = place if one is None else len(end) - 1
                at.append(known)
                cost.append(best)
                came.append(best_from)
                starts.append(start[known])
                gaps.append(start_space[known])
                hyphens.append(hyphenated)
            elif first == count:
                return _failed(places, last)  # every line that could begin is full
        least = width + starts[first] + loose * gaps[first] if first < len(starts) else inf
    if at[-1] != last:
        return _failed(places, last)
    return Broken([at[line] for line in _traced(came, len(at) - 1)], True)


def _failed(places: Places, last: int) -> Broken:
    for place in range(last + 1, len(places.end)):
        del places.cuts[place]
    for column in places[:6]:
        del column[last + 1 :]
    return Broken([], False)


def first_fit(places: Places, width: float, slack: float = 0.0) -> Broken:
    """Ends of lines, each as long as it can be: what is left where nothing sets well."""
    end, start = places.end, places.start
    ends, line, last = [], 0, len(end) - 1
    place = 1
    while place <= last:
        if end[place] - start[line] > width + slack and place - 1 > line:
            line = place - 1
            ends.append(line)
        else:
            place += 1
    return Broken([*ends, last], True)


def ragged(places: Places, width: float, balanced: bool = False) -> Broken:
    """Ends of lines that are not stretched, as even as can be; `balanced` counts the last line too (titles)."""
    end, start, penalty, hyphen = places.end, places.start, places.penalty, places.hyphen
    last = len(end) - 1
    if last < 1 or end[last] <= width:
        return Broken([last], True)
    goal = width
    if balanced:
        goal = min(width, end[last] / len(first_fit(places, width).ends) * 1.04)
    cost = [inf] * (last + 1)
    cost[0] = 0.0
    came = [0] * (last + 1)
    first = 0
    for place in range(1, last + 1):
        while first < place - 1 and end[place] - start[first] > width:
            first += 1
        for line in range(first, place):
            room = width - end[place] + start[line]
            over = goal - end[place] + start[line]
            short = abs(over) if balanced else room
            ratio = 0.0 if place == last and not balanced else min(short / (_RAGGED * width), 8.0)
            bad = _LINE + 100 * ratio * ratio
            if place == last and not balanced and room > 0.75 * width:
                bad += 1000
            total = cost[line] + bad * bad + penalty[place] + (1e9 if room < -0.01 else 0)
            if hyphen[place] and hyphen[line]:
                total += _TWO_HYPHENS
            if total < cost[place]:
                cost[place], came[place] = total, line
    return Broken(_traced(came, last), True)


def _traced(came: list[int], last: int) -> list[int]:
    ends = []
    while last > 0:
        ends.append(last)
        last = came[last]
    return ends[::-1]
