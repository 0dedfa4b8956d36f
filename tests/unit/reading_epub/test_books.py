"""Books: ours give back their article; others are read chapter by chapter, as one."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

import exporter
from exporter.contract.sample import PICTURE, everything, picture
from exporter.errors import SourceError
from exporter.model import Article, Figure, Heading, Image, Link, NoteRef, Paragraph, Takeaways
from exporter.readers import Source
from exporter.readers.epub import read, recognises
from exporter.report import Report
from exporter.walk import text, walk, without_places

from .books import TOLD, epub, page, reading

DOT = b"\x89PNG not really"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("article")
    (folder / PICTURE).parent.mkdir()
    (folder / PICTURE).write_bytes(picture())
    return exporter.render(everything(), "epub", folder=folder)


def without_link(data: bytes) -> bytes:
    """A book of ours that has lost its record."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b'rel="record"', b'rel="related"') if name.endswith(".opf") else content)
    return out.getvalue()


def test_an_export_is_its_article_and_its_pictures(whole: bytes) -> None:
    got, report = reading(whole)
    assert got.article == without_places(everything())
    assert got.pictures == {PICTURE: picture()}
    assert len(report) == 0
    assert recognises(whole)


def test_an_export_without_its_record_is_read_as_any_book(whole: bytes) -> None:
    got, _ = reading(without_link(whole))
    assert text(got.article.title) == text(everything().title)
    there = text(got.article)
    for block in everything().body:
        if isinstance(block, (Heading, Paragraph)) and not block.lang and not getattr(block, "run_in", ()):
            assert text(block).split("\n")[0][:25] in there
    assert len(got.article.notes) == len(everything().notes)
    assert picture() in got.pictures.values()


def test_chapters_come_in_the_order_of_the_spine_and_the_navigation_does_not() -> None:
    data = epub(
        {
            "nav.xhtml": page("<nav epub:type='toc'><ol><li><a href='b.xhtml'>B</a></li></ol></nav>"),
            "b.xhtml": page("<h1>Second by name</h1><p>One.</p>"),
            "a.xhtml": page("<h1>First by name</h1><p>Two.</p>"),
        },
        properties={"nav.xhtml": "nav"},
    )
    got, report = reading(data)
    assert [text(block) for block in got.article.body] == ["Second by name", "One.", "First by name", "Two."]
    assert [notice.code for notice in report] == ["navigation-dropped"]


def test_metadata_of_version_3_and_of_version_2() -> None:
    three = (
        '<dc:title id="t">The tide</dc:title><meta refines="#t" property="title-type">main</meta>'
        '<dc:title id="s">A study</dc:title><meta refines="#s" property="title-type">subtitle</meta>'
        '<dc:creator id="c">Ann Able</dc:creator><meta refines="#c" property="role">aut</meta>'
        '<dc:contributor id="e">Bo Both</dc:contributor><meta refines="#e" property="role">trl</meta>'
        "<dc:language>de</dc:language><dc:date>2024-06-25</dc:date><dc:publisher>House</dc:publisher>"
        "<dc:subject>Sea</dc:subject><dc:subject>Moon</dc:subject><dc:rights>CC0</dc:rights>"
    )
    made = reading(epub({"a.xhtml": page("<p>x</p>")}, three))[0].article
    assert (text(made.title), text(made.standfirst)) == ("The tide", "A study")
    assert [(author.name, author.role) for author in made.authors] == [("Ann Able", None), ("Bo Both", "Translator")]
    assert (made.lang, made.published, made.publisher, made.keywords, made.rights) == (
        "de", "2024-06-25", "House", ("Sea", "Moon"), "CC0",
    )  # fmt: skip
    two = (
        '<dc:title>The tide</dc:title><dc:creator opf:role="aut">Ann Able</dc:creator>'
        '<dc:date opf:event="modification">2025-01-01</dc:date><dc:date opf:event="publication">2019-06</dc:date>'
        '<dc:contributor opf:role="bkp">A program</dc:contributor>'
    )
    made = reading(epub({"a.xhtml": page("<p>x</p>")}, two))[0].article
    assert ([author.name for author in made.authors], made.published) == (["Ann Able"], "2019-06")


