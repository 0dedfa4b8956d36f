"""Exports that are there already, checked: their files found and read, and made again where that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from exporter import registry
from exporter.limits import DEFAULT, Limits, within
from exporter.pipeline.pictures import Where
from exporter.pipeline.reading import How, from_source, load, read_source
from exporter.pipeline.rendering import Options, prepare
from exporter.proof import Candidate, Checked, check
from exporter.readers import Source
from exporter.report import Report
from exporter.theme import Theme, load_theme


def check_files(
    files: str | Path | Sequence[str | Path],
    *,
    tools: str | Sequence[str] = "all",
    rebuild: bool = False,
    source: str | Path | None = None,
    theme: str | Path | Theme = "brief",
    options: Options | None = None,
    limits: Limits = DEFAULT,
) -> list[Checked]:
    """Check PDF, Word and EPUB files, or one, ours or not; files that are exports of one article are also checked to be alike.

    Exports of one article are those with one name but for its end, or all files where no format is there twice.
    tools: which outside validators to ask: "all" that are on this machine, "none", or their names.
    rebuild: render each again from the article inside it, with this theme and these options, and compare the bytes.
    source: the file all of them should be exports of.   limits: how large each may be, and how long they may take together.
    Raises SourceError (a file cannot be read, or takes too long), UsageError.
    """
    paths = [Path(file) for file in ([files] if isinstance(files, str | Path) else files)]
    article = None
    if source is not None:
        article = from_source(Path(source), how=How(limits=limits), report=Report(str(source))).article
    again = _Again(load_theme(theme), options or {}, limits) if rebuild else None
    found: dict[Path, Checked] = {}
    for group in groups(paths):
        with within(limits.seconds, str(group[0])):
            candidates = [Candidate(str(path), load(path, limits.source_size), path) for path in group]
            checked = check(candidates, tools=tools, rebuild=again.bytes if again else None, source=article)
        found |= dict(zip(group, checked, strict=True))
    return [found[path] for path in paths]


def groups(paths: Sequence[Path]) -> list[list[Path]]:
    """The files that are taken for exports of one article, together."""
    paths = list(dict.fromkeys(paths))
    ends = [path.suffix.lower() for path in paths]
    if len(set(ends)) == len(ends):
        return [paths] if paths else []
    named: dict[Path, list[Path]] = {}
    for path in paths:
        named.setdefault(path.with_suffix(""), []).append(path)
    return list(named.values())


class _Again:
    """Renders an export again from the article inside it."""

    def __init__(self, theme: Theme, options: Options, limits: Limits) -> None:
        self.theme, self.options, self.limits = theme, options, limits

    def bytes(self, data: bytes, format: str) -> bytes:
        """The export made anew. Raises ExportError where the article inside cannot be read or rendered."""
        report = Report()
        reading = read_source(Source(data), how=How(format, limits=self.limits), report=report)
        where = Where(packed=reading.pictures, limits=self.limits)
        ready = prepare(reading.article, theme=self.theme, where=where, report=report)
        return ready.bytes(registry.backend(format), self.options)
