"""The pages' geometry: sheets that stand and lie, the edges of text, the frames that are filled one after another."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from exporter.theme import Theme

MM = 72 / 25.4
_SIZES = {"A4": (595.28, 841.89), "A5": (419.53, 595.28), "Letter": (612.0, 792.0)}
_LYING = 20.0 * MM  # beside what stands on a page that lies
_COLUMN_GAP = 20.0


class Sheet(NamedTuple):
    """A page's size, the edges of its text, its columns: points from the lower left."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    columns: int

    @property
    def column(self) -> float:
        """The width of one column."""
        return (self.right - self.left - _COLUMN_GAP * (self.columns - 1)) / self.columns

    def shift(self, column: int, rtl: bool) -> float:
        """How far right of the first a column stands; the first to be read is at the reading edge."""
        place = self.columns - 1 - column if rtl else column
        return place * (self.column + _COLUMN_GAP)


def turned(of: Sheet) -> Sheet:
    """The sheet that lies, for what is too wide: the same margins, but no more of them at the sides than it bears."""
    left, right = min(of.left, _LYING), of.height - min(of.width - of.right, _LYING)
    return Sheet(of.height, of.width, left, right, of.width - (of.height - of.top), of.bottom, 1)


def lying_edges(of: Sheet, rtl: bool) -> tuple[float, float]:
    """The edges of text on a page that lies, before it is moved there: it begins where upright text does."""
    lies = turned(of)
    wide = lies.right - lies.left
    return (of.right - wide, of.right) if rtl else (of.left, of.left + wide)


def grid_step(leading: float, gap: float) -> float:
    """The step of the grid for lines `leading` apart and paragraphs `gap` apart: the gap grows by a tenth at most."""
    for parts in (1, 2, 3, 4):
        step = leading / parts
        if gap <= 0 or -gap % step < 0.1 * gap + 0.01:
            return step
    return leading / 4


def sheet(theme: Theme) -> Sheet:
    """The sheet a theme asks for."""
    page = theme.page
    width, height = _SIZES[page.size]
    return Sheet(
        width,
        height,
        page.inner_mm * MM,
        width - page.outer_mm * MM,
        height - page.top_mm * MM,
        page.bottom_mm * MM,
        page.columns,
    )


class Frame(NamedTuple):
    """A column of one page to fill: how far right, its upper edge, its height, which column, whether the page lies, the
    height of text without notes at most."""

    page: int
    dx: float
    top: float
    height: float
    column: int = 0
    turned: bool = False
    most: float = inf


class Frames:
    """The frames of a document, one after another; `start` is where the first one begins on the first page, `foot` the
    height of what stands at the foot of that one."""

    def __init__(
        self,
        of: Sheet,
        columns: int,
        rtl: bool,
        page: int = 0,
        start: float | None = None,
        most: float = inf,
        foot: float = 0.0,
    ) -> None:
        self.of, self.columns, self.rtl, self.page, self.start = of, columns, rtl, page, start
        self.most, self.foot = most, foot  # `most`: the height of text in a frame

    def after(self, last: Frame | None, lying: bool) -> Frame:
        """The frame after another (None: the first), on a page that lies if it has to."""
        if last is None:
            page, column = self.page + (lying and self.start is not None), 0
        elif lying or last.turned or last.column + 1 == self.columns:
            page, column = last.page + 1, 0
        else:
            page, column = last.page, last.column + 1
        if lying:
            of = turned(self.of)
            dx = of.right - self.of.right if self.rtl else of.left - self.of.left
            return Frame(page, dx, of.top, of.top - of.bottom, 0, True)
        top = self.start if page == self.page and self.start is not None else self.of.top
        dx = self.of.shift(column, self.rtl) if self.columns > 1 else 0.0
        height = top - self.of.bottom - (self.foot if page == self.page else 0.0)
        return Frame(page, dx, top, height, column, most=self.most)
