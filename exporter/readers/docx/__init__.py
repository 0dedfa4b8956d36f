"""Word documents (.docx), our own and anybody's.

One of ours that nobody edited gives the article it carries, exactly. One that was edited since is read as it now stands,
through its styles; what the text does not show is kept from the article it carries, and a notice says what changed. Any
other is read by its styles, whatever language they are named in, and by how it looks where it has none.
"""

from __future__ import annotations

from exporter.readers import Reader, Reading, Source
from exporter.report import Report


def read(source: Source, report: Report) -> Reading:
    """The article in a Word document, with its pictures. Raises SourceError."""
    from exporter.readers.docx.reading import reading

    return reading(source, report)


def recognises(data: bytes) -> bool:
    """Whether bytes are a Word document: a zip that has a folder `word` and says what types its parts are."""
    return data.startswith(b"PK\x03\x04") and b"[Content_Types].xml" in data and b"word/" in data


reader = Reader(
    name="docx",
    suffixes=(".docx", ".docm", ".dotx", ".dotm"),
    summary="Word documents: our own, edited or not, and others by their styles",
    read=read,
    recognises=recognises,
)
