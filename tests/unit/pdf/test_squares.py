"""The QR code beside the source line."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
from msgspec.structs import replace

from exporter.backends.pdf.squares import squares
from exporter.model import Article, Paragraph, Text
from exporter.report import Report
from exporter.theme import Source, Theme, load_theme
from tests.unit.pdf.tree import read

ADDRESS = "https://example.org/an/article"


def article(source: str = ADDRESS, direction: str = "ltr") -> Article:
    words = (Paragraph((Text("Words."),)),)
    return Article(title=(Text("A title"),), lang="en", dir=direction, source=source, body=words)  # type: ignore[arg-type]


def dark(data: bytes, *, left: bool = False) -> int:
    """How many dark dots the lower outer part of the text has, where the code stands."""
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        page = document[0].render(scale=1, grayscale=True).to_pil()
    box = (82, 100, 140, 300) if left else (page.width - 140, 100, page.width - 80, 300)
    return sum(page.crop(box).histogram()[:90])


def with_code() -> Theme:
    return replace(load_theme(), source=Source(qr=True))


def test_no_code_without_being_asked_for(render: Callable[..., bytes]) -> None:
    assert dark(render(article())) < 100 < dark(render(article(), theme=with_code()))


def test_at_the_left_where_text_runs_from_the_right(render: Callable[..., bytes]) -> None:
    assert dark(render(article(direction="rtl"), theme=with_code()), left=True) > 400


def test_nothing_more_is_read_out(render: Callable[..., bytes]) -> None:
    assert read(render(article(), theme=with_code())) == read(render(article()))


def test_an_address_too_long_has_none_and_a_notice(render: Callable[..., bytes]) -> None:
    report = Report()
    render(article(ADDRESS + "/" + "long" * 400), theme=with_code(), report=report)
    assert [notice.code for notice in report] == ["no-code"]


def test_the_modules_are_those_of_the_standard() -> None:
    found = squares(ADDRESS, "0 g")
    assert found is not None
    assert len(found.rows) in range(21, 40, 4)
    finder = [0b1111111, 0b1000001, 0b1011101, 0b1011101, 0b1011101, 0b1000001, 0b1111111]
    assert [int("".join(str(dark) for dark in row[:7]), 2) for row in found.rows[:7]] == finder
