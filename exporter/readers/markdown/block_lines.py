"""The lines a block rule looks at, and the tokens that several rules make of them."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it.rules_block import StateBlock

_LONGEST_COMMENT = 400


def line_text(state: StateBlock, line: int) -> str:
    """A line without its indentation; the space at its end may be a break."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def trimmed_line(state: StateBlock, line: int) -> str:
    """A line without its indentation and without space at its end."""
    return line_text(state, line).rstrip()


def push_words(state: StateBlock, text: str, start: int, end: int) -> None:
    """The token of words that stand in the lines from `start` to before `end`."""
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = text, [start, end], []


def push_comment(state: StateBlock, start: int, end: int, is_last: Callable[[str], bool]) -> bool:
    """The token of a comment that begins and ends with a line of its own; False where nothing near ends it."""
    near = range(start + 1, min(end, start + _LONGEST_COMMENT))
    last = next((line for line in near if is_last(trimmed_line(state, line))), None)
    if last is None:
        return False
    token = state.push("myst_comment", "", 0)
    token.content, token.map = state.getLines(start + 1, last, 0, False), [start, last + 1]
    state.line = last + 1
    return True


def parsed_inside(state: StateBlock, text: str, line: int) -> None:
    """The tokens of a text of its own, which begins in line `line` of the whole."""
    first = len(state.tokens)
    state.md.block.parse(text, state.md, state.env, state.tokens)
    for token in state.tokens[first:]:
        if token.map:
            token.map = [token.map[0] + line, token.map[1] + line]
