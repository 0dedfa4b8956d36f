"""The parts of the sample's document as a person can read them: what a change does to them shows in the diff."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from exporter.contract import sample
from exporter.model import Aside, Callout, List, ListItem, Row, Table

from .rendering import article, cell, p, rendered, t
from .structure import Opened

PARTS = ("document", "footnotes", "numbering", "styles")


def indented(raw: bytes) -> str:
    """XML one element a line; the text in `w:t` stays as it is."""
    tree = etree.fromstring(raw, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(tree, pretty_print=True, encoding="unicode")


def test_boxes(golden: Callable[[str, str], None]) -> None:
    """Boxes with a table, a list and a box in them: one frame and one indent, and a table that is a piece of its box."""
    rows = (Row((cell("Rotterdam"), cell("120"))), Row((cell("Oslo"), cell("7"))))
    table = Table(head=(Row((cell("Harbour"), cell("Ships"))),), body=rows, caption=t("Ships"))
    inner = Callout((p("An inner remark."),), kind="caution", title=t("Inner"))
    bullets = List((ListItem((p("an item"),)),))
    source = article(Callout((p("A remark."), table, bullets, inner), kind="warning"), Aside((table,), t("Beside")))
    golden(indented(Opened(rendered(source)).raw["word/document.xml"]), "boxes/expected.docx.document.xml")


@pytest.fixture(scope="module")
def document() -> Opened:
    return Opened(rendered(sample.everything()))


@pytest.mark.parametrize("part", PARTS)
def test_the_sample(document: Opened, golden: Callable[[str, str], None], part: str) -> None:
    golden(indented(document.raw[f"word/{part}.xml"]), f"sample/expected.docx.{part}.xml")
