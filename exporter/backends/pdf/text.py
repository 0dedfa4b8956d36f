"""From styled text to pieces that lines are made of: cut at spaces and break places, shaped, coded for drawing.

A Style says how text looks; a Setting is a style in one document with its pieces cached, so that a word is shaped and
coded once. Widths are points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from exporter.backends.pdf import hyphens
from exporter.backends.pdf.breaks import NOWHERE, parts
from exporter.backends.pdf.faces import Face, Shaped
from exporter.backends.pdf.fonts import Fonts, Use

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


_OVER_END = {
    **dict.fromkeys(".,", 0.6), **dict.fromkeys("-\u2010", 0.5), **dict.fromkeys(":;!?", 0.25), **dict.fromkeys("’”'\"", 0.5),
    **dict.fromkeys("–»›", 0.25), **dict.fromkeys("—…)]", 0.12), **dict.fromkeys("。、，．", 0.4),
}  # fmt: skip
_OVER_START = {
    **dict.fromkeys("‘“„‚'\"", 0.5), **dict.fromkeys("«‹–", 0.25), **dict.fromkeys("—([", 0.12), **dict.fromkeys("「『（", 0.4),
}  # fmt: skip
"""What part of its width a sign reaches over the edge of flush lines. Signs are small or pale there: lines that keep to the
edge by measure look ragged to the eye. Full-width signs have their ink in one half."""


class Style(NamedTuple):
    """How text looks. `colour` is "#rrggbb"; `rise` and `tracking` are points; `caps` draws capitals for small letters;
    `literal` keeps every space and breaks nowhere (program text)."""

    role: str
    size: float
    colour: str
    bold: bool = False
    italic: bool = False
    features: tuple[str, ...] = ()
    lang: str = ""
    rise: float = 0.0
    tracking: float = 0.0
    caps: bool = False
    strike: bool = False
    underline: bool = False
    literal: bool = False


class Piece:
    """Glyphs that stay together: their width, the code that draws them, the font, the text they stand for; how far they
    reach over the left edge of flush lines where they begin one, and over the right where they end one (points)."""

    __slots__ = ("code", "halves", "level", "over_end", "over_start", "rtl", "setting", "text", "use", "width")

    def __init__(
        self, width: float, code: str, use: Use | None, setting: Setting, text: str, rtl: bool = False
    ) -> None:
        self.width, self.code, self.use, self.setting, self.text, self.rtl = width, code, use, setting, text, rtl
        self.level = 1 if rtl else 0
        self.over_start = self.over_end = 0.0
        self.halves: list[tuple[int, float, float]] | None = None  # once they have been asked for


class Inset(Piece):
    """A piece that is no text: a picture or formula in the line. `draw(page, x, baseline)` draws it."""

    __slots__ = ("after", "ascent", "descent", "draw")

    def __init__(
        self, width: float, ascent: float, descent: float, draw: Callable[..., None], setting: Setting
    ) -> None:
        super().__init__(width, "", None, setting, "")
        self.ascent, self.descent, self.draw = ascent, descent, draw
        self.after = NOWHERE


Missing = Callable[[str], None]


class Setting:
    """A style in one document."""

    def __init__(self, style: Style, fonts: Fonts, missing: Missing) -> None:
        self.style, self.fonts, self.missing = style, fonts, missing
        self.face: Face = fonts.face(style.role, style.bold, style.italic)
        self.words: dict[str, list[tuple[Piece, int]]] = {}  # those that have been asked for, by their letters
        self.backwards: dict[str, list[tuple[Piece, int]]] = {}
        self._known = self.face.known(style.features, style.lang)
        self._own: Use | None = None
        self._spaces: dict[Face, Piece] = {}
        self.space = self.space_in(self.face)
        red, green, blue = (int(style.colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        self.ink = f"{red:.3g} {green:.3g} {blue:.3g} rg"

    def piece(self, text: str, rtl: bool = False) -> Piece:
        """One piece in the style's own face, whatever it has."""
        return self._shaped(text, self.face, rtl)

    def space_in(self, of: Face) -> Piece:
        """A space in a face of this style (its own, where that has none)."""
        found = self._spaces.get(of)
        if found is None:
            found = self._spaces[of] = self._shaped(" ", of if " " in of.coverage else self.face, False)
        return found

    @cached_property
    def hyphen(self) -> Piece:
        """A hyphen that reads as U+00AD: structure text rejoins the word."""
        style = self.style
        shaped = self.face.shape("\u00ad", "-", features=style.features)
        use = self.fonts.use(self.face)
        width = shaped.width * style.size / 1000 + style.tracking
        made = Piece(width, use.code(shaped, style.size, style.rise), use, self, "\u00ad")
        made.over_end = _OVER_END["-"] * width
        return made

    def _shaped(self, text: str, of: Face, rtl: bool) -> Piece:
        shaped = self._glyphs(text, of, rtl)
        if of is self.face:
            use = self._own = self._own or self.fonts.use(of)
        else:
            use = self.fonts.use(of)
        code = use.code(shaped, self.style.size, self.style.rise, "" if rtl else text)
        made = Piece(self._width(shaped), code, use, self, text, rtl)
        if text and not rtl:
            if text[0] in _OVER_START:
                made.over_start = _OVER_START[text[0]] * of.advance(text[0]) * self.style.size / 1000
            if text[-1] in _OVER_END:
                made.over_end = _OVER_END[text[-1]] * of.advance(text[-1]) * self.style.size / 1000
        return made

    def _unseen(self, text: str, of: Face, rtl: bool) -> Piece:
        """Boxes that read as the characters no font has."""
        for char in text:
            self.missing(char)
        shaped = of.shape(text, of.stand_in * len(text), rtl=rtl)
        use = self.fonts.use(of)
        code = use.code(shaped, self.style.size, self.style.rise, "" if rtl else text)
        return Piece(self._width(shaped), code, use, self, text, rtl)

    def _glyphs(self, text: str, of: Face, rtl: bool = False) -> Shaped:
        style, shown = self.style, ""
        if of is self.face and not rtl and not style.caps and (known := self._known.get(text)) is not None:
            return known
        if style.caps and len(upper := text.upper()) == len(text):
            shown = upper
        return of.shape(text, shown, features=style.features, lang=style.lang, rtl=rtl)

    def _width(self, shaped: Shaped) -> float:
        return shaped.width * self.style.size / 1000 + self.style.tracking * shaped.count

    def word(self, text: str, rtl: bool = False) -> list[tuple[Piece, int]]:
        """The pieces of a word without spaces, each with what may happen after it (the last: NOWHERE)."""
        known = self.backwards if rtl else self.words
        found = known.get(text)
        if found is None:
            found = known[text] = self._cut(text, rtl)
        return found

    def _cut(self, text: str, rtl: bool) -> list[tuple[Piece, int]]:
        out: list[tuple[Piece, int]] = []
        style, covers = self.style, self.face.coverage.issuperset
        whole = style.literal or (text.isascii() and text.isalpha())
        for part, after in [(text, NOWHERE)] if whole else parts(text):
            if covers(part):
                out.append((self._shaped(part, self.face, rtl), after))
                continue
            for words, of, known in self.fonts.split(part, style.role, style.bold, style.italic, style.lang):
                out.append((self._shaped(words, of, rtl) if known else self._unseen(words, of, rtl), NOWHERE))
            if out:
                out[-1] = (out[-1][0], after)
        return out

    def halves(self, piece: Piece, lang: str) -> list[tuple[int, float, float]]:
        """Where a piece may be hyphenated: place in its text, the head's width with its hyphen, the tail's width; but for
        the kerning between them, which only the lines that end there are asked for (`part`)."""
        found = self._halved(piece, lang)
        if self.style.lang:  # else the next to ask may be of another language
            piece.halves = found
        return found

    def _halved(self, piece: Piece, lang: str) -> list[tuple[int, float, float]]:
        if piece.rtl or piece.use is None or self.style.role == "code":
            return []
        of, text, hyphen = piece.use.face, piece.text, self.hyphen.width
        cuts = hyphens.places(text, self.style.lang or lang)
        if cuts and (advances := self._glyphs(text, of).advances):
            scale, tracking = self.style.size / 1000, self.style.tracking
            heads = [(at, sum(advances[:at]) * scale + tracking * at) for at in cuts]
            return [(at, head + hyphen, piece.width - head) for at, head in heads]
        return [
            (at, self._width(self._glyphs(text[:at], of)) + hyphen, self._width(self._glyphs(text[at:], of)))
            for at in cuts
        ]

    def part(self, piece: Piece, first: int, last: int | None = None) -> Piece:
        """Some of the letters of a piece."""
        return self._shaped(piece.text[first:last], piece.use.face if piece.use else self.face, piece.rtl)

    def broken(self, piece: Piece) -> list[Piece]:
        """A piece cut into its letters, for words no line can hold."""
        if piece.use is None:
            return [piece]
        known: dict[str, Piece] = {}
        out = []
        for letter in _letters(piece.text):
            if letter not in known:
                known[letter] = self._shaped(letter, piece.use.face, piece.rtl)
            out.append(known[letter])
        return out


def _letters(text: str) -> list[str]:
    """Letters with their marks."""
    out: list[str] = []
    for char in text:
        if out and (unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf")):
            out[-1] += char
        else:
            out.append(char)
    return out


def is_right_to_left(text: str) -> bool:
    """Whether text holds letters written from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


class Typesetter:
    """The settings of one document, one for each style."""

    def __init__(self, fonts: Fonts, missing: Missing) -> None:
        self.fonts, self.missing = fonts, missing
        self._settings: dict[Style, Setting] = {}

    def setting(self, style: Style) -> Setting:
        """The setting of a style."""
        found = self._settings.get(style)
        if found is None:
            found = self._settings[style] = Setting(style, self.fonts, self.missing)
        return found
