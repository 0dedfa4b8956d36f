"""A source into an Article: which reader, and what every reading has in common."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from exporter import registry
from exporter.checks import cleaned
from exporter.errors import ExportError, SourceError, UsageError, exhausted, interruption, told
from exporter.limits import DEFAULT, MIB, Limits, flag, refuse, within
from exporter.model import Article
from exporter.readers import Reader, Reading, Source
from exporter.report import Report
from exporter.walk import with_places

_FRONT_MATTER = re.compile(rb"(---|\+\+\+)[ \t]*\r?\n")
_OFFICE = frozenset({".doc", ".dot", ".odt", ".ott", ".rtf", ".pages", ".wpd", ".wps"})
_MARKDOWN = re.compile(rb"^(#{1,6} |```|~~~|:::|\[\^|!\[|> |\* |- |\d\. )|\]\(", re.MULTILINE)


class How(Struct, frozen=True):
    """How a source is to be read, where the user says so; see `read`."""

    reader: str | None = None
    base_url: str = ""
    takeaways: str | None = None
    limits: Limits = DEFAULT


def read(
    source: str | Path | bytes,
    *,
    reader: str | None = None,
    base_url: str = "",
    takeaways: str | None = None,
    limits: Limits = DEFAULT,
    report: Report | None = None,
) -> Article:
    """The Article that a file (or the bytes of one) holds.

    reader: the name of a reader; else the file name's end decides, or the content where there is none.
    base_url: what relative addresses in it start from.
    takeaways: the label of its takeaways box; "none" where it has none. Without it, the reader finds the box.
    limits: how large and how deep it may be.
    Raises SourceError (unreadable, empty, no article), UnknownName.
    """
    return read_packed(
        source, reader=reader, base_url=base_url, takeaways=takeaways, limits=limits, report=report
    ).article


def read_packed(
    source: str | Path | bytes,
    *,
    reader: str | None = None,
    base_url: str = "",
    takeaways: str | None = None,
    limits: Limits = DEFAULT,
    report: Report | None = None,
) -> Reading:
    """What `read` gives, with the pictures that lie inside the source (of a Word file, a saved page, an export).

    `render` takes them: `render(reading.article, "pdf", pictures=reading.pictures)`.
    """
    how = How(reader, base_url, takeaways, limits)
    path = None if isinstance(source, bytes) else Path(source)
    report = Report(str(path or "")) if report is None else report
    with within(limits.seconds, report.source):
        if isinstance(source, bytes):
            return read_source(Source(source), how=how, report=report)
        return from_source(path, how=how, report=report)


def from_source(path: Path | None, *, how: How, report: Report) -> Reading:
    """What is in a file, or in standard input where there is no path."""
    most = how.limits.source_size
    try:
        data = load(path, most) if path else _piped(most)
        return read_source(Source(data, str(path or "")), how=how, report=report)
    except ExportError as error:
        error.place = (
            error.place or report.source
        )  # standard input has a name for people, but none that ends in a suffix
        raise


def _piped(most: int) -> bytes:
    """What standard input holds, up to one byte more than it may."""
    if sys.stdin is None:  # the shell closed it: <&-
        raise SourceError("cannot be read: it is closed", hint="name a file, or pipe something in")
    try:
        return sys.stdin.buffer.read(most + 1)
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", hint="name a file, or pipe one in") from None


def read_source(source: Source, *, how: How, report: Report) -> Reading:
    """What is in bytes that are already here."""
    if len(source.data) > how.limits.source_size:
        raise _too_large(how.limits.source_size, source.name)
    source = replace(source, base_url=how.base_url, takeaways=how.takeaways, again=_again)
    chosen = registry.reader(how.reader) if how.reader else reader_for(source)
    try:
        reading = _reading(chosen, source, report)
    except SourceError as error:
        looks = _recognised(source.data[:65536])
        if looks and looks is not chosen:
            error.hint = f"it looks like {looks.name}: say so with --from {looks.name}"
        raise
    refuse(reading.article, how.limits, source.name)
    return replace(reading, article=cleaned(with_places(reading.article), report))


def _reading(chosen: Reader, source: Source, report: Report) -> Reading:
    """What the reader makes of a source, behind a fence: whatever it raises becomes an error for people."""
    try:
        read = chosen.read(source, report)
    except ExportError:
        raise
    except MemoryError:
        raise exhausted(source.name) from None
    except RecursionError:
        raise SourceError("nested too deep", place=source.name, hint="nest less") from None
    except Exception as error:
        if interrupted := interruption(error):
            raise interrupted from None
        what = f"the {chosen.name} reader failed on it: {told(error)}"
        raise SourceError(what, place=source.name, hint="please report this") from error
    return read if isinstance(read, Reading) else Reading(read)


def _again(article: Article, format: str, pictures: Mapping[str, bytes]) -> bytes:
    from exporter.pipeline.rendering import render

    return render(article, format, pictures=pictures)


def _too_large(most: int, place: str) -> SourceError:
    return SourceError(f"larger than {most / MIB:g} MiB", place=place, hint=f"split it, or raise {flag('source_size')}")


def reader_for(source: Source) -> Reader:
    """The reader for a file name's end; for names without one, what the content looks like."""
    suffix = Path(source.name).suffix.lower() if source.name else ""
    if not suffix:
        return _by_content(source.data[:65536])
    name = Path(source.name).name.lower()
    fits = [(len(end), one) for one in registry.readers().values() for end in one.suffixes if name.endswith(end)]
    if fits:
        return max(fits, key=lambda fit: fit[0])[1]
    if suffix in _OFFICE:
        hint = "open it in Word or LibreOffice and save it as .docx"
        raise SourceError(f"no reader for {suffix} files", place=source.name, hint=hint)
    known = ", ".join(sorted(end for one in registry.readers().values() for end in one.suffixes))
    raise SourceError(f"no reader for {suffix} files", place=source.name, hint=f"name one with --from, or use: {known}")


def suffixes() -> frozenset[str]:
    """The file name ends some reader takes."""
    return frozenset(suffix for reader in registry.readers().values() for suffix in reader.suffixes)


def _by_content(start: bytes) -> Reader:
    """The reader that knows these first bytes for its own; else one of the three that any text could be for."""
    if known := _recognised(start):
        return known
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{") and b'"' in start[:80]:
        return registry.reader("json")
    marked = _FRONT_MATTER.match(start) or len(_MARKDOWN.findall(start)) > 1
    return registry.reader("markdown" if marked else "text")


def _recognised(start: bytes) -> Reader | None:
    """The reader that knows these first bytes for its own."""
    readers = registry.readers().values()
    return next((one for one in readers if one.recognises and one.recognises(start)), None)


def load(path: Path, most: int = DEFAULT.source_size) -> bytes:
    """The bytes of a source file, `most` at most. Raises SourceError."""
    try:
        if path.is_dir():
            raise UsageError("is a folder", place=str(path), hint="name a file in it")
        if path.stat().st_size > most:
            raise _too_large(most, str(path))
        if path.is_file():
            return path.read_bytes()
        with path.open("rb") as device:  # or a pipe: it has no size, and may never end
            data = device.read(most + 1)
        if len(data) > most:
            raise _too_large(most, str(path))
        return data
    except OSError as error:
        raise SourceError(
            f"cannot be read: {error.strerror or error}", place=str(path), hint="check name and rights"
        ) from None
    except ValueError as error:  # a NUL in the name
        raise SourceError(f"cannot be read: {error}", place=repr(str(path)), hint="check the name") from None
