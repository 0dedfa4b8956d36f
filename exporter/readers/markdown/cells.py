"""Cells that Quarto and R Markdown run: the options in their first lines (`#| fig-cap: Words`), and the captions these hold."""

from __future__ import annotations

import re

from exporter.patterns import pattern

_OPTION = pattern(r"[ \t]*(?:#|//|--|%{1,2}|;{1,2}|\*|')\|[ \t]?(.*)$")
_KEY = pattern(r"([\w.-]+):(?:[ \t]+(.*))?$")
_KNITR = pattern(r"\bfig\.cap\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)')", re.DOTALL)
CAPTIONS = ("fig-cap", "tbl-cap", "lst-cap")


def split(code: str) -> tuple[dict[str, str], str]:
    """The options at the head of a cell, and its code."""
    out: dict[str, str] = {}
    lines = code.split("\n")
    key = ""
    while lines and (found := _OPTION.match(lines[0])):
        del lines[0]
        named = _KEY.match(found[1])
        if named:
            key = named[1]
            out[key] = _unquoted(named[2] or "")
        elif key:
            out[key] = f"{out[key]} {_unquoted(found[1].strip().removeprefix('- '))}".strip()
    if out and lines and not lines[0].strip():
        del lines[0]
    return out, "\n".join(lines)


def caption(options: dict[str, str], info: str) -> str:
    """The caption of what a cell draws, by its options or by those in its first line (`{r, fig.cap="Words"}`)."""
    found = _KNITR.search(info)
    given = (found[1] or found[2] or "") if found else ""
    return next((options[key] for key in CAPTIONS if options.get(key)), given)


def _unquoted(text: str) -> str:
    text = text.strip()
    if text in ("|", ">", "|-", ">-"):
        return ""
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
