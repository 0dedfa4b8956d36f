"""What stands on every page outside the text: the short title beside the page's number."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from exporter.model import Article, Paragraph, Text
from tests.unit.pdf.places import places

Render = Callable[..., bytes]


def titled(title: str, lang: str = "en") -> Article:
    return Article(title=(Text(title),), lang=lang, body=(Paragraph((Text("Text."),)),))


def test_a_long_title_is_cut_at_a_word(render: Render) -> None:
    data = render(titled("Canals " * 30))
    last, number = places(data, "…")[-1], places(data, "1 of 1")[-1]
    assert last.bottom == pytest.approx(number.bottom, abs=4.0) and last.right < number.left


@pytest.mark.parametrize(("word", "lang"), [("Unbroken" * 30, "en"), ("管理总部的官员考虑了" * 12, "zh")])
def test_a_title_of_one_long_word_is_cut_inside_it(render: Render, word: str, lang: str) -> None:
    data = render(titled(word, lang))
    assert places(data, "…")[-1].right < places(data, "1")[-1].left


def test_the_time_for_a_title_grows_with_its_length(render: Render) -> None:
    render(titled("Warm"))
    start = time.process_time()
    render(titled("word " * 8_000))
    assert time.process_time() - start < 2.0
