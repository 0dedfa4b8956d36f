"""Quarto's and Pandoc's cross references in running text (`@fig-plan`, `[@tbl-costs; @sec-aims]`) into links."""

from __future__ import annotations

from exporter.labels import Labels, labels
from exporter.model import Article, CodeBlock, Figure, Heading, Inline, Link, Node, Table, Text
from exporter.patterns import pattern
from exporter.walk import text, transform, walk

_NAME = r"-?@(?:fig|tbl|tab|sec|eq|lst|thm|lem|def|exm|exr)-[\w:-]*\w"
_REFERENCE = pattern(rf"\[(?P<several>{_NAME}(?:\s*;\s*{_NAME})*)\]|(?<![\w@/])(?P<one>{_NAME})")
_ONE = pattern(_NAME)


def resolved(article: Article) -> Article:
    """The article with references to what it has as links; others, and citations of literature, stay as they are written."""
    if not any("@" in node.value for node in walk(article) if isinstance(node, Text)):
        return article
    said = _said(article, labels(article.lang))
    if not said:
        return article
    return transform(article, lambda node: _linked(node, said) if type(node) is Text and "@" in node.value else node)


def _said(article: Article, words: Labels) -> dict[str, str]:
    """What a reference to each id says: "Figure 2", as figures with captions are counted; a section's own heading."""
    out: dict[str, str] = {}
    counts = {Figure: 0, Table: 0}
    for node in walk(article):
        if isinstance(node, (Figure, Table)) and node is not article.lead:
            counts[type(node)] += bool(node.caption)
            label = words.figure if isinstance(node, Figure) else words.table
            told = label.format(number=counts[type(node)] if node.caption else "").strip()
            inside = [node, *(node.images if isinstance(node, Figure) else ())]
            out.update({one.id: told for one in inside if one.id})
        elif isinstance(node, Heading) and node.id:
            out[node.id] = text(node.content)
        elif isinstance(node, CodeBlock) and node.id:
            out[node.id] = node.id
    return out


def _linked(node: Node, said: dict[str, str]) -> Node | tuple[Node, ...]:
    assert isinstance(node, Text)
    out: list[Inline] = []
    at = 0
    for found in _REFERENCE.finditer(node.value):
        ids = [one.lstrip("-@") for one in _ONE.findall(found[0])]
        if not all(name in said for name in ids):
            continue
        out.append(Text(value=node.value[at : found.start()], place=node.place))
        for number, name in enumerate(ids):
            out += [Text(value="; ")] if number else []
            out.append(Link(content=(Text(value=said[name]),), target=f"#{name}", place=node.place))
        at = found.end()
    if not out:
        return node
    rest = (*out, Text(value=node.value[at:], place=node.place))
    return tuple(one for one in rest if not isinstance(one, Text) or one.value)
