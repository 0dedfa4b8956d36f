"""What is nested deeper than anything can hold, line by line: each a paragraph of its own, without its marks."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from exporter.patterns import pattern

_MARKS = pattern(r"(?:[\s>]|[-+*]\s|\d{1,9}[.)]\s|:{3,}\s*\w*)+")


def flat_paragraph(state: StateBlock, line: int) -> None:
    """The words of a line as a paragraph; nothing where the line has marks only."""
    words = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    found = _MARKS.match(words)
    words = words[found.end() if found else 0 :].strip()
    if not words:
        return
    state.push("paragraph_open", "p", 1).map = [line, line + 1]
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = words, [line, line + 1], []
    state.push("paragraph_close", "p", -1)
