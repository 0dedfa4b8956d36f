"""The first line of a fenced division: `::: name Title {#id key="value"}`, `::: {.name #id}`, `:::{name} Title`."""

from __future__ import annotations

import re

from exporter.patterns import pattern
from exporter.readers.markdown.attributes import braces

_BRACED_NAME = pattern(r"\{([A-Za-z][\w:.+-]*)\}\s*(.*)$")
_NAME = pattern(r"([\w-]+)(?:\s+|(?=\[)|$)")
_EMPTY = pattern(r"\{\s*\}\s*")
_TRAILING = pattern(r"(?<!\\)(\{[^{}]*\})\s*$")


def head(info: str) -> tuple[str, str, dict[str, str]]:
    """(name in lower case, title as Markdown, attributes). In pandoc's form the first class is the name, `title` the title."""
    closed = info.rstrip(":")
    info = closed.rstrip() if len(info) - len(closed) >= 3 else info
    if info.startswith("{"):
        return _pandoc(info)
    attrs: dict[str, str] = {}
    if found := _TRAILING.search(info):
        attrs = braces(found[1]) or {}
        info = info[: found.start()].rstrip() if attrs else info
    name = _NAME.match(info)
    if not name:
        return "", info, attrs
    title = info[name.end() :].strip()
    bracketed = re.fullmatch(r"\[(.*)\]", title)
    title = bracketed[1] if bracketed else title or attrs.pop("title", "")
    return name[1].lower(), title, attrs


def _pandoc(info: str) -> tuple[str, str, dict[str, str]]:
    if found := _BRACED_NAME.match(info):
        return found[1].lower(), found[2], {}
    attrs = braces(info)
    if attrs is None:
        return "", "" if _EMPTY.fullmatch(info) else info, {}
    first, _, others = attrs.pop("class", "").partition(" ")
    if others:
        attrs["class"] = others
    return first.lower(), attrs.pop("title", ""), attrs
