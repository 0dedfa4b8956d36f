"""Words of two directions in one paragraph."""

from __future__ import annotations

from exporter.backends.docx.wordml.runs import directions
from exporter.model import (
    Paragraph,
)

from .rendering import article, opened, p, t
from .structure import W


def test_paragraphs_of_another_direction() -> None:
    tree = opened(article(Paragraph(t("שלום abc"), lang="he", dir="rtl"), p("plain")))
    hebrew, plain = list(tree.document.iter(f"{W}p"))[-2:]
    assert hebrew.find(f"{W}pPr/{W}bidi") is not None and plain.find(f"{W}pPr/{W}bidi") is None
    rtl = ["".join(r.itertext()) for r in hebrew.iter(f"{W}r") if r.find(f"{W}rPr/{W}rtl") is not None]
    assert "".join(rtl).strip() == "שלום"


def test_directions_keep_every_character() -> None:
    for text in ("abc שלום def", "42 مرحبا (x)", "", "…", "a", "א b ג"):
        for base in (False, True):
            assert "".join(piece for piece, _ in directions(text, base)) == text
