"""Levels of headings on a page, brought to levels of an article: 1 is its outermost section, none is skipped."""

from __future__ import annotations

from msgspec.structs import replace

from exporter.model import Block, Blocks, Heading
from exporter.walk import transform, walk


def levelled(blocks: Blocks) -> Blocks:
    """Blocks whose headings begin at level 1 and go down one level at a time."""
    given = [node.level for node in walk(blocks) if isinstance(node, Heading)]
    if not given:
        return blocks
    wanted = iter(_levels(given))

    def change(node: Block) -> Block:
        return replace(node, level=next(wanted)) if isinstance(node, Heading) else node

    return tuple(transform(block, change) for block in blocks)  # type: ignore[arg-type]


def _levels(given: list[int]) -> list[int]:
    open_levels: list[int] = []
    out = []
    for level in given:
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        out.append(min(6, len(open_levels)))
    return out
