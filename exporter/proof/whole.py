"""Whether an export says all its article says, in order and nothing else; and whether its parts are all there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import accumulate

from msgspec import Struct

from exporter.proof.alignment import Change, changes
from exporter.proof.expected import Expectation, Stream
from exporter.proof.findings import Findings
from exporter.proof.readback import Passage, Readback
from exporter.proof.words import address, is_sign, words

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

_TRIED = 60
"""At how many places words that touch are looked for."""

_AROUND = 4
"""How many words are shown on either side of what differs."""


class Difference(Struct, frozen=True):
    """Words that are `missing`, `extra` or `moved`, with the words `before` and `after` them, and where they are found."""

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
    missing: list[Change] = []
    extra: list[Change] = []
    for found in changes(stream.words, there):
        parts = _unglued(found, stream, there, furniture) if found.gone and found.come else [found]
        missing.extend(change for change in parts if change.gone)
        extra.extend(
            change for change in parts if change.come and not _may_come(change, stream, there, furniture, budget)
        )
    return list(_Telling(stream, there, passages, starts).told(missing, extra))


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


def _unglued(change: Change, stream: Stream, there: Sequence[str], furniture: set[str]) -> list[Change]:
    """What is left of a change where words differ only in that nothing parts them at the edges of texts.

    Where a picture or a formula stands between words, formats put a space there or none, or words in its place. What
    comes before or after words that are found so is an addition of its own.
    """
    come = list(there[change.there : change.there + change.come])
    for start in range(min(len(come), _TRIED)):
        used = _glued(change, stream, come[start:], furniture)
        if used:
            rest = start + used
            before = Change(change.at, 0, change.there, start)
            after = Change(change.at + change.gone, 0, change.there + rest, change.come - rest)
            return [one for one in (before, after) if one.come]
    return [change]


def _glued(change: Change, stream: Stream, come: Sequence[str], furniture: set[str]) -> int:
    """How many of the added words say, from their start, all the words that are gone; 0 where they do not."""
    said, ends = "".join(come), list(accumulate(map(len, come)))
    at, before = 0, ""
    for index, word in enumerate(stream.words[change.at : change.at + change.gone], change.at):
        if index in stream.edges:
            at = _past(said, at, word, furniture | stream.edges[index])
        elif at not in ends and before[-1:].isalnum() and word[0].isalnum():
            return 0
        if not said.startswith(word, at):
            return 0
        at, before = at + len(word), word
    last = stream.edges.get(change.at + change.gone)
    if at not in ends and last is not None:
        at = _past(said, at, "", furniture | last)
    return ends.index(at) + 1 if at in ends else 0


def _past(said: str, at: int, word: str, may: set[str]) -> int:
    """Where `word` begins in `said`, behind words that may stand before it; for no word, the end of all that may."""
    while at < len(said) and not (word and said.startswith(word, at)):
        longest = max((len(one) for one in may if said.startswith(one, at)), default=0)
        if not longest and said[at].isalnum():
            break
        at += longest or 1
    return at


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


class _Telling:
    """Turns changes into differences a person can read."""

    def __init__(
        self, stream: Stream, there: Sequence[str], passages: Sequence[Passage], starts: Sequence[int]
    ) -> None:
        self._stream, self._there, self._passages, self._starts = stream, there, passages, starts

    def told(self, missing: list[Change], extra: list[Change]) -> list[Difference]:
        """What is missing in one place and comes in another has moved."""
        homes = {_core(self._come(change)): change for change in extra}
        out: list[Difference] = []
        for change in missing:
            gone = _core(self._stream.words[change.at : change.at + change.gone])
            home = homes.pop(gone, None) or self._inside(gone, homes)
            out.append(self._missing(change) if home is None else self._moved(change, home))
        moved_in = [change for change in extra if homes.get(_core(self._come(change))) is change]
        return out + [self._extra(change) for change in moved_in]

    def _come(self, change: Change) -> Sequence[str]:
        return self._there[change.there : change.there + change.come]

    def _inside(self, gone: tuple[str, ...], homes: dict[tuple[str, ...], Change]) -> Change | None:
        """The addition that holds all of `gone` in its midst, with furniture around it."""
        if len(gone) < _AROUND:
            return None
        for words_there, change in homes.items():
            if _holds(words_there, gone):
                del homes[words_there]
                return change
        return None

    def _missing(self, change: Change) -> Difference:
        known = self._stream.words
        gone = known[change.at : change.at + change.gone]
        before, after = known[max(0, change.at - _AROUND) : change.at], known[change.at + change.gone :][:_AROUND]
        return Difference("missing", joined(gone), joined(before), joined(after), self._where(change.there))

    def _extra(self, change: Change) -> Difference:
        start, end = change.there, change.there + change.come
        before, after = self._there[max(0, start - _AROUND) : start], self._there[end : end + _AROUND]
        return Difference("extra", joined(self._come(change)), joined(before), joined(after), self._where(start))

    def _moved(self, change: Change, home: Change) -> Difference:
        told = self._missing(change)
        return Difference("moved", told.text, told.before, told.after, self._where(home.there))

    def _where(self, at: int) -> str:
        index = bisect_right(self._starts, at) - 1
        return self._passages[index].where if 0 <= index < len(self._passages) else ""


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


def counted(expected: Expectation, found: Readback, findings: Findings) -> None:
    """Compare the parts of an export with those of its article; what differs is a finding."""
    _headings(expected, found, findings)
    _links(expected, found, findings)
    _pictures(expected, found, findings)
    _formulas(expected, found, findings)
    _takeaways(expected, found, findings)
    _around(expected, found, findings)
    _tables(expected, found, findings)
    _metadata(expected, found, findings)
    if found.items != expected.items + expected.related:  # related links may stand in a list or not
        _number(findings, "items", expected.items, found.items, "{} list items")
    if found.note_count != expected.called_count:
        _number(findings, "notes", expected.note_count, found.note_count, "{} notes")
    if found.calls not in expected.calls:
        _number(findings, "note-marks", max(expected.calls), found.calls, "{} marks of notes")


def _number(findings: Findings, what: str, wanted: object, got: object, words_for: str) -> None:
    if wanted != got:
        findings.add(f"different-{what}", f"the article has {words_for.format(wanted)}, the export {got}")


def _tables(expected: Expectation, found: Readback, findings: Findings) -> None:
    """Tables have the cells and the header cells of the article's, in order."""
    _number(
        findings,
        "tables",
        [cells for cells, _ in expected.grids],
        [grid.cells for grid in found.grids],
        "tables of {} cells",
    )
    for (_, headers), grid in zip(expected.grids, found.grids, strict=False):
        if grid.headers not in headers:
            told = f"a table has {grid.headers} header cells, not {max(headers)}"
            findings.add("different-headers", told, grid.where, "export it again")


