"""Hyphenation by language, with pyphen's patterns; loaded only when a paragraph needs it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

_USUAL = {"en": "en_US", "de": "de_DE", "pt": "pt_PT", "zh": "", "ja": "", "ko": "", "ar": "", "he": "", "fa": ""}
_SHORTEST = 6
_NOUNS_IN_CAPITALS = frozenset({"de", "lb"})


@cache
def _patterns(lang: str) -> Any:
    from importlib import import_module

    pyphen: Any = import_module("pyphen")

    tag = lang.replace("-", "_")
    usual = _USUAL.get(tag.split("_")[0])
    if usual == "":
        return None
    known = pyphen.language_fallback(tag) if "_" in tag else None
    known = known or pyphen.language_fallback(usual or tag)
    return pyphen.Pyphen(lang=known, left=3, right=3) if known else None


@lru_cache(maxsize=20_000)
def places(word: str, lang: str) -> tuple[int, ...]:
    """Where a word may be hyphenated: positions in it. Only letters between other signs are cut."""
    first, last = 0, len(word)
    while first < last and not word[first].isalpha():
        first += 1
    while last > first and not word[last - 1].isalpha():
        last -= 1
    inner = word[first:last]
    if len(inner) < _SHORTEST or not inner.replace("’", "").replace("'", "").isalpha() or inner.isupper():
        return ()
    if inner[0].isupper() and lang.partition("-")[0] not in _NOUNS_IN_CAPITALS:
        return ()  # names stay whole
    patterns = _patterns(lang)
    return tuple(first + at for at in patterns.positions(inner)) if patterns else ()
