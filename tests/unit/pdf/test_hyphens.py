"""Words are cut where pyphen cuts them, at a small part of the cost of its first word."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pyphen
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.backends.pdf.hyphens import _LONGEST, Patterns, _dictionary, patterns, places

WORDS = {
    "en_US": "consequently hyphenation international responsibilities extraordinarily",
    "de_DE": "Straßenverkehrsordnung Donaudampfschifffahrt Verwaltungsgericht",
    "fr": "responsabilité internationale développement",
    "ru_RU": "ответственность международный",
    "el_GR": "διεθνής συνεργασία",
}


def both(lang: str) -> tuple[Patterns, Any]:
    return Patterns(Path(pyphen.LANGUAGES[lang]).read_bytes()), pyphen.Pyphen(lang=lang, left=3, right=3)


@pytest.mark.parametrize("lang", sorted(WORDS))
def test_as_pyphen(lang: str) -> None:
    ours, theirs = both(lang)
    for word in WORDS[lang].split():
        assert ours.positions(word) == [int(at) for at in theirs.positions(word)]


@given(st.text("abcdefghiklmnoprstuvwyzäöüßé", min_size=6, max_size=20))
def test_any_word_as_pyphen(word: str) -> None:
    ours, theirs = both_english()
    assert ours.positions(word) == [int(at) for at in theirs.positions(word)]


_english: list[tuple[Patterns, Any]] = []


def both_english() -> tuple[Patterns, Any]:
    if not _english:
        _english.append(both("en_US"))
    return _english[0]


def test_every_dictionary_reads() -> None:
    for path in set(pyphen.LANGUAGES.values()):
        lines = Patterns(Path(path).read_bytes()).lines
        assert len(lines) > 20
        assert max(len(key) for key in lines if key.replace(".", "").isalpha()) <= _LONGEST


def test_the_time_of_a_word_grows_with_its_length() -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        assert len(both_english()[0].positions("hyphenation" * count)) >= count
        return time.process_time() - start

    seconds(1)
    assert seconds(1000) < 1.0  # with substrings of every length: many times that


def test_a_dictionary_is_read_once_whatever_its_languages_are_called() -> None:
    assert patterns("en-x-one") is patterns("en-x-two")


@pytest.mark.parametrize("lang", [*sorted(pyphen.LANGUAGES), "de-IT", "sr-Latn-RS", "zu-ZA", "tlh"])
def test_a_language_has_the_dictionary_pyphen_gives_it(lang: str) -> None:
    known = pyphen.language_fallback(lang)
    assert _dictionary(lang.lower().replace("-", "_")) == (Path(pyphen.LANGUAGES[known]) if known else None)


def test_the_usual_dictionary_of_a_language_that_has_several() -> None:
    for lang, name in (("en", "en_US"), ("de", "de_DE"), ("pt", "pt_PT"), ("de-CH", "de_CH"), ("en-AU", "en_GB")):
        ours = patterns(lang)
        assert ours is not None
        assert ours.lines == Patterns(Path(pyphen.LANGUAGES[name]).read_bytes()).lines


def test_names_short_words_and_unknown_languages_stay_whole() -> None:
    assert places("Washington", "en") == ()
    assert places("short", "en") == ()
    assert places("consequently", "tlh") == ()
    assert patterns("ja") is None
    assert places("(responsibilities)", "en") == tuple(1 + at for at in both_english()[0].positions("responsibilities"))


def test_at_a_pinch_names_and_shorter_words_are_cut_too() -> None:
    assert places("Louverture", "en") == places("paper", "en") == () and 2 not in places("national", "en")
    assert places("Louverture", "en", True) and places("paper", "en", True) == (2,)
    assert set(places("nationality", "en")) < set(places("nationality", "en", True))
    assert not places("NATIONALITY", "en", True)
