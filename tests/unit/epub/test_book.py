"""The package: the zip, the record, metadata, contents, and what old readers need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from exporter import canonical
from exporter import model as m
from exporter.backends.epub.metadata import date
from exporter.backends.epub.navigation import Entry, depth, settled
from exporter.contract import sample
from tests.unit.epub.articles import article, words

Make = Callable[..., Any]


def test_the_zip(opened: Make) -> None:
    entries = opened(sample.everything()).entries
    assert entries[0].filename == "mimetype" and entries[0].compress_type == 0 and not entries[0].extra
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o644}
    assert len({entry.filename for entry in entries}) == len(entries)


def test_the_record_is_the_article(opened: Make) -> None:
    everything = sample.everything()
    book = opened(everything)
    assert book.find("//opf:link[@rel='record']/@href", "content.opf") == ["article.json"]
    assert canonical.loads(book.files["EPUB/article.json"]) == everything
    assert not book.find("//opf:item[@href='article.json']", "content.opf")


def test_same_bytes(opened: Make) -> None:
    assert opened(sample.everything()).data == opened(sample.everything()).data


def test_metadata(opened: Make) -> None:
    book = opened(sample.everything())
    assert book.find("//dc:creator/text()", "content.opf") == ["Ada Example"]
    assert book.find("//dc:contributor/text()", "content.opf") == ["Ben Example"]
    assert book.meta("role") == ["aut", "pht"]
    assert book.find("//dc:date/text()", "content.opf") == ["2024-06-25"]
    assert book.meta("dcterms:modified") == ["2024-06-26T08:30:00Z"]
    assert book.find("//dc:subject/text()", "content.opf") == ["harbours", "specimens"]
    assert book.find("/opf:package/@unique-identifier", "content.opf") == book.find(
        "//dc:identifier/@id", "content.opf"
    )
    assert not book.find("//opf:meta[@name='generator']", "content.opf")


def test_no_date_is_invented(opened: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    book = opened(article())
    assert not book.find("//dc:date", "content.opf") and book.meta("dcterms:modified") == ["2000-01-01T00:00:00Z"]


def test_dates_as_the_format_has_them() -> None:
    assert date("2024-06-25T08:30") == "2024-06-25"
    assert date("2024-06-25T08:30:00+02:00") == "2024-06-25T08:30:00+02:00"
    assert date("2024") == "2024" and date(None) is None


def test_contents_and_their_depth(opened: Make) -> None:
    book = opened(sample.everything())
    assert book.find("//ncx:meta[@name='dtb:depth']/@content", "toc.ncx") == ["3"]
    nav = book.find("//x:nav[@epub:type='toc']//x:a/@href", "nav.xhtml")
    assert nav == book.find("//ncx:content/@src", "toc.ncx")
    assert book.find("//x:nav[@epub:type='landmarks']//x:a/@epub:type", "nav.xhtml") == [
        "cover", "bodymatter", "abstract", "footnotes",
    ]  # fmt: skip


def test_levels_of_the_contents_never_jump() -> None:
    entries = [Entry("a", "", 2), Entry("b", "", 4), Entry("c", "", 3), Entry("d", "", 1)]
    assert [entry.level for entry in settled(entries)] == [1, 2, 2, 1]
    assert depth(entries) == 2 and depth([]) == 1


def test_right_to_left(opened: Make) -> None:
    book = opened(article(lang="ar"))
    assert book.find("/opf:package/opf:spine/@page-progression-direction", "content.opf") == ["rtl"]
    assert book.find("/opf:package/@dir", "content.opf") == ["rtl"]


def test_old_readers_find_cover_contents_and_text(opened: Make) -> None:
    book = opened(sample.everything())
    assert book.find("//opf:meta[@name='cover']/@content", "content.opf") == ["cover-image"]
    assert book.find("//opf:reference/@type", "content.opf") == ["cover", "text"]
    assert book.find("//opf:reference/@href", "content.opf") == ["cover.xhtml", "article.xhtml"]


def test_labels_in_another_language_than_the_article_say_so(opened: Make) -> None:
    """WCAG 2.2, 3.1.2: where there are no words in the article's language, ours are English and marked as such."""
    more: Any = {"takeaways": m.Takeaways((words("Moja"),)), "published": "2024-06-25", "authors": (m.Author("Ada"),)}
    note: Any = {"notes": (m.Note((m.Paragraph(words("Mbili")),), id="n"),)}
    body = m.Paragraph((m.Text("Habari"), m.NoteRef("n"), m.Image(None, "Bandari")))
    book = opened(article(body, m.Callout((body,)), lang="sw", **more, **note))
    marked = {"".join(found.itertext()).strip() for found in book.find("//*[@lang='en' and @xml:lang='en']")}
    assert marked == {"Key takeaways", "25 June 2024", "By", "Notes", "Note", "Picture not available"}
    nav = book.find("//x:span[@lang='en']/text()", "nav.xhtml")
    assert nav[:3] == ["Contents", "Key takeaways", "Notes"]
    assert book.find("//opf:meta[@property='schema:accessibilitySummary']/@xml:lang", "content.opf") == ["en"]
    assert not opened(article(body, lang="en-GB", **more, **note)).find("//x:body//*[@lang]")
    assert not opened(article(body, lang="no", **more, **note)).find("//x:body//*[@lang]")


def test_modified_is_utc(opened: Make) -> None:
    book = opened(article(updated="2024-01-01T01:00:00+02:00"))
    assert book.meta("dcterms:modified") == ["2023-12-31T23:00:00Z"]
