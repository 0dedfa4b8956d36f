"""Hyphenation by language (F. M. Liang, Word Hy-phen-a-tion by Com-put-er, 1983), with the patterns pyphen brings.

pyphen parses all patterns of a language when it is first used: 50 ms, a quarter of a cold export. Here a pattern is
parsed when a word has its letters, which few ever are; the same places come out.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_USUAL = {
    "en": "en_US", "de": "de_DE", "pt": "pt_PT", "zh": "", "ja": "", "ko": "", "ar": "", "he": "", "fa": "", "th": "",
}  # fmt: skip
"""The patterns of languages that have several; none for those that set no hyphens."""
_SHORTEST = 6
_LEFT = _RIGHT = 3  # letters that stay together at a word's ends
_NOUNS_IN_CAPITALS = frozenset({"de", "lb"})
_DIGITS = b"0123456789"
_HEX = re.compile(rb"\^\^([0-9a-f]{2})")


class Patterns:
    """The patterns of one dictionary file in the format of hunspell's hyphenation dictionaries (hyph_*.dic)."""

    def __init__(self, data: bytes) -> None:
        encoding, _, body = data.partition(b"\n")
        body = _HEX.sub(lambda found: bytes.fromhex(found[1].decode()), body)
        name = {"microsoft-cp1251": "cp1251"}.get(
            encoding.decode("ascii").strip().lower(), encoding.decode("ascii").strip()
        )
        body = body.replace(b"\r", b"").replace(b" \n", b"\n").replace(b"\t", b"")
        # Settings and comments become patterns too: with spaces and capitals, which no word has once it is lower case.
        keys = body.translate(None, _DIGITS).decode(name).split("\n")
        self.lines = dict(zip(keys, body.decode(name).split("\n"), strict=True))
        self.longest = max(map(len, keys), default=0)
        self.parsed: dict[str, tuple[tuple[int, int], ...]] = {}

    def positions(self, word: str) -> list[int]:
        """Where a word may be cut, its ends left whole."""
        padded = f".{word.lower()}."
        values = [0] * (len(padded) + 1)
        for start in range(len(padded) - 1):
            for end in range(start + 1, min(start + self.longest, len(padded)) + 1):
                key = padded[start:end]
                if key in self.lines:
                    for offset, value in self._values(key):
                        if value > values[start + offset]:
                            values[start + offset] = value
        return [at - 1 for at in range(_LEFT + 1, len(word) - _RIGHT + 2) if values[at] % 2]

    def _values(self, key: str) -> tuple[tuple[int, int], ...]:
        """The digits of a pattern with the letters before each."""
        known = self.parsed.get(key)
        if known is None:
            found: list[tuple[int, int]] = []
            letters = 0
            for char in self.lines[key]:
                if char.isdigit():
                    found.append((letters, int(char)))
                else:
                    letters += 1
            known = self.parsed[key] = tuple(found)
        return known


@cache
def patterns(lang: str) -> Patterns | None:
    """The patterns of a language, or None where there are none."""
    from importlib import import_module

    pyphen: Any = import_module("pyphen")
    tag = lang.replace("-", "_")
    usual = _USUAL.get(tag.split("_")[0])
    if usual == "":
        return None
    known = pyphen.language_fallback(tag) if "_" in tag else None
    known = known or pyphen.language_fallback(usual or tag)
    return Patterns(Path(pyphen.LANGUAGES[known]).read_bytes()) if known else None


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
    found = patterns(lang)
    return tuple(first + at for at in found.positions(inner)) if found else ()
