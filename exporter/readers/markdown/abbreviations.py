"""Abbreviations with what they stand for, `*[HTML]: Hypertext Markup Language`, as PHP Markdown Extra and MkDocs have them.

Where one is first used it carries its words as a title, as HTML's `abbr` does. Nothing prints titles, so that is told.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from exporter.model import Article, Inline, Node, Span, Text
from exporter.patterns import pattern
from exporter.readers.markdown.block_lines import trimmed_line
from exporter.readers.markdown.quoting import shortened
from exporter.report import Report
from exporter.walk import transform

_DEFINITION = pattern(r"\*\[([^\[\]\n]{1,80})\]:[ \t]*(\S.*)$")
_MOST = 500


def definition(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A block rule: one line that says what an abbreviation stands for."""
    if state.is_code_block(start):
        return False
    text = trimmed_line(state, start)
    found = _DEFINITION.match(text) if text.startswith("*[") else None
    known: dict[str, str] = state.env.setdefault("abbreviations", {}) if found else {}
    if not found or len(known) >= _MOST:
        return False
    if not silent:
        known.setdefault(found[1].strip(), found[2])
        state.line = start + 1
    return True


def explained(article: Article, known: dict[str, str], report: Report) -> Article:
    """The article with each abbreviation carrying its words where it is first used."""
    if not known:
        return article
    several = f" ({len(known)} of them)" if len(known) > 1 else ""
    first = next(iter(known))
    told = f"what abbreviations stand for is not printed{several}: {first} is “{shortened(known[first])}”"
    report.warn("abbreviation-not-printed", told, hint="write it out where it is first used")
    left = dict(known)
    shape = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(known, key=len, reverse=True)))})(?!\w)")
    return transform(article, lambda node: _marked(node, left, shape) if isinstance(node, Text) and left else node)


def _marked(node: Text, left: dict[str, str], shape: re.Pattern[str]) -> Node | tuple[Node, ...]:
    out: list[Inline] = []
    at = 0
    for found in shape.finditer(node.value):
        if words := left.pop(found[0], ""):
            out.append(Text(value=node.value[at : found.start()]))
            out.append(Span(content=(Text(value=found[0]),), attributes={"title": words}))
            at = found.end()
    rest = (*out, Text(value=node.value[at:]))
    return tuple(one for one in rest if not isinstance(one, Text) or one.value) if out else node
