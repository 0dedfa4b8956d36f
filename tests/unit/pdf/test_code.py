"""Program text: where its long lines break."""

from __future__ import annotations

from exporter.backends.pdf.code import _indent, _wrapped
from exporter.backends.pdf.text import Style

PLAIN, BOLD = Style("code", 8, "#000000", literal=True), Style("code", 8, "#000000", bold=True, literal=True)


def wrapped(*parts: tuple[str, Style], columns: int = 20) -> list[str]:
    return ["".join(words for words, _ in part) for part in _wrapped(list(parts), columns)]


def test_a_line_that_fits_is_whole() -> None:
    assert wrapped(("x" * 20, PLAIN)) == ["x" * 20]


def test_a_long_line_breaks_after_a_space_near_its_end() -> None:
    assert wrapped(("one two three four five six", PLAIN)) == ["one two three four ", "five six"]


def test_or_after_a_sign() -> None:
    assert wrapped(("call(argument,another_one)", PLAIN)) == ["call(argument,", "another_one)"]


def test_or_after_a_bracket_that_opens() -> None:
    assert wrapped(("callingits(argument)", PLAIN), columns=14) == ["callingits(", "argument)"]


def test_or_wherever_the_line_is_full() -> None:
    assert wrapped(("x" * 45, PLAIN)) == ["x" * 20, "x" * 18, "x" * 7]


def test_it_goes_on_indented_as_it_began() -> None:
    assert _indent("        value = 1", 80) == 10
    assert _indent("value = 1", 80) == 2
    assert _indent(" " * 60 + "value", 60) == 22
    parts = _wrapped([("    one two three four", PLAIN)], 14, 6)
    assert ["".join(words for words, _ in part) for part in parts] == ["    one two ", "three ", "four"]


def test_styles_stay_with_their_words() -> None:
    parts = list(_wrapped([("def ", BOLD), ("a_long_name(with_arguments)", PLAIN)], 20))
    assert parts[0][0] == ("def ", BOLD)
    assert "".join(words for part in parts for words, _ in part) == "def a_long_name(with_arguments)"
    assert all(part for part in parts)


def test_wide_signs_count_twice() -> None:
    assert all(len(line) <= 10 for line in wrapped(("二者" * 10, PLAIN)))


def test_no_sign_is_lost_or_doubled() -> None:
    line = "名 = call(一二三, '四五六七八九十') + other  "
    assert "".join(wrapped((line, PLAIN), columns=11)) == line
