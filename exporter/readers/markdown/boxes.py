"""From elements to what stands in a box beside the text: callouts and asides, whichever way they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.model import Aside, Block, Blocks, Callout, CalloutKind, Inlines, Quote, Text
from exporter.patterns import pattern
from exporter.readers.markdown.elements import Element
from exporter.readers.markdown.inlines import own, shaved
from exporter.readers.markdown.parts import beside, place, without_start
from exporter.readers.markdown.takeaways_box import NAMES, takeaways
from exporter.walk import text as plain_text

if TYPE_CHECKING:
    from exporter.readers.markdown.nodes import Nodes, Part

CALLOUTS: dict[str, CalloutKind] = {
    **dict.fromkeys(
        [
            "note",
            "callout",
            "info",
            "seealso",
            "secondary",
            "versionadded",
            "versionchanged",
            "deprecated",
            "information",
        ],
        "note",
    ),
    **dict.fromkeys(["tip", "hint", "success", "check", "done"], "tip"),
    "important": "important",
    **dict.fromkeys(["warning", "attention"], "warning"),
    **dict.fromkeys(["caution", "danger", "error", "failure"], "caution"),
}
ASIDES = frozenset(["aside", "sidebar", "margin", "column-margin", "box"])
_GENERAL = frozenset(["alert", "notice", "callout", "admonition"])
_HTML_KINDS = frozenset(
    ["note", "tip", "hint", "info", "success", "important", "warning", "caution", "danger", "attention"]
)
_QUOTES = frozenset(["quote", "cite"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_TITLE = pattern(r"title|heading", re.IGNORECASE)
ALERT = pattern(r"\[!([\w-]+)(?:\|[^\]]*)?\][+-]?[ \t]*")


def alert(nodes: Nodes, element: Element, content: list[Part], first: Element, found: re.Match[str]) -> Blocks:
    """GitHub's `> [!NOTE]`, words after it on its line being the title (as Obsidian has it)."""
    parts = list(first.content)
    end = next(
        (n for n, part in enumerate(parts) if isinstance(part, Element) and part.tag in ("x-break", "br")),
        len(parts),
    )
    title = without_start(nodes.inlines(parts[:end]), ALERT)
    rest: list[Part] = [Element("p", {}, parts[end + 1 :], first.line, "x")] if parts[end + 1 :] else []
    if found[1].lower() in NAMES:
        return takeaways(nodes, element, plain_text(title), Element("div", {}, rest + content[1:], element.line))
    if found[1].lower() in _QUOTES:
        body = nodes.blocks(rest + content[1:])
        return (Quote(content=body, attribution=title, place=place(element), **own(element)),) if body else ()
    title, body = titled(nodes, rest + content[1:], title, element)
    return (boxed(found[1].lower(), title, body, element),)


def titled(nodes: Nodes, content: list[Part], title: Inlines, element: Element) -> tuple[Inlines, Blocks]:
    """The title and the blocks of a box. A heading that begins it is its title, others in it are lines in bold.

    None of them is one of the article's outline, but where it says its level: `### Words {level=2}`.
    """
    parts = [part for part in content if not isinstance(part, str) or part.strip()]
    first = parts[0] if parts else ""
    if not title and isinstance(first, Element) and _is_heading(first):
        title, parts = shaved(nodes.inlines(first.content)), parts[1:]
        if first.attrs.get("id"):
            element.attrs = {"id": first.attrs["id"]} | element.attrs
    return title, nodes.blocks([_in_bold(part) for part in parts])


def _is_heading(part: Part) -> bool:
    return isinstance(part, Element) and part.tag in _HEADINGS and "level" not in part.attrs


def _in_bold(part: Part) -> Part:
    if not isinstance(part, Element) or not _is_heading(part):
        return part
    words = Element("strong", {}, part.content, part.line, "__")
    return Element("p", part.attrs, [words], part.line, "x")


def boxed(name: str, title: Inlines, body: Blocks, element: Element, *used: str) -> Block:
    """A callout where the name is one people use for one, else an aside that remembers it."""
    kind = CALLOUTS.get(name)
    about = own(element, "kind", *used)
    if kind:
        title = title or (() if name in (kind, "info", "callout") else (Text(value=name.capitalize()),))
        return Callout(content=body, kind=kind, title=title, place=place(element), **about)
    if name not in ASIDES and name:
        about["attributes"] = {"class": name} | about.get("attributes", {})
        title = title or (Text(value=name.replace("-", " ").capitalize()),)
    return Aside(content=body, title=title, place=place(element), **about)


def html_box(nodes: Nodes, element: Element) -> Blocks:
    """HTML's `div` or `aside` whose class says what it is (`note`, `alert alert-warning`); nothing where none does."""
    names = [name.lower() for name in element.attrs.get("class", "").split()]
    known = [name for name in names if name in _GENERAL or name.removeprefix("alert-") in _HTML_KINDS]
    kinds = [name.removeprefix("alert-") for name in names if name.removeprefix("alert-") in _HTML_KINDS]
    if not known or len(known) < len(names) - 1:
        return ()
    content = [part for part in element.content if not isinstance(part, str) or part.strip()]
    first = content[0] if content else ""
    title: Inlines = ()
    if isinstance(first, Element) and _TITLE.search(first.attrs.get("class", "")):
        title, content = shaved(nodes.inlines(first.content)), content[1:]
    title, blocks = titled(nodes, content, title, element)
    return (boxed(kinds[0] if kinds else "note", title, blocks, element),) if blocks or title else ()


def details(nodes: Nodes, element: Element) -> Blocks:
    """HTML's `details`: a box whose title is the summary."""
    title: Inlines = ()
    rest: list[Part] = []
    for part in element.content:
        if isinstance(part, Element) and part.tag == "summary":
            title = beside(title, shaved(nodes.inlines(part.content)))
        else:
            rest.append(part)
    return (Aside(content=nodes.blocks(rest), title=title, place=place(element), **own(element)),)


def admonition(nodes: Nodes, element: Element) -> Blocks:
    """`!!! note "Title"`."""
    title: Inlines = ()
    content = list(element.content)
    kind = element.attrs["kind"].split()[0] if element.attrs["kind"].split() else "note"
    if content and isinstance(content[0], Element) and content[0].tag == "x-title":
        words = content[0]
        title = nodes.inlines(words.content) if words.raw.lower() != kind else ()
        content = content[1:]
    if kind in NAMES and kind != "highlights":
        box = Element("div", {}, content, element.line)
        return takeaways(nodes, Element("div", line=element.line), plain_text(title), box)
    about = Element("div", {}, [], element.line)
    title, blocks = titled(nodes, content, title, about)
    return (boxed(kind, title, blocks, about),)
