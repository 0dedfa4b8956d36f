"""Quotations: somebody else's words beside a thin bar; words of the article lifted out between two hairlines."""

from __future__ import annotations

from exporter import model
from exporter.backends.pdf.atoms import Frame, Rule
from exporter.backends.pdf.flow import Composer
from exporter.backends.pdf.galley import Galley, Room
from exporter.backends.pdf.page import ink
from exporter.backends.pdf.structure import Element


def set_quote(composer: Composer, galley: Galley, room: Room, node: model.Quote) -> None:
    """Somebody else's words: a thin bar at the reading edge, who said them below."""
    element = composer.child("BlockQuote", room, node)
    bar = Frame(room.left, room.right, rtl=room.rtl, bar=1.6, bar_ink=ink(composer.theme.colours.rule))
    inner = room.inset(composer.theme.spacing.indent, 0)
    inner = inner._replace(element=element, frames=(*room.frames, bar))
    galley.space(composer.theme.spacing.block * 0.75)
    first = len(galley.atoms)
    composer.blocks(galley, inner, node.content)
    _attribution(composer, galley, inner, node.attribution)
    galley.hold_ends(first)
    galley.space(composer.theme.spacing.block * 0.75)


def set_pull_quote(composer: Composer, galley: Galley, room: Room, node: model.PullQuote) -> None:
    """Words lifted out: larger, in the accent colour, between two hairlines."""
    colours, size = composer.theme.colours, composer.theme.scale.standfirst
    element = composer.child("PullQuote", room, node)
    room = room.inset(2 * composer.theme.spacing.indent, 2 * composer.theme.spacing.indent)
    galley.space(composer.theme.spacing.block)
    first = len(galley.atoms)
    galley.add(Rule(room.left, room.right, ink(colours.accent), 0.8), room)
    galley.space(8.0)
    set_in = room.at(size, italic=True, colour=colours.accent)._replace(element=element, align="center")
    composer.text(galley, set_in, node.content, Element("P", element), balanced=True, hyphens=False)
    _attribution(composer, galley, set_in, node.attribution)
    galley.space(8.0)
    galley.add(Rule(room.left, room.right, ink(colours.accent), 0.8), room)
    galley.keep(first)
    galley.space(composer.theme.spacing.block)


def _attribution(composer: Composer, galley: Galley, room: Room, content: model.Inlines) -> None:
    if not content:
        return
    if galley.atoms:
        galley.atoms[-1].keep = True
    style = composer.label(composer.theme.colours.muted)
    size = composer.theme.scale.label
    align = room.align if room.align == "center" else "start"
    room = room.at(size)._replace(style=style._replace(size=size.size), align=align)
    element = Element("P", room.element)
    galley.space(3.0)
    composer.text(galley, room, content, element, lead=lambda inliner: inliner.text("— ", room.style, element))
