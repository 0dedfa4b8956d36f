"""The language and direction of an article, where its source does not say (WCAG 3.1.1), and language tags that are none."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, partial
from itertools import islice

from msgspec.structs import replace

from exporter import resources
from exporter.model import Article, Direction, Node, Text
from exporter.patterns import pattern
from exporter.report import Report
from exporter.walk import transform, walk

# Tags that need no looking up: the commonest languages, bare or with a region or script.
_COMMON = pattern(
    r"(?:ar|bg|bn|cs|da|de|el|en|es|fa|fi|fr|he|hi|hu|id|it|ja|ko|nb|nl|no|pl|pt|ro|ru|sv|ta|th|tr|uk|ur|vi|zh)"
    r"(?:-(?:GB|US|BR|PT|DE|AT|CH|FR|CA|ES|MX|CN|TW|HK|Hans|Hant))?"
)
_RIGHT_TO_LEFT = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"])
_RTL_SCRIPTS = frozenset(["arab", "hebr", "thaa", "syrc", "nkoo", "adlm"])
_BY_SCRIPT = {
    "ARABIC": "ar",
    "HEBREW": "he",
    "CYRILLIC": "ru",
    "GREEK": "el",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "THAI": "th",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "ETHIOPIC": "am",
}
_SAMPLE = 4000  # characters are enough to tell


def languages_settled(article: Article, report: Report) -> Article:
    """The article with its language and direction, and without malformed language tags anywhere."""
    article = transform(article, partial(_tag_checked, report=report))
    lang = article.lang
    if lang is None:
        lang = guessed(_sample(article))
        report.tell("language-assumed", f"the source names no language: taken for {lang!r}", hint="name it (lang: ...)")
    return replace(article, lang=lang, dir=article.dir or direction(lang))


def _tag_checked(node: Node, report: Report) -> Node:
    if node.lang is None:
        return node
    tag = node.lang.strip().replace("_", "-")
    if _is_tag(tag):
        return node if tag == node.lang else replace(node, lang=tag)
    report.warn("bad-language", f"{node.lang!r} is no language tag", place=node.place, hint="write it like en or pt-BR")
    return replace(node, lang=None)


@cache
def _is_tag(tag: str) -> bool:
    """Whether a tag is well-formed and its parts are registered (BCP 47, RFC 5646 2.2.9)."""
    if _COMMON.fullmatch(tag):
        return True
    from langcodes import tag_is_valid

    return bool(tag) and tag_is_valid(tag)


def direction(lang: str) -> Direction:
    """The direction a language is written in."""
    parts = lang.lower().split("-")
    script = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), None)
    if script:
        return "rtl" if script in _RTL_SCRIPTS else "ltr"
    return "rtl" if parts[0] in _RIGHT_TO_LEFT else "ltr"


def guessed(sample: str) -> str:
    """The language of some text: by its script, or by the commonest short words; English where nothing tells."""
    scripts = Counter(_script(char) for char in sample if char.isalpha() and ord(char) > 0x24F)
    letters = sum(char.isalpha() for char in sample) or 1
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > letters * 0.05:
        return "ja"
    if scripts and (top := scripts.most_common(1)[0])[1] > letters * 0.4 and top[0] in _BY_SCRIPT:
        return _BY_SCRIPT[top[0]]
    words = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    scores = {lang: sum(words[word] for word in known) for lang, known in _short_words().items()}
    best = max(scores, key=lambda lang: scores[lang])
    return best if scores[best] >= 3 and scores[best] > scores["en"] else "en"


def _script(char: str) -> str:
    return unicodedata.name(char, "?").partition(" ")[0]


@cache
def _short_words() -> dict[str, frozenset[str]]:
    data: dict[str, str] = resources.table("languages.toml")
    return {lang: frozenset(words.split()) for lang, words in data.items()}


def _sample(article: Article) -> str:
    parts, length = [], 0
    for node in islice(walk(article), 2000):
        if isinstance(node, Text) and not node.lang:
            parts.append(node.value[: _SAMPLE - length])
            length += len(parts[-1])
            if length >= _SAMPLE:
                break
    return " ".join(parts)
