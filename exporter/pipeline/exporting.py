"""One source into any number of formats: read once, checked once, rendered each, written only when all is well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from exporter import registry
from exporter.backends import Backend
from exporter.errors import ExportError, ProofError, interruption
from exporter.limits import DEFAULT, Limits, within
from exporter.pipeline import outputs
from exporter.pipeline.parallel import Child
from exporter.pipeline.pictures import Where
from exporter.pipeline.reading import How, from_source
from exporter.pipeline.rendering import Options, Prepared, checked_options, prepare
from exporter.readers import Reading
from exporter.report import Notice, Report
from exporter.theme import Theme, load_theme


class Export(Struct, frozen=True):
    """One file that was made: `path` is None where it went to standard output; `size` in bytes."""

    format: str
    path: Path | None
    size: int


class Settings(Struct, frozen=True):
    """What is the same for every source of a run."""

    theme: Theme
    how: How = How()
    root: Path | None = None
    fetch: bool = False
    strict: bool = False
    verify: bool = False
    options: Options = {}
    processes: int = 1


def export(
    source: str | Path,
    *formats: str,
    output: str | Path | None = None,
    theme: str | Path | Theme = "brief",
    reader: str | None = None,
    base_url: str = "",
    takeaways: str | None = None,
    root: str | Path | None = None,
    fetch: bool = False,
    limits: Limits = DEFAULT,
    strict: bool = False,
    verify: bool = False,
    report: Report | None = None,
    options: Mapping[str, str | bytes | Path] | None = None,
) -> list[Export]:
    """Export one file to the formats named ("pdf" if none is), each beside the source or where `output` says.

    output: a file, or a folder (it exists, ends in "/", or there are several formats).
    reader, base_url, takeaways: how to read it, as `read` has them.
    root: the folder pictures may lie in (the source's own).   fetch: they may come from the network.
    limits: how large it all may be, and how long it may take.   strict: warnings become a StrictError, nothing is written.
    verify: each export is read back and compared with the article before it is written; ProofError if it is not whole.
    options: what to ask of the backends beyond the theme, by the names of their options (a file: its path or bytes).
    Raises ExportError, in the kinds `exporter.errors` draws; the notices are in `report`.
    """
    path = Path(source)
    names = tuple(dict.fromkeys(formats)) or ("pdf",)
    goal = None if output is None else str(output)
    backends = [registry.backend(name) for name in names]
    targets = [(one.name, outputs.target(path, one.suffix, goal, several=len(names) > 1)) for one in backends]
    outputs.refuse_clashes([(str(source), where) for _, where in targets])
    how = How(reader, base_url, takeaways, limits)
    asked = checked_options(options or {}, backends)
    settings = Settings(load_theme(theme), how, Path(root) if root else None, fetch, strict, verify, asked)
    return export_to(path, targets, settings, Report(str(source)) if report is None else report)


def export_to(
    path: Path | None, targets: Sequence[tuple[str, Path | None]], settings: Settings, report: Report
) -> list[Export]:
    """Export one source (None: standard input) to (format, file) pairs. All are rendered before the first is written."""
    with within(settings.how.limits.seconds, report.source):
        reading = _read(path, [name for name, _ in targets], settings, report)
        folder = settings.root or (path.parent if path else None)
        where = Where(folder, reading.pictures, settings.fetch, _came_from(settings, reading), settings.how.limits)
        ready = prepare(reading.article, theme=settings.theme, where=where, report=report)
        made = _rendered(ready, targets, settings)
    if settings.strict:
        report.refuse_warnings()
    for (_, goal), data in zip(targets, made, strict=True):
        outputs.write(goal, data)
    return [Export(name, goal, len(data)) for (name, goal), data in zip(targets, made, strict=True)]


def _read(path: Path | None, formats: Sequence[str], settings: Settings, report: Report) -> Reading:
    """Read the source; in a process of its own, where the settings allow several, while the first backend gets ready here.

    Reader and backend import and load about as much as each other: side by side a short export takes a fifth less.
    """
    if settings.processes < 2:
        return from_source(path, how=settings.how, report=report)
    child = Child(partial(_told, path, settings.how, report.source))
    try:
        _get_ready(registry.backend(formats[0]), settings.theme)
        reading, notices = child.result()
    except BaseException:
        child.stop()
        raise
    report.take(notices)
    if isinstance(reading, ExportError):
        raise reading
    return reading


def _get_ready(backend: Backend, theme: Theme) -> None:
    """Where this fails, rendering will too, and tells why; until then a bad source has the first word."""
    try:
        backend.ready(theme)
    except Exception as error:
        if interrupted := interruption(error):
            raise interrupted from None


def _told(path: Path | None, how: How, name: str) -> tuple[Reading | ExportError, list[Notice]]:
    """What is in a source, or why it cannot be read, with the notices that the reader gave until then."""
    report = Report(name)
    try:
        return from_source(path, how=how, report=report), list(report)
    except ExportError as error:
        return error, list(report)


def _came_from(settings: Settings, reading: Reading) -> str:
    """The address relative ones start from: what the user says, or what the source says of itself."""
    return settings.how.base_url or reading.article.source or ""


def _prove(data: bytes, ready: Prepared, name: str) -> None:
    """Read an export back. Raises ProofError where something is missing or does not conform."""
    from exporter.proof import verify

    report = Report(ready.context.report.source)
    report.take(ready.context.report)
    known = len(report)
    if not verify(data, ready.article, name, report, house=ready.context.theme.brand.masthead):
        first = list(report)[known:][0]
        hint = "please report this; without --verify it is written all the same"
        raise ProofError(f"the {name} export is not as it should be: {first.message}", place=report.source, hint=hint)


def _rendered(ready: Prepared, targets: Sequence[tuple[str, Path | None]], settings: Settings) -> list[bytes]:
    """The bytes of every target, each format in a process of its own where the settings allow several."""
    report = ready.context.report

    def work(name: str) -> tuple[bytes, list[Notice]]:
        before = len(report)
        data = ready.bytes(registry.backend(name), settings.options)
        if settings.verify:
            _prove(data, ready, name)
        return data, list(report)[before:]

    names = [name for name, _ in targets]
    if settings.processes < 2 or len(names) < 2:
        return [work(name)[0] for name in names]
    children = [Child(partial(work, name)) for name in names[1:]]
    try:
        made = [work(names[0])[0]]
        while children:
            data, notices = children.pop(0).result()
            report.take(notices)
            made.append(data)
        return made
    finally:
        for child in children:
            child.stop()
