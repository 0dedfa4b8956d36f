"""What a document without styles shows by how it looks: headings, the title, program text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from exporter.readers.text.bylines import byline
from exporter.readers.text.dates import date

from .document import Document
from .lines import Item, Line

_LONGEST_HEADING, _LONGEST_TITLE = 100, 200
_STOPPED = re.compile(r"[.!?…:;,。！？：；，、।۔؟؛]$")
_LARGER = 1.14
"""How much larger than the text words must be to head it."""
_UNSAID = 20
"""How large words are, in half points, where nothing says so: as Word has them."""
_TITLE_WITHIN = 8
_FEW, _SEVERAL = 1, 2
"""As many headings by style leave the others to be told by their looks, where these are several."""
_HEAD = 12
"""Lines within which a document's title and what belongs to it stand."""


def program_text(items: Sequence[Item]) -> None:
    """Paragraphs wholly in a font for program text are such, if there are several or they begin with spaces."""
    for at, line in enumerate(items):
        if not isinstance(line, Line) or not _is_code(line):
            continue
        beside = [items[n] for n in (at - 1, at + 1) if 0 <= n < len(items)]
        if any(isinstance(one, Line) and (one.role == "code" or _is_code(one)) for one in beside):
            line.role = "code"


def _is_code(line: Line) -> bool:
    pieces = [one for one in line.pieces if one.words.strip() or one.node is not None]
    return line.role == "body" and not line.mark and bool(pieces) and all(one.code for one in pieces)


def title(items: Sequence[Item]) -> None:
    """The only outermost heading is the title where it is the first line and no style says title; others move up."""
    lines = [item for item in items if isinstance(item, Line) and not item.empty]
    heads = [line for line in lines if line.role.startswith("heading-")]
    top = [line for line in heads if line.role == "heading-1"]
    if len(top) != 1 or lines[0] is not top[0] or any(line.role == "title" for line in lines):
        return
    top[0].role = "title"
    for line in heads[1:]:
        line.role = f"heading-{int(line.role.rpartition('-')[2]) - 1}"


def head_lines(items: Sequence[Item]) -> None:
    """Plain lines right under the title that can only be a byline or a date are such."""
    under = False
    for line in items[:_HEAD]:
        if not isinstance(line, Line) or line.empty:
            continue
        if line.role in ("title", "standfirst"):
            under = True
        elif under and line.role == "body" and not line.mark and byline(line.words):
            line.role = "byline"
        elif under and line.role == "body" and not line.mark and date(line.words):
            line.role = "date"
        elif line.role not in ("byline", "date"):
            return


def headings(items: Sequence[Item], document: Document, *, titled: bool) -> None:
    """Short lines that are bold or larger than the text become the title and headings; notices name them.

    The title is looked for whatever styles make headings, and headings where styles make one at most.
    """
    lines = [one for one in items if isinstance(one, Line)]
    styled = [line for line in lines if line.role.startswith("heading-")]
    body = _body_size(lines)
    found = [line for at, line in enumerate(items) if isinstance(line, Line) and _heads(line, items, at, body)]
    if found and not titled and _is_title(found, styled, items, body):
        found[0].role = "title"
        document.leave_out("guessed-title", found[0].words)
        found = found[1:]
    if len(styled) > _FEW or (styled and len(found) < _SEVERAL):
        return
    ranks = sorted({line.size for line in found}, reverse=True)
    for line in found:
        line.role = f"heading-{min(3, ranks.index(line.size) + 1)}"
        document.leave_out("guessed-heading", line.words)


def lightened(items: Sequence[Item]) -> None:
    """Takes from the title and from headings, where all their words have it, the weight that these have anyway."""
    for line in items:
        if isinstance(line, Line) and line.role.startswith(("title", "heading-")) and _bold(line):
            line.pieces = [piece.without("strong") for piece in line.pieces]


def _is_title(found: list[Line], styled: list[Line], items: Sequence[Item], body: int) -> bool:
    """Whether the first line that heads something is the title: at the top, and larger than all others.

    Where styles make headings, it stands before these and is larger than the text, not only bold.
    """
    first = found[0]
    if first.size <= max((line.size for line in (*found[1:], *styled)), default=0):
        return False
    if styled and first.size < (body or _UNSAID) * _LARGER:
        return False
    heads = (one for one in items[:_TITLE_WITHIN] if one is first or any(one is line for line in styled))
    return next(heads, None) is first


def _body_size(lines: Sequence[Line]) -> int:
    sizes: Counter[int] = Counter()
    for line in lines:
        sizes[line.size] += len(line.words)
    return sizes.most_common(1)[0][0] if sizes else 0


def _heads(line: Line, items: Sequence[Item], at: int, body: int) -> bool:
    words = line.words
    larger = bool(body) and line.size >= body * _LARGER
    longest = _LONGEST_TITLE if larger else _LONGEST_HEADING
    if line.role not in ("body", "list") or line.mark or not 1 < len(words) <= longest or "\n" in words:
        return False
    if _STOPPED.search(words) or not any(map(str.isalpha, words)):
        return False
    if not larger and not _bold(line):
        return False
    after = (items[n] for n in range(at + 1, len(items)))
    return any(not isinstance(one, Line) or not one.empty for one in after)


def _bold(line: Line) -> bool:
    pieces = [one for one in line.pieces if one.words.strip()]
    return bool(line.look.bold) or all(any(kind == "strong" for kind, *_ in one.wraps) for one in pieces)
