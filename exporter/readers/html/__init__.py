"""Reads web pages: HTML and XHTML, gzipped or not, MHTML, and fragments as a CMS exports them."""

from __future__ import annotations

import re

from exporter.readers import Reader, Reading, Source
from exporter.report import Report

_MARKUP = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?content-type:\s*multipart/related", re.IGNORECASE)


def read(source: Source, report: Report) -> Reading:
    """The article of a web page, with the pictures that came inside it. Raises SourceError where there is none.

    What does it is imported here: this package is also loaded to find out which reader a file is for.
    """
    from exporter.readers.html import article

    return article.read(source, report)


def recognises(data: bytes) -> bool:
    """Whether bytes begin as a web page, or as one saved in MHTML."""
    return bool(_MARKUP.match(data) or _MHTML.match(data[:8192].replace(b"\r\n", b"\n")))


reader = Reader(
    "html",
    (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz", ".mhtml", ".mht"),
    "web pages and HTML fragments",
    read,
    recognises,
)
