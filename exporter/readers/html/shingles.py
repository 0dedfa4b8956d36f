"""Finding words again: which parts of a page a text taken from it came from, in time linear in both."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SIGN = "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_SIGN}]|[^\W_{_SIGN}]+")
_UNSPACED = re.compile(rf"[{_SIGN}]")
_WORDS, _SIGNS = 3, 6
"""How many words, or signs of a script without spaces, in a row are surely the same place."""
_ENOUGH = 0.6


def tokens(text: str) -> list[str]:
    """Words, folded; single signs where a script puts no spaces between words."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())


def joined(words: Iterable[str]) -> str:
    """Tokens as a key for short texts."""
    return " ".join(words)


class Shingles:
    """Runs of words of a text, to ask whether another text is part of it."""

    def __init__(self) -> None:
        self._runs: set[tuple[str, ...]] = set()
        self._lines: set[str] = set()
        self._words: set[str] = set()

    def add(self, lines: Iterable[str]) -> None:
        """Take in a text, line by line."""
        all_words: list[str] = []
        for line in lines:
            words = tokens(line)
            self._lines.add(joined(words))
            all_words += words
        self._words.update(all_words)
        for length in (_WORDS, _SIGNS):
            self._runs.update(zip(*(all_words[start:] for start in range(length)), strict=False))

    def hold(self, words: list[str]) -> bool:
        """Whether a text, as tokens, stands in this one."""
        length = _SIGNS if words and sum(bool(_UNSPACED.match(word)) for word in words) * 2 > len(words) else _WORDS
        if len(words) < length:
            return joined(words) in self._lines
        runs = list(zip(*(words[start:] for start in range(length)), strict=False))
        return sum(run in self._runs for run in runs) >= _ENOUGH * len(runs)

    def __len__(self) -> int:
        return len(self._runs)
