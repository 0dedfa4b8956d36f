"""A report as Word writes it in German, part by part in tests/golden: what is understood of it, and what is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from exporter.writing import to_markdown

from .word import docx, reading

CASE = Path(__file__).parents[2] / "golden" / "word-report"
PARTS = ("styles", "numbering", "footnotes", "comments", "header1")


def report_document() -> bytes:
    """The parts of the case as a document."""
    document = (CASE / "document.xml").read_text(encoding="utf-8")
    parts = {f"word/{name}.xml": (CASE / f"{name}.xml").read_text(encoding="utf-8") for name in PARTS}
    body = document.partition("<w:body>")[2].rpartition("</w:body>")[0]
    links = {"pic": ("image", "media/image1.png"), "web": ("hyperlink", "https://example.org/pegel")}
    return docx(body, {**parts, "word/media/image1.png": b"\x89PNG not really"}, links)


def test_a_report_in_german(golden: Callable[[str, str], None]) -> None:
    got, report = reading(report_document())
    golden(to_markdown(got.article), "word-report/article.md")
    golden("".join(f"{notice}\n" for notice in report), "word-report/notices.txt")
    assert got.pictures == {"media/image1.png": b"\x89PNG not really"}
