"""EPUBs: those this program made give the article they carry, exactly; others are read chapter by chapter."""

from __future__ import annotations

from exporter.readers import Reader, Reading, Source
from exporter.report import Report


def read(source: Source, report: Report) -> Reading:
    """The article in an EPUB, with its pictures. Raises SourceError."""
    from exporter.readers.epub.book import reading

    return reading(source, report)


def recognises(data: bytes) -> bool:
    """Whether bytes are an EPUB: its first entry is stored and says so (EPUB 3.3, 4.2.2)."""
    return data.startswith(b"PK\x03\x04") and b"mimetypeapplication/epub+zip" in data[:128]


reader = Reader(
    name="epub",
    suffixes=(".epub",),
    summary="EPUB books: our own exactly, others chapter by chapter",
    read=read,
    recognises=recognises,
)
