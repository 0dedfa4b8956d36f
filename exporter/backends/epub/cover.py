"""The cover: the lead picture, or a sheet in the theme's accent with title, authors and publisher (SVG)."""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from functools import lru_cache

from exporter.backends.epub.colours import css, mixed
from exporter.backends.epub.metadata import title
from exporter.backends.epub.xhtml import attributes, element, escaped, quoted
from exporter.colours import ENOUGH, WHITE, contrast, rgb
from exporter.model import Article
from exporter.pictures import SVG, Picture
from exporter.theme import Theme

WIDTH, HEIGHT, MARGIN = 1200, 1800, 110
MEASURE = WIDTH - 2 * MARGIN
SMALLEST = 300
"""Pixels: a lead picture with a shorter side is too small to be a cover."""
PLATE, PLATE_HEIGHT = 340, 150
"""The plate of a logo, in the cover's own units."""
_NARROWEST = 0.42
"""Em of the narrowest characters."""
_FEW = 5
"""Lines a title on a cover is best read in."""
_SIZES = (132, 116, 100, 86, 74, 62, 52)


def usable(picture: Picture) -> bool:
    """Whether a lead picture can be the cover by itself: large enough, no thin strip, pixels (shelves draw no SVG)."""
    short, long = sorted((picture.width, picture.height))
    return picture.media_type != SVG and short >= SMALLEST and long <= 2.5 * short


def page(article: Article, name: str, words: str) -> str:
    """The body of the cover page; a picture cannot show the marking, so the page does."""
    image = f"<img{attributes(src=name, alt=words, epub_type='cover', role='doc-cover')}/>"
    marking = element("p", escaped(article.marking), ' class="marking"') + "\n" if article.marking else ""
    return element("div", f"\n{marking}{image}\n", ' class="cover"')


def drawn(article: Article, theme: Theme, logo: Picture | None = None) -> bytes:
    """The generated cover; a logo stands on white at its foot, away from the reading edge."""
    ground = rgb(theme.colours.accent)
    ink = WHITE if contrast(WHITE, ground) >= ENOUGH else rgb(theme.colours.text)
    size, lines = _fitted(title(article))
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{css(ground)}"/>',
        f'<rect x="{MARGIN}" y="{MARGIN}" width="{MEASURE}" height="8" fill="{css(ink)}"/>',
    ]
    sheet = _Sheet(article.dir == "rtl", parts)
    label = theme.fonts.label.css
    if article.marking:
        sheet.write(MARGIN - 36, 34, [_cut(article.marking, MEASURE / 34)], label, "bold", css(ink))
    if article.kicker:
        sheet.write(MARGIN + 90, 40, [_cut(article.kicker.upper(), MEASURE / 44)], label, "bold", css(ink), spacing=3)
    sheet.write(MARGIN + 190 + size, size, lines, theme.fonts.text.css, "bold", css(ink))
    room = MEASURE - (PLATE + 60 if logo else 0)
    foot = [_cut(author.name, room / 44) for author in article.authors if not author.role][:5]
    base = HEIGHT - MARGIN - 60 * len(foot) - (70 if article.publisher else 0) + 40
    sheet.write(base, 44, foot, label, "bold", css(ink), leading=60)
    if article.publisher:
        publisher = [_cut(article.publisher, room / 38)]
        sheet.write(HEIGHT - MARGIN, 38, publisher, label, "normal", css(mixed(ink, ground, 0.15)))
    if logo:
        parts.append(_plate(logo, MARGIN if sheet.rtl else WIDTH - MARGIN - PLATE))
    lang = attributes(xml_lang=article.lang)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"{lang}>\n'
        f"<title>{escaped(title(article))}</title>\n" + "\n".join(parts) + "\n</svg>\n"
    ).encode()


def _plate(logo: Picture, x: int) -> str:
    """A logo inside a white plate, on which any logo made for paper can be seen; the file within the file (RFC 2397)."""
    top, height, pad = HEIGHT - MARGIN - PLATE_HEIGHT + 16, PLATE_HEIGHT, 20
    data = f"data:{logo.media_type};base64,{b64encode(logo.data).decode()}"
    place = f'x="{x + pad}" y="{top + pad}" width="{PLATE - 2 * pad}" height="{height - 2 * pad}"'
    return (
        f'<rect x="{x}" y="{top}" width="{PLATE}" height="{height}" fill="{css(WHITE)}"/>\n'
        f'<image {place} preserveAspectRatio="xMidYMid meet" href="{data}"/>'
    )


