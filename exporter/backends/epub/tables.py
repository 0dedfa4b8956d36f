"""Tables: head, body and foot, header cells that say what they head, in a frame that scrolls where the screen is narrow."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from exporter.backends.epub.decimals import tails
from exporter.backends.epub.line import line
from exporter.backends.epub.writer import Writer
from exporter.backends.epub.writing import can_be_vertical
from exporter.backends.epub.xhtml import attributes, carried, element, speaks, spoken_name
from exporter.grid import Placed, alignment, grid, scope
from exporter.model import Blocks, Row, Table
from exporter.walk import text

PADDING = 1.8
"""What the style sheet keeps a number off the edge of its cell, in digits."""

_FIGURES = re.compile(r"(?=.*\d)(?=.*[-/–])[\d./:,+–-]{3,12}")

Flow = Callable[[Blocks, Writer], str]


class _Setting(NamedTuple):
    """What the cells of one table share; `tails` as `decimals.tails` gives them."""

    node: Table
    tails: dict[tuple[int, int], float]
    lang: str
    writer: Writer
    flow: Flow


def table(node: Table, writer: Writer, flow: Flow) -> str:
    """A table inside a frame that can be scrolled, by keyboard too (WCAG 2.2, 1.4.10 and 2.1.1). `flow` writes a cell."""
    writer.tables += 1
    label = text(node.caption) or writer.labels.table.format(number=writer.tables)
    laid = grid(node)
    lang = node.lang or writer.article.lang or "en"
    setting = _Setting(node, tails(node, laid, lang), lang, writer, flow)
    caption = element("caption", line(node.caption, writer)) + "\n" if node.caption else ""
    parts = (
        ("thead", node.head, laid.head),
        ("tbody", node.body, laid.body),
        ("tfoot", node.foot, laid.foot),
    )
    inner = "".join(_part(name, rows, cells, setting) for name, rows, cells in parts if rows)
    frame = attributes(class_="table", role="group", aria_label=label, tabindex="0")
    return element("div", element("table", f"\n{caption}{inner}", carried(node)), frame)


def _part(name: str, rows: tuple[Row, ...], placed: tuple[tuple[Placed, ...], ...], setting: _Setting) -> str:
    lines = [
        element("tr", "".join(_cell(cell, setting) for cell in cells), carried(row))
        for row, cells in zip(rows, placed, strict=True)
    ]
    return element(name, "\n" + "\n".join(lines) + "\n") + "\n"


def _cell(placed: Placed, setting: _Setting) -> str:
    """A cell; one without words heads nothing (an empty `th` says nothing to those who listen)."""
    cell, writer = placed.cell, setting.writer
    heads = scope(placed) if speaks(text(cell.content)) else None
    aligned = alignment(setting.node, placed)
    written = attributes(
        scope=heads,
        colspan=str(cell.colspan) if cell.colspan > 1 else None,
        rowspan=str(cell.rowspan) if cell.rowspan > 1 else None,
        class_=" ".join(filter(None, (aligned if aligned != "start" else "", _figures(cell.content)))) or None,
        style=_kept_off(setting.tails.get((placed.row, placed.column)), setting.lang),
        aria_label=spoken_name(cell.content) if heads else None,
    )
    writer.in_box += 1
    writer.in_cell += 1
    content = setting.flow(cell.content, writer)
    writer.in_box -= 1
    writer.in_cell -= 1
    return element("th" if heads else "td", content, written + carried(cell))


def _figures(content: Blocks) -> str:
    """The class of a cell with a date, a time or a number and nothing else: browsers end lines at the hyphens in it."""
    return "figures" if _FIGURES.fullmatch(text(content).strip()) else ""


def _kept_off(tail: float | None, lang: str) -> str | None:
    """Room for what a number's fraction lacks: on the right in any script, for digits run from left to right in all.

    Where lines may be vertical it is at their end. No calc(): old engines drop what holds it.
    """
    side = "padding-inline-end" if can_be_vertical(lang) else "padding-right"
    return f"{side}: {PADDING + tail:g}ch" if tail else None
