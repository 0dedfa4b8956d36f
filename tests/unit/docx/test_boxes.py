"""Callouts and asides stay one box whatever is in them: Word and LibreOffice merge paragraphs of one frame and one indent."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from exporter.model import (
    Aside,
    Block,
    Callout,
    Cell,
    CodeBlock,
    DefinitionItem,
    DefinitionList,
    Figure,
    Heading,
    Image,
    List,
    ListItem,
    MathBlock,
    PullQuote,
    Quote,
    Row,
    Table,
    ThematicBreak,
)
from exporter.theme import load_theme

from .rendering import article, cell, opened, p, rendered, t
from .structure import Opened, W, faults, style_of


def _list(*content: Block, kind: str = "bullet") -> List:
    return List((ListItem((p("an item"), *content)), ListItem((p("another"), p("goes on")))), kind=kind)  # type: ignore[arg-type]


_TABLE = Table(head=(Row((cell("a"), cell("b"))),), body=(Row((cell("1"), cell("2"))),), caption=t("Caption"))
NESTED = _list(_list(_list(), kind="ordered"))
INSIDE: dict[str, tuple[Block, ...]] = {
    "words": (p("one"), p("two")),
    "a heading": (Heading(t("Inside")), p("x")),
    "code": (p("x"), CodeBlock("a = 1\n\tb"), CodeBlock("c = 2"), p("y")),
    "a list": (p("x"), _list(), p("y")),
    "nested lists": (Heading(t("Inside")), p("x"), NESTED, CodeBlock("a\n\tb"), p("y")),
    "a quote": (p("x"), Quote((p("said"), _list()), t("Ada")), p("y")),
    "a figure": (p("x"), Figure((Image(None, "A picture."),), t("Below")), p("y")),
    "a formula": (MathBlock("a^2"), p("y")),
    "terms": (DefinitionList((DefinitionItem(t("term"), ((p("meaning"),),)),)), p("y")),
    "a table": (p("x"), _TABLE, p("y")),
    "tables only": (_TABLE, _TABLE),
    "a table in a list": (_list(_TABLE), p("y")),
    "a box": (p("x"), Callout((p("y"), _list(_list()))), Aside((p("z"), _TABLE), t("T")), p("end")),
    "boxes only": (Callout((Callout((p("y"),), kind="tip"),)),),
    "a break": (p("x"), ThematicBreak(), p("y")),
    "a pull quote": (p("x"), PullQuote(t("Loud")), p("y")),
    "tasks": (List((ListItem((p("done"),), checked=True),), kind="task"), p("y")),
}


def _effective(data: bytes) -> set[tuple[str, str, str]]:
    """Frame, tint and indent of every paragraph between the two around the box: its own, else its style's."""
    tree = Opened(data)
    styles = {style.get(f"{W}styleId"): style for style in tree.trees["word/styles.xml"].iter(f"{W}style")}
    found = [q for q in tree.document[0] if q.tag == f"{W}p" and style_of(q) not in ("Masthead", "Title", "BodyText")]
    return {tuple(_property(styles, q, name) for name in ("pBdr", "shd", "ind")) for q in found}  # type: ignore[misc]


def _property(styles: dict[str, etree._Element], paragraph: etree._Element, name: str) -> str:
    place, style = paragraph, style_of(paragraph)
    while (found := place.find(f"{W}pPr/{W}{name}")) is None and style:
        place = styles[style]
        based = place.find(f"{W}basedOn")
        style = "" if based is None else str(based.get(f"{W}val"))
    return "" if found is None else repr([(element.tag, sorted(element.attrib.items())) for element in found.iter()])


