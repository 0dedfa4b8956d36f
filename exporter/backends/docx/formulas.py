"""Formulas: TeX into Word's own maths; where that fails, the TeX source stands, with a notice."""

from __future__ import annotations

import re
from functools import lru_cache

from exporter.model import Math, MathBlock

from .pen import Pen
from .wordml import runs
from .wordml.runs import Format

# Environments that number their lines, or that latex2mathml gives without columns: nobody asked for a number.
_STARRED = {"align": "align*", "aligned": "align*", "split": "align*", "gather": "gather*", "equation": "equation*"}
_NUMBERED = re.compile(rf"\\(begin|end)\{{({'|'.join(_STARRED)})\}}")

_UNREAD = re.compile(r"\\label\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])|(?<=\\operatorname)\*")
"""What is for numbering only, and the star of an operator whose limits Word places by itself."""

_PLAINER = (
    (re.compile(r"\\copyright(?![A-Za-z])"), "©"),
    (re.compile(r"\\not\s*="), r"\\ne "),
    (re.compile(r"\\not\s*\\in(?![A-Za-z])"), r"\\notin"),
)

LONGEST = 4000
"""Characters of TeX that are tried: reading it takes more than linear time."""


def inline_formula(pen: Pen, node: Math, form: Format) -> str:
    """A formula inside a sentence."""
    return _office_math(node.source, display=False) or _source(pen, node, form)


def block_formula(pen: Pen, node: MathBlock, form: Format) -> str:
    """A formula on a line of its own."""
    return _office_math(node.source, display=True) or _source(pen, node, form)


def _source(pen: Pen, node: Math | MathBlock, form: Format) -> str:
    shown = node.source if len(node.source) <= 40 else node.source[:39] + "…"
    pen.state.context.report.warn(
        "formula-as-source",
        f"this formula cannot be set in Word and stands as TeX: {shown}",
        place=node.place,
        hint="use simpler TeX",
    )
    return runs.text(node.source, form._replace(style="InlineCode", rtl=False))


@lru_cache(maxsize=256)
def _office_math(source: str, *, display: bool) -> str:
    """Office Math for TeX, empty where it cannot be had."""
    if len(source) > LONGEST:
        return ""
    try:
        from latex2mathml.converter import convert_to_element

        from .wordml.maths import formula

        return formula(convert_to_element(_plain(source), display="block" if display else "inline"), display=display)
    except Exception:  # what a TeX reader raises on what is not TeX is of every kind; the source stands instead
        return ""


def _plain(source: str) -> str:
    """TeX in the words that latex2mathml knows."""
    source = _UNREAD.sub("", source)
    for tex, plain in _PLAINER:
        source = tex.sub(plain, source)
    return _NUMBERED.sub(lambda found: f"\\{found[1]}{{{_STARRED[found[2]]}}}", source)
