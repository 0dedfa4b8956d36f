"""Program text: every space kept, long lines wrapped with a mark, words coloured where Pygments knows the language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from exporter import model
from exporter.backends.pdf.atoms import Frame, Pad
from exporter.backends.pdf.flow import Composer
from exporter.backends.pdf.galley import Galley, Room
from exporter.backends.pdf.lines import set_lines
from exporter.backends.pdf.page import ink
from exporter.backends.pdf.paragraphs import Paragraph, Run
from exporter.backends.pdf.structure import Element, read_as
from exporter.backends.pdf.text import Style, is_right_to_left

PADDING = 10.0  # points, beside program text in its frame
_TAB = 4
_MARK = "↪"
_PAPER = "#ffffff"  # behind program text in a tinted box
_GOOD_ENDS = (" ", ",;", ")]}|&", "/.-=+_:", "([{")  # what a line of program text may break after, the best first
_COLOURS = {  # by the start of a token type's name; each at least 4.5:1 on the tint
    "Comment": ("#5a6570", False, True),
    "Keyword": ("#1f4e79", True, False),
    "Literal.String": ("#1e6b45", False, False),
    "Literal.Number": ("#8a3d00", False, False),
    "Name.Function": ("#5b3a8c", False, False),
    "Name.Class": ("#5b3a8c", True, False),
    "Name.Decorator": ("#5b3a8c", False, False),
    "Name.Tag": ("#1f4e79", True, False),
    "Generic.Deleted": ("#a32020", False, False),
    "Generic.Inserted": ("#1e6b45", False, False),
}


def set_code(composer: Composer, galley: Galley, room: Room, node: model.CodeBlock) -> None:
    """Set a code block in a tinted frame that may go over pages."""
    colours, size = composer.theme.colours, composer.theme.scale.code
    tinted = any(frame.tint for frame in room.frames)
    frame = Frame(room.left, room.right, tint=ink(_PAPER if tinted else colours.tint))
    inner = room._replace(
        left=room.left + PADDING, right=room.right - PADDING, frames=(*room.frames, frame), rtl=False, leading=size.leading,
        style=Style("code", size.size, colours.text, literal=True),
    )  # fmt: skip
    code = Element("Code", composer.child("P", room, node))
    galley.space(composer.theme.spacing.block * 0.75)
    first = len(galley.atoms)
    galley.add(Pad(7.0, keep=True), inner)
    *lines, last = _coloured_lines(node, inner.style)
    for line in lines:
        # Drawn, so that who reads the structure does not hear two lines as one word.
        _set_line(composer, galley, inner, code, line, [(" ", inner.style)])
    _set_line(composer, galley, inner, code, last, [])
    _read_in_order(code, node.code)
    galley.atoms[-1].keep = True
    galley.add(Pad(7.0), inner)
    galley.close(frame, first)
    galley.hold_ends(first)
    galley.space(composer.theme.spacing.block * 0.75)


def _read_in_order(code: Element, words: str) -> None:
    """Drawn from the left, right-to-left letters read backwards: the structure says how they were typed."""
    if is_right_to_left(words):
        read_as(code.slot(), words)


def _set_line(
    composer: Composer,
    galley: Galley,
    room: Room,
    element: Element,
    line: list[tuple[str, Style]],
    end: list[tuple[str, Style]],
) -> None:
    """One line of the source, on as many lines as it needs."""
    advance = composer.typesetter.setting(room.style).piece("0").width
    columns = max(8, int((room.right - room.left) / advance + 0.01))
    text = "".join(words for words, _ in line)
    indent = _indent(text, columns)
    parts = list(_wrapped(line, columns, indent))
    parts[-1] += end
    for count, part in enumerate(parts):
        slot = element.slot()
        runs = [Run(composer.typesetter.setting(style), words, slot) for words, style in part]
        left = room.left + (indent if count else 0) * advance
        for set_line in set_lines(Paragraph(runs), left, room.right + 2 * advance, room.leading, "start"):
            galley.add(set_line, room)
            if count:
                style = room.style._replace(colour=composer.theme.colours.muted)
                mark = composer.mark(room._replace(left=left), _MARK, None, style, gap=advance * 0.6)
                mark.base = set_line.base
                set_line.beside = (mark,)


def _indent(text: str, columns: int) -> int:
    """How many signs a line is indented where it goes on: two more than where it begins, which leave room for the mark."""
    return min(len(text) - len(text.lstrip(" ")), columns // 3) + 2


def _wrapped(line: list[tuple[str, Style]], columns: int, indent: int = 2) -> Iterator[list[tuple[str, Style]]]:
    """A line cut into parts of at most `columns` signs (fewer after the first, by the indent)."""
    text = "".join(words for words, _ in line)
    cuts, first = [], 0
    while (most := _full(text, first, columns - indent if first else columns)) < len(text):
        first = _cut(text, first, most)
        cuts.append(first)
    yield from _parted(line, [*cuts, len(text)])


def _full(text: str, first: int, columns: int) -> int:
    """Where a line that begins at `first` is full: signs of East Asia are as wide as two others."""
    if text.isascii():
        return first + columns
    at = first
    while at < len(text) and columns > 0:
        columns -= 2 if unicodedata.east_asian_width(text[at]) in "WF" else 1
        at += 1
    return max(at - (columns < 0), first + 1)


def _cut(text: str, first: int, most: int) -> int:
    """Where a line ends that has room up to `most`: after a space or sign in its last two fifths, if there is one."""
    for signs in _GOOD_ENDS:
        for at in range(most, most - (most - first) * 2 // 5, -1):
            if text[at - 1] in signs and text[at] != " ":
                return at
    return most


def _parted(line: list[tuple[str, Style]], cuts: list[int]) -> Iterator[list[tuple[str, Style]]]:
    """Styled words cut at places counted from the line's start."""
    part: list[tuple[str, Style]] = []
    at, waiting = 0, iter(cuts)
    cut = next(waiting)
    for words, style in line:
        while at + len(words) > cut:
            if cut > at:
                part.append((words[: cut - at], style))
            words, at = words[cut - at :], cut
            yield part
            part, cut = [], next(waiting)
        part.append((words, style))
        at += len(words)
    yield part


def _coloured_lines(node: model.CodeBlock, style: Style) -> list[list[tuple[str, Style]]]:
    code = node.code.expandtabs(_TAB)
    lines: list[list[tuple[str, Style]]] = [[]]
    for look, words in _tokens(code, node.language, style):
        for count, part in enumerate(words.split("\n")):
            if count:
                lines.append([])
            if part:
                lines[-1].append((part, look))
    return [line or [("\u200b", style)] for line in lines]


def _tokens(code: str, language: str | None, style: Style) -> Iterator[tuple[Style, str]]:
    if not language:
        yield style, code
        return
    try:
        pygments: Any = import_module("pygments")
        lexers: Any = import_module("pygments.lexers")
        lexer = lexers.get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except (ImportError, ValueError):  # pygments' ClassNotFound is a ValueError
        yield style, code
        return
    tokens = list(pygments.lex(code, lexer))
    if "".join(words for _, words in tokens) != code:  # a lexer that changes the text is not asked for colours
        yield style, code
        return
    for kind, words in tokens:
        yield _look(str(kind).removeprefix("Token."), style), words


def _look(kind: str, style: Style) -> Style:
    for start, (colour, bold, italic) in _COLOURS.items():
        if kind.startswith(start):
            return style._replace(colour=colour, bold=bold, italic=italic)
    return style
