"""The parts of a Word document and how they refer to each other (ISO/IEC 29500-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from exporter.errors import SourceError
from exporter.readers.archives import Archive, joined

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/"


class Relation(Struct, frozen=True):
    """What a part refers to: `kind` is the last word of the type ("image"), `target` a part's name or an address."""

    kind: str
    target: str
    external: bool


class Part:
    """A part with its relations, by id."""

    def __init__(self, archive: Archive, name: str) -> None:
        self.archive, self.name = archive, name
        self.relations = dict(_relations(archive, name))

    def related(self, kind: str) -> str:
        """The name of the first part of a kind this one refers to, empty where there is none."""
        found = (relation.target for relation in self.relations.values() if relation.kind == kind)
        return next((name for name in found if name in self.archive), "")

    def xml(self) -> _Element:
        """The root element. Raises SourceError."""
        return transitional(self.archive.xml(self.name))


def main_part(archive: Archive) -> Part:
    """The document itself. Raises SourceError where the archive is no Word document."""
    name = Part(archive, "").related("officeDocument") or "word/document.xml"
    if name not in archive:
        kinds = (
            ("xl/", "an Excel workbook"),
            ("ppt/", "a PowerPoint presentation"),
            ("content.xml", "an OpenDocument file"),
        )
        what = next((kind for start, kind in kinds if any(n.startswith(start) for n in archive.names)), "")
        if what:
            raise SourceError(f"not a Word document but {what}", place=archive.place, hint="save it as .docx first")
        raise archive.broken("it has no text")
    return Part(archive, name)


def _relations(archive: Archive, name: str) -> list[tuple[str, Relation]]:
    folder, slash, last = name.rpartition("/")
    where = f"{folder}{slash}_rels/{last}.rels"
    if where not in archive:
        return []
    out = []
    for one in archive.xml(where):
        if not isinstance(one.tag, str):
            continue
        target = one.get("Target") or ""
        external = one.get("TargetMode") == "External"
        kind = (one.get("Type") or "").rpartition("/")[2]
        out.append(
            (one.get("Id") or "", Relation(kind, target if external else joined(name, unquote(target)), external))
        )
    return out


def transitional(root: _Element) -> _Element:
    """A part of a "strict" document with the names every other document has (ISO/IEC 29500-4)."""
    if _STRICT not in "".join(value or "" for value in root.nsmap.values()):
        return root
    from lxml import etree

    text = etree.tostring(root, encoding="unicode")
    for ours, theirs in _RENAMED:
        text = text.replace(f"{_STRICT}{ours}", theirs)
    return etree.fromstring(text)


_OFFICE = "http://schemas.openxmlformats.org"
_RENAMED = (
    ("wordprocessingml/main", _WORD),
    ("officeDocument/relationships", f"{_OFFICE}/officeDocument/2006/relationships"),
    ("officeDocument/math", f"{_OFFICE}/officeDocument/2006/math"),
    ("drawingml/wordprocessingDrawing", f"{_OFFICE}/drawingml/2006/wordprocessingDrawing"),
    ("drawingml/main", f"{_OFFICE}/drawingml/2006/main"),
    ("drawingml/picture", f"{_OFFICE}/drawingml/2006/picture"),
)
