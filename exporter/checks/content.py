"""Nodes that hold nothing: they would come out as empty elements, which no format wants."""

from __future__ import annotations

from msgspec.structs import replace

from exporter.model import (
    Article,
    Aside,
    Author,
    Callout,
    CodeBlock,
    DefinitionItem,
    DefinitionList,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inlines,
    Link,
    List,
    ListItem,
    Math,
    MathBlock,
    Node,
    Note,
    NoteRef,
    Paragraph,
    PullQuote,
    Quote,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Table,
    Takeaways,
    Text,
)
from exporter.model import Code as InlineCode
from exporter.model import SmallCaps as Caps
from exporter.walk import transform, walk

_WRAPPERS = (Emphasis, Strong, Strike, Superscript, Subscript, Caps, Span)
_LEAVES = (Image, NoteRef)


def pruned(article: Article) -> Article:
    """The article without nodes that hold no word, picture or formula."""
    if article.lead and not article.lead.images:
        article = replace(article, lead=None, body=(*_words_of(article.lead), *article.body))
    article = transform(article, _without_hollow)
    takeaways = article.takeaways
    if takeaways:
        items = tuple(item for item in takeaways.items if _says(item))
        article = replace(article, takeaways=replace(takeaways, items=items) if items else None)
    return replace(article, authors=tuple(author for author in article.authors if author.name.strip()))


def _says(inlines: Inlines) -> bool:
    return any(_counts(node) for node in walk(inlines))


def _counts(node: Node) -> bool:
    if isinstance(node, (Text, InlineCode)):
        return bool(node.value.strip())
    return isinstance(node, _LEAVES) or (isinstance(node, (Math, MathBlock)) and bool(node.source.strip()))


def _without_hollow(node: Node) -> Node | tuple[Node, ...]:
    if isinstance(node, (Article, Note, Author, Takeaways)):
        return node
    if isinstance(node, Figure) and not node.images:
        return _words_of(node)
    return () if _hollow(node) else _named_link(node)


def _words_of(figure: Figure) -> tuple[Paragraph, ...]:
    """What a figure without pictures says."""
    return tuple(Paragraph(part, place=figure.place) for part in (figure.caption, figure.credit) if _says(part))


def _named_link(node: Node) -> Node:
    """A link without words shows its address."""
    if isinstance(node, Link) and not _says(node.content):
        return replace(node, content=(Text(node.target),))
    return node


def _hollow(node: Node) -> bool:
    if isinstance(node, Text):
        return not node.value
    if isinstance(node, InlineCode):
        return not node.value
    if isinstance(node, (Math, MathBlock)):
        return not node.source.strip()
    return wraps_nothing(node) or (isinstance(node, Node) and _hollow_block(node))


def wraps_nothing(node: Node) -> bool:
    """Whether it is emphasis or the like of no words; with an id it is what a link leads to."""
    return isinstance(node, _WRAPPERS) and not node.content and not node.id


def _hollow_block(node: Node) -> bool:
    if isinstance(node, Paragraph):
        return not _says(node.content) and not _says(node.run_in)
    if isinstance(node, (Heading, PullQuote)):
        return not _says(node.content)
    if isinstance(node, (List, DefinitionList)):
        return not node.items
    if isinstance(node, (Callout, Aside)):
        return not node.content and not _says(node.title)
    if isinstance(node, Quote):
        return not node.content and not _says(node.attribution)
    if isinstance(node, ListItem):
        return not node.content and node.checked is None
    if isinstance(node, DefinitionItem):
        return not _says(node.term) and not any(node.definitions)
    if isinstance(node, CodeBlock):
        return not node.code.strip()
    return isinstance(node, Table) and not (node.head or node.body or node.foot)
