"""Where a stretch of a paragraph may be broken into lines, as running sums. Widths are points."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, compress, count
from operator import add, sub

from exporter.backends.pdf.breaking import HYPHEN, Inside, Places
from exporter.backends.pdf.breaks import BETWEEN, FORCED, HERE, NOWHERE, SOFT, SPACE
from exporter.backends.pdf.paragraphs import Paragraph
from exporter.backends.pdf.pieces import Halves

_BETWEEN = 0.1  # of the type size: what stands for a space between square characters, where a line is stretched
_PLAIN = frozenset((SPACE, NOWHERE))


class Stretch:
    """Pieces `first` to `last` of a paragraph, which no line is sure to end in: the `places` it may. Lines that are `flush`
    reach over their edges with signs: so much less of them counts."""

    def __init__(self, paragraph: Paragraph, first: int, last: int, flush: bool = False) -> None:
        self.paragraph, self.first, self.flush = paragraph, first, flush and paragraph.levels is None
        kinds = [*paragraph.kinds[first:last], FORCED]
        pieces, spaces = paragraph.pieces[first : last + 1], [*paragraph.spaces[first:last], 0.0]
        widths = paragraph.widths[first : last + 1]
        self._left = list(accumulate(map(add, widths, spaces), initial=0.0))  # of each piece: what is before it
        end, start = [0.0, *map(add, self._left, widths)], self._left.copy()
        if self.flush:
            end[1:] = map(sub, end[1:], [piece.over_end for piece in pieces])
            start[:-1] = map(add, start, [piece.over_start for piece in pieces])
        self._gaps = list(accumulate(spaces, initial=0.0))
        end_space, size = [0.0, *self._gaps[:-1]], len(end)
        after = range(first - 1, last + 1)
        self.places = Places(end, start, end_space, self._gaps, [0.0] * size, [False] * size, after, {})
        if not _PLAIN.issuperset(kinds[:-1]):
            self._mark(kinds)
        if NOWHERE in kinds:
            self._leave_out(kinds)

    def _mark(self, kinds: list[int]) -> None:
        """Say what is special about places that are not at spaces."""
        pieces, places = self.paragraph.pieces, self.places
        between = 0.0  # so far
        for at, kind in enumerate(kinds, 1):
            piece = pieces[self.first + at - 1]
            if kind == SOFT:
                hyphen = piece.case.hyphen
                over = (hyphen.over_end - piece.over_end) if self.flush else 0.0
                places.end[at] += hyphen.width - over
                places.cuts[at] = self.first + at - 1, -1
            if kind == SOFT or (kind == HERE and piece.text.isascii()):
                places.penalty[at] = HYPHEN
                places.hyphen[at] = kind == SOFT or piece.text[-1:] == "-"
            between += _BETWEEN * piece.case.size if kind == BETWEEN else 0.0
            places.end_space[at] += between
            places.start_space[at] += between

    def _leave_out(self, kinds: list[int]) -> None:
        """Leave out the ends of pieces that belong together with the next."""
        kept, old = [True, *(kind != NOWHERE for kind in kinds)], self.places
        columns = (list(compress(column, kept)) for column in old[:7])
        cuts = (
            {new: old.cuts[at] for new, at in enumerate(compress(count(), kept)) if at in old.cuts} if old.cuts else {}
        )
        self.places = Places(*columns, cuts)  # type: ignore[arg-type, call-arg] # each is of the kind it was

    def inside(self, place: int, lang: str, pinched: bool = False) -> Sequence[Inside]:
        """Where the word that ends at a place may be hyphenated; `pinched`: more places than are good."""
        after, out = self.places.after, list[Inside]()
        for at in range(after[place - 1] + 1, after[place] + 1):
            piece = self.paragraph.pieces[at]
            if pinched:
                halves: Sequence[Halves] | None = piece.case.pinched(piece, lang)
            else:
                halves = piece.halves if piece.halves is not None else piece.case.halves(piece, lang)
            if halves:
                left, gaps = self._left[at - self.first], self._gaps[at - self.first]
                over = piece.case.hyphen.over_end if self.flush else 0.0
                right = left + piece.width
                out += [Inside(left + head - over, right - tail, gaps, (at, cut)) for cut, head, tail in halves]
        return out

    def hyphenated(self, lang: str) -> Places:
        """All places, those inside words in their order among the others."""
        order = [0]
        *columns, after, cuts = self.places
        found = Places(*(column.copy() for column in columns), after, dict(cuts))  # type: ignore[call-arg, attr-defined]
        for place in range(1, len(self.places.end)):
            for one in self.inside(place, lang, pinched=True):
                order.append(len(found.end))
                found.add(one)
            order.append(place)
        columns = [[column[at] for at in order] for column in found[:6]]
        return Places(*columns, (), {new: found.split(at) for new, at in enumerate(order)})  # type: ignore[call-arg, arg-type]
