"""Tables: columns as wide as their content wants, rows that may split over pages, heads that stand again on each.

Structure: Table, Caption, THead, TBody, TFoot, TR, TH with Scope, TD (ISO 32000-1, 14.8.4.3.4 and 14.8.5.7).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from exporter import model
from exporter.backends.pdf.atoms import Atom, stack_height
from exporter.backends.pdf.columns import cell_style, fitted, padding
from exporter.backends.pdf.decimals import align_decimals, numeric
from exporter.backends.pdf.flow import Composer
from exporter.backends.pdf.galley import Galley, Room
from exporter.backends.pdf.page import ink
from exporter.backends.pdf.rows import PAD, Box, Rows
from exporter.backends.pdf.structure import Element
from exporter.backends.pdf.text import Style
from exporter.grid import Grid, Placed, alignment, grid, scope
from exporter.walk import text as plain

_SHORT = 100.0  # points: a table no higher than that is not parted
_FEW = 120.0  # rows no higher than that stay with the next or last one
_LABEL = 0.75  # of the measure: a caption no longer than that is said again where the table goes on
_MOST_HEADS = 200  # beyond that, scopes have to do: naming every cell's headers would grow with the square


class Plan(NamedTuple):
    """What all cells of a table need to know: the table, its grid, the widths of its columns, the cells that head others
    where spans make it unclear which (else none), the columns of numbers."""

    node: model.Table
    grid: Grid
    widths: list[float]
    heads: tuple[Placed, ...]
    numeric: frozenset[int]

    def is_decimal(self, column: int) -> bool:
        """Whether the decimal marks of a column stand below each other."""
        return column in self.numeric or self.node.columns[column : column + 1] == ("decimal",)

    def alignment(self, at: Placed) -> model.Alignment:
        """How a cell is aligned: numbers nobody aligned stand with their decimal marks below each other."""
        if at.column in self.numeric and at.cell.colspan == 1 and not at.cell.align:
            return "decimal"
        return alignment(self.node, at)


def set_table(composer: Composer, galley: Galley, room: Room, node: model.Table) -> None:
    """Set a table."""
    size = composer.theme.scale.table
    room = room.at(size)._replace(align="start", gap=3.0)
    element = composer.child("Table", room, node)
    galley.space(composer.theme.spacing.block)
    first = len(galley.atoms)
    placed = grid(node)
    upright = room
    plan = _plan(node, placed)
    decimal = {column for column in range(placed.width) if plan.is_decimal(column)}
    lies, room, widths = fitted(composer, room, placed, decimal)
    if node.caption:
        _caption(composer, galley, room, node, element)
    _set_rows(composer, galley, room._replace(element=element), plan._replace(widths=widths))
    if node.caption:
        galley.keep(first, 1)
    if lies or room.right - room.left > upright.right - upright.left:
        galley.widen(first, turned=lies)
    if not lies:  # else what follows stands on another page, maybe below what was before the table
        galley.space(composer.theme.spacing.block)


def _caption(composer: Composer, galley: Galley, room: Room, node: model.Table, element: Element) -> None:
    scale, colours = composer.theme.scale, composer.theme.colours
    style = Style("label", scale.caption.size, colours.text, bold=True, lang=room.lang)
    caption = Element("Caption", element)
    for line in composer.text(galley, room._replace(style=style, leading=scale.caption.leading), node.caption, caption,
                              hyphens=False):  # fmt: skip
        line.keep = True
    galley.space(4.0)


# ---- rows --------------------------------------------------------------------------------------------------------


def _plan(node: model.Table, placed: Grid) -> Plan:
    spans = any(at.cell.colspan > 1 or at.cell.rowspan > 1 for at in placed.cells())
    heads = tuple(at for at in placed.cells() if scope(at)) if spans and node.id else ()
    return Plan(node, placed, [], heads if len(heads) <= _MOST_HEADS else (), numeric(node, placed))


def _set_rows(composer: Composer, galley: Galley, room: Room, plan: Plan) -> None:
    node, placed = plan.node, plan.grid
    colours = composer.theme.colours
    strong, light = (ink(colours.text), 0.8), (ink(colours.rule), 0.5)
    head: list[Rows] = []
    own: list[Rows] = []
    parts = (("THead", placed.head, node.head), ("TBody", placed.body, node.body), ("TFoot", placed.foot, node.foot))
    only = None if placed.body else Element("TBody", room.element)  # a table must not have a head or foot alone
    for tag, rows, nodes in parts:
        if not rows:
            continue
        section = only or Element(tag, room.element)
        groups = _part_rows(composer, room._replace(element=section), plan, rows, nodes)
        for at, group in enumerate(groups):
            group.below = light
            if at == 0 and tag != "TBody":
                group.above = strong
            if tag == "THead":
                head.append(group)
                group.keep = True
            else:
                group.repeat = head
            galley.add(group, room)
        own += groups
        groups[-1].below = strong if tag != "TBody" or not placed.foot else light
        if tag == "TBody" and not head:
            groups[0].above = strong
    rest = own[len(head) :]
    _keep_some(rest, own[-1] if placed.foot else None)
    _mark_continued(composer, room, node, rest, head)
    align_decimals(composer.article.lang, own, room.rtl)


def _keep_some(rows: Sequence[Rows], foot: Rows | None) -> None:
    """Keep a short table together; of a long one no row stands alone beside its head, and no foot."""
    whole = sum(group.height for group in rows) <= _SHORT
    for at, group in enumerate(rows[:-1]):
        ends = at == 0 or at == len(rows) - 2 or rows[at + 1] is foot
        group.keep = whole or (ends and group.height <= _FEW)


def _mark_continued(
    composer: Composer, room: Room, node: model.Table, rows: Sequence[Rows], head: Sequence[Rows]
) -> None:
    """What stands above the head where it stands again on a later page: that the table goes on."""
    mark = composer.continued(room, _label(composer, room, node))
    for group in rows if head else rows[1:]:  # without a head, the first row begins the table
        group.repeat = (mark, *head)


def _label(composer: Composer, room: Room, node: model.Table) -> str:
    """A caption as what says that the table goes on, if it is short enough."""
    words = plain(node.caption)
    setting = composer.typesetter.setting(Style("label", composer.theme.scale.caption.size, "#000000"))
    wide = sum(setting.width(word) + setting.space.width for word in words.split())
    return words if wide <= (room.right - room.left) * _LABEL else ""


def _part_rows(
    composer: Composer,
    room: Room,
    plan: Plan,
    rows: tuple[tuple[Placed, ...], ...],
    nodes: tuple[model.Row, ...],
) -> list[Rows]:
    """The rows of a head, body or foot, those tied by spans as one."""
    out: list[Rows] = []
    index = 0
    while index < len(rows):
        last = index
        at = index
        while at <= last:
            for cell in rows[at]:
                last = max(last, min(at + cell.cell.rowspan - 1, len(rows) - 1))
            at += 1
        out.append(_group(composer, room, plan, rows[index : last + 1], nodes[index : last + 1]))
        index = last + 1
    return out


def _group(
    composer: Composer,
    room: Room,
    plan: Plan,
    rows: tuple[tuple[Placed, ...], ...],
    nodes: tuple[model.Row, ...],
) -> Rows:
    heights = [0.0] * len(rows)
    cells: list[tuple[Placed, int, int, list[Atom]]] = []
    for at, (row, source) in enumerate(zip(rows, nodes, strict=True)):
        line = composer.child("TR", room, source)
        for cell in row:
            atoms = _cell(composer, room._replace(element=line), plan, cell)
            span = min(cell.cell.rowspan, len(rows) - at)
            cells.append((cell, at, span, atoms))
            if span == 1:
                heights[at] = max(heights[at], stack_height(atoms) + 2 * PAD)
        heights[at] = max(heights[at], room.leading * 0.8)
    for _, at, span, atoms in cells:
        lack = stack_height(atoms) + 2 * PAD - sum(heights[at : at + span])
        if lack > 0:
            heights[at + span - 1] += lack
    starts = [0.0, *accumulate(heights)]
    boxes = [_box(plan, cell, starts[at], starts[at + span], atoms) for cell, at, span, atoms in cells if atoms]
    made = Rows(boxes, starts[:-1], starts[-1], *_edges(room, plan.widths))
    made.rules = [
        (*_sides(room, plan, cell), starts[at + span])
        for cell, at, span, atoms in cells
        if cell.part == "head" and cell.cell.colspan > 1 and at + span < len(rows) and atoms
    ]
    return made


def _box(plan: Plan, at: Placed, start: float, end: float, atoms: list[Atom]) -> Box:
    """A cell in its rows: at their upper edge, in the head at the lower one."""
    if at.part == "head":
        return Box(start, end, end - PAD - stack_height(atoms), atoms)
    decimal = plan.alignment(at) == "decimal"
    return Box(start, end, start + PAD, atoms, at.column if decimal else -1)


def _sides(room: Room, plan: Plan, at: Placed) -> tuple[float, float]:
    """The left and right edge of a cell's text."""
    start = sum(plan.widths[: at.column])
    wide = sum(plan.widths[at.column : at.column + at.cell.colspan])
    left = room.right - start - wide if room.rtl else room.left + start
    pad = padding(plan.grid)
    return left + pad, left + wide - pad


