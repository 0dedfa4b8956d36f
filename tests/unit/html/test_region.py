"""What belongs to the article although the extraction library left it out."""

from __future__ import annotations

from collections.abc import Callable

from exporter.model import Article, Heading
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


LINKED = "<a href=https://e.example/{0}>{0}.example/archive</a>"


def test_a_sentence_that_is_mostly_a_link_stays(page: Page) -> None:
    link = "<a href=https://e.example/a>plans the repairs of the wall and trains the masons</a>"
    said = f"<div><div><p>It also {link}.</p></div></div>"
    assert "It also plans the repairs" in text(page(between=said).body)


def test_a_link_to_another_story_after_a_label_goes(page: Page) -> None:
    said = "<div><div><p>Read more: <a href=/a>The masons who came from the islands for the wall</a></p></div></div>"
    assert "masons who came" not in text(page(between=said).body)


def test_lists_in_the_points_of_a_list_stay(page: Page) -> None:
    inner = "".join(f"<li>{name} will be kept at {LINKED.format(name)}</li>" for name in ("logs", "maps", "tides"))
    lists = "".join(
        f"<li><strong>{who}:</strong><ul>{inner}</ul></li>" for who in ("The harbour master", "The council")
    )
    found = page(between=f"<ul>{lists}</ul>")
    assert text(found.body).count("tides will be kept") == 2


def test_a_list_of_links_that_the_text_announces_stays(page: Page) -> None:
    listed = "".join(f"<li>{LINKED.format(name)}</li>" for name in ("logs", "maps", "tides"))
    said = "<p>After the storm of that year the papers of the harbour can be found at these addresses:</p>"
    assert "maps.example" in text(page(between=f"{said}<ul>{listed}</ul>").body)


def test_words_around_formulas_stay_where_no_paragraph_holds_them(page: Page) -> None:
    copies = "<mjx-math aria-hidden=true></mjx-math><mjx-assistive-mml><math><mi>{}</mi></math></mjx-assistive-mml>"
    formula = f"<mjx-container>{copies}</mjx-container>"
    between = f"<p>When</p>{formula.format('a')}, there are two heights of {formula.format('b')} and they are these."
    assert ", there are two heights of b and they are these." in text(page(between=between).body)


def test_a_sentence_beside_the_blocks_stays(page: Page) -> None:
    loose = "Loose words with <b>bold</b> ones between the paragraphs are a sentence, too."
    assert "Loose words with bold ones" in text(page(between=loose).body)


PLACES = (
    "<a href=#a>Top of page</a> <a href=#b>Walls of the town</a> <a href=#c>Gates</a> <a href=#d>Costs of the wall</a>"
)
MENU = f"<div class=drop>Go to <button>v</button><div>{PLACES}</div></div>"


def test_a_heading_beside_a_menu_of_the_page_stays_without_it(page: Page) -> None:
    found = page(between=f"<div class=sub><div class=x-header2>The gates of the harbour</div>{MENU}</div>")
    headings = [text(node.content) for node in found.body if isinstance(node, Heading)]
    assert headings == ["The gates of the harbour"]
    assert "Top of page" not in text(found.body)


def test_the_tabs_of_a_page_go(page: Page) -> None:
    others = "".join(f"<li><a href=/{tab}>{tab} of the record</a></li>" for tab in ("Table", "Results", "Sources"))
    assert "of the record" not in text(page(before=f"<ul><li class=current>Details of it</li>{others}</ul>").body)


def test_prose_under_a_label_of_its_own_stays(page: Page) -> None:
    prose = (
        "The purpose of this paper is to find out whether the harbour needs a second wall, " * 3
        + "and what it would cost."
    )
    found = text(page(between=f"<div class=s><div>Detailed description:</div><div class=i>{prose}</div></div>").body)
    assert "Detailed description:" in found and "what it would cost." in found


def test_a_line_whose_role_says_heading_is_one(page: Page) -> None:
    found = page(between="<div role=heading aria-level=2>The second wall</div>")
    assert any(isinstance(node, Heading) and text(node) == "The second wall" for node in found.body)
