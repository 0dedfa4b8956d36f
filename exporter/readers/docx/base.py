"""The article a document of ours was written from, as its backend got it: what a reading of the document compares with.

A backend writes an article as `exporter.checks.prepared` leaves it: levels settled, dead links and empty blocks gone, ids
given. So that is what is compared with what the document says now; what did not change is then the author's own node again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from exporter.checks import prepared
from exporter.model import Article, CodeBlock, Heading, Link, Math, MathBlock, Node, Note, NoteRef
from exporter.report import Report
from exporter.walk import transform, walk

from .comparing import formula, target

T = TypeVar("T", bound=Node)

_MARK = "exporter-was"
"""The attribute that tells which node of the first article one of the prepared article is."""


class Base(Struct, frozen=True):
    """article: as prepared, each node marked.  nodes: those of the first article by their marks."""

    article: Article
    nodes: Mapping[str, Node]

    def original(self, node: Node) -> Node | None:
        """The first article's node that a node is, None for one that is new."""
        return self.nodes.get(node.attributes.get(_MARK, ""))

    def restored(self, article: Article) -> Article:
        """An article with the first one's own nodes in the place of all that were taken over whole."""
        return transform(article, lambda node: self.original(node) or node)


def base(was: Article) -> Base:
    """`was` as it was written."""
    count = 0

    def mark(node: Node) -> Node:
        nonlocal count
        if isinstance(node, Article):
            return node
        count += 1
        return replace(node, attributes={**node.attributes, _MARK: str(count)})

    marked = transform(was, mark)
    nodes = {node.attributes[_MARK]: node for node in walk(marked) if _MARK in node.attributes}
    return Base(prepared(marked, Report()), {name: transform(node, unmarked) for name, node in nodes.items()})


def unmarked(node: T) -> T:
    """A node that is none of the first article's any more."""
    if _MARK not in node.attributes:
        return node
    return replace(node, attributes={name: told for name, told in node.attributes.items() if name != _MARK})


# ---- what Word cannot say ----------------------------------------------------------------------------------------


class Known(Struct, frozen=True):
    """What the first article says of things that Word knows by less.

    formulas: their TeX by how they read.  targets: of links, by the bookmarks they lead to.  languages: of programs, by
    their text.  levels: of headings, by those they were written with.
    """

    formulas: Mapping[str, str]
    targets: Mapping[str, str]
    languages: Mapping[str, str | None]
    levels: Mapping[int, int]

    def told(self, article: Article) -> Article:
        """An article as it is now with what is known of its parts."""
        return transform(article, self._told)

    def _told(self, node: Node) -> Node:
        if isinstance(node, (Math, MathBlock)):
            return replace(node, source=self.formulas.get(formula(node.source), node.source))
        if isinstance(node, CodeBlock) and node.language is None:
            return replace(node, language=self.languages.get(node.code))
        if isinstance(node, Link) and node.target[:1] == "#":
            node = replace(node, target=self.targets.get(target(node.target), node.target))
        if node.id and not isinstance(node, Note) and (known := self.targets.get(target(f"#{node.id}"))):
            return replace(node, id=known[1:])
        return node

    def levelled(self, heading: Heading) -> Heading:
        """A new heading at the level that its neighbours have in the first article."""
        return replace(heading, level=self.levels.get(heading.level, heading.level))


def known(base: Base) -> Known:
    """What a first article says."""
    formulas: dict[str, str] = {}
    targets: dict[str, str] = {}
    languages: dict[str, str | None] = {}
    levels: dict[int, Counter[int]] = {}
    for node in walk(base.article):
        if isinstance(node, (Math, MathBlock)):
            formulas.setdefault(formula(node.source), node.source)
        elif isinstance(node, CodeBlock):
            languages.setdefault(node.code, node.language)
        elif isinstance(node, Link) and node.target[:1] == "#":
            first = base.original(node)
            targets.setdefault(target(node.target), first.target if isinstance(first, Link) else node.target)
        elif isinstance(node, Heading) and isinstance(first := base.original(node), Heading):
            levels.setdefault(node.level, Counter())[first.level] += 1
    usual = {level: heard.most_common(1)[0][0] for level, heard in levels.items()}
    return Known(formulas, targets, languages, usual)


def note_names(base: Base) -> dict[str, str]:
    """{the id a note was written with: the one its author gave it}."""
    out: dict[str, str] = {}
    for node in walk(base.article):
        if isinstance(node, NoteRef) and isinstance(first := base.original(node), NoteRef):
            out.setdefault(node.note, first.note)
    return out
