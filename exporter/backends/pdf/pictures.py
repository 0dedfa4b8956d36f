"""Pictures: figures and pictures in a line, each kept once, drawings as vectors."""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING, NamedTuple

from exporter import model
from exporter.backends.pdf import images, vectors
from exporter.backends.pdf.atoms import Atom, Frame, Pad, Rule
from exporter.backends.pdf.objects import File, number, rect, string
from exporter.backends.pdf.page import Page, ink
from exporter.backends.pdf.structure import Element, Slot
from exporter.backends.pdf.text import Inset, Style
from exporter.pictures import SVG, NotAPicture, Picture, opened, suited
from exporter.walk import text as plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.backends.pdf.faces import Face
    from exporter.backends.pdf.flow import Composer
    from exporter.backends.pdf.galley import Galley, Room
    from exporter.backends.pdf.inline import Inliner

_DPI = 300
_TALLEST = 0.62  # of the page's height: no figure is higher
_GUTTER = 10.0
_BELOW_RULE = 6.0
_LOGO = 24.0
_NEARLY = 0.7
_SMALLER = 0.5  # of its size: how small a picture may get to fit what a page has left
_STOPS = frozenset(".!?…。！？।॥۔؟")
_IN_LINE, _LOW = 0.85, 1.6  # of the line distance: how high a picture in a line is that is not much higher


class Stored(NamedTuple):
    """A picture in the document: its name on pages, and what it shows; `form` is a drawing's, `units` wide and high."""

    label: str
    picture: Picture
    form: vectors.Form | None = None
    units: tuple[float, float] = (1.0, 1.0)

    def draw(self, page: Page, left: float, bottom: float, width: float, height: float) -> None:
        """Draw it into a rectangle; `units` are its own width and height."""
        across, up = width / self.units[0], height / self.units[1]
        page.pictures[self.label] = 0
        page.out.append(f"q {across:.6f} 0 0 {up:.6f} {number(left)} {number(bottom)} cm /{self.label} Do Q")


class Shown(Atom):
    """One or more pictures side by side. Each: (slot, element, stored, left, width, height), None where it is missing."""

    __slots__ = ("shown",)

    waits = True

    def __init__(
        self, height: float, shown: list[tuple[Slot | None, Element | None, Stored, float, float, float]]
    ) -> None:
        super().__init__(height)
        self.shown = shown

    def draw(self, page: Page, dx: float, top: float) -> None:
        """Draw the pictures, each as a figure's content, or as an artifact where it only decorates."""
        for slot, element, stored, left, width, height in self.shown:
            page.open(slot)
            stored.draw(page, left + dx, top - height, width, height)
            if element is not None and "/BBox" not in element.entries:
                box = rect(left + dx, top - height, left + dx + width, top)
                element.entries += f"/A<</O/Layout/Placement/Block/BBox{box}>>"


