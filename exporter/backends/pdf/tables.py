"""Tables: columns as wide as their content wants, rows that may split over pages, heads that stand again on each.

Structure: Table, Caption, THead, TBody, TFoot, TR, TH with Scope, TD (ISO 32000-1, 14.8.4.3.4 and 14.8.5.7).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from exporter import model
from exporter.backends.pdf.atoms import Atom, draw_stack, stack_height
from exporter.backends.pdf.columns import cell_style, fitted, padding
from exporter.backends.pdf.flow import Composer
from exporter.backends.pdf.galley import Galley, Room
from exporter.backends.pdf.lines import Line
from exporter.backends.pdf.page import Page, ink
from exporter.backends.pdf.structure import Element
from exporter.backends.pdf.text import Style
from exporter.grid import Grid, Placed, alignment, grid, scope
from exporter.walk import text as plain

_PAD_Y = 3.6
_NO_NUMBERS = frozenset({"", "-", "–", "—", "…"})  # what stands where a number is missing
_MOST_HEADS = 200  # beyond that, scopes have to do: naming every cell's headers would grow with the square
_POINT_LANGUAGES = frozenset({"en", "zh", "ja", "ko", "he", "th", "hi", "bn", "ta", "ur", "fa", "ar", "sw", "vi"})


class Box(NamedTuple):
    """A cell's atoms and where they stand in their rows: from the upper edge, points."""

    top: float
    height: float
    atoms: Sequence[Atom]
    decimal: int = -1  # the column whose decimal marks its number joins


class Plan(NamedTuple):
    """What all cells of a table need to know: the table, its grid, the widths of its columns, the cells that head others
    where spans make it unclear which (else none), the columns of numbers."""

    node: model.Table
    grid: Grid
    widths: list[float]
    heads: tuple[Placed, ...]
    numeric: frozenset[int]

    def alignment(self, at: Placed) -> model.Alignment:
        """How a cell is aligned: numbers nobody aligned stand with their decimal marks below each other."""
        if at.column in self.numeric and at.cell.colspan == 1 and not at.cell.align:
            return "decimal"
        return alignment(self.node, at)


class Rows(Atom):
    """Rows that spans tie together (mostly one), with lines above and below."""

    __slots__ = ("above", "below", "boxes", "cuts", "left", "right")

    def __init__(self, boxes: list[Box], height: float, left: float, right: float) -> None:
        super().__init__(height)
        self.boxes, self.left, self.right = boxes, left, right
        self.above: tuple[str, float] | None = None
        self.below: tuple[str, float] | None = None
        self.cuts: list[float] = []
        self.notes = tuple(note for box in boxes for atom in box.atoms for note in atom.notes)

    def draw(self, page: Page, dx: float, top: float) -> None:
        """Draw the rules, then the cells."""
        page.artifact()
        left, right = self.left + dx, self.right + dx
        if self.above:
            page.bar(left, top - self.above[1] / 2, right, top + self.above[1] / 2, self.above[0])
        if self.below:
            bottom = top - self.height
            page.bar(left, bottom - self.below[1] / 2, right, bottom + self.below[1] / 2, self.below[0])
            for cut in self.cuts:
                page.bar(left, top - cut - 0.2, right, top - cut + 0.2, self.below[0])
        for box in self.boxes:
            draw_stack(page, box.atoms, dx, top - box.top, self.frames)

    def split(self, room: float) -> tuple[Atom, Atom] | None:
        """Cut the rows where no line is cut, if both parts hold something of most cells."""
        if room < 40 or self.height - room < 10:
            return None
        upper, lower, rest = [], [], 0.0
        for box in self.boxes:
            count, y = 0, box.top
            for at, atom in enumerate(box.atoms):
                y += (atom.before if at else 0.0) + atom.height
                if y > room - _PAD_Y:
                    break
                count = at + 1
            while 0 < count < len(box.atoms) and box.atoms[count - 1].keep:
                count -= 1
            upper.append(box._replace(atoms=box.atoms[:count]))
            lower.append(Box(_PAD_Y, 0.0, box.atoms[count:]))
            rest = max(rest, stack_height(box.atoms[count:]) if count < len(box.atoms) else 0.0)
        if not any(box.atoms for box in upper) or not rest:
            return None
        used = max(box.top + stack_height(box.atoms) for box in upper if box.atoms)
        return self._part(upper, used + _PAD_Y, True), self._part(lower, rest + 2 * _PAD_Y, False)

    def _part(self, boxes: list[Box], height: float, first: bool) -> Rows:
        part = Rows([box for box in boxes if box.atoms], height, self.left, self.right)
        part.frames, part.repeat, part.turned = self.frames, self.repeat, self.turned
        part.before, part.anchors = (self.before, self.anchors) if first else (0.0, ())
        part.above, part.below = self.above if first else None, self.below
        part.keep = self.keep and not first
        return part


def set_table(composer: Composer, galley: Galley, room: Room, node: model.Table) -> None:
    """Set a table."""
    size = composer.theme.scale.table
    room = room.at(size)._replace(align="start", gap=3.0)
    element = composer.child("Table", room, node)
    galley.space(composer.theme.spacing.block)
    first = len(galley.atoms)
    placed = grid(node)
    upright = room
    lies, room, widths = fitted(composer, room, placed)
    if node.caption:
        _caption(composer, galley, room, node, element)
    _set_rows(composer, galley, room._replace(element=element), _plan(node, placed, widths))
    if node.caption:
        galley.keep(first, 1)
    if lies or room.right - room.left > upright.right - upright.left:
        galley.widen(first, turned=lies)
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


