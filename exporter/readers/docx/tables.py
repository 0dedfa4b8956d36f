"""A table of a document into rows of cells: spans both ways, rows that head it, what was deleted from it (17.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lines import CellLines, Grid, RowLines
from .names import MC, W
from .styles import flag, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

    from .story import Story

_WIDEST = 1000
_FIRST_ROW, _LAST_ROW = 0x0020, 0x0040


def grid(story: Story, table: _Element) -> Grid:
    """The rows of a table. Rows that a tracked change deletes are left out."""
    properties = table.find(f"{W}tblPr")
    first, last = _set_apart(story, properties)
    rows = [row for element in _children(table, "tr") if (row := _row(story, element)) is not None]
    _span_down(rows)
    left = number(value(properties, "tblInd", "w"))
    title = value(properties, "tblCaption") or ""
    anchors, story.waiting = story.waiting, []
    return Grid(rows, left=left, first=first, last=last, title=title, anchors=anchors)


def _set_apart(story: Story, properties: _Element | None) -> tuple[bool, bool]:
    """Whether the style of a table sets its first and its last row apart, and this table lets it (17.4.56)."""
    style = story.document.styles.table(value(properties, "tblStyle"))
    look = None if properties is None else properties.find(f"{W}tblLook")
    if look is None:
        return False, False
    bits = look.get(f"{W}val") or "0"
    mask = int(bits, 16) if all(c in "0123456789abcdefABCDEF" for c in bits) and len(bits) < 9 else 0
    first = look.get(f"{W}firstRow", "1" if mask & _FIRST_ROW else "0") in ("1", "true", "on")
    last = look.get(f"{W}lastRow", "1" if mask & _LAST_ROW else "0") in ("1", "true", "on")
    return first and "firstRow" in style.conditional, last and "lastRow" in style.conditional


def _children(parent: _Element, name: str) -> list[_Element]:
    """The rows of a table or cells of a row, through whatever controls stand around them."""
    out: list[_Element] = []
    for child in parent:
        if child.tag == f"{W}{name}":
            out.append(child)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{MC}AlternateContent",
                           f"{MC}Choice"):  # fmt: skip
            out.extend(_children(child, name))
    return out


def _row(story: Story, element: _Element) -> RowLines | None:
    properties = element.find(f"{W}trPr")
    if properties is not None and properties.find(f"{W}del") is not None:
        story.document.leave_out("deleted", "".join(one.text or "" for one in element.iter(f"{W}delText", f"{W}t")))
        return None
    heads = properties is not None and bool(flag(properties, "tblHeader"))
    column = _span(properties, "gridBefore", 0)
    cells: list[CellLines] = []
    if column:
        cells.append(CellLines([], 0, column))
    for cell in _children(element, "tc"):
        column = _cell(story, cell, column, cells)
    if after := _span(properties, "gridAfter", 0):
        cells.append(CellLines([], column, after))
    return RowLines(cells, heads)


def _span(properties: _Element | None, name: str, default: int) -> int:
    """A number of columns; none has more than Word ever draws."""
    return max(0, min(_WIDEST, number(value(properties, name), default)))


def _cell(story: Story, element: _Element, column: int, cells: list[CellLines]) -> int:
    """Adds a cell; the column that comes after it."""
    properties = element.find(f"{W}tcPr")
    wide = max(1, _span(properties, "gridSpan", 1))
    if value(properties, "hMerge") == "continue" and cells:
        cells[-1].wide += wide
        cells[-1].content += story.items(element)
        return column + wide
    merge = None if properties is None else properties.find(f"{W}vMerge")
    merged = merge is not None and merge.get(f"{W}val", "continue") != "restart"
    cells.append(CellLines(story.items(element), column, wide, merged=merged))
    return column + wide


def _span_down(rows: list[RowLines]) -> None:
    """Cells that go on from above make the one they go on from taller; one with nothing above stands by itself."""
    above: dict[int, CellLines] = {}
    for row in rows:
        now: dict[int, CellLines] = {}
        for cell in row.cells:
            origin = above.get(cell.column)
            if cell.merged and origin is not None and origin.wide == cell.wide:
                origin.tall += 1
                origin.content += [one for one in cell.content if not getattr(one, "empty", False)]
                now[cell.column] = origin
            else:
                cell.merged = False
                now[cell.column] = cell
        above = now
        row.cells = [cell for cell in row.cells if not cell.merged]
