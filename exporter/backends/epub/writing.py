"""Vertical lines, where the theme asks for them and the language has them (CSS Writing Modes 3; EPUB 3.3, 5.7.2)."""

from __future__ import annotations

from typing import Literal, TypeAlias

from exporter.theme import Theme

Mode: TypeAlias = Literal["vertical-rl", "vertical-lr"]
_MODES: dict[str, Mode] = {"ja": "vertical-rl", "ko": "vertical-rl", "zh": "vertical-rl", "mn-Mong": "vertical-lr"}
_TURNS: dict[Mode, str] = {"vertical-rl": "rtl", "vertical-lr": "ltr"}
_SAID = "-epub-writing-mode: {0}; -webkit-writing-mode: {0}; writing-mode: {0};"


def can_be_vertical(lang: str | None) -> bool:
    """Whether a language has vertical lines, which some readers let people choose."""
    return _own(lang) is not None or (lang or "").lower() == "mn"


def mode(lang: str | None, theme: Theme) -> Mode | None:
    """How lines run in a book in this language; None: from side to side."""
    return _own(lang) if theme.epub.vertical else None


def _own(lang: str | None) -> Mode | None:
    tag = (lang or "").lower() + "-"
    return next((found for name, found in _MODES.items() if tag.startswith(name.lower() + "-")), None)


def progression(lang: str | None, direction: str | None, theme: Theme) -> str | None:
    """Which way pages turn: as lines follow each other where they are vertical, else as words do."""
    lines = mode(lang, theme)
    return _TURNS[lines] if lines else direction


def rules(theme: Theme) -> str:
    """What the style sheet adds. Program text and formulas stay level: they are read so in any script."""
    if not theme.epub.vertical:
        return ""
    lines = [f"html:lang({name}) {{ {_SAID.format(found)} }}\n" for name, found in _MODES.items()]
    return "".join(lines) + f"pre, math, .formula, .cover {{ {_SAID.format('horizontal-tb')} }}\n"
