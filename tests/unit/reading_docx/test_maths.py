"""Office Math into TeX: what our own writer made of TeX comes back as the same formula; what nobody knows keeps its signs."""

from __future__ import annotations

import pytest

import exporter
from exporter.model import Article, MathBlock, Text
from exporter.readers.docx.comparing import formula
from exporter.walk import text

from .word import changed, codes, docx, p, reading

FORMULAS = [
    r"\frac{n(n+1)}{2}",
    r"\sum_{i=1}^{n} i = \frac{n(n+1)}{2}",
    r"\int_0^\infty e^{-x^2} dx = \frac{\sqrt{\pi}}{2}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"\begin{cases} 1 & x>0 \\ 0 & x \leq 0 \end{cases}",
    r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
    r"\hat{x} + \vec{v} + \bar{y} + \dot{z} + \tilde{n}",
    r"\lim_{x \to 0} \frac{\sin x}{x} = 1",
    r"\sqrt[3]{x+1}",
    r"\binom{n}{k}",
    r"\mathbb{R}^n \to \mathbb{C}",
    r"\nabla \times \mathbf{E} = -\frac{\partial \mathbf{B}}{\partial t}",
    r"\left\{ x \in \mathbb{N} \mid x > 3 \right\}",
    r"\underbrace{a+b}_{n} \quad \overline{AB}",
    r"f'(x) = \log_2 n + \max(a,b)",
    r"\text{if } x > 0, \; \operatorname{rank} A",
    r"100\% \alpha\beta x",
]


@pytest.mark.parametrize("tex", FORMULAS)
def test_a_formula_comes_back(tex: str) -> None:
    before = Article(title=(Text(value="T"),), body=(MathBlock(source=tex),), lang="en")
    data = changed(
        exporter.render(before, "docx"), lambda name, content: None if name.startswith("customXml") else content
    )
    got, report = reading(data)
    [block] = got.article.body
    assert isinstance(block, MathBlock)
    assert formula(block.source) == formula(tex)
    assert codes(report) == []


def test_two_formulas_of_the_same_signs_differ_by_their_structure() -> None:
    assert formula("x^2") != formula("x_2")
    assert formula(r"\frac{a}{b}") != formula("ab")
    assert formula(r"a \, b") == formula("ab")


def of(omml: str) -> tuple[str, list[str]]:
    got, report = reading(docx(p("T", "Title") + f"<w:p><m:oMathPara><m:oMath>{omml}</m:oMath></m:oMathPara></w:p>"))
    return text(got.article.body), codes(report)


def test_an_object_nobody_knows_keeps_its_signs_and_is_told() -> None:
    assert of("<m:novelty><m:r><m:t>x+1</m:t></m:r></m:novelty>") == ("x+1", ["formula-part"])


def run(words: str) -> str:
    return f"<m:r><m:t>{words}</m:t></m:r>"


@pytest.mark.parametrize(
    ("omml", "tex"),
    [
        (f"<m:d><m:e>{run('a')}</m:e><m:e>{run('b')}</m:e></m:d>", r"\left( a \middle| b \right)"),
        (f'<m:d><m:dPr><m:begChr m:val="⌊"/><m:endChr m:val="⌋"/></m:dPr><m:e>{run("x")}</m:e></m:d>',
         r"\left\lfloor x \right\rfloor"),
        (f"<m:sPre><m:sub>{run('a')}</m:sub><m:sup>{run('b')}</m:sup><m:e>{run('X')}</m:e></m:sPre>", "{}_{a}^{b}{X}"),
        (run("𝐯∈𝕂"), r"\mathbf{v}\in\mathbb{K}"),
        (run("αx"), r"\alpha x"),
        ("<m:r><m:rPr><m:nor/></m:rPr><m:t>so that</m:t></m:r>", r"\text{so that}"),
        (f"<m:eqArr><m:e>{run('a&amp;=b')}</m:e><m:e>{run('c&amp;=d')}</m:e></m:eqArr>",
         r"\begin{aligned}a&=b \\ c&=d\end{aligned}"),
    ],
)  # fmt: skip
def test_what_word_itself_writes(omml: str, tex: str) -> None:
    assert of(omml) == (tex, [])
