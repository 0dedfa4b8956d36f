"""Whole pages: what is article and what is the site, metadata, encodings, hostile input."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable

import pytest

from exporter.errors import SourceError
from exporter.model import Article, Figure, Heading, Image, Link, List, Table
from exporter.readers import Source
from exporter.readers.html import read, reader, recognises
from exporter.report import Report
from exporter.walk import text, walk

Page = Callable[..., Article]


def json_ld(**fields: str) -> str:
    import json

    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


# ---- what is article -------------------------------------------------------------------------------------------------


def test_the_site_is_left_out_and_told(page: Page, report: Report) -> None:
    article = page(
        before="<nav><ul><li><a href=/a>News of today</a><li><a href=/b>Sport of today</a></ul></nav>",
        between="<div class='related-posts'><h3>More</h3><a href=/c>Another story about other things entirely</a></div>",
        after="<div class=newsletter-signup>Sign up for our letter, which comes every week to your inbox.</div>",
    )
    assert [type(block).__name__ for block in article.body] == ["Paragraph"] * 8
    assert "chrome-dropped" in {notice.code for notice in report}
    assert not report.warnings


def test_a_sentence_around_a_link_stays(page: Page, report: Report) -> None:
    article = page(
        between="<div class=x1><span>Some words of a sentence that </span>"
        "<a href=/c>link to many other things of note here</a></div>"
    )
    assert "Some words of a sentence that link to many other things of note here" in text(article)
    assert not report.warnings


def test_what_seems_to_be_article_and_is_dropped_is_a_warning(page: Page, report: Report) -> None:
    more = "<p>A sentence that goes on about the harbour, its wall and the storm of that year, and has no link.</p>" * 9
    article = page(between="<div><a href=/c>link to many other things of note here</a></div>", after=more)
    dropped = [notice for notice in report.warnings if notice.code == "part-dropped"]
    assert ["“link to many other things of note here”" in notice.message for notice in dropped] == [True]
    assert dropped[0].place
    assert "link to many" not in text(article)


def test_what_the_library_loses_is_put_back(page: Page) -> None:
    article = page(
        between="<figure><img src=/a.jpg alt=A><figcaption>Cap</figcaption></figure>"
        "<table><tr><th>Part<th>Cost<tr><td>Arm<td>Much<tr><td>Lamp<td>Little</table>"
        "<pre>code = 1</pre><hr>"
    )
    kinds = [type(block).__name__ for block in article.body]
    assert kinds[4:8] == ["Figure", "Table", "CodeBlock", "ThematicBreak"]


def test_a_list_is_kept_whole(page: Page) -> None:
    article = page(
        between="<ul><li>Short one.</li><li>A longer point about the harbour"
        " and its wall, with some more words.</li><li>x</li></ul>"
    )
    (found,) = [block for block in article.body if isinstance(block, List)]
    assert len(found.items) == 3


def test_the_picture_under_the_title_is_the_lead(page: Page) -> None:
    article = page(
        before="<header><div class=hero><figure><img src=/lead.jpg alt=L><figcaption>Cap</figcaption></figure></div></header>"
    )
    assert article.lead is not None
    assert (article.lead.images[0].source, text(article.lead.caption)) == ("/lead.jpg", "Cap")
    assert not any(isinstance(block, Figure) for block in article.body)


def test_portraits_and_teasers_are_no_figures(page: Page) -> None:
    article = page(
        between="<div class='author-card'><img src=/me.jpg alt=Me></div>"
        "<div class=t><a href=/other><img src=/t.jpg><h3>Another story with a title</h3></a></div>"
    )
    assert not any(isinstance(node, Image) for node in walk(article))


def test_the_publishers_own_text_says_where_the_article_ends(page: Page) -> None:
    body = " ".join(
        f"Sentence number {n} of the article says something about the harbour, the wall and the storm of that year."
        for n in range(1, 9)
    )
    extra = "<p>Our house has been printing papers since the year of the great fire, and it is owned by those who write it.</p>"
    assert len(page(after=extra, head=json_ld(headline="The wall of the harbour", articleBody=body)).body) == 8
    assert len(page(after=extra).body) == 9


def test_front_matter_is_not_repeated_in_the_text(page: Page) -> None:
    head = json_ld(
        headline="The wall of the harbour",
        author="Ada Quill",
        datePublished="2024-05-02",
        description="What the town learned from three winters.",
    )
    article = page(
        before="<p class=dek>What the town learned from three winters.</p><p>By"
        " Ada Quill</p><p><time datetime=2024-05-02>2 May 2024</time></p>",
        head=head,
    )
    assert text(article.standfirst) == "What the town learned from three winters."
    assert len(article.body) == 8


def test_a_fragment_is_read_whole() -> None:
    article = read(Source(b"<nav><a href=x>kept</a></nav><p>One.</p><footer>Two.</footer>"), Report()).article
    assert text(article) == "kept\nOne.\nTwo."


def test_headings_begin_at_one_and_skip_none(page: Page) -> None:
    article = page(
        between="<h3>A</h3><p>Some words about the first of these parts of the town."
        "</p><h5>B</h5><p>Some words about the second one of these parts.</p>"
    )
    assert [(block.level, text(block)) for block in article.body if isinstance(block, Heading)] == [(1, "A"), (2, "B")]


def test_a_page_without_an_article_is_read_whole_and_told() -> None:
    report = Report()
    article = read(Source(b"<html><body><p>A word.</p></body></html>"), report).article
    assert text(article) == "A word."
    assert "no-article-found" in {notice.code for notice in report.warnings}


@pytest.mark.parametrize(
    "source", [b"", b"<html><body></body></html>", b"<html><body><script>x()</script></body></html>", b"<!-- -->"]
)
def test_nothing_is_no_article(source: bytes) -> None:
    with pytest.raises(SourceError):
        read(Source(source, "p.html"), Report())


# ---- metadata --------------------------------------------------------------------------------------------------------


def test_json_ld_counts_more_than_metas_and_they_more_than_the_page(page: Page) -> None:
    metas = (
        "<meta property=og:site_name content=Meta><meta name=author content='Meta"
        " Name'><meta property=article:published_time content=2020-01-01>"
    )
    article = page(
        head=metas + json_ld(author="By Jo Doe and Al Roe", publisher="Json", datePublished="2024-05-02T07:30:00+0100")
    )
    assert [author.name for author in article.authors] == ["Jo Doe", "Al Roe"]
    assert (article.publisher, article.published) == ("Json", "2024-05-02T07:30:00+01:00")
    article = page(head=metas, before="<p class=byline>By Page Name</p>")
    assert ([a.name for a in article.authors], article.publisher, article.published) == (
        ["Meta Name"],
        "Meta",
        "2020-01-01",
    )


def test_a_broken_json_ld_costs_nothing_else(page: Page) -> None:
    article = page(
        head="<script type='application/ld+json'>{\"@type\": \"Article\", </script><meta name=author content='Jo Doe'>"
    )
    assert [author.name for author in article.authors] == ["Jo Doe"]


def test_the_publication_is_an_author_only_where_there_is_no_other(page: Page) -> None:
    head = json_ld(author="The Courier", publisher="The Courier", headline="The wall of the harbour")
    assert [a.name for a in page(head=head).authors] == ["The Courier"]
    assert [
        a.name
        for a in page(head=head, before="<div class=byline><span>Ada Quill</span><span>Ben Oar</span></div>").authors
    ] == ["Ada Quill", "Ben Oar"]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("The wall of the harbour | The Courier", "The wall of the harbour"),
        ("Courier - The wall", "The wall"),
        ("Walls — a history of stone", "Walls — a history of stone"),
    ],
)
def test_the_sites_name_is_no_part_of_a_title(title: str, shown: str) -> None:
    from exporter.readers.html.metadata import cleaned

    assert cleaned(title, "The Courier", "https://courier.example/a") == shown


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("2024-05-02T07:30:00.000+0200", "2024-05-02T07:30:00+02:00"),
        ("2020-08-29T10:46:06+০১:০০", "2020-08-29T10:46:06+01:00"),
        ("20240502", "2024-05-02"),
        ("2024/05/02 07:30", "2024-05-02T07:30"),
        ("Thu, 02 May 2024 07:30:00 GMT", "2024-05-02T07:30:00Z"),
        ("2. Mai 2024", "2024-05-02"),
        ("2024年5月2日", "2024-05-02"),
        ("1714635000", "2024-05-02T07:30:00Z"),
        ("31/12/2023", "2023-12-31"),
        ("2024-13-45", None),
        ("yesterday", None),
    ],
)
def test_dates(given: str, iso: str | None) -> None:
    from exporter.readers.html.dates import iso as read_date

    assert read_date(given) == iso


@pytest.mark.parametrize(
    ("declared", "words", "lang"),
    [
        ("en-us", "The wall of the town is the work of the people who live in it.", "en-US"),
        ("en", "Стена города построена людьми, которые живут в этом городе уже много лет и знают море.", "ru"),
        ("", "Die Mauer der Stadt ist das Werk der Leute, die in ihr wohnen und"
            " die das Meer kennen, und es ist nicht der erste Bau dieser Art, "
             "den die Stadt mit dem Land und von dem Geld der Bürger auf dem alten Grund zu bauen für richtig hielt.", "de"),
        ("zh-hant", "城牆是城裡的人修建的，他們在海邊住了很多年，知道海的脾氣，也知道石頭的價錢，住在海邊。", "zh-Hant"),
    ],
)  # fmt: skip
def test_the_language_is_the_declared_one_unless_the_words_are_of_another(declared: str, words: str, lang: str) -> None:
    markup = f"<!DOCTYPE html><html lang='{declared}'><body><p>{words}</p></body></html>"
    assert read(Source(markup.encode()), Report()).article.lang == lang


def test_the_rest_of_the_metadata(page: Page) -> None:
    article = page(
        head="<link rel=canonical href=https://x.example/a><meta name=keywords"
        " content='a wall, a town'><meta name=copyright content='© Jo'>"
        "<meta name=citation_doi content='10.1234/abc'>"
        + json_ld(datePublished="2024-05-02", dateModified="2024-05-03")
    )
    assert (article.source, article.keywords, article.rights) == ("https://x.example/a", ("a wall", "a town"), "© Jo")
    assert (article.identifier, article.updated) == ("doi:10.1234/abc", "2024-05-03")


# ---- characters ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "declared", "words"),
    [
        ("utf-8", "iso-8859-1", "Grüße aus Köln"),
        ("cp1252", "iso-8859-1", "“Grüße” aus Köln – heute"),
        ("cp1251", "windows-1251", "Стена города построена людьми"),
        ("gb18030", "gb2312", "城墙是城里的人修建的"),
        ("cp932", "shift_jis", "港の壁は町の人が作った"),
        ("euc_kr", "euc-kr", "항구의 벽은 마을 사람들이 지었다"),
        ("utf-16", "utf-8", "Grüße aus Köln"),
    ],
)
def test_declared_encodings_are_believed_where_the_bytes_bear_them_out(
    encoding: str, declared: str, words: str
) -> None:
    markup = f"<html><head><meta charset='{declared}'></head><body><p>{words}</p></body></html>"
    assert text(read(Source(markup.encode(encoding)), Report()).article) == words


def test_gzipped_pages() -> None:
    data = gzip.compress(b"<p>Words</p>")
    assert text(read(Source(data, "p.html.gz"), Report()).article) == "Words"
    with pytest.raises(SourceError, match="gzip"):
        read(Source(data[:-12], "p.html.gz"), Report())


def test_what_the_reader_takes() -> None:
    assert recognises(b"\n<!-- x --><!DOCTYPE HTML><html>")
    assert recognises(b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="b"\r\n\r\n')
    assert not recognises(b"# Heading\n\n<html> in Markdown")
    assert ".html.gz" in reader.suffixes


# ---- hostile input ---------------------------------------------------------------------------------------------------

SENTENCE = "<p>This is a sentence of some ten words that says a little. </p>"
HOSTILE = {
    "elements in each other": "<html><body>" + "<div>" * 3000 + SENTENCE * 5,
    "lists in lists": "<html><body>" + "<ul><li>x" * 2000,
    "tables in tables": "<html><body>" + "<table><tr><td>" * 1000 + "x",
    "quotes in quotes": "<html><body>" + "<blockquote><p>quoted words here</p>" * 1000,
    "brackets": "<" * 50_000,
    "boxes": "<html><body>" + "<div><h3>Key points</h3><ul><li>One point that says something here</ul></div>" * 500,
    "bylines": "<html><body>" + "<div class=byline>" * 1500 + "By Jo Doe" + SENTENCE * 10,
    "JSON": "<html><script type='application/ld+json'>" + "[" * 50_000 + "</script><body>" + SENTENCE * 10,
    "notes": "<html><body><p>" + "".join(f"<sup><a href='#fn{n}'>{n}</a></sup>" for n in range(900)) + "</p><ol>"
             + "".join(f"<li id='fn{n}'>Note {n}" for n in range(900)) + "</ol>" + SENTENCE * 10,
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_end_soon(kind: str) -> None:
    started = time.process_time()
    try:
        read(Source(HOSTILE[kind].encode(), "p.html"), Report())
    except SourceError as error:
        assert "no article" in str(error)
    assert time.process_time() - started < 5


def test_reading_twice_gives_the_same(page: Page) -> None:
    before = "<header><figure><img src=/lead.jpg alt=L></figure></header>"
    assert page(before=before) == page(before=before)


def test_links_are_resolved_against_the_page(page: Page) -> None:
    article = page(between="<p>See <a href='other'>the other page about it</a> for what else was said of it then.</p>",
                   head="<link rel=canonical href=https://x.example/n/page>")  # fmt: skip
    assert [node.target for node in walk(article) if isinstance(node, Link)] == ["https://x.example/n/other"]


def test_tables_in_pages_keep_their_spans(page: Page) -> None:
    article = page(between="<table><tr><th>Part<th>Cost<tr><td rowspan=2>Arm<td>Much<tr><td>Little</table>")
    (table,) = [block for block in article.body if isinstance(block, Table)]
    assert table.body[0].cells[0].rowspan == 2


def test_a_fragment_costs_no_extraction_library() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from exporter.readers import Source; from exporter.readers.html import read;"
        "from exporter.report import Report;"
        "read(Source(b'<h1>A</h1><p>Words.</p>'), Report()); assert not {'trafilatura', 'htmldate'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_several_ways_back_leave_no_mark_in_a_note(page: Page) -> None:
    call = (
        "<p>The wall{}<sup><a href=#cite_note-w-2>[2]</a></sup> of the harbour was built in the year of the storm.</p>"
    )
    calls = call.format("<i id=cite_ref-w_2-0></i>") + call.format("<i id=cite_ref-w_2-1></i>")
    back = "^ <a href=#cite_ref-w_2-0><sup><i><b>a</b></i></sup></a> <a href=#cite_ref-w_2-1><sup><b>b</b></sup></a>"
    note = f"<li id=cite_note-w-2><span class=back>{back}</span> <span>The papers of the wall.</span></li>"
    notes = f"<ol class=references>{note}</ol>"
    found = page(between=calls, after=notes)
    assert [text(note) for note in found.notes] == ["The papers of the wall."]


def test_what_is_left_out_is_quoted_with_its_place(page: Page, report: Report) -> None:
    page(
        before="\n<div class=share-bar>Share it with friends, family and all the others</div>",
        between="\n<div class=newsletter>Get our letter</div>\n<div class=newsletter>Get our letter</div>",
    )
    (told,) = [notice for notice in report if notice.code == "chrome-dropped"]
    assert told.message == (
        "left out 3 parts of the site inside the article: “Share it with friends, family and…” (line 2), "
        "“Get our letter” (line 3, 2 times)"
    )
    assert told.place is not None and told.place.line == 2


def test_one_part_left_out_is_one(page: Page, report: Report) -> None:
    page(between="<div class=newsletter><h3>Get our letter</h3><p>Every day</p></div>")
    (told,) = [notice.message for notice in report if notice.code == "chrome-dropped"]
    assert told.startswith("left out a part of the site inside the article: “Get our letter Every day”")