class _Sheet:
    """Lines of type from the reading edge."""

    def __init__(self, rtl: bool, parts: list[str]) -> None:
        self.rtl, self.parts = rtl, parts

    def write(
        self,
        y: float,
        size: int,
        lines: list[str],
        family: str,
        weight: str,
        fill: str,
        *,
        leading: float = 0,
        spacing: int = 0,
    ) -> None:
        x = WIDTH - MARGIN if self.rtl else MARGIN
        step = leading or size * 1.16
        written = f'font-family="{quoted(family)}" font-size="{size}" font-weight="{weight}" fill="{fill}"'
        written += f' letter-spacing="{spacing}"' if spacing else ""
        written += ' direction="rtl"' if self.rtl else ""
        for index, words in enumerate(lines):
            self.parts.append(f'<text x="{x}" y="{y + index * step:g}" {written}>{escaped(words)}</text>')


def _fitted(words: str) -> tuple[int, list[str]]:
    """The largest size at which the title takes no more than its share of the sheet, and its lines.

    Best are few lines without a broken word, then any number without one.
    """
    for most, broken in ((_FEW, False), (99, False), (99, True)):
        for size in _SIZES:
            measure = MEASURE / size
            lines = _wrapped(words, measure)
            if len(lines) <= most and len(lines) * size * 1.16 <= 880 and (broken or _holds_whole(words, measure)):
                return size, _balanced(words, measure, len(lines))
    lines = _wrapped(words, MEASURE / _SIZES[-1])[:14]
    return _SIZES[-1], [*lines[:-1], _cut(lines[-1] + " " + "…" * 99, MEASURE / _SIZES[-1])]


def _holds_whole(words: str, measure: float) -> bool:
    """Whether no word is wider than `measure`, but of scripts that end a line anywhere."""
    return all(_width(word) <= measure or any(map(_wide, word)) for word in words.split())


def _balanced(words: str, measure: float, count: int) -> list[str]:
    """The same number of lines, as equally long as may be."""
    lines = _wrapped(words, measure)
    longest = max(map(_width, words.split()), default=measure)
    for quarter in range(int(measure * 4), int(measure * 2), -1):
        tried = _wrapped(words, quarter / 4)
        if len(tried) > count or (quarter / 4 < longest <= measure):
            break
        lines = tried
    return lines


def _wrapped(words: str, measure: float) -> list[str]:
    """Lines no wider than `measure` (in em, estimated): broken at spaces, and inside a word only where it must be."""
    lines, line, width = [], "", 0.0
    for piece in _pieces(words, measure):
        if line and width + _width(piece.rstrip()) > measure:
            lines.append(line.rstrip())
            line, width = "", 0.0
        line, width = line + piece, width + _width(piece)
    return [*lines, line.rstrip()] if line.strip() else lines or [""]


def _pieces(words: str, measure: float) -> list[str]:
    pieces: list[str] = []
    for word in words.split():
        if word.isascii() and _width(word) <= measure:
            pieces.append(word + " ")
            continue
        piece = ""
        for character in word:
            if piece and (_wide(character) or _width(piece + character) > measure):
                pieces.append(piece)
                piece = ""
            piece += character
        pieces.append(piece + " ")
    return pieces


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _width(words: str) -> float:
    """The width in em, rather over- than underestimated: nobody knows the font a reader has."""
    return sum(map(_advance, words))


@lru_cache(maxsize=4096)
def _advance(character: str) -> float:
    if _wide(character):
        return 1.0
    if character in "iljt.,:;!'|I ()[]":
        return _NARROWEST
    return 0.86 if character.isupper() or character in "mwMW@%&—…" else 0.68


def _cut(words: str, measure: float) -> str:
    """Words no wider than `measure` (in em)."""
    if _width(words) <= measure:
        return words
    words = words[: int(measure / _NARROWEST) + 1]
    while words and _width(words + "…") > measure:
        words = words[:-1]
    return words.rstrip() + "…"
