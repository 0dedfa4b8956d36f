"""Styled text in one document: which pieces stand for its words, in the face of its style or in others that have what
that lacks.

A Style says how text looks; a Setting is a style in one document. Widths are points.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from exporter.backends.pdf.breaks import NOWHERE
from exporter.backends.pdf.faces import EMPTY, Face
from exporter.backends.pdf.fonts import Fonts
from exporter.backends.pdf.pieces import Cut, Look, Piece, type_case

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


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


class Inset(Piece):
    """A piece that is no text: a picture or formula in the line. `draw(page, x, baseline)` draws it."""

    __slots__ = ("after", "ascent", "descent", "draw")

    def __init__(
        self, width: float, ascent: float, descent: float, draw: Callable[..., None], setting: Setting
    ) -> None:
        super().__init__(width, "", setting.case, None, EMPTY)
        self.ascent, self.descent, self.draw = ascent, descent, draw
        self.after = NOWHERE


Missing = Callable[[str], None]


class Setting:
    """A style in one document: its type case, and the words for which other faces have to be looked for."""

    def __init__(self, style: Style, fonts: Fonts, missing: Missing) -> None:
        self.style, self.fonts, self.missing = style, fonts, missing
        self.face: Face = fonts.face(style.role, style.bold, style.italic)
        self.case = type_case(self.face, _look(style))
        self.space = self.case.space
        self._odd: dict[tuple[str, bool], Cut] = {}
        red, green, blue = (int(style.colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        self.ink = f"{red:.3g} {green:.3g} {blue:.3g} rg"

    @property
    def hyphen(self) -> Piece:
        """A hyphen at a line's end."""
        return self.case.hyphen

    def piece(self, text: str, rtl: bool = False) -> Piece:
        """One piece in the style's own face, whatever it has."""
        return self.case.piece(text, self.face, rtl)

    def word(self, text: str, rtl: bool = False) -> Cut:
        """The pieces of a word without spaces, each with what may happen after it (the last: NOWHERE)."""
        return self.case.word(text, rtl) or self._odd.get((text, rtl)) or self._mixed(text, rtl)

    def width(self, word: str) -> float:
        """How wide a word without spaces is."""
        return sum(piece.width for piece, _ in self.word(word)) if word else 0.0

    def _mixed(self, text: str, rtl: bool) -> Cut:
        """A word with characters the style's own face lacks."""
        out: list[tuple[Piece, int]] = []
        style, covers = self.style, self.face.coverage.issuperset
        for part, after in self.case.parts(text):
            if covers(part):
                out.append((self.case.piece(part, self.face, rtl), after))
                continue
            for words, of, known in self.fonts.split(part, style.role, style.bold, style.italic, style.lang):
                out.append((self.case.piece(words, of, rtl) if known else self._unseen(words, of, rtl), NOWHERE))
            if out:
                out[-1] = (out[-1][0], after)
        self._odd[text, rtl] = out
        return out

    def _unseen(self, text: str, of: Face, rtl: bool) -> Piece:
        for char in text:
            self.missing(char)
        return self.case.unseen(text, of, rtl)


def _look(style: Style) -> Look:
    return Look(
        style.size,
        style.features,
        style.lang,
        style.rise,
        style.tracking,
        style.caps,
        style.literal,
        hyphenated=style.role != "code",
    )


def is_right_to_left(text: str) -> bool:
    """Whether text holds letters written from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


_UNSPACED = frozenset(
    (
        *("ar", "fa", "ps", "ur", "sd", "ug", "ks", "ckb", "azb", "pnb", "he", "yi", "syr", "aii", "arc", "dv", "nqo"),
        *("hi", "mr", "ne", "sa", "bn", "as", "pa", "gu", "or", "ta", "te", "kn", "ml", "si"),
        *("th", "lo", "km", "my", "bo", "dz"),
    )
)
"""Languages whose letters join or carry signs: spaced, they come apart."""


class Typesetter:
    """The settings of one document, one for each style."""

    def __init__(self, fonts: Fonts, missing: Missing) -> None:
        self.fonts, self.missing = fonts, missing
        self._settings: dict[Style, Setting] = {}

    def setting(self, style: Style) -> Setting:
        """The setting of a style."""
        found = self._settings.get(style)
        if found is None:
            spaced = style if style.lang.partition("-")[0] not in _UNSPACED else style._replace(tracking=0.0)
            found = self._settings[style] = Setting(spaced, self.fonts, self.missing)
        return found
