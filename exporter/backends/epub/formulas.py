"""TeX formulas as MathML (MathML Core in XHTML, EPUB 3.3 6.1.4.3); as their source where that cannot be had."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from exporter.backends.epub.writer import Writer
from exporter.backends.epub.xhtml import attributes, carried_ltr, element, escaped, quoted
from exporter.model import Math, MathBlock

LONGEST = 5_000
"""Characters of TeX; a longer formula is shown as its source (converting takes more than linear time)."""

_UNREAD = r"<m(?:i|o|n|text)[^>]*>\\"  # a command the converter took for a name
_TOKENS = frozenset({"mi", "mn", "mo", "mtext", "ms"})
_ROWS = frozenset("math mrow mstyle msqrt mpadded mphantom menclose mtable mtr mtd mspace".split())  # noqa: SIM905
_ARITY = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
_ATTRIBUTES = frozenset(  # MathML Core, and what the converter writes for tables
    "display mathvariant stretchy fence form separator largeop symmetric movablelimits "  # noqa: SIM905
    "minsize maxsize accent accentunder linethickness width height depth lspace rspace voffset scriptlevel displaystyle "
    "notation columnalign rowalign columnlines rowlines columnspacing rowspacing columnspan rowspan frame align side".split()
)
_COLOURS = frozenset({"mathcolor", "mathbackground", "mathsize"})  # dropped: they would not survive a night mode


# LaTeX the converter does not know, in words it does.
_ENVIRONMENTS = {
    "aligned": "align*",
    "dcases": "cases",
    "flalign": "align*",
    "gather": "matrix",
    "gathered": "matrix",
    "multline": "matrix",
}
_NAMED = r"\\(begin|end)\{([a-z]+)\*?\}"
_COMMANDS = {r"\arg": r"\operatorname{arg}", r"\nonumber": "", r"\notag": ""}
_COMMAND = r"\\(?:arg|nonumber|notag)(?![A-Za-z])|\\label\{[^{}]*\}"


def formula(node: Math | MathBlock, writer: Writer) -> str:
    """One formula, with its TeX source as the text alternative."""
    display = "block" if isinstance(node, MathBlock) else "inline"
    inner = _mathml(node.source, display)
    if inner is None:
        writer.all_mathml = False
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
    try:
        from latex2mathml.converter import convert

        whole = convert(_known(source), display=display)
    except Exception:  # it raises a dozen kinds, IndexError among them, or is not installed
        return None
    return _checked(whole) if not re.search(_UNREAD, whole) else None


def _known(source: str) -> str:
    """The same formula without commands the converter lacks; numbers of equations are not ours to give."""
    source = re.sub(_COMMAND, lambda found: _COMMANDS.get(found[0], ""), source)
    return re.sub(_NAMED, _environment, source)


def _environment(found: re.Match[str]) -> str:
    return f"\\{found[1]}{{{_ENVIRONMENTS[found[2]]}}}" if found[2] in _ENVIRONMENTS else found[0]


def _checked(markup: str) -> str | None:
    """What stands inside <math>, valid and harmless, or None: the converter passes on links and styles as they come."""
    from lxml import etree

    try:
        root = etree.fromstring(markup.encode())
    except etree.XMLSyntaxError:
        return None
    if not all(isinstance(part.tag, str) and _valid(part) for part in list(root.iter())):
        return None
    found = re.fullmatch(r"<math[^>]*>(.*)</math>", etree.tostring(root, encoding="unicode"), re.DOTALL)
    return found[1] if found else None


def _valid(part: Any) -> bool:
    """Whether an element is MathML Core with the children it needs; a token that holds elements is made a row of them."""
    name = part.tag.rpartition("}")[2]
    if name in _TOKENS and len(part):
        if (part.text or "").strip() or any((child.tail or "").strip() for child in part):
            return False
        part.tag = part.tag.replace(name, "mrow")
        part.attrib.clear()
        return True
    for key in _COLOURS & set(part.attrib):
        del part.attrib[key]
    known = name in _TOKENS or name in _ROWS or name in _ARITY
    return known and set(part.attrib) <= _ATTRIBUTES and len(part) == _ARITY.get(name, len(part))
