"""Pages that programs other than a site's wrote: Word, Google Docs, mail, SingleFile, a browser's MHTML, a reader's view."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from exporter.model import (
    Article,
    Blocks,
    CodeBlock,
    Emphasis,
    Heading,
    Link,
    List,
    MathBlock,
    Paragraph,
    Strong,
    Table,
)
from exporter.readers import Reading, Source
from exporter.readers.html import read
from exporter.report import Report
from exporter.walk import text, walk

PAGES = Path(__file__).parent / "pages"
PROSE = "".join(
    f"<p>On day {number} the council of the port heard how the engineers wanted to raise the wall before the winter.</p>"
    for number in range(1, 7)
)
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(range(200)) * 8).decode()


def reading(markup: str | bytes, name: str = "page.html") -> Reading:
    return read(Source(markup.encode() if isinstance(markup, str) else markup, name), Report())


def saved(name: str) -> Article:
    return reading((PAGES / name).read_bytes(), name).article


def nested(body: Blocks) -> list[list[str]]:
    """The items of every list, with the kinds of what is in them."""
    lists = [block for block in body if isinstance(block, List)]
    return [[f"{text(i.content[0])} {len(i.content)}" for i in one.items] for one in lists]


@pytest.mark.parametrize("name", ["word.html", "google-docs.html"])
def test_a_word_processors_page_is_read_whole_with_its_lists_and_notes(name: str) -> None:
    article = saved(name)
    assert text(article.title) == "The harbour report"
    assert nested(article.body)[0] == ["Measure 2", "Build 1"]
    assert "old" in [text(node) for node in walk(article.body) if isinstance(node, Strong)]
    (table,) = (block for block in article.body if isinstance(block, Table))
    assert text(table).split("\n") == ["Year", "Cost", "2024", "3"]
    assert [text(note).strip() for note in article.notes] == ["Built in 1881."]
    assert any(isinstance(block, Heading) and text(block) == "Steps" for block in article.body)
    assert "·" not in text(article.body)


def test_word_numbers_are_a_numbered_list() -> None:
    lists = [block for block in saved("word.html").body if isinstance(block, List)]
    assert [one.kind for one in lists] == ["bullet", "ordered"]
    assert text(lists[1]).split("\n") == ["One", "Two"]


def test_google_docs_links_lead_where_they_lead_and_slant_is_kept() -> None:
    body = saved("google-docs.html").body
    assert [node.target for node in walk(body) if isinstance(node, Link)] == ["https://example.org/wall"]
    assert [text(node) for node in walk(body) if isinstance(node, Emphasis)] == ["tired"]


def test_words_pasted_from_word_into_a_site_do_not_make_the_site_article() -> None:
    pasted = PROSE.replace("<p>", "<p class=MsoNormal>")
    page = (
        "<!DOCTYPE html><html><head><title>The wall</title></head><body><nav><a href=/>Home of the port paper</a></nav>"
        f"<article><h1>The wall</h1>{pasted}</article><footer>Terms of the port paper</footer></body></html>"
    )
    assert "Terms" not in text(reading(page).article.body)


def test_tables_that_place_a_letters_parts_are_none() -> None:
    article = saved("mail.html")
    assert text(article.title) == "The wall will be raised"
    tables = [block for block in article.body if isinstance(block, Table)]
    assert [text(table).split("\n")[0] for table in tables] == ["Part"]
    shown = [text(block) for block in article.body]
    assert next(n for n, one in enumerate(shown) if one.startswith("On the left")) < next(
        n for n, one in enumerate(shown) if one.startswith("On the right")
    )
    assert "Preview text" not in "".join(shown)


def test_singlefile_pictures_are_found_in_its_style_sheet() -> None:
    made = reading(
        "<!DOCTYPE html><html><!--\n Page saved with SingleFile\n url: https://port.example/wall\n saved date: Mon\n--><head>"
        f'<title>The wall</title><style>:root{{--sf-img-3: url("data:image/png;base64,{PNG}")}}</style></head><body><article>'
        f"<h1>The wall</h1>{PROSE}<figure><img alt='The wall' src='data:image/svg+xml,<svg/>' style='background-image:"
        f"var(--sf-img-3)!important'><figcaption>The wall in May</figcaption></figure>{PROSE}</article></body></html>"
    )
    assert list(made.pictures.values()) == [base64.b64decode(PNG)]
    assert made.article.source == "https://port.example/wall"


def test_chromes_mhtml_brings_its_pictures() -> None:
    html = (
        "<!DOCTYPE html><html><head><title>The wall</title></head><body><article><h1>The wall</h1>"
        f'{PROSE}<figure><img src=3D"https://port.example/w.png" alt=3D"The wall"></figure>{PROSE}</article></body></html>'
    )
    parts = [
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://port.example/wall\r\nSubject: The wall\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--B--"\r\n\r\n\r\n----B--',
        "Content-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: https://port.example/wall\r\n\r\n{html}\r\n----B--",
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://port.example/w.png\r\n\r\n"
        f"{PNG}\r\n----B----\r\n",
    ]
    made = reading("\r\n".join(parts), "wall.mhtml")
    assert list(made.pictures.values()) == [base64.b64decode(PNG)]
    assert made.article.source == "https://port.example/wall"


def test_a_readers_view_is_read_whole() -> None:
    view = (
        "<!DOCTYPE html><html><head><title>The wall</title></head><body><div class='container'>"
        "<div class='header reader-header'>"
        "<a class='domain reader-domain' href='https://port.example/'>port.example</a><h1 class='reader-title'>The wall</h1>"
        "<div class='credits reader-credits'>Ada Quay</div></div><div class='content'><div class='moz-reader-content'>"
        f"<div id='readability-page-1' class='page'>{PROSE}<p>It ends.</p></div></div></div></div></body></html>"
    )
    article = reading(view).article
    assert text(article.title) == "The wall"
    assert text(article.body).endswith("It ends.")


def test_a_feeds_piece_is_read_whole() -> None:
    article = reading(
        f"<p><img src='a.png' alt='Wall'></p>{PROSE}<p>The post <a href='/w'>The wall</a> appeared first.</p>"
    ).article
    assert text(article.body).count("On day") == 6
    assert "appeared first" in text(article.body)


@pytest.mark.parametrize(
    "loads", ["<script src='/npm/mathjax@3/tex.js'></script>", "<link rel=stylesheet href='katex.min.css'>"]
)
def test_tex_in_words_is_a_formula_where_a_typesetter_is_loaded(loads: str, page: Callable[..., Article]) -> None:
    words = r"<p>A height \(h\) of 5$ or 6$.</p><p>$$A = h < 4$$</p><p>So \[B = 2\] it is.</p><pre>\(code\)</pre>"
    body = page(between=words, head=loads).body
    assert [block.source for block in body if isinstance(block, MathBlock)] == ["A = h < 4", "B = 2"]
    assert [node.source for node in walk(body) if type(node).__name__ == "Math"] == ["h"]
    assert [block.code for block in body if isinstance(block, CodeBlock)] == [r"\(code\)"]
    assert any(isinstance(block, Paragraph) and "5$ or 6$" in text(block) for block in body)
    assert r"\(h\)" in text(page(between=words).body)
