"""Inlines into XHTML."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exporter.backends.epub import formulas
from exporter.backends.epub.links import relative
from exporter.backends.epub.writer import Writer
from exporter.backends.epub.xhtml import attributes, carried, element, escaped, spoken_name
from exporter.labels import Labels
from exporter.model import (
    Code,
    Emphasis,
    Image,
    Inlines,
    LineBreak,
    Link,
    Math,
    Node,
    NoteRef,
    SmallCaps,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from exporter.walk import text

_LONGEST_WHOLE = 20
"""Characters of code, about half of a line on a phone."""


def line(inlines: Inlines, writer: Writer) -> str:
    """A run of inlines."""
    return "".join([_inline(node, writer) for node in inlines])


def introduction(labels: Labels) -> tuple[str, str]:
    """What the language sets between a label and what it names: the mark that belongs to the label, the space after it."""
    between = labels.introduced("")
    mark = between.rstrip(" ")
    return escaped(mark), between[len(mark) :]


def _inline(node: Node, writer: Writer) -> str:
    if type(node) is Text and not (node.id or node.lang or node.dir or node.attributes):
        return escaped(node.value)
    if known := _KINDS.get(type(node)):
        return known(node, writer)
    writer.context.unknown(node, "epub")
    return element("span", escaped(text(node)), carried(node))


def _text(node: Text, writer: Writer) -> str:  # noqa: ARG001
    return element("span", escaped(node.value), carried(node))


def _wrapped(name: str, class_: str | None = None) -> Callable[[Any, Writer], str]:
    def write(node: Any, writer: Writer) -> str:
        return element(name, line(node.content, writer), attributes(class_=class_) + carried(node))

    return write


def _code(node: Code, writer: Writer) -> str:  # noqa: ARG001
    """Program text; lines break behind its hyphens and strokes only where it is too long to stand on one line of a phone."""
    whole = len(node.value) <= _LONGEST_WHOLE and ("-" in node.value or "/" in node.value)
    return element("code", escaped(node.value), attributes(class_="whole" if whole else None) + carried(node))


def _link(node: Link, writer: Writer) -> str:
    """A link; marks of notes inside it follow it, for links do not nest (HTML, 4.5.1)."""
    writer.in_link += 1
    words = line(node.content, writer)
    writer.in_link -= 1
    marks = ""
    if not writer.in_link:
        marks, writer.waiting = "".join(writer.waiting), []
    href = _href(node, writer)
    if href is None:
        return element("span", words, attributes(title=node.title or node.target) + carried(node)) + marks
    name = spoken_name(node.content, node.title or node.target)
    return element("a", words, attributes(href=href, title=node.title, aria_label=name) + carried(node)) + marks


def _href(node: Link, writer: Writer) -> str | None:
    target = node.target
    if target.startswith("#"):
        return writer.links.inside(target[1:], writer.here)
    href = writer.links.outside(target)
    if href is None and relative(target) and not writer.links.base:
        hint = "give the article its source address, or the link a whole one"
        writer.report.warn("relative-link", f"a book has no place for the link {target!r}", place=node.place, hint=hint)
    elif href is None:
        writer.report.warn("bad-link", f"the link {target!r} is no valid address: its words are kept", place=node.place)
    return href


def _image(node: Image, writer: Writer) -> str:
    """A picture in a line. The spaces part what stands for a missing one from words that touch it, and are none beside others
    (CSS Text 3, 4.1.1)."""
    return writer.pictures.image(node) or _placeholder(node, writer, " ")


def picture(node: Image, writer: Writer, style: str = "") -> str:
    """A picture that stands alone, or what stands for it where it is missing."""
    return writer.pictures.image(node, style) or _placeholder(node, writer)


def _placeholder(node: Image, writer: Writer, space_around: str = "") -> str:
    missing = writer.labels.picture_missing
    mark, space = introduction(writer.labels)
    words = writer.printed(missing) + (mark + space + escaped(node.alt) if node.alt else "")
    return element(
        "span", space_around + words + space_around, attributes(class_="missing", title=node.title) + carried(node)
    )


def _math(node: Math, writer: Writer) -> str:
    return formulas.formula(node, writer)


def _note_ref(node: NoteRef, writer: Writer) -> str:
    number = str(writer.numbers.get(node.note, "?"))
    link = attributes(
        id=writer.call(node.note),
        href=writer.links.inside(node.note, writer.here),
        epub_type="noteref",
        role="doc-noteref",
    )
    mark = element("sup", element("a", number, link), attributes(class_="noteref") + carried(node))
    if not writer.in_link:
        return mark
    writer.waiting.append(mark)
    return ""


def _break(node: LineBreak, writer: Writer) -> str:  # noqa: ARG001
    return f"<br{carried(node)}/>\n"


_KINDS: dict[type[Node], Callable[[Any, Writer], str]] = {
    Text: _text,
    Emphasis: _wrapped("em"),
    Strong: _wrapped("strong"),
    Strike: _wrapped("s"),
    Code: _code,
    Link: _link,
    Superscript: _wrapped("sup"),
    Subscript: _wrapped("sub"),
    SmallCaps: _wrapped("span", "small-caps"),
    Image: _image,
    Math: _math,
    NoteRef: _note_ref,
    LineBreak: _break,
    Span: _wrapped("span"),
}
