"""Paragraphs: runs of styled text become pieces, each with what may happen after it.

Widths are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias, cast

from exporter.backends.pdf import bidi
from exporter.backends.pdf.breaks import FORCED, HERE, NOWHERE, SPACE, is_square, joint
from exporter.backends.pdf.page import Link
from exporter.backends.pdf.pieces import Piece
from exporter.backends.pdf.structure import Slot
from exporter.backends.pdf.text import Inset, Setting, is_right_to_left

Align: TypeAlias = Literal["start", "end", "center", "justify"]
_ENDLESS = 2_000  # letters


class Run(NamedTuple):
    """Text of one style in one slot; or an inset, or (both empty) a forced line end."""

    setting: Setting
    text: str
    slot: Slot | None
    link: Link | None = None
    inset: Inset | None = None
    note: str = ""
    level: int = -1  # the direction its author gives it: 0, 1; -1: as its letters say


class Paragraph:
    """The pieces of a paragraph: what follows each (a space's width, a kind of break), which run it is of."""

    def __init__(self, runs: Sequence[Run], rtl: bool = False) -> None:
        self.runs = runs
        self.rtl = rtl
        self.pieces: list[Piece] = []
        self.widths: list[float] = []  # of the pieces, once they are loosened
        self.spaces: list[float] = []
        self.kinds: list[int] = []
        self.owners: list[int] = []
        self.levels: list[int] | None = None
        self.space_levels: list[int] = []
        self.odd = False  # it holds pieces that are not of their run's own face
        self.endless = False  # it holds a word of thousands of letters: its lines are just filled
        if rtl or any(run.level == 1 or is_right_to_left(run.text) for run in runs):
            self._add_mixed()
        else:
            self._add_plain()

    def _add_plain(self) -> None:
        pieces, spaces, kinds, owners = self.pieces, self.spaces, self.kinds, self.owners
        for owner, run in enumerate(self.runs):
            if run.inset or not run.text:
                self._add_odd(owner, run)
                continue
            setting = run.setting
            usual = setting.space.width
            words = [run.text] if setting.style.literal else run.text.split(" ")
            if words[0] and kinds and kinds[-1] == NOWHERE:
                kinds[-1] = _joint(pieces[-1], words[0])
            # Words of one piece that are known are the rule: all that stand side by side are added at once.
            found = [*map(setting.case.words.get, words), None]
            at, count = 0, len(words)
            while at < count:
                if at and pieces and kinds[-1] != FORCED:
                    spaces[-1], kinds[-1] = usual, SPACE
                if found[at] is None:
                    for piece, after in setting.word(words[at]) if words[at] else ():
                        pieces.append(piece)
                        spaces.append(0.0)
                        kinds.append(after)
                        owners.append(owner)
                        self.odd = self.odd or piece.face is not setting.face
                    at += 1
                    continue
                stop = found.index(None, at)
                pieces += cast("list[Piece]", found[at:stop])
                spaces += [usual] * (stop - at)
                kinds += [SPACE] * (stop - at)
                owners += [owner] * (stop - at)
                spaces[-1], kinds[-1] = 0.0, NOWHERE
                at = stop

    def _add_odd(self, owner: int, run: Run) -> None:
        if run.inset is not None:
            self.odd = True
            self._append(run.inset, owner)
            self.kinds[-1] = run.inset.after
        elif self.pieces:
            self.kinds[-1], self.spaces[-1] = FORCED, run.setting.space.width  # drawn, as at any other line's end

    def _append(self, piece: Piece, owner: int, level: int = 0) -> None:
        self.pieces.append(piece)
        self.spaces.append(0.0)
        self.kinds.append(NOWHERE)
        self.owners.append(owner)
        if self.levels is not None:
            self.levels.append(level)
            self.space_levels.append(level)

    def _add_mixed(self) -> None:
        """The same for text with letters of both directions: words are cut where the level changes."""
        self.levels = []
        base = int(self.rtl)
        for first, last in _stretches(self.runs):
            text = "".join("\ufffc" if run.inset or not run.text else run.text for run in self.runs[first:last])
            isolate = self.runs[first].level
            inner = base if isolate in (-1, base) else 1 if isolate else 2
            found = bidi.levels(text, inner)
            at = 0
            for owner in range(first, last):
                at = self._add_run(owner, text, found, at)

    def _add_run(self, owner: int, text: str, found: list[int], at: int) -> int:
        run = self.runs[owner]
        if run.inset or not run.text:
            if run.inset:
                self._append(run.inset, owner, found[at])
                self.kinds[-1] = run.inset.after
            else:
                self._add_odd(owner, run)
            return at + 1
        end, literal = at + len(run.text), run.setting.style.literal
        while at < end:
            stop = at
            if text[at] == " " and not literal:
                if self.pieces and self.kinds[-1] != FORCED:
                    self.spaces[-1], self.kinds[-1] = run.setting.space.width, SPACE
                    self.space_levels[-1] = found[at]
                at += 1
                continue
            while stop < end and (literal or text[stop] != " ") and found[stop] == found[at]:
                stop += 1
            level = found[at]
            for piece, after in run.setting.word(text[at:stop], level % 2 == 1):
                self._append(piece, owner, level)
                self.kinds[-1] = after
            at = stop
        return end

    def loosen(self, width: float) -> None:
        """Cut what no line of this width can hold into letters: wide pieces, and rows of pieces that may not part."""
        self.widths = [piece.width for piece in self.pieces]
        wide = self._too_wide(width)
        if not wide:
            return
        old = list(zip(self.pieces, self.spaces, self.kinds, self.owners, strict=True))
        levels = list(zip(self.levels, self.space_levels, strict=True)) if self.levels is not None else []
        self.pieces, self.spaces, self.kinds, self.owners = [], [], [], []
        if self.levels is not None:
            self.levels, self.space_levels = [], []
        for at, (piece, space, kind, owner) in enumerate(old):
            level = levels[at][0] if levels else 0
            parts = [piece] if at not in wide or piece.face is None else piece.case.broken(piece)
            self.endless = self.endless or len(parts) > _ENDLESS
            for part in parts:
                self._append(part, owner, level)
                self.kinds[-1] = HERE
            self.kinds[-1], self.spaces[-1] = kind, space
            if kind == NOWHERE and at in wide and at + 1 in wide and old[at + 1][0].text and piece.text:
                self.kinds[-1] = joint(piece.text, old[at + 1][0].text)
            if levels:
                self.space_levels[-1] = levels[at][1]
        self.widths = [piece.width for piece in self.pieces]

    def _too_wide(self, width: float) -> set[int]:
        """Which pieces no line can hold; of a row of smaller ones that may not part, all."""
        widths, kinds = self.widths, self.kinds
        wide = {at for at, own in enumerate(widths) if own > width} if max(widths, default=0.0) > width else set[int]()
        if NOWHERE not in kinds[:-1]:
            return wide
        first, row = 0, 0.0
        for at, (own, kind) in enumerate(zip(widths, kinds, strict=True)):
            row += own
            if kind != NOWHERE:
                if row > width and wide.isdisjoint(range(first, at + 1)):
                    wide.update(range(first, at + 1))
                first, row = at + 1, 0.0
        if row > width and wide.isdisjoint(range(first, len(widths))):
            wide.update(range(first, len(widths)))
        return wide


def _joint(before: Piece, word: str) -> int:
    """What may happen where one run ends and another begins without a space between."""
    if not before.text or not (is_square(word[0]) or is_square(before.text[-1])):
        return NOWHERE
    return joint(before.text, word)


def _stretches(runs: Sequence[Run]) -> list[tuple[int, int]]:
    """Runs that share their given direction: each stretch is resolved by itself, as an isolate."""
    out: list[tuple[int, int]] = []
    for at, run in enumerate(runs):
        if out and runs[out[-1][0]].level == run.level:
            out[-1] = (out[-1][0], at + 1)
        else:
            out.append((at, at + 1))
    return out
