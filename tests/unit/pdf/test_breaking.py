"""Line breaking: total fit over prefix sums."""

from __future__ import annotations

import pytest

from exporter.backends.pdf import breaking
from exporter.backends.pdf.fonts import Fonts
from exporter.backends.pdf.lines import set_lines
from exporter.backends.pdf.paragraphs import Paragraph, Run, _places
from exporter.backends.pdf.text import Style, Typesetter
from exporter.theme import load_theme


def places(widths: list[float], space: float = 3.0) -> breaking.Places:
    end, start, end_space, start_space = [0.0], [0.0], [0.0], [0.0]
    x = gaps = 0.0
    for width in widths:
        x += width
        end.append(x)
        end_space.append(gaps)
        x += space
        gaps += space
        start.append(x)
        start_space.append(gaps)
    return breaking.Places(end, start, end_space, start_space, [0.0] * len(end), [False] * len(end))


def natural(of: breaking.Places, ends: list[int]) -> list[float]:
    befores = [0, *ends[:-1]]
    return [of.end[end] - of.start[before] for before, end in zip(befores, ends, strict=True)]


def test_what_fits_is_one_line() -> None:
    assert breaking.justified(places([10, 10]), 30, 1.0) == breaking.Broken([2], True)


def test_no_line_is_wider_than_spaces_can_shrink() -> None:
    of = places([11.0, 7.0, 9.0, 14.0, 5.0, 8.0, 12.0, 6.0] * 12)
    found = breaking.justified(of, 70, 2.0)
    assert found.good
    befores = [0, *found.ends[:-1]]
    for before, end in zip(befores, found.ends, strict=True):
        spaces = of.end_space[end] - of.start_space[before]
        assert of.end[end] - of.start[before] - breaking.SHRINK * spaces <= 70 + 1e-9


def test_total_fit_is_more_even_than_first_fit() -> None:
    of = places([11.0, 27.0, 9.0, 34.0, 5.0, 18.0, 22.0, 6.0] * 6)
    fitted, first = breaking.justified(of, 150, 9.0), breaking.first_fit(of, 150)

    def unevenness(ends: list[int]) -> float:
        befores = [0, *ends[:-2]]
        rooms = [150 - of.end[end] + of.start[before] for before, end in zip(befores, ends[:-1], strict=True)]
        gaps = [of.end_space[end] - of.start_space[before] for before, end in zip(befores, ends[:-1], strict=True)]
        return sum(abs(room / gap) ** 3 for room, gap in zip(rooms, gaps, strict=True))

    assert unevenness(fitted.ends) <= unevenness(first.ends)


def test_nothing_in_tolerance_is_said() -> None:
    assert not breaking.justified(places([60.0, 60.0, 60.0]), 100, 1.0).good


def test_first_fit_gives_every_word_a_line() -> None:
    assert breaking.first_fit(places([120.0, 120.0]), 100).ends == [1, 2]


def test_a_balanced_title_has_even_lines() -> None:
    of = places([30.0] * 7)
    widths = natural(of, breaking.ragged(of, 200, balanced=True).ends)
    assert len(widths) == 2
    assert max(widths) - min(widths) <= 33


def test_a_ragged_paragraph_does_not_end_in_one_short_word() -> None:
    of = places([30.0, 30.0, 30.0, 30.0, 30.0, 10.0])
    widths = natural(of, breaking.ragged(of, 170).ends)
    assert widths[-1] > 10


@pytest.mark.parametrize("width", [40.0, 77.0, 300.0])
def test_every_word_is_on_a_line(width: float) -> None:
    of = places([11.0, 27.0, 9.0, 34.0] * 5)
    for found in (breaking.ragged(of, width), breaking.first_fit(of, width)):
        assert found.ends[-1] == 20
        assert found.ends == sorted(set(found.ends))


@pytest.mark.parametrize("flush", [True, False])
def test_places_between_words_are_those_of_any_text(flush: bool) -> None:
    """Where lines can end at spaces only, the places are summed up another way; a language without hyphens takes the usual."""
    setting = Typesetter(Fonts(load_theme("brief")), print).setting(Style("text", 10.0, "#000000", lang="zh"))
    paragraph = Paragraph([Run(setting, "“Words, and more” words: (one) two. And all", None)])
    last = len(paragraph.pieces) - 1
    (fast, cuts), (usual, others) = (_places(paragraph, 1, last, lang, flush) for lang in (None, "zh"))
    assert cuts == others and fast.penalty == usual.penalty and fast.hyphen == usual.hyphen
    for one, other in zip(fast[:4], usual[:4], strict=True):
        assert one == pytest.approx(other)


def test_a_long_word_in_many_styles_is_broken() -> None:
    """Each of its pieces would fit a line, but nothing parts them."""
    setter = Typesetter(Fonts(load_theme("brief")), print)
    styles = [setter.setting(Style("text", 10.0, "#000000", bold=bold)) for bold in (False, True)]
    paragraph = Paragraph([Run(styles[at % 2], "word,", None) for at in range(60)])
    lines = set_lines(paragraph, 0.0, 200.0, 14.0, "justify")
    assert all(line.width() <= 200.0 for line in lines)
    assert "".join(piece.text for line in lines for piece in line.pieces()) == "word," * 60
    assert not any(line.pieces()[0].text == "," for line in lines)
