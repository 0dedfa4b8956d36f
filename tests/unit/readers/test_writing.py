"""Canonical Markdown reads back as the same article, whatever the article holds."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporter import model as m
from exporter.contract.strategies import articles
from exporter.readers import Source, markdown
from exporter.report import Report
from exporter.walk import normalised, without_places
from exporter.writing import to_markdown


def read_back(article: m.Article) -> m.Article:
    return without_places(markdown.read(Source(to_markdown(article).encode()), Report()))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(articles())
def test_any_article(article: m.Article) -> None:
    assert read_back(article) == normalised(without_places(article))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(st.sampled_from("ab1 *_[](){}<>&`~^$|\\#+-:.!=@\"'/\n\t\u00a0—é你%"), min_size=1, max_size=12))
def test_any_words(words: str) -> None:
    article = m.Article(body=(m.Paragraph(content=(m.Text(value=words),)),))
    assert read_back(article) == article


def test_everyday_words_are_not_escaped() -> None:
    words = "It cost $5 (about 4 €) in 2024 - or so; a_b isn't #1, 3 * 4 = 12 & more: “yes”!"
    article = m.Article(body=(m.Paragraph(content=(m.Text(value=words),)),))
    assert to_markdown(article) == words.replace("*", "\\*") + "\n"


def test_neighbours_stay_apart() -> None:
    item = m.ListItem(content=(m.Paragraph(content=(m.Text(value="x"),)),))
    lists = (m.List(items=(item,)), m.List(items=(item,)))
    assert read_back(m.Article(body=lists)).body == lists


def test_a_list_under_a_known_heading_stays_in_the_text() -> None:
    heading = m.Heading(content=(m.Text(value="Key Points"),))
    item = m.ListItem(content=(m.Paragraph(content=(m.Text(value="x"),)),))
    article = m.Article(body=(heading, m.List(items=(item,))))
    assert read_back(article) == article
    assert to_markdown(article) == "---\ntakeaways: none\n---\n\n## Key Points\n\n- x\n"


def test_what_markdown_cannot_say_is_json() -> None:
    article = m.Article(body=(m.CodeBlock(code="a\x07b"), m.Paragraph(content=())))
    written = to_markdown(article)
    assert written.count("```{=article-json}") == 2
    assert read_back(article) == article


def test_an_empty_article() -> None:
    assert read_back(m.Article()) == m.Article()
