"""Blocks into paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exporter.model import (
    Aside,
    Block,
    Blocks,
    Callout,
    CodeBlock,
    DefinitionList,
    Figure,
    Heading,
    Inlines,
    LineBreak,
    List,
    MathBlock,
    Node,
    Paragraph,
    PullQuote,
    Quote,
    Table,
    ThematicBreak,
)
from exporter.walk import text as words
from exporter.walk import walk

from .balance import REGULAR, balanced
from .boxes import aside, callout
from .figures import figure
from .inlines import SAYS, inlines
from .introducing import introduces
from .lists import definitions, items
from .pen import Pen, Room
from .ragged import stubborn
from .wordml import runs
from .wordml.paragraphs import Indent, Layout

_TINTED = (Callout, Aside, CodeBlock)
_JOINING = (Table, Quote, PullQuote)
_LEAST_PULLED = 3600
"""Twips of measure a pull quote is set in where there are as many."""
_IN_CELL = 80
"""Twips above and below program text in a cell, whose margins keep it from the rules already."""
_STOPS = frozenset(".!?:…。！？：")


def blocks(pen: Pen, content: Blocks, room: Room) -> str:
    """Paragraphs and tables for some blocks; two of a kind that would grow into one are kept apart."""
    out = []
    before: Node | None = None
    for at, node in enumerate(content, 1):
        if before is not None and _would_join(before, node):
            out.append(spacer(pen, room, high=isinstance(node, Table)))
        pen.keep_next = introduces(node, content[at : at + 1])
        out.append(block(pen, node, room))
        before = node
    return "".join(out)


def _would_join(before: Node, node: Node) -> bool:
    """Whether Word would draw two neighbours as one: tables, and paragraphs with one border or tint."""
    if isinstance(before, _TINTED) and isinstance(node, _TINTED):
        return True
    return type(before) is type(node) and isinstance(node, _JOINING) and not (isinstance(node, Table) and node.caption)


def spacer(pen: Pen, room: Room, *, high: bool = False) -> str:
    """A line next to nothing high that keeps two tables or boxes apart; high: with the space that boxes bring themselves."""
    return pen.paragraph("Spacer", "", room, Layout(before=pen.gap) if high else Layout())


def begins_tinted(content: Blocks) -> bool:
    """Whether blocks begin with a box, which a box before them would take in."""
    return isinstance(content[:1] and content[0], _TINTED)


def block(pen: Pen, node: Block, room: Room) -> str:
    """One block."""
    pen.target(node)
    room = room.of(node)
    write = _WRITERS.get(type(node))
    if write is not None:
        return write(pen, node, room)
    pen.state.context.unknown(node, "docx")
    return pen.paragraph(room.style, runs.text(words(node), room.form), room)


def heading_style(level: int) -> str:
    """The style of a section heading."""
    return f"Heading{min(max(level, 1), 6)}"


def _heading(pen: Pen, node: Heading, room: Room) -> str:
    room = room.sized(pen.state.theme.scale.heading(node.level).size)
    content = inlines(pen, node.content, room.form)
    if not SAYS.search(content):  # a picture without words that cannot be had: the sections below need their heading
        content = runs.text(pen.state.context.labels.picture_missing, room.form) + content
    if node.id and node.id in pen.state.contents:
        content = pen.bookmark(pen.state.bookmarks.name(f"_Toc.{node.id}"), content)
    return pen.paragraph(heading_style(node.level), content, room)


def _paragraph(pen: Pen, node: Paragraph, room: Room) -> str:
    content = inlines(pen, node.content, room.form)
    if node.run_in:
        content = _run_in(pen, node.run_in, room) + content
    ragged = room.style == "BodyText" and (stubborn(node.content) if pen.justified else _broken(pen, node))
    return pen.paragraph(room.style, content, room, Layout(align="left") if ragged else Layout())


def _broken(pen: Pen, node: Paragraph) -> bool:
    """Whether a line end in a paragraph would stretch its line: so in documents of the user's without the setting we have."""
    return pen.state.reference is not None and any(isinstance(part, LineBreak) for part in walk(node.content))


