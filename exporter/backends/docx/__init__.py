"""The Word document: real styles, lists, footnotes, captions and a box that stays one box (ISO/IEC 29500 Transitional).

`document` orders the article, `blocks` (with `boxes`, `lists`, `tables`, `figures`) and `inlines` turn it into paragraphs and
runs, `wordml` holds every piece of raw WordprocessingML, `template` fills the styles in assets/word with the theme's tokens,
`package` puts the parts together and `opc` writes them so that the same article gives the same bytes. `reference` builds on
a document of the user's. `record` says where the article stands in the file, and how an edit shows.
"""

from __future__ import annotations

from exporter.backends import Backend, Context, Option
from exporter.model import Article
from exporter.theme import Theme

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _render(article: Article, context: Context) -> bytes:
    from exporter.backends.docx.document import render

    return render(article, context)


def _ready(_: Theme) -> None:
    import exporter.backends.docx.document  # noqa: F401


REFERENCE = Option("reference-doc", "A Word document or template to build on.", metavar="FILE.docx|.dotx", file=True)

backend = Backend("docx", ".docx", MEDIA_TYPE, "a Word document to edit and send round", _render, (REFERENCE,), _ready)
