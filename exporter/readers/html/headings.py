"""Headings of a page that are no `h1` to `h6`; and levels, brought to those of an article: 1 is its outermost section."""

from __future__ import annotations

import re

from msgspec.structs import replace

from exporter.model import Block, Blocks, Heading
from exporter.readers.html.elements import BLOCKS, Element, attribute, name, start
from exporter.walk import transform, walk

_SAID = re.compile(r"(?:^|[\s_-])head(?:er|ing)[_-]?([1-6])(?:$|[\s_-])", re.IGNORECASE)
_LONGEST = 200


def settle(root: Element) -> None:
    """Makes headings of lines whose role or class says that they are some, with their level."""
    for element in root.iter("div", "p", "span"):
        level = _level_said(element)
        if level and 0 < len(start(element, _LONGEST)) <= _LONGEST and not _holds_blocks(element):
            element.tag = f"h{level}"


def _level_said(element: Element) -> str:
    if attribute(element, "role").lower() == "heading":
        given = attribute(element, "aria-level")
        return given if given in tuple("123456") else "2"
    found = _SAID.search(element.get("class") or "") if name(element) != "span" else None
    return found[1] if found else ""


def _holds_blocks(element: Element) -> bool:
    return any(name(part) in BLOCKS for part in element.iterdescendants())


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