def _edges(room: Room, widths: list[float]) -> tuple[float, float]:
    return (room.right - sum(widths), room.right) if room.rtl else (room.left, room.left + sum(widths))


def _cell(composer: Composer, room: Room, plan: Plan, at: Placed) -> list[Atom]:
    """The atoms of one cell, set between its edges."""
    node, placed = plan.node, plan.grid
    left, right = _sides(room, plan, at)
    role = scope(at)
    tag = "TD" if role is None else "TH"
    named = _named(at, role, plan.heads, node.id or "") if plan.heads else ("", "")
    element = composer.child(tag, room, at.cell, named[0] + _attributes(at, role, placed, named[1]))
    wish = plan.alignment(at)
    align = "end" if wish == "decimal" else wish
    if at.part == "head" and at.cell.colspan > 1 and not at.cell.align:
        align = "center"  # over the columns it heads
    inner = composer._turned(room, at.cell)._replace(
        left=left,
        right=right,
        element=element,
        style=cell_style(composer, room, at),
        align=align,
        frames=(),
        lying=None,
        across=None,
        grid=0.0,
    )
    galley = Galley()
    composer.blocks(galley, inner, at.cell.content)
    if at.cell.id and galley.atoms:
        galley.atoms[0].anchors = (at.cell.id, *galley.atoms[0].anchors)
    return galley.atoms


