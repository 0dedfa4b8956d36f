"""Formulas: what is understood, what is not, and that nothing is lost either way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from exporter.backends.pdf import tex
from exporter.model import Article, Math, MathBlock, Paragraph, Text
from exporter.report import Report


@pytest.mark.parametrize(
    "source",
    [
        "a^2",
        r"\frac{1}{2}",
        r"\sqrt[3]{x}",
        r"\sum_{i=1}^{n} i",
        r"\left(\frac{a}{b}\right)^2",
        r"\hat{\beta} = \vec{v}",
        r"\text{if } x \in \mathbb{R}",
        r"f'(x)",
        r"\lim_{x \to 0} \sin x",
        r"\{1, 2\}",
        r"\binom{n}{k}",
        "",
    ],
)
def test_understood(source: str) -> None:
    tex.parse(source)


@pytest.mark.parametrize(
    "source", [r"\nonsense{", "{", "a^", "x^2^3", r"\left( x", "}", r"\begin{matrix}a\end{matrix}", "{" * 99]
)
def test_not_understood(source: str) -> None:
    with pytest.raises(tex.NotUnderstood):
        tex.parse(source)


def test_scripts_bind_to_what_stands_before() -> None:
    found = tex.parse("ab^2_i")
    assert isinstance(found, tex.Row)
    last = found.parts[1]
    assert isinstance(last, tex.Scripts)
    assert (last.base, last.below, last.above) == (
        tex.Sign("b", "variable"),
        tex.Sign("i", "variable"),
        tex.Sign("2", "upright"),
    )


def test_a_minus_is_a_minus() -> None:
    assert tex.parse("-") == tex.Sign("−", "binary")


def _article(source: str) -> Article:
    return Article(title=(Text("T"),), body=(Paragraph((Text("See "), Math(source))), MathBlock(source)), lang="en")


def test_source_is_the_alternative_and_nothing_is_told(render: Callable[..., bytes]) -> None:
    report = Report()
    render(_article("x^2"), report)
    assert not [notice for notice in report if notice.code == "formula-as-source"]


def test_what_is_not_understood_is_shown_and_told(
    render: Callable[..., bytes], words: Callable[[bytes], list[str]]
) -> None:
    report = Report()
    read = words(render(_article(r"\nonsense{x}"), report))[0]
    assert read.count("nonsense{x}") == 2
    assert [notice for notice in report if notice.code == "formula-as-source"]


def test_a_wide_formula_stays_on_the_page(render: Callable[..., bytes]) -> None:
    import io

    import pypdfium2

    with pypdfium2.PdfDocument(io.BytesIO(render(_article(" + ".join(f"x_{{{at}}}" for at in range(40)))))) as document:
        text = document[0].get_textpage()
        assert max(text.get_charbox(at)[2] for at in range(text.count_chars())) < 595.28 - 60
