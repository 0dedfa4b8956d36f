"""Tables: heads that repeat, merged cells told, numbers below each other."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from exporter.model import (
    Block,
    Cell,
    CodeBlock,
    Heading,
    Row,
    Table,
)
from exporter.report import Report

from .rendering import article, cell, opened, p, properties, rendered, t
from .structure import W, faults, style_of


def test_tables_repeat_their_heads() -> None:
    head = (Row((cell("A", rowspan=2), cell("B", colspan=2))), Row((cell("b1"), cell("b2"))))
    tree = opened(article(Table(head=head, body=(Row((cell("1"), cell("2"), cell("3"))),), caption=t("Caption"))))
    assert len(list(tree.document.iter(f"{W}tblHeader"))) == 2
    assert [e.get(f"{W}val") for e in tree.document.iter(f"{W}vMerge")] == ["restart", "continue"]
    assert next(tree.document.iter(f"{W}tblCaption")).get(f"{W}val") == "Caption"
    assert "Table 1" in tree.text()


@pytest.mark.parametrize(("head", "where"), [(True, "the head of a table"), (False, "a table")])
def test_merged_cells_are_told(head: bool, where: str) -> None:
    rows = (Row((cell("wide", colspan=2),)),), (Row((cell("1"), cell("2"))),)
    report = Report()
    rendered(article(Table(head=rows[not head], body=rows[head])), report)
    (notice,) = report
    assert (notice.code, notice.severity) == (
        "merged-cells",
        "info",
    ) and f"cells of {where} are merged" in notice.message


def test_tables_in_tables_are_told() -> None:
    inner = Table(body=(Row((cell("2"),)),))
    report = Report()
    rendered(article(Table(head=(Row((cell("1"),)),), body=(Row((replace(cell("x"), content=(inner,)),)),))), report)
    assert [notice.code for notice in report] == ["table-without-head", "table-in-table"]


def test_a_caption_that_brings_its_number_gets_no_other() -> None:
    table = Table(body=(Row((cell("1"),)),), caption=t("Table 7: Ships"))
    assert "Table 1" not in opened(article(table)).text()


def test_tables_are_kept_apart_and_the_body_ends_well() -> None:
    table = Table(body=(Row((cell("1"), Cell((Table(body=(Row((cell("2"),)),)),)))),))
    assert faults(rendered(article(table, table))) == []


def _numbers(*rows: str, lang: str = "en", **more: object) -> list[tuple[str, bool, str]]:
    """(text, whether a decimal tab stop aligns it, else how it is aligned) of the cells of a column of numbers."""
    body = tuple(Row((cell("row", scope="row"), cell(said))) for said in rows)
    head = (Row((cell("Name"), cell("Number"))),)
    tree = opened(article(Table(head=head, body=body, columns=("start", "decimal")), lang=lang, **more)).document
    cells = [row.findall(f"{W}tc")[1] for row in tree.iter(f"{W}tr")]
    return [
        (
            "".join(t.text for t in cell.iter(f"{W}t")),
            'w:val="decimal"' in properties(cell.find(f"{W}p"), "tabs"),
            properties(cell.find(f"{W}p"), "jc").partition('w:val="')[2].partition('"')[0],
        )
        for cell in cells
    ]


def test_decimals_of_unequal_length_are_aligned_at_their_mark() -> None:
    assert _numbers("1,204.5", "87.25", "9", "n/a") == [
        ("Number", False, "right"),
        ("1,204.5", True, ""),
        ("87.25", True, ""),
        ("9", True, ""),
        ("n/a", False, "right"),
    ]
    assert [stop for _, stop, _ in _numbers("1.204,5", "87,25", lang="de")] == [False, True, True]


def test_numbers_that_flush_right_aligns_need_no_tab_stop() -> None:
    for rows, lang in ((("1,204", "9"), "en"), (("1.50", "22.25"), "en"), (("1.204", "9"), "de")):
        assert [how for _, *how in _numbers(*rows, lang=lang)] == [[False, "right"]] * 3
    assert not any(stop for _, stop, _ in _numbers("1.5", "22.25", lang="he", dir="rtl"))


def test_a_heading_in_a_cell_has_room_for_its_words() -> None:
    def width(block: Block) -> int:
        rows = tuple(
            Row((Cell((p("a few words of the first column, and more of them"),)), Cell((block,)))) for _ in "ab"
        )
        tree = opened(article(Table(rows)))
        return int(list(tree.document.iter(f"{W}gridCol"))[1].get(f"{W}w"))

    assert width(Heading(t("Management"))) > width(p("Management")) * 1.3


def test_program_text_in_a_cell_leaves_no_gap_below() -> None:
    tree = opened(article(Table((Row((Cell((CodeBlock("x = 1"),)),)),))))
    (code,) = [found for found in tree.document.iter(f"{W}p") if style_of(found) == "CodeBlock"]
    assert int(code.find(f"{W}pPr/{W}spacing").get(f"{W}after")) <= 100