def _metadata(expected: Expectation, found: Readback, findings: Findings) -> None:
    """Title, language and authors are those of the article."""
    wanted, got = expected.metadata, found.metadata
    if words(wanted.title) != words(got.title)[: len(words(wanted.title))]:
        findings.add("different-title", f"the article is called {wanted.title!r}, the file {got.title!r}")
    if got.language.partition("-")[0].lower() != wanted.language.partition("-")[0].lower():
        findings.add("different-language", f"the article is in {wanted.language!r}, the file says {got.language!r}")
    if wanted.publisher and got.publisher is not None and words(wanted.publisher) != words(got.publisher):
        findings.add("different-publisher", f"it is published by {wanted.publisher!r}, the file says {got.publisher!r}")
    for code, date, said in (
        ("published", wanted.published, got.published),
        ("modified", wanted.modified, got.modified),
    ):
        if date and said is not None and not _same_day(date, said):
            findings.add(f"different-{code}", f"it was {code} {date}, the file says {said or 'nothing'}")
    for name in wanted.creators.split("; ") if wanted.creators else ():
        if " ".join(words(name)) not in " ".join(words(got.creators)):
            findings.add("different-authors", f"the file does not name {name!r} as one of its authors")


def _same_day(date: str, said: str) -> bool:
    """Whether two dates mean one day, in UTC where they are moments, as exact as the first one is."""
    if "T" not in date:
        return said.startswith(date) or date.startswith(said or " ")
    try:
        moments = [datetime.fromisoformat(one) for one in (date, said)]
    except ValueError:
        return False
    days = [(one if one.tzinfo else one.replace(tzinfo=UTC)).astimezone(UTC).date() for one in moments]
    return days[0] == days[1]


