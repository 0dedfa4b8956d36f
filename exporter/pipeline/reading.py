"""A source into an Article: which reader, and what every reading has in common."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from exporter import registry
from exporter.checks import cleaned
from exporter.errors import ExportError, SourceError, UsageError
from exporter.model import Article
from exporter.readers import Reader, Source
from exporter.report import Report
from exporter.walk import depth, with_places

LARGEST = 256 * 2**20
"""Bytes; a larger source is not an article."""
DEEPEST_NODE = 140
"""Nodes inside each other; more would run out of stack further on."""

_FRONT_MATTER = re.compile(rb"(---|\+\+\+)[ \t]*\r?\n")
_MARKDOWN = re.compile(rb"^(#{1,6} |```|~~~|:::|\[\^|!\[|> |\* |- |\d\. )|\]\(", re.MULTILINE)


def read(source: str | Path | bytes, *, reader: str | None = None, report: Report | None = None) -> Article:
    """The Article that a file (or the bytes of one) holds.

    reader: the name of a reader; else the file name's end decides, or the content where there is none.
    Raises SourceError (unreadable, empty, no article), UnknownName.
    """
    if isinstance(source, bytes):
        return read_source(Source(source), reader=reader, report=Report() if report is None else report)
    return from_source(Path(source), reader=reader, report=Report(str(source)) if report is None else report)


def from_source(path: Path | None, *, reader: str | None, report: Report) -> Article:
    """The Article in a file, or in standard input where there is no path."""
    data = load(path) if path else sys.stdin.buffer.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise SourceError(f"larger than {LARGEST >> 20} MiB", place=report.source, hint="split it")
    return read_source(Source(data, str(path or "")), reader=reader, report=report)


def read_source(source: Source, *, reader: str | None, report: Report) -> Article:
    """The Article in bytes that are already here."""
    chosen = registry.reader(reader) if reader else reader_for(source)
    try:
        article = chosen.read(source, report)
    except ExportError:
        raise
    except RecursionError:
        raise SourceError("nested too deep", place=source.name, hint="nest less") from None
    except Exception as error:
        what = f"the {chosen.name} reader failed on it: {type(error).__name__}: {_one_line(error)}"
        raise SourceError(what, place=source.name, hint="please report this") from error
    if (deep := depth(article)) > DEEPEST_NODE:
        raise SourceError(f"nested too deep ({deep} levels)", place=source.name, hint="nest less")
    return cleaned(with_places(article), report)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def reader_for(source: Source) -> Reader:
    """The reader for a file name's end; for names without one, what the content looks like."""
    suffix = Path(source.name).suffix.lower() if source.name else ""
    if not suffix:
        return registry.reader(_by_content(source.data))
    for name in registry.reader_names():
        if suffix in registry.reader(name).suffixes:
            return registry.reader(name)
    known = ", ".join(sorted(end for one in registry.readers().values() for end in one.suffixes))
    raise SourceError(f"no reader for {suffix} files", place=source.name, hint=f"name one with --from, or use: {known}")


def suffixes() -> frozenset[str]:
    """The file name ends some reader takes."""
    return frozenset(suffix for reader in registry.readers().values() for suffix in reader.suffixes)


def _by_content(data: bytes) -> str:
    start = data[:65536].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{") and b'"' in start[:80]:
        return "json"
    return "markdown" if _FRONT_MATTER.match(start) or len(_MARKDOWN.findall(start)) > 1 else "text"


def load(path: Path) -> bytes:
    """The bytes of a source file. Raises SourceError."""
    try:
        if path.is_dir():
            raise UsageError("is a folder", place=str(path), hint="name a file in it")
        if path.stat().st_size > LARGEST:
            raise SourceError(f"larger than {LARGEST >> 20} MiB", place=str(path), hint="split it")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"cannot be read: {error.strerror or error}", place=str(path), hint="check name and rights"
        ) from None
    except ValueError as error:  # a NUL in the name
        raise SourceError(f"cannot be read: {error}", place=repr(str(path)), hint="check the name") from None
