"""The article inside its export: the canonical JSON as custom XML, and whether the text was edited since."""

from __future__ import annotations

import hashlib
import re

from .wordml import parts as xml

_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<(/w:p)>")
_BEYOND_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_ITEM = "19C1F7BA-F003-4D88-AC7E-C0C1834D1617"
"""The id Word keeps the part by: any will do, if it is always the same (ISO/IEC 29500-1, 22.5.2.1)."""


def text_hash(xml_text: str) -> str:
    """The SHA-256 of what a document (document.xml followed by footnotes.xml) says, paragraph by paragraph.

    Runs may be cut otherwise and spaces doubled without changing it; words may not.
    """
    words = "".join("\n" if end else said for said, end in _TEXT.findall(xml_text))
    lines = (" ".join(line.split()) for line in words.split("\n"))
    return hashlib.sha256("\n".join(line for line in lines if line).encode("utf-8", "replace")).hexdigest()


def recorded(record: bytes, xml_text: str) -> tuple[str, str]:
    """The custom XML part that carries an article, and its properties; both empty where there is no record."""
    if not record:
        return "", ""
    json = _BEYOND_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", record.decode("utf-8", "replace"))
    digest = hashlib.sha256(json.encode()).hexdigest()
    return xml.record(json, digest, text_hash(xml_text)), xml.record_properties(_ITEM)
