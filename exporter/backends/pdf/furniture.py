"""What stands on every page outside the text: the footer, and the marking in header and footer. All of it artifacts."""

from __future__ import annotations

import unicodedata

from exporter.backends.pdf.fitting import Part
from exporter.backends.pdf.flow import Composer
from exporter.backends.pdf.lines import Line
from exporter.backends.pdf.page import Page
from exporter.backends.pdf.paragraphs import Paragraph, Run
from exporter.backends.pdf.sheets import MM, Sheet, turned
from exporter.backends.pdf.text import Style
from exporter.walk import text as plain

_EDGE = 9 * MM
_MARKING = 12.0  # points: FIRST's TLP 2.0 asks for at least that, right-justified, in capitals
_BETWEEN = 12.0  # points, between title and page number where both stand at the left
_SHARE, _SHARE_BESIDE = 0.8, 0.5  # of the measure, for the short title; where a marking stands beside it
_MOST_WORDS = 200  # of the short title, before they are measured: no page has room for more


class Furniture:
    """Header and footer of one document."""

    def __init__(self, composer: Composer, sheet: Sheet) -> None:
        self.composer, self.upright, self.lying = composer, sheet, turned(sheet)
        self.rtl = composer.article.dir == "rtl"
        size, lang = composer.theme.scale.footer, composer.article.lang or "en"
        self.style = Style("label", size.size, composer.theme.colours.muted, lang=lang)
        marking = composer.article.marking
        style = Style("label", _MARKING, composer.theme.colours.text, bold=True, lang=lang)
        self.marking = self._line(" ".join(marking.upper().split()), style) if marking else None
        self.title = self._shortened((sheet.right - sheet.left) * (_SHARE_BESIDE if marking else _SHARE))

    def _line(self, words: str, style: Style) -> Line:
        paragraph = Paragraph([Run(self.composer.typesetter.setting(style), words, None)], self.rtl)
        return Line(paragraph, Part(0, len(paragraph.pieces) - 1), style.size * 1.3)

    def _shortened(self, room: float) -> Line | None:
        """The title, cut at a word where it is too long, or else inside its first word."""
        words = plain(self.composer.article.title).split()
        for count in range(min(len(words), _MOST_WORDS), 0, -1):
            line = self._line(" ".join(words[:count]) + ("" if count == len(words) else " …"), self.style)
            if line.width() <= room:
                return line
        return self._within(words[0], room) if words else None

    def _within(self, word: str, room: float) -> Line:
        """A word cut where it is too long (a title in Chinese is one)."""
        line = self._line(word, self.style)
        while len(word) > 1 and (width := line.width()) > room:
            word = _start(word, min(int(len(word) * room / width), len(word) - 1))
            line = self._line(f"{word}…", self.style)
        return line

    def draw(self, page: Page, count: int) -> None:
        """Draw it on one of `count` pages."""
        sheet, foot = self.lying if page.turned else self.upright, _EDGE
        if self.marking:
            page.close()
            page.artifact("/Artifact<</Type/Pagination/Subtype/Header>>BDC")
            self._at_end(page, sheet, self.marking, sheet.height - _EDGE - _MARKING * 0.75)
        page.close()
        page.artifact("/Artifact<</Type/Pagination/Subtype/Footer>>BDC")
        number = self._line(self.composer.labels.page.format(page=page.index + 1, pages=count), self.style)
        title = self.title.width() if self.title else 0.0
        if self.marking:  # the marking has the right corner; everything else goes to the left
            self._at_end(page, sheet, self.marking, foot)
            self._place(page, number, sheet.left + (title + _BETWEEN if title else 0.0), foot)
        else:
            self._place(page, number, sheet.left if self.rtl else sheet.right - number.width(), foot)
        if self.title:
            at_right = self.rtl and not self.marking
            self._place(page, self.title, sheet.right - title if at_right else sheet.left, foot)
        page.close()

    def _at_end(self, page: Page, sheet: Sheet, line: Line, y: float) -> None:
        self._place(page, line, sheet.right - line.width(), y)

    def _place(self, page: Page, line: Line, x: float, y: float) -> None:
        line.x, line.base = x, 0.0
        page.held = True
        line.draw(page, 0.0, y)
        page.held = False


def _start(word: str, count: int) -> str:
    """The first letters of a word, no mark parted from its letter."""
    while count > 1 and unicodedata.category(word[count])[0] == "M":
        count -= 1
    return word[: max(count, 1)]
