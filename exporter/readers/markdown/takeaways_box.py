"""From a division of takeaways to the article's takeaways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.model import Aside, Blocks, Heading, Inlines, List, Paragraph, Takeaways
from exporter.readers.markdown.elements import Element
from exporter.readers.markdown.found import point
from exporter.readers.markdown.inlines import own
from exporter.readers.markdown.parts import place, plain_label
from exporter.readers.takeaways import key

if TYPE_CHECKING:
    from exporter.readers.markdown.nodes import Nodes

# fmt: off
NAMES = frozenset([
    "takeaways", "takeaway", "key-takeaways", "keytakeaways", "key-points", "keypoints", "highlights", "tldr", "tl-dr",
    "at-a-glance", "summary", "abstract", "keytakeaway", "key-takeaway",
])
# fmt: on
"""What people call a box of takeaways."""
NO_BOX = "none"
"""What the user says who wants no box."""


def takeaways(nodes: Nodes, marked: Element, label: str, element: Element) -> Blocks:
    """The article's takeaways go to `nodes.takeaways`; a second box of them, or one that holds more, stays in the text."""
    blocks = nodes.blocks(element.content)
    heading = blocks[0] if blocks and isinstance(blocks[0], Heading) and not label else None
    rest = blocks[1:] if heading else blocks
    points, provenance = _points(rest), _provenance(rest)
    name = plain_label(heading.content) if heading else label
    if points is None and (prose := _prose(rest)):
        points, provenance = prose, ()
    why = _refused(nodes, name, points is None or provenance is None)
    if why or points is None or provenance is None:
        told = f"takeaways stay in the text as an aside: {why}"
        nodes.report.tell("takeaways-kept-in-text", told, place=place(element))
        title = heading.content if heading else nodes.inlines_of(label) if label else ()
        return (Aside(content=rest, title=title, place=place(element), **own(marked)),)
    nodes.takeaways = Takeaways(
        items=points,
        label=name or None,
        provenance=provenance,
        place=place(element),
        **own(marked),
    )
    return ()


def _refused(nodes: Nodes, label: str, more: bool) -> str:
    """Why a box is not the article's takeaways; nothing where it is."""
    if nodes.wanted is not None and (nodes.wanted == NO_BOX or key(nodes.wanted) != key(label)):
        return "no box is wanted" if nodes.wanted == NO_BOX else f"those labelled “{nodes.wanted}” are wanted"
    if nodes.takeaways:
        return "a second one"
    return "they hold more than a list of points" if more else ""


def _prose(blocks: Blocks) -> tuple[Inlines, ...]:
    """One paragraph and nothing else is one point."""
    only = blocks[0] if len(blocks) == 1 else None
    return (point(only),) if isinstance(only, Paragraph) else ()


def _points(blocks: Blocks) -> tuple[Inlines, ...] | None:
    """The points, each one paragraph; None where there are none, or more than that."""
    items = [item for block in blocks if isinstance(block, List) for item in block.items]
    out: list[Inlines] = []
    for item in items:
        only = item.content[0] if len(item.content) == 1 else None
        if not isinstance(only, Paragraph):
            return None
        out.append(point(only))
    return tuple(out) or None


def _provenance(blocks: Blocks) -> Inlines | None:
    """The one paragraph beside the points, which says who or what made them; None where there is more."""
    others = [block for block in blocks if not isinstance(block, List)]
    if not others:
        return ()
    only = others[0]
    return only.content if len(others) == 1 and isinstance(only, Paragraph) and not only.run_in else None
