"""Citations of literature (`[@knuth1984, p. 3]`): nothing can be made of them here, so they stay as written, and are told.

A name after `@` that stands alone may be somebody's handle: it counts only in an article that names a bibliography.
"""

from __future__ import annotations

from exporter.model import Article, Place, Text
from exporter.patterns import pattern
from exporter.readers.markdown.quoting import shortened
from exporter.report import Report
from exporter.walk import walk

_KEY = r"(?<![\w@./])@[A-Za-z_][\w:.#$%&+?<>~/-]*"
_BRACKETED = pattern(rf"\[[^\[\]@]*{_KEY}[^\[\]]*\]")
_ANY = pattern(rf"\[[^\[\]@]*{_KEY}[^\[\]]*\]|{_KEY}")
_BIBLIOGRAPHIES = ("bibliography", "references")


def tell_citations(article: Article, report: Report) -> None:
    """Say once that there are citations, with the first of them."""
    sources = next((name for name in _BIBLIOGRAPHIES if article.attributes.get(name)), "")
    first, place, count = _found(article, named=bool(sources))
    hint = "write out who and when, and a list of the sources"
    if count:
        many = f" ({count} of them)" if count > 1 else ""
        why = f"“{sources}” of the front matter is not read" if sources else "no bibliography can be read"
        told = f"citations stay as they are written, as {shortened(first)}{many}: {why}"
        report.warn("citation-kept", told, place=place, hint=hint)
    elif sources:
        report.warn("bibliography-not-read", f"“{sources}” of the front matter is not read", hint=hint)


def _found(article: Article, *, named: bool) -> tuple[str, Place | None, int]:
    """The first citation, where it is, and how many there are."""
    shape = _ANY if named else _BRACKETED
    first, count = "", 0
    at: Place | None = None
    place: Place | None = None
    for node in walk(article):
        place = node.place or place
        if isinstance(node, Text) and "@" in node.value and (found := shape.findall(node.value)):
            first, at = (first, at) if count else (found[0], place)
            count += len(found)
    return first, at, count