def _headings(expected: Expectation, found: Readback, findings: Findings) -> None:
    """Each heading is one in the export, with the levels between them as they were."""
    rest = list(found.headings)
    shift: int | None = None
    for level, stream in expected.headings:
        if not stream.words:  # a picture or a formula alone
            continue
        at = next((at for at, title in enumerate(rest) if _agree(stream, title.text, expected.furniture)), None)
        if at is None:
            findings.add(
                "missing-heading", f"“{joined(stream.words)}” is no heading in the export", hint="export it again"
            )
            continue
        shift = rest[at].level - level if shift is None else shift
        if rest[at].level - level != shift:
            told = f"“{joined(stream.words)}” has another level in the export"
            findings.add("different-heading", told, hint="export it again")
        rest = rest[at + 1 :]


def _agree(stream: Stream, said: str, furniture: set[str]) -> bool:
    """Whether a line says what it should, and nothing but what a format prints of its own."""
    if words(said) == stream.words:
        return True
    holds = set(stream.words) & set(words(said)) or not stream.words
    return bool(holds) and not _differences(stream, [Passage(said)], furniture, Counter())


def _links(expected: Expectation, found: Readback, findings: Findings) -> None:
    rest = Counter(address(target) for target in found.links)
    for target in expected.links:
        if rest[target] > 0:
            rest[target] -= 1
        elif found.relative or _ABSOLUTE.match(target):
            findings.add("missing-link", f"no link leads to {target}", hint="export it again")


def _pictures(expected: Expectation, found: Readback, findings: Findings) -> None:
    """Each picture's words: as its text alternative, or in its place where the picture could not be had."""
    rest = Counter(" ".join(words(alt)) for alt in found.pictures)
    said = "".join(word for passage in (*found.passages, *found.notes) for word in words(passage.text))
    for alt in (*expected.pictures, *expected.placeholders):
        key = " ".join(words(alt))
        if rest[key] > 0:
            rest[key] -= 1
        elif alt in expected.pictures or "".join(words(alt)) not in said:
            findings.add("missing-picture", f"no picture says {alt!r}", hint="export it again")


def _formulas(expected: Expectation, found: Readback, findings: Findings) -> None:
    """Each formula is there: by what it is said to be, by number where the format says nothing, or as its source."""
    said = Counter(" ".join(formula.split()) for formula in found.formulas)
    text = "".join(word for passage in (*found.passages, *found.notes) for word in words(passage.text))
    unsaid: list[str] = []
    for source in expected.formulas:
        key = " ".join(source.split())
        if said[key] > 0:
            said[key] -= 1
        elif "".join(words(source)) not in text:
            unsaid.append(source)
    for source in unsaid[max(said[""], 0) :]:
        findings.add("missing-formula", f"no formula says {source!r}", hint="export it again")


def _takeaways(expected: Expectation, found: Readback, findings: Findings) -> None:
    wanted, got = expected.takeaways, found.takeaways
    if len(wanted) != len(got):
        findings.add(
            "different-takeaways", f"the box holds {len(got)} of {len(wanted)} takeaways", hint="export it again"
        )
    elif not all(_agree(stream, said, expected.furniture) for stream, said in zip(wanted, got, strict=True)):
        findings.add("different-takeaways", "the takeaways are not those of the article", hint="export it again")


def _around(expected: Expectation, found: Readback, findings: Findings) -> None:
    """Who, where and when: each is read once more than the text itself says it."""
    there = " ".join(word for passage in found.passages for word in words(passage.text)).casefold()
    own = " ".join(expected.texts[0].words).casefold()
    for said in expected.around:
        key = " ".join(words(said)).casefold()
        if there.count(key) <= own.count(key):
            findings.add("missing-text", f"nowhere does it say {said!r}", hint="export it again")
