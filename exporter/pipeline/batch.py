"""Many sources, the same formats: planned whole before the first is read, and one bad file fails alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from exporter import registry
from exporter.errors import ExportError, exhausted
from exporter.pipeline import outputs, sources
from exporter.pipeline.exporting import Export, Settings, export_to
from exporter.pipeline.parallel import spread
from exporter.report import Report


class Job(Struct, frozen=True):
    """One source and the (format, file) pairs it becomes."""

    source: sources.Found
    targets: tuple[tuple[str, Path | None], ...]


class Outcome(Struct, frozen=True):
    """What came of a job: the exports made and the notices, or the error."""

    job: Job
    report: Report
    exports: tuple[Export, ...] = ()
    error: ExportError | None = None


class Batch(Struct, frozen=True):
    """Jobs with what they have in common; `passed_over` as `Sources` has it."""

    jobs: tuple[Job, ...]
    settings: Settings
    passed_over: tuple[Path, ...] = ()

    @property
    def to_stdout(self) -> bool:
        """Whether an export goes to standard output."""
        return any(path is None for job in self.jobs for _, path in job.targets)

    @classmethod
    def plan(cls, given: list[str], formats: Sequence[str], output: str | None, settings: Settings) -> Batch:
        """Find the sources and name the outputs. Raises UsageError where two would become one file, before any is read."""
        searched = sources.find(given)
        found = searched.found
        several = len(found) * len(formats) > 1 or any(one.below for one in found)
        ends = {name: registry.backend(name).suffix for name in formats}
        jobs = tuple(
            Job(
                one,
                tuple(
                    (name, outputs.target(one.path, end, output, several=several, below=one.below))
                    for name, end in ends.items()
                ),
            )
            for one in found
        )
        outputs.refuse_clashes([(job.source.name, path) for job in jobs for _, path in job.targets])
        return cls(jobs, settings, searched.passed_over)

    def run(self) -> Iterator[Outcome]:
        """Export every job, in order; several at once where the settings allow more than one process."""
        yield from spread(self._outcome, self.jobs, 1 if self.to_stdout else self.settings.processes, _failed)

    def _outcome(self, job: Job) -> Outcome:
        report = Report(job.source.name)
        # A batch of many has enough to do for every processor: formats are spread only where there is one source.
        settings = self.settings if len(self.jobs) == 1 else replace(self.settings, processes=1)
        try:
            made = export_to(job.source.path, job.targets, settings, report)
        except ExportError as error:
            return _failed(job, error, report)
        except MemoryError:
            return _failed(job, exhausted(job.source.name), report)
        return Outcome(job, report, tuple(made))


def _failed(job: Job, error: ExportError, report: Report | None = None) -> Outcome:
    error.place = error.place or job.source.name
    return Outcome(job, report or Report(job.source.name), error=error)
