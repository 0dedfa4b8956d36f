"""One page in the making: its content stream (ISO 32000-1, 7.8) with marked content (14.6), links and anchors.

Whatever is drawn belongs to a slot of the structure tree or is an artifact. Coordinates are points from the lower left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from exporter.backends.pdf.fonts import Use
from exporter.backends.pdf.objects import number
from exporter.backends.pdf.pieces import Piece
from exporter.backends.pdf.structure import Element, Slot
from exporter.backends.pdf.text import Setting

_EMPTY = re.compile(r"(?<!\\)\(\)")
"""A string without anything in it; a parenthesis that is drawn has a backslash before it."""


class Link(NamedTuple):
    """A link in the text: its structure element, where it leads (an address, or "#id"), what it is called."""

    element: Element
    target: str
    contents: str


class Area(NamedTuple):
    """Where a link is on a page."""

    link: Link
    left: float
    bottom: float
    right: float
    top: float


class Page:
    """A page being drawn; one that is `turned` lies."""

    def __init__(self, index: int, turned: bool = False) -> None:
        self.index, self.turned = index, turned
        self.out: list[str] = []
        self.parents: list[Element] = []
        self.links: list[Area] = []
        self.anchors: dict[str, float] = {}
        self.anchored: dict[str, int] = {}  # which of the parents is the first below
        self.fonts: dict[str, Use] = {}
        self.pictures: dict[str, int] = {}
        self.muted = False  # what is drawn is an artifact: its element has been drawn before
        self.held = False  # what is drawn belongs to what is open
        self._open: Slot | str | None = None
        self._use: Use | None = None
        self._ink = ""
        self._size = self._rise = self._tracking = 0.0

    def open(self, slot: Slot | None) -> None:
        """What follows belongs to `slot`; None: it is an artifact, as it is while the page is muted."""
        if self.held:
            return None
        if slot is None or self.muted:
            return self.artifact("/Artifact<</Type/Pagination>>BDC" if self.muted else "/Artifact BMC")
        if slot is not self._open:
            self.close()
            slot.marks.append((self.index, len(self.parents)))
            self.out.append(f"/{slot.element.tag}<</MCID {len(self.parents)}>>BDC")
            self.parents.append(slot.element)
            self._open = slot
        return None

    def artifact(self, operator: str = "/Artifact BMC") -> None:
        """What follows is an artifact of this kind (14.8.2.2)."""
        if self._open != operator:
            self.close()
            self.out.append(operator)
            self._open = operator

    def close(self) -> None:
        """End the marked content."""
        if self._open is not None:
            self.out.append("EMC")
            self._open = None

    def piece(self, setting: Setting, piece: Piece, x: float, y: float) -> None:
        """Draw a piece of text from (x, y) on."""
        if piece.face is not None:
            use = setting.fonts.use(piece.face)
            self.show(setting, use, use.drawn[piece], x, y)

    def show(self, setting: Setting, use: Use, code: str, x: float, y: float) -> None:
        """Draw coded glyphs from (x, y) on."""
        style = setting.style
        out = self.out
        if use is not self._use or style.size != self._size:
            self._use, self._size = use, style.size
            self.fonts[use.label] = use
            out.append(f"/{use.label} {style.size:g} Tf")
        if setting.ink != self._ink:
            self._ink = setting.ink
            out.append(setting.ink)
        if style.tracking != self._tracking:
            self._tracking = style.tracking
            out.append(f"{style.tracking:g} Tc")
        if style.rise != self._rise:
            self._rise = style.rise
            out.append(f"{style.rise:g} Ts")
        shown = f"BT {x:.2f} {y:.2f} Td[({code})]TJ ET"
        out.append(_EMPTY.sub("", shown) if "()" in shown else shown)

    def bar(self, left: float, bottom: float, right: float, top: float, ink: str) -> None:
        """A filled rectangle; `ink` is an operator for the fill colour."""
        self._ink = ""
        sides = f"{number(left)} {number(bottom)} {number(right - left)} {number(top - bottom)}"
        self.out.append(f"{ink} {sides} re f")

    def bars(self, boxes: Iterable[tuple[float, float, float, float]], ink: str) -> None:
        """Filled rectangles (left, bottom, right, top) as one path: no seams where they touch."""
        self._ink = ""
        sides = " ".join(
            f"{number(left)} {number(bottom)} {number(right - left)} {number(top - bottom)} re"
            for left, bottom, right, top in boxes
        )
        self.out.append(f"{ink} {sides} f")

    def frame(self, left: float, bottom: float, right: float, top: float, ink: str, thick: float = 0.6) -> None:
        """A rectangle drawn by its edge."""
        sides = f"{number(left)} {number(bottom)} {number(right - left)} {number(top - bottom)}"
        self.out.append(f"q {ink.replace('rg', 'RG')} {number(thick)} w {sides} re S Q")

    def stroke(self, points: Sequence[tuple[float, float]], ink: str, thick: float) -> None:
        """Lines from point to point."""
        path = " ".join(f"{number(x)} {number(y)} {'l' if at else 'm'}" for at, (x, y) in enumerate(points))
        self.out.append(f"q {ink.replace('rg', 'RG')} {number(thick)} w 1 j {path} S Q")

    def link(self, link: Link, left: float, bottom: float, right: float, top: float) -> None:
        """This rectangle leads where `link` does; neighbours on a line become one."""
        if self.muted:
            return
        if self.links:
            last = self.links[-1]
            if last.link is link and abs(last.bottom - bottom) < 2 and left - last.right < 12:
                self.links[-1] = Area(link, last.left, min(bottom, last.bottom), right, max(top, last.top))
                return
        self.links.append(Area(link, left, bottom, right, top))

    def anchor(self, identifier: str, y: float) -> None:
        """Links to this id lead here."""
        if not self.muted:
            self.anchors.setdefault(identifier, y)
            self.anchored.setdefault(identifier, len(self.parents))


def ink(colour: str) -> str:
    """The operator that fills in "#rrggbb"."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return f"{red:.3g} {green:.3g} {blue:.3g} rg"
