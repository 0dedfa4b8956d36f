"""The package a Word document is (Open Packaging Conventions, ISO/IEC 29500-2): parts, relationships, and the ZIP.

Equal parts give equal bytes: every entry of the ZIP has one date, one order and one way of compression. python-docx stamps
the current time on each entry, and importing it takes longer than everything else here together, so only documents of the
user's are opened with it (`reference`).

- `[Content_Types].xml` comes first (readers that stream the file need it) and names the media type of every part, by the
  end of its name or, over that, by its whole name (7.2.3).
- The relationships of `/word/document.xml` stand in `/word/_rels/document.xml.rels`, those of the package in `/_rels/.rels`
  (6.5). Targets inside are relative to the folder of the part; addresses outside are marked `External`.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from .wordml.runs import escaped

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

CORE_PROPERTIES = f"{_PACKAGE}/relationships/metadata/core-properties"
"""The relationship of the core properties, which belong to the package and not to Word (8.3)."""

_DEFAULTS = {
    ".gif": "image/gif",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".rels": "application/vnd.openxmlformats-package.relationships+xml",
    ".xml": "application/xml",
}
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PACKED = (".png", ".jpg", ".gif", ".webp", ".avif")
_LEVEL = 6


def relation(kind: str) -> str:
    """The type of a relationship between parts of a Word document ("styles", "image")."""
    return f"{_OFFICE}/{kind}"


def word(kind: str) -> str:
    """The media type of a part in WordprocessingML ("document.main", "styles")."""
    return f"{_WORD}.{kind}+xml"


class Relation(NamedTuple):
    """A reference of a part: its type, and a part or an address outside."""

    kind: str
    target: Part | str


class Part:
    """A part by name ("/word/document.xml"), its media type, its bytes, and what it refers to, by relationship id."""

    def __init__(self, name: str, media_type: str, content: str | bytes) -> None:
        self.name, self.media_type = name, media_type
        self.data = content.encode() if isinstance(content, str) else content
        self.relations: dict[str, Relation] = {}

    def relate(self, key: str, kind: str, target: Part | str) -> None:
        """Refer to a part, or to an address outside the package."""
        self.relations[key] = Relation(kind, target)


def package() -> Part:
    """An empty package: a part without content, whose relationships lead to everything."""
    return Part("/", "", b"")


def zipped(root: Part) -> bytes:
    """The file of a package: everything that its relationships reach."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries(root):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=_LEVEL)
    return out.getvalue()


def entries(root: Part) -> Iterator[tuple[str, bytes]]:
    """The entries of the ZIP of a package, in their order."""
    parts = list(_reached(root))
    yield "[Content_Types].xml", _content_types(parts[1:]).encode()
    for part in parts:
        if part is not root:
            yield part.name.lstrip("/"), part.data
        if part.relations:
            yield _relations_name(part.name).lstrip("/"), _relations(part).encode()


def _reached(root: Part) -> Iterator[Part]:
    """A part and what it leads to, each once, in the order of the relationships."""
    seen, waiting = {root.name}, [root]
    while waiting:
        part = waiting.pop()
        yield part
        targets = [found.target for found in part.relations.values() if isinstance(found.target, Part)]
        new = [target for target in dict.fromkeys(targets) if target.name not in seen]
        seen.update(target.name for target in new)
        waiting += reversed(new)


def _content_types(parts: list[Part]) -> str:
    """Media types: by the end of the name where that says it, by the whole name for the rest."""
    told = {part.name for part in parts if _DEFAULTS.get(_end(part.name)) == part.media_type}
    used = sorted({".rels", ".xml", *map(_end, told)})
    default = "".join(f'<Default Extension="{end[1:]}" ContentType="{_DEFAULTS[end]}"/>' for end in used)
    named = "".join(
        f'<Override PartName="{escaped(part.name)}" ContentType="{escaped(part.media_type)}"/>'
        for part in sorted(parts, key=lambda part: part.name)
        if part.name not in told
    )
    return f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{default}{named}</Types>'


def _end(name: str) -> str:
    return posixpath.splitext(name)[1].lower()


def _relations_name(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _relations(part: Part) -> str:
    drawn = "".join(_relationship(part, key, *found) for key, found in part.relations.items())
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{drawn}</Relationships>'


def _relationship(part: Part, key: str, kind: str, target: Part | str) -> str:
    if isinstance(target, Part):
        where, mode = posixpath.relpath(target.name, posixpath.dirname(part.name)), ""
    else:
        where, mode = target, ' TargetMode="External"'
    return f'<Relationship Id="{escaped(key)}" Type="{escaped(kind)}" Target="{escaped(where)}"{mode}/>'
