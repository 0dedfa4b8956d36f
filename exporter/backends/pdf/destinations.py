"""Destinations inside the document (ISO 32000-2, 12.3.2): a place on a page, and in PDF 2.0 the element that stands there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from exporter.backends.pdf.page import Page
from exporter.backends.pdf.structure import Element

_ABOVE = 8
_TOP = 10_000.0


class _Place(NamedTuple):
    page: int
    y: float
    element: Element


class Destinations:
    """Where ids lead, once all pages are drawn and the elements numbered. `numbers` are the pages' objects; `structured`:
    name elements too, as PDF/UA-2 asks (ISO 14289-2, 8.8)."""

    def __init__(self, drawn: Sequence[Page], numbers: Sequence[int], root: Element, structured: bool) -> None:
        self._numbers, self._structured = numbers, structured
        self._start = _Place(0, _TOP, root)
        self._places = {
            key: _Place(page.index, y, _element(page, key, root))
            for page in reversed(drawn)
            for key, y in page.anchors.items()
        }

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def entry(self, key: str) -> str:
        """The entry of a link or outline item that leads to an id; to the start where nothing has it."""
        page, y, element = self._places.get(key, self._start)
        view = f"/XYZ null {y + _ABOVE:.0f} null"
        if not self._structured:
            return f"/Dest[{self._numbers[page]} 0 R{view}]"
        return f"/A<</S/GoTo/D[{self._numbers[page]} 0 R{view}]/SD[{element.number} 0 R{view}]>>"


def _element(page: Page, key: str, root: Element) -> Element:
    """The element whose content is drawn first below an anchor."""
    if not page.parents:
        return root
    return page.parents[min(page.anchored[key], len(page.parents) - 1)]
