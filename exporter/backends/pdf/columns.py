"""How wide the columns of a table are: as their content wants, as far as there is room. Lengths are points."""

from __future__ import annotations

from collections.abc import Collection

from exporter.backends.pdf.decimals import parted
from exporter.backends.pdf.flow import Composer
from exporter.backends.pdf.galley import Room
from exporter.backends.pdf.measures import wish
from exporter.backends.pdf.text import Style
from exporter.grid import Grid, Placed, scope
from exporter.walk import text as plain

_CRAMPED, _SEVERAL = 1.6, 3  # of the measure: what three columns or more may wish in a column of the page
_SMALL = 0.7  # of the table's type size, before the table is turned
_SMALLEST = 0.62  # before words are cut instead


def padding(placed: Grid) -> float:
    """Beside a cell's text: less where there are many columns."""
    return 5.0 if placed.width <= 8 else 3.0 if placed.width <= 16 else 2.0


def fitted(
    composer: Composer, room: Room, placed: Grid, decimal: Collection[int] = ()
) -> tuple[bool, Room, list[float]]:
    """Whether the table is to stand on a page that lies, the room it has, the widths of its columns with their padding.

    Several columns with much text go across all columns of the page. Where words would not fit between the edges, the
    type gets smaller; before it gets too small to read with ease, the table goes across all columns, or is turned; what is
    too wide for that as well is made smaller still, and in the end words are cut.
    """
    least, most = _wishes(composer, room, placed, decimal)
    if room.across and not room.frames and _is_cramped(most, room):
        room = room._replace(left=room.across[0], right=room.across[1])
    factor = _factor(least, room, placed)
    if factor >= 1.0:
        return False, room, shared(least, most, room.right - room.left)
    lies = False
    if room.lying and not room.frames and factor < _SMALL:
        for edges in filter(None, (room.across, room.lying)):
            room = room._replace(left=edges[0], right=edges[1])
            factor = _factor(least, room, placed)
            lies = edges is room.lying
            if factor >= _SMALL:
                break
    if factor < 1.0:
        factor = max(_SMALLEST, factor)
        size = round(room.style.size * factor, 2)
        room = room._replace(style=room.style._replace(size=size), leading=room.leading * factor)
        least, most = _wishes(composer, room, placed, decimal)
    return lies, room, shared(least, most, room.right - room.left)


def _is_cramped(most: list[float], room: Room) -> bool:
    return len(most) >= _SEVERAL and sum(most) > _CRAMPED * (room.right - room.left)


def _factor(least: list[float], room: Room, placed: Grid) -> float:
    """How much smaller type must be for words to fit their columns. Words longer than half a line do not count: they are
    cut, whatever the size."""
    measure = room.right - room.left
    pads = 2 * padding(placed)
    words = sum(min(width - pads, measure / 2) for width in least)
    return (measure - pads * placed.width) / max(words, 1.0) * 0.995


def shared(least: list[float], most: list[float], measure: float) -> list[float]:
    """Widths between what columns need and what they wish, as the measure allows."""
    needed, wished = sum(least), sum(most)
    if needed >= measure:
        modest = _modest(least, measure)
        spare = measure - sum(least[at] for at in modest)
        others = max(len(least) - len(modest), 1)
        return [width if at in modest else spare / others for at, width in enumerate(least)]
    if wished <= measure:
        stretch = measure / wished if wished > 0.45 * measure else 1.0
        return [width * stretch for width in most]
    modest = _modest(most, measure)
    fixed = [high if at in modest else low for at, (low, high) in enumerate(zip(least, most, strict=True))]
    if sum(fixed) > measure:
        fixed, modest = least, set()
    spare = measure - sum(fixed)
    wishes = [0.0 if at in modest else high - low for at, (low, high) in enumerate(zip(least, most, strict=True))]
    return [width + spare * wish / (sum(wishes) or 1.0) for width, wish in zip(fixed, wishes, strict=True)]


def _modest(most: list[float], measure: float) -> set[int]:
    """The columns that wish no more than their fair share: they get it, so that their words stay on one line."""
    modest: set[int] = set()
    while len(modest) < len(most):
        left = measure - sum(most[at] for at in modest)
        more = {at for at, wish in enumerate(most) if at not in modest and wish <= left / (len(most) - len(modest))}
        if not more:
            break
        modest |= more
    return modest


def _wishes(composer: Composer, room: Room, placed: Grid, decimal: Collection[int]) -> tuple[list[float], list[float]]:
    least, most = [12.0] * placed.width, [12.0] * placed.width
    wide = []
    for at in placed.cells():
        low, high = _measured(composer, room, at, padding(placed))
        if at.cell.colspan > 1:
            wide.append((at, low, high))
            continue
        least[at.column] = max(least[at.column], low)
        most[at.column] = max(most[at.column], high)
    for column, own in _numbers(composer, room, placed, decimal).items():
        least[column] = max(least[column], own)
    for at, low, high in wide:
        columns = range(at.column, min(at.column + at.cell.colspan, placed.width))
        for wishes, own in ((least, low), (most, high)):
            lack = (own - sum(wishes[column] for column in columns)) / len(columns)
            for column in columns:
                wishes[column] += max(0.0, lack)
    return least, [max(low, high) for low, high in zip(least, most, strict=True)]


def _numbers(composer: Composer, room: Room, placed: Grid, decimal: Collection[int]) -> dict[int, float]:
    """How wide columns of numbers are whose decimal marks stand below each other, padding included."""
    before, after = dict.fromkeys(decimal, 0.0), dict.fromkeys(decimal, 0.0)
    for at in placed.cells():
        parts = parted(plain(at.cell.content).strip(), composer.article.lang) if at.column in before else None
        if parts is None or at.part == "head" or at.cell.colspan > 1:
            continue
        setting = composer.typesetter.setting(cell_style(composer, room, at))
        before[at.column] = max(before[at.column], setting.width(parts[0]))
        after[at.column] = max(after[at.column], setting.width(parts[1]))
    return {column: own + after[column] + 2 * padding(placed) + 0.5 for column, own in before.items()}


def _measured(composer: Composer, room: Room, placed: Placed, pad: float) -> tuple[float, float]:
    """What a cell needs and wishes, padding included."""
    found = wish(composer, placed.cell.content, cell_style(composer, room, placed)).plus(2 * pad + 0.5)
    return found.least, found.most


def cell_style(composer: Composer, room: Room, placed: Placed) -> Style:
    """How the text of a cell looks."""
    if placed.part == "head":
        size = round(room.style.size * 0.9, 2)
        return Style("label", size, composer.theme.colours.muted, bold=True, lang=room.lang)
    return room.style._replace(bold=scope(placed) is not None or placed.part == "foot", features=("tnum", "lnum"))
