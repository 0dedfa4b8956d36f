"""The PDF brief: one file that is PDF/UA-1 and PDF/A-3a, tagged in one pass.

article -> structure tree with slots, and atoms to lay out -> pages -> drawing fills the slots -> file.
Nothing heavy is imported before an article is rendered.
"""

from __future__ import annotations

from exporter.backends import Backend, Context, Option
from exporter.model import Article
from exporter.theme import Theme


def _render(article: Article, context: Context) -> bytes:
    from exporter.backends.pdf.brief import render
    from exporter.backends.pdf.standards import standard

    standard(context.options)  # before any work is done: two that cannot be together
    return render(article, context)


def _ready(theme: Theme) -> None:
    import exporter.backends.pdf.brief  # noqa: F401
    from exporter.backends.pdf import fonts

    faces = fonts.Fonts(theme)
    for role, bold in (("text", False), ("text", True), ("label", False), ("label", True)):
        faces.face(role, bold)


backend = Backend(
    "pdf",
    ".pdf",
    "application/pdf",
    "A tagged, archival PDF brief (PDF/UA-1 and PDF/A-3a)",
    _render,
    options=(
        Option(
            "archival",
            "the part of PDF/A; a-2a leaves out the article's data, for archives that refuse attachments",
            choices=("a-3a", "a-2a"),
        ),
        Option(
            "standard",
            "the part of PDF/UA; ua-2 makes a PDF 2.0 file that is PDF/A-4f, which older readers may not know",
            choices=("ua-1", "ua-2"),
        ),
    ),
    ready=_ready,
)
