"""A table's caption above it, as Pandoc has it: `: words` under a paragraph is then no definition of that paragraph."""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table

from exporter.patterns import pattern
from exporter.readers.markdown.block_lines import line_text
from exporter.readers.markdown.drawn_tables import table_begins

_CAPTION = pattern(r":[ \t]+\S")


def before_definitions(md: MarkdownIt) -> None:
    """Ask the parser's rule for definition lists only where no caption of a table is meant."""
    listed: Any = next(rule.fn for rule in md.block.ruler.__rules__ if rule.name == "deflist")

    def definitions(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return not (not silent and _is_over_a_caption(state, start, end)) and listed(state, start, end, silent)

    md.block.ruler.at("deflist", definitions, {"alt": ["paragraph", "reference", "blockquote"]})


def _is_over_a_caption(state: StateBlock, start: int, end: int) -> bool:
    """Whether a line is followed by a blank one, lines that begin with a colon, a blank one again and a table."""
    first = start + 2
    if first >= end or not state.isEmpty(start + 1) or not _CAPTION.match(line_text(state, first)):
        return False
    line = first
    while line < end and not state.isEmpty(line):
        line += 1
    while line < end and state.isEmpty(line):
        line += 1
    if line >= end or state.sCount[line] - state.sCount[first] >= 2:  # so far in it is a part of the definition
        return False
    return table(state, line, end, True) or table_begins(state, line, end)
