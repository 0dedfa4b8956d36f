"""Tables: what heads what, and where numbers and dates stand in their cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from exporter import model as m
from exporter import resources
from exporter.contract import sample
from exporter.grid import grid
from exporter.walk import walk
from tests.unit.epub.articles import article, para, words

Make = Callable[..., Any]


def test_tables_say_what_heads_what(opened: Make) -> None:
    article_ = sample.everything()
    book = opened(article_)
    table = next(node for node in walk(article_) if isinstance(node, m.Table))
    assert len(book.find("//x:table[@id='harbours']//x:td | //x:table[@id='harbours']//x:th")) == len(
        list(grid(table).cells())
    )
    assert book.find("//x:table[@id='harbours']/x:thead//x:th/@scope") == ["col", "colgroup", "col", "col"]
    assert book.find("//x:div[@class='table']/@aria-label") == ["Ships by harbour and year", "Table 2"]


def test_an_empty_header_cell_heads_nothing(opened: Make) -> None:
    table = m.Table(head=(m.Row((m.Cell(), m.Cell((para("a"),)))),), body=(m.Row((m.Cell(), m.Cell((para("b"),)))),))
    assert len(opened(article(table)).find("//x:thead//x:th")) == 1


def test_headings_in_cells_are_roles(opened: Make) -> None:
    table = m.Table(body=(m.Row((m.Cell((m.Heading(words("a"), 1), para("b"))),)),))
    book = opened(article(table))
    assert book.find("//x:td/x:p[@role='heading']/@aria-level") and not book.find("//x:td//x:h2")


def numbers(lang: str, *values: str, head: bool = True) -> m.Article:
    rows = tuple(m.Row((m.Cell((para(value),)),)) for value in values)
    heads = (m.Row((m.Cell((para("Tonnes"),)),)),) if head else ()
    return replace(article(m.Table(columns=("decimal",), head=heads, body=rows)), lang=lang)


@pytest.mark.parametrize(
    ("lang", "values", "padded"),
    [
        ("en", ("1,204.5", "87.25", "9", "n/a"), [1, None, 2.5, None]),
        ("en", ("1.5 %", "12 %", "−3.25 %"), [1, 2.5, None]),
        ("de", ("1.204,5", "87,25", "9"), [1, None, 2.5]),
        ("en", ("1", "22", "333"), [None, None, None]),
        ("ar", ("12.5", "130.25", "30"), [1, None, 2.5]),
        ("ar", ("١٢٫٥", "٣٠"), [None, 1.5]),
        ("de", ("1.204", "30"), [None, None]),
    ],
)
def test_decimal_marks_stand_below_each_other(opened: Make, lang: str, values: Any, padded: Any) -> None:
    cells = opened(numbers(lang, *values)).find("//x:td[@class='decimal']")
    assert [cell.text for cell in cells] == list(values)
    assert [cell.get("style") for cell in cells] == [value and f"padding-right: {1.8 + value:g}ch" for value in padded]


def test_numbers_of_vertical_lines_are_kept_off_their_end(opened: Make) -> None:
    cells = opened(numbers("ja", "1.5", "2.25")).find("//x:td[@class='decimal']")
    assert [cell.get("style") for cell in cells] == ["padding-inline-end: 2.8ch", None]


def test_a_table_in_a_cell_keeps_the_decimals_of_the_outer_one(opened: Make) -> None:
    inner = m.Table(body=(m.Row((m.Cell((para("x"),)),)),))
    rows = (m.Row((m.Cell((inner,)), m.Cell((para("1.5"),)))), m.Row((m.Cell((para("y"),)), m.Cell((para("2"),)))))
    book = opened(article(m.Table(columns=("start", "decimal"), body=rows)))
    assert book.find("//x:td[text()='2']/@style") == ["padding-right: 3.3ch"]


@pytest.mark.parametrize(
    ("said", "class_"), [("2026-02-22", ["figures"]), ("24/7", ["figures"]), ("1,240", []), ("well-known 3", [])]
)
def test_a_date_in_a_cell_is_not_broken_at_its_hyphens(opened: Make, said: str, class_: list[str]) -> None:
    book = opened(article(m.Table(body=(m.Row((m.Cell((para(said),)), m.Cell((para("words"),)))),))))
    assert book.find("//x:td[1]/@class") == class_
    assert ".figures { white-space: nowrap; }" in resources.read("css/book.css").decode()
