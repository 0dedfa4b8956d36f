"""Pieces that lines are made of: glyphs that stay together, and what a line has to know to hold them.

A TypeCase has the pieces of one face in one size, and those of words already cut: it is the same for every document and
kept for the process, so that a word is cut, shaped, measured and hyphenated once (until too much is kept: `clear_up`).
Widths are points.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from exporter.backends.pdf import faces, hyphens
from exporter.backends.pdf.breaks import NOWHERE, parts
from exporter.backends.pdf.faces import Face, Shaped

_MOST_WORDS = 30_000  # of a case; a novel has fewer
_MOST_KEPT = 200_000  # words and signs of all faces and cases, when a document begins: some 100 MB
_LONGEST = 50  # letters of a word that is kept: lines of program text and addresses seldom come again
_OVER_END = {
    **dict.fromkeys(".,", 0.6), **dict.fromkeys("-\u2010", 0.5), **dict.fromkeys(":;!?", 0.25), **dict.fromkeys("’”'\"", 0.5),
    **dict.fromkeys("–»›", 0.25), **dict.fromkeys("—…)]", 0.12), **dict.fromkeys("。、，．", 0.4),
}  # fmt: skip
_OVER_START = {
    **dict.fromkeys("‘“„‚'\"", 0.5), **dict.fromkeys("«‹–", 0.25), **dict.fromkeys("—([", 0.12), **dict.fromkeys("「『（", 0.4),
}  # fmt: skip
"""What part of its width a sign reaches over the edge of flush lines. Signs are small or pale there: lines that keep to the
edge by measure look ragged to the eye. Full-width signs have their ink in one half."""


class Halves(NamedTuple):
    """A place where a piece may be hyphenated: letters before it, the head's width with its hyphen, the tail's width."""

    at: int
    head: float
    tail: float


class Piece:
    """Glyphs that stay together: their width, the text they stand for, the face and case they are from (no face: nothing
    that is text); how far they reach over the left edge of flush lines where they begin one, and over the right where they
    end one (points)."""

    __slots__ = ("case", "face", "halves", "over_end", "over_start", "rtl", "shaped", "text", "width")

    def __init__(
        self, width: float, text: str, case: TypeCase, face: Face | None, shaped: Shaped, rtl: bool = False
    ) -> None:
        self.width, self.text, self.case, self.face, self.shaped, self.rtl = width, text, case, face, shaped, rtl
        self.over_start = self.over_end = 0.0
        self.halves: Sequence[Halves] | None = None  # once they have been asked for


Cut = Sequence[tuple[Piece, int]]
"""The pieces of a word, each with what may happen after it (the last: NOWHERE)."""


class Look(NamedTuple):
    """What the pieces of a case depend on besides their face. `caps` draws capitals for small letters; `literal` keeps every
    space and breaks nowhere; `hyphenated`: whether its words may be."""

    size: float
    features: tuple[str, ...] = ()
    lang: str = ""
    rise: float = 0.0
    tracking: float = 0.0
    caps: bool = False
    literal: bool = False
    hyphenated: bool = True


class TypeCase:
    """The pieces of one face in one look."""

    def __init__(self, face: Face, look: Look) -> None:
        self.face, self.look = face, look
        self.size, self.rise = look.size, look.rise
        self.words: dict[str, Piece] = {}  # those of one piece that have been asked for, by their letters
        self._cuts: dict[tuple[str, bool], Cut] = {}  # those of several, and those that run from right to left
        self._spaces: dict[Face, Piece] = {}
        self._known = face.known(look.features, look.lang)
        self.space = self.space_in(face)

    @property
    def kept(self) -> int:
        """How much is kept of it."""
        return 10 + len(self.words) + len(self._cuts)

    def space_in(self, of: Face) -> Piece:
        """A space in a face (its own, where that has none)."""
        found = self._spaces.get(of)
        if found is None:
            found = self._spaces[of] = self.piece(" ", of if " " in of.coverage else self.face)
        return found

    @cached_property
    def hyphen(self) -> Piece:
        """A hyphen that reads as U+00AD: structure text rejoins the word."""
        shaped = self.face.shape("\u00ad", "-", features=self.look.features)
        width = shaped.width * self.size / 1000 + self.look.tracking
        made = Piece(width, "\u00ad", self, self.face, shaped)
        made.over_end = _OVER_END["-"] * width
        return made

    def piece(self, text: str, of: Face, rtl: bool = False) -> Piece:
        """One piece in a face, whatever that has."""
        shaped = self._shaped(text, of, rtl)
        made = Piece(self._width(shaped), text, self, of, shaped, rtl)
        if text and not rtl:
            if text[0] in _OVER_START:
                made.over_start = _OVER_START[text[0]] * of.advance(text[0]) * self.size / 1000
            if text[-1] in _OVER_END:
                made.over_end = _OVER_END[text[-1]] * of.advance(text[-1]) * self.size / 1000
        return made

    def unseen(self, text: str, of: Face, rtl: bool) -> Piece:
        """Boxes that read as characters no font has."""
        shaped = of.shape(text, of.stand_in * len(text), rtl=rtl)
        return Piece(self._width(shaped), text, self, of, shaped, rtl)

    def _shaped(self, text: str, of: Face, rtl: bool = False) -> Shaped:
        look, shown = self.look, ""
        if of is self.face and not rtl and not look.caps and (known := self._known.get(text)) is not None:
            return known
        if look.caps and len(upper := text.upper()) == len(text):
            shown = upper
        return of.shape(text, shown, features=look.features, lang=look.lang, rtl=rtl)

    def _width(self, shaped: Shaped) -> float:
        return shaped.width * self.size / 1000 + self.look.tracking * shaped.glyphs

    def word(self, text: str, rtl: bool = False) -> Cut | None:
        """The pieces of a word without spaces; None where its face lacks one of its characters."""
        if not rtl and (one := self.words.get(text)) is not None:
            return ((one, NOWHERE),)
        found = self._cuts.get((text, rtl))
        return found or self._cut(text, rtl)

    def _cut(self, text: str, rtl: bool) -> Cut | None:
        found = self.parts(text)
        if not all(self.face.coverage.issuperset(part) for part, _ in found):
            return None
        cut = tuple((self.piece(part, self.face, rtl), after) for part, after in found)
        if len(text) > _LONGEST:
            return cut
        if len(self.words) + len(self._cuts) >= _MOST_WORDS:
            self.words.clear()
            self._cuts.clear()
        if len(cut) == 1 and not rtl:
            self.words[text] = cut[0][0]
        else:
            self._cuts[text, rtl] = cut
        return cut

    def parts(self, text: str) -> list[tuple[str, int]]:
        """A word where it may break, as text."""
        whole = self.look.literal or (text.isascii() and text.isalpha())
        return [(text, NOWHERE)] if whole else parts(text)

    def halves(self, piece: Piece, lang: str) -> Sequence[Halves]:
        """Where a piece may be hyphenated; widths are but for the kerning between the halves, which only the lines that end
        there are asked for (`part`)."""
        found = self._halved(piece, lang)
        if self.look.lang:  # else the next to ask may be of another language
            piece.halves = found
        return found

    def _halved(self, piece: Piece, lang: str) -> Sequence[Halves]:
        of, text, look = piece.face, piece.text, self.look
        if piece.rtl or of is None or not look.hyphenated:
            return ()
        cuts, hyphen = hyphens.places(text, look.lang or lang), self.hyphen.width
        if cuts and (advances := self._shaped(text, of).advances):
            heads = [(at, sum(advances[:at]) * self.size / 1000 + look.tracking * at) for at in cuts]
            return tuple(Halves(at, head + hyphen, piece.width - head) for at, head in heads)
        return tuple(self._cut_at(text, at, of) for at in cuts)

    def pinched(self, piece: Piece, lang: str) -> Sequence[Halves]:
        """The same where lines would be gappy else: more places, those not among the usual ones with their own widths."""
        of, text, look = piece.face, piece.text, self.look
        if piece.rtl or of is None or not look.hyphenated:
            return ()
        usual = {one.at: one for one in self.halves(piece, lang)}
        cuts = hyphens.places(text, look.lang or lang, True)
        return [usual.get(at) or self._cut_at(text, at, of) for at in cuts]

    def _cut_at(self, text: str, at: int, of: Face) -> Halves:
        head, tail = (self._width(self._shaped(part, of)) for part in (text[:at], text[at:]))
        return Halves(at, head + self.hyphen.width, tail)

    def part(self, piece: Piece, first: int, last: int | None = None) -> Piece:
        """Some of the letters of a piece."""
        return self.piece(piece.text[first:last], piece.face or self.face, piece.rtl)

    def broken(self, piece: Piece) -> list[Piece]:
        """A piece cut into its letters, for words no line can hold."""
        if piece.face is None:
            return [piece]
        known: dict[str, Piece] = {}
        out = []
        for letter in _letters(piece.text):
            if letter not in known:
                known[letter] = self.piece(letter, piece.face, piece.rtl)
            out.append(known[letter])
        return out


_cases: dict[tuple[Face, Look], TypeCase] = {}


def type_case(face: Face, look: Look) -> TypeCase:
    """The case of a face in a look, made once."""
    found = _cases.get((face, look))
    if found is None:
        found = _cases[face, look] = TypeCase(face, look)
    return found


def clear_up() -> None:
    """Before a document begins: too much that is kept of those before is forgotten, faces and all."""
    if sum(case.kept for case in _cases.values()) + sum(face.kept for face in faces.opened()) > _MOST_KEPT:
        _cases.clear()
        faces.close_all()


_AM = "\u0e33\u0eb3"  # Thai and Lao: half of it stands above the letter before (UAX #29, SpacingMark)


def _letters(text: str) -> list[str]:
    """Letters with their marks."""
    out: list[str] = []
    for char in text:
        marks = unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf") or char in _AM
        if out and marks:
            out[-1] += char
        else:
            out.append(char)
    return out