@pytest.mark.parametrize("inside", INSIDE)
@pytest.mark.parametrize("box", ["note", "warning", "aside"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_one_frame_and_one_indent(inside: str, box: str, direction: str) -> None:
    content = INSIDE[inside]
    node = Aside(content, t("T")) if box == "aside" else Callout(content, kind=box)  # type: ignore[arg-type]
    data = rendered(article(p("before"), node, p("after"), dir=direction))
    assert len(_effective(data)) == 1, _effective(data)
    assert faults(data) == []


def _edges(tree: Opened, direction: str) -> tuple[set[str], set[str]]:
    """Colours of the edges at the reading side: of paragraphs between those around the box, and of tables among them."""
    styles = {style.get(f"{W}styleId"): style for style in tree.trees["word/styles.xml"].iter(f"{W}style")}
    side = "right" if direction == "rtl" else "left"
    boxed = [q for q in tree.document[0] if q.tag == f"{W}p" and style_of(q) not in ("Masthead", "Title", "BodyText")]
    bars = {_edge(_property(styles, q, "pBdr"), side) for q in boxed}
    return bars, {t.find(f"{W}tblPr/{W}tblBorders/{W}left").get(f"{W}color") for t in tree.document[0].iter(f"{W}tbl")}


def _edge(borders: str, side: str) -> str:
    return borders.partition(f"}}{side}'")[2].partition("color', '")[2][:6]


@pytest.mark.parametrize("box", ["note", "warning", "aside"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_table_is_a_piece_of_its_box(box: str, direction: str) -> None:
    """The same bar and tint, over the width of the box, and no space of a paragraph between it and the frame."""
    content = INSIDE["a table"]
    node = Aside(content, t("T")) if box == "aside" else Callout(content, kind=box)  # type: ignore[arg-type]
    tree = opened(article(p("before"), node, p("after"), dir=direction))
    (bars, tables) = _edges(tree, direction)
    assert bars == tables and len(bars) == 1
    (table,) = tree.document[0].iter(f"{W}tbl")
    tint = load_theme().colours.tint.lstrip("#").upper()
    assert {cell.find(f"{W}tcPr/{W}shd").get(f"{W}fill") for cell in table.iter(f"{W}tc")} == {tint}
    assert [style_of(table.getprevious()), style_of(table.getnext())] == ["Spacer", "Spacer"]
    assert table.getprevious().find(f"{W}pPr/{W}keepNext") is not None
    width = sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol"))
    assert abs(width - 8618) <= 60


@pytest.mark.parametrize("box", ["note", "warning", "aside"])
def test_a_table_from_right_to_left_keeps_to_the_edges_of_its_box(box: str) -> None:
    content = INSIDE["a table"]
    node = Aside(content, t("T")) if box == "aside" else Callout(content, kind=box)  # type: ignore[arg-type]
    tree = opened(article(p("before"), node, p("after"), dir="rtl"))
    (table,) = tree.document[0].iter(f"{W}tbl")
    sheet = tree.document[0].find(f"{W}sectPr")
    size, margins = (sheet.find(f"{W}{name}") for name in ("pgSz", "pgMar"))
    measure = int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    properties = table.find(f"{W}tblPr")
    assert properties.find(f"{W}jc").get(f"{W}val") == "center" and properties.find(f"{W}tblInd") is None
    edge = round(int(properties.find(f"{W}tblBorders/{W}left").get(f"{W}sz")) / 8 * 20)
    assert abs(sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")) - (measure - edge)) <= 1
    styles = {style.get(f"{W}styleId"): style for style in tree.trees["word/styles.xml"].iter(f"{W}style")}
    before = table.getprevious()
    bar = re.search(r"right', .*?space', '(\d+)'.*?sz', '(\d+)'", _property(styles, before, "pBdr"))
    left = re.search(r"left', '(\d+)'", _property(styles, before, "ind"))
    assert bar and left and int(left[1]) == int(bar[1]) * 20 + round(int(bar[2]) / 8 * 20)


def test_words_in_a_table_stand_where_those_of_its_box_do() -> None:
    (table,) = opened(article(Callout((_TABLE,)))).document[0].iter(f"{W}tbl")
    rows = [[cell.find(f"{W}tcPr/{W}tcMar") for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
    for first, last in rows:
        assert [e.tag for e in first] == [f"{W}left"] and [e.tag for e in last] == [f"{W}right"]
        assert first[0].get(f"{W}w") == last[0].get(f"{W}w") == str(round(load_theme().takeaways.padding_x * 20))


def test_a_box_in_a_box_keeps_its_title_and_colour() -> None:
    tree = opened(article(Callout((p("x"), Callout((p("y"),), kind="warning", title=t("Mind"))), title=t("T"))))
    assert tree.styles()[-4:] == [
        ("CalloutTitle", "Note: T"), ("CalloutText", "x"), ("CalloutWarningTitle", "Warning: Mind"),
        ("CalloutWarningText", "y"),
    ]  # fmt: skip


def test_nested_marks_are_told_apart_where_indents_may_not() -> None:
    tree = Opened(rendered(article(Callout((NESTED,)))))
    used = [
        (found.find(f"{W}numId").get(f"{W}val"), int(found.find(f"{W}ilvl").get(f"{W}val")))
        for found in tree.document.iter(f"{W}numPr")
    ]
    numbering = tree.trees["word/numbering.xml"]
    lists = {e.get(f"{W}numId"): e.find(f"{W}abstractNumId").get(f"{W}val") for e in numbering.iter(f"{W}num")}
    kinds = {e.get(f"{W}abstractNumId"): e for e in numbering.iter(f"{W}abstractNum")}
    marks = [
        kinds[lists[number]].findall(f"{W}lvl")[level].find(f"{W}lvlText").get(f"{W}val")
        for number, level in dict.fromkeys(used)
    ]
    assert sorted({len(mark) - len(mark.lstrip()) for mark in marks}) == [0, 2, 4]


@pytest.mark.parametrize(("lang", "slanted"), [("en", True), ("ar", False), ("ja", False), ("ru", True)])
def test_pull_quotes_are_upright_in_scripts_without_italics(lang: str, slanted: bool) -> None:
    styles = Opened(rendered(article(p("x"), lang=lang))).raw["word/styles.xml"].decode()
    assert ("<w:i/>" in styles.partition('w:styleId="IntenseQuote"')[2].partition("</w:style>")[0]) is slanted


def test_a_title_stands_over_the_words_of_its_box_beside_a_list_too() -> None:
    inside = (p("words"), List((ListItem((p("one"),)),)))
    said = [words for _, words in opened(article(Callout(inside, kind="tip", title=t("Title")))).styles()]
    assert said[-3:] == ["\tTip: Title", "\twords", "one"]


def test_no_word_of_a_pull_quote_is_alone_in_its_last_line() -> None:
    long = "Words that were lifted out of the text because they say it all in one sentence."
    indents = [
        found.find(f"{W}pPr/{W}ind")
        for found in opened(article(PullQuote(t(long)))).document.iter(f"{W}p")
        if style_of(found) == "IntenseQuote"
    ]
    assert [int(indent.get(f"{W}{side}")) > 900 for indent in indents for side in ("left", "right")] == [True, True]


def test_a_pull_quote_keeps_room_for_its_words() -> None:
    lifted = PullQuote(t("Lifted out"))
    narrow = Table((Row(tuple(Cell((lifted,)) for _ in range(4))),))
    tree = opened(article(lifted, narrow))
    indents = [
        found.find(f"{W}pPr/{W}ind") for found in tree.document.iter(f"{W}p") if style_of(found) == "IntenseQuote"
    ]
    assert indents[0] is None  # its style says it
    assert all(int(indent.get(f"{W}left")) < 300 for indent in indents[1:])
