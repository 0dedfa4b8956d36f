"""The package and its zip: the only module that knows EbookLib (AGPL-3.0), which it imports.

EbookLib 0.20 keeps the book's parts together and writes container, metadata, manifest and spine. It must not touch the
documents (it would read them as HTML: text before the first element lost, SVG and MathML in lower case), so they are items
of bytes. What it writes otherwise than EPUB 3.3 asks for is set right here: see `_Writer`. Entries of the zip have one date,
one mode and one order.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ebooklib import epub as untyped
from lxml import etree

from exporter.backends.epub.metadata import Datum

epub: Any = untyped
NCX_ID = "ncx"
_DC = "http://purl.org/dc/elements/1.1/"
_XML = "{http://www.w3.org/XML/1998/namespace}lang"
_IBOOKS = "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say
_PACKED = frozenset({".jpg", ".png", ".gif", ".webp"})


class Item(NamedTuple):
    """One file of the book: its id and properties in the manifest, its name inside the book's folder."""

    id: str
    name: str
    media_type: str
    data: bytes
    properties: str = ""


class Linked(NamedTuple):
    """A file that travels with the book and is not part of what is read (EPUB 3.3, 5.5.7): `rel` says what it is to it.

    refines: the id of the item it is that to; "" for the book as a whole.
    """

    rel: str
    name: str
    media_type: str
    data: bytes
    refines: str = ""


class Reference(NamedTuple):
    """A place in the guide, which readers of EPUB 2 open a book by (OPF 2.0.1, 2.6): "cover", "toc" or "text"."""

    type: str
    title: str
    href: str


class Book(NamedTuple):
    """Everything a package is made of. `spine` names items in reading order; `linked` are not in the manifest.

    direction: of the words of the metadata ("ltr", "rtl").   progression: which way pages turn.
    """

    identifier: str
    title: str
    lang: str
    direction: str | None
    progression: str | None
    modified: datetime
    metadata: Sequence[Datum]
    items: Sequence[Item]
    spine: Sequence[str]
    linked: Sequence[Linked] = ()
    guide: Sequence[Reference] = ()


def packed(book: Book) -> bytes:
    """The EPUB, whole."""
    out = io.BytesIO()
    writer = _Writer(out, book)
    writer.process()
    writer.write()
    return out.getvalue()


def _filled(book: Book) -> Any:
    """EbookLib's book, without the generator and the random identifier it begins with."""
    filled = epub.EpubBook()
    filled.metadata.clear()
    filled.title, filled.language, filled.direction = book.title, book.lang, book.progression
    filled.set_identifier(book.identifier)
    for datum in book.metadata:
        namespace = None if datum.name == "meta" else "DC"
        filled.add_metadata(namespace, datum.name, datum.words or None, datum.attributes)
    for item in book.items:
        entry = epub.EpubItem(item.id, item.name, item.media_type, item.data)
        entry.properties = item.properties.split()
        filled.add_item(entry)
    filled.spine = [(name, "yes") for name in book.spine]
    filled.guide = [reference._asdict() for reference in book.guide]
    return filled


def _options(book: Book) -> dict[str, Any]:
    return {"mtime": book.modified, "raise_exceptions": True, "epub2_guide": True}


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """EbookLib's writer, set right: UTC, language and direction, no stray prefix, the record, and an even zip."""

    def __init__(self, out: io.BytesIO, book: Book) -> None:
        super().__init__(out, _filled(book), _options(book))
        self.mine = book

    def _write_opf_spine(self, root: Any, ncx_id: str | None) -> None:  # noqa: ARG002
        """EbookLib looks for its own class of NCX."""
        super()._write_opf_spine(root, NCX_ID)
        for reference in root.find("spine"):
            reference.attrib.pop("linear", None)

    def _write_opf_file(self, root: Any) -> None:
        """The package document, last touched here."""
        del root.attrib["prefix"]  # EbookLib's own; what is used is declared
        if any(datum.attributes.get("property", "").startswith("ibooks:") for datum in self.mine.metadata):
            root.set("prefix", _IBOOKS)
        root.set(_XML, self.mine.lang)
        if self.mine.direction:
            root.set("dir", self.mine.direction)
        metadata = root.find("metadata")
        _in_order(metadata)
        for linked in self.mine.linked:
            link = {"rel": linked.rel, "href": linked.name, "media-type": linked.media_type}
            etree.SubElement(metadata, "link", ({"refines": f"#{linked.refines}"} if linked.refines else {}) | link)
        super()._write_opf_file(root)

    def _write_items(self) -> None:
        super()._write_items()
        for linked in self.mine.linked:
            self.out.writestr(f"{self.book.FOLDER_NAME}/{linked.name}", linked.data)

    def write(self) -> None:
        """All entries into an even zip; the media type first and unpacked (OCF, 4.2.2)."""
        with _EvenZip(self.file_name, "w") as self.out:
            self.out.writestr("mimetype", "application/epub+zip")
            self._write_container()
            self._write_opf()
            self._write_items()


def _in_order(metadata: Any) -> None:
    """Dublin Core first, then what refines it: the order people look for."""
    elements = list(metadata)
    elements.sort(key=lambda found: not str(found.tag).startswith(f"{{{_DC}}}"))
    metadata[:] = elements


class _EvenZip(zipfile.ZipFile):
    """A zip whose entries differ in nothing but name and bytes."""

    def writestr(self, name: Any, data: Any, *_: Any, **__: Any) -> None:  # type: ignore[override]
        entry = zipfile.ZipInfo(name, _FIRST_DATE)
        entry.create_system = 3
        entry.external_attr = 0o644 << 16
        plain = name == "mimetype" or name[name.rfind(".") :] in _PACKED
        entry.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
        super().writestr(entry, data, compresslevel=None if plain else 6)
