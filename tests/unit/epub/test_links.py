"""Addresses, links and the marks of notes: valid, and leading where they say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from exporter import model as m
from exporter.backends.epub.links import Links, address
from exporter.contract import sample
from exporter.walk import walk
from tests.unit.epub.articles import article, para, words

Make = Callable[..., Any]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://example.org/a b?c=é#d e", "https://example.org/a%20b?c=%C3%A9#d%20e"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("https://example.org/a#b#c", "https://example.org/a#b%23c"),
        ("http:\\\\example.org\\a", "http://example.org/a"),
        ("https://[::1]:8080/x", "https://[::1]:8080/x"),
        ("https://例え.jp/a", "https://例え.jp/a"),
        ("mailto:a b@example.org", "mailto:a%20b@example.org"),
        ("https://", None),
        ("https:///x", None),
        ("https://exa mple.org/", None),
        ("https://a:port/", None),
        ("https://[::1/", None),
        ("mailto:", None),
    ],
)
def test_addresses_become_valid_or_nothing(target: str, expected: str | None) -> None:
    assert address(target) == expected


def test_relative_links_need_a_base() -> None:
    assert Links({}, "https://example.org/a/b").outside("../c?d") == "https://example.org/c?d"
    assert Links({}, "article.md").outside("c") is None


def test_a_relative_link_without_base_keeps_its_words(opened: Make) -> None:
    book = opened(article(para(m.Link(words("there"), "other.html"))))
    assert book.find("//x:span[@title='other.html']/text()") == ["there"]
    assert "relative-link" in book.codes


def test_a_relative_link_is_resolved(opened: Make) -> None:
    book = opened(article(para(m.Link(words("there"), "other.html")), source="https://example.org/a/b"))
    assert book.find("//x:p/x:a/@href")[0] == "https://example.org/a/other.html"


def test_marks_of_notes_stand_behind_the_link_that_holds_them(opened: Make) -> None:
    link = m.Link(words("there", m.NoteRef("n")), "https://example.org/")
    book = opened(article(para(link), notes=(m.Note((para("A note."),), id="n"),)))
    assert not book.find("//x:a//x:a")
    assert book.find("//x:a[@href='https://example.org/']/following-sibling::x:sup/x:a/@href") == ["#n"]


def test_every_mark_of_a_note_has_a_way_back(opened: Make) -> None:
    book = opened(article(para(m.NoteRef("n"), m.NoteRef("n")), notes=(m.Note((para("A note."),), id="n"),)))
    marks = book.find("//x:a[@role='doc-noteref']/@id")
    assert [f"#{mark}" for mark in marks] == book.find("//x:a[@role='doc-backlink']/@href")
    assert len(marks) == 2


def test_pop_ups(opened: Make) -> None:
    book = opened(sample.everything())
    assert len(book.find("//x:aside[@epub:type='footnote' and @role='doc-footnote']")) == 2
    assert len(book.find("//x:a[@epub:type='noteref']")) == 2


def test_every_id_of_the_article_is_in_the_book(opened: Make) -> None:
    marked = article(
        para(
            m.Text("a", id="i1"), m.Emphasis(words("b"), id="i2"), m.LineBreak(id="i3"), m.Code("c", id="i4"), id="i5"
        ),
        m.List((m.ListItem((para("d"),), id="i6"),), id="i7"),
        m.Table(body=(m.Row((m.Cell((para("e"),), id="i8"),), id="i9"),), id="i10"),
        m.DefinitionList((m.DefinitionItem(words("f"), ((para("g"),),), id="i11"),), id="i12"),
        m.MathBlock("x^2", id="i13"),
        m.MathBlock(r"\nonsense{", id="i14"),
        m.ThematicBreak(id="i15"),
        m.CodeBlock("h", id="i16", dir="rtl"),
        m.Figure((m.Image(sample.PICTURE, "i", id="i17"), m.Image(None, "j", id="i18")), id="i19"),
        authors=(m.Author("k", id="i20"),),
        id="i21",
    )
    book = opened(marked)
    assert {node.id for node in walk(marked) if node.id} <= set(book.find("//@id"))
