"""From fenced divisions (`::: name`) to what their name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from exporter.model import Blocks, Inlines, List, Paragraph, Strong, Table
from exporter.readers.markdown.boxes import ASIDES, CALLOUTS, boxed
from exporter.readers.markdown.divisions import head
from exporter.readers.markdown.elements import Element
from exporter.readers.markdown.inlines import own
from exporter.readers.markdown.parts import inheriting, place
from exporter.readers.markdown.quotes import PULLQUOTES, attributed, pull_quote
from exporter.readers.markdown.tables import from_list
from exporter.readers.markdown.takeaways_box import takeaways

if TYPE_CHECKING:
    from exporter.readers.markdown.nodes import Nodes

# fmt: off
_TAKEAWAYS = frozenset([
    "takeaways", "takeaway", "key-takeaways", "keytakeaways", "key-points", "keypoints", "highlights", "tldr", "tl-dr",
    "at-a-glance",
])
_BOXES = frozenset([
    "challenge", "solution", "exercise", "example", "objectives", "questions", "discussion", "checklist",
])
# fmt: on
_TABLES = frozenset(["table", "list-table"])


def division(nodes: Nodes, element: Element) -> Blocks:
    """What `::: name` stands for; what it holds is kept whatever it is."""
    name, words, attrs = head(element.raw)
    marked = Element("x-division", {**element.attrs, **attrs}, [], element.line)
    title = nodes.inlines_of(words) if words else ()
    if name in _TAKEAWAYS:
        return takeaways(nodes, marked, words, element)
    if name in PULLQUOTES:
        attribution, content = attributed(nodes, list(element.content))
        return pull_quote(nodes, marked, content, attribution)
    if name in _TABLES and (table := _listed_table(nodes, element, marked, title)):
        return (table,)
    short = name.removeprefix("callout-")
    if short in CALLOUTS or name in ASIDES or name in _BOXES:
        return (boxed(short, title, nodes.blocks(element.content), marked),)
    return _unknown(nodes, element, marked, name, title)


def _listed_table(nodes: Nodes, element: Element, marked: Element, title: Inlines) -> Table | None:
    blocks = nodes.blocks(element.content)
    only = blocks[0] if len(blocks) == 1 else None
    table = from_list(only, marked.attrs) if isinstance(only, List) else None
    if table is None:
        return None
    about = own(marked, "head", "header-rows", "foot", "align", "tbl-colwidths")
    return replace(table, caption=title, place=place(element), **about)


def _unknown(nodes: Nodes, element: Element, marked: Element, name: str, title: Inlines) -> Blocks:
    blocks = nodes.blocks(element.content)
    if title:
        blocks = (Paragraph(content=(Strong(content=title),), place=place(element)), *blocks)
    if name:
        hint = "known ones: takeaways, note, tip, important, warning, caution, aside, pullquote"
        nodes.report.tell(
            "division-unknown",
            f"“::: {name}” means nothing here: what it holds was kept",
            place=place(element),
            hint=hint,
        )
    return inheriting(blocks, own(marked))
