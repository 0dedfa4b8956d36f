"""Callouts and asides stay one box whatever is in them: Word and LibreOffice merge paragraphs of one frame and one indent."""

from __future__ import annotations

import pytest
from lxml import etree

from exporter.model import (
    Aside,
    Block,
    Callout,
    CodeBlock,
    DefinitionItem,
    DefinitionList,
    Figure,
    Heading,
    Image,
    List,
    ListItem,
    MathBlock,
    Quote,
)

from .rendering import article, p, rendered
from .structure import Opened, W, faults, style_of
from .test_docx import _t


def _list(*content: Block, kind: str = "bullet") -> List:
    return List((ListItem((p("an item"), *content)), ListItem((p("another"), p("goes on")))), kind=kind)  # type: ignore[arg-type]


NESTED = _list(_list(_list(), kind="ordered"))
INSIDE: dict[str, tuple[Block, ...]] = {
    "words": (p("one"), p("two")),
    "a heading": (Heading(_t("Inside")), p("x")),
    "code": (p("x"), CodeBlock("a = 1\n\tb"), CodeBlock("c = 2"), p("y")),
    "a list": (p("x"), _list(), p("y")),
    "nested lists": (Heading(_t("Inside")), p("x"), NESTED, CodeBlock("a\n\tb"), p("y")),
    "a quote": (p("x"), Quote((p("said"), _list()), _t("Ada")), p("y")),
    "a figure": (p("x"), Figure((Image(None, "A picture."),), _t("Below")), p("y")),
    "a formula": (MathBlock("a^2"), p("y")),
    "terms": (DefinitionList((DefinitionItem(_t("term"), ((p("meaning"),),)),)), p("y")),
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
    node = Aside(content, _t("T")) if box == "aside" else Callout(content, kind=box)  # type: ignore[arg-type]
    data = rendered(article(p("before"), node, p("after"), dir=direction))
    assert len(_effective(data)) == 1, _effective(data)
    assert faults(data) == []


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
def test_quotes_are_upright_in_scripts_without_italics(lang: str, slanted: bool) -> None:
    styles = Opened(rendered(article(p("x"), lang=lang))).raw["word/styles.xml"].decode()
    assert ("<w:i/>" in styles.partition('w:styleId="Quote"')[2].partition("</w:style>")[0]) is slanted
