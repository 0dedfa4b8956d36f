"""A display formula with its label behind it: `$$ ... $$ {#eq-mass}` as Quarto writes it, `$$ ... $$ (mass)` as MyST does.

A number in parentheses, as people write it by hand, is no label: it stays words.
"""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from exporter.patterns import pattern
from exporter.readers.markdown import attributes

_LABEL = pattern(r"\(([A-Za-z][\w:.-]{2,})\)")
_MOST_LINES = 200


def block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: the formula from `$$` to the `$$` a label follows."""
    if state.sCount[start] - state.blkIndent >= 4 or not _line(state, start).startswith("$$"):
        return False
    last, source, label = _until(state, start, end)
    attrs = _attributes(label)
    if not attrs or not source.strip():
        return False
    if not silent:
        token = state.push("math_block", "math", 0)
        token.content, token.map, token.attrs = source, [start, last + 1], {**attrs}
        state.line = last + 1
    return True


def _until(state: StateBlock, start: int, end: int) -> tuple[int, str, str]:
    """The line of the closing dollars, what stands between the two, and what follows them."""
    lines: list[str] = []
    for line in range(start, min(end, start + _MOST_LINES)):
        text = _line(state, line).removeprefix("$$") if line == start else _line(state, line)
        if line > start and (state.isEmpty(line) or state.sCount[line] < state.blkIndent):
            break
        head, closed, label = text.partition("$$")
        lines.append(head)
        if closed:
            return line, "\n".join(lines), label.strip()
    return start, "", ""


def _attributes(label: str) -> dict[str, str] | None:
    if found := _LABEL.fullmatch(label):
        return {"id": found[1]}
    return attributes.braces(label)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
