"""Paragraphs: runs of styled text become pieces, and pieces are broken into lines.

Widths are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from operator import add, sub
from typing import Literal, NamedTuple, TypeAlias, cast

from exporter.backends.pdf import bidi, breaking
from exporter.backends.pdf.breaks import BETWEEN, FORCED, HERE, NOWHERE, SOFT, SPACE, is_square, joint
from exporter.backends.pdf.page import Link
from exporter.backends.pdf.pieces import Piece
from exporter.backends.pdf.structure import Slot
from exporter.backends.pdf.text import Inset, Setting, is_right_to_left

Align: TypeAlias = Literal["start", "end", "center", "justify"]
_HYPHEN_PENALTY = 30_000.0
_IN_A_WORD = 5_000_000.0
_ENDLESS = 2_000  # letters
_BETWEEN = 0.1  # of the type size: what stands for a space between square characters, where a line is stretched
_LOOSEST = 2.6  # a space never grows by more than this many spaces
_LOOSEST_BETWEEN = 0.25  # nor what is between square characters by more than this part of the type size


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
        end = at + len(run.text)
        while at < end:
            stop = at
            if text[at] == " ":
                if self.pieces and self.kinds[-1] != FORCED:
                    self.spaces[-1], self.kinds[-1] = run.setting.space.width, SPACE
                    self.space_levels[-1] = found[at]
                at += 1
                continue
            while stop < end and text[stop] != " " and found[stop] == found[at]:
                stop += 1
            level = found[at]
            for piece, after in run.setting.word(text[at:stop], level % 2 == 1):
                self._append(piece, owner, level)
                self.kinds[-1] = after
            at = stop
        return end

    def loosen(self, width: float) -> None:
        """Cut what no line of this width can hold into letters: wide pieces, and rows of pieces that may not part."""
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

    def _too_wide(self, width: float) -> set[int]:
        """Which pieces no line can hold; of a row of smaller ones that may not part, all."""
        widths, kinds = [piece.width for piece in self.pieces], self.kinds
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

    def natural(self) -> tuple[float, float]:
        """The width of the widest unbreakable part, and of everything on one line."""
        widest = part = whole = line = 0.0
        for piece, space, kind in zip(self.pieces, self.spaces, self.kinds, strict=True):
            part += piece.width
            line += piece.width + space
            widest = max(widest, part)
            whole = max(whole, line - space)
            if kind != NOWHERE:
                part = 0.0
            if kind == FORCED:
                line = 0.0
        return widest, whole


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


class _Split(NamedTuple):
    """A break place: after a piece, or inside it (`at` letters from its start; -1: after it, with a hyphen)."""

    piece: int
    at: int = 0


def _places(  # noqa: C901 - a hot loop, kept whole
    paragraph: Paragraph, first: int, last: int, hyphenate: str | None, flush: bool = False
) -> tuple[breaking.Places, list[tuple[int, int]]]:
    """The break places of pieces first to last; with hyphens where `hyphenate` names a language. Lines that are `flush` reach
    over their edges with signs: so much less of them counts."""
    pieces = paragraph.pieces
    flush = flush and paragraph.levels is None
    if hyphenate is None and paragraph.kinds[first:last].count(SPACE) == last - first:
        return _between_words(paragraph, first, last, flush)
    end, start, end_space, start_space, penalty, hyphen = [0.0], [0.0], [0.0], [0.0], [0.0], [False]
    splits = [(first - 1, 0)]
    add_end, add_start, add_split = end.append, start.append, splits.append
    add_end_space, add_start_space, add_penalty, add_hyphen = (
        end_space.append, start_space.append, penalty.append, hyphen.append,
    )  # fmt: skip
    if flush:
        start[0] = pieces[first].over_start
    x = gaps = 0.0
    kinds, spaces = paragraph.kinds, paragraph.spaces
    for at in range(first, last + 1):
        piece, kind = pieces[at], kinds[at] if at < last else FORCED
        after = x + piece.width
        if hyphenate is not None:
            halves = piece.halves
            if halves is None:
                halves = piece.case.halves(piece, hyphenate)
            if halves:
                over = piece.case.hyphen.over_end if flush else 0.0
                for letters, head_width, tail_width in halves:
                    add_end(x + head_width - over)
                    add_start(after - tail_width)
                    add_end_space(gaps)
                    add_start_space(gaps)
                    add_penalty(_HYPHEN_PENALTY)
                    add_hyphen(True)
                    add_split((at, letters))
        x = after
        if kind == NOWHERE:
            continue
        if kind == BETWEEN:
            gaps += _BETWEEN * piece.case.size
        soft = kind == SOFT
        stop = x + piece.case.hyphen.width if soft else x
        add_end_space(gaps)
        if kind == SPACE:
            x += spaces[at]
            gaps += spaces[at]
        if flush:
            add_end(stop - (piece.case.hyphen if soft else piece).over_end)
            add_start(x + pieces[at + 1].over_start if at < last else x)
        else:
            add_end(stop)
            add_start(x)
        add_start_space(gaps)
        add_penalty(_HYPHEN_PENALTY if soft or (kind == HERE and piece.text.isascii()) else 0.0)
        add_hyphen(soft)
        add_split((at, -1 if soft else 0))
    return breaking.Places(end, start, end_space, start_space, penalty, hyphen), splits


def _between_words(
    paragraph: Paragraph, first: int, last: int, flush: bool
) -> tuple[breaking.Places, list[tuple[int, int]]]:
    """The same where lines can only end at spaces, as in most paragraphs: the sums are left to C."""
    pieces, spaces = paragraph.pieces[first : last + 1], [*paragraph.spaces[first:last], 0.0]
    widths = [piece.width for piece in pieces]
    start = list(accumulate(map(add, widths, spaces), initial=0.0))
    end = [0.0, *map(add, start, widths)]
    if flush:
        end[1:] = map(sub, end[1:], [piece.over_end for piece in pieces])
        start[:-1] = map(add, start, [piece.over_start for piece in pieces])
    gaps = list(accumulate(spaces, initial=0.0))
    count = len(end)
    places = breaking.Places(end, start, [0.0, *gaps[:-1]], gaps, [0.0] * count, [False] * count)
    return places, [(at, 0) for at in range(first - 1, last + 1)]


def _keep_words(paragraph: Paragraph, places: breaking.Places, splits: list[tuple[int, int]]) -> None:
    """Let no line of a title end inside a word of katakana, if that can be."""
    pieces = paragraph.pieces
    for at, (piece, _) in enumerate(splits[1:-1], 1):
        before, after = pieces[piece].text[-1:], pieces[piece + 1].text[:1]
        if "゠" < before <= "ー" and "゠" < after <= "ー":
            places.penalty[at] += _IN_A_WORD


def broken(
    paragraph: Paragraph, width: float, align: Align, hyphenate: str | None, balanced: bool = False
) -> list[tuple[int, int, Piece | None, Piece | None, float]]:
    """The lines of a paragraph: first and last piece, what stands for the first (the tail of a hyphenated word) and for
    the last (its head), and by how much each space grows."""
    paragraph.loosen(width)
    out = []
    first = 0
    for last, kind in enumerate(paragraph.kinds):
        if kind == FORCED or last == len(paragraph.kinds) - 1:
            out += _broken_stretch(paragraph, first, last, width, align, hyphenate, balanced)
            first = last + 1
    return out


def _broken_stretch(
    paragraph: Paragraph, first: int, last: int, width: float, align: Align, hyphenate: str | None, balanced: bool
) -> list[tuple[int, int, Piece | None, Piece | None, float]]:
    flush = align == "justify"
    places, splits = _places(paragraph, first, last, None, flush)
    if balanced:
        _keep_words(paragraph, places, splits)
    if paragraph.endless:
        return _lines(paragraph, places, splits, breaking.first_fit(places, width).ends, width, "start")
    if not flush:
        found = breaking.ragged(places, width, balanced)
    else:
        found = breaking.justified(places, width, 1.7)
        if not found.good and hyphenate:
            places, splits = _places(paragraph, first, last, hyphenate, flush)
            found = breaking.justified(places, width, 2.2)
        if not found.good:
            found = breaking.justified(places, width, 6.0)
        if not found.good:
            found = breaking.first_fit(places, width)
    return _lines(paragraph, places, splits, found.ends, width, align)


def _lines(
    paragraph: Paragraph,
    places: breaking.Places,
    splits: list[tuple[int, int]],
    ends: list[int],
    width: float,
    align: Align,
) -> list[tuple[int, int, Piece | None, Piece | None, float]]:
    out = []
    before = 0
    pieces, kinds = paragraph.pieces, paragraph.kinds
    for end in ends:
        start, stop = _Split(*splits[before]), _Split(*splits[end])
        begin = start.piece if start.at > 0 else start.piece + 1
        tail, head = _ends_of_words(paragraph, start, stop)
        extra = 0.0
        if align == "justify":
            room = width - places.end[end] + places.start[before] + _kerned(paragraph, start, stop, tail, head)
            count = sum(kind in (SPACE, BETWEEN) for kind in kinds[begin : stop.piece])
            if count and (end != ends[-1] or room < 0):
                extra = room / count
                case = pieces[begin].case
                if extra > _LOOSEST * case.space.width or (
                    extra > _LOOSEST_BETWEEN * case.size and BETWEEN in kinds[begin : stop.piece]
                ):
                    extra = 0.0
        out.append((begin, stop.piece, tail, head, extra))
        before = end
    return out


def _kerned(paragraph: Paragraph, start: _Split, stop: _Split, tail: Piece | None, head: Piece | None) -> float:
    """How much less wide the halves of words are than they were taken to be."""
    less = 0.0
    if tail is not None:
        piece = paragraph.pieces[start.piece]
        less += next((width for at, _, width in piece.halves or () if at == start.at), tail.width) - tail.width
    if head is not None and stop.at > 0 and stop.piece != start.piece:
        piece = paragraph.pieces[stop.piece]
        own = head.width + piece.case.hyphen.width
        less += next((width for at, width, _ in piece.halves or () if at == stop.at), own) - own
    return less


def _ends_of_words(paragraph: Paragraph, start: _Split, stop: _Split) -> tuple[Piece | None, Piece | None]:
    """The tail of a word the line before began, the head of a word it ends in."""
    tail = head = None
    if start.at > 0:
        piece = paragraph.pieces[start.piece]
        tail = piece.case.part(piece, start.at)
    if stop.at < 0:
        head = paragraph.pieces[stop.piece]
    elif stop.at > 0:
        piece = paragraph.pieces[stop.piece]
        first = start.at if start.piece == stop.piece and start.at > 0 else 0
        head = piece.case.part(piece, first, stop.at)
    return tail, head
