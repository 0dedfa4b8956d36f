"""Formulas as MathML, mended where that is known, and as their source where nothing else is true."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from exporter import model as m
from exporter.pipeline import render
from tests.unit.epub.articles import article, para

Make = Callable[..., Any]


def test_formulas_name_what_they_stand_in_alone(opened: Make) -> None:
    book = opened(article(m.Heading((m.Math("x^2"),)), para(m.Link((m.Math("y"),), "https://example.org/"))))
    assert book.find("//x:h2/@aria-label") == ["x^2"]
    assert book.find("//x:p/x:a/@aria-label") == ["y"]


def test_formulas(opened: Make) -> None:
    book = opened(article(para(m.Math("a < b")), m.MathBlock(r"\sum_{i=1}^n i"), para(m.Math(r"\nonsense{"))))
    assert book.find("//m:math/@alttext") == ["a < b", r"\sum_{i=1}^n i"]
    assert book.find("//m:math[@display='block']//m:munderover")
    assert book.find("//x:code[@class='formula']/text()") == [r"\nonsense{"]
    assert "formula-as-source" in book.codes
    assert book.find("//opf:item[@id='article']/@properties", "content.opf") == ["mathml"]


def test_commands_the_converter_does_not_know_are_not_shown_as_letters(opened: Make) -> None:
    book = opened(article(para(m.Math(r"\unheardof x"))))
    assert not book.find("//m:math") and book.find("//x:code/text()") == [r"\unheardof x"]


@pytest.mark.parametrize(
    "source",
    [r"\href{javascript:alert(1)}{x}", r"\style{color:red}{x}", r"\frac{1}", r"\limits", r"\text{a <b> & c}", "x^"],
)
def test_formulas_that_come_out_wrong_stay_source(opened: Make, source: str) -> None:
    book = opened(article(para(m.Math(source))))
    assert not book.find("//m:math") and book.find("//x:p/x:code/text()") == [source]


def test_formulas_are_mended(opened: Make) -> None:
    book = opened(article(para(m.Math(r"a \mathrel{+}= b"), m.Math(r"\color{red}x"))))
    assert len(book.find("//m:math")) == 2
    assert not book.find("//m:mo/* | //m:mi/* | //*[@mathcolor]")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\arg\min_x f", "argminxf"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a=bc=d"),
        (r"\begin{gather*} a \label{e} \\ b \nonumber \end{gather*}", "ab"),
        (r"\arg\begin{cases} a & b \end{cases}", "arg{ab"),
    ],
)
def test_formulas_in_words_the_converter_lacks(opened: Make, source: str, expected: str) -> None:
    book = opened(article(m.MathBlock(source)))
    (math,) = book.find("//m:math")
    assert "".join("".join(math.itertext()).split()) == expected
    assert math.get("alttext") == source and "formula-as-source" not in book.codes


def test_a_title_of_a_formula_alone_has_a_name_for_listeners() -> None:
    article = m.Article(title=(m.Math("a^2"),), lang="en", body=(m.Paragraph((m.Text("x"),)),))
    with zipfile.ZipFile(io.BytesIO(render(article, "epub"))) as book:
        assert b'<h1 id="title.1" aria-label="a^2">' in book.read("EPUB/article.xhtml")
