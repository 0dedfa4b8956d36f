"""Where words that are long for their line may be cut: program text after its signs, other words with a hyphen.

What is cut is said by characters that are never drawn: U+200B lets a line end, U+00AD does so with a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from exporter.backends.pdf import hyphens
from exporter.backends.pdf.paragraphs import Run
from exporter.backends.pdf.text import Setting

_LONG = 0.4  # of the measure: shorter pieces of program text stay whole
_NARROW = 170.0  # points: above that, hardly any word is wider than a line
_SHORTEST = 3  # letters before and after a cut


def opened(runs: Sequence[Run], measure: float, lang: str | None) -> list[Run]:
    """Runs whose words may be cut where a line of this measure is short for them; with hyphens if `lang` names a
    language."""
    narrow = measure < _NARROW
    return [_opened(run, measure, lang) if narrow or run.setting.style.role == "code" else run for run in runs]


def _opened(run: Run, measure: float, lang: str | None) -> Run:
    setting = run.setting
    code = setting.style.role == "code"
    if setting.style.literal or not run.text or (code and not run.text.isascii()):
        return run
    words = run.text.split(" ")
    most = measure * _LONG if code else measure
    cut = [_cut(setting, word, measure, lang) if setting.width(word) > most else word for word in words]
    return run if cut == words else run._replace(text=" ".join(cut))


def _cut(setting: Setting, word: str, measure: float, lang: str | None) -> str:
    if setting.style.role != "code" and (places := _hyphenated(word, setting.style.lang or lang) if lang else ()):
        return "\u00ad".join(_parted(word, places))
    parts = [small for part in signed(word) for small in (humped(part) if setting.width(part) > measure else [part])]
    return "\u200b".join(parts)


def _hyphenated(word: str, lang: str) -> tuple[int, ...]:
    """Where a word may have a hyphen at a pinch: names and capitals too."""
    lower = word.lower()
    return hyphens.places(lower, lang) if len(lower) == len(word) else ()


def signed(word: str) -> list[str]:
    """A word of program text, cut after its signs."""
    return _parted(word, [found.end() for found in _signs().finditer(word)])


def humped(word: str) -> list[str]:
    """A word cut before its inner capitals and brackets."""
    return _parted(word, [found.start() for found in _inner().finditer(word)])


def _parted(word: str, places: Sequence[int]) -> list[str]:
    """A word cut at those of the places that leave enough of it on both sides."""
    out, first = [], 0
    for place in places:
        if place - first >= _SHORTEST and len(word) - place >= _SHORTEST:
            out.append(word[first:place])
            first = place
    return [*out, word[first:]]


@cache
def _signs() -> re.Pattern[str]:
    """What a word of program text may be cut after: signs between others, but not those that open something."""
    return re.compile(r"(?<=\w)(?:[^\w\s\"'`(\[{<]+|_+)(?=[\w\"'`])")


@cache
def _inner() -> re.Pattern[str]:
    """What a long name may be cut before: capitals inside it, and brackets that open."""
    return re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=\w)(?=[(\[{<])")
