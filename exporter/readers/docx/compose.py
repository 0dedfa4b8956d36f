"""Lines into blocks: what belongs together by style, by mark, by indent and by what it stands beside."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from exporter.model import (
    Aside,
    Block,
    Blocks,
    Figure,
    Heading,
    Image,
    Inlines,
    LineBreak,
    Paragraph,
    Span,
    Takeaways,
    Text,
    ThematicBreak,
)

from . import boxes, captions, listing, quoting
from .lines import BOXED, UNLISTED, Box, Entry, Grid, Line
from .pieces import Piece, inlines

_CLOSING = re.compile(r"\s*[:：.]?\s*$")


class Composer(Struct):
    """Makes blocks. lang, dir: of the whole, which nothing needs to repeat.  ours: whether our own styles are used.

    takeaways: the first box of them that styles name.  aliases: ids that stand for others.  names: of kinds of callouts, as
    titles begin with them.  unnumbered: captions without a number, as that of the lead figure is.
    nesting: how many lists what is read stands in; boxes: how many boxes.
    """

    lang: str = ""
    dir: str = "ltr"
    ours: bool = False
    callouts: dict[str, str] = {}
    missing: str = ""
    takeaways: Takeaways | None = None
    aliases: dict[str, str] = {}
    boxed_tables: int = 0
    unnumbered: list[Inlines] = []
    nesting: int = 0
    boxes: int = 0

    # ---- lines ---------------------------------------------------------------------------------------------------

    def inlines(self, pieces: Sequence[Piece]) -> Inlines:
        """The inlines of some pieces."""
        return inlines(pieces, self.lang)

    def carried(self, line: Line | Grid | Box) -> dict[str, Any]:
        """What a node has of its line: its id, its direction."""
        out: dict[str, Any] = {}
        if line.anchors:
            out["id"] = line.anchors[0]
            self.aliases.update(dict.fromkeys(line.anchors[1:], line.anchors[0]))
        if isinstance(line, Line) and line.dir and line.dir != self.dir:
            out["dir"] = line.dir
        return out

    # ---- blocks --------------------------------------------------------------------------------------------------

    def blocks(self, items: Sequence[Entry]) -> Blocks:
        """The blocks of some items."""
        out: list[Block] = []
        at = 0
        while at < len(items):
            at = self._next(items, at, out)
        return tuple(out)

    def _next(self, items: Sequence[Entry], at: int, out: list[Block]) -> int:
        item = items[at]
        if isinstance(item, Grid):
            out.append(self.table(item))
        elif isinstance(item, Box):
            out.append(Aside(content=self.blocks(item.content), **self.carried(item)))
        elif not isinstance(item, Line):
            out.append(item)
        elif item.role in BOXED or (self.ours and not self.boxes and boxes.begins(item)):
            return boxes.box(self, items, at, out)
        elif item.mark and not item.role.startswith("heading-") and item.role not in UNLISTED:
            made, at = listing.listed(self, items, at)
            out.extend(made)
            return at
        else:
            return self._line(item, items, at, out)
        return at + 1

    def _line(self, line: Line, items: Sequence[Entry], at: int, out: list[Block]) -> int:
        if line.role.startswith("heading-"):
            out.extend(self._heading(line))
            return at + 1
        take = _TAKERS.get(line.role)
        if take is not None and (not line.empty or line.role in _MEAN_NOTHING_SAID):
            return take(self, items, at, out)
        out.extend(self.paragraph(line))
        return at + 1

    def _heading(self, line: Line) -> list[Block]:
        content = self.inlines(line.pieces)
        if line.mark and line.mark.label and content:
            content = (Text(value=f"{line.mark.label} "), *content)
        level = min(6, int(line.role.rpartition("-")[2]))
        pictures = [piece.node for piece in line.pieces if isinstance(piece.node, Image)]
        if content and all(isinstance(one, Image) for one in content):
            return [Figure(images=tuple(pictures))]
        return [_spoken(Heading(content=content, level=level, **self.carried(line)))] if content else []

    def paragraph(self, line: Line) -> list[Block]:
        """A plain paragraph: a formula, a figure or a break where that is all there is in it."""
        if any(piece.role == "rule" for piece in line.pieces) or (line.ruled and line.empty and not self.ours):
            return [ThematicBreak(), *self.text(line)]
        if line.empty:
            return [Paragraph(content=(), **self.carried(line))] if line.anchors else []
        said_ones = [piece for piece in line.pieces if piece.node is not None or piece.words.strip()]
        if all(piece.role == "display" for piece in said_ones):
            return [quoting.formula(self, piece.node, line) for piece in said_ones]
        if not self.ours and all(isinstance(piece.node, (Image, LineBreak)) for piece in said_ones):
            return [captions.shown(self, line)]
        return self.text(line)

    def text(self, line: Line) -> list[Block]:
        run_in, rest = _split(line.pieces)
        content = self.inlines(rest)
        if not run_in:
            return [_spoken(Paragraph(content=content, **self.carried(line)))] if content else []
        heading = self.inlines(run_in)
        if heading and type(heading[-1]) is Text:
            closed = _CLOSING.sub("", heading[-1].value)
            heading = (*heading[:-1], Text(value=closed)) if closed else heading[:-1]
        return [Paragraph(content=content, run_in=heading, **self.carried(line))]

    def _skip(self, _items: Sequence[Entry], at: int, _out: list[Block]) -> int:
        return at + 1

    def table(self, grid: Grid) -> Block:
        """A table, or the box that a table of one cell is."""
        from .laying import table

        return table(self, grid)


def _spoken(block: Paragraph | Heading) -> Paragraph | Heading:
    """A block whose words are all in one other language: it says so itself."""
    only = block.content[0] if len(block.content) == 1 else None
    if not isinstance(only, Span) or not only.lang or only.id:
        return block
    return replace(block, content=only.content, lang=only.lang)


def _split(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The heading a paragraph begins with, and the rest: it ends with its colon, whatever formats are inside."""
    end = 1 + max((at for at, piece in enumerate(pieces) if piece.role == "run-in"), default=-1)
    return pieces[:end], pieces[end:]


_MEAN_NOTHING_SAID = frozenset(["break", "spacer", "contents", "code"])
_TAKERS: dict[str, Callable[[Composer, Sequence[Entry], int, list[Block]], int]] = {
    "figure": captions.figure,
    "placeholder": captions.placeholder,
    "caption": captions.caption,
    "quote": quoting.quote,
    "intense-quote": quoting.pull_quote,
    "attribution": quoting.attribution,
    "code": quoting.code,
    "term": quoting.terms,
    "break": quoting.thematic_break,
    "formula": quoting.formula_line,
    "spacer": Composer._skip,
    "contents": Composer._skip,
    **dict.fromkeys(boxes.POINTS, boxes.takeaways),
}
