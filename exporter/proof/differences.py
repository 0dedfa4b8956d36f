"""Whether an export says all its article says, in order and nothing else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import TypeAlias

from msgspec import Struct, field

from exporter.proof.alignment import Change, changes
from exporter.proof.expected import Expectation, Stream
from exporter.proof.fitting import fits
from exporter.proof.readback import Passage, Readback
from exporter.proof.words import is_sign, words

_WIDER = 6
"""How many texts on either side of a change are read with it."""

_TOGETHER = 100
"""How many changes that touch are read as one at most."""

_IN_VAIN = 60
"""How many changes are read once more in vain: a file with more of them is another article."""

_AROUND = 4
"""How many words are shown on either side of what differs."""


class Difference(Struct, frozen=True):
    """Words that are `missing`, `extra` or `moved`, with the words `before` and `after` them, and where they are found.

    Words that stand in the place of others make two, one after the other, with the same words around them.
    """

    kind: str
    text: str
    before: str = ""
    after: str = ""
    where: str = ""


def compared(expected: Expectation, found: Readback) -> list[Difference]:
    """How the text and the notes of an export differ from its article."""
    listed = found.note_count < expected.note_count  # notes that nobody calls are no notes in every format
    texts, notes = (expected.texts_and_notes, expected.called) if listed else (expected.texts, expected.notes)
    return [
        *_fewest(texts, found.passages, expected.furniture, expected.front),
        *_fewest(notes, found.notes, expected.furniture, Counter()),
    ]


def _fewest(
    streams: Sequence[Stream], passages: Sequence[Passage], furniture: set[str], budget: Counter[str]
) -> list[Difference]:
    """The differences from the one of several orders that fits best."""
    best: list[Difference] | None = None
    for stream in streams:
        told = _differences(stream, passages, furniture, budget.copy())
        best = told if best is None or len(told) < len(best) else best
        if not told:
            break
    return best or []


def _differences(
    stream: Stream, passages: Sequence[Passage], furniture: set[str], budget: Counter[str]
) -> list[Difference]:
    there, starts = _flat(passages)
    judged = [_judged(change, stream, there, furniture, budget) for change in changes(stream.words, there)]
    _Rereading(stream, there, furniture, budget, judged).settle()
    missing = [one.change for one in judged if one.missing]
    extra = [one.change for one in judged if one.extra]
    return list(_Telling(stream, there, passages, starts).told(missing, extra))


class _Judged(Struct, frozen=True, eq=False):
    """A change, whether words are missing or come that may not, and the words of the budget that it took."""

    change: Change
    missing: bool = False
    extra: bool = False
    used: Counter[str] = field(default_factory=Counter)


def _judged(change: Change, stream: Stream, there: Sequence[str], furniture: set[str], budget: Counter[str]) -> _Judged:
    before = budget.copy()
    extra = bool(change.come) and not _may_come(change, stream, there, furniture, budget)
    return _Judged(change, bool(change.gone), extra, before - budget)


class _Rereading:
    """Reads the texts around a change once more where an alignment has taken words for others that are the same."""

    def __init__(
        self,
        stream: Stream,
        there: Sequence[str],
        furniture: set[str],
        budget: Counter[str],
        judged: list[_Judged],
    ) -> None:
        self._stream, self._there, self._furniture, self._budget = stream, there, furniture, budget
        self._judged, self._edges = judged, sorted(stream.edges)

    def settle(self) -> None:
        """Clear the changes that are none when everything around them is read as it should be."""
        in_vain = 0
        for at in range(len(self._judged)):
            if self._judged[at].missing or self._judged[at].extra:
                in_vain += not any(self._settles(at, wider) for wider in range(_WIDER))
            if in_vain == _IN_VAIN:
                break

    def _settles(self, at: int, wider: int) -> bool:
        window = self._around(at, wider)
        if window is None:
            return False
        start, end, inside = window
        first, last = self._judged[inside[0]].change, self._judged[inside[-1]].change
        found = self._there[first.there - (first.at - start) : last.there + last.come + end - last.at - last.gone]
        low, high = bisect_left(self._edges, start), bisect_right(self._edges, end)
        may = {edge - start: self._stream.edges[edge] for edge in self._edges[low:high]}
        left = self._budget + sum((self._judged[one].used for one in inside), Counter())
        used = fits(self._stream.words[start:end], may, found, self._furniture, left)
        if used is None:
            return False
        for one in inside:
            self._judged[one] = _Judged(self._judged[one].change)
        self._judged[at] = _Judged(self._judged[at].change, used=used)
        self._budget.clear()
        self._budget.update(left - used)
        return True

    def _around(self, at: int, wider: int) -> tuple[int, int, range] | None:
        """The texts around a change, `wider` more on either side, with the changes in them; None: they are too many."""
        first = last = at
        while last - first < _TOGETHER:
            before, after = self._judged[first].change, self._judged[last].change
            low = bisect_right(self._edges, before.at) - 1 - wider
            high = bisect_left(self._edges, after.at + after.gone) + wider
            start, end = self._edges[max(0, low)], self._edges[min(len(self._edges) - 1, high)]
            if first > 0 and _end(self._judged[first - 1].change) >= start:
                first -= 1
            elif last + 1 < len(self._judged) and self._judged[last + 1].change.at <= end:
                last += 1
            else:
                return start, end, range(first, last + 1)
        return None


def _end(change: Change) -> int:
    return change.at + change.gone


def _flat(passages: Sequence[Passage]) -> tuple[list[str], list[int]]:
    """The words of passages, and where in them each passage starts."""
    out: list[str] = []
    starts: list[int] = []
    for passage in passages:
        starts.append(len(out))
        out.extend(words(passage.text))
    return out, starts


def _may_come(change: Change, stream: Stream, there: Sequence[str], furniture: set[str], budget: Counter[str]) -> bool:
    """Whether added words are what a format prints of its own, at the edge of a text: labels, numbers, the byline.

    Where the same words stand at the edge, an addition can be told from its neighbours in several ways: each is tried.
    """
    for shift in _shifts(change, there):
        at = change.at + shift
        added = there[change.there + shift : change.there + shift + change.come]
        if at in stream.edges and _is_furniture(added, furniture | stream.edges[at], budget):
            return True
    return False


def _shifts(change: Change, there: Sequence[str]) -> list[int]:
    if change.gone:
        return [0]
    found, start, end = [0], change.there, change.there + change.come
    back = 1
    while start - back >= 0 and there[start - back] == there[end - back] and back <= change.come:
        found.append(-back)
        back += 1
    on = 0
    while end + on < len(there) and there[start + on] == there[end + on] and on < change.come:
        on += 1
        found.append(on)
    return found


def _is_furniture(added: Sequence[str], furniture: set[str], budget: Counter[str]) -> bool:
    own = Counter(word for word in added if word not in furniture and not is_sign(word))
    if any(budget[word] < count for word, count in own.items()):
        return False
    budget.subtract(own)
    return True


_Homes: TypeAlias = dict[tuple[str, ...], list[Change]]
"""The additions, by their words: where what is missing may have gone."""


class _Telling:
    """Turns changes into differences a person can read."""

    def __init__(
        self, stream: Stream, there: Sequence[str], passages: Sequence[Passage], starts: Sequence[int]
    ) -> None:
        self._stream, self._there, self._passages, self._starts = stream, there, passages, starts

    def told(self, missing: list[Change], extra: list[Change]) -> list[Difference]:
        """What is missing in one place and comes in another has moved."""
        homes: _Homes = {}
        for change in extra:
            homes.setdefault(_core(self._come(change)), []).append(change)
        out: list[tuple[int, Difference]] = []
        for change in missing:
            gone = _core(self._stream.words[change.at : change.at + change.gone])
            home = self._home(gone, homes)
            out.append((change.there, self._missing(change) if home is None else self._moved(change, home)))
        out += [(change.there, self._extra(change)) for come in homes.values() for change in come]
        return [difference for _, difference in sorted(out, key=lambda one: one[0])]

    def _come(self, change: Change) -> Sequence[str]:
        return self._there[change.there : change.there + change.come]

    def _home(self, gone: tuple[str, ...], homes: _Homes) -> Change | None:
        """An addition that is `gone`, or holds all of it in its midst, with furniture around it; it is taken."""
        found: tuple[str, ...] | None = gone if gone in homes else None
        if found is None and len(gone) >= _AROUND:
            found = next((come for come in homes if _holds(come, gone)), None)
        if found is None:
            return None
        home = homes[found].pop(0)
        if not homes[found]:
            del homes[found]
        return home

    def _missing(self, change: Change) -> Difference:
        gone = self._stream.words[change.at : change.at + change.gone]
        return Difference("missing", joined(gone), *self._around(change), self._where(change.there))

    def _around(self, change: Change) -> tuple[str, str]:
        """The words of the article before and after a change."""
        known, end = self._stream.words, change.at + change.gone
        return joined(known[max(0, change.at - _AROUND) : change.at]), joined(known[end : end + _AROUND])

    def _extra(self, change: Change) -> Difference:
        return Difference("extra", joined(self._come(change)), *self._around(change), self._where(change.there))

    def _moved(self, change: Change, home: Change) -> Difference:
        told = self._missing(change)
        return Difference("moved", told.text, told.before, told.after, self._where(home.there))

    def _where(self, at: int) -> str:
        index = bisect_right(self._starts, at) - 1
        return self._passages[index].where if 0 <= index < len(self._passages) else ""


def places(differences: Sequence[Difference]) -> list[list[Difference]]:
    """Differences place by place: what is missing there, and what stands there instead."""
    return [list(group) for _, group in groupby(differences, key=lambda one: (one.where, one.before, one.after))]


def _core(parts: Sequence[str]) -> tuple[str, ...]:
    """Words without the signs around them: a stop may belong to what stands before or to what is told of."""
    start, end = 0, len(parts)
    while start < end and is_sign(parts[start]):
        start += 1
    while start < end and is_sign(parts[end - 1]):
        end -= 1
    return tuple(parts[start:end] if start < end else parts)


def _holds(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    size = len(shorter)
    return any(longer[at : at + size] == shorter for at in range(len(longer) - size + 1))


def joined(parts: Sequence[str]) -> str:
    """Words as a line to be read, cut in the middle where it is long."""
    shown = parts if len(parts) <= 60 else [*parts[:28], "[…]", *parts[-28:]]
    out = ""
    for word in shown:
        out += word if not out or (len(word) == 1 and word in ",.;:!?)]}’”»…") else f" {word}"
    return out


def agree(stream: Stream, said: str, furniture: set[str]) -> bool:
    """Whether a line says what it should, and nothing but what a format prints of its own."""
    found = words(said)
    return found == stream.words or fits(stream.words, stream.edges, found, furniture, {}) is not None
