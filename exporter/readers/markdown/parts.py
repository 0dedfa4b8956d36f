"""Small questions about elements and inlines that turning them into blocks asks."""

from __future__ import annotations

import re
from typing import Any, TypeAlias, cast

from msgspec.structs import replace

from exporter.model import Blocks, Heading, Inlines, LineBreak, Paragraph, Place, Strong, Text
from exporter.patterns import pattern
from exporter.readers.markdown.elements import Element
from exporter.readers.markdown.inlines import plain, value

Part: TypeAlias = "Element | str"

_CAPTION_CLASS = pattern(r"cap(?:tion)?\b|caption", re.IGNORECASE)
_INFO = pattern(r"([^\s{}]*)\s*(.*)", re.DOTALL)
_LONGEST_RUN_IN = 80


def place(element: Element) -> Place | None:
    return Place(element.line) if element.line else None


def one_line(blocks: Blocks) -> Inlines | None:
    """The inlines of paragraphs, parted by line breaks; None where a block is more than its words."""
    out: Inlines = ()
    for block in blocks:
        if not isinstance(block, (Paragraph, Heading)) or (isinstance(block, Paragraph) and block.run_in):
            return None
        out += (*((LineBreak(),) if out else ()), *block.content)
    return out


def beside(before: Inlines, more: Inlines) -> Inlines:
    """Words that should stand once but came in two pieces: on two lines."""
    return (*before, LineBreak(), *more) if before and more else before or more


def inheriting(blocks: Blocks, about: dict[str, Any]) -> Blocks:
    """Blocks with the language and direction of the wrapper that is gone; its id goes to the first one that has none."""
    given = {name: about[name] for name in ("lang", "dir") if name in about}
    out = []
    for index, block in enumerate(blocks):
        changed: dict[str, Any] = {name: text for name, text in given.items() if getattr(block, name) is None}
        if index == 0 and "id" in about and block.id is None:
            changed["id"] = about["id"]
        out.append(replace(block, **changed) if changed else block)
    return tuple(out)


def dedented(source: str) -> str:
    """Lines without blank ones at their ends and without the spaces all of them begin with."""
    lines = [line.rstrip() for line in source.split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    indent = min((len(line) - len(line.lstrip(" ")) for line in lines if line), default=0)
    return "\n".join(line[indent:] for line in lines)


def opening(part: Element) -> str:
    """How a paragraph begins in its source, or in HTML as shown."""
    first = part.content[0] if part.content else ""
    return part.raw or (first.lstrip() if isinstance(first, str) else "")


def without_start(content: Inlines, mark: re.Pattern[str]) -> Inlines:
    if not content or not isinstance(content[0], Text):
        return content
    found = mark.match(content[0].value)
    words = content[0].value[found.end() :] if found else content[0].value
    return (replace(content[0], value=words), *content[1:]) if words else content[1:]


def split_run_in(content: Inlines, parts: list[Part]) -> tuple[Inlines, Inlines]:
    """`**Words:** text` begins with a run-in heading, as does `[Words]{.run-in} text`; `__Words:__ text` is just strong."""
    first = parts[0] if parts and isinstance(parts[0], Element) else None
    if (
        first is None
        or len(content) < 2
        or not isinstance(content[1], Text)
        or content[1].value[:1] not in (" ", "\u00a0")
    ):
        return (), content
    node = content[0]
    rest = without_start(content[1:], re.compile("[ \u00a0]"))
    if first.tag == "span" and not first.html and first.attrs == {"class": "run-in"}:
        return cast(Any, node).content, rest
    if not isinstance(node, Strong) or first.html or first.raw != "**" or not rest:
        return (), content
    last = node.content[-1] if node.content else None
    if (
        not isinstance(last, Text)
        or not last.value.rstrip().endswith((":", "："))
        or len(plain(first.content)) > _LONGEST_RUN_IN
    ):
        return (), content
    words = last.value.rstrip()[:-1]
    return ((*node.content[:-1], replace(last, value=words)) if words else node.content[:-1]), rest


def on_next_line(paragraph: Element, part: Element) -> bool:
    at = paragraph.content.index(part)
    return any(isinstance(p, Element) and p.tag in ("x-break", "br") for p in paragraph.content[max(0, at - 2) : at])


def pictures_in(part: Element) -> list[Element]:
    """The pictures in an element that holds pictures, and nothing else that is a block with words."""
    if part.tag == "img":
        return [part]
    return [found for inner in part.content if isinstance(inner, Element) for found in pictures_in(inner)]


def is_caption(part: Element) -> bool:
    return part.tag == "figcaption" or (part.html and bool(_CAPTION_CLASS.search(part.attrs.get("class", ""))))


def words_beside(parts: list[Part]) -> list[str]:
    return [part if isinstance(part, str) else plain(part.content) for part in parts]


def numbering(element: Element) -> str:
    given = element.attrs.get("numbering") or {
        "a": "lower-alpha",
        "A": "upper-alpha",
        "i": "lower-roman",
        "I": "upper-roman",
    }.get(element.attrs.get("type", ""), "")
    return given if given in ("lower-alpha", "upper-alpha", "lower-roman", "upper-roman") else "decimal"


def terms(element: Element) -> list[tuple[Element, list[Element]]]:
    """The terms of a `dl` with their definitions; stray words are a term without one."""
    out: list[tuple[Element, list[Element]]] = []
    for part in element.content:
        if isinstance(part, str):
            if part.strip():
                out.append((Element("dt", {}, [part.strip()]), []))
        elif part.tag == "dd":
            if not out:
                out.append((Element("dt"), []))
            out[-1][1].append(part)
        elif part.tag == "div":
            out += terms(part)
        else:
            out.append((part, []))
    return out


def fence_info(info: str) -> tuple[str | None, dict[str, str]]:
    """The language of fenced code and what else its first line says: `js {1,3}`, `{python echo=false}`, `{.python #id}`."""
    if info.startswith("{"):
        from exporter.readers.markdown.attributes import braces

        attrs = braces(info)
        if attrs and "class" in attrs:
            first, _, others = attrs["class"].partition(" ")
            rest = {name: value(text) for name, text in attrs.items() if name != "class"} | (
                {"class": others} if others else {}
            )
            return first, rest
        found = re.match(r"\{([\w+#.-]+)[ ,]*(.*)\}\s*$", info, re.DOTALL)
        return (found[1].lower(), {"info": found[2]} if found[2] else {}) if found else (None, {"info": info})
    found = _INFO.match(info)
    language, rest_info = (found[1], found[2]) if found else ("", "")
    return language or None, {"info": rest_info} if rest_info else {}


def plain_label(content: Inlines) -> str:
    """A heading's words as a label."""
    from exporter.walk import text

    return text(content).strip().rstrip(":：").strip()
