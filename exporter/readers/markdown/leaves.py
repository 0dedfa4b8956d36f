"""From elements without blocks inside to blocks: code, blocks written as JSON, formulas, rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import msgspec
from msgspec.structs import replace

from exporter.model import Block, Blocks, CodeBlock, MathBlock, Paragraph, ThematicBreak
from exporter.patterns import pattern
from exporter.readers.markdown import cells
from exporter.readers.markdown.directives import split_options
from exporter.readers.markdown.elements import Element
from exporter.readers.markdown.inlines import own, plain
from exporter.readers.markdown.parts import dedented, fence_info, place
from exporter.readers.markdown.quoting import shortened
from exporter.walk import DEEPEST, depth

if TYPE_CHECKING:
    from exporter.readers.markdown.nodes import Nodes

_CODE_DIRECTIVE = pattern(r"\{(math|code|code-block|sourcecode|code-cell|parsed-literal|literalinclude)\}[ \t]*(.*)")

_CELL = pattern(r"\{[A-Za-z]")
_CODES = frozenset(["code", "code-block", "sourcecode", "code-cell", "parsed-literal"])

JSON_FENCE = "{=article-json}"
"""The language of a code block that holds one block of an article as JSON: what Markdown has no words for."""


def fence(nodes: Nodes, element: Element) -> Blocks:
    """Fenced or indented code, or a block written as JSON."""
    info = element.attrs.get("info", "")
    if info == JSON_FENCE:
        return _json(nodes, element)
    code = element.raw[:-1] if element.raw.endswith("\n") else element.raw
    language, attributes = fence_info(info)
    about = own(element, "info")
    if attributes.get("id"):
        about["id"] = attributes.pop("id")
    if language and _CELL.match(info) and not _CODE_DIRECTIVE.match(info):
        return _cell(nodes, element, code, language, about | ({"attributes": attributes} if attributes else {}))
    if found := _CODE_DIRECTIVE.match(info):
        options, code = split_options(code)
        if options.get("id"):
            about["id"] = options.pop("id")
        if found[1] == "math":
            return (MathBlock(source=dedented(f"{found[2]}\n{code}"), place=place(element), **about),)
        language, attributes = found[2].strip().lower() or None, options
        _tell_directive(nodes, found[1], element)
    elif language is None and _CELL.match(info):
        _tell_directive(nodes, info[1:].partition("}")[0], element)
    if attributes:
        about["attributes"] = about.get("attributes", {}) | attributes
    return (CodeBlock(code=code, language=language, place=place(element), **about),)


def _tell_directive(nodes: Nodes, name: str, element: Element) -> None:
    """Say of a directive that is not known, or that puts in a file, that it stayed code."""
    if name == "literalinclude" or (name and name not in _CODES):
        told = f"the directive {{{name}}} was kept as code: {shortened(element.attrs.get('info', ''))}"
        nodes.report.warn("directive-unknown", told, place=place(element))


def _cell(nodes: Nodes, element: Element, code: str, language: str, about: dict[str, Any]) -> Blocks:
    """A cell that is run elsewhere: its code, and the caption of what it draws."""
    options, code = cells.split(code)
    if options.get("label"):
        about.setdefault("id", options["label"])
    words = cells.caption(options, element.attrs.get("info", ""))
    dropped = "; ".join(f"{key}: {said}" for key, said in options.items() if key not in ("label", *cells.CAPTIONS))
    if dropped:
        nodes.report.tell("cell-options", f"dropped the options of a cell: {shortened(dropped)}", place=place(element))
    made = CodeBlock(code=code, language=language, place=place(element), **about)
    if not words:
        return (made,)
    told = f"what the code draws is not here; its caption stands below it: {shortened(words)}"
    nodes.report.warn("cell-output", told, place=place(element))
    return (made, Paragraph(content=nodes.inlines_of(words), place=place(element)))


def _json(nodes: Nodes, element: Element) -> Blocks:
    try:
        block = msgspec.json.decode(element.raw, type=Block)
    except (msgspec.DecodeError, RecursionError) as error:
        nodes.report.warn("article-json", f"not a block in JSON: {error}", place=place(element))
        return (CodeBlock(code=element.raw.rstrip("\n"), language=JSON_FENCE, place=place(element)),)
    if depth(block) > 4 * DEEPEST:
        nodes.report.warn("article-json", "nested too deep: kept as code", place=place(element))
        return (CodeBlock(code=element.raw.rstrip("\n"), place=place(element)),)
    return (cast(Block, replace(block, place=place(element))),)


def preformatted(_nodes: Nodes, element: Element) -> Blocks:
    """HTML's `pre`."""
    code = plain(element.content).removeprefix("\n").rstrip("\n")
    return (CodeBlock(code=code, language=_language(element), place=place(element), **own(element)),) if code else ()


def _language(element: Element) -> str | None:
    """The language HTML gives code in: `class="language-js"` of the `pre` or the `code` in it."""
    inner = [part for part in element.content if isinstance(part, Element) and part.tag == "code"]
    for part in (element, *inner):
        for name in part.attrs.get("class", "").split():
            if name.startswith(("language-", "lang-")):
                return name.split("-", 1)[1] or None
        if part.attrs.get("data-lang"):
            return part.attrs["data-lang"]
    return None


def formula(_nodes: Nodes, element: Element) -> Blocks:
    """A formula on lines of its own."""
    return (MathBlock(source=dedented(element.raw), place=place(element), **own(element)),)


def thematic_break(_nodes: Nodes, element: Element) -> Blocks:
    """A rule between two parts."""
    return (ThematicBreak(place=place(element), **own(element)),)
