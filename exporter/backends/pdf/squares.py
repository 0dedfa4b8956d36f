"""The QR code of an address (ISO/IEC 18004), drawn as rows of bars.

It is an artifact (ISO 32000-1, 14.8.2.2; ISO 14289-1, 7.1): it says nothing that the link beside it does not say, in a form
that only cameras read. As a Figure it would have the same address read out twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exporter.backends.pdf.atoms import Atom

if TYPE_CHECKING:
    from exporter.backends.pdf.page import Page

_MODULE = 1.7  # points: 0.6 mm, which any camera reads at arm's length
_WIDEST = 100.0  # points
_SMALLEST = 1.0
_QUIET = 4  # modules that stay white around the code


class Squares(Atom):
    """A code that stands beside a line: its rows of dark modules, its left edge, the size of a module in points."""

    __slots__ = ("ink", "left", "module", "rows")

    def __init__(self, rows: list[bytes], ink: str) -> None:
        self.module = min(_MODULE, _WIDEST / len(rows))
        super().__init__(len(rows) * self.module)
        self.rows, self.ink = rows, ink
        self.left = 0.0

    @property
    def quiet(self) -> float:
        """The space that has to stay white around it, points."""
        return _QUIET * self.module

    def draw(self, page: Page, dx: float, top: float) -> None:
        """Draw it with its upper edge at `top`."""
        page.artifact()
        page.bars(self._boxes(self.left + dx, top), self.ink)

    def _boxes(self, left: float, top: float) -> Iterator[tuple[float, float, float, float]]:
        size = self.module
        for at, row in enumerate(self.rows):
            for first, last in _bars(row):
                yield left + first * size, top - (at + 1) * size, left + last * size, top - at * size


def _bars(row: bytes) -> Iterator[tuple[int, int]]:
    """Runs of dark modules: from, to."""
    first = -1
    for at, dark in enumerate((*row, 0)):
        if dark and first < 0:
            first = at
        elif not dark and first >= 0:
            yield first, at
            first = -1


def squares(address: str, ink: str) -> Squares | None:
    """The code of an address; None for one too long to be read from paper."""
    import segno

    try:
        code = segno.make_qr(address, error="m", boost_error=False)
    except segno.DataOverflowError:
        return None
    rows = [bytes(row) for row in code.matrix]
    return Squares(rows, ink) if len(rows) * _SMALLEST <= _WIDEST else None
