"""Reads web pages: HTML and XHTML, gzipped or not, MHTML, and fragments as a CMS exports them.

bytes -> `characters` (encodings lie) -> `parsing` (lxml, no deeper than pages are) -> `office` (what word processors mean)
-> `metadata` (JSON-LD, metas, microdata, the page) -> `tooltips` (out of the lines) -> `extraction`, `region` and `plain`
(which words are the article) -> `points` and `box` (its key points) -> `pruning` (the rest goes, but for what `rescue`, `prose`
and `loose` know to be text; `left_out` tells it) -> `blocks` (the general converter, for EPUBs too) -> `front` (what the title
block already says).

Which library says what the article is: trafilatura, measured with the two others on 132 pages in many languages with an
expected text (token F1, mean and 10th percentile; tables, pictures and captions out of 9, 76 and 33; boxes of key points out of
14 whose points are all there; milliseconds a page):

    trafilatura       0.958 (0.857)   tables 9   pictures 62   captions  0   boxes 10   26 ms
    readability-lxml  0.890 (0.680)   tables 2   pictures 26   captions 11   boxes 11   27 ms
    resiliparse       0.887 (0.750)   tables 0   pictures  0   captions  0   boxes 14    2 ms   (plain text only)
    this reader       0.968 (0.909)   tables 7   pictures 72   captions 31   boxes 14   95 ms, trafilatura's included

(The two tables that this reader makes none of place rounded corners and nothing else.)

None keeps what an article is made of, so trafilatura is asked only for the words, which are found again in the page's own tree;
`region` says how. It costs a third of a second of imports (its package brings urllib3, courlan, htmldate and justext, whatever
part of it is asked for), paid when the first page (not fragment, not a word processor's) is read.
"""

from __future__ import annotations

import re

from exporter.readers import Reader, Reading, Source
from exporter.report import Report

_MARKUP = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.{0,2000}?-->\s*)*+<(?:!doctype\s+html|html|head|body)\b",
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
    return bool(_MARKUP.match(data)) or is_mhtml(data)


def is_mhtml(data: bytes) -> bool:
    """Whether bytes are a page in one file of MIME parts."""
    return bool(_MHTML.match(data[:8192].replace(b"\r\n", b"\n")))


reader = Reader(
    "html",
    (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz", ".mhtml", ".mht"),
    "web pages and HTML fragments",
    read,
    recognises,
)
