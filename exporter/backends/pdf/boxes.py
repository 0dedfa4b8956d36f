"""Boxes in the text: callouts of a kind, tinted with a bar in its colour; asides, outlined."""

from __future__ import annotations

from exporter import model
from exporter.backends.pdf.atoms import Frame, Pad
from exporter.backends.pdf.flow import Composer
from exporter.backends.pdf.galley import Galley, Room
from exporter.backends.pdf.inline import Inliner
from exporter.backends.pdf.page import ink
from exporter.backends.pdf.structure import Element

_SHARE = 0.85, 0.8  # of the takeaways' padding: the lesser box is the tighter one


def set_callout(composer: Composer, galley: Galley, room: Room, node: model.Callout) -> None:
    """A remark of a kind: its label names the kind."""
    colours = composer.theme.colours
    colour = colours.callout(node.kind)
    frame = Frame(room.left, room.right, rtl=room.rtl, tint=ink(colours.tint), bar=2.0, bar_ink=ink(colour))
    element = composer.child("Callout", room, node)
    _set_box(composer, galley, room._replace(element=element), frame, node, composer.labels.callout(node.kind), colour)


def set_aside(composer: Composer, galley: Galley, room: Room, node: model.Aside) -> None:
    """A section beside the main text."""
    colours = composer.theme.colours
    frame = Frame(room.left, room.right, rtl=room.rtl, outline=ink(colours.rule))
    element = composer.child("Aside", room, node)
    _set_box(composer, galley, room._replace(element=element), frame, node, "", colours.text)


def _set_box(
    composer: Composer,
    galley: Galley,
    room: Room,
    frame: Frame,
    node: model.Callout | model.Aside,
    kind: str,
    colour: str,
) -> None:
    """Blocks in a frame, with its label and title in a colour; where it goes on over pages, it says so."""
    padding, block = composer.theme.takeaways, composer.theme.spacing.block
    across, down = padding.padding_x * _SHARE[0], padding.padding_y * _SHARE[1]
    inner = room.inset(across, across).at(composer.theme.scale.takeaways)
    inner = inner._replace(frames=(*room.frames, frame), align="start", gap=5.0)
    galley.space(block)
    first = len(galley.atoms)
    galley.add(Pad(down, keep=True), inner)
    if kind or node.title:
        _title(composer, galley, inner, node.title, kind, colour)
    galley.close_up(4.0 if kind or node.title else 0.0)
    composer.blocks(galley, inner, node.content)
    galley.close_up(0.0)
    galley.atoms[-1].keep = True
    galley.add(Pad(down), inner)
    galley.close(frame, first, (composer.continued(inner, kind),))
    galley.hold_ends(first)
    galley.space(block)


def _title(composer: Composer, galley: Galley, room: Room, title: model.Inlines, kind: str, colour: str) -> None:
    style = composer.label(colour, bold=True)
    heading = Element("P", room.element)
    room = room._replace(style=style, leading=composer.theme.scale.label.leading + 1)

    def lead(inliner: Inliner) -> None:
        if kind:
            inliner.text(kind, style._replace(caps=True, tracking=0.6), heading)
            if title:
                inliner.text(" · ", style, heading)

    for line in composer.text(galley, room, title, heading, lead=lead, hyphens=False):
        line.keep = True
