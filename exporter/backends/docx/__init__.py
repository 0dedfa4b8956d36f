"""The Word document: real styles, lists, footnotes, captions and a box that stays one box (ISO/IEC 29500 Transitional).

`document` orders the article, `flow` and `line` turn blocks and inlines into paragraphs and runs, `wordml` holds every
piece of raw WordprocessingML, `template` fills the styles in assets/word with the theme's tokens, `package` puts the parts
together with python-docx and writes them so that the same article gives the same bytes.
"""

from __future__ import annotations

from exporter.backends import Backend, Context
from exporter.model import Article

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _render(article: Article, context: Context) -> bytes:
    from exporter.backends.docx.document import render

    return render(article, context)


backend = Backend("docx", ".docx", MEDIA_TYPE, "a Word document to edit and send round", _render)
