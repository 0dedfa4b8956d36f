"""Inline content as a browser shows it: spaces collapsed across elements, none at the ends of a line."""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from exporter.model import Image, Inline, Inlines, LineBreak, Math, NoteRef, Text
from exporter.walk import merged

_SPACE = re.compile(r"[ \t\n\r\f]+")
_UNSPACED = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_SOFT_END = re.compile(rf"(?<=[{_UNSPACED}])[ \t]*\n\s*(?=[{_UNSPACED}])")
_KEPT_EMPTY = (Image, LineBreak, NoteRef, Math)


def collapsed(words: str) -> str:
    """Words with runs of spaces and line ends as one space; between characters of scripts without spaces, as nothing."""
    if "\n" in words:
        words = _SOFT_END.sub("", words)
    return _SPACE.sub(" ", words)


def tidied(content: Inlines) -> Inlines:
    """Inlines with one space where several met, and none at the ends or beside line breaks; without empty elements."""
    started, _ = _led(content, True)
    return merged(_broken(_ended(started)))


def _led(content: Inlines, at_space: bool) -> tuple[Inlines, bool]:
    """Content without spaces after a space; `at_space` says whether one stands before it, then after it."""
    out: list[Inline] = []
    for node in content:
        if isinstance(node, Text):
            value = node.value[1:] if at_space and node.value.startswith(" ") else node.value
            if value:
                at_space = value.endswith(" ")
                out.append(node if value is node.value else replace(node, value=value))
        elif isinstance(node, LineBreak):
            at_space = True
            out.append(node)
        elif inner := getattr(node, "content", None):
            inside, at_space = _led(inner, at_space)
            if inside:
                out.append(_with(node, inside))
        elif not hasattr(node, "content"):
            at_space = False
            out.append(node)
        elif node.id:
            out.append(node)  # an empty anchor is something to point at
    return tuple(out), at_space


def _with(node: Any, inside: Inlines) -> Any:
    return node if inside is node.content else replace(node, content=inside)


def _ended(content: Inlines) -> Inlines:
    """Content without spaces and line breaks at its end."""
    out = list(content)
    while out:
        last: Any = out[-1]
        if isinstance(last, Text):
            value = last.value.rstrip(" ")
            if value:
                out[-1] = last if value == last.value else replace(last, value=value)
                break
        elif isinstance(last, _KEPT_EMPTY) and not isinstance(last, LineBreak):
            break
        elif getattr(last, "content", None):
            inside = _ended(last.content)
            if inside:
                out[-1] = _with(last, inside)
                break
        elif not isinstance(last, LineBreak):
            break
        out.pop()
    return tuple(out)


def _broken(content: Inlines) -> Inlines:
    """Content without line breaks at its start, and without spaces before the breaks inside it."""
    out: list[Inline] = []
    for node in content:
        if isinstance(node, LineBreak):
            if not out:
                continue
            out = list(_spaces_ended(tuple(out)))
        out.append(node)
    return tuple(out)


def _spaces_ended(content: Inlines) -> Inlines:
    last = content[-1] if content else None
    if isinstance(last, Text) and last.value.endswith(" "):
        value = last.value.rstrip(" ")
        return (*content[:-1], replace(last, value=value)) if value else content[:-1]
    return content


def paragraphs(content: Inlines) -> list[Inlines]:
    """Content cut where two or more line breaks follow each other, which is how old pages part paragraphs."""
    out: list[list[Inline]] = [[]]
    breaks: list[Inline] = []
    for node in content:
        if isinstance(node, LineBreak):
            breaks.append(node)
        elif breaks and isinstance(node, Text) and not node.value.strip(" \u00a0"):
            continue  # spaces between breaks
        else:
            if len(breaks) > 1:
                out.append([])
            else:
                out[-1].extend(breaks)
            breaks = []
            out[-1].append(node)
    return [tidy for part in out if (tidy := tidied(tuple(part)))]


def is_blank(content: Inlines) -> bool:
    """Whether content shows nothing: no words, pictures, formulas or notes."""
    for node in content:
        if isinstance(node, Text):
            if node.value.strip(" \u00a0\u200b\u2060\ufeff\u00ad"):
                return False
        elif isinstance(node, LineBreak):
            continue
        elif hasattr(node, "content"):
            if not is_blank(node.content):
                return False
        else:
            return False
    return True
