"""Where a long article is parted into files, and in which file every id then stands."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct

from exporter.model import Article, Blocks, Code, CodeBlock, Heading, Node, Text
from exporter.walk import text, walk

LONG = 36_000
"""Characters of text (about 6,000 words) from which an article is parted; below, one file reads and searches better."""

FIRST = "article.xhtml"
TAIL = "notes.xhtml"


class Chapter(Struct, frozen=True):
    """One file's share of the body; `title` is None for the first, which has the article's own."""

    name: str
    title: str | None
    blocks: Blocks


def chapters(article: Article, split_level: int) -> list[Chapter]:
    """The body in files: one, or parted at headings down to `split_level` (0: never)."""
    starts = _starts(article.body, split_level) if split_level and _long(article) else []
    edges = [0, *starts, len(article.body)]
    parts = [article.body[start:end] for start, end in pairwise(edges)]
    return [_chapter(index, blocks) for index, blocks in enumerate(parts)]


def _chapter(index: int, blocks: Blocks) -> Chapter:
    if index == 0:
        return Chapter(FIRST, None, blocks)
    heading = blocks[0]
    words = text(heading.content).strip() if isinstance(heading, Heading) else ""
    return Chapter(f"chapter-{index:03}.xhtml", words, blocks)


def _starts(body: Blocks, level: int) -> list[int]:
    """The indexes of the headings that begin a file; one right under another stays with it."""
    found: list[int] = []
    for index, node in enumerate(body):
        if not isinstance(node, Heading) or node.level > level or index == 0:
            continue
        if not isinstance(body[index - 1], Heading):
            found.append(index)
    return found


def _long(article: Article) -> bool:
    size = 0
    for node in walk(article.body):
        if isinstance(node, (Text, Code)):
            size += len(node.value)
        elif isinstance(node, CodeBlock):
            size += len(node.code)
        if size > LONG:
            return True
    return False


def homes(article: Article, parts: list[Chapter], tail: str, box_at_end: bool) -> dict[str, str]:
    """The file of every id, for a book of several files; empty for one file."""
    if len(parts) == 1:
        return {}
    found: dict[str, str] = {}
    front: list[Node] = [*article.title, *article.standfirst, *article.authors]
    front += [node for node in (article.lead, None if box_at_end else article.takeaways) if node]
    _settle(front, FIRST, found)
    for part in parts:
        _settle(part.blocks, part.name, found)
    if box_at_end and article.takeaways:
        _settle((article.takeaways,), parts[-1].name, found)
    _settle((*article.notes, *article.related), tail, found)
    if article.id:
        found[article.id] = FIRST
    return found


def _settle(nodes: Iterable[Node], name: str, found: dict[str, str]) -> None:
    for node in walk(nodes):
        if node.id:
            found[node.id] = name
