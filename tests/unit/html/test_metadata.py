"""Titles, authors and standfirsts that pages hide behind other words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from exporter.model import Article
from exporter.readers import Source
from exporter.readers.html import read
from exporter.report import Report
from exporter.walk import text

Page = Callable[..., Article]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Ada Quill, PhD", ["Ada Quill, PhD"]),
        ("Ada Quill, PhD, RD and Ben Oar, M.D.", ["Ada Quill, PhD, RD", "Ben Oar, M.D."]),
        ("Ben Oar, Jr., Cleo Strand", ["Ben Oar, Jr.", "Cleo Strand"]),
        ("Ada Quill, Ben Oar", ["Ada Quill", "Ben Oar"]),
    ],
)
def test_a_degree_belongs_to_the_name_before_it(page: Page, said: str, names: list[str]) -> None:
    assert [author.name for author in page(head=f"<meta name=author content='{said}'>").authors] == names


def test_the_caption_of_a_video_is_no_standfirst(page: Page) -> None:
    said = "Masons set the first of the blocks on the quay while the town looks on. (NL Video by Ada Quill)"
    assert page(before=f"<div class=description><p>{said}</p></div>").standfirst == ()


def read_page(title: str, headings: str, paragraphs: str) -> str:
    markup = f"<html lang=en><head><title>{title}</title></head><body>{headings}{paragraphs}</body></html>"
    return text(read(Source(markup.encode(), "page.html"), Report()).article.title)


SECTIONS = "".join(
    f"<h1>Part {name}</h1><p>The {name} of the harbour is described here with all that is known about how it was built.</p>"
    for name in ("wall", "gate", "quay", "light")
)


def test_a_chapter_is_named_by_its_heading_and_not_by_its_book() -> None:
    title = "<h2 class=chapter-title>Chapter 6 - The harbour</h2>"
    assert read_page("Northern books - Coast engineering", title, SECTIONS) == "Chapter 6 - The harbour"


def test_a_line_over_the_title_is_not_the_title() -> None:
    over = "<h1 class=strapline>The wall: costs of it</h1><h2 class=title>What the town pays for the new wall</h2>"
    paragraphs = SECTIONS.replace("h1>", "h3>")
    name = "What the town pays for the new wall - The wall: costs of it"
    assert read_page(name, over, paragraphs) == "What the town pays for the new wall"


def test_a_page_that_has_comments_has_an_author(page: Page) -> None:
    byline = "<div class='post has-comments'><span class=author>Ada Quill</span></div>"
    assert [author.name for author in page(before=byline).authors] == ["Ada Quill"]
