"""TeX formulas as MathML (MathML Core in XHTML, EPUB 3.3 6.1.4.3); as their source where that cannot be had."""

from __future__ import annotations

import re
from functools import lru_cache

from exporter.backends.epub.writer import Writer
from exporter.backends.epub.xhtml import attributes, carried_ltr, element, escaped, quoted
from exporter.model import Math, MathBlock

LONGEST = 5_000
"""Characters of TeX; a longer formula is shown as its source (converting takes more than linear time)."""


def formula(node: Math | MathBlock, writer: Writer) -> str:
    """One formula, with its TeX source as the text alternative."""
    display = "block" if isinstance(node, MathBlock) else "inline"
    inner = _mathml(node.source, display)
    if inner is None:
        hint = "write it in plain LaTeX mathematics"
        message = f"the formula {node.source[:60]!r} could not be turned into MathML: its source is shown"
        writer.report.warn("formula-as-source", message, place=node.place, hint=hint)
        return element("code", escaped(node.source), attributes(class_="formula") + carried_ltr(node))
    writer.has_mathml()
    written = f' xmlns="http://www.w3.org/1998/Math/MathML" display="{display}" alttext="{quoted(node.source)}"'
    return element("math", inner, written + _safe(node))


def _safe(node: Math | MathBlock) -> str:
    """What MathML elements may carry: an id and a direction, for data-* and lang are not in its schema for EPUB."""
    return attributes(id=node.id, dir=node.dir or "ltr")


@lru_cache(maxsize=512)
def _mathml(source: str, display: str) -> str | None:
    """What stands inside <math>, or None where the converter fails or leaves commands unread."""
    if len(source) > LONGEST:
        return None
    from latex2mathml.converter import convert

    try:
        whole = convert(source, display=display)
    except Exception:  # the converter raises a dozen kinds, IndexError among them
        return None
    found = re.fullmatch(r"<math[^>]*>(.*)</math>", whole, re.DOTALL)
    if not found or re.search(r"<m(?:i|o|n|text)[^>]*>\\", whole) or not _well_formed(whole):
        return None
    return _plain(found[1])


def _well_formed(markup: str) -> bool:
    from lxml import etree

    try:
        etree.fromstring(markup.encode())
    except etree.XMLSyntaxError:
        return False
    return True


def _plain(markup: str) -> str:
    """Numeric references as characters, except those that mean something to XML."""

    def character(found: re.Match[str]) -> str:
        code = int(found[1], 16)
        return found[0] if code in (0x26, 0x3C, 0x3E, 0x22) or code < 0x20 else chr(code)

    return re.sub(r"&#x([0-9A-Fa-f]+);", character, markup)
