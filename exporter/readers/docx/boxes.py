"""Boxes by their styles: callouts, asides, the takeaways."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from exporter.model import (
    Aside,
    Block,
    Callout,
    CalloutKind,
    Inlines,
    List,
    ListItem,
    Paragraph,
    Takeaways,
    Text,
)
from exporter.walk import text as words

from .lines import BOXED, UNLISTED, Entry, Grid, Line
from .pieces import Piece

if TYPE_CHECKING:
    from .compose import Composer

POINTS = ("takeaways-heading", "takeaways-item", "takeaways-source")


def box(composer: Composer, items: Sequence[Entry], at: int, out: list[Block]) -> int:
    """A callout or aside, with the tables, breaks and boxes that stand inside its frame.

    A box that begins with what has a style of its own (a heading, code) has no title, as only asides may.
    """
    first = cast(Line, items[at])
    kind = first.role.rpartition("-")[0] if first.role in BOXED else "aside"
    title: list[Piece] = []
    nested = composer.boxes > 0
    if first.role.endswith("-title"):
        title, at, nested = first.pieces, at + 1, nested or first.bordered
    own_text = nested and not (at < len(items) and _is_plain(items[at]))
    inside: list[Entry] = []
    while at < len(items) and _in_box(items, at, kind, nested=nested) and not (own_text and _is_outer(items[at])):
        inside.extend(_inner(items, at, kind, first))
        at += 1
    composer.boxes += 1
    content, heading = composer.blocks(inside), composer.inlines(title)
    composer.boxes -= 1
    if kind == "aside":
        out.append(Aside(content=content, title=heading, **composer.carried(first)))
    else:
        heading = _untitled(composer, heading, kind)
        out.append(Callout(content=content, kind=cast(CalloutKind, kind), title=heading, **composer.carried(first)))
    return at


def begins(line: Line) -> bool:
    """Whether a line whose style is none of a box's stands in the frame of one all the same."""
    return _framed(line) and (line.role == "caption" or line.role not in UNLISTED)


def _framed(line: Line) -> bool:
    """Whether a line has a frame around it; a rule, which is a border too, has no words."""
    return line.bordered and not (line.role == "break" and line.empty)


def _is_plain(item: Entry) -> bool:
    return isinstance(item, Line) and item.role == "body"


def _is_outer(item: Entry) -> bool:
    """Whether something ends a box inside a box, whose text is in its own style: text of the outer one, a line between two."""
    return isinstance(item, Line) and item.role in ("body", "spacer")


def _inner(items: Sequence[Entry], at: int, kind: str, first: Line) -> list[Entry]:
    """What stands in a box as it is read there: its text is body text; joints between it and its tables are nothing."""
    item = items[at]
    if isinstance(item, Grid):
        return [replace(item, boxed=True)]
    if not isinstance(item, Line):
        return [item]
    if item.role == "spacer" and not item.anchors:
        beside = (items[n] for n in (at - 1, at + 1) if 0 <= n < len(items))
        return [] if any(isinstance(one, Grid) for one in beside) else [item]
    if item.role == f"{kind}-text" and (first.bordered or not item.bordered):
        return [replace(item, role="body", left=0, bordered=True)]
    return [item]


def _untitled(composer: Composer, title: Inlines, kind: str) -> Inlines:
    """A callout's title without the name of its kind in front."""
    name = composer.callouts.get(kind, "")
    if not name or not title or type(title[0]) is not Text or not title[0].value.startswith(name):
        return title
    rest = title[0].value.removeprefix(name).lstrip(" :：\u00a0\u202f")
    return (Text(value=rest), *title[1:]) if rest else title[1:]


def takeaways(composer: Composer, items: Sequence[Entry], at: int, out: list[Block]) -> int:
    """A box of takeaways: the article's, where it is the first; a second one is an aside."""
    label: Inlines = ()
    points: list[Inlines] = []
    provenance: Inlines = ()
    first = cast(Line, items[at])
    begun = False
    while at < len(items) and isinstance(line := items[at], Line) and line.role in POINTS:
        if line.role == "takeaways-heading" and begun:
            break
        begun = True
        content = composer.inlines(line.pieces)
        if line.role == "takeaways-heading":
            label = content
        elif line.role == "takeaways-item" and content:
            points.append(content)
        else:
            provenance = (*provenance, Text(value=" "), *content) if provenance and content else provenance or content
        at += 1
    if composer.takeaways is None and points:
        composer.takeaways = Takeaways(
            items=tuple(points), label=words(label) or None, provenance=provenance, **composer.carried(first)
        )
    else:
        listed = List(items=tuple(ListItem(content=(Paragraph(content=one),)) for one in points))
        said_by = (Paragraph(content=provenance),) if provenance else ()
        out.append(Aside(content=(*((listed,) if points else ()), *said_by), title=label))
    return at


def _in_box(items: Sequence[Entry], at: int, kind: str, *, nested: bool) -> bool:
    """Whether something goes on with a box: its text, what has the frame's lines around it, a table jointed to it.

    nested: whether the box stands in another one, whose frame it shares: the next title in that frame ends it. Between two
    boxes that stand one after the other there is a line without a frame (in another box, with that one's).
    """
    item = items[at]
    if isinstance(item, Grid):
        return item.boxed or (at > 0 and _is_joint(items[at - 1]))
    if not isinstance(item, Line):
        return False
    if item.role.endswith("-title"):
        return not nested and (item.bordered or item.role == f"{kind}-title")
    return item.role == f"{kind}-text" or _framed(item)


def _is_joint(item: Entry) -> bool:
    """Whether a line is one of those that join a table to the frame of its box."""
    return isinstance(item, Line) and item.role == "spacer" and item.bordered
