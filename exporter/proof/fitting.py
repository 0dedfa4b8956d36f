"""Whether words read as a piece of an article, with what formats may print at the edges of its texts.

An alignment of two lists finds the fewest words that differ, and may take a word of the byline for the same word of the
text. Here every way to read the words is followed, sign by sign: where one says all that is expected, nothing differs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate

from exporter.proof.words import is_sign

MOST = 4_000
"""How many words, expected and found, are read against each other at most."""

_Used = tuple[str, ...]


def fits(
    expected: Sequence[str],
    edges: Mapping[int, Collection[str]],
    found: Sequence[str],
    furniture: Collection[str],
    budget: Mapping[str, int],
) -> Counter[str] | None:
    """The words of the budget that `found` takes to say `expected`; None where it does not say it.

    edges: where texts of `expected` begin and end, with the words that may stand there.   furniture: words that may
    stand at every edge.   budget: words that may as well, each so often.
    """
    if len(expected) + len(found) > MOST:
        return None
    reading = _Reading(found, furniture, budget)
    for at, word in enumerate(expected):
        if at in edges:
            reading.skip(edges[at])
        reading.say(word, anew=at in edges)
        if not reading.ways:
            return None
    if len(expected) in edges:
        reading.skip(edges[len(expected)])
    used = reading.ways.get(reading.length)
    return None if used is None else Counter(used)


class _Reading:
    """All the ways to read words so far: how far each has come, in signs, and which words of the budget it took."""

    def __init__(self, found: Sequence[str], furniture: Collection[str], budget: Mapping[str, int]) -> None:
        self.ways: dict[int, _Used] = {0: ()}
        self._said = "".join(found)
        self.length = len(self._said)
        starts = [0, *accumulate(map(len, found))]
        self._words = dict(zip(starts, found, strict=False))
        self._ends = frozenset(starts)
        self._furniture = sorted(one for one in set(furniture) if one in self._said)
        self._budget = budget

    def skip(self, may: Collection[str]) -> None:
        """Each way may go on over words that can stand at an edge."""
        known = (*self._furniture, *may)
        open_ways = sorted(self.ways)
        while open_ways:
            at = open_ways.pop(0)
            for length, took in self._steps(at, known):
                used = (*self.ways[at], *took)
                before = self.ways.get(at + length)
                if before is None or len(used) < len(before):
                    self.ways[at + length] = used
                    open_ways.append(at + length)

    def _steps(self, at: int, known: Sequence[str]) -> list[tuple[int, _Used]]:
        if at >= self.length:
            return []
        steps: list[tuple[int, _Used]] = [(len(one), ()) for one in known if self._said.startswith(one, at)]
        if not self._said[at].isalnum():
            steps.append((1, ()))
        word = self._words.get(at)
        if word is not None and is_sign(word):
            steps.append((len(word), ()))
        elif word is not None and self.ways[at].count(word) < self._budget.get(word, 0):
            steps.append((len(word), (word,)))
        return steps

    def say(self, word: str, anew: bool) -> None:
        """Each way has to say a word next; in one piece; inside a text it begins where a word begins."""
        ways: dict[int, _Used] = {}
        for at, used in self.ways.items():
            end = at + len(word)
            whole = self._said.startswith(word, at) and not any(inside in self._ends for inside in range(at + 1, end))
            if whole and (anew or self._parted(at)):
                ways[end] = used
        self.ways = ways

    def _parted(self, at: int) -> bool:
        return at in self._ends or not (self._said[at - 1 : at].isalnum() and self._said[at].isalnum())
