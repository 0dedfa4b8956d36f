"""Blocks of Pandoc's and MyST's Markdown beyond CommonMark: line blocks, fancy lists, examples, comments.

Each is taken only where nothing else can be meant: a list in letters has two items that follow each other (inside an item
of another list one that is set in is enough), lines of a line block have no second bar.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.rules_block import StateBlock
from msgspec import Struct

from exporter.patterns import pattern
from exporter.readers.markdown.block_lines import line_text, parsed_inside, push_words

_BAR = pattern(r"\|(?: |$)")
_MARKER = pattern(
    r"(?:\((?:@([\w-]*)|([a-z]+|[A-Z]+|\d{1,9}))\)|([a-z]+|[A-Z]+)\)"
    r"|([a-z]|[ivxlcdm]{1,8}|[A-Z]|[IVXLCDM]{2,8})\.|(#)\.)[ \t]+(?=\S)"
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_NUMERAL = pattern(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$")
_ORDERED = pattern(r"\d{1,9}[.)][ \t]")
_MOST_LINES = 4000
_NEAR = 20
_DEEPEST = 8


def comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: MyST's comment, lines that begin with `%` and a space. On the first line they are Pandoc's title."""
    if silent or not start or state.is_code_block(start) or not line_text(state, start).startswith("% "):
        return False
    last = start
    while last < end and line_text(state, last).startswith("%"):
        last += 1
    if last < end and not state.isEmpty(last):
        return False
    token = state.push("myst_comment", "", 0)
    token.content = " ".join(line_text(state, line).lstrip("% ") for line in range(start, last))
    token.map = [start, last]
    state.line = last
    return True


def line_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: `| line` after `| line`, whose ends and indents the author means."""
    if silent or not state.src.startswith("|", state.bMarks[start] + state.tShift[start]):
        return False
    lines: list[str] = []
    last = start
    while last < min(end, start + _MOST_LINES) and not state.isEmpty(last):
        text = line_text(state, last)
        if _BAR.match(text) and "|" not in text[1:]:
            lines.append(text[2:])
        elif lines and state.sCount[last] > state.sCount[start] and not text.startswith("|"):
            lines[-1] += " " + text
        else:
            return False
        last += 1
    if len(lines) < 2:
        return False
    state.push("paragraph_open", "p", 1).map = [start, last]
    push_words(state, "\\\n".join(map(_kept, lines)), start, last)
    state.push("paragraph_close", "p", -1)
    state.line = last
    return True


def _kept(line: str) -> str:
    """A line with its indent in spaces that stay."""
    words = line.strip()
    return "\u00a0" * (len(line) - len(line.lstrip())) + words if words else "\u00a0"


class _Mark(Struct, frozen=True):
    """The mark of an item: how it counts ("a", "A", "i", "I", "1", "#", "@"), which number, its label, its width."""

    kinds: tuple[tuple[str, int], ...]
    shape: str
    width: int
    label: str = ""
    initial: bool = False  # a capital, a stop and one space, as before somebody's name


def fancy_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: a list whose items are counted in letters, in numerals, by `#.`, or as examples `(@)`."""
    first = None if state.is_code_block(start) else _mark(line_text(state, start))
    if first is None or state.env.get("fancy_lists", 0) >= _DEEPEST:
        return False
    if silent:
        return _interrupts(state, start, end, first)
    items, last = _items(state, start, end, first)
    kind, number = _counted(first, items[1][0] if len(items) > 1 else None)
    if not kind and len(items) == 1 and not first.initial and _is_set_in(state, start):
        kind, number = _first(first)
    if not kind or (first.initial and not _close(state, items, number)):
        return False
    state.env["fancy_lists"] = state.env.get("fancy_lists", 0) + 1
    if kind == "@":
        number = _examples(state, [mark for mark, _, _ in items])
    opened = state.push("ordered_list_open", "ol", 1)
    opened.map = [start, last]
    opened.attrs = {"start": number, **({"type": kind} if kind in "aAiI" else {})}
    for _, line, text in items:
        state.push("list_item_open", "li", 1).map = [line, line + 1]
        parsed_inside(state, text, line)
        state.push("list_item_close", "li", -1)
    state.push("ordered_list_close", "ol", -1)
    state.env["fancy_lists"] -= 1
    state.line = last
    return True


def _interrupts(state: StateBlock, start: int, end: int, first: _Mark) -> bool:
    """Whether a list begins in the midst of a paragraph: with its first number, set in or followed by its second."""
    if not _first(first)[0] or first.initial:
        return False
    if _is_set_in(state, start):
        return True
    for line in range(start + 1, min(end, start + _NEAR)):
        mark = None if state.isEmpty(line) else _mark(line_text(state, line))
        if state.isEmpty(line) or (mark and state.sCount[line] == state.sCount[start]):
            return bool(mark and mark.shape == first.shape and _counted(first, mark)[1] == 1)
    return False


