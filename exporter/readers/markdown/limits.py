"""What keeps the Markdown parser linear on hostile text: bounded scans for labels, words in pieces, nesting that ends.

CommonMark's rules for links look for the bracket that closes each bracket, which takes time with the square of a text of
brackets. An article never comes near these bounds; where a text does, its brackets are read as words.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.text import text as whole_text
from mdit_py_plugins.footnote.index import footnote_inline, footnote_ref

from exporter.readers.markdown.flattening import flat_paragraph
from exporter.walk import DEEPEST

_SCANNED_PER_CHARACTER = 20
_SCANNED_AT_LEAST = 50_000
_LONGEST_LABEL = 500
_DEEPEST_NOTE = 4
_LONGEST_PARAGRAPH = 200_000
_PIECE = 2048
_LONGEST_PIECE = 65536


def limit(md: MarkdownIt) -> None:
    """Put the bounds into a parser that has all its rules."""
    md.block.tokenize = _Block.tokenize.__get__(md.block)  # type: ignore[method-assign]
    md.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkLabel=_label_end,
        parseLinkDestination=helpers.parseLinkDestination,
        parseLinkTitle=helpers.parseLinkTitle,
    )
    md.inline.ruler.at("text", _text)
    md.inline.ruler.at("footnote_inline", _inline_note)
    md.inline.ruler.at("footnote_ref", _note_ref)
    for name, signs, before in (
        ("gfm_autolink_protocol", ":", "pso"),
        ("gfm_autolink_email", "@", ""),
    ):
        md.inline.ruler.at(name, _guarded(_rule(md, name), signs, before))


def _rule(md: MarkdownIt, name: str) -> RuleFuncInlineType:
    return next(rule.fn for rule in md.inline.ruler.__rules__ if rule.name == name)


def _guarded(rule: RuleFuncInlineType, sign: str, before: str) -> RuleFuncInlineType:
    """The same rule, asked only at its sign (after one of `before`), as it copies the rest of the text whenever asked.

    In a paragraph longer than any article's it is not asked at all.
    """

    def guarded(state: StateInline, silent: bool) -> bool:
        source, at = state.src, state.pos
        if source[at] != sign or len(source) > _LONGEST_PARAGRAPH:
            return False
        return (not before or (at > 0 and source[at - 1] in before)) and rule(state, silent)

    return guarded


class _Block(ParserBlock):
    """A block parser that flattens what is nested too deep instead of skipping it."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - the base class's names
        if state.level < DEEPEST:
            ParserBlock.tokenize(self, state, startLine, endLine)
            return
        state.env.setdefault("flattened", startLine + 1)
        line = startLine
        while line < endLine and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
            if not state.isEmpty(line):
                flat_paragraph(state, line)
            line += 1
        state.line = max(line, startLine + 1)


def _text(state: StateInline, silent: bool) -> bool:
    """Words up to the next character that may mean something; long runs go into tokens of their own, piece by piece."""
    found = whole_text(state, silent)
    if found and not silent:
        waiting = len(state.pending)
        if waiting > _LONGEST_PIECE or (waiting > _PIECE and state.src[state.pos - 1] == " "):
            state.pushPending()
    return found


class _Scan:
    """How far one text may still be scanned for labels, and where its last closing bracket is."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.left = _SCANNED_AT_LEAST + _SCANNED_PER_CHARACTER * len(source)
        self.last = source.rfind("]")


def _scan(state: StateInline) -> _Scan:
    scan: Any = state.env.get("label_scan")
    if scan is None or scan.source is not state.src:
        scan = state.env["label_scan"] = _Scan(state.src)
    return scan  # type: ignore[no-any-return]


def _label_end(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803 - markdown-it's names
    """Where the label that opens at `start` closes; -1 where it does not, or looking for it would cost too much."""
    scan = _scan(state)
    if scan.last <= start or scan.left <= 0:
        return -1
    end = helpers.parseLinkLabel(state, start, disableNested)
    scan.left -= (end if end >= 0 else state.posMax) - start
    return end


def _inline_note(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("^[", state.pos):
        return False
    deep: int = state.env.get("note_depth", 0)
    scan = _scan(state)
    if scan.last <= state.pos or scan.left <= 0 or deep >= _DEEPEST_NOTE:
        return False
    state.env["note_depth"] = deep + 1
    start = state.pos
    found = footnote_inline(state, silent)
    state.env["note_depth"] = deep
    scan.left -= (state.pos if found else state.posMax) - start
    return bool(found)


def _note_ref(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[^", state.pos) or state.src.find("]", state.pos, state.pos + _LONGEST_LABEL) < 0:
        return False
    return bool(footnote_ref(state, silent))
