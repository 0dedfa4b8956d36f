"""Columns of numbers: aligned on their decimal marks, though nobody says so."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
import pytest

from exporter.model import Alignment, Article, Cell, Paragraph, Row, Table, Text

Render = Callable[..., bytes]


def edges(
    render: Render, *columns: Alignment, numbers: tuple[str, ...] = ("7.25", "1,204.5", "–", "31")
) -> dict[str, float]:
    """The right edges of words on the page."""
    rows = tuple(
        Row(tuple(Cell((Paragraph((Text(word),)),)) for word in (f"Row {number}", number))) for number in numbers
    )
    article = Article(title=(Text("T"),), lang="en", dir="ltr", body=(Table(body=rows, columns=columns),))
    with pypdfium2.PdfDocument(io.BytesIO(render(article))) as document:
        text = document[0].get_textpage()
        whole = text.get_text_range()
        return {word: text.get_charbox(whole.index(f" {word}\r") + len(word))[2] for word in numbers}


def test_numbers_join_at_their_marks(render: Render) -> None:
    found = edges(render)
    digit = (found["7.25"] - found["31"]) / 2.53  # two digits and the mark
    assert found["7.25"] > found["1,204.5"] > found["31"]
    assert found["7.25"] - found["1,204.5"] == pytest.approx(digit, abs=1.0)


def test_a_column_with_a_word_in_it_keeps_to_the_start(render: Render) -> None:
    found = edges(render, numbers=("1", "1000", "none"))
    assert found["1000"] > found["1"]


def test_what_somebody_aligned_stays_so(render: Render) -> None:
    found = edges(render, "start", "center")
    assert found["1,204.5"] > found["7.25"]
