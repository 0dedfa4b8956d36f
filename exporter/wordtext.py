"""Word documents as hashes: by which one of ours that nobody touched is told from one that was saved anew or edited.

The backend notes them in the export, the reader compares. `parts_hash` is of every byte but those of the record itself:
where it is the same, the document is the one that was written. `text_hash` is of the text of the main document part followed
by that of the footnotes part, paragraph by paragraph; how runs are cut, characters escaped and spaces doubled does not
change it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

PARAGRAPH_END = "\n"
_ABOUT = "docProps/"


def text_hash(pieces: Iterable[str]) -> str:
    """The SHA-256, in hexadecimal, of the text of a document's `w:t` elements, with `PARAGRAPH_END` for each end of a `w:p`."""
    lines = (" ".join(line.split()) for line in "".join(pieces).split(PARAGRAPH_END))
    return hashlib.sha256("\n".join(line for line in lines if line).encode("utf-8", "replace")).hexdigest()


def parts_hash(parts: Iterable[tuple[str, bytes]]) -> str:
    """The SHA-256, in hexadecimal, of parts by their names, in whatever order; what tells of the file does not count."""
    said = (f"{name}\0{hashlib.sha256(data).hexdigest()}" for name, data in parts if not name.startswith(_ABOUT))
    return hashlib.sha256("\n".join(sorted(said)).encode("utf-8", "replace")).hexdigest()
