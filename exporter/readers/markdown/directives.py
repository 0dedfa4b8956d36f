"""MyST's directives and roles, and MkDocs' content tabs, as the parser sees them: divisions and elements of other forms.

A directive is a fence whose first line is `{name} argument`; lines `:key: value` under it are its options. One this module
does not know stays what it is for everybody else: fenced code.
"""

from __future__ import annotations

import re
from typing import Any

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from exporter.patterns import pattern
from exporter.readers.markdown.block_lines import trimmed_line

# fmt: off
BOXES = frozenset([
    "note", "tip", "hint", "important", "warning", "attention", "caution", "danger", "error", "admonition", "seealso",
    "todo", "versionadded", "versionchanged", "deprecated", "dropdown", "details", "card", "topic", "sidebar",
    "margin", "aside", "abstract", "info", "success", "exercise", "solution", "example", "objectives", "questions",
    "discussion", "checklist", "challenge",
])
DIRECTIVES = BOXES | frozenset([
    "figure", "figure-md", "image", "table", "list-table", "epigraph", "highlights", "pull-quote", "quote",
    "blockquote", "takeaways", "key-takeaways", "pullquote", "summary", "tldr", "glossary", "container", "div",
    "compound", "only", "rubric", "centered", "grid", "grid-item", "grid-item-card", "tab-set", "tab-item", "tabs",
    "tab", "card-carousel", "toctree", "contents", "tableofcontents", "bibliography", "index", "genindex",
])
"""The directives whose content is Markdown, or that say nothing."""
OPENED = frozenset([
    "details", "dropdown", "collapse", "collapsible", "expand", "expandable", "spoiler", "accordion", "topic", "card",
    "todo", "grid-item-card",
])
"""Boxes without a kind: their title and what they hold is an aside."""
TABS = frozenset(["tab", "tab-item", "tabitem"])
TITLED = BOXES | OPENED | TABS | frozenset(["takeaways", "summary", "tldr", "quote", "blockquote"])
"""What has a title in its first argument."""
# fmt: on

_OPEN = pattern(r"(`{3,}|~{3,})\{([A-Za-z][\w:.+-]*)\}[ \t]*([^`]*)$")
_OPTION = pattern(r":([A-Za-z][\w-]*):(?:[ \t]+(.*))?$")
_YAML = pattern(r"([A-Za-z][\w-]*):(?:[ \t]+(.*))?$")
_ROLE = pattern(r"\{([A-Za-z][\w:.+-]*)\}(`+)(?!`)(.{1,1000}?)(?<!`)\2(?!`)", re.DOTALL)
_TARGET = pattern(r"\(([\w:./-]+)\)=[ \t]*$")
_TAB = pattern(r"===[!+]?[ \t]+([\"'])(.+)\1[ \t]*$")
# fmt: off
ROLES = frozenset([
    "math", "eq", "ref", "numref", "doc", "term", "cite", "cite:p", "cite:t", "cite:ps", "cite:ts", "citep", "citet",
    "download", "sub", "subscript", "sup", "superscript", "kbd", "abbr", "guilabel", "menuselection", "command",
    "file", "samp", "code", "literal", "envvar", "program", "option", "u", "underline", "del", "strike", "smallcaps",
    "sc", "emphasis", "strong", "dfn", "title", "title-reference", "fn", "footcite", "mark", "any", "external", "pep",
    "rfc", "py:class", "py:func", "py:meth", "py:mod",
])
# fmt: on


def directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A directive whose content is Markdown."""
    if state.is_code_block(start):
        return False
    found = _OPEN.match(trimmed_line(state, start))
    if not found or found[2].lower() not in DIRECTIVES:
        return False
    if silent:
        return True
    last, closed = _closing(state, start, end, found[1])
    info = f"{{{found[2]}}} {found[3]}".rstrip()
    division(state, start, last, info, closed=closed)
    state.line = last + closed
    return True


def _closing(state: StateBlock, start: int, end: int, fence: str) -> tuple[int, bool]:
    for line in range(start + 1, end):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return line, False
        text = trimmed_line(state, line)
        if text.startswith(fence) and not text.strip(fence[0] + " \t"):
            return line, True
    return end, False


def division(
    state: StateBlock, start: int, last: int, info: str, *, closed: bool = True, attrs: dict[str, str] | None = None
) -> None:
    """The tokens of a division from the line `start` to before the line `last`; options are taken from its first lines."""
    token = state.push("division_open", "x-division", 1)
    options, first = (_options(state, start + 1, last)) if info.startswith("{") else ({}, start + 1)
    token.info, token.map = info, [start, last]
    token.meta = {"closed": closed, "attrs": (attrs or {}) | options}
    inside(state, first, last)
    state.push("division_close", "x-division", -1)


def inside(state: StateBlock, start: int, end: int) -> None:
    """The blocks of some lines."""
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "division", end
    state.md.block.tokenize(state, start, end)
    state.parentType, state.lineMax = parent, line_max


def _options(state: StateBlock, start: int, end: int) -> tuple[dict[str, str], int]:
    """Options at a directive's start, as `:key: value` or between two `---`, and the first line after them."""
    out: dict[str, str] = {}
    line = start
    fenced = start < end and trimmed_line(state, start) == "---"
    pattern, line = (_YAML, start + 1) if fenced else (_OPTION, start)
    while line < end and (found := pattern.match(trimmed_line(state, line))):
        key = {"name": "id", "label": "id"}.get(found[1].lower(), found[1].lower())
        out[key] = (found[2] or "").strip()
        line += 1
    if fenced and (line >= end or trimmed_line(state, line) != "---"):
        return {}, start
    return out, line + fenced


def split_options(code: str) -> tuple[dict[str, str], str]:
    """The options at the start of a directive that holds code, and the code."""
    out: dict[str, str] = {}
    lines = code.split("\n")
    while lines and (found := _OPTION.match(lines[0].rstrip())):
        out[{"name": "id", "label": "id"}.get(found[1], found[1])] = (found[2] or "").strip()
        del lines[0]
    if out and lines and not lines[0].strip():
        del lines[0]
    return out, "\n".join(lines)


def role(state: StateInline, silent: bool) -> bool:
    """A role: `{name}` with words in backticks behind it."""
    found = _ROLE.match(state.src, state.pos, state.posMax)
    if not found or found[1].lower() not in ROLES:
        return False
    if not silent:
        token = state.push("role", "", 0)
        token.content, token.info = " ".join(found[3].split()), found[1].lower()
    state.pos = found.end()
    return True


def target(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    """`(name)=` on a line of its own names the block that follows."""
    if state.is_code_block(line):
        return False
    found = _TARGET.match(trimmed_line(state, line))
    if not found:
        return False
    if not silent:
        token = state.push("attrs_block", "", 0)
        attrs: dict[str, Any] = {"id": found[1]}
        token.attrs, token.map = attrs, [line, line + 1]
        state.line = line + 1
    return True


def tab(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`=== "Title"` with indented blocks under it: one of several texts a site shows by turns."""
    found = None if state.is_code_block(start) else _TAB.match(trimmed_line(state, start))
    if not found:
        return False
    if silent:
        return True
    indent, last = state.blkIndent, start + 1
    deep = state.sCount[start] + 4
    while last < end and (state.isEmpty(last) or state.sCount[last] >= deep):
        last += 1
    state.blkIndent = deep
    division(state, start, last, f"tab [{found[2]}]")
    state.blkIndent, state.line = indent, last
    return True
