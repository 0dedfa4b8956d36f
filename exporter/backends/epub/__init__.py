"""The book: EPUB 3.3 in clean XHTML, with accessibility metadata that is true for the article at hand.

`document` orders the article and parts it into files, `flow`, `line` and `tables` turn nodes into XHTML, `front` and `back`
write what stands before and after the text, `navigation`, `metadata` and `accessibility` describe the book, `stylesheet` and
`cover` dress it in the theme, and `package` (the only module that knows EbookLib) puts the files together so that the same
article gives the same bytes.
"""

from __future__ import annotations

from exporter.backends import Backend, Context
from exporter.model import Article
from exporter.theme import Theme

MEDIA_TYPE = "application/epub+zip"


def _render(article: Article, context: Context) -> bytes:
    from exporter.backends.epub.document import render

    return render(article, context)


def _ready(_: Theme) -> None:
    import exporter.backends.epub.document  # noqa: F401


backend = Backend("epub", ".epub", MEDIA_TYPE, "an EPUB to read on a phone or an e-reader", _render, ready=_ready)
