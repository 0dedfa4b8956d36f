"""Raw HTML inside Markdown, cut into tags, words and comments. Linear in its length, whatever it holds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

from exporter.patterns import pattern
from exporter.readers.markdown.elements import RAW

Event: TypeAlias = tuple[Literal["start", "end", "text", "comment", "dropped"], str, dict[str, str], int]

_MARKUP = pattern(
    r"<!--(?P<comment>.*?)(?:-->|\Z)"
    r"|<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9:._-]*)(?P<attrs>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>"
    r"|<!\[CDATA\[(?P<words>.*?)(?:\]\]>|\Z)"
    r"|<\?(?P<instruction>.*?)(?:\?>|\Z)"
    r"|<!(?P<declaration>[^<>]*)>",
    re.DOTALL,
)
_ATTRIBUTE = pattern(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")


def events(markup: str) -> Iterator[Event]:
    """(kind, name or words, attributes, line offset) for every part of some HTML."""
    at = line = 0
    while found := _MARKUP.search(markup, at):
        if found.start() > at:
            yield "text", html.unescape(markup[at : found.start()]), {}, line
        line += markup.count("\n", at, found.start())
        at = found.end()
        if found["tag"] and not found["close"] and found["tag"].lower() in RAW:
            end = _end_of(found["tag"], markup, at, found["attrs"])
            at = end or len(markup)
            about = {"markup": markup[found.start() : at]} | ({} if end else {"unclosed": ""})
            yield "dropped", found["tag"].lower(), about, line
        elif event := _event(found, line):
            yield event
        line += markup.count("\n", found.start(), at)
    if at < len(markup):
        yield "text", html.unescape(markup[at:]), {}, line


def _event(found: re.Match[str], line: int) -> Event | None:
    if found["comment"] is not None:
        return "comment", found["comment"].strip(), {}, line
    if found["words"] is not None:
        return "text", found["words"], {}, line
    if found["instruction"] is not None:
        return "dropped", "?", {"markup": found[0]}, line
    if not found["tag"]:
        return None  # <!DOCTYPE html> says nothing about an article
    kind: Literal["start", "end"] = "end" if found["close"] else "start"
    return kind, found["tag"].lower(), attributes(found["attrs"]), line


def _end_of(tag: str, markup: str, at: int, attrs: str) -> int:
    """Where an element ends; 0 where nothing closes it."""
    if attrs.rstrip().endswith("/"):
        return at
    found = re.compile(rf"</{re.escape(tag)}\s*>", re.IGNORECASE).search(markup, at)
    return found.end() if found else 0


def attributes(source: str) -> dict[str, str]:
    """The attributes of a start tag; the first of one name counts."""
    out: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(source):
        out.setdefault(name.lower(), html.unescape(double or single or bare))
    return out
