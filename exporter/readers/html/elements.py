"""Small questions about elements of an lxml tree, HTML's or XHTML's, that reading them asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from exporter.model import Place

Element: TypeAlias = Any
"""An lxml element. (lxml's stubs do not know iteration over HTML elements well enough to help.)"""

# fmt: off
BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "legend", "li", "main", "menu", "nav", "noframes", "ol", "optgroup", "p", "pre", "search", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "listing", "xmp", "plaintext", "dialog", "caption",
])
"""Elements that begin a line of their own."""
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
MEDIA = frozenset(["iframe", "video", "audio", "embed", "object", "amp-iframe", "amp-youtube", "amp-video", "amp-audio"])
PICTURES = frozenset(["img", "picture", "amp-img", "image"])
UNREAD = frozenset([
    "script", "style", "template", "link", "meta", "base", "title", "head", "svg", "canvas", "noscript", "noembed", "map",
    "area", "input", "select", "textarea", "button", "datalist", "progress", "meter", "source", "track", "param", "applet",
    "frame", "basefont", "bgsound", "portal", "slot-fb", "amp-ad", "amp-analytics", "amp-embed", "amp-auto-ads", "ins-ad",
])
"""Elements that are no text: dropped whole (what `noscript` holds of pictures is looked at before)."""
# fmt: on
_SPACE = re.compile(r"[ \t\n\r\f]+")
_NOT_SHOWN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_NO_WORDS = frozenset(["script", "style", "template", "noscript", "rt", "rp", ""])
_FOR_EARS = frozenset(
    ["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "a11y-hidden"]
)


def name(element: Element) -> str:
    """The local name, in lower case; empty for comments and the like."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].lower()


def attribute(element: Element, wanted: str) -> str:
    """An attribute without the spaces around it; empty where it is missing."""
    return (element.get(wanted) or "").strip()


def classes(element: Element) -> list[str]:
    """The classes, in lower case."""
    return (element.get("class") or "").lower().split()


def marks(element: Element) -> str:
    """Class, id, role and the like, on one line: what an author says an element is."""
    found = (element.get(key) for key in ("class", "id", "role", "data-component", "data-testid", "itemprop"))
    return " ".join(word for word in found if word).lower()


def kind(element: Element) -> str:
    """What EPUB's `epub:type` or ARIA's `role` call an element, on one line, without "doc-"."""
    given = f"{element.get('{http://www.idpf.org/2007/ops}type') or element.get('epub:type') or ''} {element.get('role') or ''}"
    return given.lower().replace("doc-", "").strip()


def place(element: Element) -> Place | None:
    """The line an element begins on."""
    line = element.sourceline
    return Place(int(line)) if line else None


def words(element: Element) -> str:
    """The text inside, spaces collapsed; scripts and styles are no text, and how a word is read (ruby) is none of it."""
    return _SPACE.sub(" ", "".join(pieces(element))).strip()


def start(element: Element, most: int) -> str:
    """The first words inside, as `words`: enough to see more than `most` characters, and no more work than that."""
    out: list[str] = []
    left = most + 1
    for piece in pieces(element):
        piece = _SPACE.sub(" ", piece)
        out.append(piece)
        left -= len(piece) if piece != " " else 0
        if left <= 0:
            break
    return _SPACE.sub(" ", "".join(out)).strip()


def pieces(element: Element) -> Iterator[str]:
    """The pieces of text inside an element, in order, without what is no text."""
    skipped = None
    for action, part in walked(element):
        if skipped is not None:
            if action == "end" and part is skipped:
                skipped = None
                if part is not element and part.tail:
                    yield part.tail
        elif action == "start" and part is not element and name(part) in _NO_WORDS:
            skipped = part
        elif action == "start" and part.text:
            yield part.text
        elif action == "end" and part is not element and part.tail:
            yield part.tail


def walked(element: Element) -> Iterator[tuple[str, Element]]:
    """Start and end of every element, without recursion."""
    stack = [iter((element,))]
    opened: list[Element] = []
    while stack:
        found = next(stack[-1], None)
        if found is None:
            stack.pop()
            if opened:
                yield "end", opened.pop()
            continue
        yield "start", found
        opened.append(found)
        stack.append(iter(found))


def is_hidden(element: Element) -> bool:
    """Whether a browser shows nothing of an element, whatever scripts do later. Words only for ears count as hidden."""
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    style = element.get("style")
    if style and _NOT_SHOWN.search(style):
        return True
    return bool(_FOR_EARS.intersection(classes(element)))


def remove(element: Element) -> None:
    """Take an element out of its tree; the words after it stay."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
        element.tail = None
    parent.remove(element)


def holding(root: Element, wanted: frozenset[str]) -> set[Element]:
    """The elements around those of some names, found by going up from each until an element that is known."""
    out: set[Element] = set()
    for element in root.iter():
        if name(element) in wanted:
            for around in element.iterancestors():
                if around in out:
                    break
                out.add(around)
    return out
