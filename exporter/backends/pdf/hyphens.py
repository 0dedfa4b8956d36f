"""Hyphenation by language (F. M. Liang, Word Hy-phen-a-tion by Com-put-er, 1983), with the patterns pyphen brings.

pyphen parses all patterns of a language when it is first used: 50 ms, a quarter of a cold export. Here a pattern is
parsed when a word has its letters, which few ever are; the same places come out. Nor is pyphen itself imported, which is
only to say where its dictionaries are: that takes 5 ms.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

_USUAL = {
    "en": "en_US", "de": "de_DE", "pt": "pt_PT", "zh": "", "ja": "", "ko": "", "ar": "", "he": "", "fa": "", "th": "",
}  # fmt: skip
"""The patterns of languages that have several; none for those that set no hyphens."""
_SHORTEST, _SHORTEST_PINCHED = 6, 5
_LONGEST = 40  # characters of a pattern; the longest there is has 35
_LEFT = _RIGHT = 3  # letters that stay together at a word's ends
_LEFT_PINCHED = 2  # as TeX has it
_NOUNS_IN_CAPITALS = frozenset({"de", "lb"})
_DIGITS = b"0123456789"
_HEX = re.compile(rb"\^\^([0-9a-f]{2})")


class Patterns:
    """The patterns of one dictionary file in the format of hunspell's hyphenation dictionaries (hyph_*.dic)."""

    def __init__(self, data: bytes) -> None:
        encoding, _, body = data.partition(b"\n")
        body = _HEX.sub(lambda found: bytes.fromhex(found[1].decode()), body)
        name = encoding.decode("ascii").strip().lower().removeprefix("microsoft-")
        body = body.replace(b"\r", b"").replace(b" \n", b"\n").replace(b"\t", b"")
        # Settings and comments become patterns too: with spaces and capitals, which no word has once it is lower case.
        keys = body.translate(None, _DIGITS).decode(name).split("\n")
        self.lines = dict(zip(keys, body.decode(name).split("\n"), strict=True))
        self.parsed: dict[str, tuple[tuple[int, int], ...]] = {}

    def positions(self, word: str, left: int = _LEFT) -> list[int]:
        """Where a word may be cut, its ends left whole."""
        padded = f".{word.lower()}."
        values = [0] * (len(padded) + 1)
        lines, size = self.lines, len(padded)
        for start in range(size - 1):
            for end in range(start + 1, min(start + _LONGEST, size) + 1):
                key = padded[start:end]
                if key in lines:
                    for offset, value in self._values(key):
                        if value > values[start + offset]:
                            values[start + offset] = value
        return [at - 1 for at in range(left + 1, len(word) - _RIGHT + 2) if values[at] % 2]

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


def patterns(lang: str) -> Patterns | None:
    """The patterns of a language, or None where there are none."""
    found = _file(lang)
    return _read(found) if found else None


@lru_cache(maxsize=500)  # a language is what a source says it is
def _file(lang: str) -> Path | None:
    tag = lang.lower().replace("-", "_")
    usual = _USUAL.get(tag.split("_")[0], tag)
    found = _dictionary(tag) if "_" in tag and usual else None
    return found or (_dictionary(usual.lower()) if usual else None)


@lru_cache(maxsize=12)  # some have a hundred thousand patterns
def _read(path: Path) -> Patterns:
    return Patterns(path.read_bytes())


def _dictionary(tag: str) -> Path | None:
    """The file for a language, or for a wider one ("de_it" is as good as "de"), which any region's will do for."""
    files, parts = _dictionaries(), tag.split("_")
    tries = ("_".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((files[one] for one in tries if one in files), None)


@cache
def _dictionaries() -> dict[str, Path]:
    """pyphen's dictionary files, by tags in small letters; those of languages without a region: the first of theirs."""
    spec = find_spec("pyphen")
    folder = Path(spec.origin or "").parent / "dictionaries" if spec else Path()
    files = {path.stem[5:].lower(): path for path in sorted(folder.glob("hyph_*.dic"))}
    for tag, path in list(files.items()):
        files.setdefault(tag.split("_")[0], path)
    return files


@lru_cache(maxsize=20_000)
def places(word: str, lang: str, pinched: bool = False) -> tuple[int, ...]:
    """Where a word may be hyphenated: positions in it. Only letters between other signs are cut.

    pinched: for lines that would be gappy else: names are cut too, and shorter words, and after two letters.
    """
    first, last = 0, len(word)
    while first < last and not word[first].isalpha():
        first += 1
    while last > first and not word[last - 1].isalpha():
        last -= 1
    inner = word[first:last]
    if (
        len(inner) < (_SHORTEST_PINCHED if pinched else _SHORTEST)
        or not inner.replace("’", "").replace("'", "").isalpha()
        or inner.isupper()
    ):
        return ()
    if inner[0].isupper() and not pinched and lang.partition("-")[0] not in _NOUNS_IN_CAPITALS:
        return ()  # names stay whole
    found = patterns(lang)
    return tuple(first + at for at in found.positions(inner, _LEFT_PINCHED if pinched else _LEFT)) if found else ()
