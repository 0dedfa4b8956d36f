"""The parts of a Word document: relationships, content types, and its XML as trees (ISO/IEC 29500-2)."""

from __future__ import annotations

from hashlib import sha256
from posixpath import dirname, join, normpath, split
from typing import TYPE_CHECKING

from msgspec import Struct

from exporter.proof.archive import Archive, parsed
from exporter.proof.findings import Damaged

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DC = "{http://purl.org/dc/elements/1.1/}"
DCTERMS = "{http://purl.org/dc/terms/}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Relationship(Struct, frozen=True):
    """What a part relates to: `kind` is the last step of its type; `target` a part's name, or an address outside."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """A Word document as far as it can be read. Raises Damaged where no main document can be found."""

    def __init__(self, data: bytes) -> None:
        self.archive = Archive(data)
        self._trees: dict[str, _Element] = {}
        self._relations: dict[str, tuple[Relationship, ...]] = {}
        self.main = self.related("", "officeDocument")
        if not self.main:
            raise Damaged("no main document is related to the package")
        self.document = self.tree(self.main)

    def tree(self, name: str) -> _Element:
        """A part, parsed. Raises Damaged."""
        if name not in self._trees:
            self._trees[name] = parsed(self.archive.read(name), name)
        return self._trees[name]

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """What a part ("" is the package) relates to. Raises Damaged."""
        if part not in self._relations:
            folder, file = split(part)
            name = join(folder, "_rels", f"{file}.rels")
            listed = self.tree(name).iter(_RELATIONSHIP) if name in self.archive.names else ()
            self._relations[part] = tuple(_relationship(element, part) for element in listed)
        return self._relations[part]

    def related(self, part: str, kind: str) -> str:
        """The name of the first part related so, or nothing."""
        found = (one.target for one in self.relationships(part) if one.kind == kind and not one.external)
        return next(found, "")

    def beside(self, kind: str) -> _Element | None:
        """A part beside the main document ("styles", "footnotes"), parsed, if there is one. Raises Damaged."""
        name = self.related(self.main, kind)
        return self.tree(name) if name and name in self.archive.names else None

    def record(self) -> bytes | None:
        """The article that travels in the document: the text of a custom XML part's <article>. Raises Damaged."""
        root = self._carrier()
        return None if root is None else (root.text or "").encode()

    def carries_its_article(self) -> bool:
        """Whether there is an article inside that is the one that was written there: by it, edits of the document show."""
        root = self._carrier()
        return root is not None and sha256((root.text or "").encode()).hexdigest() == root.get("sha256")

    def _carrier(self) -> _Element | None:
        for one in self.relationships(self.main):
            if one.kind == "customXml" and one.target in self.archive.names:
                root = self.tree(one.target)
                if root.get("media-type") == "application/json":
                    return root
        return None


def _relationship(element: _Element, part: str) -> Relationship:
    target, external = element.get("Target", ""), element.get("TargetMode") == "External"
    if not external:
        target = normpath(join("/", dirname(part), target)).lstrip("/")
    return Relationship(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target, external)
