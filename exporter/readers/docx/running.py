"""What runs along the pages of a document: who may read it, which an article has as its marking, and what else is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from exporter import resources
from exporter.readers.text.labels import label

from .document import Document
from .names import W
from .opc import Part
from .styles import value

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST = 80
_PARTS = re.compile(r"\s+[|•·/–—-]+\s+|\s*[:：,;()]\s*")
_WATERMARK = "{urn:schemas-microsoft-com:vml}textpath"


def lines(document: Document, *kinds: str) -> list[str]:
    """What headers and footers ("header", "footer") say, each line once; a watermark is a line of the header it hangs on."""
    return list(dict.fromkeys(said for said, _ in _lines(document, kinds)))


def marking(document: Document) -> str:
    """What says who may read the document: in our own style for it, or else in words known for that."""
    found = [(said, document.styles.paragraph(style).role) for said, style in _lines(document, ("header", "footer"))]
    styled = (said for said, role in found if role == "marking")
    return next(styled, "") or next((said for said, _ in found if is_marking(said)), "")


def is_marking(line: str) -> bool:
    """Whether a line of a header says who may read what stands below."""
    if len(line) > _LONGEST:
        return False
    said = label(line)
    ends = [part.strip(" *.!-–—").casefold() for part in _PARTS.split(line)]
    return (said is not None and bool(said.marking)) or not _words().isdisjoint([ends[0], ends[-1]])


def _lines(document: Document, kinds: tuple[str, ...]) -> Iterator[tuple[str, str | None]]:
    """Each line of the headers, then of the footers, with its style."""
    for kind in kinds:
        for relation in document.main.relations.values():
            if relation.kind == kind and relation.target in document.archive:
                yield from _said(Part(document.archive, relation.target).xml())


def _said(root: _Element) -> Iterator[tuple[str, str | None]]:
    for paragraph in root.iter(f"{W}p"):
        words = "".join(_word(one) for one in paragraph.iter(f"{W}t", f"{W}tab"))
        if any(map(str.isalpha, words)):
            yield " ".join(words.split()), value(paragraph.find(f"{W}pPr"), "pStyle")
    for drawn in root.iter(_WATERMARK):
        if words := " ".join((drawn.get("string") or "").split()):
            yield words, None


def _word(element: _Element) -> str:
    return " " if element.tag == f"{W}tab" else element.text or ""


@cache
def _words() -> frozenset[str]:
    return frozenset(resources.table("readers/markings.toml")["words"])
