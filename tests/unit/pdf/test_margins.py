"""Flush lines: signs at their ends reach over the edge, by a part of their width."""

from __future__ import annotations

import pytest

from exporter.backends.pdf.fonts import Fonts
from exporter.backends.pdf.lines import Line, set_lines
from exporter.backends.pdf.paragraphs import Align, Paragraph, Run
from exporter.backends.pdf.text import Setting, Style
from exporter.theme import load_theme

WORDS = (
    "“Rain,” he said, “comes early; nobody, though, had planned for it.” They went on, unhurried, as people do. " * 3
)


@pytest.fixture
def setting() -> Setting:
    def missing(char: str) -> None:
        raise AssertionError(char)

    return Setting(Style("text", 10.6, "#000000", lang="en"), Fonts(load_theme()), missing)


def laid(setting: Setting, words: str, align: Align, hyphenate: str | None = "en") -> list[Line]:
    return set_lines(Paragraph([Run(setting, words.strip(), None)]), 100, 330, 15, align, hyphenate=hyphenate)


def test_commas_and_hyphens_reach_over_the_right_edge(setting: Setting) -> None:
    lines = laid(setting, WORDS, "justify")
    assert len(lines) > 3
    for line in lines[:-1]:
        last = line.pieces()[-1]
        over = setting.hyphen.over_end if line.head is not None else last.over_end
        assert line.x + line.width() == pytest.approx(330 + over, abs=0.01)
        assert over < 4


def test_quotes_reach_over_the_left_edge(setting: Setting) -> None:
    first = laid(setting, WORDS, "justify")[0]
    assert first.x == pytest.approx(100 - setting.piece("“").width / 2)


def test_lines_that_are_not_flush_keep_to_the_edge(setting: Setting) -> None:
    assert {line.x for line in laid(setting, WORDS, "start")} == {100}


def test_letters_keep_to_the_edge(setting: Setting) -> None:
    piece, _ = setting.word("words")[0]
    assert piece.over_start == piece.over_end == 0
