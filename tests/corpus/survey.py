"""Every file of a corpus, read, exported to three formats, and each export verified: one row for each file.

A corpus is any folder; `manifest.csv` in it (columns `path`, `kind`) says what kind each file is, or its folder does.
Pictures are exported as the lead figure of an article of their own; a file no reader names is read as what it looks like.
"""

from __future__ import annotations

import csv
import time
from collections import Counter
from pathlib import Path

from msgspec import Struct, field

from exporter import registry
from exporter.errors import ExportError, SourceError
from exporter.limits import Limits, within
from exporter.model import Article, Figure, Image, Text
from exporter.pipeline.pictures import Where
from exporter.pipeline.reading import How, load, read_source, reader_for
from exporter.pipeline.rendering import prepare
from exporter.proof import verify
from exporter.readers import Reading, Source
from exporter.report import Report
from exporter.theme import load_theme

FORMATS = ("pdf", "docx", "epub")
HANGS = 60
"""Seconds after which a file is said to hang."""
SLOW = 5.0
PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".svgz", ".bmp", ".tif", ".tiff"))
LOSSES = ("missing-", "extra-", "moved-", "different-")
"""How the findings begin that say an export is not the article; the others say that it breaks a rule."""
_NO_ARTICLES = frozenset((".csv", ".native", ".json", ".js", ".css"))


class Row(Struct):
    """What came of one file: seconds to read it, the notices, and everything that must not be."""

    path: str
    kind: str
    seconds: float = 0.0
    all_seconds: float = 0.0
    refused: str = ""
    notices: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    not_conforming: list[str] = field(default_factory=list)


def files(corpus: Path) -> list[tuple[str, Path]]:
    """(kind, file) for every file of a corpus that can be a source, sorted."""
    manifest = corpus / "manifest.csv"
    if manifest.is_file():
        with manifest.open(encoding="utf-8", newline="") as table:
            found = [(row["kind"], corpus / row["path"]) for row in csv.DictReader(table)]
    else:
        paths = (path for path in corpus.rglob("*") if path.is_file())
        found = [(path.relative_to(corpus).parts[0], path) for path in paths]
    return sorted((kind, path) for kind, path in found if path.suffix.lower() not in _NO_ARTICLES)


def surveyed(corpus: Path, kind: str, path: Path) -> Row:
    """Read, export and verify one file. Never raises: what goes wrong is in the row."""
    row = Row(path.relative_to(corpus).as_posix(), kind)
    report, started = Report(row.path), time.monotonic()
    try:
        with within(HANGS, row.path):
            reading = _reading(path, report)
            row.seconds = time.monotonic() - started
            _export(reading, path.parent, report, row)
    except SourceError as error:
        row.refused = str(error)
        if "report this" in error.hint or "not done after" in error.message:
            row.broken.append(str(error))
    except ExportError as error:
        row.broken.append(str(error))
    except Exception as error:  # the very thing that is looked for
        row.broken.append(f"{type(error).__name__}: {error}")
    row.all_seconds = time.monotonic() - started
    row.seconds = row.seconds or row.all_seconds
    row.notices = Counter(notice.code for notice in report)
    return row


def _reading(path: Path, report: Report) -> Reading:
    if path.suffix.lower() in PICTURES:
        return Reading(Article(title=(Text(path.name),), lang="en", lead=Figure((Image(path.name, "A picture"),))))
    source = Source(load(path), path.name)
    try:
        chosen = reader_for(source).name
    except SourceError:
        chosen = reader_for(Source(source.data)).name
    return read_source(source, how=How(chosen, limits=Limits()), report=report)


def _export(reading: Reading, folder: Path, report: Report, row: Row) -> None:
    """Render every format, read each back, and check it by the rules of its format."""
    ready = prepare(reading.article, theme=load_theme("brief"), where=Where(folder, reading.pictures), report=report)
    for name in FORMATS:
        data = ready.bytes(registry.backend(name), {})
        found = Report(row.path)
        found.take(report)
        known = len(found)
        verify(data, ready.article, name, found)
        for notice in list(found)[known:]:
            told = f"{name}: {notice.message} [{notice.code}]"
            (row.lost if notice.code.startswith(LOSSES) else row.not_conforming).append(told)