def test_links_between_chapters_lead_to_their_places() -> None:
    data = epub(
        {
            "a.xhtml": page('<p>See <a href="b.xhtml#p">there</a>, <a href="https://example.org/">out</a>.</p>'),
            "b.xhtml": page('<p id="p">There.</p><p id="q">Else.</p>'),
        }
    )
    made = reading(data)[0].article
    inner, outer = [node for node in walk(made) if isinstance(node, Link)]
    assert outer.target == "https://example.org/"
    assert [text(node) for node in walk(made) if node.id == inner.target.removeprefix("#")] == ["There."]


def test_the_same_id_in_two_chapters_is_two_places() -> None:
    chapter = '<p id="x">{0} here.</p><p><a href="#x">To {0}</a></p>'
    made = reading(epub({f"{n}.xhtml": page(chapter.format(n)) for n in "ab"}))[0].article
    ids = {text(node): node.id for node in made.body if node.id}
    links = {text(node): node.target for node in walk(made) if isinstance(node, Link)}
    assert links == {"To a": f"#{ids['a here.']}", "To b": f"#{ids['b here.']}"}
    assert ids["a here."] != ids["b here."]


def test_notes_of_another_chapter_are_notes() -> None:
    data = epub(
        {
            "a.xhtml": page('<p>Text<a epub:type="noteref" href="notes.xhtml#n1">1</a>.</p>'),
            "notes.xhtml": page('<aside epub:type="footnote" id="n1"><p>The note.</p></aside>'),
        }
    )
    made = reading(data)[0].article
    [note] = made.notes
    assert text(note) == "The note."
    assert [node.note for node in walk(made) if isinstance(node, NoteRef)] == [note.id]
    assert [text(block) for block in made.body] == ["Text."]


def test_pictures_go_by_their_names_in_the_archive() -> None:
    data = epub({"t/a.xhtml": page('<p>x <img src="../i/d%20ot.png" alt="A dot"/></p>')}, files={"i/d ot.png": DOT})
    got, _ = reading(data)
    assert [(n.source, n.alt) for n in walk(got.article) if isinstance(n, Image)] == [("OEBPS/i/d ot.png", "A dot")]
    assert got.pictures == {"OEBPS/i/d ot.png": DOT}


def test_a_cover_that_is_only_a_picture_leads_the_article() -> None:
    data = epub(
        {"cover.xhtml": page('<div><img src="c.png" alt="The sea"/></div>'), "a.xhtml": page("<p>Text.</p>")},
        files={"c.png": DOT},
    )
    got, report = reading(data)
    assert got.article.lead == Figure(images=(Image(source="OEBPS/c.png", alt="The sea"),))
    assert [text(block) for block in got.article.body] == ["Text."]
    assert "cover-leads" in [notice.code for notice in report]


def test_a_cover_no_chapter_shows_is_told() -> None:
    _, report = reading(epub({"a.xhtml": page("<p>x</p>")}, files={"c.png": DOT}, properties={"c.png": "cover-image"}))
    assert "cover-dropped" in [notice.code for notice in report]


def test_a_heading_that_is_the_title_again_stands_once() -> None:
    made = reading(epub({"a.xhtml": page("<h1>The  Tide</h1><p>Text.</p>")}))[0].article
    assert [text(block) for block in made.body] == ["Text."]


def test_entities_of_html_and_markup_that_is_broken_are_read() -> None:
    made = reading(epub({"a.xhtml": page("<p>Caf&eacute;&nbsp;&amp; caf&#233;</p>")}))[0].article
    assert [text(block) for block in made.body] == ["Café\u00a0& café"]
    got, report = reading(epub({"a.xhtml": "<html><body><p>One<p>Two <b>bold</body></html>"}))
    assert [text(block) for block in got.article.body] == ["One", "Two bold"]
    assert "chapter-repaired" in [notice.code for notice in report]


