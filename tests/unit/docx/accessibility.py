"""What Word's accessibility check asks for, read off a .docx: title, language, headings, alternative texts, header rows,
links with words, colours that stand out. No validator covers any of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .structure import ADEC, WP, Opened, R, W, style_of

_DC = "{http://purl.org/dc/elements/1.1/}"
_ENOUGH = 4.5
"""Contrast of words of any size (WCAG 1.4.3)."""


def barriers(data: bytes) -> list[str]:
    """Everything that stands in the way of somebody, told in a line each."""
    opened = Opened(data)
    checks = (_title, _language, _heads, _pictures, _tables, _links, _colours)
    return [barrier for check in checks for barrier in check(opened)]


def _title(opened: Opened) -> Iterator[str]:
    title = opened.trees["docProps/core.xml"].find(f"{_DC}title")
    if title is None or not (title.text or "").strip():
        yield "no title"


def _language(opened: Opened) -> Iterator[str]:
    lang = opened.trees["word/styles.xml"].find(f"{W}docDefaults//{W}lang")
    if lang is None or not all(lang.get(f"{W}{slot}") for slot in ("val", "eastAsia", "bidi")):
        yield "no language"


def _heads(opened: Opened) -> Iterator[str]:
    levels = {
        style.get(f"{W}styleId"): int(level.get(f"{W}val"))
        for style in opened.trees["word/styles.xml"].iter(f"{W}style")
        if (level := style.find(f"{W}pPr/{W}outlineLvl")) is not None
    }
    before = -1
    for paragraph in opened.document.iter(f"{W}p"):
        level = levels.get(style_of(paragraph))
        if level is None or style_of(paragraph) == "Title":
            continue
        if level > before + 1:
            yield f"a heading of level {level + 1} after one of {before + 1}"
        before = level


def _pictures(opened: Opened) -> Iterator[str]:
    for _, tree in opened.stories():
        for drawing in tree.iter(f"{WP}docPr"):
            if not drawing.get("descr") and drawing.find(f".//{ADEC}decorative") is None:
                yield "a picture without alternative text"
    for _, tree in opened.stories():
        yield from ("a picture that floats" for _ in tree.iter(f"{WP}anchor"))


def _tables(opened: Opened) -> Iterator[str]:
    for table in opened.document.iter(f"{W}tbl"):
        first = table.find(f"{W}tr/{W}trPr/{W}tblHeader")
        look = table.find(f"{W}tblPr/{W}tblLook")
        if first is None or look is None or look.get(f"{W}firstRow") != "1":
            yield "a table without a header row"
        if table.find(f"{W}tblPr/{W}tblDescription") is None and first is not None:
            yield "a table without a description"


def _links(opened: Opened) -> Iterator[str]:
    for part, tree in opened.stories():
        for link in tree.iter(f"{W}hyperlink"):
            if not "".join(link.itertext()).strip() and link.find(f".//{WP}docPr[@descr]") is None:
                yield f"{part}: a link without words"
            if link.get(f"{R}id") is None and link.get(f"{W}anchor") is None:
                yield f"{part}: a link that leads nowhere"


class _Looks:
    """What styles say of colour and ground, with what they are based on."""

    def __init__(self, opened: Opened) -> None:
        self.styles = {s.get(f"{W}styleId"): s for s in opened.trees["word/styles.xml"].iter(f"{W}style")}

    def of(self, style_id: str | None, path: str, name: str) -> str:
        while (style := self.styles.get(style_id)) is not None:
            if (found := style.find(path)) is not None:
                return str(found.get(f"{W}{name}"))
            based = style.find(f"{W}basedOn")
            style_id = None if based is None else based.get(f"{W}val")
        return ""


def _colours(opened: Opened) -> Iterator[str]:
    looks = _Looks(opened)
    for part, tree in opened.stories():
        seen = set()
        for paragraph in tree.iter(f"{W}p"):
            ground = _ground(paragraph, looks)
            plain = looks.of(style_of(paragraph), f"{W}rPr/{W}color", "val")
            for run in paragraph.iter(f"{W}r"):
                if "".join(t.text or "" for t in run.iter(f"{W}t")).strip():
                    seen.add((_colour(run, looks) or plain or "000000", ground, style_of(paragraph)))
        for colour, ground, style in sorted(seen):
            if contrast(colour, ground) < _ENOUGH:
                yield f"{part}: {colour} on {ground} in {style}"


def _ground(paragraph: Any, looks: _Looks) -> str:
    own = paragraph.find(f"{W}pPr/{W}shd")
    fill = own.get(f"{W}fill") if own is not None else looks.of(style_of(paragraph), f"{W}pPr/{W}shd", "fill")
    if not fill and paragraph.getparent().tag == f"{W}tc":
        cell = paragraph.getparent().find(f"{W}tcPr/{W}shd")
        fill = "" if cell is None else cell.get(f"{W}fill")
    return fill or "FFFFFF"


def _colour(run: Any, looks: _Looks) -> str:
    own, style = run.find(f"{W}rPr/{W}color"), run.find(f"{W}rPr/{W}rStyle")
    if own is not None:
        return str(own.get(f"{W}val"))
    return "" if style is None else looks.of(style.get(f"{W}val"), f"{W}rPr/{W}color", "val")


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _light(value: str) -> float:
    parts = [int(value[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
