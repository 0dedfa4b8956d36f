"""What is fuzzed: for each target, what its bytes are and must do, where to begin, and how its inputs are mutated.

- A source of each reader, as bytes: text, markdown, json, html, docx, epub, pdf.
- Bytes in the place of one part of an export: `docx-parts` and `epub-parts` as somebody else's document, `docx-edited` as
  one of ours that somebody edited.
- JSON as the article an export carries: `docx-record` (in a document edited since), `pdf-record`.
- Changes to the objects of a PDF of ours: `pdf-objects`.
- A picture: `picture`. An archive, as such: `archive`.
- `exporter check` of the same: `proof-docx`, `proof-epub`, `proof-pdf`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct

from tests.fuzz import objects, seeds
from tests.fuzz.bases import Parts, edited_word, recorded_pdf
from tests.fuzz.mutations import Json, Lines, Mutator, Trees
from tests.fuzz.promises import drawn, proved, reads, survived, unpacked

Making: TypeAlias = Callable[[Sequence[bytes]], Mutator]


class Target(Struct, frozen=True):
    """run: raises where a promise breaks.   seeds: good inputs.   mutation: makes a mutator of them, if it has one of its own.

    skip: bytes at the head that mutation leaves alone.   largest: bytes of an input.
    """

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]
    mutation: Making | None = None
    skip: int = 0
    largest: int = 40_000


def _html(donors: Sequence[bytes]) -> Mutator:
    return Trees(donors, html=True)


_WORD = (
    *["word/document.xml"] * 3,
    *(f"word/{name}.xml" for name in ("styles", "numbering", "footnotes", "settings")),
    "word/_rels/document.xml.rels",
    "docProps/core.xml",
    "[Content_Types].xml",
)
_BOOK = (
    *["EPUB/article.xhtml"] * 3,
    *(f"EPUB/{name}" for name in ("content.opf", "nav.xhtml", "toc.ncx", "cover.xhtml")),
    "META-INF/container.xml",
)


def _parts(parts: Parts) -> Target:
    return Target(parts, parts.seeds, Trees, skip=1)


TARGETS: dict[str, Target] = {
    "text": Target(reads("text"), seeds.text, Lines, largest=8_000),
    "markdown": Target(reads("markdown"), seeds.markdown, Lines, largest=8_000),
    "json": Target(reads("json"), seeds.json, Json),
    "html": Target(reads("html"), seeds.html, _html),
    "docx-parts": _parts(Parts("docx", _WORD, reads("docx"))),
    "docx-edited": _parts(Parts("docx", _WORD, reads("docx"), with_record=True)),
    "docx-record": Target(lambda data: survived("docx", edited_word(data)), seeds.json, Json),
    "epub-parts": _parts(Parts("epub", _BOOK, reads("epub"))),
    "pdf-record": Target(lambda data: survived("pdf", recorded_pdf(data)), seeds.records, Json),
    "pdf-objects": Target(lambda data: survived("pdf", objects.changed(data)), seeds.scripts, largest=128),
    "picture": Target(drawn, seeds.pictures, Trees),
    "archive": Target(unpacked, seeds.archives, largest=1_000),
    "proof-docx": _parts(Parts("docx", _WORD, proved, with_record=True)),
    "proof-epub": _parts(Parts("epub", _BOOK, proved, with_record=True)),
    "proof-pdf": Target(lambda data: proved(objects.changed(data)), seeds.scripts, largest=128),
    "docx": Target(reads("docx"), lambda: seeds.whole("docx"), largest=80_000),
    "epub": Target(reads("epub"), lambda: seeds.whole("epub"), largest=80_000),
    "pdf": Target(reads("pdf"), lambda: seeds.whole("pdf"), largest=80_000),
}
