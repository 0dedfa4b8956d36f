"""From elements to quotes and pull quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.model import Aside, Blocks, Inlines, Paragraph, PullQuote, Quote
from exporter.patterns import pattern
from exporter.readers.markdown.boxes import ALERT, alert, html_box
from exporter.readers.markdown.elements import Element
from exporter.readers.markdown.inlines import own, shaved
from exporter.readers.markdown.parts import one_line, opening, place, without_start

if TYPE_CHECKING:
    from exporter.readers.markdown.nodes import Nodes, Part

PULLQUOTES = frozenset(["pullquote", "pull-quote", "pquote"])
_ATTRIBUTION = pattern(r"(?:—|–|―|--)[ \t\u00a0]*(?=\S)|&mdash; ?")
_DASH = pattern(r"(?:—|–|―|--)[ \t\u00a0]*")


def block_quote(nodes: Nodes, element: Element) -> Blocks:
    """A quote, GitHub's alert (`> [!NOTE]`) or HTML's pull quote."""
    content = [part for part in element.content if not isinstance(part, str) or part.strip()]
    first = content[0] if content else ""
    if isinstance(first, Element) and first.tag == "p" and (found := ALERT.match(first.raw)):
        return alert(nodes, element, content, first, found)
    attribution, content = attributed(nodes, content)
    if element.html and PULLQUOTES & set(element.attrs.get("class", "").split()):
        return pull_quote(nodes, element, content, attribution)
    blocks = nodes.blocks(content)
    if not blocks:
        return (Paragraph(content=attribution),) if attribution else ()
    return (Quote(content=blocks, attribution=attribution, place=place(element), **own(element)),)


def attributed(nodes: Nodes, content: list[Part]) -> tuple[Inlines, list[Part]]:
    """Who said it: a last paragraph that begins with a dash, or HTML's `footer` and `cite`."""
    last = content[-1] if content else ""
    if isinstance(last, str):
        found = len(content) > 1 and _ATTRIBUTION.match(last.lstrip())
        return (without_start(shaved(nodes.inlines([last])), _DASH), content[:-1]) if found else ((), content)
    if last.tag == "p" and len(content) > 1 and _ATTRIBUTION.match(opening(last)):
        words = shaved(nodes.inlines(last.content)) if last.html else nodes.inlines(last.content)
        return without_start(words, _DASH), content[:-1]
    if last.html and last.tag in ("footer", "cite", "figcaption") and len(content) > 1:
        return without_start(shaved(nodes.inlines(last.content)), _DASH), content[:-1]
    return (), content


def pull_quote(nodes: Nodes, element: Element, content: list[Part], attribution: Inlines, *used: str) -> Blocks:
    """Words lifted out; what is more than words, or none, stays a quote."""
    blocks = nodes.blocks(content)
    words = one_line(blocks)
    if not words:
        return (
            (Quote(content=blocks, attribution=attribution, place=place(element), **own(element, *used)),)
            if blocks
            else ()
        )
    return (PullQuote(content=words, attribution=attribution, place=place(element), **own(element, *used)),)


def aside(nodes: Nodes, element: Element) -> Blocks:
    """HTML's `aside`: what its class says, else a box."""
    if PULLQUOTES & set(element.attrs.get("class", "").split()):
        attribution, content = attributed(nodes, [p for p in element.content if not isinstance(p, str) or p.strip()])
        return (Quote(content=nodes.blocks(content), attribution=attribution, place=place(element), **own(element)),)
    box = html_box(nodes, element)
    return box or (Aside(content=nodes.blocks(element.content), place=place(element), **own(element)),)
