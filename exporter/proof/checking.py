"""Checking exports: is each whole, conforming, the same when made again, and are they alike?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from exporter.canonical import Record
from exporter.checks import prepared
from exporter.labels import labels
from exporter.model import Article
from exporter.proof.differences import Difference
from exporter.proof.edits import as_edits
from exporter.proof.expected import expectation
from exporter.proof.exports import Format, Opened, format_of, opened, record, without_originals
from exporter.proof.findings import Damaged, Findings
from exporter.proof.readback import Readback
from exporter.proof.whole import judged
from exporter.proof.words import words
from exporter.report import Notice, Report

if TYPE_CHECKING:
    from exporter.proof.outside import Tool

Rebuild = Callable[[bytes, str], bytes]


class Candidate(Struct, frozen=True):
    """A file to check: its name for people, its bytes, and where outside tools find it (None: they are left out)."""

    name: str
    data: bytes
    path: Path | None = None


class Counts(Struct, frozen=True):
    """What a file holds."""

    words: int = 0
    headings: int = 0
    links: int = 0
    pictures: int = 0
    formulas: int = 0
    tables: int = 0
    cells: int = 0
    items: int = 0
    notes: int = 0
    takeaways: int = 0


class Checked(Struct, frozen=True):
    """What was found about one file.

    Each answer is True, False, or None where the question could not be asked: `whole` and `alike` need an article to
    compare with, `same` was not asked for.   differences: where the text is not the article's.   notices: all findings.
    tools: the outside tools that judged it, with their versions.   edited: whether its text was changed after it was
    exported (None: the file does not say; Word documents of ours do). One that was is not whole, but not damaged either.
    """

    name: str
    format: Format
    whole: bool | None
    conforming: bool
    alike: bool | None
    same: bool | None
    counts: Counts
    differences: tuple[Difference, ...]
    notices: tuple[Notice, ...]
    tools: tuple[str, ...] = ()
    edited: bool | None = None

    @property
    def passed(self) -> bool:
        """Whether nothing was found that is more than a remark."""
        return False not in (self.whole, self.conforming, self.alike, self.same)


def check(
    candidates: Sequence[Candidate],
    *,
    tools: str | Sequence[str] = "all",
    rebuild: Rebuild | None = None,
    source: Article | None = None,
) -> list[Checked]:
    """Check files, each for itself and, where there are several, against each other.

    tools: "all" (that are on this machine), "none", or names of `outside.TOOLS`.   rebuild: renders an export's own
    article again, given its bytes and format; what it raises goes through.   source: the article that all have to hold;
    without it, each file's own. Raises UsageError for a tool that nobody knows or that is not there.
    """
    from exporter.proof import outside  # which starts programs: `verify` needs none

    chosen = outside.chosen(tools)
    looked = [_Look(candidate) for candidate in candidates]
    reference = source or next((one.article for one in looked if one.article), None)
    for one in looked:
        one.compare(source or one.article or reference)
        one.conform(chosen)
        if rebuild is not None:
            one.rebuild(rebuild)
    if len(looked) > 1 and reference is not None:
        holders = sorted((one for one in looked if one.article == reference), key=lambda one: one.changed)
        first = holders[0].candidate.name if holders else "the source"
        for one in looked:
            one.likeness(reference, first)
    return [one.result() for one in looked]


def verify(data: bytes, article: Article, format: str, report: Report, *, house: str = "") -> bool:
    """Read an export back right after it was made and tell `report` what is missing or does not conform.

    article: as the backend got it (`exporter.checks.prepared`).   house: the theme's masthead.   Whether it passed. What
    the report tells already is not told again. No file, outside tool or second reading of the pages is needed.
    """
    kind = format_of(data)
    if not kind or kind != format:
        report.tell("not-verified", f"the format {format} cannot be read back")
        return True
    findings = Findings(report.source)
    try:
        export = opened(data, kind, drawn=False)
        found = export.read()
        inside = record(found, report.source)
        had = inside.pictures if inside else ()
        judged(expectation(article, labels(article.lang), had, house), found, findings)
        export.conform(findings)
    except Damaged as error:
        findings.add("damaged-file", str(error), hint="please report this")
    known = {notice.code for notice in report}
    told = [notice for notice in findings.notices() if notice.code not in known and notice.severity == "warning"]
    report.take(told)
    return not told


class _Look:
    """One file while it is being checked; whatever goes wrong with it is a finding."""

    def __init__(self, candidate: Candidate) -> None:
        self.candidate = candidate
        self.format = format_of(candidate.data, candidate.name)
        self.inside: Record | None = None
        self.article: Article | None = None
        self._wholeness, self._conformance, self._other = (Findings(candidate.name) for _ in range(3))
        self._export: Opened | None = None
        self._found = Readback()
        self._differences: tuple[Difference, ...] = ()
        self._whole: bool | None = None
        self._edited: bool | None = None
        self._alike: bool | None = None
        self._same: bool | None = None
        self._tools: list[str] = []
        self._open()

    def _open(self) -> None:
        try:
            self._export = opened(self.candidate.data, self.format)
            self._found = self._export.read()
            self.inside = record(self._found, self.candidate.name)
            self.article = self.inside.article if self.inside else None
        except Damaged as error:
            self._damaged(str(error), error.hint)
        except Exception as error:  # whatever a file does to the libraries is the file's finding
            self._damaged(f"it cannot be read ({type(error).__name__}: {error})")

    def _damaged(self, why: str, hint: str = "export it again, or fetch it again") -> None:
        self._conformance.add("damaged-file", why, hint=hint)

    def compare(self, article: Article | None) -> None:
        """Whether the file says all of an article."""
        if self._export is None:
            return
        if article is None:
            hint = "name what it should say with --source FILE"
            self._other.add("no-article", "no article inside to compare with", hint=hint, severity="info")
            return
        try:
            self._compare(article)
        except Exception as error:  # an article inside that is nested too deep, say
            self._damaged(f"it cannot be compared ({type(error).__name__}: {error})")

    def _compare(self, article: Article) -> None:
        assert self._export is not None
        ready = prepared(article, Report())
        self._differences = judged(
            expectation(ready, labels(ready.lang), self.inside.pictures if self.inside else ()),
            self._found,
            self._wholeness,
        )
        if self.inside is not None:
            for lost in without_originals(self._export, self.inside):
                told = f"the picture {lost!r} is not in it as it came, at best a copy"
                self._wholeness.add("missing-original", told, hint="export it again from its source")
        edits = self._export.edits()
        self._edited = None if edits is None else bool(edits)
        if edits and article is self.article and not self._wholeness.notices():
            self._wholeness.add("edited-formats", edits)
        self._whole = not self._wholeness.notices()

    @property
    def changed(self) -> bool:
        """Whether it was edited, and says something else than its article since."""
        return bool(self._edited) and self._whole is False

    def conform(self, tools: Iterable[Tool]) -> None:
        """Whether the file obeys the rules of its format, by our own checks and by outside tools."""
        if self._export is not None:
            try:
                self._export.conform(self._conformance)
            except Damaged as error:
                self._damaged(str(error), error.hint)
            except Exception as error:
                self._damaged(f"it cannot be judged ({type(error).__name__}: {error})")
        for tool in tools:
            if self.candidate.path and self.format in tool.formats:
                from exporter.proof.outside import run

                self._tools.append(run(tool, self.candidate.path, self._conformance))

    def rebuild(self, rebuild: Rebuild) -> None:
        """Whether the article inside, rendered again, gives the same bytes."""
        if self.article is None or not self.format:
            self._other.add("no-article", "no article inside to make it again from", severity="info")
            return
        again = rebuild(self.candidate.data, self.format)
        self._same = again == self.candidate.data
        if not self._same:
            told = f"made again {_unlike(again, self.candidate.data)}"
            self._other.add("not-the-same", told, hint="was it made with another version, theme or option, or edited?")

    def likeness(self, reference: Article, first: str) -> None:
        """Whether the file holds the article that the others hold."""
        if self.article is not None:
            self._alike = self.article == reference and not self.changed
        elif self._export is not None:
            self._alike = self._whole
        if self._alike is False:
            told = f"its {'text' if self.changed else 'article'} is not the one of {first}"
            self._other.add("not-alike", told, hint="export both from one source")

    def result(self) -> Checked:
        """All that was found."""
        wholeness, conformance = self._wholeness.notices(), self._conformance.notices()
        if self._edited:
            wholeness = as_edits(wholeness, self._differences, self.candidate.name)
        return Checked(
            name=self.candidate.name,
            format=self.format,
            whole=self._whole,
            conforming=not any(notice.severity == "warning" for notice in conformance),
            alike=self._alike,
            same=self._same,
            counts=_counts(self._found),
            differences=self._differences,
            notices=(*wholeness, *conformance, *self._other.notices()),
            tools=tuple(self._tools),
            edited=self._edited,
        )


def _unlike(one: bytes, other: bytes) -> str:
    if len(one) != len(other):
        return f"it has {len(one)} bytes, not these {len(other)}"
    at = next(at for at, (own, new) in enumerate(zip(other, one, strict=True)) if own != new)
    return f"it is as long, but another from byte {at} on"


def _counts(found: Readback) -> Counts:
    return Counts(
        words=sum(len(words(passage.text)) for passage in (*found.passages, *found.notes)),
        headings=len(found.headings),
        links=len(found.links) + found.jumps,
        pictures=len(found.pictures) + found.silent,
        formulas=len(found.formulas),
        tables=len(found.grids),
        cells=sum(grid.cells for grid in found.grids),
        items=found.items,
        notes=found.note_count,
        takeaways=len(found.takeaways),
    )
