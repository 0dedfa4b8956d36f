"""Paragraphs that introduce what follows them, which a page end must not part from it."""

from __future__ import annotations

from exporter.model import (
    Blocks,
    Callout,
    CodeBlock,
    DefinitionList,
    Figure,
    Heading,
    List,
    MathBlock,
    Node,
    Paragraph,
    Quote,
    Strong,
    Table,
)
from exporter.walk import text as words

_INTRODUCED = (List, CodeBlock, Table, DefinitionList, MathBlock, Quote, Figure, Heading, Callout)
_COLONS = frozenset(":：")


def introduces(node: Node, after: Blocks) -> bool:
    """Whether a paragraph that ends in a colon, or is a title in bold nobody made a heading, stands before such a block."""
    if not isinstance(node, Paragraph) or not isinstance(after[:1] and after[0], _INTRODUCED):
        return False
    if len(node.content) == 1 and isinstance(node.content[0], Strong):
        return True
    return words(node.content[-1:]).rstrip()[-1:] in _COLONS
