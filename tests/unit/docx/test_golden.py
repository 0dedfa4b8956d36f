"""The parts of the sample's document as a person can read them: what a change does to them shows in the diff."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from exporter.contract import sample

from .rendering import rendered
from .structure import Opened

PARTS = ("document", "footnotes", "numbering", "styles")


def indented(raw: bytes) -> str:
    """XML one element a line; the text in `w:t` stays as it is."""
    tree = etree.fromstring(raw, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(tree, pretty_print=True, encoding="unicode")


@pytest.fixture(scope="module")
def document() -> Opened:
    return Opened(rendered(sample.everything()))


@pytest.mark.parametrize("part", PARTS)
def test_the_sample(document: Opened, golden: Callable[[str, str], None], part: str) -> None:
    golden(indented(document.raw[f"word/{part}.xml"]), f"sample/expected.docx.{part}.xml")
