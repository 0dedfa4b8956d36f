"""Callouts and asides: a title and blocks in one frame.

Word and LibreOffice draw paragraphs as one box where their borders and their indents are the same and nothing stands
between them. So everything in a box shares one frame and one indent (lists hang inside it), a box inside a box is set in
the frame of the outer one, under its own title in its own colour, and a table is drawn as a piece of the box: from edge to
edge, on the same tint, with the same bar.

What a reader can tell it by: the paragraphs of a box have its style (`CalloutTipText`) or its `w:pBdr` themselves; a table
in a box has `w:tblBorders` of its own and stands between two paragraphs of the style Spacer with that `w:pBdr`; a title
(`CalloutTipTitle`) or text (`CalloutTipText`) with a `w:pBdr` of its own is of a box inside the box; a thematic break in a box
has the words `* * *`.
"""

from __future__ import annotations

from exporter.model import Aside, Blocks, Callout, DefinitionList, List, Quote

from . import template
from .inlines import inlines
from .lists import Write
from .pen import Enclosure, Pen, Room
from .wordml import runs
from .wordml.paragraphs import Indent

_DEEPEST = 4


def callout(pen: Pen, node: Callout, room: Room, write: Write) -> str:
    """A callout, its kind named in the article's language; `write` writes the blocks inside."""
    labels = pen.state.context.labels
    name, kind = labels.callout(node.kind), room.form._replace(style="CalloutKind")
    if node.title:
        title = runs.text(labels.introduced(name), kind) + inlines(pen, node.title, room.form)
    else:
        title = runs.text(name, kind)
    return _box(pen, template.callout(node.kind), title, node.content, room, write)


def aside(pen: Pen, node: Aside, room: Room, write: Write) -> str:
    """An aside, under its title if it has one."""
    return _box(pen, "Aside", inlines(pen, node.title, room.form), node.content, room, write)


def _box(pen: Pen, name: str, title: str, content: Blocks, room: Room, write: Write) -> str:
    """A title and blocks in one frame, the outer one where the box stands in a box already."""
    inside = room._replace(style=f"{name}Text", nested=True) if room.box else _room(pen, name, content, room)
    out = pen.paragraph(f"{name}Title", title, inside) if title else ""
    out += write(pen, content, inside)
    pen.leave(box=True)
    return out


def _room(pen: Pen, name: str, content: Blocks, room: Room) -> Room:
    """The room in a box: its one indent hangs as deep as the lists inside are nested."""
    own, state = pen.own(f"{name}Text"), pen.state
    hang = state.lists.step * min(_nested(content), _DEEPEST)
    indent = Indent(room.left + own.left + hang, room.right + own.right, -hang)
    return room._replace(
        style=f"{name}Text", left=indent.left, right=indent.right, lists=indent.left - hang, depth=0, boxed=True,
        hung=hang > 0, measure=max(1800, room.measure - own.left - own.right - hang), box=indent,
        frame=template.box_frame(state.theme, state.rtl, name), enclosure=_enclosure(pen, name, room, own),
    )  # fmt: skip


def _enclosure(pen: Pen, name: str, room: Room, own: Indent) -> Enclosure:
    """The place of the box's edges: its bar stands outside of the text.

    A table begins at the outer edge of its border (Word 2013 and after).
    """
    theme = pen.state.theme
    bar = template.box_bar(theme, name)
    padding, width = template.bar_room(theme, name)
    left = room.left + own.left - padding - width
    tint = template.hex_colour(theme.colours.tint)
    return Enclosure(name, left, room.left + room.measure - left, bar, tint, padding)


def _nested(content: Blocks) -> int:
    """How deep the deepest list in some blocks is nested, 0 where there is none."""
    deepest = 0
    for node in content:
        if isinstance(node, List):
            deepest = max(deepest, 1 + max(_nested(item.content) for item in node.items))
        elif isinstance(node, (Quote, Callout, Aside)):
            deepest = max(deepest, _nested(node.content))
        elif isinstance(node, DefinitionList):
            deepest = max(deepest, *(_nested(part) for item in node.items for part in item.definitions), 0)
    return deepest
