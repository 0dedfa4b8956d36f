"""Where a word may break without a hyphen of its own: after hyphens, dashes and slashes; between the characters of Chinese,
Japanese and Korean; between the syllables of scripts that set no spaces (Thai, Lao, Khmer, Burmese, Tibetan).

Thai is broken between words (`words`). Its kin, for which there is no light dictionary, are broken only where a syllable is
sure to begin: before a vowel that is written before its consonant, after a sign that ends a syllable.
"""

from __future__ import annotations

import re
from functools import cache

NOWHERE, SPACE, HERE, SOFT, FORCED, BETWEEN = range(6)
"""What may happen after a piece: no break, a break at a space, a break without anything, with a hyphen, a sure one; a
break between characters that justified lines are spaced at (Han and kana)."""

# Patterns that know many scripts take milliseconds to compile: most documents do without.
_SPECIAL = re.compile("[-\u00ad\u2010\u2012-\u2014\u200b/]")
_NOT_FIRST = frozenset(
    "、。，．・：；？！゛゜ー」』）】〕〉》〗々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ〜～｝］｠〞‐–—,.!?:;)]}%ฯๆๅ”’…။၊។ៗ།"
)
_NOT_LAST = frozenset("「『（【〔〈《〖｛［｟〝([{“‘")


def parts(text: str) -> list[tuple[str, int]]:
    """A word cut where it may break, each part with what may happen after it."""
    unspaced = not text.isascii() and any(_is_unspaced(char) for char in text)
    if not unspaced and not _SPECIAL.search(text):
        return [(text, NOWHERE)]
    out: list[tuple[str, int]] = []
    asked = False  # for a break after the last part, whatever that is
    for found in (_scripts() if unspaced else _words()).finditer(text):
        part = found[0]
        if part in ("\u00ad", "\u200b"):
            if out:
                out[-1] = (out[-1][0], SOFT if part == "\u00ad" else HERE)
            asked = part == "\u200b"
            continue
        syllables = _syllables(part) if unspaced and "\u200b" not in text else [part]
        for syllable in syllables:
            if out and out[-1][1] == HERE:
                after = joint(out[-1][0], syllable)
                out[-1] = (out[-1][0], HERE if asked and after == NOWHERE else after)
            asked = False
            out.append((syllable, HERE))
    if out:
        out[-1] = (out[-1][0], NOWHERE)
    return _joined(out) or [(text, NOWHERE)]


def joint(before: str, after: str) -> int:
    """What may happen between two parts of unspaced text, or of a word with hyphens."""
    if after[0] in _NOT_FIRST or before[-1] in _NOT_LAST:
        return NOWHERE
    if before[-1] == "." and "\u0e00" <= after[0] < "\u0f00":  # Thai and Lao shorten as in "e.g."
        return NOWHERE
    return BETWEEN if is_square(before[-1]) or is_square(after[0]) else HERE


def is_square(char: str) -> bool:
    """Whether a character is Han, kana or of their punctuation: all as wide as high, with no spaces between."""
    return char >= "\u2e80" and not "\ua960" <= char <= "\ud7ff" and not "\ufb00" <= char <= "\ufdff"


def _is_unspaced(char: str) -> bool:
    """Whether a letter may be of a script without spaces between words: Thai and its kin, Han, kana, Hangul."""
    return "\u0e00" <= char <= "\u17ff" or char >= "\u2e80"


def _joined(found: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Neighbours that must not part, as one."""
    out: list[tuple[str, int]] = []
    for part, after in found:
        if out and out[-1][1] == NOWHERE:
            out[-1] = (out[-1][0] + part, after)
        else:
            out.append((part, after))
    return out


@cache
def _words() -> re.Pattern[str]:
    """The parts of a word: up to a hyphen, dash or slash."""
    return re.compile(_pattern(""))


@cache
def _scripts() -> re.Pattern[str]:
    """The same, with single characters of Chinese and its kin and stretches of the scripts of South-East Asia."""
    single = (
        "\u1100-\u11ff\u2e80-\u2fdf\u3000-\u30ff\u3100-\u318f\u31a0-\ua4cf\ua960-\ua97f\uac00-\ud7ff"
        "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
    )
    stretch = "\u0e00-\u109f\u1200-\u137f\u1780-\u17ff"
    jamo = "[\u1100-\u115f\ua960-\ua97f]+[\u1160-\u11a7\ud7b0-\ud7ca]*[\u11a8-\u11ff\ud7cb-\ud7ff]*"
    marks = "[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
    return re.compile(f"{jamo}|[{single}]{marks}|[{stretch}]+|{_pattern(single + stretch)}")


def _pattern(others: str) -> str:
    hyphens = "(?:(?<=[^\\W\\d_])[-\u2010](?=\\w)|[\u2012-\u2014](?=\\w)|/(?=\\w))"
    letter = f"[^\u00ad\u200b{others}]"
    return f"{letter}*?{hyphens}|{letter}+|[\u00ad\u200b]"


_SYLLABLES = {
    "\u0e80": "(?=[ເ-ໄ])|(?<=[ະໆຯ])(?=[ກ-ຮ])",
    "\u0f00": "(?<=[\u0f0b\u0f0d])(?![\u0f0b-\u0f14])",
    "\u1000": "(?<!\u1039)(?=[\u1000-\u102a\u103f\u104c-\u104f](?!\u1037?\u103a|\u1039))",
    "\u1080": "",
    "\u1200": "(?<=[\u1361-\u1368])(?![\u1361-\u1368])",
    "\u1780": "(?<!\u17d2)(?=[\u1780-\u17b3][\u17b6-\u17ca\u17d2])",
}
"""Between syllables, by the first character of a script's block. Khmer: before a consonant with a vowel or another below
it, which the last of a syllable has not. Burmese: before a consonant that is not silenced or stacked upon."""


@cache
def _between(block: str) -> re.Pattern[str] | None:
    return re.compile(_SYLLABLES[block]) if _SYLLABLES[block] else None


def _syllables(part: str) -> list[str]:
    """A stretch of one of the scripts, cut between syllables; anything else as it is."""
    if not "\u0e00" <= part[0] <= "\u17ff" or len(part) < 2:
        return [part]
    if part[0] < "\u0e80":
        from exporter.backends.pdf import words  # only Thai needs it

        return words.segments(part)
    between = _between(max(block for block in _SYLLABLES if block <= part[0]))
    if between is None:
        return [part]
    cuts = [found.start() for found in between.finditer(part) if 0 < found.start() < len(part)]
    return [part[first:last] for first, last in zip([0, *cuts], [*cuts, len(part)], strict=True)]
