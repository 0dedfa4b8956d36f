"""What runs along the pages of a document: who may read it is the article's marking, the rest is told."""

from __future__ import annotations

from typing import Any

import pytest
from docx.document import Document

import exporter
from exporter.model import Article, Paragraph, Text
from exporter.report import Report
from exporter.walk import without_places

from .word import SPACES, codes, docx, p, reading, resaved

BEFORE = Article(title=(Text("Tides"),), body=(Paragraph((Text("The text."),)),), lang="en")


def with_header(*lines: str) -> bytes:
    header = f"<w:hdr {SPACES}>{''.join(map(p, lines))}</w:hdr>"
    return docx(p("Text."), {"word/header1.xml": header})


@pytest.mark.parametrize(
    "line",
    ["CONFIDENTIAL", "TLP:AMBER+STRICT", "EMBARGOED UNTIL 12:00", "Strictly confidential – do not copy", "VS-NfD",
     "Acme Ltd | Internal", "Vertraulich", "社外秘", "سري للغاية", "Для служебного пользования"],
)  # fmt: skip
def test_a_header_that_says_who_may_read_is_the_marking(line: str) -> None:
    got, report = reading(with_header(line))
    assert got.article.marking == line
    assert codes(report) == ["guessed-marking"]


@pytest.mark.parametrize("line", ["House of Tides", "Internal affairs monthly", "Page", "The secret life of tides"])
def test_other_headers_are_told_and_no_marking(line: str) -> None:
    got, report = reading(with_header(line))
    assert got.article.marking is None
    assert codes(report) == ["running-dropped"]


def test_a_second_marking_is_a_warning() -> None:
    got, report = reading(with_header("TLP:RED", "Confidential"))
    assert got.article.marking == "TLP:RED"
    [notice] = report.warnings
    assert "“Confidential”" in notice.message


def test_a_watermark_is_read() -> None:
    drawn = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
        '<v:textpath string="CONFIDENTIAL"/></v:shape></w:pict></w:r></w:p>'
    )
    data = docx(p("Text."), {"word/header1.xml": f"<w:hdr {SPACES}>{drawn}</w:hdr>"})
    assert reading(data)[0].article.marking == "CONFIDENTIAL"


def edited(article: Article, edit: Any) -> tuple[Article, Report]:
    report = Report()
    return without_places(exporter.read(resaved(exporter.render(article, "docx"), edit), report=report)), report


def mark(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "CONFIDENTIAL"


def unmark(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = ""
    document.sections[0].footer.paragraphs[0].text = ""


def comment(document: Document) -> None:
    paragraph = document.paragraphs[-1]
    document.add_comment(paragraph.runs[0], text="Is that so?", author="Bo")


def test_a_marking_that_somebody_put_over_an_export_is_read() -> None:
    got, report = edited(BEFORE, mark)
    assert got.marking == "CONFIDENTIAL"
    assert got.body == BEFORE.body
    [notice] = report
    assert notice.code == "edited-since" and "marking “CONFIDENTIAL”" in notice.message


def test_a_marking_that_somebody_took_away_is_gone() -> None:
    marked = exporter.Article(title=BEFORE.title, body=BEFORE.body, lang="en", marking="TLP:AMBER")
    got, report = edited(marked, unmark)
    assert got.marking is None
    assert "no marking" in next(iter(report)).message


def test_a_comment_on_an_export_is_told_with_its_place() -> None:
    """It was dropped without a word where it was all that a colleague had added."""
    got, report = edited(BEFORE, comment)
    assert got == BEFORE
    [notice] = report.warnings
    assert notice.message == "a comment by Bo on “The text.” is left out: “Is that so?”"
    assert codes(report) == ["comment-dropped"]
