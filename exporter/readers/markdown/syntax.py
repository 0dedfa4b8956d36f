"""The Markdown this project reads: CommonMark, GFM and what article writers use beyond them, as one markdown-it parser.

Beyond CommonMark: tables, strikethrough, bare addresses as links, footnotes (also inline), definition lists, attributes in
braces, bracketed spans, sub- and superscript, TeX formulas, admonitions (`!!! note`), fenced divisions (`::: name`), template
tags (Liquid, Hugo) recognised so that they do not pass for text.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from exporter.patterns import pattern
from exporter.readers.markdown import (
    abbreviations,
    attributes,
    directives,
    drawn_tables,
    fields,
    labelled_math,
    left_out,
    obsidian,
    pandoc_blocks,
    shortcodes,
    table_captions,
    tex,
    wide_rows,
)
from exporter.readers.markdown.block_lines import line_text, push_comment
from exporter.readers.markdown.dispatch import dispatch
from exporter.readers.markdown.limits import limit
from exporter.walk import DEEPEST

_SCRIPT = pattern(r"\s*(?:javascript|vbscript)\s*:", re.IGNORECASE)
_DIV = pattern(r":{3,}[ \t]*(\S.*)$")
_DIV_END = pattern(r":{3,}[ \t]*$")
_EXAMPLE = pattern(r"(?<=\()@([\w-]+)(?=[);,])")
_CODE_FENCE = pattern(r"(?:[-+*>][ \t]*|\d{1,9}[.)][ \t]+)*(`{3,}|~{3,})")
_CLOSERS = {"{%": "%}", "{{": "}}"}
_KRAMDOWN = pattern(r"\{::?[^{}\n]*\}")
_KRAMDOWN_BEHIND = pattern(r"\{:[^:/{}\n][^{}\n]*\}[ \t]*$")
_TEMPLATE_TARGET = pattern(
    r"\]\(\s*+\{[{%]-?[<%]?\s*+(?:(?:relref|ref|link|post_url|url)(?![\w./-]))?\s*+"
    r"(?:[\"']([^\"']*)[\"'][^}]{0,300}|[\w.]*baseurl[^}]{0,300}|([\w./-]+)[^}]{0,300})[}%]\}([^)\s]*)"
)
_HEADING_ATTRIBUTES = pattern(r"(?:(?<![ \t])[ \t]+|(?<![\\)\]`]))(\{:?[^{}]*\})[ \t]*$")


@cache
def parser() -> MarkdownIt:
    """The one parser; it keeps no state between texts."""
    md = MarkdownIt("commonmark", {"maxNesting": DEEPEST * 2})
    md.block.ruler.enable(["table"])
    md.inline.ruler.enable(["strikethrough"])
    md.inline.ruler2.enable(["strikethrough"])
    md.use(footnote_plugin, move_to_end=False).use(deflist_plugin)
    md.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True)
    md.use(sub_plugin).use(superscript_plugin).use(gfm_autolink_plugin).use(admon_plugin)
    md.inline.ruler.after("link", "span", attributes.span)
    md.block.ruler.before("table", "grid_table", drawn_tables.grid)
    md.block.ruler.before("table", "ruled_table", drawn_tables.ruled)
    md.block.ruler.after("table", "line_block", pandoc_blocks.line_block)
    md.block.ruler.before("list", "fancy_list", pandoc_blocks.fancy_list, {"alt": ["paragraph"]})
    md.block.ruler.before("table", "comment", pandoc_blocks.comment)
    md.block.ruler.before("fence", "attr", attributes.block)  # given to what follows when the tree is built
    alternatives: Any = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "directive", directives.directive, alternatives)
    md.block.ruler.before("fence", "division", _division, alternatives)
    md.block.ruler.before("attr", "target", directives.target)
    md.block.ruler.before("attr", "tab", directives.tab)
    md.block.ruler.before("attr", "pair", shortcodes.pair)
    md.block.ruler.before("attr", "template", _template_line, {"alt": ["paragraph", "blockquote", "list"]})
    md.inline.ruler.before("escape", "tex", tex.inline)
    md.block.ruler.before("fence", "tex", tex.block, {"alt": ["paragraph"]})
    md.block.ruler.before("math_block", "labelled_math", labelled_math.block, alternatives)
    md.inline.ruler.before("link", "attr", attributes.inline)
    md.inline.ruler.before("link", "role", directives.role)
    md.inline.ruler.before("link", "template", _template)
    _left_out(md)
    _obsidian(md)
    wide_rows.told(md)
    md.core.ruler.before("inline", "prepare", _prepare)
    md.normalizeLink = str  # type: ignore[method-assign, assignment] # addresses stay as they are written
    md.normalizeLinkText = str  # type: ignore[method-assign, assignment]
    md.validateLink = lambda url: not _SCRIPT.match(url)  # type: ignore[method-assign]
    table_captions.before_definitions(md)
    limit(md)
    dispatch(md)
    return md


def _left_out(md: MarkdownIt) -> None:
    """Lines that print nothing."""
    interrupting: Any = {"alt": ["paragraph"]}
    md.block.ruler.before("tex", "tex_left_out", left_out.tex, interrupting)
    md.block.ruler.before("table", "contents_left_out", left_out.contents)
    md.block.ruler.before("table", "cell_break", left_out.cell_break)
    md.block.ruler.before("table", "fields", fields.block)
    md.block.ruler.before("table", "abbreviation", abbreviations.definition, interrupting)


def _obsidian(md: MarkdownIt) -> None:
    """Marks of notebooks of linked pages."""
    md.block.ruler.before("table", "comment_block", obsidian.comment_block)
    md.inline.ruler.before("link", "wiki_link", obsidian.link)
    md.inline.ruler.before("link", "wiki_embed", obsidian.embed)
    md.inline.ruler.before("link", "comment", obsidian.comment)
    md.inline.ruler.before("link", "highlight", obsidian.highlight)


def _division(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`::: name {attributes}` up to its `:::`; they nest, and the shortest fence may close the longest."""
    first = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith(":::", first):
        return False
    found = _DIV.match(line_text(state, start))
    if not found:
        return False
    if silent:
        return True
    last, closed = _division_end(state, start, end)
    directives.division(state, start, last, found[1].rstrip(), closed=closed)
    state.line = last + closed
    return True