def _plan(node: model.Table, placed: Grid, widths: list[float]) -> Plan:
    spans = any(at.cell.colspan > 1 or at.cell.rowspan > 1 for at in placed.cells())
    heads = tuple(at for at in placed.cells() if scope(at)) if spans and node.id else ()
    return Plan(node, placed, widths, heads if len(heads) <= _MOST_HEADS else (), _numeric(node, placed))


def _numeric(node: model.Table, placed: Grid) -> frozenset[int]:
    """The columns after the first that hold numbers only, two or more, and that nobody aligned."""
    words: dict[int, list[str]] = {}
    other: set[int] = {0}
    for at in (at for row in placed.body for at in row):
        said = plain(at.cell.content).strip() if alignment(node, at) == "start" and at.cell.colspan == 1 else "aligned"
        if at.cell.align or not (said in _NO_NUMBERS or _is_number(said)):
            other.update(range(at.column, at.column + at.cell.colspan))
        elif said not in _NO_NUMBERS:
            words.setdefault(at.column, []).append(said)
    return frozenset(column for column, said in words.items() if len(said) > 1 and column not in other)


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
    _mark_continued(composer, room, [group for group in own if group not in head], head)
    _align_decimals(composer, own)


def _mark_continued(composer: Composer, room: Room, rows: Sequence[Rows], head: Sequence[Rows]) -> None:
    """What stands above the head where it stands again on a later page: that the table goes on."""
    mark = composer.continued(room)
    for group in rows if head else rows[1:]:  # without a head, the first row begins the table
        group.repeat = (mark, *head)


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
    cells: list[tuple[int, int, list[Atom], int]] = []
    for at, (row, source) in enumerate(zip(rows, nodes, strict=True)):
        line = composer.child("TR", room, source)
        for cell in row:
            atoms = _cell(composer, room._replace(element=line), plan, cell)
            span = min(cell.cell.rowspan, len(rows) - at)
            decimal = plan.alignment(cell) == "decimal" and cell.part != "head"
            cells.append((at, span, atoms, cell.column if decimal else -1))
            if span == 1:
                heights[at] = max(heights[at], stack_height(atoms) + 2 * _PAD_Y)
        heights[at] = max(heights[at], room.leading * 0.8)
    for at, span, atoms, _ in cells:
        lack = stack_height(atoms) + 2 * _PAD_Y - sum(heights[at : at + span])
        if lack > 0:
            heights[at + span - 1] += lack
    boxes = [
        Box(sum(heights[:at]) + _PAD_Y, sum(heights[at : at + span]), atoms, decimal)
        for at, span, atoms, decimal in cells
        if atoms
    ]
    return Rows(boxes, sum(heights), *_edges(room, plan.widths))


def _edges(room: Room, widths: list[float]) -> tuple[float, float]:
    return (room.right - sum(widths), room.right) if room.rtl else (room.left, room.left + sum(widths))


def _cell(composer: Composer, room: Room, plan: Plan, at: Placed) -> list[Atom]:
    """The atoms of one cell, set between its edges."""
    node, placed, widths = plan.node, plan.grid, plan.widths
    start = sum(widths[: at.column])
    width = sum(widths[at.column : at.column + at.cell.colspan])
    left = room.right - start - width if room.rtl else room.left + start
    pad = padding(placed)
    role = scope(at)
    tag = "TD" if role is None else "TH"
    named = _named(at, role, plan.heads, node.id or "") if plan.heads else ("", "")
    element = composer.child(tag, room, at.cell, named[0] + _attributes(at, role, placed, named[1]))
    wish = plan.alignment(at)
    align = "end" if wish == "decimal" else wish
    if at.part == "head" and at.cell.colspan > 1 and not at.cell.align:
        align = "center"  # over the columns it heads
    inner = composer._turned(room, at.cell)._replace(
        left=left + pad,
        right=left + width - pad,
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


def _align_decimals(composer: Composer, rows: Sequence[Rows]) -> None:
    """Move numbers so that the decimal marks of a column stand below each other."""
    mark = "." if (composer.article.lang or "en").split("-")[0] in _POINT_LANGUAGES else ","
    columns: dict[int, list[tuple[Line, float]]] = {}
    for group in rows:
        for box in group.boxes:
            line = box.atoms[0]
            if box.decimal < 0 or len(box.atoms) > 1 or not isinstance(line, Line) or not _is_number(_words(line)):
                continue
            whole, found, fraction = _words(line).rpartition(mark)
            tail = found + fraction if whole else ""
            setting = line.paragraph.runs[0].setting
            width = sum(piece.width for piece, _ in setting.word(tail)) if tail else 0.0
            columns.setdefault(box.decimal, []).append((line, width))
    for lines in columns.values():
        widest = max(width for _, width in lines)
        for line, width in lines:
            line.x -= widest - width


def _words(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces())


def _is_number(words: str) -> bool:
    return any(char.isdigit() for char in words) and all(
        char.isdigit() or char in ".,'’+-−–%\u00a0\u202f€$£" for char in words
    )
