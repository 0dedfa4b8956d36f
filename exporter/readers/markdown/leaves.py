"""From elements without blocks inside to blocks: code, blocks written as JSON, formulas, rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec
from msgspec.structs import replace

from exporter.model import Block, Blocks, CodeBlock, MathBlock, ThematicBreak
from exporter.readers.markdown.elements import Element
from exporter.readers.markdown.inlines import own, plain
from exporter.readers.markdown.nesting import depth
from exporter.readers.markdown.parts import dedented, fence_info, place
from exporter.walk import DEEPEST

if TYPE_CHECKING:
    from exporter.readers.markdown.nodes import Nodes

JSON_FENCE = "{=article-json}"
"""The language of a code block that holds one block of an article as JSON: what Markdown has no words for."""


def fence(nodes: Nodes, element: Element) -> Blocks:
    """Fenced or indented code, or a block written as JSON."""
    info = element.attrs.get("info", "")
    if info == JSON_FENCE:
        return _json(nodes, element)
    code = element.raw[:-1] if element.raw.endswith("\n") else element.raw
    language, attributes = fence_info(info)
    about = own(element, "info")
    if attributes:
        about["attributes"] = about.get("attributes", {}) | attributes
    return (CodeBlock(code=code, language=language, place=place(element), **about),)


def _json(nodes: Nodes, element: Element) -> Blocks:
    try:
        block = msgspec.json.decode(element.raw, type=Block)
    except (msgspec.DecodeError, RecursionError) as error:
        nodes.report.warn("article-json", f"not a block in JSON: {error}", place=place(element))
        return (CodeBlock(code=element.raw.rstrip("\n"), language=JSON_FENCE, place=place(element)),)
    if depth(block) > 4 * DEEPEST:
        nodes.report.warn("article-json", "nested too deep: kept as code", place=place(element))
        return (CodeBlock(code=element.raw.rstrip("\n"), place=place(element)),)
    return (cast(Block, replace(block, place=place(element))),)


def preformatted(_nodes: Nodes, element: Element) -> Blocks:
    """HTML's `pre`."""
    code = plain(element.content).removeprefix("\n").rstrip("\n")
    return (CodeBlock(code=code, place=place(element), **own(element)),) if code else ()


def formula(_nodes: Nodes, element: Element) -> Blocks:
    """A formula on lines of its own."""
    return (MathBlock(source=dedented(element.raw), place=place(element), **own(element)),)


def thematic_break(_nodes: Nodes, element: Element) -> Blocks:
    """A rule between two parts."""
    return (ThematicBreak(place=place(element), **own(element)),)
