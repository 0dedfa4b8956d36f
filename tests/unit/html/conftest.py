"""Reading pages in tests: markup in, article or blocks out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html

from exporter.model import Article, Blocks
from exporter.readers import Source
from exporter.readers.html import read
from exporter.readers.html.blocks import Converted, converted
from exporter.report import Report

PARAGRAPHS = "".join(
    f"<p>Sentence number {number} of the article says something about the harbour, the wall and the storm of that year.</p>"
    for number in range(1, 9)
)


@pytest.fixture
def report() -> Report:
    return Report()


@pytest.fixture
def blocks(report: Report) -> Callable[[str], Blocks]:
    """The blocks of some markup."""
    return lambda markup: converted(html.fragment_fromstring(markup, create_parent="div"), report=report).blocks


@pytest.fixture
def both(report: Report) -> Callable[[str], Converted]:
    """The blocks and notes of some markup."""
    return lambda markup: converted(html.fragment_fromstring(markup, create_parent="div"), report=report)


@pytest.fixture
def page(report: Report) -> Callable[..., Article]:
    """The article of a page with a title, eight paragraphs and what a test puts before, between and after them."""

    def made(before: str = "", between: str = "", after: str = "", head: str = "", **about: str) -> Article:
        half = PARAGRAPHS.index("<p>Sentence number 5")
        body = (
            f"<article><h1>The wall of the harbour"
            f"</h1>{before}{PARAGRAPHS[:half]}{between}{PARAGRAPHS[half:]}{after}</article>"
        )
        markup = (
            f"<!DOCTYPE html><html><head><title>The wall of the harbour</title>{head}</head><body>{body}</body></html>"
        )
        return read(Source(markup.encode(), "page.html", **about), report).article

    return made
