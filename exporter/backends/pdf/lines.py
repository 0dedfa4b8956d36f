"""Paragraphs as lines: runs of styled text become pieces, pieces are broken into lines, lines draw themselves.

Widths and places are points. A line knows its paragraph and which pieces of it it holds; the work of drawing is done when
its page is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from exporter.backends.pdf import bidi, breaking
from exporter.backends.pdf.atoms import Atom
from exporter.backends.pdf.page import Link, Page
from exporter.backends.pdf.structure import Slot
from exporter.backends.pdf.text import FORCED, HERE, NOWHERE, SOFT, SPACE, Inset, Piece, Setting, is_right_to_left

Align: TypeAlias = Literal["start", "end", "center", "justify"]
_HYPHEN_PENALTY = 12_000.0
_LOOSEST = 2.6  # a space never grows by more than this many spaces


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
            word_of = setting.word
            later = False
            for word in (run.text,) if setting.style.literal else run.text.split(" "):
                if later and pieces and kinds[-1] != FORCED:
                    spaces[-1] = usual
                    kinds[-1] = SPACE
                later = True
                if word:
                    for piece, after in word_of(word):
                        pieces.append(piece)
                        spaces.append(0.0)
                        kinds.append(after)
                        owners.append(owner)

    def _add_odd(self, owner: int, run: Run) -> None:
        if run.inset is not None:
            self._append(run.inset, owner)
            self.kinds[-1] = run.inset.after
        elif self.pieces:
            self.kinds[-1], self.spaces[-1] = FORCED, 0.0

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
        """Cut pieces no line of this width can hold into letters."""
        if all(piece.width <= width for piece in self.pieces):
            return
        old = list(zip(self.pieces, self.spaces, self.kinds, self.owners, strict=True))
        levels = list(zip(self.levels, self.space_levels, strict=True)) if self.levels is not None else []
        self.pieces, self.spaces, self.kinds, self.owners = [], [], [], []
        if self.levels is not None:
            self.levels, self.space_levels = [], []
        for at, (piece, space, kind, owner) in enumerate(old):
            level = levels[at][0] if levels else 0
            parts = [piece] if piece.width <= width or piece.use is None else piece.setting.broken(piece)
            for part in parts:
                self._append(part, owner, level)
                self.kinds[-1] = HERE
            self.kinds[-1], self.spaces[-1] = kind, space
            if levels:
                self.space_levels[-1] = levels[at][1]

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


def _places(paragraph: Paragraph, first: int, last: int, hyphenate: str | None) -> tuple[breaking.Places, list[_Split]]:
    """The break places of pieces first to last; with hyphens where `hyphenate` names a language."""
    end, start, end_space, start_space, penalty, hyphen = [0.0], [0.0], [0.0], [0.0], [0.0], [False]
    splits = [_Split(first - 1)]
    x = gaps = 0.0
    kinds, spaces, pieces = paragraph.kinds, paragraph.spaces, paragraph.pieces
    for at in range(first, last + 1):
        piece, kind = pieces[at], kinds[at] if at < last else FORCED
        after = x + piece.width
        if hyphenate is not None:
            for letters, head_width, tail_width in piece.setting.halves(piece, hyphenate):
                end.append(x + head_width)
                start.append(after - tail_width)
                end_space.append(gaps)
                start_space.append(gaps)
                penalty.append(_HYPHEN_PENALTY)
                hyphen.append(True)
                splits.append(_Split(at, letters))
        x = after
        if kind == NOWHERE:
            continue
        space = spaces[at] if kind == SPACE else 0.0
        soft = kind == SOFT
        end.append(x + piece.setting.hyphen.width if soft else x)
        end_space.append(gaps)
        x += space
        gaps += space
        start.append(x)
        start_space.append(gaps)
        penalty.append(0.0 if kind != HERE and not soft else _HYPHEN_PENALTY if piece.text.isascii() or soft else 0.0)
        hyphen.append(soft)
        splits.append(_Split(at, -1) if soft else _Split(at))
    return breaking.Places(end, start, end_space, start_space, penalty, hyphen), splits


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
    places, splits = _places(paragraph, first, last, None)
    if align != "justify":
        found = breaking.ragged(places, width, balanced)
    else:
        found = breaking.justified(places, width, 1.7)
        if not found.good and hyphenate:
            places, splits = _places(paragraph, first, last, hyphenate)
            found = breaking.justified(places, width, 2.2)
        if not found.good:
            found = breaking.justified(places, width, 6.0)
        if not found.good:
            found = breaking.first_fit(places, width)
    return _lines(paragraph, places, splits, found.ends, width, align)


def _lines(
    paragraph: Paragraph, places: breaking.Places, splits: list[_Split], ends: list[int], width: float, align: Align
) -> list[tuple[int, int, Piece | None, Piece | None, float]]:
    out = []
    before = 0
    pieces, kinds = paragraph.pieces, paragraph.kinds
    for end in ends:
        start, stop = splits[before], splits[end]
        begin = start.piece if start.at > 0 else start.piece + 1
        extra = 0.0
        if align == "justify":
            room = width - places.end[end] + places.start[before]
            count = sum(kind == SPACE for kind in kinds[begin : stop.piece])
            if count and (end != ends[-1] or room < 0):
                extra = room / count
                if extra > _LOOSEST * pieces[begin].setting.space.width:
                    extra = 0.0
        out.append((begin, stop.piece, *_ends_of_words(paragraph, start, stop), extra))
        before = end
    return out


def _ends_of_words(paragraph: Paragraph, start: _Split, stop: _Split) -> tuple[Piece | None, Piece | None]:
    """The tail of a word the line before began, the head of a word it ends in."""
    tail = head = None
    if start.at > 0:
        piece = paragraph.pieces[start.piece]
        tail = piece.setting.part(piece, start.at)
    if stop.at < 0:
        head = paragraph.pieces[stop.piece]
    elif stop.at > 0:
        piece = paragraph.pieces[stop.piece]
        first = start.at if start.piece == stop.piece and start.at > 0 else 0
        head = piece.setting.part(piece, first, stop.at)
    return tail, head


class Line(Atom):
    """One line of text."""

    __slots__ = ("base", "extra", "first", "head", "last", "paragraph", "tail", "x")

    def __init__(
        self, paragraph: Paragraph, part: tuple[int, int, Piece | None, Piece | None, float], height: float
    ) -> None:
        super().__init__(height)
        self.paragraph = paragraph
        self.first, self.last, self.tail, self.head, self.extra = part
        self.base = 0.0
        self.x = 0.0

    def pieces(self) -> list[Piece]:
        """The pieces of the line, with the halves of hyphenated words."""
        found = self.paragraph.pieces[self.first : self.last + 1]
        if self.tail is not None:
            found[0] = self.tail
        if self.head is not None:  # the head begins where the tail does, if the line is a part of one word only
            found[-1] = self.head
        return found

    def width(self) -> float:
        """How wide the line is, with its hyphen, without the space at its end."""
        found = self.pieces()
        spaces = self.paragraph.spaces
        kinds = self.paragraph.kinds
        hyphen = found[-1].setting.hyphen.width if self.head is not None else 0.0
        return (
            sum(piece.width for piece in found)
            + sum(spaces[self.first : self.last])
            + self.extra * sum(kind == SPACE for kind in kinds[self.first : self.last])
            + hyphen
        )

    def draw(self, page: Page, dx: float, top: float) -> None:
        """Draw the line with its upper edge at `top`."""
        if self.paragraph.levels is not None:
            self._draw_mixed(page, self.x + dx, top - self.base)
        else:
            self._draw_plain(page, self.x + dx, top - self.base)

    def _draw_plain(self, page: Page, x: float, y: float) -> None:  # noqa: C901 - hot, kept whole
        pieces, paragraph = self.pieces(), self.paragraph
        first, count, extra = self.first, len(pieces), self.extra
        owners, spaces, runs = paragraph.owners, paragraph.spaces, paragraph.runs
        shown = count if self.head is None else count - 1  # no space follows the head of a hyphenated word
        at = 0
        while at < count:
            piece = pieces[at]
            owner, use = owners[first + at], piece.use
            run = runs[owner]
            page.open(run.slot)
            if use is None:
                piece.draw(page, x, y)  # type: ignore[attr-defined]
                left, x = x, x + piece.width
                at += 1
                if spaces[first + at - 1]:
                    gap = run.setting.space
                    page.show(run.setting, gap.use, gap.code, x, y)  # type: ignore[arg-type]
                    x += gap.width + extra
            else:
                setting = run.setting
                gap = setting.space if use is setting.space.use else setting.space_in(use.face)
                own_gap = gap.use is use
                adjust = round(extra * -1000 / setting.style.size)
                gap_code = f"{gap.code}>{adjust}<" if adjust else gap.code
                codes, left = [], x
                while at < count and pieces[at].use is use and owners[first + at] == owner:
                    codes.append(pieces[at].code)
                    x += pieces[at].width
                    space = spaces[first + at] if at < shown else 0.0
                    at += 1
                    if space:
                        if own_gap:
                            codes.append(gap_code if at < count else gap.code)
                        if at < count:
                            x += space + extra
                            if not own_gap:
                                codes.append(f">{round((space + extra) * -1000 / setting.style.size)}<")
                if at == count and self.head is not None:
                    codes.append(setting.hyphen.code)
                    x += setting.hyphen.width
                page.show(setting, use, "".join(codes), left, y)
                if setting.style.underline or setting.style.strike:
                    on = at < count and runs[owners[first + at]].link is run.link and run.link is not None
                    trailing = 0.0 if on or at == count or not space else space + extra
                    _decorate(page, run, left, x - trailing, y)
            if run.link is not None:
                size = run.setting.style.size
                page.link(run.link, left, y - 0.28 * size, x, y + 0.9 * size)

    def _draw_mixed(self, page: Page, x: float, y: float) -> None:
        pieces, paragraph = self.pieces(), self.paragraph
        items: list[tuple[Piece, Run, float]] = []
        levels: list[int] = []
        assert paragraph.levels is not None
        for at, piece in enumerate(pieces):
            whole = self.first + at
            run = paragraph.runs[paragraph.owners[whole]]
            items.append((piece, run, piece.width))
            levels.append(paragraph.levels[whole])
            if paragraph.spaces[whole] and (self.head is None or at < len(pieces) - 1):
                end = at == len(pieces) - 1
                space = run.setting.space
                items.append((space, run, 0.0 if end else space.width + self.extra))
                levels.append(int(paragraph.rtl) if end else paragraph.space_levels[whole])
        for position in bidi.visual(levels):
            piece, run, width = items[position]
            page.open(run.slot)
            if piece.use is None:
                piece.draw(page, x, y)  # type: ignore[attr-defined]
            else:
                page.show(run.setting, piece.use, piece.code, x, y)
                if piece.text != " ":
                    _decorate(page, run, x, x + width, y)
            if run.link is not None:
                size = run.setting.style.size
                page.link(run.link, x, y - 0.28 * size, x + width, y + 0.9 * size)
            x += width


def _decorate(page: Page, run: Run, left: float, right: float, y: float) -> None:
    style = run.setting.style
    if style.underline:
        page.bar(left, y - 0.14 * style.size, right, y - 0.14 * style.size + 0.45, run.setting.ink)
    if style.strike:
        page.bar(left, y + 0.26 * style.size, right, y + 0.26 * style.size + 0.6, run.setting.ink)


def set_lines(
    paragraph: Paragraph,
    left: float,
    right: float,
    leading: float,
    align: Align,
    *,
    hyphenate: str | None = None,
    balanced: bool = False,
) -> list[Line]:
    """The lines of a paragraph between two edges, `leading` points apart."""
    if not paragraph.pieces:
        return []
    width = right - left
    out = []
    base = _baseline(paragraph.runs, leading)
    for part in broken(paragraph, width, align, hyphenate, balanced):
        line = Line(paragraph, part, leading)
        line.base = base
        _fit_insets(line)
        line.x = left
        side = _side(align, paragraph.rtl)
        if side:
            room = width - line.width()
            line.x += room if side == 2 else room / 2
        line.notes = tuple(run.note for run in (paragraph.runs[owner] for owner in _owners(line)) if run.note)
        out.append(line)
    _keep_together(out)
    return out


def _owners(line: Line) -> list[int]:
    owners = line.paragraph.owners
    if owners[line.first] == owners[line.last]:
        return [owners[line.first]]
    return sorted(set(owners[line.first : line.last + 1]))


def _side(align: Align, rtl: bool) -> int:
    """0: the left edge, 1: the middle, 2: the right edge."""
    if align == "center":
        return 1
    if align == "justify":
        return 2 if rtl else 0
    return 2 if (align == "end") != rtl else 0


def _baseline(runs: Sequence[Run], leading: float) -> float:
    """How far below a line's upper edge its baseline is: the first style's height stands in the middle."""
    setting = next((run.setting for run in runs if run.text and not run.setting.style.rise), runs[0].setting)
    size = setting.style.size / 1000
    ascent, descent = setting.face.ascent * size, setting.face.descent * size
    return (leading - (ascent - descent)) / 2 + ascent


def _fit_insets(line: Line) -> None:
    """Make room for pictures taller than the line."""
    owners, runs = line.paragraph.owners, line.paragraph.runs
    for at in range(line.first, line.last + 1):
        inset = runs[owners[at]].inset
        if inset is not None:
            above, below = inset.ascent + 1 - line.base, inset.descent + 1 - (line.height - line.base)
            if above > 0:
                line.base += above
                line.height += above
            if below > 0:
                line.height += below


def _keep_together(lines: list[Line]) -> None:
    """No line alone at the foot or the head of a page."""
    count = len(lines)
    for at, line in enumerate(lines[:-1]):
        line.keep = count < 4 or at in (0, count - 2)
