"""From table elements to tables; what only uses a table to place things is told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from exporter.model import Alignment, Block, Blocks, Cell, Inlines, Row, Scope, Table
from exporter.readers.html.elements import Element, attribute, is_hidden, name, place
from exporter.readers.markdown.parts import beside

if TYPE_CHECKING:
    from exporter.readers.html.blocks import Converter

Part: TypeAlias = Literal["thead", "tbody", "tfoot"]

_ALIGN = re.compile(r"text-align\s*:\s*(left|start|right|end|center)\b", re.IGNORECASE)
_ALIGNMENTS: dict[str, Alignment] = {
    "left": "start",
    "start": "start",
    "center": "center",
    "right": "end",
    "end": "end",
}
_SCOPES: dict[str, Scope] = {"col": "col", "row": "row", "colgroup": "colgroup", "rowgroup": "rowgroup"}
_MOST_SPANNED = 1000
_PROSE = frozenset(
    ["p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "form", "img"]
)


def table(c: Converter, element: Element) -> Blocks:
    """The table an element is, or the blocks inside where it only places things; first what stands in none of its cells."""
    strays = _strays(c, element)
    rows = list(_rows(element))
    if _is_layout(element, rows):
        return (*strays, *(block for _, row in rows for cell in _cells(row) for block in c.blocks(cell)))
    parts: dict[Part, list[Row]] = {"thead": [], "tbody": [], "tfoot": []}
    for part, row in rows:
        if made := _row(c, row, part):
            parts[part].append(made)
    head, body = _headed(parts["thead"], parts["tbody"])
    caption = _caption(c, element)
    if not any(cell.content for row in (*head, *body, *parts["tfoot"]) for cell in row.cells):
        return (*strays, *c.paragraphs(caption))
    made_table = Table(
        head=head, body=body, foot=tuple(parts["tfoot"]), caption=caption, place=place(element), **c.own(element)
    )
    return (*strays, made_table)


def _rows(element: Element) -> Iterator[tuple[Part, Element]]:
    for part in element:
        tag = name(part)
        if tag in ("thead", "tbody", "tfoot"):
            for row in part:
                if name(row) == "tr":
                    yield tag, row  # type: ignore[misc]
        elif tag == "tr":
            yield "tbody", part


def _cells(row: Element) -> list[Element]:
    return [part for part in row if name(part) in ("td", "th")]


def _is_layout(element: Element, rows: list[tuple[Part, Element]]) -> bool:
    if attribute(element, "role") in ("presentation", "none"):
        return True
    if attribute(element, "role") in ("table", "grid", "treegrid") or attribute(element, "summary"):
        return False
    if any(name(part) in ("caption", "thead") for part in element):
        return False
    if any(name(cell) == "th" for _, row in rows for cell in _cells(row)):
        return False
    counts = [len(_cells(row)) for _, row in rows]
    if max(counts, default=0) <= 1 and len(counts) <= 1:
        return True
    if any(name(part) == "table" for part in element.iterdescendants()):
        return True
    if len(counts) > 1 and max(counts) > 1:
        return False
    cells = [cell for _, row in rows for cell in _cells(row) if len(cell) or (cell.text or "").strip()]
    return all(any(name(part) in _PROSE for part in cell.iterdescendants()) for cell in cells)


def _row(c: Converter, row: Element, part: Part) -> Row | None:
    if is_hidden(row):
        c.tally.hidden(row)
        return None
    cells = tuple(_cell(c, cell, part) for cell in _cells(row))
    return Row(cells=cells, **c.own(row)) if cells else None


def _cell(c: Converter, element: Element, part: Part) -> Cell:
    scope = _SCOPES.get(attribute(element, "scope").lower())
    if name(element) == "th" and part != "thead" and scope is None:
        scope = "row"
    if part == "thead" and scope == "col":
        scope = None  # which a cell of the head is without saying so
    return Cell(
        content=c.blocks(element),
        colspan=_span(attribute(element, "colspan")),
        rowspan=_span(attribute(element, "rowspan")),
        scope=scope,
        align=_alignment(element),
        **c.own(element),
    )


def _headed(head: list[Row], body: list[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Without a `thead`, a first row of nothing but header cells is the head."""
    if not head and len(body) > 1 and _is_head(body[0]):
        head, body = [_as_head(body[0])], body[1:]
    return tuple(head), tuple(body)


def _is_head(row: Row) -> bool:
    return (
        bool(row.cells)
        and all(cell.scope is not None or not cell.content for cell in row.cells)
        and any(cell.scope for cell in row.cells)
    )


def _as_head(row: Row) -> Row:
    cells = (
        Cell(content=c.content, colspan=c.colspan, rowspan=c.rowspan, align=c.align, id=c.id, lang=c.lang)
        for c in row.cells
    )
    return Row(cells=tuple(cells), id=row.id)


def _caption(c: Converter, element: Element) -> Inlines:
    out: Inlines = ()
    for part in element:
        if name(part) == "caption":
            out = beside(out, c.words_of(part))
    return out


def _strays(c: Converter, element: Element) -> Blocks:
    """What browsers show before the table. (The parser moves it there itself, but XML's does not.)"""
    out: list[Block] = []
    for part in element:
        if name(part) not in ("thead", "tbody", "tfoot", "tr", "caption", "colgroup", "col", ""):
            out.extend(c.block(part))
    return tuple(out)


def _alignment(cell: Element) -> Alignment | None:
    found = _ALIGN.search(cell.get("style") or "")
    return _ALIGNMENTS.get((found[1] if found else attribute(cell, "align")).lower())


def _span(value: str) -> int:
    return min(_MOST_SPANNED, max(1, int(value))) if value.isascii() and value.isdigit() and len(value) < 6 else 1
