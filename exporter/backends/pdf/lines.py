"""Lines of text: each knows its paragraph and which pieces of it it holds, and draws itself when its page is known.

Widths and places are points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import cast

from exporter.backends.pdf import bidi
from exporter.backends.pdf.atoms import Atom
from exporter.backends.pdf.breaks import BETWEEN, SPACE
from exporter.backends.pdf.faces import Face
from exporter.backends.pdf.fitting import Part, broken
from exporter.backends.pdf.fonts import Use
from exporter.backends.pdf.page import Page
from exporter.backends.pdf.paragraphs import Align, Paragraph, Run
from exporter.backends.pdf.pieces import Piece
from exporter.backends.pdf.text import Setting


class Line(Atom):
    """One line of text."""

    __slots__ = ("base", "extra", "first", "head", "last", "paragraph", "tail", "x")

    def __init__(self, paragraph: Paragraph, part: Part, height: float) -> None:
        super().__init__(height)
        self.paragraph = paragraph
        self.first, self.last, self.tail, self.head, self.extra = part
        self.base = 0.0
        self.x = 0.0

    @property
    def begins(self) -> bool:
        """Whether it is the first line of its paragraph."""
        return self.first == 0 and self.tail is None

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
        kinds = self.paragraph.kinds[self.first : self.last]
        hyphen = found[-1].case.hyphen.width if self.head is not None else 0.0
        return (
            sum(piece.width for piece in found)
            + sum(spaces[self.first : self.last])
            + self.extra * (kinds.count(SPACE) + kinds.count(BETWEEN))
            + hyphen
        )

    def draw(self, page: Page, dx: float, top: float) -> None:
        """Draw the line with its upper edge at `top`."""
        if self.paragraph.levels is not None:
            self._draw_mixed(page, self.x + dx, top - self.base)
        else:
            self._draw_plain(page, self.x + dx, top - self.base)

    def _draw_plain(self, page: Page, x: float, y: float) -> None:
        pieces, paragraph = self.pieces(), self.paragraph
        at, count = 0, len(pieces)
        while at < count:
            run = paragraph.runs[paragraph.owners[self.first + at]]
            page.open(run.slot)
            left = x
            if pieces[at].face is None:
                x = self._draw_inset(page, pieces[at], self.first + at, run, x, y)
                at += 1
            else:
                stop = self._alike(pieces, at)
                x = self._draw_text(page, run, pieces, at, stop, x, y)
                at = stop
            if run.link is not None:
                size = run.setting.style.size
                page.link(run.link, left, y - 0.28 * size, x, y + 0.9 * size)

    def _alike(self, pieces: list[Piece], at: int) -> int:
        """Where those end that are of one run and face."""
        owners, first, stop = self.paragraph.owners, self.first, len(pieces)
        if owners[first + stop - 1] != owners[first + at]:
            stop = bisect_right(owners, owners[first + at], first + at, first + stop) - first
        if self.paragraph.odd:
            face = pieces[at].face
            return next((other for other in range(at, stop) if pieces[other].face is not face), stop)
        return stop

    def _draw_inset(self, page: Page, piece: Piece, whole: int, run: Run, x: float, y: float) -> float:
        piece.draw(page, x, y)  # type: ignore[attr-defined]
        x += piece.width
        if self.paragraph.spaces[whole]:
            page.piece(run.setting, run.setting.space, x, y)
            x += run.setting.space.width + self.extra
        return x

    def _draw_text(self, page: Page, run: Run, pieces: list[Piece], at: int, stop: int, x: float, y: float) -> float:
        """Draw pieces of one run and face from x on; gives where the next one stands."""
        setting, face, left = run.setting, cast("Face", pieces[at].face), x
        use = setting.fonts.use(face)
        ends = stop == len(pieces)
        space = self.paragraph.spaces[self.first + stop - 1] if self.head is None or not ends else 0.0
        after = 0.0 if ends or not space else space + self.extra
        text = use.spaced(self._shown(setting, use, pieces[at:stop], self.first + at, space, ends))
        x += sum([piece.width for piece in pieces[at:stop]]) + after
        x += sum(self.paragraph.spaces[self.first + at : self.first + stop - 1])
        if self.extra:
            kinds = self.paragraph.kinds[self.first + at : self.first + stop - 1]
            x += self.extra * (kinds.count(SPACE) + kinds.count(BETWEEN))
            x += self.extra * (not ends and self.paragraph.kinds[self.first + stop - 1] == BETWEEN)
        hyphen = setting.hyphen if ends and self.head is not None else None
        if hyphen is not None and hyphen.face is face:
            text += use.drawn[hyphen]
        page.show(setting, use, text, left, y)
        if hyphen is not None:
            if hyphen.face is not face:
                page.piece(setting, hyphen, x, y)
            x += hyphen.width
        if setting.style.underline or setting.style.strike:
            following = None if ends else self.paragraph.runs[self.paragraph.owners[self.first + stop]].link
            on = following is not None and following is run.link
            _decorate(page, run, left, x if on else x - after, y)
        return x

    def _shown(self, setting: Setting, use: Use, pieces: list[Piece], first: int, space: float, ends: bool) -> str:
        """The code of pieces of one run and face, and of the spaces after them."""
        code, extra, size = use.drawn, self.extra, setting.style.size
        gap = setting.space if use.face is setting.face else setting.case.space_in(use.face)
        last = first + len(pieces) - 1
        spaces, kinds = self.paragraph.spaces, self.paragraph.kinds
        if gap.face is not use.face:  # this face has no space: it is left free
            return "".join(
                code[piece]
                + (
                    f"){round((spaces[at] + extra) * -1000 / size)}("
                    if spaces[at] and not (ends and at == last)
                    else ""
                )
                for at, piece in enumerate(pieces, first)
            )
        adjust = round((setting.space.width - gap.width + extra) * -1000 / size)
        between = f"{code[gap]}){adjust}(" if adjust else code[gap]
        after = "" if not space else code[gap] if ends else between
        if kinds[first:last].count(SPACE) == last - first and (ends or kinds[last] != BETWEEN or not extra):
            return between.join([code[piece] for piece in pieces]) + after
        wider = f"){round(extra * -1000 / size)}(" if extra else ""  # between characters
        return "".join(
            code[piece]
            + (wider if kinds[at] == BETWEEN and not (ends and at == last) else "")
            + (after if at == last else between if spaces[at] else "")
            for at, piece in enumerate(pieces, first)
        )

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
            if self.head is not None and at == len(pieces) - 1:
                items.append((run.setting.hyphen, run, run.setting.hyphen.width))
                levels.append(paragraph.levels[whole])
            if paragraph.spaces[whole] and (self.head is None or at < len(pieces) - 1):
                end = at == len(pieces) - 1
                space = run.setting.space
                items.append((space, run, 0.0 if end else paragraph.spaces[whole] + self.extra))
                levels.append(int(paragraph.rtl) if end else paragraph.space_levels[whole])
        for position in bidi.visual(levels):
            piece, run, width = items[position]
            page.open(run.slot)
            if piece.face is None:
                piece.draw(page, x, y)  # type: ignore[attr-defined]
            else:
                page.piece(run.setting, piece, x, y)
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
    base, side = _baseline(paragraph.runs, leading), _side(align, paragraph.rtl)
    insets, notes = any(run.inset for run in paragraph.runs), any(run.note for run in paragraph.runs)
    for part in broken(paragraph, width, align, hyphenate, balanced):
        line = Line(paragraph, part, leading)
        line.base = base
        if insets:
            _fit_insets(line)
        line.x = left
        if align == "justify" and paragraph.levels is None and line.tail is None:
            line.x -= paragraph.pieces[line.first].over_start
        if side:
            room = width - line.width()
            line.x += room if side == 2 else room / 2
        if notes:
            line.notes = _called(line)
        out.append(line)
    _keep_together(out)
    return out


def _called(line: Line) -> tuple[str, ...]:
    """The notes a line calls."""
    owners, runs = line.paragraph.owners, line.paragraph.runs
    own = sorted(set(owners[line.first : line.last + 1]))
    return tuple(runs[owner].note for owner in own if runs[owner].note)


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
