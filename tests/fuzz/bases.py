"""Good exports to begin from, and good exports with one thing in them put in another's place."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from msgspec.structs import replace

from exporter import canonical, registry
from exporter.checks import cleaned
from exporter.contract import sample
from exporter.model import Article, Block, Image
from exporter.pipeline.pictures import Where
from exporter.pipeline.rendering import prepare
from exporter.report import Report
from exporter.theme import load_theme
from exporter.walk import walk

_BEYOND_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIXED = (1980, 1, 1, 0, 0, 0)
_RECORD = "urn:exporter:article"
_BIG = 4_000
"""Above so many bytes of JSON an article is no small seed."""
_SMALL_PART = 6_000


@cache
def brief() -> Article:
    """The sample article with one block of every kind."""
    article = sample.everything()
    return replace(article, body=tuple({type(block): block for block in reversed(article.body)}.values()))


@cache
def pieces() -> tuple[Article, ...]:
    """Small articles: the sample's front matter, then each of its blocks alone, then some that chance made."""
    article = sample.everything()
    bare = Article(title=article.title, lang="en")
    alone = [replace(bare, body=(block,), notes=_called(article, block)) for block in article.body]
    return (replace(article, body=(), notes=()), *alone, *generated())


def _called(article: Article, block: Block) -> tuple[object, ...]:
    names = {getattr(node, "note", None) for node in walk(block)}
    return tuple(note for note in article.notes if note.id in names)


@cache
def generated(number: int = 40) -> tuple[Article, ...]:
    """Articles drawn by hypothesis, always the same."""
    from hypothesis import HealthCheck, Phase, given, seed, settings

    from exporter.contract.strategies import articles

    found: list[Article] = []

    @seed(1)
    @settings(
        max_examples=number * 3,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(articles())
    def draw(article: Article) -> None:
        found.append(cleaned(article, Report()))

    draw()
    return tuple(sorted((one for one in found if len(canonical.dumps(one)) < _BIG), key=canonical.dumps)[:number])


def export(article: Article, name: str) -> bytes:
    """An article as one backend writes it, with the sample's picture where it shows any."""
    shown = {node.source: sample.picture(8, 4) for node in walk(article) if isinstance(node, Image) and node.source}
    where = Where(packed=shown)
    ready = prepare(article, theme=load_theme("brief"), where=where, report=Report())
    return ready.bytes(registry.backend(name), {})


def entries(archive: bytes, *, with_record: bool = True) -> dict[str, bytes]:
    """The entries of an archive; on demand without the article it carries: the document itself is to be read."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    return {name: data for name, data in parts.items() if with_record or not _carries(data)}


def _carries(part: bytes) -> bool:
    return b'{"article":' in part or b"{&quot;article" in part


def zipped(parts: dict[str, bytes]) -> bytes:
    """An archive of these entries, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _FIXED), data, how)
    return out.getvalue()


class Parts:
    """An export in which bytes take the place of one part: the first byte says of which.

    format: the backend's name.   names: of the parts.   check: what is done with the archive.
    """

    def __init__(
        self, format: str, names: tuple[str, ...], check: Callable[[bytes], None], *, with_record: bool = False
    ) -> None:
        self.format, self.names, self.check, self.with_record = format, names, check, with_record

    @property
    @cache  # noqa: B019 - a handful, for as long as the process lives
    def good(self) -> dict[str, bytes]:
        """The parts of the good export."""
        return entries(export(brief(), self.format), with_record=self.with_record)

    def __call__(self, data: bytes) -> None:
        if data:
            chosen = self.names[data[0] % len(self.names)]
            self.check(zipped(self.good | {chosen: data[1:]}))

    def seeds(self) -> Iterable[bytes]:
        """Each part as it is good, and the small ones of small articles' exports, each once."""
        seen: set[bytes] = set()
        for article in (brief(), *pieces()):
            parts = entries(export(article, self.format), with_record=self.with_record)
            for number, name in enumerate(self.names):
                data = parts.get(name, b"")
                if data not in seen and (article is brief() or len(data) < _SMALL_PART):
                    seen.add(data)
                    yield bytes([number]) + data


@cache
def _word() -> dict[str, bytes]:
    return entries(export(brief(), "docx"))


def edited_word(data: bytes) -> bytes:
    """A Word document of ours that was edited since, and carries this JSON as what it was."""
    words = _BEYOND_XML.sub("?", data.decode("utf-8", "replace"))
    digest = hashlib.sha256(words.encode()).hexdigest()
    part = f"<article xmlns={quoteattr(_RECORD)} sha256={quoteattr(digest)} text-sha256='0'>{escape(words)}</article>"
    return zipped(_word() | {"customXml/item1.xml": part.encode()})


@cache
def _pdf() -> bytes:
    return export(brief(), "pdf")


def recorded_pdf(data: bytes) -> bytes:
    """A PDF of ours that carries this JSON."""
    import pikepdf

    with pikepdf.open(io.BytesIO(_pdf())) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/application/json":
                thing.write(data)
        out = io.BytesIO()
        pdf.save(out, static_id=True, compress_streams=False)
    return out.getvalue()
