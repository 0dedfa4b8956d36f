"""Lists: real numbering, one list definition for each list that counts, boxes to tick, terms with their definitions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from exporter.model import Blocks, DefinitionList, List, ListItem, Paragraph, Table

from .inlines import inlines
from .introducing import introduces
from .pen import Pen, Room
from .state import BULLETS, HIGHEST_START, LAST_LEVEL, TASKS
from .wordml import runs
from .wordml.paragraphs import Indent, Layout

Write: TypeAlias = Callable[[Pen, Blocks, Room], str]
_STYLES = {"bullet": "ListBullet", "ordered": "ListNumber", "task": "ListTask"}


def items(pen: Pen, node: List, room: Room, write: Write) -> str:
    """The items of a list; `write` writes the blocks inside them."""
    flushed = _empty(pen, room) if pen.mark else ""
    level = min(room.depth, LAST_LEVEL)
    number = _number(pen, node, level, boxed=bool(room.box and level))
    step = _step(pen, node)
    narrow = min(step, max(0, room.measure - 1800))
    left = room.lists + (narrow if room.depth else step)  # a mark hangs by a step: it must not leave its cell
    inside = room._replace(
        style=room.style if room.boxed else "ListContinue", left=left, lists=left, depth=room.depth + 1, hung=False,
        measure=max(1800, room.measure - (left - room.left)),
    )  # fmt: skip
    if room.box:
        inside = room._replace(depth=room.depth + 1)
    out = [flushed]
    for count, item in enumerate(node.items):
        pen.target(item)
        if number:
            pen.mark, pen.mark_indent = (number, level), _mark_indent(pen, left, step, inside, level)
            out.append(_item(pen, node, item, inside, write))
        else:
            out.append(_spelled(pen, item, f"{node.start + count}.", inside, step, write))
    if not room.depth and not room.boxed:
        pen.leave(box=False)
    return "".join(out)


def _number(pen: Pen, node: List, level: int, *, boxed: bool) -> int:
    """The list a List is, 0 where its numbers must be spelled out because Word cannot count that far."""
    if node.kind == "ordered":
        if node.start + len(node.items) > HIGHEST_START:
            return 0
        return pen.state.lists.ordered(node.numbering, node.start, level, boxed=boxed)
    if node.kind == "task":
        return TASKS
    return pen.state.lists.boxed_bullets() if boxed else BULLETS


def _step(pen: Pen, node: List) -> int:
    """How far the text of items is indented: the theme's step, more where the numbers are wide."""
    step = pen.state.lists.step
    if node.kind != "ordered":
        return step
    size = pen.state.theme.scale.text.size
    last = node.start + len(node.items) - 1
    if node.numbering.endswith("roman"):
        digits = max(len(_roman(n)) for n in range(node.start, last + 1)) if last < 4000 else 15
    else:
        digits = len(str(last)) if node.numbering == "decimal" else 1 + last // 26
    wide = 0.78 if node.numbering == "upper-roman" else 0.56
    return max(step, round((digits * wide + 0.3) * size * 20 + 60))


def _roman(number: int) -> str:
    out = ""
    for value, sign in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
                           ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"), strict=True):  # fmt: skip
        out += sign * (number // value)
        number %= value
    return out


def _mark_indent(pen: Pen, left: int, step: int, room: Room, level: int) -> Indent | None:
    """The indent an item must state: none where its list's level has it already."""
    own = pen.state.lists.step
    wanted = Indent(left, room.right, -step)
    return None if wanted == Indent(own * (level + 1), 0, -own) and not room.boxed else wanted


def _item(pen: Pen, node: List, item: ListItem, room: Room, write: Write) -> str:
    """An item: its first paragraph carries the mark, whatever block it belongs to."""
    first, rest = item.content[:1], item.content[1:]
    opening = _box(pen, item) if node.kind == "task" or item.checked is not None else ""
    style = room.style if room.boxed else _STYLES[node.kind]
    if first and isinstance(first[0], Paragraph) and not first[0].run_in:
        paragraph = first[0]
        pen.target(paragraph)
        inside = room.of(item).of(paragraph)
        content = opening + inlines(pen, paragraph.content, inside.form)
        pen.keep_next = introduces(paragraph, rest[:1])
        out = pen.paragraph(style, content, inside)
    elif opening or not first or isinstance(first[0], (Table, List)):
        out, rest = pen.paragraph(style, opening, room), item.content
    else:
        out, rest = "", item.content
    return out + write(pen, rest, room.of(item))


def _empty(pen: Pen, room: Room) -> str:
    """The item a list stands in, where nothing stands before that list."""
    return pen.paragraph(room.style, "", room)


def _box(pen: Pen, item: ListItem) -> str:
    labels = pen.state.context.labels
    checked = bool(item.checked)
    return runs.check_box(checked, labels.done if checked else labels.to_do) + runs.tab()


def _spelled(pen: Pen, item: ListItem, number: str, room: Room, step: int, write: Write) -> str:
    layout = Layout(number=(0, 0), indent=Indent(room.left, room.right, -step))
    first, rest = item.content[:1], item.content[1:]
    content = runs.text(number) + runs.tab()
    if first and isinstance(first[0], Paragraph) and not first[0].run_in:
        content += inlines(pen, first[0].content, room.form)
    else:
        rest = item.content
    return pen.paragraph("ListNumber", content, room, layout) + write(pen, rest, room)


def definitions(pen: Pen, node: DefinitionList, room: Room, write: Write) -> str:
    """Terms, kept with what they mean."""
    inside = room.inset(pen.own("Definition").left, style="Definition", boxed=False, hung=False)
    out = []
    for item in node.items:
        pen.target(item)
        out.append(pen.paragraph("DefinitionTerm", inlines(pen, item.term, room.of(item).form), room))
        out += [write(pen, definition, inside.of(item)) for definition in item.definitions]
    return "".join(out)
