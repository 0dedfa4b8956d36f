"""Quotations, program text, formulas, breaks, terms with their definitions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from exporter.model import (
    Block,
    CodeBlock,
    DefinitionItem,
    DefinitionList,
    Inlines,
    Math,
    MathBlock,
    PullQuote,
    Quote,
    Text,
    ThematicBreak,
)

from .lines import SLACK, UNLISTED, Entry, Grid, Line
from .pieces import parted, said

if TYPE_CHECKING:
    from .compose import Composer

_STARS = "* * *"
"""What a break in a box has in the place of a rule."""
_DASH = re.compile(r"^\s*[—–―-]+\s*")


def quote(composer: Composer, items: Sequence[Entry], at: int, out: list[Block]) -> int:
    inside: list[Entry] = []
    first = cast(Line, items[at])
    while at < len(items) and isinstance(line := items[at], Line) and line.role in ("quote", "intense-quote"):
        if not line.empty:
            inside.append(replace(line, role="body", left=0))
        at += 1
    attribution: Inlines = ()
    if at < len(items) and isinstance(line := items[at], Line) and line.role == "attribution":
        attribution = _undashed(composer.inlines(line.pieces))
        at += 1
    content = composer.blocks([replace(cast(Line, one), anchors=[]) for one in inside])
    out.append(Quote(content=content, attribution=attribution, **composer.carried(first)))
    return at


def pull_quote(composer: Composer, items: Sequence[Entry], at: int, out: list[Block]) -> int:
    if not composer.ours:
        return quote(composer, items, at, out)
    line = cast(Line, items[at])
    rest, said_by = parted(line.pieces, "attribution")
    out.append(
        PullQuote(
            content=composer.inlines(rest), attribution=_undashed(composer.inlines(said_by)), **composer.carried(line)
        )
    )
    return at + 1


def attribution(composer: Composer, items: Sequence[Entry], at: int, out: list[Block]) -> int:
    line = cast(Line, items[at])
    if out and isinstance(out[-1], Quote) and not out[-1].attribution:
        out[-1] = replace(out[-1], attribution=_undashed(composer.inlines(line.pieces)))
    else:
        out.extend(composer.text(line))
    return at + 1


def code(composer: Composer, items: Sequence[Entry], at: int, out: list[Block]) -> int:
    first = cast(Line, items[at])
    lines: list[str] = []
    while at < len(items) and isinstance(line := items[at], Line) and line.role == "code" and not line.mark:
        words = said(line.pieces)
        lines.append(words.removeprefix("\t") if composer.ours and line.bordered and line.hang else words)
        at += 1
        if composer.ours:
            break
    while lines and not lines[-1].strip() and len(lines) > 1:
        lines.pop()
    out.append(CodeBlock(code="\n".join(lines), **composer.carried(first)))
    return at


def terms(composer: Composer, items: Sequence[Entry], at: int, out: list[Block]) -> int:
    made: list[DefinitionItem] = []
    first = cast(Line, items[at])
    while at < len(items) and isinstance(term := items[at], Line) and term.role == "term":
        at += 1
        inside: list[Entry] = []
        while at < len(items) and _defines(items[at], term):
            item = items[at]
            inside.append(replace(item, role="body") if isinstance(item, Line) and item.role == "definition" else item)
            at += 1
        content = composer.blocks(inside)
        made.append(DefinitionItem(term=composer.inlines(term.pieces), definitions=(content,) if content else ()))
    out.append(DefinitionList(items=tuple(made), **composer.carried(first)))
    return at


def _defines(item: Entry, term: Line) -> bool:
    """Whether something belongs to a term: its definition, and what is as far in."""
    if isinstance(item, Line) and item.role == "definition":
        return True
    if isinstance(item, Line) and (item.role in ("term", *UNLISTED) or item.role.startswith("heading-")):
        return False
    return isinstance(item, (Line, Grid)) and item.left > term.left + SLACK * 3


def thematic_break(composer: Composer, items: Sequence[Entry], at: int, out: list[Block]) -> int:
    line = cast(Line, items[at])
    out.append(ThematicBreak(**composer.carried(line)))
    if not line.empty and not (line.bordered and line.words == _STARS):
        out.extend(composer.text(replace(line, anchors=[])))
    return at + 1


def formula_line(composer: Composer, items: Sequence[Entry], at: int, out: list[Block]) -> int:
    line = cast(Line, items[at])
    formulas = [piece.node for piece in line.pieces if isinstance(piece.node, Math)]
    if formulas and not said(line.pieces).strip():
        out.extend(formula(composer, node, line) for node in formulas)
    elif not formulas and line.words:
        out.append(MathBlock(source=line.words, **composer.carried(line)))
    else:
        out.extend(composer.text(line))
    return at + 1


def formula(composer: Composer, node: Math, line: Line) -> Block:
    return MathBlock(source=node.source, **composer.carried(line))


def _undashed(content: Inlines) -> Inlines:
    """An attribution without the dash before it."""
    if content and type(content[0]) is Text:
        rest = _DASH.sub("", content[0].value)
        return (Text(value=rest), *content[1:]) if rest else content[1:]
    return content