def headers(at: Placed, heads: Sequence[Placed]) -> list[Placed]:
    """Which of these cells head a cell: those of its columns from above, then those of its rows."""
    columns = range(at.column, at.column + at.cell.colspan)
    rows = range(at.row, at.row + at.cell.rowspan)
    above, beside = [], []
    for other in heads:
        role = scope(other)
        if other is at or role is None:
            continue
        if role.startswith("col") and other.row < at.row and _meet(columns, other.column, other.cell.colspan):
            above.append(other)
        elif role.startswith("row") and _meet(rows, other.row, other.cell.rowspan):
            beside.append(other)
    return above + beside


def _meet(places: range, first: int, count: int) -> bool:
    return first < places.stop and places.start < first + count


def _named(at: Placed, role: model.Scope | None, heads: Sequence[Placed], table: str) -> tuple[str, str]:
    """In a table with spans: a header cell's /ID, and the /Headers of any cell that has some (14.8.5.7)."""
    found = headers(at, heads)
    names = "".join(f"({table}.{other.row}.{other.column})" for other in found)
    return f"/ID ({table}.{at.row}.{at.column})" if role else "", f"/Headers[{names}]" if names else ""


def _attributes(at: Placed, role: model.Scope | None, placed: Grid, named: str = "") -> str:
    entries = named
    if role:
        entries += "/Scope/" + ("Row" if role.startswith("row") else "Column")
    if at.cell.colspan > 1:
        entries += f"/ColSpan {min(at.cell.colspan, placed.width - at.column)}"
    if at.cell.rowspan > 1:
        rows = {"head": placed.head, "body": placed.body, "foot": placed.foot}[at.part]
        first = {"head": 0, "body": len(placed.head), "foot": len(placed.head) + len(placed.body)}[at.part]
        entries += f"/RowSpan {min(at.cell.rowspan, len(rows) - (at.row - first))}"
    return f"/A<</O/Table{entries}>>" if entries else ""
