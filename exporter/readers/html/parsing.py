"""From characters to a tree: lxml's parser for HTML, told to give up on nothing and to fetch nothing."""

from __future__ import annotations

import re

from exporter.errors import SourceError
from exporter.readers.html.elements import Element, name

_PAGE = re.compile(r"<\s*(?:html|head|body|!doctype)\b", re.IGNORECASE)
_LOOKED_AT = 20_000
_NOTHING = re.compile(r"\A(?:\s|<!--.*?-->|<!doctype[^>]*>|<\?[^>]*>)*\Z", re.IGNORECASE | re.DOTALL)


def is_fragment(source: str) -> bool:
    """Whether a source is a piece of HTML, as a CMS exports it, and no page."""
    return not _PAGE.search(source[:_LOOKED_AT])


def tree(source: str, place: str = "") -> Element:
    """The `html` element of a page or fragment. Raises SourceError where there is nothing in it."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, recover=True, remove_pis=True)
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(f"no HTML: {error}", place=place, hint="give a web page") from error
    if root is None or name(root) != "html":
        raise SourceError("no HTML: nothing in it", place=place, hint="give a web page")
    _without_comments(root)
    return root


def _without_comments(root: Element) -> None:
    from lxml import etree

    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)


def body(root: Element) -> Element:
    """The `body` of a page, or all of it where it has none."""
    found = next((part for part in root if name(part) in ("body", "frameset")), None)
    return root if found is None else found