def _is_set_in(state: StateBlock, start: int) -> bool:
    """Whether a line inside an item stands further in than the words of the item above it."""
    inside = state.level > 0 or state.env.get("fancy_lists", 0) > 0
    return inside and start > 0 and not state.isEmpty(start - 1) and state.sCount[start] > state.sCount[start - 1]


def _first(mark: _Mark) -> tuple[str, int]:
    """How a mark counts that is the first of its kind."""
    return next(((kind, number) for kind, number in reversed(mark.kinds) if number == 1 and kind not in "@#"), ("", 0))


def _close(state: StateBlock, items: Sequence[tuple[_Mark, int, str]], number: int) -> bool:
    """Whether the second item follows the first at once: `A. Words` may be somebody's initial."""
    return number == 1 and len(items) > 1 and not any(state.isEmpty(line) for line in range(items[0][1], items[1][1]))


def _items(state: StateBlock, start: int, end: int, first: _Mark) -> tuple[list[tuple[_Mark, int, str]], int]:
    """(mark, line, text) of the items that begin like the first, and the line after the last."""
    items: list[tuple[_Mark, int, list[str]]] = [(first, start, [line_text(state, start)[first.width :]])]
    indent, line, after, counted = state.sCount[start], start + 1, start + 1, ("", 0)
    while line < min(end, start + _MOST_LINES):
        text, deeper = line_text(state, line), state.sCount[line] - indent
        mark = _mark(text) if abs(deeper) < 4 else None
        counted = counted if counted[0] or mark is None else _counted(first, mark)
        if state.isEmpty(line):
            items[-1][2].append("")
        elif mark and _continues(mark, first, counted, len(items), aligned=not deeper):
            items.append((mark, line, [text[mark.width :]]))
        elif deeper > 1:
            items[-1][2].append(" " * max(0, deeper - items[-1][0].width) + text)
        elif mark or state.isEmpty(line - 1) or deeper < 0 or text[:1] in "#>`~|:-*+" or _ORDERED.match(text):
            break
        else:
            items[-1][2].append(text)
        line += 1
        if not state.isEmpty(line - 1):
            after = line
    return [(mark, at, "\n".join(lines).strip("\n")) for mark, at, lines in items], after


def _continues(mark: _Mark, first: _Mark, counted: tuple[str, int], before: int, *, aligned: bool) -> bool:
    """Whether a mark is of the list that has so many items before; one that stands elsewhere (right-aligned) is the next."""
    kind, number = counted
    if mark.shape != first.shape or kind not in dict(mark.kinds):
        return False
    return aligned or (kind, number + before) in mark.kinds


def _mark(text: str) -> _Mark | None:
    found = _MARKER.match(text)
    if not found:
        return None
    example, bracketed, closed, stopped, automatic = found.groups()
    if example is not None:
        return _Mark((("@", 1),), "@", found.end(), example)
    if automatic:
        return _Mark((("#", 1),), "#", found.end())
    word = bracketed or closed or stopped
    kinds = _kinds(word)
    shape = "()" if bracketed else ")" if closed else "."
    initial = shape == "." and word.isupper() and not found[0].endswith(("  ", "\t"))
    return _Mark(kinds, shape, found.end(), initial=initial) if kinds else None


def _kinds(word: str) -> tuple[tuple[str, int], ...]:
    """The ways a mark may count: a letter may be a numeral too."""
    if word.isdigit():
        return (("1", int(word)),)
    lower, out = word.lower(), []
    if len(word) == 1:
        out.append(("a" if word == lower else "A", ord(lower) - ord("a") + 1))
    if _NUMERAL.match(lower):
        values = [_ROMAN[sign] for sign in lower]
        number = sum(-one if one < max(values[at:]) else one for at, one in enumerate(values))
        out.append(("i" if word == lower else "I", number))
    return tuple(out)


def _counted(first: _Mark, second: _Mark | None) -> tuple[str, int]:
    """How a list counts and from where, by its first two marks; nothing where they do not follow each other."""
    if first.shape in "@#":
        return first.kinds[0]
    following = set(second.kinds) if second else set()
    return next(((kind, number) for kind, number in first.kinds if (kind, number + 1) in following), ("", 0))


def _examples(state: StateBlock, marks: Sequence[_Mark]) -> int:
    """Numbers examples on through the whole text; the number of the first."""
    known = state.env.setdefault("examples", {})
    first = int(state.env.get("example", 0)) + 1
    state.env["example"] = first + len(marks) - 1
    known.update({mark.label: str(first + at) for at, mark in enumerate(marks) if mark.label})
    return first