def _run_in(pen: Pen, content: Inlines, room: Room) -> str:
    """A heading at a paragraph's start, closed by a stop unless it brings one."""
    said = words(content).rstrip()
    form = room.form._replace(style="RunInHeading")
    if said[-1:] in _STOPS:
        return inlines(pen, content, form) + runs.text(" ", room.form)
    return inlines(pen, content, form) + runs.text(pen.state.context.labels.introduced(""), form)


def _list(pen: Pen, node: List, room: Room) -> str:
    return items(pen, node, room, blocks)


def _definitions(pen: Pen, node: DefinitionList, room: Room) -> str:
    return definitions(pen, node, room, blocks)


def _quote(pen: Pen, node: Quote, room: Room) -> str:
    inside = room.inset(pen.own("Quote").left, style="Quote", boxed=False, hung=False)
    out = blocks(pen, node.content, inside)
    if node.attribution:
        out += pen.paragraph("Attribution", _dash() + inlines(pen, node.attribution, room.form), room)
    return out


def _dash() -> str:
    return runs.text("— ")


def _pull_quote(pen: Pen, node: PullQuote, room: Room) -> str:
    content = inlines(pen, node.content, room.form)
    if node.attribution:
        quiet = room.form._replace(style="QuoteSource")
        content += runs.line_break() + runs.text("— ", quiet) + inlines(pen, node.attribution, quiet)
    return pen.paragraph("IntenseQuote", content, room, Layout(indent=_pulled(pen, node.content, room)))


def _pulled(pen: Pen, content: Inlines, room: Room) -> Indent | None:
    """The indent of a pull quote where its style's own leaves it too little room, or one word alone in its last line."""
    own = pen.own("IntenseQuote")
    side = min(own.left, max(0, room.measure - _LEAST_PULLED) // 2)
    even = balanced(content, pen.state.theme.scale.standfirst.size * REGULAR, room.measure - 2 * side).indent
    side += even.right // 2 if even else 0
    return None if side == own.left else Indent(room.left + side, room.right + side)


def _callout(pen: Pen, node: Callout, room: Room) -> str:
    return callout(pen, node, room, blocks)


def _aside(pen: Pen, node: Aside, room: Room) -> str:
    return aside(pen, node, room, blocks)


def _code(pen: Pen, node: CodeBlock, room: Room) -> str:
    from .code import coloured

    layout = Layout(before=_IN_CELL, after=_IN_CELL) if room.style in ("TableText", "TableHeading") else Layout()
    return pen.paragraph("CodeBlock", coloured(node, pen.state, room.form), room, layout)


def _formula(pen: Pen, node: MathBlock, room: Room) -> str:
    from .formulas import block_formula

    return pen.paragraph("Formula", block_formula(pen, node, room.form), room)


def _break(pen: Pen, _node: ThematicBreak, room: Room) -> str:
    if room.box:  # a rule is a border, and a border of its own would part the box
        return pen.paragraph("ThematicBreak", runs.text("* * *", room.form), room, Layout(align="center"))
    side = room.measure * 2 // 5  # of the room: in a column or a list the style's own indent would leave nothing
    wanted = Indent(room.left + side, room.right + side)
    return pen.paragraph(
        "ThematicBreak", "", room, Layout(indent=None if wanted == pen.own("ThematicBreak") else wanted)
    )


def _figure(pen: Pen, node: Figure, room: Room) -> str:
    return figure(pen, node, room)


def _table(pen: Pen, node: Table, room: Room) -> str:
    from .tables import table

    return table(pen, node, room, blocks)


_WRITERS: dict[type[Node], Callable[[Pen, Any, Room], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    List: _list,
    DefinitionList: _definitions,
    Quote: _quote,
    PullQuote: _pull_quote,
    Callout: _callout,
    Aside: _aside,
    CodeBlock: _code,
    MathBlock: _formula,
    ThematicBreak: _break,
    Figure: _figure,
    Table: _table,
}
