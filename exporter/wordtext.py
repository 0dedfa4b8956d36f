"""What a Word document says, as one hash: by which a document of ours that was edited is told from one that was not.

The backend notes it in the export, the reader compares. It is of the text of the main document part followed by that of the
footnotes part, paragraph by paragraph; how runs are cut, characters escaped and spaces doubled does not change it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

PARAGRAPH_END = "\n"


def text_hash(pieces: Iterable[str]) -> str:
    """The SHA-256, in hexadecimal, of the text of a document's `w:t` elements, with `PARAGRAPH_END` for each end of a `w:p`."""
    lines = (" ".join(line.split()) for line in "".join(pieces).split(PARAGRAPH_END))
    return hashlib.sha256("\n".join(line for line in lines if line).encode("utf-8", "replace")).hexdigest()
