"""What a run says: a line for each file, notices, progress; for people or, as JSON lines, for machines."""

from __future__ import annotations

import contextlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from exporter.pipeline.batch import Batch, Outcome
from exporter.report import Notice, Report

_ALIKE = 3  # warnings of one kind are told, the others counted
_FEW = 3  # progress is shown for more files than this


def printable(line: str) -> str:
    """A line with control characters shown as escapes: text from a document never commands a terminal."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in line)


def json_line(told: dict[str, object]) -> str:
    """Data as one line of JSON; bytes of a file's name that are no text as the escapes Python gives them back from."""
    try:
        return msgspec.json.encode(told).decode()
    except UnicodeEncodeError:
        import json

        return json.dumps(told, separators=(",", ":"))


class Console:
    """Tells what happens. `to_stdout`: the exports themselves go to standard output, so words go to standard error."""

    def __init__(self, quiet: bool, verbose: bool, json: bool, *, to_stdout: bool = False) -> None:
        self.quiet, self.verbose, self.json = quiet, verbose, json
        self.words = sys.stderr if to_stdout else sys.stdout
        self.unsaid = 0

    def run(self, batch: Batch) -> int:
        """Run a batch to its end and give the exit code."""
        failed: list[Outcome] = []
        for outcome in self._outcomes(batch):
            self._tell(outcome)
            if outcome.error:
                failed.append(outcome)
        self.passed_over(batch.passed_over)
        if not failed:
            self.remarks()
            return 0
        if len(batch.jobs) == 1 and failed[0].error:
            return failed[0].error.exit_code
        if not self.json:
            names = ", ".join(outcome.job.source.name for outcome in failed)
            error(f"exporter: {len(failed)} of {len(batch.jobs)} files failed: {names}")
        return 1

    def _outcomes(self, batch: Batch) -> Iterable[Outcome]:
        """What comes of each job, as it comes; after a bar has shown the progress, where somebody watches many."""
        if self.quiet or self.json or len(batch.jobs) <= _FEW or not (sys.stderr and sys.stderr.isatty()):
            return batch.run()
        import typer

        with typer.progressbar(batch.run(), length=len(batch.jobs), label="Exporting", file=sys.stderr) as steps:
            return list(steps)

    def _tell(self, outcome: Outcome) -> None:
        if self.json:
            self._word(json_line(_described(outcome)))
            return
        self.notices(outcome.report)
        if outcome.error:
            error(f"exporter: {outcome.error}")
        for made in outcome.exports:
            if not self.quiet and made.path:
                self._word(printable(f"{outcome.job.source.name} -> {made.path} ({_size(made.size)})"))

    def made(self, source: str, path: Path) -> None:
        """Say which file was written."""
        if not self.quiet:
            self._word(printable(f"{source} -> {path}"))

    def notices(self, report: Report) -> None:
        """The warnings of one source, and its remarks if they are wanted; else they are counted."""
        if self.quiet or self.json:
            return
        alike = Counter[str]()
        for notice in report:
            if notice.severity != "warning" and not self.verbose:
                self.unsaid += 1
                continue
            alike[notice.code] += 1
            if alike[notice.code] <= _ALIKE or self.verbose:
                error(f"{notice.severity}: {notice}")
        for code, count in alike.items() if not self.verbose else ():
            if count > _ALIKE:
                error(f"warning: {report.source}: {count - _ALIKE} more like that [{code}] (--verbose tells)")

    def passed_over(self, paths: Sequence[Path]) -> None:
        """Say which files of folders were not taken."""
        if paths and not self.quiet:
            names = ", ".join(map(str, paths[:_FEW])) + (", ..." if len(paths) > _FEW else "")
            told = f"{len(paths)} files not taken, as they" if len(paths) > 1 else "1 file not taken, as it"
            error(f"{told} may be exports: {names}; name what is meant")

    def remarks(self) -> None:
        """Say how many remarks were not told."""
        if self.unsaid:
            error(f"{self.unsaid} remark{'s' * (self.unsaid > 1)} (--verbose tells)")

    def _word(self, line: str) -> None:
        if self.words is not None:  # the shell closed it, and `print` would take standard output in its place
            print(line, file=self.words, flush=True)


def error(line: str) -> None:
    """One line on standard error, if it is there and takes it; no export fails because nobody can be told of it."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(printable(line), file=sys.stderr, flush=True)


def _size(count: int) -> str:
    return f"{count / 1000:.0f} kB" if count >= 1000 else f"{count} bytes"


def _described(outcome: Outcome) -> dict[str, object]:
    """One JSON line: source, exports, notices, and error with its exit code where it failed."""
    told: dict[str, object] = {
        "source": outcome.job.source.name,
        "exports": [
            {"format": made.format, "path": str(made.path) if made.path else None, "size": made.size}
            for made in outcome.exports
        ],
        "notices": list(_plain(outcome.report)),
    }
    if outcome.error:
        told["error"] = {"message": str(outcome.error), "exit_code": outcome.error.exit_code}
    return told


def _plain(notices: Iterable[Notice]) -> Iterator[dict[str, object]]:
    for notice in notices:
        described: dict[str, object] = msgspec.to_builtins(notice)
        yield {"severity": notice.severity, **described}
