"""The article inside its export, so that the export is a source again, and whether the document was edited since.

Where a reader finds it (this stays as it is; what is added is added beside it):

- The main document part has a relationship of the type `.../customXml` to a part (`/customXml/item1.xml`; another number in
  a document of the user's that has such parts already) whose root is `{urn:exporter:article}article` (`wordml.parts.RECORD`).
  The namespace tells it, not the name of the part: Word numbers these parts anew.
- The text of that root is the record (`Context.record`), JSON. Its attribute `sha256` is the SHA-256 of that text in UTF-8:
  another one says that the record itself was changed.
- Its attribute `parts-sha256` is `wordtext.parts_hash` of all other entries of the ZIP: the same one says that nobody touched
  the document since, and the record is what it says. Another one says that the document was saved anew or edited; which of
  them, its reader finds out by comparing what it says with what the record's article says as a document.
- Its attribute `text-sha256` is `text_hash` of the main document part followed by the footnotes part, as XML text in UTF-8:
  another one says that somebody edited the words since, and the document and not the record says what the article is.
- A picture whose file Word shows as it is stands in `/word/media`; the files of the others (WebP, SVG, CMYK, turned, very
  large) are parts to which the record's own part has relationships of the type `ORIGINAL`. A reader tells them by their
  SHA-256, as the record names it. Word keeps the record when it saves but not these: then there is what it shows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from exporter import wordtext

from .wordml import parts as xml
from .wordml import runs

if TYPE_CHECKING:
    from exporter.pictures import Picture

    from .state import State

ORIGINAL = "urn:exporter:article/picture"
"""The relationship of the record to a picture's own file."""

_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<(/w:p)>")
_CHARACTERS = {"&quot;": '"', "&apos;": "'", "&lt;": "<", "&gt;": ">", "&amp;": "&"}
_ESCAPED = re.compile("|".join(_CHARACTERS))

_ITEM = "19C1F7BA-F003-4D88-AC7E-C0C1834D1617"
"""The id Word keeps the part by: any will do, if it is always the same (ISO/IEC 29500-1, 22.5.2.1)."""


class Recorded(NamedTuple):
    """What the part that carries an article holds: its JSON, the hashes of that and of the text; its properties as XML."""

    json: str
    json_hash: str
    text_hash: str
    properties: str

    def item(self, parts: Iterable[tuple[str, bytes]], name: str) -> str:
        """The part, as XML. parts: all entries of the document; name: which of them is this one."""
        others = ((one, data) for one, data in parts if one != name.lstrip("/"))
        return xml.record(self.json, self.json_hash, wordtext.parts_hash(others), self.text_hash)


def text_hash(xml_text: str) -> str:
    """The SHA-256 of what a document (document.xml followed by footnotes.xml) says, paragraph by paragraph.

    Runs may be cut otherwise, spaces doubled and characters escaped otherwise without changing it; words may not.
    """
    words = "".join(wordtext.PARAGRAPH_END if end else said for said, end in _TEXT.findall(xml_text))
    words = _ESCAPED.sub(lambda found: _CHARACTERS[found[0]], words)
    return wordtext.text_hash([words])


def recorded(record: bytes, xml_text: str) -> Recorded | None:
    """What the custom XML part that carries an article holds; None where there is no record."""
    if not record:
        return None
    json = runs.BEYOND_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", record.decode("utf-8", "replace"))
    digest = hashlib.sha256(json.encode()).hexdigest()
    return Recorded(json, digest, text_hash(xml_text), xml.record_properties(_ITEM))


def originals(state: State) -> list[Picture]:
    """The pictures of the article whose own files no part of the document is, each once."""
    found = {hashlib.sha256(picture.data).digest(): picture for picture in state.context.pictures.values()}
    shown = {hashlib.sha256(picture.data).digest() for picture in state.media.values()}
    return [found[digest] for digest in sorted(found) if digest not in shown]
