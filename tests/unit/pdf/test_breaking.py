"""Line breaking: total fit over prefix sums."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from exporter.backends.pdf import breaking
from exporter.backends.pdf.breaks import BETWEEN, FORCED, HERE, NOWHERE, SOFT, SPACE
from exporter.backends.pdf.fonts import Fonts
from exporter.backends.pdf.lines import set_lines
from exporter.backends.pdf.paragraphs import Paragraph, Run
from exporter.backends.pdf.places import Stretch
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
    return breaking.Places(
        end, start, end_space, start_space, [0.0] * len(end), [False] * len(end), range(-1, len(widths)), {}
    )


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


def paragraph(*texts: str) -> Paragraph:
    """Texts as runs of one style."""
    setting = Typesetter(Fonts(load_theme("brief")), print).setting(Style("text", 10.0, "#000000", lang="en"))
    made = Paragraph([Run(setting, text, None) for text in texts])
    made.loosen(300.0)
    return made


@pytest.mark.parametrize("flush", [True, False])
def test_places_are_what_adding_up_gives(flush: bool) -> None:
    of = paragraph("“Words, and/or mo\u00adre” wor", "ds: (one) ", "漢字、かな two. And", " all")
    found = Stretch(of, 1, len(of.pieces) - 2, flush).places
    x = gaps = 0.0
    place = 1
    for at in range(1, len(of.pieces) - 1):
        piece, kind = of.pieces[at], of.kinds[at] if at < len(of.pieces) - 2 else FORCED
        x += piece.width
        gaps += 1.0 if kind == BETWEEN else 0.0
        if kind != NOWHERE:
            last = piece.case.hyphen if kind == SOFT else piece
            end = x + (last.width if kind == SOFT else 0.0) - flush * last.over_end
            assert (found.end[place], found.end_space[place]) == pytest.approx((end, gaps))
            assert found.split(place) == (at, -1 if kind == SOFT else 0)
            assert found.hyphen[place] == (kind == SOFT)
            assert (found.penalty[place] > 0) == (kind == SOFT or (kind == HERE and piece.text.isascii()))
        if kind == SPACE:
            x, gaps = x + of.spaces[at], gaps + of.spaces[at]
        if kind != NOWHERE:
            over = flush * of.pieces[at + 1].over_start if kind != FORCED else 0.0
            assert (found.start[place], found.start_space[place]) == pytest.approx((x + over, gaps))
            place += 1
    assert place == len(found.end)
    assert {SPACE, NOWHERE, HERE, SOFT, BETWEEN} <= set(of.kinds)


def best(of: breaking.Places, width: float, tolerance: float) -> float:
    """The least that lines can cost, each place compared with each before it."""
    cost = [0.0] + [math.inf] * (len(of.end) - 1)
    for place in range(1, len(cost)):
        for line in range(place):
            added = demerits(of, line, place, width, tolerance)
            cost[place] = min(cost[place], cost[line] + added)
    return cost[-1]


def demerits(of: breaking.Places, line: int, place: int, width: float, tolerance: float) -> float:
    """What one line costs."""
    room = width - of.end[place] + of.start[line]
    spaces, final = of.end_space[place] - of.start_space[line], place == len(of.end) - 1
    if room >= 0:
        ratio = 0.0 if final else room / (breaking.STRETCH * spaces) if spaces else 1e3 if room > 0.01 else 0.0
    else:
        ratio = room / (-breaking.SHRINK * spaces) if spaces else 1e3
    if ratio > (tolerance if room >= 0 else 1):
        return math.inf
    total = (10 + 100 * ratio**3) ** 2 + of.penalty[place]
    total += breaking._TWO_HYPHENS * (of.hyphen[place] and of.hyphen[line])
    return total + 60_000 * (final and (room > 0.85 * width or of.hyphen[line]))


@pytest.mark.parametrize("width", [90.0, 131.0, 200.0])
@pytest.mark.parametrize("tolerance", [1.7, 2.2, 6.0])
def test_looking_into_few_words_finds_what_looking_into_all_does(
    width: float, tolerance: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breaking, "_MORE", 1.0)  # else what a line costs is not known by its ends alone
    words = "Understanding considerable difficulties, extraordinary circumstances notwithstanding, is a matter of patience and"
    stretch = Stretch(of := paragraph(f"{words} well-organised {words.lower()}"), 0, len(of.pieces) - 1, True)
    whole = stretch.hyphenated("en")
    asked: list[int] = []

    def inside(place: int) -> Sequence[breaking.Inside]:
        asked.append(place)
        return stretch.inside(place, "en", pinched=True)

    found = breaking.justified(places := stretch.places, width, tolerance, inside)
    least = best(whole, width, tolerance)
    assert found.good == (least < math.inf)
    last = len(stretch.places.after) - 1
    if found.good:
        assert len(asked) < last
        ordered = [whole_place(whole, places.split(end)) for end in found.ends]
        befores = [0, *ordered[:-1]]
        costs = (demerits(whole, before, end, width, tolerance) for before, end in zip(befores, ordered, strict=True))
        assert sum(costs) == pytest.approx(least)
    else:
        assert len(places.end) == last + 1 and not places.cuts


def whole_place(of: breaking.Places, split: tuple[int, int]) -> int:
    """Which place is there in the text."""
    return next(place for place in range(1, len(of.end)) if of.split(place) == split)


def hyphens(width: float, words: str) -> str:
    """A sign for each line: whether it ends with a hyphen."""
    lines = set_lines(paragraph(words), 0.0, width, 14.0, "justify", hyphenate="en")
    return "".join("-" if line.head is not None or line.pieces()[-1].text[-1] == "-" else "." for line in lines)


def test_few_lines_in_a_row_end_with_hyphens(monkeypatch: pytest.MonkeyPatch) -> None:
    words = (
        "the considerable difficulties and the circumstances, understanding of it remains a matter of the patience and "
        "of organisation, the deliberate communication of the administrations, and of its delegations, "
    )

    def three(demerits: float, more: float) -> int:
        monkeypatch.setattr(breaking, "_TWO_HYPHENS", demerits)
        monkeypatch.setattr(breaking, "_MORE", more)
        return sum("---" in hyphens(width, words * 5) for width in range(200, 440, 6))

    assert three(200_000.0, 50.0) < three(200_000.0, 1.0) < three(1e-9, 1.0)


def test_a_hyphen_of_the_word_s_own_counts_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    words = (
        "the hard-won, well-known, long-lost, ill-fated, old-world, new-found, far-off, home-made, mid-size ones " * 6
    )

    def pairs() -> int:
        return sum(hyphens(width, words).count("--") for width in range(200, 320, 8))

    fewer = pairs()
    monkeypatch.setattr(breaking, "_TWO_HYPHENS", 1e-9)
    assert fewer < pairs()


def test_names_and_short_words_are_cut_before_a_line_is_left_short() -> None:
    words = "A flight to Louverture International Airport, Toussaint Louverture, Internationalists, "
    width, lines = 118.0, set_lines(paragraph(words * 3), 0.0, 118.0, 14.0, "justify", hyphenate="en")
    cut = [line for line in lines if line.head is not None]
    assert any(line.pieces()[-1].text.startswith("Inter") or line.pieces()[-1].text == "In" for line in cut)
    assert all(line.width() == pytest.approx(width, abs=3.0) for line in lines[:-1] if line.extra)
    assert not any("Toussaint" in "".join(piece.text for piece in line.pieces()) and line.head for line in
                   set_lines(paragraph(words * 3), 0.0, 420.0, 14.0, "justify", hyphenate="en"))  # fmt: skip


def test_a_long_word_in_many_styles_is_broken() -> None:
    """Each of its pieces would fit a line, but nothing parts them."""
    setter = Typesetter(Fonts(load_theme("brief")), print)
    styles = [setter.setting(Style("text", 10.0, "#000000", bold=bold)) for bold in (False, True)]
    paragraph = Paragraph([Run(styles[at % 2], "word,", None) for at in range(60)])
    lines = set_lines(paragraph, 0.0, 200.0, 14.0, "justify")
    assert all(line.width() <= 200.0 for line in lines)
    assert "".join(piece.text for line in lines for piece in line.pieces()) == "word," * 60
    assert not any(line.pieces()[0].text == "," for line in lines)
