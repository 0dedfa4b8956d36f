"""Where blocks go: a Room says where text may stand and how it looks there, a Galley is the column of atoms being filled,
and Notes are numbered as they are called.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from msgspec import structs

from exporter import model
from exporter.backends.pdf.atoms import Atom, Frame, Late, stack_height
from exporter.backends.pdf.paragraphs import Align
from exporter.backends.pdf.structure import Element
from exporter.backends.pdf.text import Style
from exporter.theme import Size
from exporter.walk import walk

_SHORT = 110.0  # points: a box no higher than that stands on one page
_ENDS = 3  # atoms at the ends of a higher one that stay together
_NARROWEST, _NARROWEST_CELL = 70.0, 24.0  # points of measure that text always has, in a table's cell


class Room(NamedTuple):
    """Where blocks are set: edges in points, the parent element, the style and line distance of text, its direction."""

    left: float
    right: float
    element: Element
    style: Style
    leading: float
    rtl: bool = False
    align: Align = "start"
    frames: tuple[Frame, ...] = ()
    gap: float = 7.0
    lang: str = ""
    lying: tuple[float, float] | None = None  # the edges of text on a page that lies, if one may be used
    grid: float = 0.0  # the step that first lines stand on
    across: tuple[float, float] | None = None  # the edges of all columns together, if there are several

    def inset(self, start: float, end: float = 0.0) -> Room:
        """The same with less width: `start` at the reading edge, `end` at the other. What nests too deep stops moving."""
        least = _NARROWEST if self.lying else _NARROWEST_CELL
        if self.right - self.left - start - end < least:
            return self._replace(grid=0.0)
        if self.rtl:
            start, end = end, start
        return self._replace(left=self.left + start, right=self.right - end, grid=0.0)

    def at(self, size: Size, **style: Any) -> Room:
        """The same with text of another size (and style)."""
        return self._replace(style=self.style._replace(size=size.size, **style), leading=size.leading, grid=0.0)


class Galley:
    """Atoms set so far, and the space that is to stand before the next."""

    def __init__(self) -> None:
        self.atoms: list[Atom] = []
        self._space = self._ignored = 0.0

    @property
    def coming(self) -> float:
        """The space that is to stand before the next atom, as far as it is known."""
        return self._space

    @property
    def held(self) -> bool:
        """Whether what follows stands close below its heading."""
        return self._ignored > 0

    def space(self, points: float) -> None:
        """Leave at least this much before what follows."""
        if points > self._ignored:
            self._space = max(self._space, points)

    def close_up(self, points: float) -> None:
        """Leave no more than this before what follows."""
        self._space = points

    def hold(self, points: float, ignored: float) -> None:
        """Leave this much before what follows, though it asks for as much as `ignored` (text under its heading)."""
        self._space, self._ignored = points, ignored

    def add(self, atom: Atom, room: Room) -> None:
        """Append an atom."""
        atom.before = max(atom.before, self._space)
        atom.frames = room.frames
        self._space = self._ignored = 0.0
        self.atoms.append(atom)

    def widen(self, first: int, *, turned: bool) -> None:
        """Let the atoms from `first` on go across all columns, or onto pages that lie, with the whole heading or paragraph
        that is kept with them."""
        at = first
        while at and self.atoms[at - 1].keep:
            at -= 1
        while at < first and not self.atoms[at].begins:
            at += 1
        for atom in self.atoms[at:]:
            atom.turned, atom.across = turned, not turned

    def close(self, frame: Frame, first: int, mark: Sequence[Atom] = ()) -> None:
        """End a frame that began with the atom at `first`; where a page begins inside it, `mark` stands above (and above the
        head of a table inside it, which need not say so again)."""
        frame.ends = self.atoms[first], self.atoms[-1]
        for atom in self.atoms[first + 1 :] if mark else ():
            atom.repeat = (*mark, *(one for one in atom.repeat if not isinstance(one, Late)))

    def keep(self, first: int, most: int = 0) -> None:
        """Keep the atoms from `first` on together (the first `most` of them)."""
        last = len(self.atoms) - 1
        for atom in self.atoms[first : min(last, first + most) if most else last]:
            atom.keep = True

    def hold_ends(self, first: int) -> None:
        """Keep a short box, from the atom at `first` on, together; of a longer one some lines at both ends."""
        atoms = self.atoms[first:]
        whole = stack_height(atoms) <= _SHORT
        for at, atom in enumerate(atoms[:-1]):
            if whole or at < _ENDS or at >= len(atoms) - 1 - _ENDS:
                atom.keep = True


class Notes:
    """The article's notes: numbered in the order they are called by the text and by notes it calls; the others, even those
    that only call each other, after them."""

    def __init__(self, article: model.Article) -> None:
        self.of = {note.id or f"note.{at}": note for at, note in enumerate(article.notes)}
        called = dict.fromkeys(_calls(structs.replace(article, notes=()), self.of))
        waiting = list(called)
        for note in waiting:
            inner = [one for one in _calls(self.of[note], self.of) if one not in called]
            called.update(dict.fromkeys(inner))
            waiting += dict.fromkeys(inner)
        self.called = list(called)
        self.order = [*called, *(note for note in self.of if note not in called)]
        self._numbers = {note: count for count, note in enumerate(self.order, 1)}

    def number(self, note: str) -> int:
        """The number a note is called by."""
        return self._numbers.get(note, 0)


def _calls(node: model.Node, notes: Collection[str]) -> list[str]:
    """The notes a node calls, in order."""
    return [one.note for one in walk(node) if isinstance(one, model.NoteRef) and one.note in notes]
