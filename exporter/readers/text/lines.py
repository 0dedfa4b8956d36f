"""The lines of a pasted text as paragraphs: what stands between blank lines, hard-wrapped lines joined, spaces made plain.

No-break spaces: web editors put them between sentences and words, where they are plain spaces. They stay where typography
needs them: beside a digit (5 km, § 5, 10 000), and in French before ; : ! ? » % and after « . Narrow ones (U+202F) always stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from unicodedata import east_asian_width

from msgspec import Struct
from msgspec.structs import replace

from exporter.patterns import pattern

_NO_BREAK = pattern("(?<![\\d«‹])\u00a0(?![\\d;:!?»›%‰°])")
_TYPOGRAPHIC = pattern("[ \u00a0]*\u00a0[ \u00a0]*")
_RUN = pattern(r"[ \t\u2028\u2029\x0b\x0c]{2,}|[\t\u2028\u2029\x0b\x0c]")
SOFT_HYPHEN = "\u00ad"
_LONGEST_BROKEN = 2000
_BROKEN = pattern(r"([^\W_]+)([-\u2010\u00ad])$")
_WORD = pattern(r"[^\W\d_]+")
_WORDS = pattern(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SUSPENDED = frozenset(
    ["und", "oder", "bzw.", "and", "or", "et", "ou", "y", "o", "e", "en", "of", "och", "og", "to", "bis"]
)
"""What follows a hyphen that stands for the end of the next word: "Ein- und Ausgang"."""
_PREFIXES = frozenset(["self", "ex", "half", "well", "vice", "co", "e", "x"])
"""What keeps its hyphen in doubt."""
_BULLET = pattern(r"[•◦‣▪▫●○■□▸►▶➢➤➔✓✔✅⁃∙]|[-*–·+]\s|\(?\d{1,3}[.)]\s")
_STOP = pattern(r"[.!?…:。！？।۔؟][\"'”’»)\]]*$")
_MARK = pattern(r"[^\w\s]{1,2}|[o\uf0b7]|\(?[^\W_]{1,4}[.)]|")
"""What stands before a tab in a list copied from a word processor."""
_MOST_CELLS = 60
_LONGEST_ROW = 1000
_WIDEST = 130
"""Nobody wraps by hand wider than this: longer lines are paragraphs."""
_NARROWEST = 40


class Line(Struct, frozen=True):
    """One line: its words, how far it is indented (in columns), and its number in the source from 1.

    `columns` and `first` are how wide it and its first word were in the source, before hyphens at line ends were mended;
    `cells` is what stood between tabs.
    """

    text: str
    indent: int
    number: int
    columns: int = 0
    first: int = 0
    cells: tuple[str, ...] = ()


class Chunk(Struct, frozen=True):
    """Lines that stand together between blank ones. `wrapped`: they are one paragraph, broken to a width.

    `tabbed`: they are rows of cells.
    """

    lines: tuple[Line, ...]
    wrapped: bool
    tabbed: bool = False

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
    if SOFT_HYPHEN in text:
        text = re.sub("\u00ad(?!$)", "", text)
    if _RUN.search(text):
        text = _RUN.sub(" ", text)
    return _NO_BREAK.sub(" ", _TYPOGRAPHIC.sub(_keep_one, text)) if "\u00a0" in text else text


def _keep_one(found: re.Match[str]) -> str:
    """Beside an ordinary space a no-break space holds nothing together: the run is one plain space."""
    return "\u00a0" if found[0] == "\u00a0" else " "


def chunks(text: str | list[tuple[int, str]]) -> Iterator[Chunk]:
    """The chunks of a text, or of its numbered lines, in order."""
    numbered = list(enumerate(text.split("\n"), 1)) if isinstance(text, str) else text
    lines: list[Line] = []
    for line in mended([_line(raw, number) for number, raw in numbered]):
        if line.text:
            lines.append(line)
        elif lines:
            yield from _chunks(lines)
            lines = []
    if lines:
        yield from _chunks(lines)


def _line(raw: str, number: int) -> Line:
    text = plain_spaces(raw.strip())
    first = 2 if _is_wide(text[:1]) else width(text.split(" ", 1)[0])
    cells = tuple(plain_spaces(cell.strip()) for cell in raw.strip(" \r").split("\t")) if "\t" in raw.strip() else ()
    return Line(text, _indent(raw), number, width(text), first, cells)


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


def _chunks(lines: list[Line]) -> Iterator[Chunk]:
    """Lines between blank ones: rows of cells apart from the text around them."""
    for is_table, group in groupby(_rows(lines), key=itemgetter(0)):
        part = [line for _, line in group]
        if is_table:
            yield Chunk(tuple(part), wrapped=False, tabbed=True)
        else:
            yield from _paragraphs(part)


def _rows(lines: list[Line]) -> Iterator[tuple[bool, Line]]:
    """Each line, and whether it is a row of a table: two rows or more of as many cells stand together."""
    for has_cells, group in groupby(lines, key=lambda line: len(line.cells) > 1):
        run = list(group)
        is_table = has_cells and _is_table(run)
        yield from ((is_table, line) for line in run)


def _is_table(lines: list[Line]) -> bool:
    """Whether lines with tabs are rows: most as long as the longest, more than one column filled, and no bullets in front."""
    width = max(len(line.cells) for line in lines)
    if len(lines) < 2 or width > _MOST_CELLS or sum(len(line.cells) == width for line in lines) < 0.6 * len(lines):
        return False
    filled = sum(any(line.cells[at : at + 1] != ("",) for line in lines if at < len(line.cells)) for at in range(width))
    marks = sum(bool(_MARK.fullmatch(line.cells[0])) for line in lines)
    return filled > 1 and (filled > 2 or marks < len(lines)) and all(len(line.text) <= _LONGEST_ROW for line in lines)


def _paragraphs(lines: list[Line]) -> Iterator[Chunk]:
    """Lines between blank ones as one chunk, or as one for each paragraph where only short last lines part these."""
    whole = wrapped(lines)
    starts = _paragraph_starts(lines, sure=whole)
    if not starts:
        yield Chunk(tuple(lines), whole or _runs_on(lines))
        return
    for start, end in pairwise([0, *starts, len(lines)]):
        yield Chunk(tuple(lines[start:end]), end - start > 1)


def wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines are one paragraph broken to a width: no line would have had room for the next one's first word."""
    limit = _limit(lines)
    if not limit:
        return False
    broken = sum(_is_full(line, after, limit) for line, after in pairwise(lines))
    return broken >= (len(lines) - 1) * 0.8 and min(line.columns for line in lines[:-1]) >= limit * 0.55


