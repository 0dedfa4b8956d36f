"""Formulas: what is understood, what is not, and that nothing is lost either way."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
import pytest

from exporter.backends.pdf import formula, tex
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
        r"A \xrightarrow[T]{\text{heat}} B",
        r"\underbrace{a + b}_{c} + \overbrace{d}",
        r"{\rm max}\, x + \bigg( y \bigg)",
        "",
    ],
)
def test_understood(source: str) -> None:
    tex.parse(source)


@pytest.mark.parametrize(
    "source", [r"\nonsense{", "{", "a^", "x^2^3", r"\left( x", "}", r"\begin{nothing}a\end{nothing}", "{" * 99]
)
def test_not_understood(source: str) -> None:
    with pytest.raises(tex.NotUnderstood):
        tex.parse(source)


def test_scripts_bind_to_what_stands_before() -> None:
    found = tex.parse("ab^2_i")
    assert isinstance(found, formula.Row)
    last = found.parts[1]
    assert isinstance(last, formula.Scripts)
    assert (last.base, last.below, last.above) == (
        formula.Sign("b", "variable"),
        formula.Sign("i", "variable"),
        formula.Sign("2", "upright"),
    )


def test_a_minus_is_a_minus() -> None:
    assert tex.parse("-") == formula.Sign("−", "binary")


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


def letters(*rows: str) -> formula.Rows:
    return tuple(tuple(formula.Sign(letter, "variable") for letter in row) for row in rows)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\begin{matrix}a&b\\c&d\end{matrix}", formula.Grid(letters("ab", "cd"), "cc", "matrix")),
        (r"\begin{matrix} a & b \\[2pt] c \\ \end{matrix}", formula.Grid(letters("ab", "c"), "cc", "matrix")),
        (r"\begin{bmatrix}a\end{bmatrix}", formula.Fenced("[", formula.Grid(letters("a"), "c", "matrix"), "]")),
        (
            r"\begin{cases}a&b\\c&d\end{cases}",
            formula.Fenced("{", formula.Grid(letters("ab", "cd"), "ll", "cases"), ""),
        ),
        (r"\begin{align*}a&b&c&d\end{align*}", formula.Grid(letters("abcd"), "rlrl", "aligned")),
        (r"\begin{alignat}{2}a&b\end{alignat}", formula.Grid(letters("ab"), "rl", "aligned")),
        (r"\begin{gather}a\\b\end{gather}", formula.Grid(letters("a", "b"), "c", "gathered")),
        (r"\begin{equation}a\end{equation}", formula.Sign("a", "variable")),
        (r"a\\b", formula.Grid(letters("a", "b"), "c", "gathered")),
        (r"a&b\\c", formula.Grid(letters("ab", "c"), "rl", "aligned")),
        (
            r"\begin{array}[t]{|l@{\,}r|p{3cm}c}\hline a&b&c\\ \hline\hline d\\\hline\end{array}",
            formula.Grid(letters("abc", "d"), "lrc", "matrix", (0, 2), (0, 1, 1, 2)),
        ),
        ("a % a remark", formula.Sign("a", "variable")),
    ],
)
def test_environments(source: str, expected: formula.Part) -> None:
    assert tex.parse(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        r"\begin{matrix}a",
        r"\begin{matrix}a\end{pmatrix}",
        r"\begin",
        r"\begin{array}a\end{array}",
        r"a\\[",
        r"\end{matrix}",
        r"\text{if $x}",
        r"\substack{a",
        r"\begin{matrix}" * 60,
        r"\text{$\text{$" * 60,
    ],
)
def test_broken_environments_are_not_understood(source: str) -> None:
    with pytest.raises(tex.NotUnderstood):
        tex.parse(source)


def test_words_may_hold_formulas() -> None:
    got = tex.parse(r"\text{if $a$ is}")
    assert got == formula.Row(
        (formula.Sign("if ", "upright"), formula.Sign("a", "variable"), formula.Sign(" is", "upright"))
    )


def test_a_name_of_two_words_takes_limits() -> None:
    assert tex.parse(r"\operatorname*{arg\,max}") == formula.Sign("arg max", "function", limits=True)


def drawn(render: Callable[..., bytes], source: str) -> tuple[str, list[str]]:
    """The text of a formula on its page as it is placed, and its notices."""
    report = Report()
    data = render(Article(title=(Text("T"),), body=(MathBlock(source),), lang="en"), report, record=b"", pictures={})
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        return document[0].get_textpage().get_text_range(), [notice.code for notice in report]


@pytest.mark.parametrize("fence", ["(", "[", r"\{", "|", r"\|", r"\langle", r"\lfloor", r"\lceil"])
def test_high_fences_are_lines(fence: str, render: Callable[..., bytes]) -> None:
    matrix = r"\begin{matrix}a\\b\\c\end{matrix}"
    text, notices = drawn(render, rf"\left{fence}{matrix}\right.")
    assert not notices
    assert [char for char in "([{|‖⟨⌊⌈" if char in text] == []
    assert all(letter in text for letter in "abc")


def test_what_is_hidden_is_not_drawn(render: Callable[..., bytes]) -> None:
    text, notices = drawn(render, r"a\phantom{xyz}b \bmod 7")
    assert not notices
    assert "xyz" not in text
    assert "mod" in text


def test_aligned_lines_stand_below_each_other(render: Callable[..., bytes]) -> None:
    article = Article(
        title=(Text("T"),), body=(MathBlock(r"\begin{aligned} aaa &= b \\ &= c \end{aligned}"),), lang="en"
    )
    with pypdfium2.PdfDocument(io.BytesIO(render(article, record=b"", pictures={}))) as document:
        page = document[0].get_textpage()
        text = page.get_text_range()
        first, second = (page.get_charbox(at) for at, char in enumerate(text) if char == "=")
    assert abs(first[0] - second[0]) < 0.1
    assert first[1] - second[1] > 8


def test_rows_stand_around_the_axis() -> None:
    from exporter.backends.pdf.fences import drawn as fence

    for sign in "()[]{}|‖⟨⟩⌊⌋⌈⌉":
        made = fence(sign, 20.0, 10.0)
        assert made is not None
        points = [point for line in made.lines for point in line]
        assert max(y for _, y in points) == pytest.approx(20.0)
        assert min(y for _, y in points) == pytest.approx(-20.0)
        assert all(0 <= x <= made.width for x, _ in points)
    assert fence("/", 20.0, 10.0) is None
