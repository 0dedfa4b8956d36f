"""From elements inside a line to inline nodes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from exporter.model import (
    Code,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    NoteRef,
    SmallCaps,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from exporter.readers.html import maths, media
from exporter.readers.html.elements import MEDIA, PICTURES, Element, attribute, classes, is_hidden, name, place, words
from exporter.readers.html.lines import collapsed, is_blank

if TYPE_CHECKING:
    from exporter.readers.html.blocks import Converter

DEEPEST = 90
"""How many elements may stand in each other; of what is deeper only the words are kept."""

_WRAPPERS: dict[str, type[Any]] = {
    "em": Emphasis, "i": Emphasis, "cite": Emphasis, "dfn": Emphasis, "var": Emphasis, "address": Emphasis,
    "strong": Strong, "b": Strong, "s": Strike, "del": Strike, "strike": Strike, "sup": Superscript, "sub": Subscript,
}  # fmt: skip
_HANDLES = frozenset(
    ["mw-editsection", "headerlink", "anchor-link", "anchorjs-link", "heading-anchor", "header-anchor", "hash-link"]
)
"""What sites put into headings to edit them or link to them."""
_CODE = frozenset(["code", "samp", "tt", "kbd"])
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)\b", re.IGNORECASE)
_SMALL_CAPS = re.compile(r"font-variant(?:-caps)?\s*:[^;]*small-caps", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[^;:]*:[^;]*line-through", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)


def inlines(c: Converter, parent: Element) -> Inlines:
    """The inline nodes inside an element, spaces collapsed but not yet tidied."""
    out: list[Inline] = []
    say(parent.text, out)
    for child in parent:
        out.extend(inline(c, child))
        say(child.tail, out)
    return tuple(out)


def say(words_: str | None, out: list[Inline]) -> None:
    """Add words."""
    if words_:
        out.append(Text(value=collapsed(words_)))


def inline(c: Converter, element: Element) -> Inlines:
    """The inline nodes one element is, without the words after it."""
    tag = name(element)
    if not tag:
        return (Text(value=str(element.text)),) if is_entity(element) else ()
    with c.deeper() as fits:
        if not fits:
            return (Text(value=collapsed(words(element))),)
        if note := c.note_refs.get(element):
            return (NoteRef(note=note, place=place(element)),)
        if is_hidden(element) and not maths.is_formula(element):
            c.tally.hidden(element)
            return ()
        if (formula := maths.formula(element)) is not None:
            return (Math(source=formula.source),) if formula.source else ()
        return _known(c, element, tag)


def is_entity(element: Element) -> bool:
    """Whether a node is a reference nobody resolved (`&foo;` in XHTML)."""
    from lxml.etree import Entity

    return element.tag is Entity


def _known(c: Converter, element: Element, tag: str) -> Inlines:
    if tag in PICTURES:
        image = c.image(element)
        return (image,) if image else ()
    if tag in MEDIA:
        return media.link(c, element)
    if tag == "noscript" and element in c.shown_noscript:
        return inlines(c, element)
    if c.is_unread(element) or (tag in ("a", "span") and _HANDLES.intersection(classes(element))):
        return ()
    if tag in _CODE:
        return _code(c, element, tag)
    handler = _HANDLERS.get(tag)
    if handler:
        return handler(c, element)
    inside = meant(element, inlines(c, element), tag)
    if tag in _WRAPPERS:
        return _wrapped(c, element, inside, _WRAPPERS[tag])
    return c.spanned(element, inside)


def _wrapped(c: Converter, element: Element, inside: Inlines, kind: type[Any]) -> Inlines:
    """Stress on nothing but spaces or a picture is none."""
    if is_blank(inside) or all(isinstance(node, Image) for node in inside):
        return inside
    if name(element) in ("cite", "address") and any(isinstance(node, Emphasis) for node in inside):
        return c.spanned(element, inside)  # a whole reference, whose title is set apart inside it
    return (kind(content=inside, **c.own(element)),)


def meant(element: Element, inside: Inlines, tag: str) -> Inlines:
    """What a style says that an element of HTML would say too."""
    if is_blank(inside):
        return inside
    style = element.get("style")
    if "smallcaps" in classes(element) or "small-caps" in classes(element) or (style and _SMALL_CAPS.search(style)):
        return (SmallCaps(content=inside),)
    if not style:
        return inside
    if tag not in ("b", "strong") and _BOLD.search(style):
        inside = (Strong(content=inside),)
    if tag not in ("i", "em", "cite") and _ITALIC.search(style):
        inside = (Emphasis(content=inside),)
    if tag not in ("s", "del") and _STRUCK.search(style):
        inside = (Strike(content=inside),)
    if tag not in ("sup", "sub") and (found := _RAISED.search(style)):
        inside = (Superscript(content=inside),) if found[1].lower() == "super" else (Subscript(content=inside),)
    return inside


def _code(c: Converter, element: Element, tag: str) -> Inlines:
    """Program text; links inside it are kept around their words."""
    about: dict[str, Any] = {"attributes": {"class": "kbd"}} if tag == "kbd" else {}
    if any(name(part) in ("a", "kbd", "img") for part in element.iterdescendants()):
        return tuple(_as_code(node, about) for node in inlines(c, element))
    value = collapsed(words(element))
    return (Code(value=value, **about),) if value else ()


def _as_code(node: Any, about: dict[str, Any]) -> Any:
    from msgspec.structs import replace

    if isinstance(node, Text) and node.value.strip():
        return Code(value=node.value, **about)
    if getattr(node, "content", None):
        return replace(node, content=tuple(_as_code(part, about) for part in node.content))
    return node


def _a(c: Converter, element: Element) -> Inlines:
    inside = inlines(c, element)
    target = c.link(attribute(element, "href") or attribute(element, "{http://www.w3.org/1999/xlink}href"))
    if target is None or is_blank(inside):
        return c.spanned(element, inside)
    if all(isinstance(node, Image) for node in inside if not is_blank((node,))) and not target.startswith("#"):
        c.tally.picture_link()
        return inside
    inside = tuple(part for node in inside for part in (node.content if isinstance(node, Link) else (node,)))
    title = attribute(element, "title") or None
    return (Link(content=inside, target=target, title=title, place=place(element), **c.own(element)),)


def _br(_c: Converter, _element: Element) -> Inlines:
    return (LineBreak(),)


def _nothing(_c: Converter, _element: Element) -> Inlines:
    return ()


def _q(c: Converter, element: Element) -> Inlines:
    inside = inlines(c, element)
    shown = "".join(node.value for node in inside if isinstance(node, Text)).strip()
    if is_blank(inside) or shown[:1] in "“\"„«‘'‹「":
        return inside
    return (Text(value="“"), *inside, Text(value="”"))


def _rt(c: Converter, element: Element) -> Inlines:
    inside = inlines(c, element)
    return inside if is_blank(inside) else (Text(value="("), *inside, Text(value=")"))


def _abbr(c: Converter, element: Element) -> Inlines:
    inside, title = inlines(c, element), attribute(element, "title")
    if not title or is_blank(inside):
        return inside
    return (Span(content=inside, attributes={"title": title}),)


def _marked(c: Converter, element: Element) -> Inlines:
    inside = meant(element, inlines(c, element), name(element))
    if is_blank(inside) or name(element) == "u":
        return inside
    return (Span(content=inside, attributes={"class": name(element)}),)


_HANDLERS: dict[str, Callable[[Converter, Element], Inlines]] = {
    "a": _a, "br": _br, "wbr": _nothing, "rp": _nothing, "rt": _rt, "q": _q, "abbr": _abbr, "acronym": _abbr,
    "ins": _marked, "mark": _marked, "u": _marked,
}  # fmt: skip