def test_takeaways_in_a_chapter() -> None:
    box = "<h2>Key takeaways</h2><ul><li>One.</li><li>Two.</li></ul><h2>Text</h2><p>x</p>"
    made = reading(epub({"a.xhtml": page(box)}))[0].article
    assert isinstance(made.takeaways, Takeaways) and len(made.takeaways.items) == 2
    assert reading(epub({"a.xhtml": page(box)}), "none")[0].article.takeaways is None


def refused(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read(Source(data, "x.epub"), Report())
    assert caught.value.place == "x.epub"
    return caught.value.message


def test_what_is_no_book_is_refused_in_words(whole: bytes) -> None:
    assert "damaged" in refused(whole[: len(whole) // 2])
    assert "the book has no text" in refused(epub({}))
    assert "META-INF/container.xml" in refused(b"PK\x05\x06" + bytes(18))
    laughs = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + page("<p>&b;</p>")
    assert "entities" in refused(epub({"a.xhtml": laughs}))


def test_a_locked_book_is_refused_and_garbled_fonts_are_not() -> None:
    def encryption(method: str) -> dict[str, str]:
        return {
            "META-INF/encryption.xml": '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
            f'<enc:EncryptionMethod Algorithm="{method}"/></enc:EncryptedData></encryption>'
        }

    chapters = {"a.xhtml": page("<p>Text.</p>")}
    assert "locked" in refused(epub(chapters, entries=encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc")))
    fonts = epub(chapters, entries=encryption("http://www.idpf.org/2008/embedding"))
    assert text(reading(fonts)[0].article.body) == "Text."


def test_a_chapter_that_is_gone_is_told() -> None:
    data = epub({"a.xhtml": page("<p>One.</p>"), "b.xhtml": page("<p>Two.</p>")})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if not name.endswith("b.xhtml"):
                new.writestr(name, old.read(name))
    got, report = reading(out.getvalue())
    assert text(got.article.body) == "One."
    assert "missing-chapter" in [notice.code for notice in report]


def test_a_record_that_is_an_article_alone_is_one() -> None:
    told = TOLD + '<link rel="record" href="article.json" media-type="application/json"/>'
    data = epub({"a.xhtml": page("<p>x</p>")}, told, files={"article.json": b'{"type":"article","kicker":"K"}'})
    assert reading(data)[0].article == Article(kicker="K")


def test_the_folder_a_book_lies_in_is_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(picture())
    (tmp_path / "x.epub").write_bytes(epub({"a.xhtml": page('<p><img src="../../secret.png" alt="S"/></p>')}))
    report = Report()
    got = exporter.read(tmp_path / "x.epub", report=report)
    assert [node.source for node in walk(got) if isinstance(node, Image)] == [None]
    assert [notice.code for notice in report.warnings] == ["missing-picture"]


def test_a_broken_chapter_is_repaired_whatever_its_name() -> None:
    found, report = reading(epub({"it declares entities.xhtml": "<html><body><p>Words<br></p></body></html>"}))
    assert text(found.article.body) == "Words"
    assert "chapter-repaired" in [notice.code for notice in report]


def test_a_record_of_somebody_else_is_told_and_the_book_read() -> None:
    told = TOLD + '<link rel="record" href="onix.json" media-type="application/json"/>'
    found, report = reading(epub({"a.xhtml": page("<p>Words</p>")}, told=told, entries={"OEBPS/onix.json": '{"a": 1}'}))
    assert text(found.article.body) == "Words"
    assert "record-unread" in [notice.code for notice in report]


def test_a_chapter_that_is_repaired_may_hold_any_character() -> None:
    note = '<p>Words<br><sup><a href="#n">1</a></sup>&#xFFFE;&#1;\uffff</p><ol><li id="n">x\ufffe <a href="#r">1</a></li></ol>'
    assert "Words" in text(reading(epub({"a.xhtml": page(note)}))[0].article.body)


def test_many_titles_and_people_are_described_in_proportion() -> None:
    people = "".join(f'<dc:creator id="c{n}">A B</dc:creator><meta refines="#c{n}" property="role">aut</meta>'
                     for n in range(6000))  # fmt: skip
    begun = time.process_time()
    assert len(reading(epub({"a.xhtml": page("<p>Words</p>")}, told=TOLD + people))[0].article.authors) == 6000
    assert time.process_time() - begun < 3
