"""How much one source may ask of this machine: every limit with its default, and the refusal of what is beyond.

Real articles stay far below; what is above is an accident or an attack. Limits of a format's own (an archive's unpacked
size, the pixels decoded at once) stand with its reader.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from exporter.errors import SourceError
from exporter.model import Article, List, Node, Table
from exporter.walk import children

MIB = 2**20


class Limits(Struct, frozen=True):
    """The limits there are; each is `--max-NAME` of the command.

    source_size, picture_size: bytes of a file (the command takes MiB).   picture_pixels: of one picture, before it is
    decoded.   pictures: different ones in an article.   nodes: of the article in all.   depth: nodes inside each other.
    list_depth: lists inside lists.   table_cells: places of one table's grid, spans counted in full.   notes: foot- and
    endnotes.   seconds: for one source, from reading to the last byte made; 0 is no limit.
    """

    source_size: int = 256 * MIB
    picture_size: int = 128 * MIB
    picture_pixels: int = 400_000_000
    pictures: int = 10_000
    nodes: int = 5_000_000
    depth: int = 140
    list_depth: int = 40
    table_cells: int = 250_000
    notes: int = 50_000
    seconds: int = 600


DEFAULT = Limits()
_SIZES = ("source_size", "picture_size")


def flag(name: str) -> str:
    """The command's flag for a limit."""
    return "--max-" + name.replace("_", "-")


def in_mib(name: str) -> bool:
    """Whether people give this limit in MiB."""
    return name in _SIZES


class Measured(Struct):
    """What an article amounts to."""

    nodes: int = 0
    depth: int = 0
    list_depth: int = 0
    table_cells: int = 0
    notes: int = 0


def asked(given: dict[str, Any]) -> Limits:
    """The limits a command was given by their flags, taken out of the rest; sizes come in MiB."""
    found = {name: given.pop("max_" + name, None) for name in DEFAULT.__struct_fields__}
    scaled = {name: value * (MIB if in_mib(name) else 1) for name, value in found.items() if value is not None}
    return replace(DEFAULT, **scaled)


_WHAT = {
    "nodes": ("{found} nodes", "split it"),
    "depth": ("nested too deep ({found} levels)", "nest less"),
    "list_depth": ("lists nested {found} deep", "nest less"),
    "table_cells": ("a table of {found} cells", "split the table"),
    "notes": ("{found} notes", "split it"),
}


def refuse(article: Article, limits: Limits, place: str) -> None:
    """Raise SourceError where an article is beyond a limit."""
    found = measured(article)
    for name, (what, remedy) in _WHAT.items():
        count, most = getattr(found, name), getattr(limits, name)
        if count > most:
            told = what.format(found=f"{count:,}")
            raise SourceError(f"{told}; {most:,} is the limit", place=place, hint=f"{remedy}, or raise {flag(name)}")


def measured(article: Article) -> Measured:
    """Count an article's nodes in one pass, without recursion."""
    found = Measured(depth=1, notes=len(article.notes))
    inside: list[tuple[bool, Iterator[Node]]] = [(False, iter(children(article)))]
    lists = 0
    while inside:
        node = next(inside[-1][1], None)
        if node is None:
            lists -= inside.pop()[0]
            continue
        is_list = isinstance(node, List)
        lists += is_list
        inside.append((is_list, iter(children(node))))
        found.nodes += 1
        found.depth = max(found.depth, len(inside))
        found.list_depth = max(found.list_depth, lists)
        if isinstance(node, Table):
            found.table_cells = max(found.table_cells, _places(node))
    return found


def _places(table: Table) -> int:
    """The places of its grid, those of cells that hang below it too; short rows are filled up to the widest."""
    rows = (*table.head, *table.body, *table.foot)
    widest = max((sum(cell.colspan for cell in row.cells) for row in rows), default=0)
    return max(len(rows) * widest, sum(cell.colspan * cell.rowspan for row in rows for cell in row.cells))


_FOREVER = 10**8
"""Seconds that an alarm need not count to, and some systems' cannot."""


class _TimeIsUp(BaseException):
    """Not an Exception: no fence on the way may take it for a failure of its own."""


@contextmanager
def within(seconds: int, place: str) -> Iterator[None]:
    """Raise SourceError once `seconds` have passed inside the block.

    It needs a Unix alarm, of which there is one, and which only a main thread gets: elsewhere, and where the caller has
    set it already, there is no limit. A single call into a C library is not cut short; the alarm rings when it returns.
    """
    if not 0 < seconds < _FOREVER or not _may_ring():
        yield
        return

    def ring(*_: object) -> None:
        raise _TimeIsUp

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)  # it may ring just before
    except _TimeIsUp:
        hint = f"split it, or raise {flag('seconds')}"
        raise SourceError(f"not done after {seconds} s", place=place, hint=hint) from None
    finally:
        signal.signal(signal.SIGALRM, before)


def _may_ring() -> bool:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return False
    return not signal.getitimer(signal.ITIMER_REAL)[0]
