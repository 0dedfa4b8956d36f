"""Formulas set from their tree: glyphs of the text face, scripts, fractions, roots and fences placed by rule.

A formula is one structure element with its TeX source as the alternative text. What the parser does not understand is
shown as its source, with a notice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from exporter import model
from exporter.backends.pdf import fences, formula, grids, tex
from exporter.backends.pdf.atoms import Atom
from exporter.backends.pdf.breaks import HERE, NOWHERE
from exporter.backends.pdf.inline import Inliner
from exporter.backends.pdf.objects import string
from exporter.backends.pdf.page import Link, Page
from exporter.backends.pdf.structure import Element, Slot
from exporter.backends.pdf.text import Inset, Style

if TYPE_CHECKING:
    from exporter.backends.pdf.flow import Composer
    from exporter.backends.pdf.galley import Galley, Room

_SCRIPT = 0.7
_SMALLEST = 5.0
_WIDEST = 300.0  # points: what has no place to break is shown as its source instead
_SHORT = 60.0  # narrower formulas stay on one line
_AXIS = 0.26  # of the size: how high above the baseline fractions and operators are centred
_THICK = 0.045
_PADDING = 0.14  # of the size, between a fence and rows of cells
_TALL = 0.85  # of the size above the axis: higher fences are drawn
_AROUND = {"binary": 0.22, "relation": 0.28, "punctuation": 0.0}

Draw = Callable[[Page, float, float], None]


class Box(NamedTuple):
    """Something placed: its width, how far it goes above and below the baseline, how it is drawn from (x, baseline)."""

    width: float
    above: float
    below: float
    draw: Draw


def set_inline(inliner: Inliner, source: str, style: Style, element: Element, link: Link | None, level: int) -> None:
    """A formula inside a line."""
    inliner.plain = False
    setter = Setter(inliner.composer, element.slot(), display=False)
    boxes = setter.stretches(source, style)
    if not boxes or any(box.width > _WIDEST for box in boxes):
        inliner.text(source, style._replace(italic=True), element, link, max(level, 0))
        return
    setting = inliner.composer.typesetter.setting(style)
    for box in boxes:
        inset = Inset(box.width, box.above, box.below, box.draw, setting)
        inset.after = HERE if box is not boxes[-1] else NOWHERE
        inliner.inset(inset, style, link, max(level, 0))


class Formula(Atom):
    """A formula on a line of its own."""

    __slots__ = ("box", "x")

    def __init__(self, box: Box, x: float) -> None:
        super().__init__(box.above + box.below)
        self.box, self.x = box, x

    def draw(self, page: Page, dx: float, top: float) -> None:
        """Draw it."""
        self.box.draw(page, self.x + dx, top - self.box.above)


def set_block(composer: Composer, galley: Galley, room: Room, node: model.MathBlock) -> None:
    """A formula on a line of its own, in the middle; smaller where it is too wide."""
    element = composer.child("Formula", room, node, f"/Alt {string(node.source)}")
    slot = element.slot()
    galley.space(composer.theme.spacing.block * 0.75)
    setter = Setter(composer, slot, display=True)
    box = setter.whole(node.source, room.style)
    measure = room.right - room.left
    if box is not None and box.width > measure:
        smaller = max(_SMALLEST, room.style.size * measure / box.width)
        box = setter.whole(node.source, room.style._replace(size=round(smaller, 2)))
    if box is not None and box.width <= measure + 1:
        galley.add(Formula(box, (room.left + room.right - box.width) / 2), room)
    else:
        room = room._replace(align="center", rtl=False, style=room.style._replace(italic=True))
        composer.words(galley, room, " ".join(node.source.split()), element, hyphens=False)
    galley.space(composer.theme.spacing.block * 0.75)


def _nothing(page: Page, x: float, y: float) -> None:
    """Draw a gap."""


class Setter:
    """Sets one formula into one slot."""

    def __init__(self, composer: Composer, slot: Slot, display: bool) -> None:
        self.composer, self.slot, self.display = composer, slot, display
        self._setters: dict[type, Callable[[Any, Style], Box]] = {
            formula.Sign: self.sign,
            formula.Row: self.row,
            formula.Scripts: self.scripts,
            formula.Fraction: self.fraction,
            formula.Root: self.root,
            formula.Over: self.over,
            formula.Accented: self.accented,
            formula.Fenced: self.fenced,
        }

    def whole(self, source: str, style: Style) -> Box | None:
        """The formula as a box; None where its notation is not understood, which is told."""
        parsed = self.parsed(source)
        return self.part(parsed, _plain(style)) if parsed else None

    def stretches(self, source: str, style: Style) -> list[Box]:
        """The formula as boxes between which a line may end: after its relations and operators. Empty where its notation
        is not understood."""
        parsed = self.parsed(source)
        if parsed is None:
            return []
        style = _plain(style)
        whole = self.part(parsed, style)
        if not isinstance(parsed, formula.Row) or whole.width < _SHORT:
            return [whole]
        boxes, start, before = [], 0, "open"
        for at, part in enumerate(parsed.parts):
            kind = _kind(part)
            if kind in ("relation", "binary") or at == len(parsed.parts) - 1:
                boxes.append(self.row(formula.Row(parsed.parts[start : at + 1]), style, before))
                start, before = at + 1, kind
        return boxes

    def parsed(self, source: str) -> formula.Part | None:
        """The tree of a formula; None where its notation is not understood, which is told."""
        try:
            return tex.parse(source)
        except tex.NotUnderstood as error:
            self.composer.context.report.warn(
                "formula-as-source",
                f"the formula is shown as its TeX source: {error} is not understood",
                place=self.composer.place,
            )
            return None

    def part(self, part: formula.Part, style: Style) -> Box:
        if isinstance(part, formula.Gap):
            return Box(part.width * style.size, 0.0, 0.0, _nothing)
        if isinstance(part, formula.Grid):
            return grids.grid(self, part, style)
        if isinstance(part, formula.Stacked):
            return grids.stacked(self, part, style)
        if isinstance(part, formula.Hidden):
            return self.part(part.inside, style)._replace(draw=_nothing)
        return self._setters[type(part)](part, style)

    def accented(self, part: formula.Accented, style: Style) -> Box:
        inside = self.part(part.inside, style)
        size = style.size * (0.7 if part.sign == "→" else 1.0)
        look = style._replace(size=round(size, 2), italic=False, literal=True)
        lift = inside.above - (0.1 if part.sign == "→" else 0.48) * size
        sign = self.glyphs(part.sign, look, lift)
        slant = 0.06 * style.size
        placed = [(0.0, 0.0, inside), ((inside.width - sign.width) / 2 + slant, 0.0, sign)]
        return _placed(placed, inside.width)._replace(above=inside.above + 0.28 * style.size, below=inside.below)

    def glyphs(self, words: str, style: Style, shift: float = 0.0) -> Box:
        """Words in one style, moved up by `shift`."""
        setting = self.composer.typesetter.setting(style)
        pieces = [piece for piece, _ in setting.word(words)] if words != " " else [setting.space]
        width = sum(piece.width for piece in pieces)

        def draw(page: Page, x: float, y: float) -> None:
            page.open(self.slot)
            for piece in pieces:
                page.piece(setting, piece, x, y + shift)
                x += piece.width

        tall = any(char.isdigit() or char.isupper() or char in "bdfhkltβδζθλξφψ|()[]{}" for char in words)
        low = any(char in "gjpqyβγζημξρφχψ,;()[]{}" for char in words)
        above = (0.7 if tall else 0.48) * style.size + shift
        return Box(width, above, (0.22 if low else 0.02) * style.size - shift, draw)

    def sign(self, sign: formula.Sign, style: Style) -> Box:
        style = style._replace(
            bold=sign.bold or style.bold, italic=sign.kind == "variable" and not sign.bold, literal=True
        )
        if sign.kind == "big":
            grown = style.size * (1.5 if self.display else 1.15)
            box = self.glyphs(sign.text, style._replace(size=round(grown, 2)), -0.1 * grown if self.display else 0.0)
            return box._replace(above=0.8 * grown, below=0.32 * grown)
        return self.glyphs(sign.text, style)

    def row(self, row: formula.Row, style: Style, before: str = "open") -> Box:
        placed: list[tuple[float, Box]] = []
        x = 0.0
        for part in row.parts:
            kind = _kind(part)
            sign = kind == "binary" and before in ("open", "binary", "relation", "punctuation", "big")
            around = 0.0 if sign else _AROUND.get(kind, 0.0) * style.size
            thin = 0.15 * style.size if _is_thin(before, kind) else 0.0
            x += around + thin
            box = self.part(part, style)
            placed.append((x, box))
            x += box.width + around + (0.17 * style.size if kind == "punctuation" else 0.0)
            before = before if isinstance(part, formula.Gap) else kind
        return _together(placed, x)

    def scripts(self, part: formula.Scripts, style: Style) -> Box:
        small = self.smaller(style)
        base = self.part(part.base, style)
        below = self.part(part.below, small) if part.below else None
        above = self.part(part.above, small) if part.above else None
        if self.display and isinstance(part.base, formula.Sign) and part.base.limits:
            return self.limits(base, below, above, style)
        size = style.size
        placed = [(0.0, 0.0, base)]
        x = base.width + 0.05 * size
        if above:
            placed.append((x, max(0.36 * size, base.above - 0.36 * size), above))
        if below:
            drop = -max(0.18 * size, base.below + 0.05 * size)
            placed.append((x, drop, below))
        width = x + max(above.width if above else 0.0, below.width if below else 0.0) + 0.03 * size
        return _placed(placed, width)

    def box(self, width: float, above: float, below: float, draw: Draw) -> Box:
        """Something placed."""
        return Box(width, above, below, draw)

    def limits(self, base: Box, below: Box | None, above: Box | None, style: Style, gap: float = 0.2) -> Box:
        gap *= style.size
        width = max(box.width for box in (base, below, above) if box)
        placed = [((width - base.width) / 2, 0.0, base)]
        if above:
            placed.append(((width - above.width) / 2, base.above + gap + above.below, above))
        if below:
            placed.append(((width - below.width) / 2, -(base.below + gap + below.above), below))
        return _placed(placed, width)

    def fraction(self, part: formula.Fraction, style: Style) -> Box:
        inner = style if self.display else self.smaller(style)
        outer, self.display = self.display, False
        upper, lower = self.part(part.upper, inner), self.part(part.lower, inner)
        self.display = outer
        size = style.size
        thick, axis, gap = _THICK * size if part.line else 0.0, _AXIS * size, 0.19 * size
        width = max(upper.width, lower.width) + 0.2 * size
        up = axis + thick / 2 + gap + upper.below
        down = axis - thick / 2 - gap - lower.above
        inked = self.composer.typesetter.setting(style).ink

        def draw(page: Page, x: float, y: float) -> None:
            upper.draw(page, x + (width - upper.width) / 2, y + up)
            lower.draw(page, x + (width - lower.width) / 2, y + down)
            if thick:
                page.open(self.slot)
                page.bar(x, y + axis - thick / 2, x + width, y + axis + thick / 2, inked)

        return Box(width + 0.1 * size, up + upper.above, lower.below - down, draw)

    def root(self, part: formula.Root, style: Style) -> Box:
        inside = self.part(part.inside, style)
        degree = self.part(part.degree, self.smaller(self.smaller(style))) if part.degree else None
        size = style.size
        thick, gap = _THICK * size, 0.14 * size
        top, bottom = inside.above + gap, -inside.below - 0.02 * size
        start = max(0.0, (degree.width if degree else 0.0) - 0.2 * size)
        sign = 0.55 * size
        inked = self.composer.typesetter.setting(style).ink

        def draw(page: Page, x: float, y: float) -> None:
            page.open(self.slot)
            left = x + start
            middle = y + (top + bottom) * 0.42
            points = [
                (left, middle),
                (left + sign * 0.25, middle + 0.07 * size),
                (left + sign * 0.55, y + bottom),
                (left + sign, y + top),
                (left + sign + inside.width + 0.08 * size, y + top),
            ]
            page.stroke(points, inked, thick)
            inside.draw(page, left + sign + 0.04 * size, y)
            if degree:
                degree.draw(page, x, middle + 0.16 * size)

        return Box(start + sign + inside.width + 0.14 * size, top + thick, -bottom, draw)

    def over(self, part: formula.Over, style: Style) -> Box:
        inside = self.part(part.inside, style)
        thick, gap = _THICK * style.size, 0.1 * style.size
        height = -inside.below - gap if part.under else inside.above + gap
        inked = self.composer.typesetter.setting(style).ink

        def draw(page: Page, x: float, y: float) -> None:
            inside.draw(page, x, y)
            page.open(self.slot)
            page.bar(x, y + height, x + inside.width, y + height + thick, inked)

        above, below = (inside.above, inside.below + gap + thick) if part.under else (height + thick, inside.below)
        return Box(inside.width, above, below, draw)

    def fenced(self, part: formula.Fenced, style: Style) -> Box:
        inside = self.part(part.inside, style)
        size, axis = style.size, _AXIS * style.size
        reach = max(inside.above - axis, inside.below + axis)
        sides = [self.fence(sign, reach, style) if sign else None for sign in (part.left, part.right)]
        if isinstance(part.inside, formula.Grid):
            inside = _placed([(_PADDING * size, 0.0, inside)], inside.width + 2 * _PADDING * size)
        placed, x = [], 0.0
        for box in (sides[0], inside, sides[1]):
            if box is not None:
                placed.append((x, 0.0, box))
                x += box.width + 0.03 * size
        return _placed(placed, x)._replace(above=max(inside.above, axis + reach), below=max(inside.below, reach - axis))

    def fence(self, sign: str, reach: float, style: Style) -> Box:
        """A fence that goes as far as `reach` above and below the axis: drawn where a letter would be too heavy."""
        size, axis = style.size, _AXIS * style.size
        if reach > _TALL * size and (drawn := fences.drawn(sign, reach, size)):
            inked = self.composer.typesetter.setting(style).ink

            def draw(page: Page, x: float, y: float) -> None:
                page.open(self.slot)
                for line in drawn.lines:
                    page.stroke([(x + dx, y + axis + dy) for dx, dy in line], inked, fences.THICK * size)

            return Box(drawn.width, axis + reach, reach - axis, draw)
        grown = max(size, reach * 2 / 0.95)
        look = style._replace(size=round(grown, 2), italic=False, literal=True)
        return self.glyphs(sign, look, axis - _AXIS * grown if grown > size else 0.0)

    def smaller(self, style: Style) -> Style:
        """The style of scripts."""
        return style._replace(size=round(max(_SMALLEST, style.size * _SCRIPT), 2))


def _plain(style: Style) -> Style:
    return style._replace(features=(), rise=0.0, tracking=0.0, caps=False, italic=False)


def _kind(part: formula.Part) -> str:
    base = part.base if isinstance(part, (formula.Scripts, formula.Stacked)) else part
    return base.kind if isinstance(base, formula.Sign) else "other"


def _is_thin(before: str, kind: str) -> bool:
    """Whether a thin space stands between: around functions and after big operators."""
    if before in ("function", "big"):
        return kind not in ("open", "relation", "punctuation", "binary")
    return kind in ("function", "big") and before in ("variable", "upright", "close", "other")


def _together(placed: list[tuple[float, Box]], width: float) -> Box:
    return _placed([(x, 0.0, box) for x, box in placed], width)


def _placed(placed: list[tuple[float, float, Box]], width: float) -> Box:
    """Boxes at (x, height) as one."""
    above = max((y + box.above for _, y, box in placed), default=0.0)
    below = max((box.below - y for _, y, box in placed), default=0.0)

    def draw(page: Page, x: float, y: float) -> None:
        for dx, dy, box in placed:
            box.draw(page, x + dx, y + dy)

    return Box(width, above, below, draw)
