"""The head of the first page: masthead, title, standfirst, with words longer than anybody planned for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from exporter.model import Article, Author, Paragraph, Takeaways
from tests.unit.pdf.articles import t
from tests.unit.pdf.places import place

Render = Callable[..., bytes]
WORDS = "The officials agreed that the levels of the eastern canal would be measured twice a day "


def brief(**more: object) -> Article:
    given = {"title": t("A title"), "lang": "en", "dir": "ltr", "body": (Paragraph(t("Text.")),), **more}
    return Article(**given)  # type: ignore[arg-type]


def test_kicker_and_publisher_share_a_line_where_both_fit(render: Render) -> None:
    data = render(brief(kicker="World", publisher="The Example"))
    kicker, publisher = place(data, "World"), place(data, "The Example")
    assert kicker.bottom == pytest.approx(publisher.bottom, abs=1.0)
    assert kicker.right < publisher.left


def test_a_long_publisher_stands_below_a_long_kicker(render: Render) -> None:
    data = render(brief(kicker=f"{WORDS[:46]}K.", publisher=f"{WORDS[:46]}P."))
    kicker, publisher = place(data, "K."), place(data, "P.")
    assert publisher.top < kicker.bottom
    assert place(data, "A title").top < publisher.bottom


def test_the_takeaways_are_on_page_1_below_the_longest_title(render: Render) -> None:
    points = Takeaways(tuple(t(f"Point {at}. {WORDS}") for at in range(5)))
    authors = tuple(Author(f"Author Number {at}") for at in range(12))
    article = brief(title=t((WORDS * 4)[:300]), standfirst=t(WORDS * 6), authors=authors, takeaways=points)
    assert place(render(article), "Point 4.").page == 0


def test_a_title_of_usual_length_has_the_size_of_the_theme(render: Render) -> None:
    short, long = (place(render(brief(title=t(f"Hx {words}"))), "Hx") for words in (WORDS, WORDS * 3))
    assert long.top - long.bottom < (short.top - short.bottom) * 0.8


def test_takeaways_that_fill_more_than_the_page_begin_on_it(render: Render) -> None:
    points = Takeaways(tuple(t(f"Point {at}. {WORDS * 2}") for at in range(18)))
    data = render(brief(takeaways=points))
    pages = [place(data, f"Point {at}.").page for at in range(18)]
    assert (pages[0], pages[1], pages[-2], pages[-1]) == (0, 0, 1, 1)
    assert pages.count(0) > 8
