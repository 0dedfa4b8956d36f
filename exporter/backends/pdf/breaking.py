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

HYPHEN = 50_000.0
"""The penalty of a line that ends with a hyphen."""

_LINE = 10.0
_TWO_HYPHENS = 200_000.0  # a second line in a row that ends with a hyphen
_MORE, _MOST = 50.0, 1e8  # how many times as much each further one is, and the most
_SCANT_END = 60_000.0  # a last line of a word or less
_ROUNDING = 1e-6  # sums differ by less
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


def justified(
    places: Places, width: float, tolerance: float, inside: Callable[[int], Sequence[Inside]] | None = None
) -> Broken:
    """Ends of lines that are set to `width`; a space's stretch is at most `tolerance` times STRETCH, if that can be.

    inside: the places inside the word that ends at a place; it is asked only for words a line can end in. Those that lines
    do end at are added to the places, after the last.
    """
    end, _, end_space, _, penalty, hyphen, _, _ = places
    last = len(end) - 1
    if last < 1 or end[last] <= width:
        return Broken([last], True)
    loose = tolerance * STRETCH
    widest = [at_end + loose * spaces for at_end, spaces in zip(end, end_space, strict=True)]
    begun = _Begun(places, width, tolerance)
    place = 0
    while place < last:
        place += 1
        if widest[place] < begun.least and place < last:  # no line that is not full yet reaches it
            place = bisect_left(widest, begun.least, place + 1, last)
        for one in inside(place) if inside else ():
            cost, came = begun.best(one.end, one.space, True)
            if cost < inf:
                places.add(one)
                begun.add(len(end) - 1, cost + HYPHEN, came)
        cost, came = begun.best(end[place], end_space[place], hyphen[place], place == last)
        if cost < inf:
            begun.add(place, cost + penalty[place], came)
        elif begun.none:
            return _failed(places, last)
        begun.advance()
    if begun.at[-1] != last:
        return _failed(places, last)
    return Broken([begun.at[line] for line in _traced(begun.came, len(begun.at) - 1)], True)


class _Begun:
    """The lines that can begin: after which place (the only ones others can end at), at what cost, after which of these;
    `least`: how wide the text before a place has to be for one of them to end there."""

    def __init__(self, places: Places, width: float, tolerance: float) -> None:
        self.places, self.width, self.tolerance = places, width, tolerance
        self.at, self.cost, self.came = [0], [0.0], [0]
        self.starts, self.gaps, self.ladder = [places.start[0]], [places.start_space[0]], [0.0]
        self.first = 0  # of those that are not full
        self.advance()

    @property
    def none(self) -> bool:
        """Whether all of them are full."""
        return self.first == len(self.at)

    def advance(self) -> None:
        """Say what is least, now."""
        first = self.first
        least = inf
        if first < len(self.at):
            least = self.width + self.starts[first] + self.tolerance * STRETCH * self.gaps[first] - _ROUNDING
        self.least = least

    def add(self, place: int, cost: float, came: int) -> None:
        """A line can begin after a place."""
        places, above = self.places, self.ladder[came]
        self.at.append(place)
        self.cost.append(cost)
        self.came.append(came)
        self.starts.append(places.start[place])
        self.gaps.append(places.start_space[place])
        self.ladder.append((min(above * _MORE, _MOST) or _TWO_HYPHENS) if places.hyphen[place] else 0.0)

    def best(self, end: float, end_spaces: float, hyphenated: bool, ends: bool = False) -> tuple[float, int]:
        """The cost of the best line to end here, and which it is; the last one `ends` the paragraph."""
        width, tolerance, cost = self.width, self.tolerance, self.cost
        starts, gaps, ladder = self.starts, self.gaps, self.ladder
        first, count, least, found = self.first, len(cost), inf, 0
        full = end - width - SHRINK * end_spaces
        while first < count and full > starts[first] - SHRINK * gaps[first]:
            first += 1
        self.first = first
        for line in range(first, count):
            room, spaces = width - end + starts[line], end_spaces - gaps[line]
            if room >= 0:
                ratio = 0.0 if ends else room / (STRETCH * spaces) if spaces else 1e3 if room > 0.01 else 0.0
                if ratio > tolerance:
                    break
            else:
                ratio = room / (-SHRINK * spaces) if spaces else 1e3
                if ratio > 1:
                    continue
            bad = _LINE + 100 * ratio * ratio * ratio
            total = cost[line] + bad * bad
            if ends and (room > 0.85 * width or ladder[line]):
                total += _SCANT_END
            if hyphenated:
                total += ladder[line]
            if total < least:
                least, found = total, line
        return least, found


def _failed(places: Places, last: int) -> Broken:
    for place in range(last + 1, len(places.end)):
        del places.cuts[place]
    for column in places[:6]:
        del column[last + 1 :]
    return Broken([], False)


def first_fit(places: Places, width: float) -> Broken:
    """Ends of lines, each as long as it can be: what is left where nothing sets well."""
    end, start = places.end, places.start
    ends, line, last = [], 0, len(end) - 1
    place = 1
    while place <= last:
        if end[place] - start[line] > width and place - 1 > line:
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
