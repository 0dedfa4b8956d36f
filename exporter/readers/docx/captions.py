"""Figures and the captions of what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from exporter.model import (
    Block,
    Figure,
    Image,
    Paragraph,
    Table,
)
from exporter.walk import text as words

from .lines import Entry, Grid, Line
from .pieces import parted, said

if TYPE_CHECKING:
    from .compose import Composer


def shown(composer: Composer, line: Line) -> Figure:
    return Figure(images=tuple(p.node for p in line.pieces if isinstance(p.node, Image)), **composer.carried(line))


def figure(composer: Composer, items: Sequence[Entry], at: int, out: list[Block]) -> int:
    line = cast(Line, items[at])
    pictures = [piece.node for piece in line.pieces if isinstance(piece.node, Image)]
    rest = [piece for piece in line.pieces if not isinstance(piece.node, Image)]
    if not pictures:
        out.extend(composer.text(line))
    elif said(rest).strip():
        out.append(shown(composer, line))
        out.extend(composer.text(replace(line, pieces=rest, anchors=[])))
    elif _joins(out, line):
        before = cast(Figure, out[-1])
        out[-1] = replace(before, images=(*before.images, *pictures))
    else:
        out.append(shown(composer, line))
    return at + 1


def placeholder(composer: Composer, items: Sequence[Entry], at: int, out: list[Block]) -> int:
    line = cast(Line, items[at])
    said_ = line.words
    alt = (
        said_.removeprefix(composer.missing).strip(" :：\u00a0\u202f")
        if composer.missing and said_.startswith(composer.missing)
        else said_
    )
    out.append(Figure(images=(Image(alt=alt or None),), **composer.carried(line)))
    return at + 1


def caption(composer: Composer, items: Sequence[Entry], at: int, out: list[Block]) -> int:
    line = cast(Line, items[at])
    pictures = [piece.node for piece in line.pieces if isinstance(piece.node, Image)]
    kept = [piece for piece in line.pieces if piece.role != "label" and not isinstance(piece.node, Image)]
    rest, credit = parted(kept, "credit")
    caption, credited = composer.inlines(rest), composer.inlines(credit)
    if composer.ours and not any(piece.role == "label" for piece in line.pieces):
        composer.unnumbered.append(caption)
    following = next((n for n in range(at + 1, len(items)) if not _nothing(items[n])), None)
    after = items[following] if following is not None else None
    if pictures:
        out.append(Figure(images=tuple(pictures), caption=caption, credit=credited, **composer.carried(line)))
    elif isinstance(after, Grid) and not _bare_figure(out):
        caption = composer.inlines(kept)  # a table has no credit of its own
        table = composer.table(replace(after, anchors=[*line.anchors, *after.anchors]))
        if isinstance(table, Table):
            out.append(replace(table, caption=caption))
        else:
            out += [Paragraph(content=caption), table]
        return cast(int, following) + 1
    elif _bare_figure(out):
        out[-1] = replace(cast(Figure, out[-1]), caption=caption, credit=credited)
    elif composer.ours and caption:
        out.append(
            Figure(images=(Image(alt=words(caption)),), caption=caption, credit=credited, **composer.carried(line))
        )
    elif out and isinstance(out[-1], Table) and not out[-1].caption:
        out[-1] = replace(out[-1], caption=composer.inlines(kept))
    else:
        out.extend(composer.text(line))
    return at + 1


def _joins(out: list[Block], line: Line) -> bool:
    """Whether a line of pictures belongs to the figure before it: our own figures of many are several lines."""
    return bool(_bare_figure(out)) and not line.anchors and line.role == "figure" and len(out[-1].images) > 1  # type: ignore[union-attr]


def _bare_figure(out: list[Block]) -> bool:
    """Whether the last block is a figure that still waits for its caption."""
    return bool(out) and isinstance(out[-1], Figure) and not out[-1].caption and not out[-1].credit


def _nothing(item: Entry) -> bool:
    return isinstance(item, Line) and item.empty and item.role in ("body", "spacer")
