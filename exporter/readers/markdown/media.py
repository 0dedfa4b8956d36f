"""Films, sounds and embedded pages in raw HTML: none of them can be printed, so a link with their title stands for each."""

from __future__ import annotations

import re

from exporter.patterns import pattern
from exporter.readers.markdown.elements import Element
from exporter.readers.markdown.html_markup import attributes

_START = pattern(r"<([A-Za-z][\w-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>")
_MEDIA = frozenset(["iframe", "video", "audio", "embed", "object", "source"])
_SAFE = pattern(r"(?:https?:)?//|/|\.{0,2}/|[\w-]+(?:[/.][\w%.-]+)+(?:$|[?#])", re.IGNORECASE)


def source(markup: str) -> Element | None:
    """The link that stands for a `source` inside a sentence; None of any other tag."""
    return link("source", markup) if markup[:7].lower() == "<source" else None


def link(tag: str, markup: str) -> Element | None:
    """The link that stands for the element `tag` with this markup; None where it is no media or has no address."""
    if tag not in _MEDIA:
        return None
    title, address = "", ""
    for name, source in _START.findall(markup[:20_000]):
        attrs = attributes(source)
        title = title or attrs.get("title", "") or attrs.get("aria-label", "")
        if name.lower() in (tag, "source", "embed", "param"):
            address = address or attrs.get("src", "") or attrs.get("data-src", "") or attrs.get("data", "")
    address = address.strip()
    if not _SAFE.match(address):
        return None
    return Element("a", {"href": address}, [title.strip() or address], html=True)
