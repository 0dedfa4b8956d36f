"""What stands apart from the text: quotes, pull quotes, callouts, boxes."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from exporter.model import Aside, Blocks, Callout, CalloutKind, Inlines, LineBreak, Paragraph, PullQuote, Quote, Text
from exporter.readers.html.elements import HEADINGS, Element, classes, kind, name, place, start
from exporter.readers.html.lines import is_blank
from exporter.readers.html.patterns import pattern
from exporter.readers.markdown.parts import one_line, without_start

if TYPE_CHECKING:
    from exporter.readers.html.blocks import Converter

_PULLED = re.compile(r"(?:^|[\s_-])pull-?_?quotes?(?:$|[\s_-])|pquote", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CLIMBED, _LONGEST_NAME = 6, 160
_DASH = re.compile(r"(?:—|–|―|--)[ \t\u00a0]*")
_ADMONITION = re.compile(r"(?:^|[\s_-])(?:admonition|markdown-alert|callout|alert)(?:$|[\s_-])")
# fmt: off
_KINDS: dict[str, CalloutKind] = {
    "note": "note", "info": "note", "seealso": "note", "tip": "tip", "hint": "tip", "success": "tip", "important": "important",
    "warning": "warning", "attention": "warning", "caution": "caution", "danger": "caution", "error": "caution",
}
# fmt: on
_TITLE = re.compile(r"(?:admonition|callout|alert)\w*[-_]+(?:title|heading)")


def quote(c: Converter, element: Element) -> Blocks:
    """A quotation with who said it."""
    attribution = _attribution(c, element)
    if _PULLED.search(element.get("class") or ""):
        return pull_quote(c, element, attribution)
    blocks = c.blocks(element)
    if len(blocks) == 1 and isinstance(blocks[0], PullQuote) and not attribution:
        return blocks
    if not blocks:
        return c.paragraphs(attribution)
    if not attribution and len(blocks) > 1 and isinstance(blocks[-1], Paragraph) and not blocks[-1].run_in:
        shown = without_start(blocks[-1].content, _DASH)
        if shown != blocks[-1].content and len(_plain(shown)) < 160:
            attribution, blocks = shown, blocks[:-1]
    return (Quote(content=blocks, attribution=attribution, place=place(element), **c.own(element)),)


def _plain(content: Inlines) -> str:
    from exporter.walk import text

    return text(content)


def _attribution(c: Converter, element: Element) -> Inlines:
    """A `footer`, `figcaption` or `cite` that ends a quotation."""
    last = next((part for part in reversed(element) if name(part)), None)
    if last is None or (last.tail or "").strip() or (len(element) < 2 and not (element.text or "").strip()):
        return ()
    if name(last) not in ("footer", "cite", "figcaption") and not {
        "attribution",
        "quote-author",
        "quote__author",
    } & set(classes(last)):
        return ()
    c.read_elsewhere.add(last)
    return without_start(c.words_of(last, inside=True), _DASH)


def is_pull_quote(element: Element) -> bool:
    """Whether an element says that it lifts words out of the text; what is inside one is a part of it."""
    return _is_pulled(element) and not any(map(_is_pulled, islice(element.iterancestors(), _CLIMBED)))


def _is_pulled(element: Element) -> bool:
    return bool(_PULLED.search(element.get("class") or "")) or kind(element) == "pullquote"


def pull_quote(c: Converter, element: Element, attribution: Inlines = ()) -> Blocks:
    """Words lifted out; what is more than words stays what it is."""
    attribution = attribution or _said_by(c, element)
    blocks = c.blocks(element)
    if len(blocks) == 1 and isinstance(blocks[0], Quote):
        attribution, blocks = blocks[0].attribution or attribution, blocks[0].content
    content = one_line(blocks)
    if not content or is_blank(content):
        return blocks
    return (PullQuote(content=content, attribution=attribution, place=place(element), **c.own(element)),)


def _said_by(c: Converter, element: Element) -> Inlines:
    """The part of a pull quote whose class says that it names who said it, on one line."""
    given = ((part, _CAMEL.sub("-", part.get("class") or "")) for part in element.iterdescendants())
    found = next((part for part, says in given if pattern("classes", "speaker").search(says)), None)
    if found is None or not 0 < len(start(found, _LONGEST_NAME)) <= _LONGEST_NAME:
        return ()
    c.read_elsewhere.add(found)
    line = without_start(c.words_of(found, inside=True), _DASH)
    return tuple(Text(value=", ") if isinstance(node, LineBreak) else node for node in line)


def aside(c: Converter, element: Element) -> Blocks:
    """A box beside the text, titled by the heading it begins with."""
    if is_pull_quote(element):
        return pull_quote(c, element)
    title = _title(c, element)
    blocks = c.blocks(element)
    if not blocks:
        return c.paragraphs(title)
    return (Aside(content=blocks, title=title, place=place(element), **c.own(element)),)


def _title(c: Converter, element: Element) -> Inlines:
    first = next((part for part in element if name(part)), None)
    while (
        first is not None
        and name(first) in ("div", "header", "section")
        and not (first.text or "").strip()
        and len(first)
    ):
        first = next((part for part in first if name(part)), None)
    if first is None or name(first) not in HEADINGS or (element.text or "").strip():
        return ()
    c.read_elsewhere.add(first)
    return c.words_of(first, inside=True)


def details(c: Converter, element: Element) -> Blocks:
    """What opens on a click: a box titled by its summary."""
    summary = next((part for part in element if name(part) == "summary"), None)
    title: Inlines = ()
    if summary is not None:
        c.read_elsewhere.add(summary)
        title = c.words_of(summary, inside=True)
    blocks = c.blocks(element)
    if not blocks:
        return c.paragraphs(title)
    return (Aside(content=blocks, title=title, place=place(element), **c.own(element)),)


def callout_kind(element: Element) -> CalloutKind | None:
    """The kind of remark that an element's classes say it is (Sphinx, MkDocs, Docusaurus, GitHub, Bootstrap)."""
    given = " ".join(classes(element))
    if not given or not _ADMONITION.search(given):
        return None
    return next((_KINDS[word] for word in re.split(r"[\s_-]+", given) if word in _KINDS), None)


def callout(c: Converter, element: Element, given: CalloutKind) -> Blocks:
    """A remark with its title."""
    title: Inlines = ()
    for part in element:
        if name(part) and _TITLE.search(" ".join(classes(part))):
            c.read_elsewhere.add(part)
            title = c.words_of(part, inside=True)
            break
    if words_are(title, given):
        title = ()
    blocks = c.blocks(element)
    if not blocks:
        return c.paragraphs(title)
    return (Callout(content=blocks, kind=given, title=title, place=place(element), **c.own(element)),)


def words_are(content: Inlines, given: str) -> bool:
    """Whether a title says no more than the kind of its box."""
    return (
        bool(content) and all(isinstance(node, Text) for node in content) and _plain(content).strip().lower() == given
    )
