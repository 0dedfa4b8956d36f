"""Figures: pictures over the measure or side by side, with caption, number and credit."""

from __future__ import annotations

import re
from functools import cache

from exporter.model import Figure, Image
from exporter.pictures import Picture
from exporter.walk import text as words

from . import template
from .inlines import drawn, inlines
from .pen import Pen, Room
from .wordml import runs
from .wordml.paragraphs import Indent, Layout

_A_PIXEL = 15
"""Twips a pixel of 1/96 inch."""


def figure(pen: Pen, node: Figure, room: Room, *, numbered: bool = True) -> str:
    """A figure: its pictures, then the caption, kept together."""
    words_below = bool(node.caption or node.credit)
    found = [(image, pen.state.picture(image)) for image in node.images]
    shown = [(image, *place) for image, place in found if place]
    out = [_row(pen, row, room, words_below) for row in _rows(shown)]
    out += [_placeholder(pen, image, node, room) for image, place in found if not place]
    if words_below:
        layout = _bare(pen, room, lead=not numbered) if found and not any(out) else Layout()
        out.append(_caption(pen, node, room, numbered, layout))
    return "".join(out)


def _rows(shown: list[tuple[Image, str, Picture]]) -> list[list[tuple[Image, str, Picture]]]:
    """One to a line, two or three side by side, more in lines of two."""
    per_row = len(shown) if len(shown) <= 3 else 2
    return [shown[start : start + per_row] for start in range(0, len(shown), per_row or 1)]


def _row(pen: Pen, row: list[tuple[Image, str, Picture]], room: Room, words_below: bool) -> str:
    """Pictures of one height over the measure, no larger than they are and no higher than most of a page."""
    page = pen.state.sheet
    gaps = round(pen.state.theme.scale.text.size * 21) * (len(row) - 1)  # an em space each
    ratios = [picture.width / picture.height for _, _, picture in row]
    largest = (page.height - page.top - page.bottom) * 0.62
    height = min((room.measure - gaps) / sum(ratios), largest, max(picture.height for _, _, picture in row) * _A_PIXEL)
    drawings = []
    for ratio, (image, name, _) in zip(ratios, row, strict=True):
        pen.target(image)
        drawings.append(drawn(pen, name, (int(height * ratio), int(height)), image))
    space = runs.text("\u2003") if gaps else ""
    layout = Layout() if words_below else Layout(keep_next=False, after=pen.state.lists.step)
    return pen.paragraph("Figure", space.join(drawings), room, layout)


def _placeholder(pen: Pen, image: Image, node: Figure, room: Room) -> str:
    """A frame with the words for a picture that could not be had, unless the caption says the same."""
    pen.target(image)
    if image.alt and image.alt.strip() == words(node.caption).strip():
        return ""
    labels = pen.state.context.labels
    said = labels.introduced(labels.picture_missing) + image.alt if image.alt else labels.picture_missing
    return pen.paragraph("PicturePlaceholder", runs.text(said, room.form), room)


def _bare(pen: Pen, room: Room, *, lead: bool) -> Layout:
    """How a caption stands that is all there is of a figure: under a hairline at the head of the article, else framed."""
    theme = pen.state.theme
    if lead:
        return Layout(borders=template.hairline(theme))
    own = pen.own("PicturePlaceholder")
    indent = Indent(room.left + own.left, room.right + own.right)
    return Layout(borders=template.slim_frame(theme), before=template.twips(theme.spacing.block), indent=indent)


def _caption(pen: Pen, node: Figure, room: Room, numbered: bool, layout: Layout) -> str:
    content = ""
    room = room.sized(pen.state.theme.scale.caption.size)
    if node.caption:
        number = caption_number(pen, "Figure", words(node.caption)) if numbered else ""
        content = number + inlines(pen, node.caption, room.form)
    if node.credit:
        credit = inlines(pen, node.credit, room.form._replace(style="Credit", italic=True))
        content += (runs.text(" ", room.form) if content else "") + credit
    return pen.paragraph("Caption", content, room, layout)


# After the word: digits (but no year: 图2010年), Roman or Chinese numerals, or a letter and digits ("Figure A.1").
_NUMBER = r"(?:\d+(?![\d年])|(?-i:[IVXLC]+)\b|(?-i:[A-Z])\.?\d|[一二三四五六七八九十]+(?!\w))"


@cache
def _numbered(pattern: str) -> re.Pattern[str]:
    """How a caption begins that brings its number: the word, or the word cut short ("Fig."), beside a number.

    The word alone does not do: a caption may begin with "Tablet", or with 图书馆 where 图 is a figure.
    """
    before, after = (_word(part) for part in pattern.split("{number}"))
    return re.compile(rf"\s*{before}{_NUMBER}{after}", re.IGNORECASE)


def _word(part: str) -> str:
    """A label's words as written whole or cut short with a stop, and what may stand between them and the number."""
    stop, word = ("." if part.startswith(".") else ""), part.lstrip(".").strip()
    if not word:
        return ""
    short = "".join(rf"|{re.escape(word[:length])}\." for length in range(2, len(word)))
    return rf"{re.escape(stop)}\s*(?:{re.escape(word)}{short})[\s.#-]*"


def caption_number(pen: Pen, kind: str, caption: str) -> str:
    """ "Figure 2" with a field that counts, unless the caption brings a number of its own."""
    labels = pen.state.context.labels
    pattern = labels.figure if kind == "Figure" else labels.table
    before, _, after = pattern.partition("{number}")
    if _numbered(pattern).match(caption):
        return ""
    pen.state.counts[kind] += 1
    look = runs.Format(style="CaptionLabel")
    number = runs.field(f"SEQ {kind} \\* ARABIC", str(pen.state.counts[kind]), look)
    return runs.text(before, look) + number + runs.text(after, look) + runs.text("\u2002", look)
