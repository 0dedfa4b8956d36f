"""The article that a Word document of ours carries, and whether its text is still the one that was written."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from msgspec import Struct

from exporter import canonical, wordtext
from exporter.errors import SourceError
from exporter.readers.archives import Archive, parsed

from .names import W
from .opc import Part

if TYPE_CHECKING:
    from lxml.etree import _Element

_RECORD = "urn:exporter:article"


class Carried(Struct, frozen=True):
    """The record in a document, and whether nobody touched a byte of it since; text_hash: of what was written with it."""

    record: canonical.Record
    untouched: bool
    text_hash: str


def carried(archive: Archive, main: Part) -> Carried | None:
    """The record in a document; None where there is none that is whole."""
    for relation in main.relations.values():
        if relation.kind != "customXml" or relation.target not in archive:
            continue
        data = archive.read(relation.target)
        if _RECORD.encode() not in data:
            continue
        root = parsed(data, lambda why, name=relation.target: archive.broken(f"{name}: {why}"), huge=True)
        if root.tag != f"{{{_RECORD}}}article":
            continue
        words = "".join(map(str, root.itertext()))
        if hashlib.sha256(words.encode("utf-8", "replace")).hexdigest() == root.get("sha256"):
            record = canonical.load_record(_as_json(words), archive.place)
            untouched = _parts_hash(archive, relation.target) == root.get("parts-sha256")
            return Carried(record, untouched, root.get("text-sha256") or "")
    return None


def _parts_hash(archive: Archive, record: str) -> str:
    try:
        return wordtext.parts_hash((name, archive.read(name)) for name in archive.names if name != record)
    except SourceError:  # a part that nobody needs may be damaged
        return ""


def _as_json(words: str) -> bytes:
    """JSON in UTF-8; lone surrogates, which XML cannot hold, stand in it as escapes already."""
    return words.encode("utf-8", "replace")


def text_hash(*roots: _Element) -> str:
    """The SHA-256 of what parts (the document, then its footnotes) say, paragraph by paragraph.

    The same as what the writer notes, however a program cuts runs or writes characters since.
    """
    out: list[str] = []
    for root in roots:
        _gather(root, out)
    return wordtext.text_hash(out)


def _gather(root: _Element, out: list[str]) -> None:
    from lxml import etree

    text, paragraph = f"{W}t", f"{W}p"
    for event, element in etree.iterwalk(root, events=("end",), tag=(text, paragraph)):  # noqa: B007
        out.append(element.text or "" if element.tag == text else wordtext.PARAGRAPH_END)


def program(archive: Archive) -> str:
    """The program that saved the document last, as it names itself."""
    name = "docProps/app.xml"
    if name not in archive:
        return ""
    return next((one.text or "" for one in archive.xml(name) if str(one.tag).endswith("}Application")), "")
