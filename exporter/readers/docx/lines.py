"""What a story (the document, a note, a cell, a text box) is made of before blocks are made of it: lines and tables."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from exporter.model import Block, Direction

from .numbering import Mark
from .pieces import Piece, said
from .styles import NO_LOOK, Look


class Line(Struct):
    """One paragraph. role: what its style (or how it looks) makes it.  anchors: the bookmarks that lead to it.

    left: how much further in than its style says, in twips; `indent`: how far in altogether.  look: of its words by
    default.  bordered: has lines around it of its own, not its style's.  ruled: has a line below it.
    style: its id.  decimal: has a tab for decimals.  hang: how far its first line hangs out, as it says itself.
    size: of most of its words, in half points, 0 where nobody says.
    """

    pieces: list[Piece]
    role: str = "body"
    mark: Mark | None = None
    left: int = 0
    indent: int = 0
    align: str = ""
    dir: Direction | None = None
    anchors: list[str] = []
    look: Look = NO_LOOK
    bordered: bool = False
    ruled: bool = False
    style: str = ""
    decimal: bool = False
    hang: int = 0
    size: int = 0

    @property
    def words(self) -> str:
        """The words of the line."""
        return said(self.pieces).strip()

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it at all."""
        return not any(piece.node is not None or piece.words.strip() for piece in self.pieces)


class CellLines(Struct):
    """A cell: `column` and `wide` count the grid's columns; merged: it goes on from the cell above."""

    content: list[Line | Grid | Box]
    column: int
    wide: int = 1
    tall: int = 1
    merged: bool = False


class RowLines(Struct):
    """A row; heads: it is repeated on every page."""

    cells: list[CellLines]
    heads: bool = False


class Grid(Struct):
    """A table. first: whether its style sets its first row apart; last: its last row.  boxed: it is a piece of a box."""

    rows: list[RowLines]
    left: int = 0
    first: bool = False
    last: bool = False
    title: str = ""
    anchors: list[str] = []
    boxed: bool = False


class Box(Struct):
    """A text box, which stands beside the text."""

    content: list[Line | Grid | Box]
    left: int = 0
    anchors: list[str] = []


Item: TypeAlias = Line | Grid | Box
Entry: TypeAlias = Item | Block
"""Something to make blocks of, or a block that is made already."""

SLACK = 60
"""Twips by which indents may differ that are meant to be one."""
BOX_KINDS = ("note", "tip", "important", "warning", "caution", "aside")
BOXED = frozenset(f"{kind}-{part}" for kind in BOX_KINDS for part in ("title", "text"))
"""What lines are that make a box."""
UNLISTED = frozenset(["title", "takeaways-heading", "takeaways-item", "takeaways-source", "caption", "contents"])
"""What lines are that are no items of lists, whatever their marks."""
