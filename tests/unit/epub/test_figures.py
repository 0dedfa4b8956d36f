"""Figures: pictures beside each other, and the words of those that are missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from exporter import model as m
from exporter.backends.epub.illustrations import File
from exporter.backends.epub.rows import row_styles
from exporter.contract import sample
from exporter.pictures import opened as opened_picture
from tests.unit.epub.articles import article, para, words

Make = Callable[..., Any]


def test_a_missing_picture_shows_its_words_once(opened: Make) -> None:
    same = m.Figure((m.Image(None, "A map."),), words("A map."))
    other = m.Figure((m.Image(None, "A chart"),), words("Numbers."))
    book = opened(article(same, other))
    assert book.text().count("A map.") == 1
    assert book.find("//x:figure[@class='missing']/x:figcaption")
    assert book.find("//x:figure/x:span[@class='missing']/text()") == ["Picture not available: A chart"]


def test_pictures(opened: Make) -> None:
    book = opened(article(para(m.Image(sample.PICTURE, "x")), m.Figure((m.Image(sample.PICTURE, None),))))
    first, second = book.find("//x:img")
    assert (first.get("width"), first.get("height"), first.get("alt")) == ("640", "320", "x")
    assert second.get("alt") is None and second.get("src") == first.get("src")


def test_words_beside_a_missing_picture_do_not_touch_its_words(opened: Make) -> None:
    book = opened(
        article(para("Before", m.Image("gone.png", "a ship"), "after"), m.Figure((m.Image("gone.png", "x"),)))
    )
    (first, second) = book.find("//x:span[@class='missing']")
    assert (first.text, second.text) == (" Picture not available: a ship ", "Picture not available: x")


def test_words_of_a_missing_picture_are_not_said_twice_where_the_caption_has_hyphens(opened: Make) -> None:
    book = opened(article(m.Figure((m.Image("gone.png", "A sailing ship"),), caption=words("A sail\u00ading  ship"))))
    assert not book.find("//x:span[@class='missing']") and book.text().count("ship") == 1


@pytest.mark.parametrize(
    ("shapes", "shares"),
    [
        (((64, 32), (64, 32)), [49.0, 49.0]),  # what the sheet says: nothing of their own
        (((60, 30), (30, 30)), [65.3, 32.6]),
        (((64, 32),) * 3, [32.0, 32.0, 32.0]),
        (((64, 32), (32, 32), (32, 32), (64, 32)), [65.3, 32.6, 32.6, 65.3]),
        (((900, 30), (30, 90)), [49.0, 49.0]),  # too narrow to show anything
    ],
)
def test_pictures_side_by_side_are_equally_high(shapes: tuple[tuple[int, int], ...], shares: list[float]) -> None:
    files = [File(str(at), opened_picture(sample.picture(*shape))) for at, shape in enumerate(shapes)]
    styles = row_styles(files)
    assert [float(re.sub(r"^width: ([\d.]+)%.*", r"\1", style)) if style else 49.0 for style in styles] == shares
    assert ["margin" in style for style in styles] == [at == 2 and len(shapes) == 3 for at in range(len(shapes))]


def test_pictures_beside_one_that_is_missing_keep_their_width() -> None:
    file = File("x", opened_picture(sample.picture(60, 30)))
    assert row_styles([file, None, file]) == ["", "", ""] and row_styles([file]) == [""]
