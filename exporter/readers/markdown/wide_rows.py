"""A row of a table with more cells than its head: GitHub leaves the rest out, so that has to be told."""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit

from exporter.readers.markdown.quoting import shortened


def told(md: MarkdownIt) -> None:
    """Let the parser's rule for tables leave a token `left_out` behind for each row that is too wide."""
    table: Any = next(rule.fn for rule in md.block.ruler.__rules__ if rule.name == "table")

    def watched(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not table(state, start, end, silent):
            return False
        if not silent:
            _tell(state, start)
        return True

    md.block.ruler.at("table", watched, {"alt": ["paragraph", "reference"]})


def _tell(state: StateBlock, start: int) -> None:
    width = len(_cells(state, start))
    for line in range(start + 2, state.line):
        if state.src.count("|", state.bMarks[line], state.eMarks[line]) < width:
            continue
        if more := [cell for cell in _cells(state, line)[width:] if cell]:
            token = state.push("left_out", "", 0)
            token.info, token.map, token.meta = "table-cells-dropped", [line, line + 1], {"lost": True}
            token.content = f"dropped cells beyond the last column of the table: {shortened(' | '.join(more))}"


def _cells(state: StateBlock, line: int) -> list[str]:
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
    return [cell.strip() for cell in escapedSplit(text.removeprefix("|").removesuffix("|"))]
