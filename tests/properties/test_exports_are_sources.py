"""Every export is a source: any article comes back from any format, and turns into the same bytes of any other."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from PIL import Image as Pillow

import exporter
from exporter import canonical
from exporter.checks import cleaned, prepared
from exporter.contract import sample
from exporter.contract.strategies import articles
from exporter.model import Article
from exporter.readers import Reading, Source, docx, epub, pdf
from exporter.report import Report
from exporter.walk import text, without_places
from tests.unit.reading_docx.word import changed

READERS = {"pdf": pdf.read, "docx": docx.read, "epub": epub.read}


def read_back(data: bytes, kind: str, report: Report | None = None) -> Reading:
    got = READERS[kind](Source(data, f"x.{kind}"), Report() if report is None else report)
    assert isinstance(got, Reading)
    return got


@pytest.mark.parametrize("kind", ["pdf", "docx", "epub"])
@settings(max_examples=25)
@given(article=articles())
def test_any_article_comes_back(kind: str, article: Article) -> None:
    article = cleaned(article, Report())
    assert read_back(exporter.render(article, kind), kind).article == without_places(article)


def without_record(name: str, content: bytes) -> bytes | None:
    return None if name.startswith("customXml/") else content


def signs(article: Article) -> tuple[list[str], Counter[str]]:
    """The letters and digits of an article in their order, and those of its notes, whose order is that of their calls.

    A lead figure counts as the first of the body: where takeaways stand beside it differs by format.
    """
    if article.lead:
        article = replace(article, lead=None, body=(article.lead, *article.body))
    notes = Counter(c for note in article.notes for c in text(note) if c.isalnum())
    return [c for c in text(replace(article, notes=())) if c.isalnum()], notes


@settings(max_examples=60)
@given(article=articles())
def test_styles_alone_lose_no_sign_of_any_article(article: Article) -> None:
    """Words that the export prints beside the article's own ("Untitled", the mark of a missing note) may come on top."""
    article = cleaned(article, Report())
    data = changed(exporter.render(article, "docx"), without_record)
    report = Report()
    got = read_back(data, "docx", report).article
    wanted, noted = signs(prepared(article, Report()))
    there, also = signs(got)
    rest = iter(there)
    assert all(sign in rest for sign in wanted), "a sign is lost, or stands elsewhere"
    assert not noted - also
    assert not report.warnings


@settings(max_examples=40)
@given(article=articles())
def test_an_edit_of_one_word_changes_nothing_else(article: Article) -> None:
    """A word more in the title: authors, dates, takeaways, notes and words are those that were, whatever the article."""
    article = cleaned(replace(article, title=(exporter.Text(value="Before"),), dir=None), Report())

    def edit(name: str, content: bytes) -> bytes:
        return content.replace(b">Before<", b">Afterwards<", 1) if name == "word/document.xml" else content

    got = read_back(changed(exporter.render(article, "docx"), edit), "docx").article
    assert text(got.title) == "Afterwards"
    for name in (
        "kicker",
        "published",
        "updated",
        "dateline",
        "publisher",
        "source",
        "identifier",
        "rights",
        "keywords",
        "marking",
    ):
        assert getattr(got, name) == getattr(article, name), name
    assert not signs(prepared(article, Report()))[1] - signs(prepared(got, Report()))[1]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with pictures of every kind, exported to each format."""
    folder = tmp_path_factory.mktemp("first")
    (folder / "pictures").mkdir()
    (folder / sample.PICTURE).write_bytes(sample.picture())
    gradient = Pillow.linear_gradient("L").convert("RGB")
    figures = []
    for kind in ("jpeg", "webp", "gif"):
        gradient.save(folder / f"a.{kind}", kind)
        figures.append(exporter.Figure(images=(exporter.Image(source=f"a.{kind}", alt=f"A {kind}"),)))
    article = sample.everything()
    article = replace(article, body=(*article.body, *figures))
    (folder / "sample.json").write_bytes(canonical.dumps(article))
    for kind in READERS:
        exporter.export(folder / "sample.json", kind, output=folder / f"first.{kind}")
    return folder


@pytest.mark.parametrize("before", ["pdf", "docx", "epub"])
@pytest.mark.parametrize("after", ["pdf", "docx", "epub"])
def test_an_export_of_an_export_has_the_same_bytes(first: Path, before: str, after: str, tmp_path: Path) -> None:
    source = tmp_path / f"first.{before}"  # alone: no picture lies beside it
    source.write_bytes((first / f"first.{before}").read_bytes())
    exporter.export(source, after, output=tmp_path / f"second.{after}")
    assert (tmp_path / f"second.{after}").read_bytes() == (first / f"first.{after}").read_bytes()


@settings(max_examples=25)
@given(article=articles())
def test_any_article_comes_back_from_a_word_document_that_was_saved_anew(article: Article) -> None:
    """Its bytes are others, so that it is compared with what it would be today: nothing in it is an edit."""
    article = cleaned(article, Report())
    data = changed(
        exporter.render(article, "docx"), lambda name, content: content + b"\n" * (name == "word/styles.xml")
    )
    report = Report()
    assert without_places(exporter.read(data, report=report)) == without_places(article)
    assert not report.warnings
    assert "edited-since" not in {notice.code for notice in report}
