"""Program text in colours that can be read, and formulas as Word's own."""

from __future__ import annotations

import pytest

from exporter.model import (
    CodeBlock,
    Math,
    MathBlock,
)
from exporter.report import Report
from exporter.theme import load_theme

from .accessibility import contrast
from .rendering import article, opened, p, rendered
from .structure import Opened, W


def test_code_is_coloured_and_every_colour_can_be_read() -> None:
    source = '@d\nclass A(B):\n    """Doc."""\n    x = 1  # why\n    def f(self): return not "s"\n'
    tree = opened(article(CodeBlock(source.rstrip("\n"), "python")))
    colours = {e.get(f"{W}val") for e in tree.document.iter(f"{W}color")}
    assert len(colours) > 3
    tint = load_theme().colours.tint.lstrip("#")
    assert min(contrast(colour, tint) for colour in colours) >= 4.5
    assert 'class A(B):     """Doc."""' in tree.text()


def test_colours_of_the_styles_can_be_read() -> None:
    colours = load_theme().colours
    for name in ("text", "muted", "accent", "link", "tip", "important", "warning", "caution"):
        for ground in ("#ffffff", colours.tint):
            assert contrast(getattr(colours, name).lstrip("#"), ground.lstrip("#")) >= 4.5


@pytest.mark.parametrize(
    ("tex", "tag"),
    [
        (r"\frac{1}{2}", "m:f>"), (r"\sqrt{x}", "m:degHide"), (r"\sum_{i=1}^n i", "m:nary>"), (r"\hat{x}", "m:acc>"),
        (r"\underbrace{a}_{b}", "m:groupChr>"), (r"\begin{aligned}a&=b\\c&=d\end{aligned}", "m:m>"),
        (r"\begin{pmatrix}1&2\end{pmatrix}", "m:d>"), (r"\lim_{x\to0}x", "m:func>"), (r"x_i^2", "m:sSubSup>"),
    ],
)  # fmt: skip
def test_formulas(tex: str, tag: str) -> None:
    report = Report()
    tree = Opened(rendered(article(p(Math(tex)), MathBlock(tex)), report))
    assert tree.raw["word/document.xml"].decode().count(f"<{tag}".rstrip(">")) >= 2
    assert not list(report)


@pytest.mark.parametrize("tex", [r"\nonsense{", r"\unknowncommand x", "{" * 5000])
def test_formulas_that_fail_stand_as_they_are(tex: str) -> None:
    report = Report()
    assert tex[:30] in Opened(rendered(article(MathBlock(tex)), report)).text()
    assert [notice.code for notice in report] == ["formula-as-source"]


def test_a_term_struck_out_has_no_frame_and_an_operator_no_star() -> None:
    tree = opened(article(MathBlock(r"\cancel{x}"), MathBlock(r"\operatorname*{argmax}_x")))
    assert tree.raw["word/document.xml"].count(b"<m:hide") == 4
    assert "*" not in tree.text() and "argmax" in tree.text()


def test_what_is_denied_is_one_sign() -> None:
    assert "a≠b" in opened(article(MathBlock(r"a \not= b"))).text()
    assert "a∉b" in opened(article(MathBlock(r"a \not\in b"))).text()
    assert "notin" not in opened(article(MathBlock(r"a \not\infty"))).text()
