"""What belongs to the article although the extraction library left it out."""

from __future__ import annotations

from collections.abc import Callable

from exporter.model import Article
from exporter.readers import Source
from exporter.readers.html import read
from exporter.report import Report
from exporter.walk import text

Page = Callable[..., Article]


def prose(about: str, count: int = 6) -> str:
    """Paragraphs that differ."""
    return "".join(
        f"<p>The {about} was seen for the {number}th time, said those who had waited beside the old quay since noon, and "
        f"none of the boats that lay there had {number} ropes left to spare for it.</p>"
        for number in range(1, count + 1)
    )


def article(body: str, head: str = "") -> Article:
    markup = f"<!DOCTYPE html><html><head><title>The quay of the town</title>{head}</head><body><nav><a href=/>Home</a></nav>"
    return read(Source(f"{markup}{body}</body></html>".encode(), "page.html"), Report()).article


def test_an_article_cut_into_pieces_is_whole() -> None:
    pieces = "".join(
        f"<div class=grid><div class='chunk body'>{prose(about)}</div><div class=ad>Advertisement</div></div>"
        for about in ("whale", "lantern", "ferry")
    )
    found = text(article(f"<main><article><h1>The quay of the town</h1>{pieces}</article></main>").body)
    assert all(f"The {about} was seen for the 6th" in found for about in ("whale", "lantern", "ferry"))
    assert "Advertisement" not in found


def test_a_line_between_paragraphs_is_a_heading_of_the_text(page: Page) -> None:
    assert "Two winters later" in text(page(between="<div class='mid-line'>Two winters later</div>").body)


def test_a_list_of_linked_names_between_paragraphs_stays(page: Page) -> None:
    names = "<p><a href=/a>Alpha</a>: <a href=/b>Beta</a>, <a href=/c>Gamma</a></p>"
    assert "Alpha: Beta, Gamma" in text(page(between=names).body)


def test_slides_in_a_row_are_all_kept() -> None:
    slides = "".join(
        f"<div class='slide ad-{number % 2}'><h2>Slide {number}</h2>{prose(f'boat {number}', 1)}</div>"
        if number == 3
        else f"<div class='slide ad-1'><h2>Slide {number}</h2>{prose(f'boat {number}', 3)}</div>"
        for number in range(1, 7)
    )
    found = text(article(f"<article><h1>The quay of the town</h1>{prose('quay', 2)}<div>{slides}</div></article>").body)
    assert all(f"The boat {number} was seen" in found for number in range(1, 7))


def test_a_verdict_over_the_text_is_kept(page: Page) -> None:
    box = "<div class='box verdict'><h3>Our verdict</h3><p>A well built wall that keeps what it promises to the town.</p></div>"
    found = page(before=box)
    assert "keeps what it promises" in text(found.body) + text(found.standfirst)


def test_where_page_and_metadata_differ_the_page_is_right_and_it_is_told(page: Page, report: Report) -> None:
    page(head='<script type="application/ld+json">{"@type":"NewsArticle","headline":"Flood news at a glance"}</script>')
    (told,) = [notice.message for notice in report if notice.code == "title-differs"]
    assert "Flood news at a glance" in told
