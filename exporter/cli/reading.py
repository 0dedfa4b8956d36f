"""The command that shows what is read, or keeps it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from exporter.cli.parameters import (
    BaseUrl,
    Fetch,
    Output,
    Quiet,
    ReaderName,
    Root,
    Strict,
    Takeaways,
    Verbose,
    declare,
)
from exporter.uninterrupted import uninterrupted

if TYPE_CHECKING:
    from exporter.model import Article
    from exporter.pictures import Picture
    from exporter.pipeline.reading import How
    from exporter.report import Report


def reading() -> Callable[..., int]:
    """The command that shows what is read, with the limits among its parameters."""
    declare(_read, ())
    return _read


def _read(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A file, or - for standard input.")],
    to: Annotated[
        str | None, typer.Option(metavar="markdown|json", help="Keep it: a file beside the source, with its pictures.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The canonical article as JSON.")] = False,
    reader: ReaderName = None,
    base_url: BaseUrl = "",
    takeaways: Takeaways = None,
    root: Root = None,
    fetch: Fetch = False,
    output: Output = None,
    strict: Strict = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    **own: Any,
) -> int:
    with uninterrupted():  # see exporting
        from exporter.console import Console
        from exporter.errors import UsageError
        from exporter.limits import asked
        from exporter.pipeline.keeping import keep, kept, written
        from exporter.pipeline.outputs import write
        from exporter.pipeline.reading import How
        from exporter.report import Report

    path = None if source == "-" else Path(source)
    if json and to not in (None, "json"):
        raise UsageError(f"--json and --to {to} contradict each other", hint="leave one of them out")
    kind, goal = kept(path, "json" if json and output else to or "", output)
    kind = "json" if json else kind
    how = How(reader, base_url, takeaways, asked(own))
    report = Report("standard input" if source == "-" else source)
    article, pictures = _understood(path, how, root, fetch, goal is not None, report)
    console = Console(quiet, verbose, json=False, to_stdout=True)
    console.notices(report)
    console.remarks()
    if strict:
        report.refuse_warnings()
    if goal is None:
        write(None, written(article, kind))
        return 0
    for file in keep(article, pictures, goal, kind):
        console.made(source, file)
    return 0


def _understood(
    path: Path | None, how: How, root: Path | None, fetch: bool, illustrated: bool, report: Report
) -> tuple[Article, dict[str, Picture]]:
    """The article, with its pictures where they are wanted."""
    from exporter.limits import within
    from exporter.pipeline.pictures import Where, loaded
    from exporter.pipeline.reading import from_source

    with within(how.limits.seconds, report.source):
        reading = from_source(path, how=how, report=report)
        came_from = how.base_url or reading.article.source or ""
        where = Where(root or (path and path.parent), reading.pictures, fetch, came_from, how.limits)
        return reading.article, loaded(reading.article, where, report) if illustrated else {}
