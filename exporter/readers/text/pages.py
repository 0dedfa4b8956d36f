"""What a PDF's pages leave in a text copied from it: page numbers, running heads, page breaks inside paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from exporter.model import Place
from exporter.patterns import pattern
from exporter.readers.markdown.quoting import shortened
from exporter.readers.text.folios import folio, folios
from exporter.readers.text.words import words
from exporter.report import Report

Numbered = list[tuple[int, str]]

_FEED = "\f"
_NUMBER = pattern(
    r"[-–—|\[(\s]*(\d{1,4})(?:\s*(?:of|/|von|de|di|van|sur|av|af|z|из|\|)\s*\d{1,4})?[-–—|\])\s]*$", re.IGNORECASE
)
_DIGITS = pattern(r"\d+")
_STOP = pattern(r"[.!?…:。！？।۔؟][\"'”’»)\]]*$")
_CLOSEST = 5
"""Page numbers stand further apart than this many lines; numbers closer together are something else."""
_NEAREST = 12
_LONGEST_HEAD = 100
_LONGEST_TOLD = 300


def without_furniture(lines: Numbered, report: Report) -> Numbered:
    """The lines without page numbers and running heads, each told to the report, and paragraphs whole across page breaks."""
    if not any(_FEED in text or _NUMBER.match(_bare(text)) or folio(text) for _, text in lines if text.strip()):
        return lines
    parted, folios = _without_first_folio(_at_feeds(lines), report)
    breaks = {index for index, (_, text) in enumerate(parted) if text == _FEED}
    numbers = _page_numbers(parted, breaks)
    heads = folios | _running_heads(parted, breaks | numbers | folios)
    for index in sorted(numbers | heads):
        number, text = parted[index]
        what = "a page number" if index in numbers else "a running head"
        report.tell("page-furniture", f"dropped “{shortened(text, _LONGEST_TOLD)}”: {what}", place=Place(number))
    return _healed(parted, breaks | numbers | heads)


def _without_first_folio(lines: Numbered, report: Report) -> tuple[Numbered, set[int]]:
    """The lines, and which are running heads with a page number; one that begins the text is the title, without its number."""
    heads = folios([text for _, text in lines])
    first = _first(lines)
    found = folio(lines[first][1]) if first in heads else None
    if found is None:
        return lines, heads
    number, text = lines[first]
    rest = text.replace(found.text, "", 1).strip()
    report.tell("page-furniture", f"dropped “{shortened(rest, _LONGEST_TOLD)}”: a page number", place=Place(number))
    return [*lines[:first], (number, found.text), *lines[first + 1 :]], heads - {first}


def _first(lines: Numbered) -> int:
    """The index of the line the text begins with; -1 where nothing but spaces and page breaks is there."""
    return next((index for index, (_, text) in enumerate(lines) if text.strip(f"{_FEED} ")), -1)


def _bare(text: str) -> str:
    found = words().page.match(text.strip())
    return text.strip()[found.end() :] if found else text.strip()


def _at_feeds(lines: Numbered) -> Numbered:
    """Form feeds as lines of their own."""
    out: Numbered = []
    for number, text in lines:
        first, *others = text.split(_FEED)
        if first or not others:
            out.append((number, first))
        for other in others:
            out += [(number, _FEED)] + ([(number, other)] if other else [])
    return out


def _page_numbers(lines: Numbered, breaks: set[int]) -> set[int]:
    """Lines that count up by one, far apart, or beside page breaks."""
    found = [
        (index, int(match[1]))
        for index, (_, text) in enumerate(lines)
        if text != _FEED and (match := _NUMBER.match(_bare(text)))
    ]
    out: set[int] = set()
    for (one, value), (two, next_value) in pairwise(found):
        if next_value == value + 1 and two - one > _CLOSEST:
            out |= {one, two}
    near = [index for index, _ in found if _beside(lines, index, breaks)]
    return out | set(near if len(near) > 1 or len(breaks) == 1 else [])


def _beside(lines: Numbered, index: int, marks: set[int], reach: int = 1) -> bool:
    """Whether a line is among the first or last ones with words beside a mark."""
    for step in (-1, 1):
        at, left = index + step, reach
        while 0 <= at < len(lines) and left and abs(at - index) < _NEAREST:
            if at in marks:
                return True
            left -= bool(lines[at][1].strip())
            at += step
    return False


def _running_heads(lines: Numbered, marks: set[int]) -> set[int]:
    """Short lines beside page breaks that come back three times or more; where the first is the title, it stays."""
    if not marks:
        return set()
    shapes: dict[int, str] = {}
    for index, (_, text) in enumerate(lines):
        plain = _DIGITS.sub("", text).strip()
        if (
            index not in marks
            and 3 <= len(plain) <= _LONGEST_HEAD
            and not _STOP.search(plain)
            and _beside(lines, index, marks, 2)
        ):
            shapes[index] = plain.casefold()
    title = _first(lines)
    first = _DIGITS.sub("", lines[title][1]).strip().casefold() if title >= 0 else ""
    often = {
        shape
        for shape, count in Counter(shapes.values()).items()
        if count + (shape == first) >= 3 or (count == 2 and shape == first)
    }
    return {index for index, shape in shapes.items() if shape in often and index != title}


def _healed(lines: Numbered, gone: set[int]) -> Numbered:
    """The lines that stay; where a page ended inside a sentence, the blank lines around go too."""
    out: Numbered = []
    broken = False
    for index, (number, text) in enumerate(lines):
        if index in gone:
            broken = True
            continue
        if broken and text.strip():
            while out and not out[-1][1].strip():
                out.pop()
            whole = out and not _STOP.search(out[-1][1].rstrip()) and text.strip()[0].islower()
            out += [] if whole or not out else [(number, "")]
            broken = False
        out.append((number, text))
    return out
