"""From elements to lists, of items and of definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace

from exporter.model import Block, Blocks, DefinitionItem, DefinitionList, List, ListItem
from exporter.patterns import pattern
from exporter.readers.markdown.elements import Element
from exporter.readers.markdown.figures import figure_of
from exporter.readers.markdown.inlines import own
from exporter.readers.markdown.parts import numbering, one_line, place, terms

if TYPE_CHECKING:
    from exporter.readers.markdown.nodes import Nodes, Part

_TASK = pattern(r"\[([ xX])\](?:[ \t\u00a0]+|$)")


def listed(nodes: Nodes, element: Element) -> Blocks:
    """`ul`, `ol` and `menu`; words that stand between items are an item of their own."""
    items = [_item(nodes, part) for part in element.content if isinstance(part, Element)]
    stray = [part for part in element.content if isinstance(part, str) and part.strip()]
    if stray:
        items.append(ListItem(content=nodes.blocks(list(stray))))
    about = own(element, "start", "numbering", "type", "reversed")
    if not items:
        return ()
    if element.tag == "ul":
        kind = "task" if any(item.checked is not None for item in items) else "bullet"
        return (List(items=tuple(items), kind=cast(Any, kind), place=place(element), **about),)
    start = element.attrs.get("start", "1")
    return (
        List(
            items=tuple(items),
            kind="ordered",
            start=int(start) if start.isascii() and start.isdigit() and len(start) < 10 else 1,
            numbering=cast(Any, numbering(element)),
            place=place(element),
            **about,
        ),
    )


def _item(nodes: Nodes, element: Element) -> ListItem:
    if element.tag != "li":
        return ListItem(content=nodes.blocks([element]))
    checked, content = _task(list(element.content))
    return ListItem(content=nodes.blocks(content), checked=checked, place=place(element), **own(element))


def _task(content: list[Part]) -> tuple[bool | None, list[Part]]:
    """Whether an item is ticked off (None: it is no task), and its content without the box."""
    first = content[0] if content else ""
    if not isinstance(first, Element) or first.tag != "p" or not first.content or not isinstance(first.content[0], str):
        return None, content
    found = _TASK.match(first.raw)
    if not found:
        return None, content
    words = first.content[0][found.end() :]
    rest = [words, *first.content[1:]] if words else first.content[1:]
    return found[1] != " ", [Element("p", first.attrs, rest, first.line, "x"), *content[1:]]


def definitions(nodes: Nodes, element: Element) -> Blocks:
    """Definitions; a term that is a picture and nothing else makes a figure with its caption of what follows it."""
    out: list[Block] = []
    items: list[DefinitionItem] = []
    for term, meanings in terms(element):
        blocks = tuple(nodes.blocks(meaning.content) for meaning in meanings)
        figure = figure_of(nodes, term) if meanings else None
        caption = one_line(blocks[0]) if figure and not figure.caption and len(blocks) == 1 else None
        if figure and caption:
            _close(items, out, element)
            about = own(element) if not out else {}
            out.append(replace(figure, caption=caption, place=place(element), **about))
        else:
            items.append(DefinitionItem(term=nodes.inlines(term.content), definitions=blocks))
    _close(items, out, element)
    return tuple(out)


def _close(items: list[DefinitionItem], out: list[Block], element: Element) -> None:
    """End the definition list that was being gathered."""
    if items:
        out.append(DefinitionList(items=tuple(items), place=place(element), **({} if out else own(element))))
        items.clear()
