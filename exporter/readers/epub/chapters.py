"""The chapters of a book as one tree: what is outside each (styles, scripts) left out, ids and addresses made one book's."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from exporter.errors import SourceError
from exporter.patterns import pattern
from exporter.readers.archives import DECLARES_ENTITIES, Archive, joined, parsed
from exporter.readers.epub.package import Item, Package
from exporter.readers.html.parsing import in_xml
from exporter.report import Report

if TYPE_CHECKING:
    from lxml.etree import _Element

TYPES = frozenset(["application/xhtml+xml", "text/html", "application/x-dtbook+xml", "image/svg+xml"])
_XHTML = "{http://www.w3.org/1999/xhtml}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_OPS = "{http://www.idpf.org/2007/ops}type"
_ADDRESSES = ("href", "src", "poster", "data", _XLINK)
_REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-details", "headers", "longdesc")
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
_XML_ENTITIES = frozenset([b"amp", b"lt", b"gt", b"quot", b"apos"])
_BEYOND_XML = pattern("[^\\t\\n\\r -\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_MOST = 2000


class Chapter:
    """One chapter: its item, the element around its text, and a prefix for its ids."""

    def __init__(self, item: Item, number: int, body: _Element) -> None:
        self.item, self.prefix, self.body = item, f"c{number}", body

    @property
    def kinds(self) -> set[str]:
        """What the book says this chapter is ("cover", "toc")."""
        said = f"{self.body.get(_OPS) or ''} {self.body.get('role') or ''}"
        for child in list(self.body)[:1] if len(self.body) == 1 else ():
            said += f" {child.get(_OPS) or ''} {child.get('role') or ''}"
        return {word.removeprefix("doc-") for word in said.lower().split()}


def chapters(archive: Archive, book: Package, report: Report) -> list[Chapter]:
    """The chapters in the order they are read. Raises SourceError where there are none."""
    out: list[Chapter] = []
    for item in book.spine[:_MOST]:
        if item.media_type not in TYPES or "nav" in item.properties:
            continue
        if item.name not in archive:
            report.warn("missing-chapter", f"the book has no {item.name}, though it names it", hint="get the book anew")
            continue
        if (body := _body(archive, item, report)) is not None:
            out.append(Chapter(item, len(out) + 1, body))
    if not out:
        raise SourceError("the book has no text", place=archive.place, hint="check that it is whole")
    if len(book.spine) > _MOST:
        report.warn("chapters-dropped", f"only the first {_MOST} chapters are read")
    return out


def _body(archive: Archive, item: Item, report: Report) -> _Element | None:
    """The element around a chapter's text: as XHTML, or as HTML where it is not well-formed."""
    data = archive.read(item.name)
    try:
        root: Any = parsed(_ENTITY.sub(_named, data), lambda why: archive.broken(f"{item.name}: {why}"))
    except SourceError as error:
        if error.message.endswith(DECLARES_ENTITIES):
            raise
        report.tell("chapter-repaired", f"{item.name} is not well-formed and is read as HTML")
        root = _lenient(data)
    if root is None:
        return None
    found: _Element | None = next(root.iter(f"{_XHTML}body", "body"), root)
    return found


def _named(found: re.Match[bytes]) -> bytes:
    """An HTML entity as its characters: XML knows five."""
    from html.entities import html5

    if found[1] in _XML_ENTITIES:
        return found[0]
    character = html5.get(found[1].decode() + ";")
    return character.encode("ascii", "xmlcharrefreplace") if character else b"&amp;" + found[1] + b";"


def _lenient(data: bytes) -> Any:
    from lxml import etree, html

    source = in_xml(data.decode("utf-8", "replace"))
    try:
        return html.document_fromstring(
            source.encode("utf-8", "replace"),
            parser=html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8"),
        )
    except (etree.LxmlError, ValueError):
        return None


def one_tree(found: list[Chapter]) -> _Element:
    """All chapters in one element; links between them lead to places of it, pictures go by their names in the archive."""
    from lxml import etree

    places = {chapter.item.name: chapter.prefix for chapter in found}
    root = etree.Element("div")
    for chapter in found:
        body: Any = chapter.body
        ids = {one.get("id") for one in body.iter() if isinstance(one.tag, str) and one.get("id")}
        for element in body.iter():
            if isinstance(element.tag, str):
                _renamed(element, chapter, places, ids)
        body.tag = "section"
        body.set("id", chapter.prefix)
        body.tail = None
        root.append(body)
    return root


def _renamed(element: Any, chapter: Chapter, places: dict[str, str], ids: set[str]) -> None:
    if name := element.get("id"):
        _set(element, "id", f"{chapter.prefix}-{name}")
    if (name := element.get("name")) and str(element.tag).endswith("a"):
        _set(element, "name", f"{chapter.prefix}-{name}")
    for key in _REFERRING:
        if said := element.get(key):
            _set(element, key, " ".join(f"{chapter.prefix}-{one}" if one in ids else one for one in said.split()))
    for key in _ADDRESSES:
        if address := element.get(key):
            _set(element, key, _address(address, chapter, places))


def _set(element: Any, key: str, value: str) -> None:
    """Give an attribute a value without the characters that XML has not: HTML and percent-encoding bring them."""
    element.set(key, _BEYOND_XML.sub("", value))


def _address(address: str, chapter: Chapter, places: dict[str, str]) -> str:
    """An address in a chapter as one of the book: `#id` for its places, a name in the archive for its pictures."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    if parts.scheme or parts.netloc:
        return address
    name = joined(chapter.item.name, unquote(parts.path)) if parts.path else chapter.item.name
    prefix = places.get(name)
    if prefix is None:
        return posixpath.normpath(name)
    return f"#{prefix}-{unquote(parts.fragment)}" if parts.fragment else f"#{prefix}"
