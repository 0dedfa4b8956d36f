"""Parts of a formula below each other: matrices, cases, aligned lines; small parts above and below others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exporter.backends.pdf import formula
from exporter.backends.pdf.page import Page
from exporter.backends.pdf.text import Style

if TYPE_CHECKING:
    from exporter.backends.pdf.maths import Box, Setter

_AXIS = 0.26
_THICK = 0.045
_LEAST_ABOVE, _LEAST_BELOW = 0.72, 0.24  # of the size: a row is at least as high as a line of letters
_BETWEEN_ROWS = {"matrix": 0.25, "cases": 0.3, "aligned": 0.45, "gathered": 0.4}
_BETWEEN_COLUMNS = {"matrix": 0.9, "cases": 1.0, "aligned": 2.0, "gathered": 0.0}
_DISPLAYED = frozenset({"aligned", "gathered"})


class _Measures(NamedTuple):
    lefts: list[float]
    widths: list[float]
    baselines: list[float]
    tops: list[float]
    width: float
    height: float


def grid(setter: Setter, part: formula.Grid, style: Style) -> Box:
    """Rows of cells, the middle of them on the axis."""
    outer, setter.display = setter.display, setter.display and part.kind in _DISPLAYED
    cells = [[_cell(setter, part, cell, at, style) for at, cell in enumerate(row)] for row in part.rows]
    setter.display = outer
    found = _measured(part, cells, style.size)
    middle = _AXIS * style.size + found.height / 2
    inked = setter.composer.typesetter.setting(style).ink
    thick = _THICK * style.size

    def draw(page: Page, x: float, y: float) -> None:
        for row, baseline in zip(cells, found.baselines, strict=True):
            for at, box in enumerate(row):
                spare = found.widths[at] - box.width
                shift = {"l": 0.0, "c": spare / 2, "r": spare}[part.columns[at]]
                box.draw(page, x + found.lefts[at] + shift, y + middle - baseline)
        for left, bottom, right, top in _rules(part, found, thick):
            page.open(setter.slot)
            page.bar(x + left, y + middle + bottom, x + right, y + middle + top, inked)

    return setter.box(found.width, middle, found.height - middle, draw)


def _cell(setter: Setter, part: formula.Grid, cell: formula.Part, at: int, style: Style) -> Box:
    """A cell; after the first of a line, one that starts with an operator goes on with what is before it."""
    if part.kind == "aligned" and at % 2 and isinstance(cell, formula.Row):
        return setter.row(cell, style, before="other")
    if part.kind == "aligned" and at % 2:
        return setter.row(formula.Row((cell,)), style, before="other")
    return setter.part(cell, style)


def _measured(part: formula.Grid, cells: list[list[Box]], size: float) -> _Measures:
    count = len(part.columns)
    widths = [max((row[at].width for row in cells if at < len(row)), default=0.0) for at in range(count)]
    lefts, x = [], 0.0
    for at, width in enumerate(widths):
        lefts.append(x)
        tight = part.kind == "aligned" and at % 2 == 0 and "c" not in part.columns
        x += width + (0.0 if at == count - 1 or tight else _BETWEEN_COLUMNS[part.kind] * size)
    baselines, tops, y = [], [], 0.0
    for row in cells:
        tops.append(y)
        above = max([_LEAST_ABOVE * size, *(box.above for box in row)])
        below = max([_LEAST_BELOW * size, *(box.below for box in row)])
        baselines.append(y + above)
        y += above + below + _BETWEEN_ROWS[part.kind] * size
    height = y - _BETWEEN_ROWS[part.kind] * size
    return _Measures(lefts, widths, baselines, [*tops, height], x, height)


def _rules(part: formula.Grid, found: _Measures, thick: float) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top of the rules of a grid; heights from its upper edge."""
    rules = []
    for column in part.beside:
        x = 0.0 if column == 0 else found.width
        if 0 < column < len(found.lefts):
            x = (found.lefts[column] + found.lefts[column - 1] + found.widths[column - 1]) / 2
        rules.append((x - thick / 2, -found.height, x + thick / 2, 0.0))
    for row in part.above:
        y = found.tops[min(row, len(found.tops) - 1)]
        y -= 0.12 * found.height / len(found.baselines) if 0 < row < len(found.baselines) else 0.0
        rules.append((0.0, -y - thick / 2, found.width, -y + thick / 2))
    return rules


def stacked(setter: Setter, part: formula.Stacked, style: Style) -> Box:
    """A part with small ones above and below its middle."""
    small = setter.smaller(style)
    above, below = (setter.part(one, small) if one else None for one in (part.above, part.below))
    return setter.limits(setter.part(part.base, style), below, above, style, gap=0.16)
