"""The book's metadata: Dublin Core, its refinements, accessibility (EPUB 3.3, 5.5; EPUB Accessibility 1.1, 2)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from exporter.backends import Context
from exporter.backends.epub import accessibility
from exporter.backends.epub.accessibility import Findings
from exporter.backends.epub.printed import foreign
from exporter.model import Article, Author
from exporter.walk import text

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of last change the format asks for, where nobody knows one: clearly a stand-in, and always the same."""

# MARC relators by the beginning of what people call the work, in the languages that share its stem.
_RELATORS = {
    "photo": "pht", "foto": "pht", "translat": "trl", "traduc": "trl", "traduz": "trl", "übersetz": "trl", "edit": "edt",
    "redak": "edt", "illustr": "ill", "graphic": "ill", "grafik": "ill", "research": "res", "author": "aut", "narrat": "nrt",
}  # fmt: skip


class Datum(NamedTuple):
    """One element of the metadata: a Dublin Core name ("title") or "meta", its words, its attributes."""

    name: str
    words: str
    attributes: dict[str, str]


def identifier(context: Context) -> str:
    """The book's identifier: what it was handed, else a UUID of its record."""
    return context.identifier or f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, context.record.decode(errors='replace'))}"


def modified(context: Context) -> datetime:
    """When the book last changed, UTC."""
    return context.modified or UNDATED


def metadata(article: Article, context: Context, found: Findings) -> list[Datum]:
    """Everything the package says about the book, in order; the identifier and the date of change are the package's."""
    return [
        *_descriptive(article),
        *_people(article),
        *_accessible(article, context, found),
        _old_cover(),
        *_old_fonts(context),
    ]


def _descriptive(article: Article) -> Iterator[Datum]:
    yield Datum("title", title(article), {"id": "title"})
    yield Datum("language", article.lang or "en", {})
    simple = (
        ("publisher", article.publisher),
        ("date", date(article.published)),
        ("description", " ".join(text(article.standfirst).split())),
        ("rights", article.rights),
        ("source", article.source),
    )
    for name, words in simple:
        if words and words.strip():
            yield Datum(name, words.strip(), {})
    for word in article.keywords:
        if word.strip():
            yield Datum("subject", word.strip(), {})


def title(article: Article) -> str:
    """The title on one line."""
    return " ".join(text(article.title).split()) or "…"


def date(value: str | None) -> str | None:
    """A date as W3CDTF: a moment without a zone is cut to its day."""
    if value is None or len(value) <= 10:
        return value
    zoned = value.endswith("Z") or value[-6:-5] in ("+", "-")
    return value if zoned else value[:10]


def _old_fonts(context: Context) -> Iterator[Datum]:
    """Apple's readers show a book's fonts only if it says so in this word of theirs."""
    if context.theme.epub.embed_fonts:
        yield Datum("meta", "true", {"property": "ibooks:specified-fonts"})


def _old_cover() -> Datum:
    """Where the cover's picture is, for readers of EPUB 2: a custom of theirs, allowed for them (EPUB 3.3, 5.9.2)."""
    return Datum("meta", "", {"name": "cover", "content": "cover-image"})


def _people(article: Article) -> Iterator[Datum]:
    """Writers are creators, everybody else a contributor with a MARC relator."""
    for number, author in enumerate(article.authors, 1):
        if not author.name.strip():
            continue
        relator = _relator(author)
        name = f"person{number}"
        yield Datum("creator" if relator == "aut" else "contributor", author.name.strip(), {"id": name})
        scheme = {"refines": f"#{name}", "property": "role", "scheme": "marc:relators"}
        yield Datum("meta", relator, scheme)


def _relator(author: Author) -> str:
    if not author.role:
        return "aut"
    role = author.role.strip().lower()
    return next((code for stem, code in _RELATORS.items() if role.startswith(stem)), "ctb")


def _accessible(article: Article, context: Context, found: Findings) -> Iterator[Datum]:
    """Conformance is claimed only where it holds, by whom the theme names or else by the program that looked."""
    summary = context.labels.pictures_unspoken if found.without_alternative else context.labels.accessible
    tongue = foreign(context.labels, article.lang)
    for name, words in accessibility.properties(found, summary):
        said = {_LANG: tongue} if tongue and words == summary else {}
        yield Datum("meta", words, {"property": name} | said)
    if found.conforming:
        yield Datum("meta", accessibility.STANDARD, {"property": "dcterms:conformsTo", "id": "conformance"})
        certifier = context.theme.brand.certifier or context.generator
        yield Datum("meta", certifier, {"property": "a11y:certifiedBy", "refines": "#conformance"})
