"""Pages of languages written from right to left: what goes to the other side, and what does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from exporter.model import Article, Block, Cell, CodeBlock, List, ListItem, Row, Table
from tests.unit.pdf.articles import p, t
from tests.unit.pdf.places import place, places

Render = Callable[..., bytes]
HEBREW = "שלום עולם"


def article(*body: Block, **more: object) -> Article:
    return Article(title=t(HEBREW), lang="he", dir="rtl", body=body, **more)  # type: ignore[arg-type]


def test_the_stop_of_a_number_before_an_item_is_left_of_it(render: Render) -> None:
    data = render(article(List((ListItem((p(HEBREW),)),), kind="ordered", start=7)))
    [stop] = places(data, ".")
    assert stop.right <= place(data, "7").left + 0.5


def test_decimal_marks_stand_below_each_other_inside_their_column(render: Render) -> None:
    rows = tuple(Row(tuple(Cell((p(word),)) for word in (HEBREW, number, HEBREW))) for number in ("98765.5", "7.325"))
    data = render(article(Table(body=rows)))
    first, second = places(data, ".")
    assert first.left == pytest.approx(second.left, abs=0.6)
    columns = [one.right for one in places(data, HEBREW) if one.top < 760]
    assert place(data, "98765").left > sorted(columns)[0] + 5


def test_lines_of_code_with_hebrew_keep_their_indent(render: Render) -> None:
    data = render(article(CodeBlock("first\n        second  # שלום")))
    assert place(data, "second").left > place(data, "first").left + 8 * 5


def test_lines_of_code_with_hebrew_keep_every_space(render: Render) -> None:
    plain, mixed = (render(article(CodeBlock(f"first\n  a     b  =  '{words}'"))) for words in ("shalom", HEBREW))
    assert place(mixed, "=").left == pytest.approx(place(plain, "=").left, abs=0.5)


def test_the_year_follows_the_address_of_the_source(render: Render) -> None:
    data = render(article(p(HEBREW), source="https://example.org/he", rights="© 2024"))
    assert place(data, "2024").right < place(data, "https").left
