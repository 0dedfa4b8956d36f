"""What is fuzzed: for each target, how bytes become a source, and what must hold of whatever comes of it.

A source may be refused with an error for people. It may not raise anything else, trip the fence around readers or backends
("please report this"), take longer than `SECONDS`, or become an article whose own JSON or Markdown reads back otherwise.
"""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from exporter import canonical, registry
from exporter.contract import sample
from exporter.errors import ExportError
from exporter.limits import Limits
from exporter.model import Article, Figure, Image, Text
from exporter.pictures import NotAPicture, opened
from exporter.pipeline.pictures import Where
from exporter.pipeline.reading import How, read_source
from exporter.pipeline.rendering import prepare
from exporter.readers import Reading, Source
from exporter.report import Report
from exporter.theme import load_theme
from exporter.writing import to_markdown

SECONDS = 5.0
BOUNDED = Limits(nodes=20_000, table_cells=20_000)
BACKENDS = ("docx", "epub", "pdf")
ROOT = Path(__file__).parent.parent.parent
_FIXED = (1980, 1, 1, 0, 0, 0)


class Broken(AssertionError):
    """A promise that does not hold for some input."""


def survived(reader: str, data: bytes) -> None:
    """Read bytes with one reader and export what comes of it; raise Broken where a promise does not hold."""
    started = time.monotonic()
    reading = _read(reader, data)
    if reading is None:
        return
    _comes_back(reading.article)
    _renders(reading, data)
    if (took := time.monotonic() - started) > SECONDS:
        raise Broken(f"{reader}: {took:.1f} s for {len(data)} bytes")


def _read(reader: str, data: bytes) -> Reading | None:
    try:
        return read_source(Source(data, "fuzz"), how=How(reader, limits=BOUNDED), report=Report())
    except ExportError as error:
        _refused_well(error)
        return None


def _refused_well(error: ExportError) -> None:
    if "report this" in error.hint or "\n" in str(error):
        raise Broken(str(error)) from error


def _comes_back(article: Article) -> None:
    if canonical.loads(canonical.dumps(article)) != canonical.loads(canonical.pretty(article)):
        raise Broken("the article's JSON reads back otherwise")
    again = _read("markdown", to_markdown(article).encode())
    if again is None or canonical.dumps(again.article) != canonical.dumps(article):
        raise Broken("the article's Markdown reads back otherwise")


def _renders(reading: Reading, data: bytes) -> None:
    """One of the backends, chosen by the bytes so that every run is the same."""
    name = BACKENDS[len(data) % len(BACKENDS)]
    try:
        where = Where(None, reading.pictures, limits=BOUNDED)
        ready = prepare(reading.article, theme=load_theme("brief"), where=where, report=Report())
        ready.bytes(registry.backend(name), {})
    except ExportError as error:
        _refused_well(error)


def picture(data: bytes) -> None:
    """Bytes as a picture: refused, or drawn by every backend."""
    try:
        opened(data)
    except NotAPicture as error:
        _refused_well(error)
        return
    article = Article(title=(Text("Fuzz"),), lang="en", lead=Figure((Image("a", "A picture"),)))
    _renders(Reading(article, {"a": data}), data)


def _packed(export: str, parts: tuple[str, ...], reader: str) -> Callable[[bytes], None]:
    """A target that puts the bytes in the place of one part (the first byte chooses it) of a good export."""
    good: dict[str, bytes] = {}

    def run(data: bytes) -> None:
        if not good:
            good.update(_entries(export))
        if not data:
            return
        chosen = parts[data[0] % len(parts)]
        names = [name for name in good if name.endswith(chosen)]
        survived(reader, _zipped(good | dict.fromkeys(names[:1], data[1:])))

    return run


def _entries(export: str) -> dict[str, bytes]:
    """The parts of the sample's export, without the article it carries: the document itself is to be read."""
    with zipfile.ZipFile(io.BytesIO(_export(export))) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not _carries(archive.read(name))}


def _carries(part: bytes) -> bool:
    return b'{"article":' in part or b"{&quot;article" in part


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _FIXED), data)
    return out.getvalue()


def _reads(reader: str) -> Callable[[bytes], None]:
    return lambda data: survived(reader, data)


def seeds(target: str) -> list[bytes]:
    """Good inputs for a target: the sample article as an export or in writing, and the golden cases' sources."""
    article, name = sample.everything(), target.partition("-")[0]
    if "-" in target:
        return [bytes([number]) + part[:16_000] for number in range(5) for part in _entries(name).values()][:60]
    if name in BACKENDS:
        return [_zipped(_entries(name))] if name != "pdf" else [_export(name)]
    suffixes = registry.reader(name).suffixes if name != "picture" else (".png", ".jpg", ".svg", ".webp", ".gif")
    files = sorted(
        path for path in (ROOT / "tests").rglob("*") if path.name.endswith(suffixes) and "fuzz" not in path.parts
    )
    written = {"json": canonical.dumps(article), "markdown": to_markdown(article).encode()}
    return [path.read_bytes() for path in files if path.stat().st_size < 16_000] + [written.get(name, b"")]


def _export(name: str) -> bytes:
    ready = prepare(sample.everything(), theme=load_theme("brief"), where=Where(), report=Report())
    return ready.bytes(registry.backend(name), {})


TARGETS: dict[str, Callable[[bytes], None]] = {
    **{name: _reads(name) for name in ("text", "markdown", "json", "html", "pdf", "docx", "epub")},
    "docx-parts": _packed(
        "docx", ("document.xml", "styles.xml", "numbering.xml", "footnotes.xml", "document.xml.rels"), "docx"
    ),
    "epub-parts": _packed("epub", (".xhtml", ".opf", "nav.xhtml", "container.xml", ".ncx"), "epub"),
    "picture": picture,
}
