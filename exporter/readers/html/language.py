"""Which language a page is in: what it declares, unless its words are of another."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from exporter import resources

_SAMPLE = 6000
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
_SCRIPTS = {
    "CYRILLIC": ("ru", "uk be bg sr mk kk ky tg mn tt"), "GREEK": ("el", ""), "HEBREW": ("he", "yi iw"),
    "ARABIC": ("ar", "fa ur ps ku sd ug"),
    "DEVANAGARI": ("hi", "mr ne sa"), "BENGALI": ("bn", "as"), "TAMIL": ("ta", ""), "TELUGU": ("te", ""), "THAI": ("th", ""),
    "GUJARATI": ("gu", ""), "KANNADA": ("kn", ""), "MALAYALAM": ("ml", ""), "GURMUKHI": ("pa", ""), "SINHALA": ("si", ""),
    "KHMER": ("km", ""),
    "LAO": ("lo", ""), "MYANMAR": ("my", ""), "GEORGIAN": ("ka", ""), "ARMENIAN": ("hy", ""), "ETHIOPIC": ("am", "ti"),
    "HANGUL": ("ko", ""), "HIRAGANA": ("ja", ""), "KATAKANA": ("ja", ""), "CJK": ("zh", "ja ko yue"), "LATIN": ("", ""),
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 30
_SURE = 0.12
"""The share of words that are a language's commonest, from which on it is that language."""


def language(declared: list[str], text: str) -> tuple[str | None, str | None]:
    """(the language as a BCP 47 tag or None, the declared one it contradicts or None)."""
    given = next((tag for one in declared if (tag := _tag(one))), None)
    script = _script(text[:_SAMPLE])
    if script and script != "LATIN":
        usual, others = _SCRIPTS[script]
        fits = given and given.partition("-")[0].lower() in (usual, *others.split())
        return (given, None) if fits else (usual, given)
    found = _by_words(text[:_SAMPLE])
    if given is None:
        return found, None
    primary = given.partition("-")[0].lower()
    if script == "LATIN" and primary in _unlatin():
        return found, given
    if (
        found
        and found != primary
        and primary in _words()
        and _share(text[:_SAMPLE], primary) * 3 < _share(text[:_SAMPLE], found)
    ):
        return found, given
    return given, None


def _tag(given: str) -> str | None:
    tag = given.strip().split(",")[0].strip()
    if not _TAG.fullmatch(tag) or tag.lower() in ("und", "xx", "mul", "zxx"):
        return None
    parts = tag.replace("_", "-").split("-")
    kept = [
        parts[0].lower(),
        *(part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in parts[1:]),
    ]
    return "-".join(kept)


def _script(text: str) -> str | None:
    """The script most letters are of; Japanese is told by its kana."""
    counts: Counter[str] = Counter()
    for char, number in Counter(text).items():
        if char.isalpha():
            counts[unicodedata.name(char, "?").split()[0].split("-")[0]] += number
    total = counts.total()
    kana = counts["HIRAGANA"] + counts["KATAKANA"]
    if total and kana > total * 0.1:
        return "HIRAGANA"
    best = next(iter(counts.most_common(1)), ("", 0))
    return best[0] if total >= 40 and best[0] in _SCRIPTS and best[1] > total * 0.5 else None


@cache
def _words() -> dict[str, frozenset[str]]:
    data: dict[str, str] = resources.table("languages.toml")
    return {tag: frozenset(words.split()) for tag, words in data.items() if isinstance(words, str)}


def _unlatin() -> frozenset[str]:
    return frozenset(one for usual, others in _SCRIPTS.values() for one in (usual, *others.split()) if one) - {
        "sr",
        "ku",
        "mn",
        "tt",
        "kk",
        "az",
    }


def _share(text: str, tag: str) -> float:
    found = _WORD.findall(text.casefold())
    return sum(word in _words().get(tag, ()) for word in found) / len(found) if found else 0.0


def _by_words(text: str) -> str | None:
    if len(_WORD.findall(text)) < _FEWEST_WORDS:
        return None
    shares = sorted(((_share(text, tag), tag) for tag in _words()), reverse=True)
    return (
        shares[0][1]
        if shares and shares[0][0] >= _SURE and (len(shares) < 2 or shares[0][0] > shares[1][0] * 1.15)
        else None
    )
