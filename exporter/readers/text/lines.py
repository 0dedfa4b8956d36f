"""The lines of a pasted text as paragraphs: what stands between blank lines, hard-wrapped lines joined, spaces made plain.

No-break spaces: web editors put them between sentences and words, where they are plain spaces. They stay where typography
needs them: beside a digit (5 km, § 5, 10 000), and in French before ; : ! ? » % and after « . Narrow ones (U+202F) always stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from unicodedata import east_asian_width

from msgspec import Struct

_NO_BREAK = re.compile("(?<![\\d«‹])\u00a0(?![\\d;:!?»›%‰°])")
_TYPOGRAPHIC = re.compile("[ \u00a0]*\u00a0[ \u00a0]*")
_RUN = re.compile(r"[ \t\u2028\u2029\x0b\x0c]{2,}|[\t\u2028\u2029\x0b\x0c]")
_WIDEST = 130
"""Nobody wraps by hand wider than this: longer lines are paragraphs."""
_NARROWEST = 40


class Line(Struct, frozen=True):
    """One line: its words, how far it is indented (in columns), and its number in the source from 1."""

    text: str
    indent: int
    number: int


class Chunk(Struct, frozen=True):
    """Lines that stand together between blank ones. `wrapped`: they are one paragraph, broken to a width."""

    lines: tuple[Line, ...]
    wrapped: bool

    @property
    def text(self) -> str:
        """All lines as one."""
        return joined([line.text for line in self.lines])

    @property
    def number(self) -> int:
        """The number of the first line."""
        return self.lines[0].number


def joined(texts: list[str]) -> str:
    """Lines as one, with a space between them except between characters of scripts that have none."""
    parts = [texts[0]]
    for before, after in pairwise(texts):
        parts.append(after if joins_unspaced(before, after) else f" {after}")
    return "".join(parts)


def joins_unspaced(before: str, after: str) -> bool:
    """Whether a line end between these two stands for nothing (Chinese, Japanese), not for a space."""
    return bool(before and after and _is_unspaced(before[-1]) and _is_unspaced(after[0]))


def _is_unspaced(char: str) -> bool:
    """Whether a character is of a script that parts no words: wide, but not Hangul."""
    return _is_wide(char) and not (
        "\u1100" <= char <= "\u11ff" or "\u3130" <= char <= "\u318f" or "\ua960" <= char <= "\ud7ff"
    )


def _is_wide(char: str) -> bool:
    """Whether a character takes two columns (Unicode Standard Annex 11)."""
    return char >= "\u1100" and east_asian_width(char) in "WF"


def plain_spaces(text: str) -> str:
    """A line with plain single spaces, no-break spaces kept where typography needs them."""
    if "\u00a0" in text:
        text = _NO_BREAK.sub(" ", _TYPOGRAPHIC.sub(_keep_one, text))
    return _RUN.sub(" ", text) if _RUN.search(text) else text


def _keep_one(found: re.Match[str]) -> str:
    """Beside an ordinary space a no-break space holds nothing together: the run is one plain space."""
    return "\u00a0" if found[0] == "\u00a0" else " "


def chunks(text: str) -> Iterator[Chunk]:
    """The chunks of a text, in order."""
    lines: list[Line] = []
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.strip()
        if stripped:
            lines.append(Line(plain_spaces(stripped), _indent(raw), number))
        elif lines:
            yield _chunk(lines)
            lines = []
    if lines:
        yield _chunk(lines)


def _indent(raw: str) -> int:
    column = 0
    for c in raw:
        if c == "\t":
            column += 4 - column % 4
        elif c.isspace():
            column += 1
        else:
            break
    return column


def _chunk(lines: list[Line]) -> Chunk:
    return Chunk(tuple(lines), wrapped([line.text for line in lines]))


def wrapped(lines: list[str]) -> bool:
    """Whether lines are one paragraph broken to a width: no line would have had room for the next one's first word."""
    if len(lines) < 2:
        return False
    widths = [width(line) for line in lines]
    limit = max(widths)
    if not _NARROWEST <= limit <= _WIDEST:
        return False
    broken = 0
    for index, line in enumerate(lines[1:]):
        first = 2 if _is_wide(line[:1]) else width(line.split(" ", 1)[0])
        broken += widths[index] + first + 1 > limit - 3
    return broken >= (len(lines) - 1) * 0.8 and min(widths[:-1]) >= limit * 0.55


def width(text: str) -> int:
    """Columns a text takes: East Asian characters take two."""
    if text.isascii():
        return len(text)
    return len(text) + sum(map(_is_wide, text[:400]))