def _division_end(state: StateBlock, start: int, end: int) -> tuple[int, bool]:
    """The line that closes a division, and whether there is one; lines inside fenced code do not count."""
    depth, code = 1, ""
    for line in range(start + 1, end):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return line, False
        text = line_text(state, line)
        fence = _CODE_FENCE.match(text)
        if code:
            code = "" if fence and fence[1].startswith(code) and not text.strip(code[0] + " \t>") else code
        elif fence:
            code = fence[1]
        elif text.startswith(":::") and state.sCount[line] - state.sCount[start] < 2:
            depth += -1 if _DIV_END.match(text) else 1
            if not depth:
                return line, True
    return end, False


def _template_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that holds template tags or kramdown attributes only: kept apart, so that attributes are not sought in it."""
    text = line_text(state, start)
    if state.is_code_block(start) or not text.startswith(("{%", "{{", "{:")):
        return False
    if silent:
        return text.startswith("{:") and bool(_KRAMDOWN_BEHIND.match(text))
    if text.startswith("{::comment}"):
        return push_comment(state, start, end, lambda line: line.startswith("{:/"))
    rest = _KRAMDOWN.sub("", _without_templates(text)).strip()
    if rest:
        return False
    token = state.push("template", "", 0)
    token.content, token.map = text.strip(), [start, start + 1]
    state.line = start + 1
    return True


def _without_templates(text: str) -> str:
    at = 0
    while at < len(text):
        closer = _CLOSERS.get(text[at : at + 2])
        end = text.find(closer, at + 2) if closer else -1
        if end < 0:
            return text[at:]
        rest = text[end + 2 :].lstrip()
        at = len(text) - len(rest)
        if rest[:2] not in _CLOSERS:
            return rest
    return ""


def _template(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    found = _match_template(state)
    if not found:
        return False
    if not silent:
        state.push("template", "", 0).content = found
    state.pos += len(found)
    return True


def _match_template(state: StateInline) -> str:
    """The template tag at this place; the end of one is sought once for the whole text, so that a row of braces stays cheap."""
    two = state.src[state.pos : state.pos + 2]
    if two == "{:":
        found = _KRAMDOWN.match(state.src, state.pos, state.posMax)
        return found[0] if found else ""
    closer = _CLOSERS.get(two)
    if not closer:
        return ""
    missing: set[tuple[str, str]] = state.env.setdefault("template_ends_missing", set())
    if (state.src, closer) in missing:
        return ""
    end = state.src.find(closer, state.pos + 2, state.posMax)
    if end < 0:
        if state.posMax == len(state.src):
            missing.add((state.src, closer))
        return ""
    return state.src[state.pos : end + 2]


def _prepare(state: StateCore) -> None:
    """Before words are parsed: attributes off the ends of headings, template expressions out of the targets of links."""
    for index, token in enumerate(state.tokens):
        if token.type != "inline":
            continue
        if "example" in state.env and "(@" in token.content:
            token.content = _EXAMPLE.sub(partial(_example, state.env["examples"]), token.content)
        if "{" in token.content and "](" in token.content:
            token.content = _TEMPLATE_TARGET.sub(_target, token.content)
        if index and "^" in token.content and state.tokens[index - 1].type == "paragraph_open":
            obsidian.cut_name(token, state.tokens[index - 1], state)
        if index and state.tokens[index - 1].type == "heading_open" and token.content.endswith("}"):
            _cut_attributes(token, state.tokens[index - 1])


def _example(numbers: dict[str, str], found: re.Match[str]) -> str:
    return numbers.get(found[1], found[0])


def _target(found: re.Match[str]) -> str:
    return f"]({found[1] or found[2] or ''}{found[3]}"


def _cut_attributes(token: Any, heading: Any) -> None:
    found = _HEADING_ATTRIBUTES.search(token.content)
    attrs = attributes.braces(found[1]) if found else None
    if found and attrs:
        token.content = token.content[: found.start()]
        heading.meta = {"attrs": attrs}
