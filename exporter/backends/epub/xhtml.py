"""XHTML as text: escaping, elements, what every node carries, and whole documents (EPUB 3.3, 6.1).

Documents are written as text from start to end. No HTML parser ever sees them: that is what keeps SVG, MathML and white
space as they are meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from exporter.model import Code, CodeBlock, Image, Math, MathBlock, Node, Text
from exporter.walk import text, walk

NAMESPACES = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
# Patterns are words here: `re` compiles them when they are first needed, and a cold start is most of an export.
_DATA_NAME = r"[a-z_][a-z0-9_.-]*"
_ILL = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"


def escaped(words: str) -> str:
    """Characters as the content of an element; those XML cannot hold (XML 1.0, 2.2) become U+FFFD."""
    if not words.isprintable():
        words = re.sub(_ILL, "\ufffd", words)
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(words: str) -> str:
    """Characters as the value of an attribute, line ends and tabs kept (XML 1.0, 3.3.3)."""
    words = escaped(words).replace('"', "&quot;")
    return words if words.isprintable() else words.replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")


def speaks(words: str) -> bool:
    """Whether words have anything to say aloud: a heading, header cell or link without them says nothing to a listener."""
    return words.isalnum() or any(unicodedata.category(character)[0] in "LNPS" for character in words)


def spoken_name(content: Iterable[Node], otherwise: str | None = None) -> str | None:
    """A name for what has none without it: listeners' programs pass over MathML, and some pictures say nothing.

    None where the words speak for themselves; else the words with formulas in TeX, or `otherwise` where that is nothing.
    """
    content = tuple(content)
    if len(content) == 1 and type(content[0]) is Text and speaks(content[0].value):
        return None
    words = text(content)
    if not any(isinstance(node, (Math, MathBlock)) for node in walk(content)):
        return None if speaks(words) else otherwise
    rest = text(node for node in walk(content) if isinstance(node, (Text, Code, CodeBlock, Image)))
    return None if speaks(rest) else words


def attributes(**values: str | None) -> str:
    """Attributes in the order given, each with a space before it; `None` leaves one out, `_` stands for `:` or `-`.

    `class_` is class; `epub_type` and `xml_lang` have a namespace; any other `_` is a hyphen (`aria_label`).
    """
    return "".join(f' {_name(key)}="{quoted(value)}"' for key, value in values.items() if value is not None)


def _name(key: str) -> str:
    if key.startswith(("epub_", "xml_")):
        return key.replace("_", ":", 1)
    return key.rstrip("_").replace("_", "-")


def element(name: str, content: str, written: str = "") -> str:
    """An element around content that is already XHTML; `written` are its attributes, each with a space before it."""
    return f"<{name}{written}>{content}</{name}>"


def carried(node: Node) -> str:
    """The id, language, direction and own attributes of a node, as attributes."""
    if not (node.id or node.lang or node.dir or node.attributes):
        return ""
    return attributes(id=node.id or None) + tongue(node) + _own(node.attributes)


def carried_ltr(node: Node) -> str:
    """The same for what runs from left to right in any script unless it says otherwise: program text, formulas."""
    return attributes(id=node.id or None) + tongue(node, "ltr") + _own(node.attributes)


def tongue(node: Node, direction: str | None = None) -> str:
    """Language and direction (or the one given); `lang` and `xml:lang` always agree (EPUB 3.3, 6.1.3)."""
    return attributes(lang=node.lang or None, xml_lang=node.lang or None, dir=node.dir or direction)


def _own(values: dict[str, str]) -> str:
    """The author's own attributes as data-*: they mean something to the author only, and never change what is shown."""
    named = {key.lower(): value for key, value in values.items()}
    return "".join(f' data-{key}="{quoted(value)}"' for key, value in named.items() if re.fullmatch(_DATA_NAME, key))


def page(title: str, body: str, *, lang: str | None, direction: str | None, sheets: str, written: str = "") -> bytes:
    """A whole XHTML document, UTF-8. `sheets` are the links to its style sheets, `written` the attributes of its body."""
    root = attributes(lang=lang, xml_lang=lang, dir=direction)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f"<html {NAMESPACES}{root}>\n<head>\n<title>{escaped(title)}</title>\n{sheets}</head>\n"
        f"<body{written}>\n{body}\n</body>\n</html>\n"
    ).encode()
