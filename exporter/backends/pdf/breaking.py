"""Where lines end: total fit over prefix sums (after Knuth and Plass, Breaking Paragraphs into Lines, 1981).

A paragraph is a row of break places. Between two places a line has a natural width and a sum of spaces, both differences
of running sums, so judging a line costs the same however long it is; and since the sums only grow, the lines worth
judging for a place are a short window.
"""

from __future__ import annotations

from math import inf
from typing import NamedTuple

STRETCH, SHRINK = 0.5, 0.25
"""How far a space may grow and shrink at a badness of 100, as parts of itself."""

_LINE = 10.0
_TWO_HYPHENS = 80_000.0
_SCANT_END = 60_000.0  # a last line of a word or less
_RAGGED = 0.12  # of the measure: what a ragged line may leave empty at a badness of 100


class Places(NamedTuple):
    """Break places as running sums: for each, the width and the spaces before it if a line ends there (`end`), and where
    the next line would start (`start`); a penalty; whether the line ends with a hyphen. The first place is the
    paragraph's start, the last its end."""

    end: list[float]
    start: list[float]
    end_space: list[float]
    start_space: list[float]
    penalty: list[float]
    hyphen: list[bool]


class Broken(NamedTuple):
    """The places where lines end, and whether every line keeps within the tolerance."""

    ends: list[int]
    good: bool


def justified(places: Places, width: float, tolerance: float) -> Broken:  # noqa: C901 - the hottest loop, kept whole
    """Ends of lines that are set to `width`; a space's stretch is at most `tolerance` times STRETCH, if that can be."""
    end, start, end_space, start_space = places.end, places.start, places.end_space, places.start_space
    penalty, hyphen = places.penalty, places.hyphen
    last = len(end) - 1
    if last < 1 or end[last] <= width:
        return Broken([last], True)
    cost = [inf] * (last + 1)
    cost[0] = 0.0
    came = [0] * (last + 1)
    reached = [0]  # the places lines can end at: the only ones others can begin at
    first = 0
    for place in range(1, last + 1):
        at_end, spaces_end = end[place], end_space[place]
        while first < len(reached) and (
            at_end - start[reached[first]] - SHRINK * (spaces_end - start_space[reached[first]]) > width
        ):
            first += 1
        best, best_from = inf, 0
        final = place == last
        for line in reached[first:]:
            room = width - at_end + start[line]
            spaces = spaces_end - start_space[line]
            if room >= 0:
                ratio = 0.0 if final else room / (STRETCH * spaces) if spaces else 1e3 if room > 0.01 else 0.0
                if ratio > tolerance:
                    break
            else:
                ratio = room / (-SHRINK * spaces) if spaces else 1e3
                if ratio > 1:
                    continue
            bad = _LINE + 100 * ratio * ratio * ratio
            total = cost[line] + bad * bad + penalty[place]
            if final and (room > 0.85 * width or hyphen[line]):
                total += _SCANT_END
            if hyphen[place] and hyphen[line]:
                total += _TWO_HYPHENS
            if total < best:
                best, best_from = total, line
        if best < inf:
            cost[place], came[place] = best, best_from
            reached.append(place)
        elif first == len(reached):
            return Broken([], False)  # every line that could begin is full
    if cost[last] == inf:
        return Broken([], False)
    return Broken(_traced(came, last), True)


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
