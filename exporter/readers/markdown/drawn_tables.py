"""Tables drawn with characters: Pandoc's grid tables (with spans), simple tables and multiline tables.

They become the tokens of a pipe table. What only looks like one (rules of dashes between paragraphs, drawings) stays what it is
in CommonMark: a drawing must close its frame, and columns must be blank where their rules part.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from markdown_it.rules_block import StateBlock
from msgspec import Struct

from exporter.patterns import pattern
from exporter.readers.markdown.block_lines import line_text, parsed_inside, push_words
from exporter.readers.markdown.grid_cells import WIDE, Drawn, cells

_GRID_LINE = pattern(r"\+(?:[-=:]+\+)+[ \t]*$")
_RULE = pattern(r"-{10,}[ \t]*$")
_COLUMNS = pattern(r"[ ]*-{2,}(?:[ ]+-{2,})+[ \t]*$")
_GROUP = pattern(r"-+")
_MOST_LINES = 4000
_MOST_CELLS = 20_000
_DEEPEST = 4


class _Column(Struct, frozen=True):
    """Where a column begins and ends, as its rule is drawn; end: the place after its last dash."""

    start: int
    end: int


def grid(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: a grid table."""
    if silent or state.is_code_block(start) or not state.src.startswith("+", state.bMarks[start] + state.tShift[start]):
        return False
    lines = _run(state, start, end)
    if len(lines) < 3 or not _GRID_LINE.match(lines[0]) or lines[-1][:1] != "+" or not _drawn(lines):
        return False
    found = cells([_even(line) for line in lines])
    if not found or len(found) > _MOST_CELLS:
        return False
    return _emit(state, start, len(lines), found, blocks=True)


def _run(state: StateBlock, start: int, end: int) -> list[str]:
    """The lines from `start` on that a grid may be drawn with."""
    out: list[str] = []
    for line in range(start, min(end, start + _MOST_LINES)):
        text = line_text(state, line).rstrip()
        if text[:1] not in ("+", "|") or state.sCount[line] != state.sCount[start]:
            break
        out.append(text)
    return out


def _drawn(lines: Sequence[str]) -> bool:
    return all(line[-1] in "+|" for line in lines) and len({len(_even(line)) for line in lines}) == 1


