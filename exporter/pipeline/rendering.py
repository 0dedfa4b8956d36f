"""An Article into bytes: checks, the context every backend gets, and the fence around backends."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from exporter import __version__, canonical, registry
from exporter.backends import Backend, Context
from exporter.checks import cleaned, prepared
from exporter.checks.colours import colours_checked
from exporter.collecting import held_back
from exporter.errors import BackendError, ExportError, SourceError, UsageError, exhausted, interruption, told
from exporter.labels import labels
from exporter.limits import DEFAULT, Limits, refuse, within
from exporter.model import Article
from exporter.pipeline.pictures import Where, loaded
from exporter.pipeline.reading import load
from exporter.report import Report
from exporter.theme import Theme, load_theme

Options: TypeAlias = Mapping[str, str | bytes]


class Prepared(Struct, frozen=True):
    """An article ready for any number of backends, with what they are handed."""

    article: Article
    context: Context

    def bytes(self, backend: Backend, options: Options) -> bytes:
        """The article as one backend writes it. Raises BackendError where the backend fails."""
        own = {option.name: options[option.name] for option in backend.options if option.name in options}
        try:
            with held_back():
                return backend.render(self.article, replace(self.context, options=own))
        except ExportError:
            raise
        except MemoryError:
            raise exhausted(self.context.report.source) from None
        except Exception as error:
            if interrupted := interruption(error):
                raise interrupted from None
            raise BackendError(
                f"the {backend.name} backend failed: {told(error)}",
                place=self.context.report.source,
                hint="please report this",
            ) from error


def render(
    article: Article,
    backend: str,
    *,
    theme: str | Path | Theme = "brief",
    folder: str | Path | None = None,
    pictures: Mapping[str, bytes] | None = None,
    fetch: bool = False,
    limits: Limits = DEFAULT,
    report: Report | None = None,
    options: Mapping[str, str | bytes | Path] | None = None,
) -> bytes:
    """An article as the bytes of one format ("pdf", "docx", "epub", or any installed backend's name).

    folder: where the article's pictures lie.   pictures: or the files' bytes, by `Image.source`, as `read_packed` gives
    them.   fetch: or the network has them. One that is nowhere is drawn as a placeholder, and a notice says so.
    limits: how large it all may be.
    options: what to ask of the backend beyond the theme, by the names of its options (a file: its path or bytes).
    Raises UnknownName, UsageError (the theme, an option), SourceError (no article, beyond a limit), BackendError.
    """
    report = Report() if report is None else report
    chosen = registry.backend(backend)
    asked = checked_options(options or {}, [chosen])
    where = Where(Path(folder) if folder else None, pictures or {}, fetch, limits=limits)
    chosen_theme = load_theme(theme)
    with within(limits.seconds, report.source):
        return prepare(article, theme=chosen_theme, where=where, report=report).bytes(chosen, asked)


def checked_options(options: Mapping[str, str | bytes | Path], backends: Sequence[Backend]) -> Options:
    """Options with the files they name read. Raises UsageError for one that no backend has, or a value that cannot be."""
    known = {option.name: option for backend in backends for option in backend.options}
    checked: dict[str, str | bytes] = {}
    for name, value in options.items():
        if name not in known:
            there = ", ".join(sorted(known)) or "none"
            raise UsageError(f"there is no option {name!r} for this", hint=f"there are: {there}")
        option = known[name]
        if option.choices and value not in option.choices:
            raise UsageError(f"{name} cannot be {str(value)!r}", hint=f"it can be {' or '.join(option.choices)}")
        checked[name] = _file(name, value) if option.file else _plain(value)
    return checked


def _plain(value: str | bytes | Path) -> str | bytes:
    return str(value) if isinstance(value, Path) else value


def _file(name: str, value: str | bytes | Path) -> bytes:
    try:
        return value if isinstance(value, bytes) else load(Path(value))
    except SourceError as error:
        raise UsageError(f"the file of {name} {error.message}", place=error.place, hint=error.hint) from None


def prepare(article: Article, *, theme: Theme, where: Where, report: Report) -> Prepared:
    """Check an article once and gather what backends need. Raises SourceError where it is not as the model has it."""
    try:
        return _prepared(article, theme, where, report)
    except ExportError:
        raise
    except MemoryError:
        raise exhausted(report.source) from None
    except Exception as error:
        if interrupted := interruption(error):
            raise interrupted from None
        raise _malformed(article, error, report.source) from error


def _malformed(article: Article, error: Exception, place: str) -> ExportError:
    """What is wrong with an article somebody built: Python checks no types, so it shows only when it is worked on."""
    try:
        canonical.loads(canonical.dumps(article), place)
    except SourceError as found:
        return SourceError(
            found.message.replace(" in JSON", ""), place=place, hint="`exporter schema` says what it takes"
        )
    except Exception as found:
        error = found
    return SourceError(f"not an article as the model has it: {told(error)}", place=place, hint="see exporter.model")


def _prepared(article: Article, theme: Theme, where: Where, report: Report) -> Prepared:
    refuse(article, where.limits, report.source)
    article = cleaned(article, report)
    colours_checked(theme, report)
    ready = prepared(article, report)
    had = loaded(ready, where, report)
    record = canonical.record(article, {source: picture.data for source, picture in had.items()})
    context = Context(
        theme=theme,
        labels=labels(ready.lang),
        report=report,
        record=record,
        # Of the words alone: a picture mended later does not make it another article.
        identifier=(article.identifier or "").strip() or content_urn(canonical.dumps(article)),
        modified=modified(article),
        pictures=had,
        generator=f"exporter {__version__}",
    )
    return Prepared(ready, context)


def content_urn(data: bytes) -> str:
    """A URN for exactly this content: a UUID of version 8 (RFC 9562 5.8) cut from its SHA-256."""
    import hashlib  # it takes its time to load: not before there is something to do meanwhile

    digest = hashlib.sha256(data).hexdigest()
    variant = "89ab"[int(digest[16], 16) % 4]
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def modified(article: Article) -> datetime | None:
    """When the article last changed, UTC: its own date, else SOURCE_DATE_EPOCH, else None."""
    if date := article.updated or article.published:
        moment = datetime.fromisoformat(date if len(date) >= 10 else _first_day(date))
        try:
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except OverflowError:  # on the first day of the calendar or the last, where UTC has none
            return moment.replace(tzinfo=UTC)
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):
            raise UsageError(f"SOURCE_DATE_EPOCH is no number of seconds: {epoch!r}", hint="unset or mend it") from None
    return None


def _first_day(date: str) -> str:
    year, _, month = date.partition("-")
    return f"{year}-{month or '01'}-01"
