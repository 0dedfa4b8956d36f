"""The parts of an EPUB: container, package document, manifest, spine, and its XHTML as trees."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from exporter.proof.archive import Archive, parsed
from exporter.proof.findings import Damaged

if TYPE_CHECKING:
    from lxml.etree import _Element

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
OPS = "{http://www.idpf.org/2007/ops}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
XML = "{http://www.w3.org/XML/1998/namespace}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"

XHTML_TYPE = "application/xhtml+xml"


class Book:
    """An EPUB as far as it can be read: each document is parsed once. Raises Damaged where no package can be found."""

    def __init__(self, data: bytes) -> None:
        self.archive = Archive(data)
        self._trees: dict[str, _Element] = {}
        container = parsed(self.archive.read("META-INF/container.xml"), "META-INF/container.xml")
        rootfile = container.find(f"{_CONTAINER}rootfiles/{_CONTAINER}rootfile")
        if rootfile is None:
            raise Damaged("META-INF/container.xml names no package document")
        self.package_name = rootfile.get("full-path") or ""
        self.package = parsed(self.archive.read(self.package_name), self.package_name)
        self.items = {item.get("id", ""): item for item in self.package.iterfind(f"{OPF}manifest/{OPF}item")}

    @property
    def old(self) -> bool:
        """Whether it is an EPUB 2, of which less is asked."""
        return self.package.get("version", "").startswith("2")

    def path(self, href: str, base: str | None = None) -> str:
        """Where a relative reference leads inside the archive; `base`: the document it stands in (the package)."""
        folder = dirname(self.package_name if base is None else base)
        return normpath(join(folder, unquote(href.partition("#")[0])))

    def spine(self) -> list[str]:
        """The paths of the documents, in reading order."""
        references = self.package.iterfind(f"{OPF}spine/{OPF}itemref")
        items = [self.items.get(reference.get("idref", "")) for reference in references]
        return [self.path(item.get("href", "")) for item in items if item is not None]

    def documents(self) -> list[str]:
        """The paths of all XHTML documents of the manifest, the spine's first."""
        listed = [
            self.path(item.get("href", "")) for item in self.items.values() if item.get("media-type") == XHTML_TYPE
        ]
        return list(dict.fromkeys([*self.spine(), *listed]))

    def navigation(self) -> str | None:
        """The path of the navigation document."""
        for item in self.items.values():
            if "nav" in item.get("properties", "").split():
                return self.path(item.get("href", ""))
        return None

    def tree(self, name: str) -> _Element:
        """A document, parsed. Raises Damaged."""
        if name not in self._trees:
            self._trees[name] = parsed(self.archive.read(name), name)
        return self._trees[name]

    def record(self) -> bytes | None:
        """The article that travels in the book: a linked record in JSON (EPUB 3.3, 5.5.7.4). Raises Damaged."""
        for link in self.package.iterfind(f"{OPF}metadata/{OPF}link"):
            if "record" in link.get("rel", "").split() and link.get("media-type") == "application/json":
                return self.archive.read(self.path(link.get("href", "")))
        return None
