"""What pages are filled with: atoms, stacked from the top; each has a height and draws itself.

An atom may want to stay with the next one, call notes, carry anchors, and stand in frames (bars, tints) that are drawn
behind all atoms of theirs on a page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.backends.pdf.page import Page


_BEYOND = 5.0


class Frame:
    """A background behind a run of atoms: a tint, a bar at the reading edge, an outline. Lengths in points.

    ends: its first and last atom, once they are known. Where a page ends or begins in between, the frame reaches a little
    beyond the text: no letter stands on its edge.
    """

    __slots__ = ("bar", "bar_ink", "ends", "left", "outline", "right", "rtl", "tint")

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
        self.ends: tuple[Atom, Atom] | None = None

    def beyond(self, first: Atom, last: Atom) -> tuple[float, float]:
        """How far it reaches above the first and below the last of its atoms on a page."""
        if self.ends is None:
            return 0.0, 0.0
        return 0.0 if first is self.ends[0] else _BEYOND, 0.0 if last is self.ends[1] else _BEYOND

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
    where a page begins with it (a table's head); `grid`: what is `ahead` points below its upper edge (itself, or
    the text that follows) stands at a multiple of this below its page's edge; the space that takes goes before it by a
    `share`, added to the `wish`; `turned`: it stands on a page that lies; `across`: it goes
    across all columns."""

    __slots__ = (
        "across",
        "ahead", "anchors", "before", "beside", "frames", "grid", "height", "keep", "notes", "repeat", "share", "turned",
        "wish",
    )  # fmt: skip

    waits = False  # whether it may stand at the head of the next page, text after it filling this one

    def __init__(self, height: float, before: float = 0.0, keep: bool = False) -> None:
        self.height, self.before, self.keep = height, before, keep
        self.grid = self.ahead = 0.0
        self.share = 1.0
        self.wish = -1.0  # the space before it as it was asked for; `before` is what the grid makes of it
        self.turned = self.across = False
        self.anchors: tuple[str, ...] = ()
        self.notes: tuple[str, ...] = ()
        self.frames: tuple[Frame, ...] = ()
        self.repeat: Sequence[Atom] = ()
        self.beside: tuple[Atom, ...] = ()

    @property
    def begins(self) -> bool:
        """Whether a paragraph (or what is no text) begins with it."""
        return True

    def draw(self, page: Page, dx: float, top: float) -> None:
        """Draw it with its upper edge at `top`, moved to the right by `dx`."""

    def split(self, room: float) -> tuple[Atom, Atom] | None:  # noqa: ARG002 - most cannot be cut
        """Two atoms, the first at most `room` high; None if it cannot be cut there."""
        return None


class Pad(Atom):
    """Empty space inside a frame."""

    __slots__ = ()


class Late(Atom):
    """An atom made when it is drawn: what only some pages need."""

    __slots__ = ("make",)

    def __init__(self, height: float, make: Callable[[], Atom]) -> None:
        super().__init__(height)
        self.make = make

    def draw(self, page: Page, dx: float, top: float) -> None:
        """Make it and draw it."""
        self.make().draw(page, dx, top)


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


def draw_stack(
    page: Page, atoms: Sequence[Atom], dx: float, top: float, outer: Sequence[Frame] = (), again: int = 0
) -> None:
    """Draw atoms below each other from `top` on, their frames (but those in `outer`) behind them.

    again: how many of them have been drawn before: they are artifacts (a table's repeated head), close to each other.
    """
    tops: list[float] = []
    reach: dict[Frame, tuple[Atom, float, Atom, float]] = {}
    y = top
    for at, atom in enumerate(atoms):
        y -= atom.before if at > again else 0.0
        tops.append(y)
        for frame in atom.frames:
            if frame not in outer:
                first, upper, _, _ = reach.get(frame, (atom, y, atom, y))
                reach[frame] = (first, upper, atom, y - atom.height)
        y -= atom.height
    for frame, (first, upper, last, lower) in reach.items():
        above, below = frame.beyond(first, last)
        frame.draw(page, dx, upper + above, lower - below)
    if again:
        page.close()
        page.muted = True
        _draw_all(page, atoms[:again], tops, dx)
        page.close()
        page.muted = False
    _draw_all(page, atoms[again:], tops[again:], dx)


def _draw_all(page: Page, atoms: Sequence[Atom], tops: Sequence[float], dx: float) -> None:
    for atom, y in zip(atoms, tops, strict=False):
        for anchor in atom.anchors:
            page.anchor(anchor, y)
        late = [mark for mark in atom.beside if _is_right_of(mark, atom)]
        for mark in atom.beside:
            if mark not in late:
                mark.draw(page, dx, y)
        atom.draw(page, dx, y)
        for mark in late:
            mark.draw(page, dx, y)


def _is_right_of(mark: Atom, atom: Atom) -> bool:
    """Whether a mark stands where a right-to-left line begins: such a line is drawn from its end on, so the mark is last."""
    return bool(getattr(mark, "x", 0.0) > getattr(atom, "x", 0.0))
