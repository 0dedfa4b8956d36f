"""Attributes in braces: `{#id .class key="value" width=50%}`, as pandoc, Quarto, djot and kramdown (`{: .class}`) have them.

A backslash inside a quoted value stays where it is; `inlines.value` takes it out. Linear in the length of the braces.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from exporter.patterns import pattern
from exporter.readers.markdown.block_lines import trimmed_line

_NAME = r"[^\s!\"#$%&'()*+,./;<=>?@\[\]^`{|}~\\]+"
_PART = pattern(
    rf"\s*(?:#(?P<id>{_NAME})|\.(?P<class>{_NAME})"
    r"|(?P<key>[A-Za-z\d_:][A-Za-z\d_:.-]*)=(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)'"
    r"|(?P<bare>[^\s\"'<>=`{}\\|\[\]]+))"
    r"|(?P<unnumbered>-)|(?P<end>\}))(?=[\s}]|(?<=\})|\Z)",
    re.DOTALL,
)
_AFTER = frozenset(["image", "code_inline", "link_close", "span_close", "math_inline", "math_inline_double"])
RAW = pattern(r"\{=((?!article-json)[A-Za-z][\w+-]*)\}")
"""The format something is written for alone."""
_LONGEST = 2000


def parsed(source: str, at: int = 0) -> tuple[int, dict[str, str]] | None:
    """(the place after the closing brace, attributes) of the braces at `at`; None where they are none. Classes add up."""
    if not source.startswith("{", at):
        return None
    begin, at = at, at + (2 if source.startswith("{:", at) else 1)
    out: dict[str, str] = {}
    while at - begin < _LONGEST and (found := _PART.match(source, at)):
        at = found.end()
        if found["end"]:
            return at, out
        _take(found, out)
    return None


def _take(found: re.Match[str], out: dict[str, str]) -> None:
    if found["id"]:
        out["id"] = found["id"]
    elif name := found["class"] or (found["unnumbered"] and "unnumbered"):
        out["class"] = f"{out['class']} {name}" if out.get("class") else name
    else:
        value = next(part for part in (found["double"], found["single"], found["bare"]) if part is not None)
        key = found["key"]
        out[key] = f"{out['class']} {value}" if key == "class" and out.get("class") else value


def braces(source: str) -> dict[str, str] | None:
    """The attributes of a string that is nothing but braces; None where it is none, or they are empty."""
    found = parsed(source)
    return found[1] or None if found and found[0] == len(source) else None


def inline(state: StateInline, silent: bool) -> bool:
    """Attributes right behind a picture, code, a formula, a link or a span; the format that raw words are for."""
    if state.src.startswith("{=", state.pos):
        return _raw(state, silent)
    if state.src[state.pos] != "{" or not state.tokens or state.tokens[-1].type not in _AFTER:
        return False
    found = parsed(state.src, state.pos) if not state.pending else _behind_a_space(state)
    opening = _opening(state)
    if not found or found[0] > state.posMax or opening is None:
        return False
    if not silent:
        state.pending = ""
        add(opening, found[1])
    state.pos = found[0]
    return True


def _raw(state: StateInline, silent: bool) -> bool:
    """Pandoc's raw words: code with `{=html}` behind it."""
    found = RAW.match(state.src, state.pos, state.posMax)
    if not found or state.pending or not state.tokens or state.tokens[-1].type != "code_inline":
        return False
    if not silent:
        state.tokens[-1].type, state.tokens[-1].info = "raw_inline", found[1]
    state.pos = found.end()
    return True


def _behind_a_space(state: StateInline) -> tuple[int, dict[str, str]] | None:
    """The id of a display formula in a sentence: `$$a = b$$ {#eq-sum}`."""
    if state.pending != " " or state.tokens[-1].type != "math_inline_double":
        return None
    found = parsed(state.src, state.pos)
    return found if found and list(found[1]) == ["id"] else None


def add(token: Token, attrs: dict[str, str]) -> None:
    """Give attributes to a token; those that would run a script are left out."""
    for key, value in attrs.items():
        if key == "class" and token.attrs.get("class"):
            token.attrs["class"] = f"{token.attrs['class']} {value}"
        elif not key.startswith("on"):
            token.attrs[key] = value


def _opening(state: StateInline) -> Token | None:
    """The token the attributes belong to: the last one, or the one that it closes."""
    level = 0
    for token in reversed(state.tokens):
        level += token.nesting
        if level == 0:
            return token
    return None


def span(state: StateInline, silent: bool) -> bool:
    """`[words]{.class}`."""
    start = state.pos
    if state.src[start] != "[":
        return False
    end: int = state.md.helpers.parseLinkLabel(state, start, False)
    found = parsed(state.src, end + 1) if end >= 0 else None
    if not found or found[0] > state.posMax:
        return False
    if not silent:
        last, state.pos, state.posMax = state.posMax, start + 1, end
        add(state.push("span_open", "span", 1), found[1])
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
        state.posMax = last
    state.pos = found[0]
    return True


def block(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    """Attributes alone on a line: of the block that follows."""
    if state.is_code_block(line):
        return False
    text = trimmed_line(state, line)
    if not text.startswith("{") or not text.endswith("}"):
        return False
    found = parsed(text)
    if not found or found[0] != len(text):
        return False
    if not silent:
        token = state.push("attrs_block", "", 0)
        token.attrs, token.map = {**found[1]}, [line, line + 1]
        state.line = line + 1
    return True
