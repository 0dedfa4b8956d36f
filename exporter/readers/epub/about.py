"""What a book says of itself, as an article's front matter (EPUB 3.3, 5.5; EPUB 2 by its `opf:` attributes)."""

from __future__ import annotations

import re
from typing import Any

from exporter.model import Author, Inlines, Text
from exporter.readers.epub.package import Package, Told

_WRITERS = frozenset(["", "aut"])
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?)?)?", re.ASCII)
# MARC relators a byline names people by.
_ROLES = {
    "edt": "Editor", "trl": "Translator", "ill": "Illustrator", "pht": "Photographer", "ctb": "Contributor",
    "aui": "Introduction", "aft": "Afterword", "nrt": "Narrator", "com": "Compiler",
}  # fmt: skip
_NOBODY = frozenset(["unknown", "anonymous", "various", "unbekannt", ""])


def described(book: Package) -> dict[str, Any]:
    """The fields of an article that a book's metadata fill."""
    return {
        "title": _words(_title(book)),
        "standfirst": _words(_subtitle(book)),
        "authors": tuple(_people(book)),
        "published": _date(book),
        "publisher": next(iter(book.said("publisher")), None),
        "source": next((one for one in book.said("source") if "://" in one), None),
        "rights": next(iter(book.said("rights")), None),
        "keywords": tuple(dict.fromkeys(book.said("subject"))),
        "lang": next(iter(book.said("language")), None) or book.lang or None,
        "dir": "rtl" if book.dir == "rtl" else None,
    }


def _words(said: str) -> Inlines:
    return (Text(value=said),) if said else ()


def _refined(book: Package, one: Told, name: str) -> str:
    """What another element says of one (its role, its type)."""
    return one.attributes.get(name, "") or (book.refinements.get((one.id, name), "") if one.id else "")


def _titles(book: Package) -> list[tuple[str, str]]:
    return [(_refined(book, one, "title-type"), one.value) for one in book.told if one.name == "title" and one.value]


def _title(book: Package) -> str:
    titles = _titles(book)
    return next((words for kind, words in titles if kind == "main"), titles[0][1] if titles else "")


def _subtitle(book: Package) -> str:
    return next((words for kind, words in _titles(book) if kind == "subtitle"), "")


def _people(book: Package) -> list[Author]:
    out: list[Author] = []
    for one in book.told:
        if one.name not in ("creator", "contributor") or one.value.casefold() in _NOBODY:
            continue
        role = _refined(book, one, "role")
        if one.name == "contributor" and role not in _ROLES:
            continue  # who made the file, not the book
        out.append(Author(name=one.value, role=None if role in _WRITERS else _ROLES.get(role)))
    return out


def _date(book: Package) -> str | None:
    said = [one for one in book.told if one.name == "date"]
    events = {one.attributes.get("event", ""): one.value for one in said}
    value = events.get("publication") or events.get("original-publication") or events.get("", "")
    return value if _DATE.fullmatch(value) else value[:10] if _DATE.fullmatch(value[:10]) else None
