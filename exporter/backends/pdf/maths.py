"""Formulas, from TeX notation: at first the source itself in italics, with its words as the alternative text."""

from __future__ import annotations

from exporter import model
from exporter.backends.pdf.flow import Composer, Galley, Room
from exporter.backends.pdf.inline import Inliner
from exporter.backends.pdf.objects import string
from exporter.backends.pdf.page import Link
from exporter.backends.pdf.structure import Element
from exporter.backends.pdf.text import Style


def set_inline(inliner: Inliner, source: str, style: Style, element: Element, link: Link | None, level: int) -> None:
    """A formula inside a line."""
    inliner.text(source, style._replace(italic=True), element, link, level if level >= 0 else 0)


def set_block(composer: Composer, galley: Galley, room: Room, node: model.MathBlock) -> None:
    """A formula on a line of its own, in the middle."""
    element = composer.child("Formula", room, node, f"/Alt {string(node.source)}")
    galley.space(composer.theme.spacing.block * 0.75)
    room = room._replace(align="center", rtl=False, style=room.style._replace(italic=True))
    composer.words(galley, room, node.source, element, hyphens=False)
    galley.space(composer.theme.spacing.block * 0.75)
