"""Atoms onto pages: filled from the top, notes at the foot of the page that calls them, no heading or line left alone.

Baselines: the first line of a body paragraph stands on a grid that begins at the page's upper edge of text; its step is
the leading, or a half or third of it, whichever the theme's space between paragraphs is nearest to (`grid_step`). So lines
of body text are level in both columns and on facing pages, wherever headings, lists and pictures stand between. What a
heading lacks to that goes before it; what a box, list or picture lacks goes half before and half after.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from exporter.backends.pdf.atoms import Atom, Rule, stack_height
from exporter.backends.pdf.sheets import Frame, Frames, Sheet

_NOTES_ABOVE = 10.0  # between text and the line above the notes
_NOTES_BELOW = 5.0
_MOST_NOTES = 0.6  # of a page, before a note goes on at the next page's foot
_HIGHEST = 5.0  # above the edge of text
_LEAST = 100.0  # points that have to be left of a page for columns to begin on it
_NEARLY = 4.0  # points that columns called level may differ by
_NEARER, _CLOSER = 0.5, 0.25  # of the way down, and of the space before it: how far an atom may go up to the grid
_STEP = 12.0  # points: how much less of an atom is tried where the notes of its part do not fit
_GAP = 75.0  # points that a figure which does not fit may leave empty
_FEW = 3  # lines that go there from the page before, where hardly any stand on the last page
_SCANT = 62.0  # points of text that may not stand alone on the last page


class Filled(NamedTuple):
    """What a frame holds: repeated atoms (artifacts) and atoms from its upper edge on, notes up from its lower edge."""

    frame: Frame
    repeated: Sequence[Atom]
    atoms: Sequence[Atom]
    notes: Sequence[Atom]

    def used(self) -> float:
        """The height of its text."""
        return sum(atom.height for atom in self.repeated) + stack_height(self.atoms)


def fill_columns(
    atoms: Sequence[Atom],
    of: Sheet,
    rtl: bool,
    notes: Mapping[str, Sequence[Atom]],
    page: int,
    start: float | None,
    gap: float,
) -> list[Filled]:
    """Atoms shared out over columns from a height of a page on, and across all of them where they ask for it. What stands
    above something that goes across, and what is last, ends level in all columns."""
    out: list[Filled] = []
    told: set[str] = set()
    foot = 0.0  # the height of the notes that stand at the foot of the page already
    for whole, run in groupby(atoms, lambda atom: atom.across):
        own = list(run)
        if foot and not (whole and _calls(own, notes).keys() <= told):
            page, start, foot = page + 1, None, 0.0
        columns = 1 if whole else of.columns
        before, first = frozenset(told), page
        filled = fill(own, Frames(of, columns, rtl, page, start, foot=foot), notes, told)
        page = filled[-1].frame.page
        if columns > 1:
            filled = _level(filled, of, rtl, start if page == first else None, notes, before)
        out += filled
        here = [one for one in filled if one.frame.page == page]
        foot = max([foot if page == first else 0.0, *(_foot_height(one.notes) for one in here)])
        start = min(one.frame.top - one.used() for one in here) - gap
        if start - of.bottom - foot < _LEAST or any(one.frame.turned for one in here):
            page, start, foot = page + 1, None, 0.0
    return out


def _level(
    filled: list[Filled],
    of: Sheet,
    rtl: bool,
    start: float | None,
    notes: Mapping[str, Sequence[Atom]],
    told: frozenset[str],
) -> list[Filled]:
    """The same with the columns of its last page as short as they can be (if no note goes on there from another page)."""
    page = filled[-1].frame.page
    here = [one for one in filled if one.frame.page == page]
    rest = filled[: len(filled) - len(here)]
    told = told.union(_calls((atom for one in rest for atom in one.atoms), notes))
    own = _calls((atom for one in here for atom in one.atoms), notes).keys() - told
    carried = sum(len(one.notes) for one in here) - sum(len(notes[note]) for note in own)
    if carried or any(one.frame.turned for one in here):
        return filled
    atoms = [atom for one in here for atom in one.atoms]
    low, high = 0.0, here[0].frame.height
    while high - low > _NEARLY:
        middle = (low + high) / 2
        tried = fill(atoms, Frames(of, of.columns, rtl, page, start, middle), notes, set(told))
        if tried[-1].frame.page == page:
            high = middle
        else:
            low = middle
    # Once more at the height that was found: atoms remember where they stood last.
    return [*rest, *fill(atoms, Frames(of, of.columns, rtl, page, start, high), notes, set(told))]


def _calls(
    atoms: Iterable[Atom], notes: Mapping[str, Sequence[Atom]], told: Collection[str] = frozenset()
) -> dict[str, None]:
    """The notes that atoms call, then those that these call, but for those that are `told`: each once, in their order."""
    found: dict[str, None] = {}
    waiting = [note for atom in atoms for note in atom.notes]
    for note in waiting:
        if note in notes and note not in found and note not in told:
            found[note] = None
            waiting += [inner for part in notes[note] for inner in part.notes]
    return found


def fill(
    atoms: list[Atom], frames: Frames, notes: Mapping[str, Sequence[Atom]], told: set[str] | None = None
) -> list[Filled]:
    """Atoms shared out over frames. A last frame with hardly anything takes some lines from the one before.

    told: the notes that stand at some foot already; those that come to stand at one are added.
    """
    told = set() if told is None else told
    changed: list[_Changed] = []

    def attempt(shorter: dict[int, float]) -> _Filling:
        """Fill the frames; each time anew, as atoms remember where they came to stand."""
        while changed:
            changed.pop().restore()
        filling = _Filling(list(atoms), frames, notes, shorter, frozenset(told), changed)
        filling.run()
        return filling

    found = attempt({})
    out = found.out
    if len(out) > 1 and _is_scant(out[-1]) and not out[-2].frame.turned:
        found = attempt({len(out) - 2: 1.0 + _FEW * max(atom.height for atom in out[-1].atoms)})
        if len(found.out) != len(out):
            found = attempt({})
    told |= found.told
    return found.out


def _is_scant(filled: Filled) -> bool:
    return not filled.notes and filled.used() < _SCANT and all(atom.height < 30 for atom in filled.atoms)


class _Changed(NamedTuple):
    """How an atom was before something else came to stand above it, or no longer did."""

    atom: Atom
    before: float
    grid: float

    def restore(self) -> None:
        """Let the atom be so again."""
        self.atom.before, self.atom.grid, self.atom.wish = self.before, self.grid, -1.0


class _Filling:
    def __init__(
        self,
        atoms: list[Atom],
        frames: Frames,
        notes: Mapping[str, Sequence[Atom]],
        shorter: dict[int, float],
        told: frozenset[str],
        changed: list[_Changed],
    ) -> None:
        self.atoms, self.frames, self.notes, self.shorter, self.changed = atoms, frames, notes, shorter, changed
        self.told = set(told)
        self.carried: list[Atom] = []
        self.postponed: list[Atom] = []
        self.waiting: list[Atom] = []
        self.out: list[Filled] = []

    def run(self) -> None:
        """Fill frames until there is nothing left."""
        out, at = self.out, 0
        while at < len(self.atoms) or self.carried or self.postponed or self.waiting or not out:
            self._resume(at, out)
            lying = at < len(self.atoms) and self.atoms[at].turned
            frame = self.frames.after(out[-1].frame if out else None, lying)
            frame = frame._replace(height=frame.height - self.shorter.get(len(out), 0.0))
            at = self._fill_one(frame, at, out)

    def _fill_one(self, frame: Frame, start: int, out: list[Filled]) -> int:
        base, self.carried = self._fitting(self.carried, frame.height * _MOST_NOTES)
        repeated = self.atoms[start].repeat if start < len(self.atoms) else ()
        if start < len(self.atoms) and not repeated:
            lift = self._lift(self.atoms[start], frame)
            frame = frame._replace(top=frame.top + lift, height=frame.height + lift, most=frame.most + lift)
        taken, room = self._take(frame, start, base, sum(atom.height for atom in repeated))
        end = start + len(taken)
        forced: list[Atom] = []
        if end < len(self.atoms):
            foot = [*base, *(atom for notes, _ in taken for atom in notes)]
            end, cut = self._ended(start, end, room, foot)
            if cut and room is not None:
                forced = self._forced(self.atoms[end - 1], room, foot)
            for _, ids in taken[end - start :]:
                self.told -= ids
        called = [atom for notes, _ in taken[: end - start] for atom in notes]
        out.append(Filled(frame, repeated, self.atoms[start:end], [*base, *called, *forced]))
        return end

    def _postpone(self, at: int) -> bool:
        """Let what stands on a page that lies wait until this one is full of the text after it, if there is some."""
        stop = at
        while stop < len(self.atoms) and self.atoms[stop].turned:
            stop += 1
        if stop == len(self.atoms):
            return False
        self.postponed += self.atoms[at:stop]
        del self.atoms[at:stop]
        return True

    def _resume(self, at: int, out: list[Filled]) -> None:
        """What waited for a page to be full comes next, once it is."""
        if self.waiting:
            self.atoms[at:at] = self.waiting
            self._change(at + len(self.waiting), _asked(self.waiting[0]), self.waiting[0].grid)
            self.waiting = []
        new_page = out and self.frames.after(out[-1].frame, False).column == 0
        if self.postponed and (new_page or at == len(self.atoms)):
            self.atoms[at:at] = self.postponed
            self.postponed = []

    def _wait(self, at: int, room: float) -> bool:
        """Let a figure that does not fit stand at the head of the next page, if a good part of this one would be empty and
        paragraphs follow that can fill it."""
        atom, stop = self.atoms[at], at
        if not (atom.waits and atom.grid) or room < _GAP or self.waiting or self.frames.columns > 1:
            return False
        while stop < len(self.atoms) - 1 and self.atoms[stop].keep:
            stop += 1
        after = self.atoms[stop + 1] if stop + 1 < len(self.atoms) else atom
        last = self.atoms[at - 1]
        if last.keep or not after.grid or after.ahead:
            return False
        self.waiting = self.atoms[at : stop + 1]
        del self.atoms[at : stop + 1]
        in_text = type(last) is type(after) and not last.frames
        self._change(at, after.height / 2 if in_text else _asked(after), after.grid)
        return True

    def _change(self, at: int, before: float, grid: float) -> None:
        """Something else stands above an atom now: the space before it, and its place on the grid."""
        if at < len(self.atoms):
            atom = self.atoms[at]
            self.changed.append(_Changed(atom, _asked(atom), atom.grid))
            atom.before, atom.grid, atom.wish = before, grid, -1.0

    def _passes(self, atom: Atom) -> bool:
        """Whether an atom may stand before a figure that waits: text of its section, nothing after a rule."""
        return not self.waiting or not (atom.ahead or isinstance(atom, Rule) or atom.waits)

    def _take(
        self, frame: Frame, start: int, base: list[Atom], used: float
    ) -> tuple[list[tuple[list[Atom], set[str]]], float | None]:
        """The notes called by each atom from `start` on that fits, and the room left for the next one (None: it stands on
        a page of its own kind)."""
        foot, height = list(base), _foot_height(base)
        taken: list[tuple[list[Atom], set[str]]] = []
        below = self.frames.of.top - frame.top
        at = start
        while at < len(self.atoms):
            atom = self.atoms[at]
            if atom.turned and not frame.turned and self._postpone(at):
                continue
            if atom.turned != frame.turned or not self._passes(atom):
                return taken, None
            if atom.grid and at > start:
                self._snap(atom, below + used)
            before = atom.before if at > start else 0.0
            called, ids = self._called(atom)
            grown = _foot_height([*foot, *called]) if called else height
            if used + before + atom.height > min(frame.height - grown, frame.most) + 0.01:
                room = min(frame.height - height, frame.most) - used - before
                if at > start and self._wait(at, room):
                    continue
                return taken, room
            used += before + atom.height
            if called:
                foot, height = [*foot, *called], grown
                self.told |= ids
            taken.append((called, ids))
            at += 1
        return taken, 0.0

    def _lift(self, atom: Atom, frame: Frame) -> float:
        """How far a heading at the head of a column is moved up, so that its text stands on the grid close below it."""
        if not atom.grid or not atom.ahead or atom.share < 1.0:
            return 0.0
        over = (self.frames.of.top - frame.top + atom.ahead) % atom.grid
        return over if over <= _HIGHEST else 0.0

    def _snap(self, atom: Atom, above: float) -> None:
        """Move an atom onto the grid: down, or up where that is much nearer. `above`: from the page's upper edge to the end
        of what is before it."""
        if atom.wish < 0:
            atom.wish = atom.before
        lack = -(above + atom.wish + atom.ahead) % atom.grid
        rise = atom.grid - lack
        if lack >= atom.grid - 0.01:
            lack = 0.0
        elif atom.share == 1.0 and rise < lack * _NEARER and rise < atom.wish * _CLOSER:
            lack = -rise
        atom.before = atom.wish + lack * atom.share

    def _ended(self, start: int, at: int, room: float | None, foot: list[Atom]) -> tuple[int, bool]:
        """Where the frame ends as the atom `at` does not fit: after a part cut from it, or where a break may be. Whether
        its last atom was put there without its notes having been looked at."""
        atoms = self.atoms
        if room is None:
            return at, False
        parts = self._cut(atoms[at], room, foot, at == start)
        if parts:
            atoms[at : at + 1] = parts
            return at + 1, True
        end = at
        while end > start and atoms[end - 1].keep:
            end -= 1
        if end > start:
            return end, False
        # What fits nowhere is put there all the same, but not upon notes that go on from another page.
        return (at, False) if at > start or foot else (at + 1, True)

    def _cut(self, atom: Atom, room: float, foot: list[Atom], alone: bool) -> tuple[Atom, Atom] | None:
        """An atom cut so that its first part fits with the notes it calls; one that is alone is cut anyway."""
        less = 0.0
        while less < room:
            parts = atom.split(room - less)
            if parts is None:
                break
            called = self._called(parts[0])[0]
            extra = _foot_height([*foot, *called]) - _foot_height(foot) if called else 0.0
            if parts[0].height + extra <= room + 0.01:
                return parts
            less += max(extra - less, _STEP)
        return atom.split(room) if alone else None

    def _forced(self, atom: Atom, room: float, foot: list[Atom]) -> list[Atom]:
        """The notes of an atom that was put there without them: as many as fit; the others go on at the next foot."""
        called, ids = self._called(atom)
        self.told |= ids
        room += (_NOTES_ABOVE + _NOTES_BELOW if foot else 0.0) - atom.height
        fits, rest = self._fitting(called, room + 3.0) if room > _NOTES_ABOVE + _NOTES_BELOW else ([], called)
        if fits and _foot_height([*foot, *fits]) - _foot_height(foot) > room + 3.0:
            fits, rest = [], called
        self.carried = [*self.carried, *rest]
        return fits

    def _called(self, atom: Atom) -> tuple[list[Atom], set[str]]:
        """The atoms of the notes an atom calls for the first time, and of those they call."""
        if not atom.notes:
            return [], set()
        ids = _calls((atom,), self.notes, self.told)
        return [part for note in ids for part in self.notes[note]], set(ids)

    def _fitting(self, atoms: Sequence[Atom], room: float) -> tuple[list[Atom], list[Atom]]:
        """As many atoms of notes as there is room for, at least one, and the others."""
        height = _NOTES_ABOVE + _NOTES_BELOW
        for at, atom in enumerate(atoms):
            height += atom.before + atom.height
            if height > room and at:
                return list(atoms[:at]), list(atoms[at:])
        return list(atoms), []


def _asked(atom: Atom) -> float:
    """The space before an atom as it was asked for."""
    return atom.before if atom.wish < 0 else atom.wish


def _foot_height(notes: Sequence[Atom]) -> float:
    return stack_height(notes) + _NOTES_ABOVE + _NOTES_BELOW + 0.5 if notes else 0.0


def notes_rule(left: float, ink: str, rtl: bool, right: float) -> Rule:
    """The short line above notes."""
    return Rule(right - 60, right, ink, 0.5) if rtl else Rule(left, left + 60, ink, 0.5)


NOTES_BELOW = _NOTES_BELOW
