"""From table elements to tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace

from exporter.model import Alignment, Block, Cell, Inlines, List, ListItem, Place, Row, Scope, Table
from exporter.patterns import pattern
from exporter.readers.markdown.elements import Element
from exporter.readers.markdown.inlines import own
from exporter.readers.markdown.parts import beside

_ALIGN = pattern(r"text-align\s*:\s*(\w+)")
_ALIGNMENTS: dict[str, Alignment] = {
    "left": "start",
    "start": "start",
    "center": "center",
    "right": "end",
    "end": "end",
}
_SCOPES: dict[str, Scope] = {"col": "col", "row": "row", "colgroup": "colgroup", "rowgroup": "rowgroup"}
_WORDS: frozenset[Alignment] = frozenset(["start", "center", "end", "decimal"])
_CELL_KEYS = frozenset(["colspan", "rowspan", "scope", "align"])
_MOST_SPANNED = 1000


class Tables:
    """Reads tables; cells are read by `blocks`, captions by `inlines`."""

    def __init__(self, blocks: Callable[[Any], tuple[Block, ...]], inlines: Callable[[Any], Inlines]) -> None:
        self.blocks, self.inlines = blocks, inlines

    def table(self, element: Element) -> Table:
        """The table an element is. Markdown's alignment is the column's, HTML's the cell's."""
        parts: dict[str, list[Row]] = {"thead": [], "tbody": [], "tfoot": []}
        columns: tuple[Alignment, ...] = ()
        caption: Inlines = ()
        for part, row in _rows(element):
            if row.tag == "caption":
                caption = beside(caption, self.inlines(row.content))
                continue
            if not element.html and not columns:
                columns = tuple(_alignment(cell) or "start" for cell in _cells(row))
            parts[part].append(self._row(row, element.html, part))
        while columns and columns[-1] == "start":
            columns = columns[:-1]
        head, body = _headed(parts["thead"], parts["tbody"], element.html)
        place = Place(element.line) if element.line else None
        return Table(
            head=head,
            body=body,
            foot=tuple(parts["tfoot"]),
            columns=columns,
            caption=caption,
            place=place,
            **own(element),
        )

    def _row(self, row: Element, from_html: bool, part: str) -> Row:
        return Row(cells=tuple(self._cell(cell, from_html, part) for cell in _cells(row)), **own(row))

    def _cell(self, element: Element, from_html: bool, part: str) -> Cell:
        content = self.blocks(element.content)
        if not from_html:
            spans = element.attrs
            return Cell(content=content, colspan=_span(spans.get("colspan")), rowspan=_span(spans.get("rowspan")))
        scope = _SCOPES.get(element.attrs.get("scope", ""))
        if element.tag == "th" and part != "thead" and scope is None:
            scope = "row"
        return Cell(
            content=content,
            colspan=_span(element.attrs.get("colspan")),
            rowspan=_span(element.attrs.get("rowspan")),
            scope=scope,
            align=_alignment(element),
            **own(element),
        )


def strays(table: Element) -> list[Element | str]:
    """What stands in a table but in none of its cells, which browsers show before the table."""
    out: list[Element | str] = []
    for part in table.content:
        if isinstance(part, str):
            out += [part] if part.strip() else []
        elif part.tag in ("thead", "tbody", "tfoot", "tr"):
            out += strays(part)
        elif part.tag not in ("td", "th", "caption", "colgroup", "col"):
            out.append(part)
    return out


def _headed(head: list[Row], body: list[Row], from_html: bool) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """A pipe table must have a head; one without a word is none. In HTML a first row of `th` alone is one."""
    if not from_html and not any(cell.content for row in head for cell in row.cells):
        head = []
    if (
        from_html
        and not head
        and len(body) > 1
        and body[0].cells
        and all(cell.scope == "row" for cell in body[0].cells)
    ):
        first = body[0]
        cells = tuple(Cell(content=c.content, colspan=c.colspan, rowspan=c.rowspan, align=c.align) for c in first.cells)
        head, body = [Row(cells=cells)], body[1:]
    return tuple(head), tuple(body)


def _rows(table: Element) -> Iterator[tuple[str, Element]]:
    """Every row (and caption) with the part of the table it stands in."""
    for part in table.content:
        if isinstance(part, str):
            continue
        if part.tag in ("thead", "tbody", "tfoot"):
            for row in part.content:
                if isinstance(row, Element) and row.tag == "tr":
                    yield part.tag, row
        elif part.tag in ("tr", "caption"):
            yield "tbody", part


def _cells(row: Element) -> list[Element]:
    return [part for part in row.content if isinstance(part, Element) and part.tag in ("td", "th")]


def _alignment(cell: Element) -> Alignment | None:
    found = _ALIGN.search(cell.attrs.get("style", ""))
    return _ALIGNMENTS.get((found[1] if found else cell.attrs.get("align", "")).lower())


def _span(value: str | None) -> int:
    return (
        min(_MOST_SPANNED, max(1, int(value)))
        if value and value.isascii() and value.isdigit() and len(value) < 6
        else 1
    )


def from_list(rows: List, attrs: dict[str, str]) -> Table | None:
    """A table written as a list of rows, each a list of cells; None where the list is no such thing.

    `head` (Quarto: `header-rows`) and `foot` count the rows of these parts, `align` names the columns' alignments. A cell's
    own `colspan`, `rowspan`, `scope` and `align` stand in braces before its first block.
    """
    made = [_listed_row(item) for item in rows.items]
    if not all(made) or rows.kind != "bullet":
        return None
    lines = tuple(row for row in made if row)
    head = min(_count(attrs.get("head") or attrs.get("header-rows")), len(lines))
    foot = min(_count(attrs.get("foot")), len(lines) - head)
    columns = tuple(word for word in attrs.get("align", "").split() if word in _WORDS)
    return Table(
        head=lines[:head],
        body=lines[head : len(lines) - foot],
        foot=lines[len(lines) - foot :],
        columns=columns,
    )


def _count(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 6 else 0


def _listed_row(item: ListItem) -> Row | None:
    only = item.content[0] if len(item.content) == 1 else None
    if not isinstance(only, List) or only.kind != "bullet" or only.attributes or item.checked is not None:
        return None
    return Row(cells=tuple(_listed_cell(cell) for cell in only.items))


def _listed_cell(item: ListItem) -> Cell:
    if not item.content:
        return Cell()
    first = item.content[0]
    given = {key: value for key, value in first.attributes.items() if key in _CELL_KEYS}
    if given:
        first = replace(first, attributes={key: value for key, value in first.attributes.items() if key not in given})
    return Cell(
        content=(first, *item.content[1:]),
        colspan=_span(given.get("colspan")),
        rowspan=_span(given.get("rowspan")),
        scope=_SCOPES.get(given.get("scope", "")),
        align=given["align"] if given.get("align") in _WORDS else None,  # type: ignore[arg-type]
    )
