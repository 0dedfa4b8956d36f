"""PDFs this program made: the article they carry as an associated file (ISO 19005-3, 6.8), whole and exact.

A PDF of anybody else's says where ink goes, not what is a heading: it is refused, with what to do instead.
"""

from __future__ import annotations

from exporter.readers import Reader, Reading, Source
from exporter.report import Report


def read(source: Source, report: Report) -> Reading:
    """The article a PDF of ours carries, with its pictures. Raises SourceError for any other PDF."""
    from exporter.readers.pdf.attached import reading

    return reading(source, report)


def recognises(data: bytes) -> bool:
    """Whether bytes are a PDF: readers look for the header in the first kilobyte (ISO 32000-1, annex H, 3.4.1)."""
    return b"%PDF-" in data[:1024]


reader = Reader(
    name="pdf",
    suffixes=(".pdf",),
    summary="PDFs made by this program: the article they carry",
    read=read,
    recognises=recognises,
)