class Pictures:
    """The pictures of one document."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self._stored: dict[bytes, Stored] = {}
        self.left = math.inf  # points that the page has left, where that is known

    def _store(self, node: model.Image, width: float, height: float) -> Stored | None:
        """The picture of a node for a place of this size in points; None if it has none."""
        picture = self.composer.context.picture(node)
        if picture is None:
            return None
        try:
            return self._kept(picture, width, height, node.place)
        except NotAPicture as error:
            name = (node.source or "")[:120]
            self.composer.context.report.warn(
                "broken-picture", f"{name}: {error.message}", place=node.place, hint="a placeholder stands for it"
            )
            return None

    def _kept(self, picture: Picture, width: float, height: float, place: model.Place | None = None) -> Stored:
        """A picture, once: a drawing as it is where that can be, anything else no finer than 300 dpi."""
        if picture.media_type == SVG:
            units = vectors.size(picture, width, height)
            if form := vectors.form(picture, *units, self._covering(place)):
                key = hashlib.sha256(repr(form).encode()).digest()
                return self._stored.setdefault(key, Stored(f"Im{len(self._stored) + 1}", picture, form, units))
        picture = suited(picture, longest=max(16, math.ceil(max(width, height) / 72 * _DPI)))
        key = hashlib.sha256(picture.data).digest()
        return self._stored.setdefault(key, Stored(f"Im{len(self._stored) + 1}", picture))

    def _covering(self, place: model.Place | None) -> vectors.Covering:
        """Finds faces for characters in a drawing; what none has is told."""

        def covering(char: str) -> Face | None:
            face = self.composer.fonts.covering(char, "label", False, False, self.composer.article.lang or "")
            if face is None:
                self.composer.missing.setdefault(char, place)
            return face

        return covering

    def written(self, file: File) -> dict[str, int]:
        """Put the pictures into the file: object numbers by name."""
        return {
            stored.label: vectors.written(stored.form, file) if stored.form else images.written(stored.picture, file)
            for stored in self._stored.values()
        }

    def carried(self) -> set[str]:
        """The SHA-256 (hex) of the picture files that are streams of the file byte for byte."""
        return {
            hashlib.sha256(stored.picture.data).hexdigest()
            for stored in self._stored.values()
            if images.passes(stored.picture)
        }

    def logo(self, galley: Galley, room: Room, file: str) -> None:
        """The theme's logo at the reading edge, an artifact: the masthead names the publisher in words."""
        try:
            picture = opened(self.composer.theme.asset(file), file)
            width = _LOGO * picture.width / picture.height
            stored = self._kept(picture, width, _LOGO)
        except NotAPicture as error:
            self.composer.context.report.warn("broken-logo", f"the theme's logo {file}: {error.message}")
            return
        left = room.right - width if room.rtl else room.left
        galley.add(Shown(_LOGO, [(None, None, stored, left, width, _LOGO)]), room)
        galley.atoms[-1].keep = True

    # ---- in a line ------------------------------------------------------------------------------------------------

    def inline(self, node: model.Image, style: Style, element: Element, leading: float) -> Inset | None:
        """A picture in a line: as high as it is at 96 dpi, at most two lines; one little higher than the line fits it."""
        picture = self.composer.context.picture(node)
        if picture is None:
            return None
        height = min(picture.height * 0.75, max(leading * 2.0, 24.0))
        if height <= leading * _LOW:  # a symbol keeps the lines as far apart as they are
            height = min(height, leading * _IN_LINE)
        width = min(picture.width / picture.height * height, 160.0)
        height = width * picture.height / picture.width
        stored = self._store(node, width, height)
        if stored is None:
            return None
        figure = None
        if node.alt != "":
            figure = Element("Figure", element, self._alternative(node))
        slot = figure.slot() if figure else None
        sink = style.size * 0.2 if height > style.size else 0.0

        def draw(page: Page, x: float, y: float) -> None:
            page.open(slot)
            stored.draw(page, x, y - sink, width, height)
            if figure is not None and "/BBox" not in figure.entries:
                figure.entries += (
                    f"/A<</O/Layout/Placement/Inline/BBox{rect(x, y - sink, x + width, y - sink + height)}>>"
                )

        return Inset(width, height - sink, sink, draw, self.composer.typesetter.setting(style))

    def _alternative(self, node: model.Image) -> str:
        self._unclaimed(node)
        return f"/Alt {string(node.alt)}" if node.alt else ""

    def _unclaimed(self, node: model.Image) -> None:
        if node.alt is None:
            self.composer.conforming = False

    # ---- figures --------------------------------------------------------------------------------------------------

    def figure(self, galley: Galley, room: Room, node: model.Figure) -> None:
        """Set a figure: its pictures beside each other, then caption and credit."""
        galley.space(self.composer.theme.spacing.block)
        first = len(galley.atoms)
        tag = "Figure" if len(node.images) == 1 and self._is_figure(node.images[0]) else "Div"
        outer = self.composer.child(tag, room, node)
        if tag == "Figure":
            outer.entries += self._alternative(node.images[0])
        missing = self._pictures(galley, room, node, outer)
        if (
            len(galley.atoms) > first
        ):  # a caption without a picture stands as far from what is before it as a picture would
            galley.close_up(5.0)
        self._caption(galley, room, node, outer, missing)
        galley.keep(first)
        if len(galley.atoms) > first:
            galley.atoms[-1].keep = False  # what follows is another matter
        galley.space(self.composer.theme.spacing.block)

    def _is_figure(self, image: model.Image) -> bool:
        """Whether there is anything to see or to be told of; words that stand for a picture nobody has are just words."""
        return bool(image.alt) or (image.alt is None and self.composer.context.picture(image) is not None)

    def _pictures(self, galley: Galley, room: Room, node: model.Figure, outer: Element) -> list[model.Image]:
        """Set the pictures that are there; gives those that are not."""
        have = [image for image in node.images if self.composer.context.picture(image)]
        missing = [image for image in node.images if image not in have]
        columns = min(len(have), 2 if len(have) in (2, 4) else 3) or 1
        for start in range(0, len(have), columns):
            missing += self._side_by_side(galley, room, have[start : start + columns], outer)
            galley.space(6.0)
        for image in missing:
            self._placeholder(galley, room, node, image, outer)
        return missing

    def _side_by_side(self, galley: Galley, room: Room, images: list[model.Image], outer: Element) -> list[model.Image]:
        """A row of pictures of one height that fills the measure unless they are small."""
        measure = room.right - room.left - _GUTTER * (len(images) - 1)
        pictures = [self.composer.context.picture(image) for image in images]
        ratios = [picture.width / picture.height for picture in pictures if picture]
        height = min(measure / sum(ratios), self._tallest())
        if height * _SMALLER <= self.left < height:
            height = self.left
        natural = max(picture.height for picture in pictures if picture) * 72 / 96
        if (
            natural * sum(ratios) < _NEARLY * measure
        ):  # a small picture stays small, a nearly wide one fills the measure
            height = min(height, natural)
        shown, failed = [], []
        x = room.left
        for image, ratio in zip(images, ratios, strict=True):
            width = height * ratio
            stored = self._store(image, width, height)
            if stored is None:
                failed.append(image)
                continue
            element = outer if outer.tag == "Figure" else None
            if outer.tag != "Figure" and image.alt != "":
                element = Element("Figure", outer, self._alternative(image))
            slot = element.slot() if element else None
            shown.append((slot, element, stored, x, width, height))
            x += width + _GUTTER
        if shown:
            if room.rtl:
                shift = room.right - x + _GUTTER
                shown = [(*one[:3], one[3] + shift, *one[4:]) for one in shown]
            galley.add(Shown(height, shown), room)
        return failed

    def _tallest(self) -> float:
        from exporter.backends.pdf.sheets import sheet

        page = sheet(self.composer.theme)
        return (page.top - page.bottom) * _TALLEST

    def _placeholder(self, galley: Galley, room: Room, node: model.Figure, image: model.Image, outer: Element) -> None:
        """A slim frame where a picture cannot be had, with its alternative text unless the caption says the same."""
        words = image.alt or image.title or ""
        if words and words.strip() == plain(node.caption).strip():
            return
        if not words and image.alt == "":
            return
        composer, size = self.composer, self.composer.theme.scale.caption
        frame = Frame(room.left, room.right, outline=ink(composer.theme.colours.rule))
        inner = room.inset(10, 10)._replace(frames=(*room.frames, frame), align="center")
        style = Style("label", size.size, composer.theme.colours.muted, italic=True, lang=room.lang)
        inner = inner._replace(style=style, leading=size.leading)
        element = outer
        if outer.tag != "Figure":
            element = Element("Figure", outer, self._alternative(image)) if image.alt else Element("P", outer)
        galley.add(Pad(9.0, keep=True), inner)
        composer.words(galley, inner, words or composer.labels.picture_missing, element)
        galley.atoms[-1].keep = True
        galley.add(Pad(9.0, keep=True), inner)

    def _caption(
        self, galley: Galley, room: Room, node: model.Figure, outer: Element, missing: list[model.Image]
    ) -> None:
        """Caption and, in a lighter tone, credit; in a slim frame where it stands for a picture of the body too."""
        if not node.caption and not node.credit:
            return
        composer, size = self.composer, self.composer.theme.scale.caption
        colours = composer.theme.colours
        room = room._replace(
            style=Style("label", size.size, colours.text, lang=room.lang), leading=size.leading, align="start"
        )
        element = Element("Caption" if outer.tag == "Figure" else "P", outer)

        def credit(inliner: Inliner) -> None:
            if node.credit:
                light = room.style._replace(colour=colours.muted)
                if node.caption:
                    inliner.text(" " if plain(node.caption).rstrip()[-1:] in _STOPS else " · ", light, element)
                inliner.add(node.credit, light, element)

        alone = bool(missing) and len(missing) == len(node.images)
        bare = alone and not any(isinstance(atom, Shown) for atom in galley.atoms[-1:]) and self._is_bare(node)
        if bare and node is not composer.article.lead:
            self._framed_caption(galley, room, node, element, credit)
            return
        if bare:  # a hairline keeps it from the box above
            galley.add(Rule(room.left, room.right, ink(colours.rule), 0.6), room)
            galley.space(_BELOW_RULE)
        composer.text(galley, room, node.caption, element, tail=credit, hyphens=False)

    def _is_bare(self, node: model.Figure) -> bool:
        words = plain(node.caption).strip()
        return all((image.alt or image.title or "").strip() in ("", words) for image in node.images)

    def _framed_caption(
        self, galley: Galley, room: Room, node: model.Figure, element: Element, credit: Callable[[Inliner], None]
    ) -> None:
        frame = Frame(room.left, room.right, outline=ink(self.composer.theme.colours.rule))
        inner = room.inset(10, 10)._replace(frames=(*room.frames, frame))
        galley.close_up(self.composer.theme.spacing.block)
        galley.add(Pad(8.0, keep=True), inner)
        for line in self.composer.text(galley, inner, node.caption, element, tail=credit, hyphens=False):
            line.keep = True
        galley.add(Pad(8.0), inner)