def _runs_on(lines: Sequence[Line]) -> bool:
    """Whether lines of no common width are one paragraph all the same: most go on in the middle of a sentence."""
    if len(lines) < 3 or sum(line.columns for line in lines) < 45 * len(lines):
        return False
    inside = sum(after.text[0].islower() and not _STOP.search(line.text) for line, after in pairwise(lines))
    return inside >= 0.6 * (len(lines) - 1)


def _limit(lines: Sequence[Line]) -> int:
    """The width lines were broken to; 0 where they were not."""
    limit = max(line.columns for line in lines)
    return limit if len(lines) > 1 and _NARROWEST <= limit <= _WIDEST else 0


def _is_full(line: Line, after: Line, limit: int) -> bool:
    return line.columns + after.first + 1 > limit - 3


def _paragraph_starts(lines: Sequence[Line], *, sure: bool) -> list[int]:
    """Where paragraphs begin among lines that are mostly broken to a width: after a short line that ends a sentence.

    `sure`: they may well be one paragraph; a short line without a stop parts nothing then. None where a line begins with a
    bullet: lists are cut elsewhere.
    """
    limit = _limit(lines)
    if not limit or len(lines) < 4 or any(_BULLET.match(line.text) for line in lines):
        return []
    full = [_is_full(line, after, limit) for line, after in pairwise(lines)]
    if sum(full) < 0.6 * len(full):
        return []
    base = min(line.indent for line in lines)
    return [
        index + 1
        for index, (line, after) in enumerate(pairwise(lines))
        if (not full[index] and (_STOP.search(line.text) or not (sure or after.text[0].islower())))
        or (after.indent > base and line.indent <= base and bool(_STOP.search(line.text)))
    ]


def mended(lines: list[Line]) -> Iterator[Line]:
    """The same lines, with words broken by a hyphen at a line's end whole again on the first of the two lines.

    The hyphen goes where the document has the whole word elsewhere, stays where it has it with the hyphen or both parts are
    words of their own, and goes in doubt. A line that loses its only word goes with it.
    """
    known: frozenset[str] | None = None
    carried: Line | None = None
    for line in lines:
        if carried is None or not line.text or not (found := _broken(carried.text)):
            if carried is not None:
                yield carried
            carried = line
            continue
        head, _, rest = line.text.partition(" ")
        if not head[0].isalnum() or head.casefold() in _SUSPENDED:
            yield carried
            carried = line
            continue
        known = _vocabulary(lines) if known is None else known
        whole = carried.text[: found.start()] + _rejoined(found[1], found[2], head, known)
        carried = replace(carried, text=whole)
        if rest:
            yield carried
            carried = replace(line, text=rest)
    if carried is not None:
        yield carried


def _broken(text: str) -> re.Match[str] | None:
    """The word a line breaks at its end; none in lines longer than any of print, which are no such lines."""
    return _BROKEN.search(text, max(0, len(text) - 100)) if len(text) <= _LONGEST_BROKEN else None


def _rejoined(start: str, hyphen: str, end: str, known: frozenset[str]) -> str:
    if hyphen == SOFT_HYPHEN:
        return start + end
    word = _WORD.match(end)
    tail = word[0].casefold() if word else ""
    head = start.casefold()
    if not tail or end[0].isupper() or start[-1].isdigit() or end[0].isdigit():
        return f"{start}-{end}"
    if head + tail in known:
        return start + end
    apart = (
        head in _PREFIXES
        or f"{head}-{tail}" in known
        or (len(head) > 2 and len(tail) > 2 and head in known and tail in known)
    )
    return f"{start}-{end}" if apart else start + end


def _vocabulary(lines: list[Line]) -> frozenset[str]:
    """The words of a document, whole ones only: what is broken at a line's end is none."""
    out: set[str] = set()
    for line in lines:
        broken = _broken(line.text)
        text = line.text[: broken.start()] if broken else line.text
        out.update(word.casefold() for word in _WORDS.findall(text))
    return frozenset(out)


def width(text: str) -> int:
    """Columns a text takes: East Asian characters take two."""
    if text.isascii():
        return len(text)
    return len(text) + sum(map(_is_wide, text[:400]))
