"""Pages with hardly anything around their article: nothing of it is cut."""

from __future__ import annotations

import pytest

from exporter.model import Article, Heading
from exporter.readers import Source
from exporter.readers.html import read
from exporter.report import Report
from exporter.walk import text, walk

OPENING = "<p>The reading room keeps the maps of the valley and lends copies of them to schools and to offices.</p>"
LONG = "".join(
    f"<p>Map {number} shows the valley as it was before the dam was built, with the {number} mills along the river.</p>"
    for number in range(1, 30)
)


def article(body: str) -> Article:
    markup = f"<!doctype html><html lang=en><head><title>Reading room</title></head><body>{body}</body></html>"
    return read(Source(markup.encode(), "page.html"), Report()).article


def headings(found: Article) -> list[str]:
    return [text(node.content) for node in walk(found) if isinstance(node, Heading)]


@pytest.mark.parametrize("heading", ["h2", "h3", "h4"])
def test_short_sections_of_a_short_page_keep_their_headings(heading: str) -> None:
    sections = "".join(
        f"<{heading}>{name}</{heading}><p>{said}</p>"
        for name, said in (("Hours", "Nine to five."), ("Copies", "Free."), ("Fees", "None."))
    )
    assert headings(article(f"<h1>Reading room</h1>{OPENING}{sections}")) == ["Hours", "Copies", "Fees"]


def test_a_document_without_a_site_around_it_is_kept_whole() -> None:
    found = article(f"<h1>Reading room</h1><h2>Maps</h2>{LONG}<h2>Fees</h2><p>None.</p><h3>Deeper</h3><p>End.</p>")
    assert headings(found) == ["Maps", "Fees", "Deeper"]
    assert "None.\n" in text(found) + "\n"


def test_what_says_that_it_is_the_site_goes_from_a_short_page_too() -> None:
    site = (
        "<header><a href=/>Home</a> Town of Valley</header><nav><a href=/a>All rooms</a></nav>",
        "<footer>Town council, all rights reserved</footer>",
    )
    found = text(article(f"{site[0]}<h1>Reading room</h1>{OPENING}<h2>Fees</h2><p>None.</p>{site[1]}"))
    assert "Fees" in found and "None." in found
    assert not any(said in found for said in ("Home", "All rooms", "Town of Valley", "council"))
