"""Places of a page that links lead to: ids that are kept, ids whose element goes, links that are left without a place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from msgspec.structs import replace

from exporter.model import Block, Heading, Inline, Inlines, Link, Node, Note, Paragraph, Span
from exporter.readers.html.elements import Element, attribute, name
from exporter.walk import merged, transform, walk

if TYPE_CHECKING:
    from exporter.readers.html.tally import Tally


def targets(root: Element) -> set[str]:
    """The ids that links inside a tree lead to."""
    found = (attribute(element, "href") for element in root.iter() if name(element) == "a")
    return {part for href in found if href.startswith("#") and len(href) > 1 for part in (href[1:], unquote(href[1:]))}


def hoisted(content: Inlines) -> tuple[Inlines, list[str]]:
    """Inlines without the empty anchors among them, and their ids."""
    if not any(isinstance(node, Span) and not node.content for node in walk(content)):
        return content, []
    ids: list[str] = []
    return _without_anchors(content, ids), ids


def _without_anchors(content: Inlines, ids: list[str]) -> Inlines:
    out: list[Inline] = []
    for node in content:
        if isinstance(node, Span) and not node.content:
            ids += [node.id] if node.id else []
        elif inner := getattr(node, "content", None):
            inside = _without_anchors(inner, ids)
            if inside:
                out.append(replace(node, content=inside))
        else:
            out.append(node)
    return merged(tuple(out))


def linked(block: Block, target: str) -> Block:
    """A block whose words are a link, as a link around blocks means; lists and tables stay without."""
    if isinstance(block, (Paragraph, Heading)) and not any(isinstance(node, Link) for node in walk(block.content)):
        return replace(block, content=(Link(content=block.content, target=target),))
    return block


def settled(made: Any, aliases: dict[str, str], page: str, tally: Tally) -> tuple[Any, tuple[Note, ...]]:
    """Blocks and notes whose links to places lead to nodes that exist; others lead to the page, or are words only."""
    blocks, notes = made
    ids = {node.id for node in walk((*blocks, *notes)) if node.id}

    def change(node: Node) -> Node | tuple[Node, ...]:
        if not isinstance(node, Link) or not node.target.startswith("#"):
            return node
        wanted = node.target[1:]
        known = next((id_ for id_ in _ways(wanted, aliases) if id_ in ids), None)
        if known is not None:
            return node if known == wanted else replace(node, target=f"#{known}")
        if page:
            return replace(node, target=f"{page.partition('#')[0]}{node.target}")
        tally.lost_anchor()
        return node.content

    if not any(isinstance(node, Link) and node.target.startswith("#") for node in walk((*blocks, *notes))):
        return blocks, notes
    return _changed(blocks, change), _changed(notes, change)


def _ways(wanted: str, aliases: dict[str, str]) -> Iterable[str]:
    for id_ in (wanted, unquote(wanted)):
        yield id_
        if id_ in aliases:
            yield aliases[id_]


def _changed(nodes: tuple[Any, ...], change: Any) -> tuple[Any, ...]:
    return tuple(transform(node, change) for node in nodes)
