"""What pages are filled with: atoms, stacked from the top; each has a height and draws itself.

An atom may want to stay with the next one, call notes, carry anchors, and stand in frames (bars, tints) that are drawn
behind all atoms of theirs on a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.backends.pdf.page import Page


class Frame:
    """A background behind a run of atoms: a tint, a bar at the reading edge, an outline. Lengths in points."""

    __slots__ = ("bar", "bar_ink", "left", "outline", "right", "rtl", "tint")

    def __init__(
        self,
        left: float,
        right: float,
        *,
        rtl: bool = False,
        tint: str = "",
        bar: float = 0.0,
        bar_ink: str = "",
        outline: str = "",
    ) -> None:
        self.left, self.right, self.rtl = left, right, rtl
        self.tint, self.bar, self.bar_ink, self.outline = tint, bar, bar_ink, outline

    def draw(self, page: Page, dx: float, top: float, bottom: float) -> None:
        """Draw the frame between two heights, as an artifact."""
        page.artifact()
        left, right = self.left + dx, self.right + dx
        if self.tint:
            page.bar(left, bottom, right, top, self.tint)
        if self.outline:
            page.frame(left, bottom, right, top, self.outline)
        if self.bar:
            start = right - self.bar if self.rtl else left
            page.bar(start, bottom, start + self.bar, top, self.bar_ink)


class Atom:
    """Something that stands on one page. `before` is the space above it, dropped at the head of a page; `keep`: no page
    ends after it; `beside` are drawn at the same height (a list item's mark); `repeat` stands above it again
    where a page begins with it (a table's head)."""

    __slots__ = ("anchors", "before", "beside", "frames", "height", "keep", "notes", "repeat")

    def __init__(self, height: float, before: float = 0.0, keep: bool = False) -> None:
        self.height, self.before, self.keep = height, before, keep
        self.anchors: tuple[str, ...] = ()
        self.notes: tuple[str, ...] = ()
        self.frames: tuple[Frame, ...] = ()
        self.repeat: Sequence[Atom] = ()
        self.beside: tuple[Atom, ...] = ()

    def draw(self, page: Page, dx: float, top: float) -> None:
        """Draw it with its upper edge at `top`, moved to the right by `dx`."""

    def split(self, room: float) -> tuple[Atom, Atom] | None:  # noqa: ARG002 - most cannot be cut
        """Two atoms, the first at most `room` high; None if it cannot be cut there."""
        return None


class Pad(Atom):
    """Empty space inside a frame."""

    __slots__ = ()


class Rule(Atom):
    """A horizontal line across, an artifact."""

    __slots__ = ("ink", "left", "right", "thick")

    def __init__(self, left: float, right: float, ink: str, thick: float = 0.5, before: float = 0.0) -> None:
        super().__init__(thick, before)
        self.left, self.right, self.ink, self.thick = left, right, ink, thick

    def draw(self, page: Page, dx: float, top: float) -> None:
        """Draw the line."""
        page.artifact()
        page.bar(self.left + dx, top - self.thick, self.right + dx, top, self.ink)


def stack_height(atoms: Sequence[Atom]) -> float:
    """The height of atoms on top of each other; the space above the first does not count."""
    return sum(atom.before + atom.height for atom in atoms) - (atoms[0].before if atoms else 0.0)


def draw_stack(page: Page, atoms: Sequence[Atom], dx: float, top: float, outer: Sequence[Frame] = ()) -> None:
    """Draw atoms below each other from `top` on, their frames (but those in `outer`) behind them."""
    tops: list[float] = []
    reach: dict[Frame, list[float]] = {}
    y = top
    for at, atom in enumerate(atoms):
        y -= atom.before if at else 0.0
        tops.append(y)
        for frame in atom.frames:
            if frame not in outer:
                reach.setdefault(frame, [y, y])[1] = y - atom.height
        y -= atom.height
    for frame, (upper, lower) in reach.items():
        frame.draw(page, dx, upper, lower)
    for atom, y in zip(atoms, tops, strict=True):
        for anchor in atom.anchors:
            page.anchor(anchor, y)
        for mark in atom.beside:
            mark.draw(page, dx, y)
        atom.draw(page, dx, y)
