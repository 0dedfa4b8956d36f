"""Whether an article is all in its export: its words, and its headings, links, pictures, tables and the like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from exporter.proof.differences import Difference, agree, compared, joined
from exporter.proof.expected import Expectation
from exporter.proof.findings import Findings, number_of
from exporter.proof.readback import Readback, Title
from exporter.proof.words import address, words

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# No host has these signs (URL Standard, 3.1): a format that holds valid addresses only has none of such a link.
_BROKEN_HOST = re.compile(r"https?://[^/?#]*%(?:2[0235F]|3[CE]|5[BCDE]|60|7[BCD])", re.IGNORECASE)

_ENOUGH, _FEW = 30, 0.05
"""An article of so many runs of words, of which fewer than this share can be read, is not what the export is of."""

_DEEPEST = 6
"""The lowest level of headings that HTML and PDF have: those below it become one of it."""


def judged(expected: Expectation, found: Readback, findings: Findings) -> tuple[Difference, ...]:
    """Compare an export with its article: the words that differ, and findings about all that does."""
    differences = tuple(compared(expected, found))
    for one in differences:
        where = f" (after “{one.before}”)" if one.before else ""
        told = {"missing": "missing", "extra": "not the article's", "moved": "in another place"}[one.kind]
        findings.add(f"{one.kind}-text", f"{told}: “{one.text}”{where}", one.where, "export it again")
    if differences and _nothing_in_common(expected, found):
        _other(expected, found, findings)
    else:
        counted(expected, found, findings)
    return differences


def _nothing_in_common(expected: Expectation, found: Readback) -> bool:
    """Whether it is no use to compare part by part: hardly a run of words of the article can be read."""
    wanted, got = _runs(expected.texts[0].words), _runs([one for said in found.passages for one in words(said.text)])
    return len(wanted) >= _ENOUGH and len(wanted & got) < _FEW * len(wanted)


def _runs(said: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(said, said[1:], said[2:], strict=False))


def _other(expected: Expectation, found: Readback, findings: Findings) -> None:
    said = " ".join(one.text for one in found.passages[:3])[:80].strip()
    if not said:
        findings.add("nothing-read", "none of its words can be read", hint="export it again, with tags if it is a PDF")
        return
    told = f"it is another text, “{said} …”, not “{joined(expected.title.words)}”"
    findings.add("other-article", told, hint="compare it with the source it was exported from")


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
    if found.items not in {expected.items, expected.items + expected.related}:  # related links may stand in a list
        _number(findings, "items", expected.items, found.items, "list item")
    if found.note_count != expected.called_count:
        _number(findings, "notes", expected.note_count, found.note_count, "note")
    if found.calls not in expected.calls:
        _number(findings, "note-marks", max(expected.calls), found.calls, "mark of notes", "marks of notes")


def _number(findings: Findings, what: str, wanted: int, got: int, one: str, many: str = "") -> None:
    if wanted != got:
        told = f"the article has {number_of(wanted, one, many)}, the export {got or 'none'}"
        findings.add(f"different-{what}", told, hint="export it again")


def _tables(expected: Expectation, found: Readback, findings: Findings) -> None:
    """Tables have the cells and the header cells of the article's, in order."""
    if len(expected.grids) != len(found.grids):
        _number(findings, "tables", len(expected.grids), len(found.grids), "table")
        return
    for (cells, headers), grid in zip(expected.grids, found.grids, strict=True):
        if grid.cells != cells:
            told = f"a table has {number_of(grid.cells, 'cell')}, not {cells}"
            findings.add("different-tables", told, grid.where, "export it again")
        if grid.headers not in headers:
            told = f"a table has {number_of(grid.headers, 'header cell')}, not {max(headers)}"
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


def _below_title(expected: Expectation, found: Readback) -> list[Title]:
    """The headings without the article's title, which stands first and may be the words of another one, too."""
    titles = list(found.headings)
    called = sum(stream.words == expected.title.words for _, stream in expected.headings)
    same = [title for title in titles if agree(expected.title, title.text, expected.furniture)]
    return titles[1:] if titles and titles[0] in same and len(same) > called else titles


def _headings(expected: Expectation, found: Readback, findings: Findings) -> None:
    """Each heading is one in the export, with the levels between them as they were."""
    rest = _below_title(expected, found)
    shift: int | None = None
    wanted = expected.headings
    if expected.labelled and rest and not agree(wanted[0][1], rest[0].text, expected.furniture):
        wanted = [*wanted[1:], wanted[0]]
    for level, stream in wanted:
        if not stream.words:  # a picture or a formula alone
            continue
        at = next((at for at, title in enumerate(rest) if agree(stream, title.text, expected.furniture)), None)
        if at is None:
            findings.add(
                "missing-heading", f"“{joined(stream.words)}” is no heading in the export", hint="export it again"
            )
            continue
        shift = rest[at].level - level if shift is None else shift
        if rest[at].level != level + shift and not rest[at].level == _DEEPEST < level + shift:
            told = f"“{joined(stream.words)}” has another level in the export"
            findings.add("different-heading", told, hint="export it again")
        rest = rest[at + 1 :]


def _links(expected: Expectation, found: Readback, findings: Findings) -> None:
    rest = Counter(address(target) for target in found.links)
    for target in expected.links:
        if rest[target] > 0:
            rest[target] -= 1
        elif found.relative or (_ABSOLUTE.match(target) and not _BROKEN_HOST.match(target)):
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
            "different-takeaways",
            f"the box holds {len(got) or 'none'} of {number_of(len(wanted), 'takeaway')}",
            hint="export it again",
        )
    elif not all(agree(stream, said, expected.furniture) for stream, said in zip(wanted, got, strict=True)):
        findings.add("different-takeaways", "the takeaways are not those of the article", hint="export it again")


def _around(expected: Expectation, found: Readback, findings: Findings) -> None:
    """Who, where and when: each is read once more than the text itself says it."""
    there = " ".join(word for passage in found.passages for word in words(passage.text)).casefold()
    own = " ".join(expected.texts[0].words).casefold()
    for said in expected.around:
        key = " ".join(words(said)).casefold()
        if there.count(key) <= own.count(key):
            findings.add("missing-text", f"nowhere does it say {said!r}", hint="export it again")
