"""Quarto's, Pandoc's and MyST's cross references (`@fig-plan`, `[@tbl-costs; @sec-aims]`, a role `ref`) into links."""

from __future__ import annotations

from typing import TypeAlias

from msgspec.structs import replace

from exporter.labels import Labels, labels
from exporter.model import (
    Article,
    Aside,
    Callout,
    CodeBlock,
    Figure,
    Heading,
    Inline,
    Link,
    Math,
    MathBlock,
    Node,
    Place,
    Table,
    Text,
)
from exporter.patterns import pattern
from exporter.report import Report
from exporter.walk import text, transform, walk

BY_ITS_NAME = "x-ref"
"""The attribute of a link that shall say what its target is called; its value may hold `%s` for the number alone."""

Said: TypeAlias = "dict[str, tuple[str, str]]"
"""What a reference to each id says, and its number alone: ("Figure 2", "2")."""

_KIND = "[Ff]ig|[Tt]bl|[Tt]ab|[Ss]ec|[Ee]q|[Ll]st|[Tt]hm|[Ll]em|[Cc]or|[Pp]rp|[Dd]ef|[Ee]xm|[Ee]xr"
_NAME = rf"-?@(?:{_KIND})[-:][\w:-]*\w"
_REFERENCE = pattern(rf"\[(?P<several>{_NAME}(?:\s*;\s*{_NAME})*)\]|(?<![\w@/])(?P<one>{_NAME})")
_ONE = pattern(_NAME)
_PRINTED = ("fig-", "tbl-", "tab-", "sec-", "eq-", "lst-", "fig:", "tbl:", "tab:", "sec:", "eq:", "lst:")
"""Names of this kind can be nothing but references."""


def resolved(article: Article, report: Report) -> Article:
    """The article with references to what it has as links; others stay as they are written, and are told."""
    if not any(map(_refers, walk(article))):
        return article
    said = _said(article, labels(article.lang))
    _tell_unknown(article, said, report)
    return transform(article, lambda node: _linked(node, said))


def _refers(node: Node) -> bool:
    if isinstance(node, Text):
        return "@" in node.value and bool(_ONE.search(node.value))
    return isinstance(node, Link) and BY_ITS_NAME in node.attributes


def _said(article: Article, words: Labels) -> Said:
    """What a reference to each id says, as figures, tables (with captions) and equations (with ids) are counted."""
    out: Said = {}
    counts = {Figure: 0, Table: 0, MathBlock: 0}
    for node in walk(article):
        if isinstance(node, (Figure, Table)) and node is not article.lead:
            counts[type(node)] += bool(node.caption)
            label = words.figure if isinstance(node, Figure) else words.table
            number = str(counts[type(node)]) if node.caption else ""
            inside = [node, *(node.images if isinstance(node, Figure) else ())]
            out.update({one.id: (label.format(number=number).strip(), number) for one in inside if one.id})
        elif isinstance(node, (Math, MathBlock)) and node.id:
            counts[MathBlock] += 1
            number = str(counts[MathBlock])
            out[node.id] = words.equation.format(number=number), number
        elif isinstance(node, (Heading, CodeBlock, Aside, Callout)) and node.id:
            told = _named(node, words)
            out[node.id] = told, told
    return out


def _named(node: Heading | CodeBlock | Aside | Callout, words: Labels) -> str:
    """What stands for a thing without a number: a section's heading, a box's title; of code what its id says it draws."""
    assert node.id
    if isinstance(node, CodeBlock):
        kinds = {"fig": words.figure, "tbl": words.table}
        return kinds.get(node.id[:3], node.id).format(number="").strip()
    return text(node.content if isinstance(node, Heading) else node.title) or node.id


def _known(name: str, said: Said) -> str:
    """The id a name means; in Quarto one with a capital begins a sentence."""
    return name if name in said else name[:1].lower() + name[1:]


def _tell_unknown(article: Article, said: Said, report: Report) -> None:
    place: Place | None = None
    for node in walk(article):
        place = node.place or place
        names = []
        if isinstance(node, Text) and "@" in node.value:
            found = [_known(one.lstrip("-@"), said) for one in _ONE.findall(node.value)]
            names = [name for name in found if name.startswith(_PRINTED)]
        elif isinstance(node, Link) and BY_ITS_NAME in node.attributes:
            names = [node.target.removeprefix("#")]
        for name in names:
            if name not in said:
                told = f"nothing here is called “{name}”: the reference to it stays as it is written"
                report.warn("reference-unknown", told, place=place)


def _linked(node: Node, said: Said) -> Node | tuple[Node, ...]:
    if isinstance(node, Link) and BY_ITS_NAME in node.attributes:
        return _by_its_name(node, said)
    return _in_words(node, said) if isinstance(node, Text) and "@" in node.value else node


def _by_its_name(node: Link, said: Said) -> Link:
    others = {key: value for key, value in node.attributes.items() if key != BY_ITS_NAME}
    whole, number = said.get(node.target.removeprefix("#"), ("", ""))
    shape = node.attributes[BY_ITS_NAME]
    words = shape.replace("%s", number or whole) if "%s" in shape else whole
    return replace(node, content=(Text(value=words),) if whole else node.content, attributes=others)


def _in_words(node: Text, said: Said) -> Node | tuple[Node, ...]:
    out: list[Inline] = []
    at = 0
    for found in _REFERENCE.finditer(node.value):
        names = _ONE.findall(found[0])
        ids = [_known(one.lstrip("-@"), said) for one in names]
        if not all(name in said for name in ids):
            continue
        out.append(Text(value=node.value[at : found.start()], place=node.place))
        for index, name in enumerate(ids):
            out += [Text(value="; ")] if index else []
            whole, number = said[name]
            words = number or whole if names[index].startswith("-") else whole
            out.append(Link(content=(Text(value=words),), target=f"#{name}", place=node.place))
        at = found.end()
    if not out:
        return node
    rest = (*out, Text(value=node.value[at:], place=node.place))
    return tuple(one for one in rest if not isinstance(one, Text) or one.value)