def ruled(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: a simple or a multiline table."""
    if silent or state.isEmpty(start) or start + 2 > end:
        return False
    if _RULE.match(line_text(state, start)) and not state.is_code_block(start):
        return _multiline(state, start, end)
    if _COLUMNS.match(line_text(state, start)) and not state.is_code_block(start):
        return _headless(state, start, end)
    if start + 2 < end and not state.is_code_block(start + 1) and _COLUMNS.match(_raw(state, start + 1)):
        return _simple(state, start, end)
    return False


def table_begins(state: StateBlock, start: int, end: int) -> bool:
    """Whether a line looks like the first of such a table."""
    if state.is_code_block(start):
        return False
    text, next_text = line_text(state, start), _raw(state, start + 1) if start + 1 < end else ""
    if _RULE.match(text):
        return any(_COLUMNS.match(_raw(state, line)) for line in range(start + 1, min(end, start + 30)))
    return bool(_GRID_LINE.match(text) or _COLUMNS.match(text) or _COLUMNS.match(next_text))


def _simple(state: StateBlock, start: int, end: int) -> bool:
    """A line of heads, the rule, rows up to a blank line."""
    columns = _columns(_raw(state, start + 1))
    head = _even(_raw(state, start))
    if not _fits([head], columns) or sum(bool(one) for one in _cut(head, columns)) < 2:
        return False
    last = start + 2
    while last < min(end, start + _MOST_LINES) and not state.isEmpty(last):
        if not _fits([_raw(state, last)], columns) or _COLUMNS.match(_raw(state, last)):
            return False
        last += 1
    rows = [_raw(state, line) for line in range(start + 2, last)]
    if not rows:
        return False
    return _table(state, start, last, columns, [head], [[row] for row in rows])


def _headless(state: StateBlock, start: int, end: int) -> bool:
    """The rule, rows, the same rule again; rows of several lines where blank ones part them."""
    columns = _columns(_raw(state, start))
    for last in range(start + 1, min(end, start + _MOST_LINES)):
        text = _raw(state, last)
        if _COLUMNS.match(text) or _RULE.match(text.strip()):
            rows = _parted([_raw(state, line) for line in range(start + 1, last)], by_line=True)
            same = _columns(text) == columns or bool(_RULE.match(text.strip()))
            if not rows or not same or not _fits([line for row in rows for line in row], columns):
                return False
            return _table(state, start, last + 1, columns, [], rows)
    return False


def _multiline(state: StateBlock, start: int, end: int) -> bool:
    """A rule over everything, heads, the columns' rule, rows parted by blank lines, a rule over everything."""
    middle = next((n for n in range(start + 1, min(end, start + 30)) if _COLUMNS.match(_raw(state, n))), 0)
    if not middle or any(state.isEmpty(line) for line in range(start + 1, middle)):
        return False
    columns = _columns(_raw(state, middle))
    for last in range(middle + 1, min(end, start + _MOST_LINES)):
        if _RULE.match(_raw(state, last).strip()):
            head = [_raw(state, line) for line in range(start + 1, middle)]
            rows = _parted([_raw(state, line) for line in range(middle + 1, last)], by_line=False)
            if not rows or not _fits([*head, *(line for row in rows for line in row)], columns):
                return False
            return _table(state, start, last + 1, columns, head, rows)
    return False


def _parted(lines: list[str], *, by_line: bool) -> list[list[str]]:
    """Rows of lines parted by blank ones; by_line: each line is a row where there is no blank one."""
    if by_line and all(line.strip() for line in lines):
        return [[line] for line in lines]
    out: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            out[-1].append(line)
        elif out[-1]:
            out.append([])
    return [row for row in out if row]


def _columns(rule: str) -> list[_Column]:
    return [_Column(found.start(), found.end()) for found in _GROUP.finditer(rule)]


def _fits(lines: Sequence[str], columns: Sequence[_Column]) -> bool:
    """Whether lines are blank right before each column but the first, and say nothing before it."""
    for text in lines:
        line = _even(text)
        if line[: columns[0].start].strip() or any(
            line[column.start - 1 : column.start].strip() for column in columns[1:]
        ):
            return False
    return True


def _cut(line: str, columns: Sequence[_Column]) -> list[str]:
    """What a line has in each column, up to where the next begins."""
    ends = [*(column.start for column in columns[1:]), max(len(line), columns[-1].end)]
    return [line[column.start : end].replace(WIDE, "").strip() for column, end in zip(columns, ends, strict=True)]


def _table(
    state: StateBlock, start: int, last: int, columns: list[_Column], head: list[str], rows: list[list[str]]
) -> bool:
    sample = head or rows[0][:1]
    aligned = [_aligned([_even(line) for line in sample], column) for column in columns]
    out: list[Drawn] = []
    for at, row in enumerate(([head] if head else []) + rows):
        parts = [_cut(_even(line), columns) for line in row]
        for n, side in enumerate(aligned):
            words = "\n".join(part[n] for part in parts if part[n])
            out.append(Drawn(at, n, text=words, head=bool(head) and at == 0, align=side))
    return _emit(state, start, last - start, out, blocks=False)


def _aligned(lines: Sequence[str], column: _Column) -> str:
    """How a column is aligned: by which ends of its rule the words above (or the first row) keep to."""
    words = [(column.start + len(part) - len(part.lstrip()), column.start + len(part.rstrip()))
             for line in lines if (part := line[column.start : column.end]).strip()]  # fmt: skip
    if not words:
        return ""
    first, last = min(a for a, _ in words), max(b for _, b in words)
    left, right = first == column.start, last == column.end
    return "left" if left and not right else "right" if right and not left else "" if left else "center"


# ---- tokens --------------------------------------------------------------------------------------------------------


def _emit(state: StateBlock, start: int, height: int, found: Sequence[Drawn], *, blocks: bool) -> bool:
    """The tokens of a table of some cells; blocks: cells hold blocks, not only words."""
    depth = state.env.get("drawn_tables", 0)
    if depth >= _DEEPEST:
        return False
    state.env["drawn_tables"] = depth + 1
    state.push("table_open", "table", 1).map = [start, start + height]
    for is_head, part in groupby(sorted(found, key=attrgetter("row", "column")), key=attrgetter("head")):
        tag = "thead" if is_head else "tbody"
        state.push(f"{tag}_open", tag, 1).map = [start, start + height]
        for _, row in groupby(part, key=attrgetter("row")):
            _row(state, start, row, blocks=blocks)
        state.push(f"{tag}_close", tag, -1)
    state.push("table_close", "table", -1)
    state.env["drawn_tables"] = depth
    state.line = start + height
    return True


def _row(state: StateBlock, line: int, row: Iterable[Drawn], *, blocks: bool) -> None:
    state.push("tr_open", "tr", 1).map = [line, line + 1]
    for cell in row:
        tag = "th" if cell.head else "td"
        token = state.push(f"{tag}_open", tag, 1)
        spans = {"colspan": str(cell.wide) if cell.wide > 1 else "", "rowspan": str(cell.tall) if cell.tall > 1 else ""}
        token.attrs = {name: value for name, value in spans.items() if value}
        if cell.align:
            token.attrs["style"] = f"text-align:{cell.align}"
        if blocks:
            parsed_inside(state, cell.text, line)
        else:
            push_words(state, cell.text.strip(), line, line + 1)
        state.push(f"{tag}_close", tag, -1)
    state.push("tr_close", "tr", -1)


# ---- lines ---------------------------------------------------------------------------------------------------------


def _raw(state: StateBlock, line: int) -> str:
    """A line with its indentation, as far as it is the block's own; less than the block's: none."""
    return " " * max(0, state.sCount[line] - state.blkIndent) + line_text(state, line).rstrip()


def _even(line: str) -> str:
    """A line in which each character is as wide as it is drawn: wide ones are followed by a filler."""
    if line.isascii():
        return line
    return "".join(char + WIDE if unicodedata.east_asian_width(char) in "WF" else char for char in line)
