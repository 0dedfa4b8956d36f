"""Directions: the bidirectional algorithm on the examples of UAX #9 and beyond. Capitals stand for Hebrew letters."""

from __future__ import annotations

import time

import pytest

from exporter.backends.pdf import bidi

HEBREW = {chr(65 + at): chr(0x5D0 + at) for at in range(26)}


def shown(text: str, base: int) -> str:
    letters = "".join(HEBREW.get(char, char) for char in text)
    order = bidi.visual(bidi.levels(letters, base))
    return "".join(text[at] for at in order)


@pytest.mark.parametrize(
    ("text", "base", "seen"),
    [
        ("car means CAR.", 0, "car means RAC."),
        ("CAR MEANS car.", 1, ".car SNAEM RAC"),
        ("he said ABC 123.", 0, "he said 123 CBA."),
        ("ABC (DEF) 12", 1, "12 )FED( CBA"),
        ("ABC def 5%", 1, "def 5% CBA"),
        ("plain", 0, "plain"),
        ("A, B", 0, "B ,A"),
        ("A (b) C", 1, "C )b( A"),
    ],
)
def test_order(text: str, base: int, seen: str) -> None:
    assert shown(text, base) == seen


def test_arabic_numbers_keep_their_order() -> None:
    text = "عدد 42 و 7,5"
    levels = bidi.levels(text, 1)
    assert [text[at] for at in bidi.visual(levels)][:3] == ["7", ",", "5"]


def test_white_space_at_the_end_is_the_paragraphs() -> None:
    assert bidi.levels("\u05d0 ", 0)[-1] == 0


@pytest.mark.parametrize("text", ["(" * 40_000 + "א", "(a)" * 15_000 + "א", "([" * 20_000 + ")]" * 20_000 + "א"])
def test_the_time_for_brackets_grows_with_their_number(text: str) -> None:
    start = time.process_time()
    assert len(bidi.levels(text, 1)) == len(text)
    assert time.process_time() - start < 1.5


def test_brackets_inside_each_other_are_paired() -> None:
    assert shown("A (b (c) d) E", 1) == "E )b (c) d( A"
