"""Inline nodes as Markdown, in three ways: lightly escaped, wholly escaped, and with HTML tags for what stands too close."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any, Literal, TypeAlias

from exporter.model import (
    Code,
    Emphasis,
    Image,
    Inline,
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
from exporter.writing import escaping

Way: TypeAlias = Literal["light", "whole", "tags"]
WAYS: tuple[Way, ...] = ("light", "whole", "tags")

_NAME = re.compile(r"[^\s!\"#$%&'()*+,./;<=>?@\[\]^`{|}~\\]+")
_KEY = re.compile(r"[A-Za-z\d_:-]+")
_BARE = re.compile(r"[A-Za-z\d_-]+")
_AUTOLINK = re.compile(r"https?://[^\s<>\\&]+")
_WORD = re.compile(r"[^\W_]+")
_TAGS = {Emphasis: "em", Strong: "strong", Strike: "s", Superscript: "sup", Subscript: "sub"}
_MARKS = {Emphasis: "*", Strong: "**", Strike: "~~", Superscript: "^", Subscript: "~"}


class Inexpressible(Exception):
    """Markdown has no words for this."""


class InlineWriter:
    """Writes inlines in one way; `in_cell`: inside a table row, where a bar and a line end mean something else."""

    def __init__(self, way: Way = "light", *, in_cell: bool = False) -> None:
        self.way, self.in_cell = way, in_cell
        self._in_strong = False

    def write(self, content: Inlines) -> str:
        """Inlines as Markdown on one line (two where a line break is meant)."""
        return "".join(self._one(node, content[at - 1] if at else None) for at, node in enumerate(content))

    def _one(self, node: Inline, before: Inline | None) -> str:
        if isinstance(node, Text):
            return self._text(node, before)
        if type(node) in _MARKS:
            return self._marked(node)
        return _WRITERS[type(node)](self, node)

    def _text(self, node: Text, before: Inline | None) -> str:
        if about(node):
            raise Inexpressible
        written = escaping.text(node.value, whole=self.way != "light")
        if self.in_cell:
            written = re.sub(r"(?<!\\)\|", r"\\|", written)
        return "\\" + written if before is not None and written.startswith("{") else written

    def _marked(self, node: Any) -> str:
        outer, self._in_strong = self._in_strong, self._in_strong or isinstance(node, Strong)
        inside = self.write(node.content)
        self._in_strong = outer
        if node.attributes or not inside:
            raise Inexpressible
        if self.way == "tags" or about(node) or (isinstance(node, (Superscript, Subscript)) and not _is_word(node)):
            tag = _TAGS[type(node)]
            return f"<{tag}{_html_attributes(node)}>{inside}</{tag}>"
        mark = "_" if isinstance(node, Emphasis) and outer else _MARKS[type(node)]
        return f"{mark}{inside}{mark}"

    def _code(self, node: Code) -> str:
        value = node.value
        if not value or "\n" in value or (self.in_cell and "|" in value):
            raise Inexpressible
        ticks = "`" * (max((len(run) for run in re.findall(r"`+", value)), default=0) + 1)
        pad = " " if value[0] in "` " or value[-1] in "` " else ""
        pad = "" if not value.strip(" ") else pad
        return f"{ticks}{pad}{value}{pad}{ticks}{self._braces(node)}"

    def _link(self, node: Link) -> str:
        only = node.content[0] if len(node.content) == 1 else None
        bare = isinstance(only, Text) and only.value == node.target and not about(only)
        if bare and _AUTOLINK.fullmatch(node.target) and node.title is None and not about(node) and not self.in_cell:
            return f"<{node.target}>"
        title = f" {escaping.quoted(node.title)}" if node.title is not None else ""
        return f"[{self.write(node.content)}]({escaping.target(node.target)}{title}){self._braces(node)}"

    def _image(self, node: Image) -> str:
        return self.image(node)

    def image(self, node: Image, **more: str) -> str:
        """A picture, with more attributes of its figure ("credit")."""
        if node.source == "" or (node.source is None and node.title is not None):
            raise Inexpressible
        title = f" {escaping.quoted(node.title)}" if node.title is not None else ""
        source = escaping.target(node.source) if node.source is not None else ""
        alt = escaping.text(node.alt or "", whole=self.way != "light")
        return f"![{alt}]({source}{title}){self._braces(node, more, 'decorative' if node.alt == '' else '')}"

    def _math(self, node: Math) -> str:
        if "$" in node.source or "\n" in node.source or not node.source.strip():
            raise Inexpressible
        if self.in_cell and "|" in node.source:
            raise Inexpressible
        return f"${node.source}${self._braces(node)}"

    def _note_ref(self, node: NoteRef) -> str:
        if about(node) or not re.fullmatch(r"[^\s\[\]\\`|]+", node.note):
            raise Inexpressible
        return f"[^{node.note}]"

    def _line_break(self, node: LineBreak) -> str:
        if about(node):
            raise Inexpressible
        return "<br>" if self.in_cell else "\\\n"

    def _small_caps(self, node: SmallCaps) -> str:
        return f"[{self.write(node.content)}]{self._braces(node, name='smallcaps')}"

    def _span(self, node: Span) -> str:
        inside = self.write(node.content)
        if self.way == "tags" and not node.attributes and about(node):
            return f"<span{_html_attributes(node)}>{inside}</span>"
        return f"[{inside}]{self._braces(node) or '{}'}"

    def _braces(self, node: Node, more: dict[str, str] | None = None, name: str = "") -> str:
        written = braces(node, more, name)
        if self.in_cell and "|" in written:
            raise Inexpressible
        return written


_WRITERS: dict[type[Any], Callable[[InlineWriter, Any], str]] = {
    Code: InlineWriter._code,
    Link: InlineWriter._link,
    Image: InlineWriter._image,
    Math: InlineWriter._math,
    NoteRef: InlineWriter._note_ref,
    LineBreak: InlineWriter._line_break,
    SmallCaps: InlineWriter._small_caps,
    Span: InlineWriter._span,
}


def about(node: Node) -> bool:
    """Whether a node carries more than its own fields."""
    return bool(node.id is not None or node.lang is not None or node.dir is not None or node.attributes)


def braces(node: Node, more: dict[str, str] | None = None, name: str = "") -> str:
    """What a node carries, as `{#id .class lang=fr key="value"}`; nothing where it carries nothing."""
    parts = [f".{name}"] if name else []
    attributes = dict(node.attributes)
    if node.id is not None:
        parts.insert(0, f"#{node.id}" if _NAME.fullmatch(node.id) else f"id={_value(node.id)}")
    parts += _classes(attributes)
    for key, value in (("lang", node.lang), ("dir", node.dir)):
        if value is not None:
            parts.append(f"{key}={_value(value)}")
    parts += [f"{_key(key)}={_value(value)}" for key, value in (attributes | (more or {})).items()]
    return "{" + " ".join(parts) + "}" if parts else ""


def _classes(attributes: dict[str, str]) -> list[str]:
    names = attributes.get("class", "").split(" ")
    if not all(_NAME.fullmatch(name) for name in names):
        return []
    del attributes["class"]
    return [f".{name}" for name in names]


def _key(key: str) -> str:
    if not _KEY.fullmatch(key) or key in ("id", "lang", "dir"):
        raise Inexpressible
    return key


def _value(value: str) -> str:
    if _BARE.fullmatch(value):
        return value
    if "\n" in value:
        raise Inexpressible
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _html_attributes(node: Node) -> str:
    named = (("id", node.id), ("lang", node.lang), ("dir", node.dir))
    return "".join(f' {key}="{escape(value)}"' for key, value in named if value is not None)


def _is_word(node: Superscript | Subscript) -> bool:
    only = node.content[0] if len(node.content) == 1 else None
    return isinstance(only, Text) and bool(_WORD.fullmatch(only.value))
