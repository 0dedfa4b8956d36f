"""What must hold of whatever bytes bring.

A source may be refused with an error for people. It may not raise anything else, trip the fence around readers or backends
("please report this"), take longer than `SECONDS`, or become an article whose own JSON or Markdown reads back otherwise.
A file may be found bad by `exporter check`, in any way; the check itself may not fail.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache

from exporter import canonical, proof, registry
from exporter.errors import ExportError
from exporter.limits import Limits
from exporter.model import Article, Figure, Image, Text
from exporter.pictures import RASTER, SVG, NotAPicture, opened, suited
from exporter.pipeline.pictures import Where
from exporter.pipeline.reading import How, read_source
from exporter.pipeline.rendering import prepare
from exporter.proof.archive import Archive as Proved
from exporter.proof.findings import Damaged
from exporter.readers import Reading, Source
from exporter.readers.archives import Archive
from exporter.report import Report
from exporter.theme import Theme, load_theme
from exporter.walk import normalised
from exporter.writing import to_markdown

SECONDS = 10.0
"""Of the processor's time: how busy the machine is, is nobody's fault."""
BOUNDED = Limits(nodes=20_000, table_cells=5_000, picture_pixels=4_000_000)
BACKENDS = ("docx", "epub", "pdf")
OFTEN, SELDOM = 4, 12
"""One input in so many is written as Markdown, or rendered, too: its bytes decide, so that what breaks breaks again."""
_RASTERED = frozenset({"image/png", "image/jpeg"})


class Broken(AssertionError):
    """A promise that does not hold for some input."""


class Slow(Broken):
    """A promise about time."""


def survived(reader: str, data: bytes) -> None:
    """Read bytes with one reader and export what comes of it. Raises Broken where a promise does not hold."""
    with _Watch(f"{reader}: {len(data)} bytes"):
        reading = _read(reader, data)
        if reading is None:
            return
        if reader in ("json", "markdown") or zlib.crc32(data) % OFTEN == 0:
            _comes_back(reading.article)
        if zlib.crc32(data) % SELDOM == 0:
            _renders(reading, data)


def drawn(data: bytes) -> None:
    """Bytes as a picture: refused, or given in every form a backend asks for."""
    with _Watch(f"a picture of {len(data)} bytes"):
        try:
            picture = opened(data)
            if picture.width * picture.height > BOUNDED.picture_pixels:
                return
            for accept in (_RASTERED, RASTER | {SVG}):
                suited(picture, accept, 64)
        except NotAPicture as error:
            _refused_well(error)
            return
        if zlib.crc32(data) % SELDOM == 0:
            article = Article(title=(Text("Fuzz"),), lang="en", lead=Figure((Image("a", "A picture"),)))
            _renders(Reading(article, {"a": data}), data)


def proved(data: bytes) -> None:
    """A file checked by itself. Raises Broken where the check fails, not where the file does."""
    with _Watch(f"check: {len(data)} bytes"):
        proof.check([proof.Candidate("fuzz", data)], tools="none")


def unpacked(data: bytes) -> None:
    """An archive, every entry read by whoever reads archives."""
    with suppress(ExportError):
        mine = Archive(data, "fuzz", "an archive")
        for name in mine.names:
            with suppress(ExportError):
                mine.read(name)
    with suppress(Damaged):
        list(Proved(data).files())


class _Watch:
    """Raises Slow where something took too long."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        self.started = time.process_time()

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None and (took := time.process_time() - self.started) > SECONDS:
            raise Slow(f"{self.what}: {took:.1f} s")


def _read(reader: str, data: bytes) -> Reading | None:
    try:
        return read_source(Source(data, "fuzz"), how=How(reader, limits=BOUNDED), report=Report())
    except ExportError as error:
        _refused_well(error)
        return None


def _refused_well(error: ExportError) -> None:
    if "report this" in error.hint or "\n" in str(error):
        raise Broken(str(error)) from (error.__cause__ or error)


def _comes_back(article: Article) -> None:
    if canonical.loads(canonical.dumps(article)) != canonical.loads(canonical.pretty(article)):
        raise Broken("the article's JSON reads back otherwise")
    again = _read("markdown", to_markdown(article).encode())
    if again is None or canonical.dumps(normalised(again.article)) != canonical.dumps(normalised(article)):
        raise Broken("the article's Markdown reads back otherwise")


def _renders(reading: Reading, data: bytes) -> None:
    name = BACKENDS[zlib.crc32(data) // SELDOM % len(BACKENDS)]
    try:
        where = Where(None, reading.pictures, limits=BOUNDED)
        ready = prepare(reading.article, theme=_theme(), where=where, report=Report())
        ready.bytes(registry.backend(name), {})
    except ExportError as error:
        _refused_well(error)


@cache
def _theme() -> Theme:
    return load_theme("brief")


def reads(reader: str) -> Callable[[bytes], None]:
    """`survived` for one reader."""
    return lambda data: survived(reader, data)
