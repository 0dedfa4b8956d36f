"""From characters to a tree: lxml's parser for HTML, told to give up on nothing and to fetch nothing."""

from __future__ import annotations

import re

from exporter.errors import SourceError
from exporter.readers.html.elements import Element, name
from exporter.report import Report

_PAGE = re.compile(r"<\s*(?:html|head|body|!doctype)\b", re.IGNORECASE)
_BEYOND_XML = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,6})|([0-9]{1,7}));?")
DEEPEST = 200
_LOOKED_AT = 20_000


def is_fragment(source: str) -> bool:
    """Whether a source is a piece of HTML, as a CMS exports it, and no page."""
    return not _PAGE.search(source[:_LOOKED_AT])


def tree(source: str, report: Report, place: str = "") -> Element:
    """The `html` element of a page or fragment, no deeper than pages are. Raises SourceError where there is nothing in it."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, recover=True, remove_pis=True)
    try:
        root = html.document_fromstring(in_xml(source).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(f"no HTML: {error}", place=place, hint="give a web page") from error
    if root is None or name(root) != "html":
        raise SourceError("no HTML: nothing in it", place=place, hint="give a web page")
    _without_comments(root)
    _void_closed(root)
    if _flattened(root) or any("depth" in entry.message for entry in parser.error_log):
        report.warn(
            "nested-too-deep", f"elements deeper than {DEEPEST} in each other were read as words, or not at all"
        )
    return root


def in_xml(source: str) -> str:
    """A page without the characters that the parser takes from it, as they are or by number, and no tree can be given anew."""
    source = _BEYOND_XML.sub("", source.replace("\f", " "))
    return _REFERENCE.sub(_kept, source) if "&#" in source else source


def _kept(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else int(found[2])
    return " " if code == 0x0C else "" if _BEYOND_XML.fullmatch(chr(min(code, 0xFFFF))) and code else found[0]


def _void_closed(root: Element) -> None:
    """Moves what the parser put into elements that hold nothing behind them: it does not know that all of these are empty."""
    for element in list(root.iter("wbr", "source", "track", "embed", "param")):
        parent, tail = element.getparent(), element.tail
        if parent is None or not (len(element) or element.text):
            continue
        element.tail, element.text = element.text, None
        at = parent.index(element) + 1
        inside = list(element)
        for offset, part in enumerate(inside):
            parent.insert(at + offset, part)
        last = inside[-1] if inside else element
        last.tail = (last.tail or "") + (tail or "") or None


def _flattened(root: Element) -> int:
    """Makes words of what is deeper than any page's elements; gives how often. It keeps everything after linear in time."""
    stack, flat = [(root, 1)], 0
    while stack:
        element, depth = stack.pop()
        if depth < DEEPEST:
            stack.extend((part, depth + 1) for part in element)
        elif len(element):
            words = "".join(element.itertext())
            for part in list(element):
                element.remove(part)
            element.text = words
            flat += 1
    return flat


def _without_comments(root: Element) -> None:
    from lxml import etree

    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)


def body(root: Element) -> Element:
    """The `body` of a page, or all of it where it has none."""
    found = next((part for part in root if name(part) in ("body", "frameset")), None)
    return root if found is None else found
