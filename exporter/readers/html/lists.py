"""From list elements to lists and definition lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from exporter.model import Block, Blocks, DefinitionItem, DefinitionList, List, ListItem, ListKind, Numbering, Paragraph
from exporter.readers.html.elements import Element, attribute, is_hidden, name, place, words

if TYPE_CHECKING:
    from exporter.readers.html.blocks import Converter

_NUMBERINGS: dict[str, Numbering] = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}


def listed(c: Converter, element: Element) -> Blocks:
    """The list an element is; what stands in it outside of items goes to the item before, as browsers show it."""
    items: list[ListItem] = []
    for part in element:
        if name(part) == "li":
            if made := _item(c, part):
                items.append(made)
        else:
            _stray(c, part, items)
    if not items:
        return ()
    ordered = name(element) == "ol"
    tasks = not ordered and all(item.checked is not None for item in items)
    kind: ListKind = "ordered" if ordered else "task" if tasks else "bullet"
    start = _number(attribute(element, "start")) if ordered else 1
    numbering = _NUMBERINGS.get(attribute(element, "type"), "decimal") if ordered else "decimal"
    return (
        List(items=tuple(items), kind=kind, start=start, numbering=numbering, place=place(element), **c.own(element)),
    )


def _item(c: Converter, element: Element) -> ListItem | None:
    if is_hidden(element):
        c.tally.hidden(element)
        return None
    box = next((part for part in element.iterdescendants() if name(part) == "input"), None)
    checked = None
    if box is not None and attribute(box, "type") == "checkbox" and not _before(element, box):
        checked = box.get("checked") is not None
    content = c.blocks(element)
    if not content:
        return None
    return ListItem(content=content, checked=checked, **c.own(element))


def _before(element: Element, part: Element) -> bool:
    """Whether words stand before a part."""
    if (element.text or "").strip():
        return True
    around = [found for found in part.iterancestors() if element in found.iterancestors()]
    return any((found.text or "").strip() for found in around) or any(
        (p.tail or "").strip() for p in part.itersiblings(preceding=True)
    )


def _stray(c: Converter, part: Element, items: list[ListItem]) -> None:
    if not name(part):
        return
    blocks = c.block(part)
    if not blocks:
        return
    if items:
        items[-1] = replace(items[-1], content=items[-1].content + blocks)
    else:
        items.append(ListItem(content=blocks))


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 1


def definitions(c: Converter, element: Element) -> Blocks:
    """The terms of a `dl` with what they mean."""
    items: list[DefinitionItem] = []
    stray: list[Block] = []
    for part in _terms(element):
        tag = name(part)
        if tag == "dt":
            term, blocks = c.one_line(part)
            items.append(DefinitionItem(term=term, definitions=(blocks,) if blocks else (), **c.own(part)))
        elif tag == "dd":
            blocks = c.blocks(part)
            if blocks and items:
                items[-1] = replace(items[-1], definitions=(*items[-1].definitions, blocks))
            else:
                stray.extend(blocks)
        else:
            stray.extend(c.block(part))
    items = [item for item in items if item.term or item.definitions]
    if not any(item.definitions for item in items):
        return (*stray, *(Paragraph(content=item.term) for item in items if item.term))
    return (*stray, DefinitionList(items=tuple(items), place=place(element), **c.own(element)))


def _terms(element: Element) -> list[Element]:
    out: list[Element] = []
    for part in element:
        if name(part) == "div" and any(name(inner) in ("dt", "dd") for inner in part):
            out.extend(_terms(part))
        elif name(part) in ("dt", "dd") or words(part):
            out.append(part)
    return out
