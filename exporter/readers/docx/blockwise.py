"""Two states of some blocks put together, as deep as they go: what did not change is what it was, with all Word cannot hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from exporter.model import (
    Aside,
    Block,
    Blocks,
    Callout,
    CodeBlock,
    DefinitionItem,
    DefinitionList,
    Figure,
    Heading,
    Image,
    List,
    ListItem,
    Math,
    MathBlock,
    Node,
    Note,
    Paragraph,
    Quote,
    Row,
    Table,
)
from exporter.walk import transform, walk

from .base import Base, Known, unmarked
from .comparing import Comparer

T = TypeVar("T", bound=Node)

_LONG = 2000
"""Paragraphs from which on those that are all alike are not compared one by one, which takes their number squared."""


class Blockwise(Struct, frozen=True):
    """Puts blocks as they stand now together with those they were."""

    base: Base
    known: Known
    comparer: Comparer

    def blocks(self, now: Sequence[Block], was: Sequence[Block]) -> Blocks:
        """The blocks as they stand now; each that did not change is the one of `was`, others keep what still holds."""
        return self._series(now, was)

    def _series(self, now: Sequence[T], was: Sequence[T]) -> tuple[T, ...]:
        one, other = [self.comparer.key(node) for node in now], [self.comparer.key(node) for node in was]
        out: list[T] = []
        for tag, start, end, other_start, other_end in matched(one, other):
            if tag == "equal":
                out.extend(was[other_start:other_end])
            else:
                out.extend(self._changed(now[start:end], was[other_start:other_end]))
        return tuple(out)

    def _changed(self, now: Sequence[T], was: Sequence[T]) -> Iterator[T]:
        partners = dict(_paired(now, was))
        for at, node in enumerate(now):
            yield self._both(node, was[partners[at]]) if at in partners else self._new(node)

    def _new(self, node: Any) -> Any:
        return self.known.levelled(node) if isinstance(node, Heading) else _shown(node)

    def _both(self, now: T, was: T) -> T:
        """A node that changed, with what it was."""
        first = self.base.original(was) or was
        made = replace(now, attributes=first.attributes, id=first.id or now.id)
        if self.comparer.rewritten:
            made = _with_formulas(made, was)
        merge = _MERGERS.get(type(now))
        return merge(self, made, was) if merge else made

    # ---- one kind after the other ------------------------------------------------------------------------------------

    def _heading(self, now: Heading, was: Heading) -> Heading:
        first = self.base.original(was)
        if now.level == was.level and isinstance(first, Heading):
            return replace(now, level=first.level)
        return self.known.levelled(now)

    def _code(self, now: CodeBlock, was: CodeBlock) -> CodeBlock:
        return replace(now, language=was.language) if now.language is None else now

    def _paragraph(self, now: Paragraph, was: Paragraph) -> Block:
        return now if _shown(was) is not was else _shown(now)

    def _figure(self, now: Figure, was: Figure) -> Figure | Paragraph:
        """A figure; one whose picture somebody took away is what was said below it."""
        if any(image.source for image in now.images) or not any(
            one.source in self.comparer.shown for one in was.images
        ):
            return now
        return Paragraph(content=(*now.caption, *now.credit), id=now.id)

    def _container(self, now: Any, was: Any) -> Any:
        return replace(now, content=self._series(now.content, was.content))

    def _items(self, now: Any, was: Any) -> Any:
        return replace(now, items=self._series(now.items, was.items))

    def _defined(self, now: DefinitionItem, was: DefinitionItem) -> DefinitionItem:
        """A term's definitions, which Word has as one, in as many as there were while their blocks are as many."""
        told = [block for part in now.definitions for block in part]
        counts = [len(part) for part in was.definitions]
        if len(told) != sum(counts):
            return now
        parts = iter(told)
        cut = tuple(tuple(next(parts) for _ in range(count)) for count in counts)
        return replace(now, definitions=tuple(map(self._series, cut, was.definitions)))

    def _table(self, now: Table, was: Table) -> Table:
        """A table of the shape it had keeps how its columns and cells are aligned; one of another is as it reads."""
        if _shape(now) != _shape(was):
            return now
        rows = {
            part: tuple(map(self._row, getattr(now, part), getattr(was, part))) for part in ("head", "body", "foot")
        }
        return replace(now, columns=was.columns, **rows)

    def _row(self, now: Row, was: Row) -> Row:
        cells = [
            cell if self.comparer.key(cell) == self.comparer.key(mine)
            else replace(unmarked(cell), content=self._series(mine.content, cell.content))
            for mine, cell in zip(now.cells, was.cells, strict=True)
        ]  # fmt: skip
        return replace(unmarked(was), cells=tuple(cells))


_MERGERS: dict[type[Node], Callable[[Blockwise, Any, Any], Any]] = {
    Heading: Blockwise._heading,
    CodeBlock: Blockwise._code,
    Figure: Blockwise._figure,
    Paragraph: Blockwise._paragraph,
    **dict.fromkeys((Quote, Callout, Aside, ListItem, Note), Blockwise._container),
    **dict.fromkeys((List, DefinitionList), Blockwise._items),
    DefinitionItem: Blockwise._defined,
    Table: Blockwise._table,
}


def _with_formulas(now: T, was: T) -> T:
    """A node with the formulas it had, where it has as many."""
    kinds = (Math, MathBlock)
    had: list[Node] = []

    def keep(node: Node) -> Node:
        if isinstance(node, kinds):
            had.append(node)
        return node

    transform(was, keep)
    if sum(isinstance(node, kinds) for node in walk(now)) != len(had):
        return now
    rest = iter(had)
    return transform(now, lambda node: next(rest) if isinstance(node, kinds) else node)


def _shown(node: Any) -> Any:
    """A paragraph, as a figure where there is nothing but pictures in it: so Word has what somebody put between others."""
    content = node.content if isinstance(node, Paragraph) else ()
    images = tuple(one for one in content if isinstance(one, Image))
    return Figure(images=images, id=node.id) if images and len(images) == len(content) else node


def matched(one: Sequence[Any], other: Sequence[Any]) -> Sequence[tuple[str, int, int, int, int]]:
    """What turns the second of two sequences into the first, as difflib tells it."""
    long = len(other) > _LONG
    return SequenceMatcher(None, one, other, autojunk=long).get_opcodes()


def _paired(now: Sequence[Node], was: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Places of nodes that stand for each other: in their order, of one kind."""
    if len(now) == len(was):
        yield from ((at, at) for at in range(len(now)) if type(now[at]) is type(was[at]))
        return
    kinds = [type(node).__name__ for node in now], [type(node).__name__ for node in was]
    for block in SequenceMatcher(None, *kinds, autojunk=False).get_matching_blocks():
        yield from ((block.a + n, block.b + n) for n in range(block.size))


def _shape(table: Table) -> list[list[list[tuple[int, int]]]]:
    return [
        [[(cell.colspan, cell.rowspan) for cell in row.cells] for row in part]
        for part in (table.head, table.body, table.foot)
    ]
