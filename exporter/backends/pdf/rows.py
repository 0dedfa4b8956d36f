"""Rows of a table as atoms: drawn between their rules, cut where a page ends. Lengths are points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from exporter.backends.pdf.atoms import Atom, draw_stack, stack_height
from exporter.backends.pdf.page import Page

PAD = 3.6  # above and below a cell's text
_WHOLE = 140.0  # a row of less than that is not cut
_TOGETHER = 140.0  # nor are rows that are tied by spans
_LEAST = 48.0, 28.0  # what stands before and after a cut inside a row


class Box(NamedTuple):
    """A cell's atoms, where its rows begin and end and where its text does, from the upper edge of all."""

    start: float
    end: float
    top: float
    atoms: Sequence[Atom]
    decimal: int = -1  # the column whose decimal marks its number joins

    def moved(self, down: float) -> Box:
        """The same farther down."""
        return self._replace(start=self.start + down, end=self.end + down, top=self.top + down)

    def longer(self, more: float) -> Box:
        """The same with more room below."""
        return self._replace(end=self.end + more)

    def rest(self, count: int, end: float) -> Box:
        """What is left after its first atoms, at the upper edge."""
        return self._replace(start=0.0, end=end, top=PAD, atoms=self.atoms[count:])


class Rows(Atom):
    """Rows that spans tie together (mostly one), with lines above and below, and below heads of several columns."""

    __slots__ = ("above", "below", "boxes", "left", "right", "rules", "starts")

    def __init__(self, boxes: list[Box], starts: Sequence[float], height: float, left: float, right: float) -> None:
        super().__init__(height)
        self.boxes, self.starts, self.left, self.right = boxes, starts, left, right
        self.above: tuple[str, float] | None = None
        self.below: tuple[str, float] | None = None
        self.rules: list[tuple[float, float, float]] = []  # left, right, how far down
        self.notes = tuple(note for box in boxes for atom in box.atoms for note in atom.notes)

    def draw(self, page: Page, dx: float, top: float) -> None:
        """Draw the rules, then the cells."""
        page.artifact()
        left, right = self.left + dx, self.right + dx
        if self.above:
            page.bar(left, top - self.above[1] / 2, right, top + self.above[1] / 2, self.above[0])
        if self.below:
            bottom = top - self.height
            page.bar(left, bottom - self.below[1] / 2, right, bottom + self.below[1] / 2, self.below[0])
            for start, end, down in self.rules:
                page.bar(start + dx, top - down - 0.25, end + dx, top - down + 0.25, self.below[0])
        for box in self.boxes:
            draw_stack(page, box.atoms, dx, top - box.top, self.frames)

    def split(self, room: float) -> tuple[Atom, Atom] | None:
        """Cut between two of the rows; inside one only if it is long, with some lines on both sides."""
        between = [] if self.height <= _TOGETHER else [at for at in self.starts[1:] if at <= room + 0.01]
        if len(between) == len(self.starts) - 1 > 2:
            between.pop()  # the last row is not alone
        if between:
            return self._cut_between(between[-1])
        last = next((at for at in self.starts if at > room + 0.01), self.height)
        room = min(room, last - _LEAST[1])
        return self._cut_inside(room, last) if last > _WHOLE and room >= _LEAST[0] else None

    def _cut_between(self, cut: float) -> tuple[Atom, Atom]:
        upper, lower = [], []
        for box in self.boxes:
            if box.start >= cut - 0.01:
                lower.append(box.moved(-cut))
                continue
            count = len(box.atoms) if box.end <= cut + 0.01 else _fitting(box, cut - PAD)
            upper.append(box._replace(end=min(box.end, cut), atoms=box.atoms[:count]))
            lower.append(box.rest(count, box.end - cut))
        starts = [at - cut for at in self.starts if at >= cut - 0.01]
        above = self._part(upper, [at for at in self.starts if at < cut - 0.01], cut, True)
        return above, self._rest(lower, starts, self.height - cut)

    def _cut_inside(self, room: float, end: float) -> tuple[Atom, Atom] | None:
        """Cut the first row, which ends at `end`, where no line is cut."""
        first = [(box, _fitting(box, room - PAD)) for box in self.boxes if box.start < end - 0.01]
        upper = [box._replace(atoms=box.atoms[:count]) for box, count in first if count]
        rest = max(stack_height(box.atoms[count:]) if box.end <= end + 0.01 else 0.0 for box, count in first)
        if not upper or not rest:
            return None
        moved = end - rest - 2 * PAD
        lower = [box.rest(count, box.end - moved) for box, count in first]
        lower += [box.moved(-moved) for box in self.boxes if box.start >= end - 0.01]
        starts = [0.0, *(at - moved for at in self.starts if at >= end - 0.01)]
        used = max(box.top + stack_height(box.atoms) for box in upper)
        return self._part(upper, [0.0], used + PAD, True), self._rest(lower, starts, self.height - moved)

    def _rest(self, boxes: list[Box], starts: list[float], height: float) -> Rows:
        """What is below a cut: where the rest of a cell needs more room than its rows have, they get it."""
        boxes = sorted((box for box in boxes if box.atoms), key=lambda box: box.end)
        for at, box in enumerate(boxes):
            lack = stack_height(box.atoms) + 2 * PAD - (box.end - box.start)
            if lack > 0.01:
                end = box.end - 0.01
                boxes[at:] = [one.moved(lack) if one.start >= end else one.longer(lack) for one in boxes[at:]]
                starts = [start + lack if start >= end else start for start in starts]
                height += lack
        return self._part(boxes, starts, height, False)

    def _part(self, boxes: list[Box], starts: Sequence[float], height: float, first: bool) -> Rows:
        part = Rows([box for box in boxes if box.atoms], starts, height, self.left, self.right)
        part.frames, part.repeat, part.turned, part.across = self.frames, self.repeat, self.turned, self.across
        part.before, part.anchors = (self.before, self.anchors) if first else (0.0, ())
        part.above, part.below = self.above if first else None, self.below
        part.keep = self.keep and not first
        return part


def _fitting(box: Box, room: float) -> int:
    """How many of a cell's atoms end above a height and may be last there."""
    count, y = 0, box.top
    for at, atom in enumerate(box.atoms):
        y += (atom.before if at else 0.0) + atom.height
        if y > room + 0.01:
            break
        count = at + 1
    while 0 < count < len(box.atoms) and box.atoms[count - 1].keep:
        count -= 1
    return count
