"""The language and direction of an article, where its source does not say (WCAG 3.1.1), and language tags that are none."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
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
_OWN = {
    "ARABIC": (("ur", pattern("[ٹڈڑںے]")), ("ps", pattern("[ټډړښږې]")), ("fa", pattern("[پچژگیک]"))),
    "CYRILLIC": (
        ("be", pattern("[ўЎ]")), ("uk", pattern("[їєґЇЄҐ]")), ("mk", pattern("[ѓќѕЃЌЅ]")), ("sr", pattern("[ђћџљњјЂЋЏ]")),
    ),
}  # fmt: skip
"""Letters that only one of the languages of a script has, or that the ones before it lack."""
_LAST_LATIN = 0x24F
_WORD = pattern(r"[^\W\d_]+")
_FEWEST = 2.5
"""So many different short words make a language sure (a capitalised one is half of one) ..."""
_LEAST = 0.1
"""... that are at least this share of all words (in whole sentences they are a third or more),"""
_MARGIN = 1.5
"""and this many times as many as are English."""
_BLOCKS = 60
_SAMPLE = 16_000  # characters of at most so many blocks are enough to tell


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
    return _by_script(sample) or _by_words(unicodedata.normalize("NFC", sample)) or "en"


def _by_script(sample: str) -> str | None:
    """The language whose script most letters are of; None where that is Latin, or of no language of the table."""
    letters, scripts = 0, Counter[str]()
    for char, count in Counter(sample).items():
        if char.isalpha():
            letters += count
            if ord(char) > _LAST_LATIN:
                scripts[_script(char)] += count
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > letters * 0.05:
        return "ja"
    script, count = max(scripts.items(), key=lambda one: one[1], default=("", 0))
    return _by_letters(sample, script, letters) or _BY_SCRIPT.get(script) if count > letters * 0.4 else None


def _by_letters(sample: str, script: str, letters: int) -> str | None:
    """The language whose own letters of a shared script come again and again."""
    return next(
        (lang for lang, own in _OWN.get(script, ()) if len(own.findall(sample)) >= max(2, letters * 0.01)), None
    )


def _by_words(sample: str) -> str | None:
    """The language of the Latin script most words are of; None where few are of any, or English has nearly as many."""
    found = Counter(_WORD.findall(sample))
    counts = {word: float(count) for word, count in found.items() if word.islower()}
    for word, count in found.items():
        if not word.islower():  # "La Paz" is English, too
            counts[word.lower()] = counts.get(word.lower(), 0) + min(count, 3) / 2
    known = _short_words()
    wanted = max(found.total() * _LEAST, _hits(counts, known["en"]) * _MARGIN)
    scores = {
        lang: sum(counts[word] * weight for word, weight in weights.items() if word in counts)
        for lang, weights in known.items()
        if _hits(counts, weights) > wanted and _is_sure(counts, weights)
    }
    return max(scores, key=lambda lang: scores[lang], default=None)


def _hits(counts: dict[str, float], words: Iterable[str]) -> float:
    return sum(counts.get(word, 0) for word in words)


def _is_sure(counts: dict[str, float], words: Iterable[str]) -> bool:
    """Whether some different words are there, not only letters ("s")."""
    return sum(min(1, counts.get(word, 0)) for word in words if len(word) > 1) >= _FEWEST


def _script(char: str) -> str:
    return unicodedata.name(char, "?").partition(" ")[0]


@cache
def _short_words() -> dict[str, dict[str, float]]:
    """The short words of each language; one of several languages says less, a single letter next to nothing."""
    data: dict[str, str] = resources.table("languages.toml")
    words = {lang: line.split() for lang, line in data.items()}
    shared = Counter(word for known in words.values() for word in known)
    return {
        lang: {word: (1 if len(word) > 1 else 0.2) / shared[word] for word in known} for lang, known in words.items()
    }


def _sample(article: Article) -> str:
    """Words from all over an article: what is before the text, and the beginnings of blocks from first to last."""
    blocks = article.body[:: len(article.body) // _BLOCKS + 1]
    room = _SAMPLE // (len(blocks) + 1)
    return " ".join(_beginning(node, room) for node in (replace(article, body=(), notes=()), *blocks))


def _beginning(node: Node, room: int) -> str:
    parts, length = [], 0
    for part in islice(walk(node), 100):
        if isinstance(part, Text) and not part.lang:
            parts.append(part.value[: room - length])
            length += len(parts[-1])
            if length >= room:
                break
    return " ".join(parts)
