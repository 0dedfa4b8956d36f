"""A display formula with its label behind it: `$$ ... $$ {#eq-mass}` as Quarto writes it, `$$ ... $$ (mass)` as MyST does.

A number in parentheses, as people write it by hand, is no label: it stays words.
"""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from exporter.patterns import pattern
from exporter.readers.markdown import attributes
from exporter.readers.markdown.block_lines import line_text

_LABEL = pattern(r"\(([A-Za-z][\w:.-]{2,})\)")
_MOST_LINES = 200


def block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: the formula from `$$` to the `$$` a label follows."""
    if state.is_code_block(start) or not line_text(state, start).startswith("$$"):
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
        text = line_text(state, line).removeprefix("$$") if line == start else line_text(state, line)
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
