"""Pages nobody writes, and attackers do: no address, number or character makes the reader fail, none takes it long."""

from __future__ import annotations

import time

import pytest

from exporter.model import Article
from exporter.readers import Source
from exporter.readers.html import read, recognises
from exporter.report import Report
from exporter.walk import text


def page(source: str) -> Article:
    return read(Source(source.encode("utf-8", "surrogatepass"), "page.html"), Report()).article


NESTED = "[" * 700 + '"x"' + "]" * 700


@pytest.mark.parametrize(
    "source",
    [
        pytest.param('<p>word</p><iframe src="http://[bad"></iframe>', id="a film without an address"),
        pytest.param('<html><head><meta property="og:url" content="http://[x"></head><body><p>word</p><img src="//a/b.png">'
                     "</body></html>", id="a page without one"),
        pytest.param('<html><head><meta property="article:published_time" content="1²³⁴⁵⁶⁷⁸⁹⁰"></head><body><p>word</p>'
                     "</body></html>", id="digits that are none"),
        pytest.param(f'<html><head><meta property="og:title" content="{"a | " * 3000}b"><meta property="og:site_name" '
                     'content="a"></head><body><h1>Three words here</h1><p>word</p></body></html>', id="a title of parts"),
        pytest.param('<html><head><script type="application/ld+json">{"@type":"Article","headline":' + NESTED
                     + "}</script></head><body><p>word</p></body></html>", id="values in values"),
        pytest.param('<html><head><script src="mathjax.js"></script></head><body><p>&#1;word \\(x\\) &#x1F;\uffff</p></body>'
                     "</html>", id="characters a tree cannot hold"),
        pytest.param('<p>word<sup><a href="#n">1</a></sup>&#xFFFE;\ufffe&#12;</p><ol><li id="n">note\uffff <a href="#r">↩</a>'
                     "</li></ol>", id="the same beside notes"),
    ],
)  # fmt: skip
def test_nothing_on_a_page_makes_it_unreadable(source: str) -> None:
    assert "word" in text(page(source))


@pytest.mark.parametrize(
    "source",
    [
        pytest.param('<p class="caption">abc</p>' * 4000, id="captions without pictures"),
        pytest.param("<img src=a.png>" + '<p class="caption">abc</p>' * 4000, id="captions beside a picture"),
        pytest.param(
            '<p><a href="#x">[1]</a></p>' * 1500 + '<div id="x">' + "<b>w</b> " * 30_000 + "</div>", id="marks"
        ),
        pytest.param(f'<p itemprop="{"a " * 5000}">' + "<b>w</b> " * 5000 + "</p>", id="properties"),
        pytest.param("<p>Key takeaways</p>" * 800, id="labels"),
    ],
)
def test_what_comes_often_takes_time_in_proportion(source: str) -> None:
    begun = time.process_time()
    page(f"<div>{source}</div>")
    assert time.process_time() - begun < 5


def test_comments_before_a_page_are_passed_over_once() -> None:
    begun = time.process_time()
    assert not recognises(b"<!---->" * 60 + b"x")
    assert recognises(b"<!-- a --> <!-- b --><html>")
    assert time.process_time() - begun < 1
