"""Paragraphs fitted into lines of a width. Widths are points."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from exporter.backends.pdf import breaking
from exporter.backends.pdf.breaks import BETWEEN, FORCED, SPACE
from exporter.backends.pdf.paragraphs import Align, Paragraph
from exporter.backends.pdf.pieces import Piece
from exporter.backends.pdf.places import Stretch

_IN_A_WORD = 5_000_000.0
_LOOSEST = 2.6  # a space never grows by more than this many spaces
_LOOSEST_BETWEEN = 0.25  # nor what is between square characters by more than this part of the type size


class _Split(NamedTuple):
    """A break place: after a piece, or inside it (`at` letters from its start; -1: after it, with a hyphen)."""

    piece: int
    at: int = 0


class Part(NamedTuple):
    """A line of a paragraph: its first and last piece, what stands for the first (the tail of a hyphenated word) and for the
    last (its head), and by how much each space grows."""

    first: int
    last: int
    tail: Piece | None = None
    head: Piece | None = None
    extra: float = 0.0


def _keep_words(paragraph: Paragraph, places: breaking.Places) -> None:
    """Let no line of a title end inside a word of katakana, if that can be."""
    pieces = paragraph.pieces
    for at in range(1, len(places.end) - 1):
        piece = places.split(at)[0]
        before, after = pieces[piece].text[-1:], pieces[piece + 1].text[:1]
        if "゠" < before <= "ー" and "゠" < after <= "ー":
            places.penalty[at] += _IN_A_WORD


def broken(
    paragraph: Paragraph, width: float, align: Align, hyphenate: str | None, balanced: bool = False
) -> list[Part]:
    """The lines of a paragraph."""
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
) -> list[Part]:
    stretch = Stretch(paragraph, first, last, align == "justify")
    places = stretch.places
    if balanced:
        _keep_words(paragraph, places)
    if paragraph.endless:
        return _lines(paragraph, places, breaking.first_fit(places, width).ends, width, "start")
    if align != "justify":
        return _lines(paragraph, places, breaking.ragged(places, width, balanced).ends, width, align)
    inside = partial(stretch.inside, lang=hyphenate) if hyphenate else None
    found = breaking.justified(places, width, 1.7)
    if not found.good and inside:
        found = breaking.justified(places, width, 2.2, inside)
    if not found.good and inside:
        found = breaking.justified(places, width, 4.0, inside)
    if not found.good:
        found = breaking.justified(places, width, 6.0, partial(inside, pinched=True) if inside else None)
    if not found.good:
        places = stretch.hyphenated(hyphenate) if hyphenate else places
        found = breaking.first_fit(places, width)
    return _lines(paragraph, places, found.ends, width, align)


def _lines(paragraph: Paragraph, places: breaking.Places, ends: list[int], width: float, align: Align) -> list[Part]:
    out = []
    before = 0
    pieces, kinds = paragraph.pieces, paragraph.kinds
    for end in ends:
        start, stop = _Split(*places.split(before)), _Split(*places.split(end))
        begin = start.piece if start.at > 0 else start.piece + 1
        tail = head = None
        if start.at or stop.at:
            tail, head = _ends_of_words(paragraph, start, stop)
        extra = 0.0
        if align == "justify":
            room = width - places.end[end] + places.start[before]
            if tail or head:
                room += _kerned(paragraph, start, stop, tail, head)
            inner = kinds[begin : stop.piece]
            count = inner.count(SPACE) + inner.count(BETWEEN)
            if count and (end != ends[-1] or room < 0):
                extra = room / count
                case = pieces[begin].case
                if extra > _LOOSEST * case.space.width or (extra > _LOOSEST_BETWEEN * case.size and BETWEEN in inner):
                    extra = 0.0
        out.append(Part(begin, stop.piece, tail, head, extra))
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
