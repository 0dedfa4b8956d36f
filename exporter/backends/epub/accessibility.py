"""What is true about the accessibility of this very book (EPUB Accessibility 1.1, 2.2 and 4; schema.org terms)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from exporter.backends.epub.stylesheet import legible
from exporter.backends.epub.writer import Writer
from exporter.backends.epub.xhtml import speaks
from exporter.model import Article, Heading, Table
from exporter.pictures import SVG, Picture
from exporter.walk import text, walk

STANDARD = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
"""The exact words the standard asks for (2.3.2); Ace knows no others."""

_ANIMATED = rb"<(?:[\w.-]+:)?(?:animate\w*|set)[\s/>]|@keyframes"


class Findings(Struct, frozen=True):
    """What was looked at: pictures that carry meaning, those without an alternative, moving ones; the rest by its name."""

    informative: int
    without_alternative: int
    moving: bool
    mathml: bool
    titled: bool
    headings: bool
    tables_headed: bool
    contrast: bool

    @property
    def conforming(self) -> bool:
        """Whether nothing that can be checked stands against WCAG 2.2 AA (1.1.1, 1.3.1, 1.4.3, 2.2.2, 2.4.2)."""
        seen = not self.without_alternative and not self.moving and self.contrast
        return seen and self.tables_headed and self.titled


def findings(article: Article, writer: Writer) -> Findings:
    """Look through a book that has been written."""
    shown = writer.pictures.shown
    return Findings(
        informative=sum(1 for image, _ in shown if image.alt != ""),
        without_alternative=sum(1 for image, _ in shown if image.alt is None),
        moving=any(map(_moves, (file.picture for file in writer.pictures.files))),
        mathml=writer.any_mathml and writer.all_mathml,
        titled=speaks(title := text(article.title)) and title.strip() != writer.labels.untitled,
        headings=any(isinstance(node, Heading) for node in article.body),
        tables_headed=_tables_headed(article),
        contrast=legible(writer.context.theme),
    )


def _moves(picture: Picture) -> bool:
    """Whether a picture has frames, or is an SVG that animates itself."""
    return picture.animated or (picture.media_type == SVG and bool(re.search(_ANIMATED, picture.data)))


def _tables_headed(article: Article) -> bool:
    return all(
        node.head or any(cell.scope for row in node.body for cell in row.cells)
        for node in walk(article)
        if isinstance(node, Table)
    )


def properties(found: Findings, summary: str) -> Iterator[tuple[str, str]]:
    """The `schema:` properties with their values, in order."""
    yield "schema:accessMode", "textual"
    if found.informative:
        yield "schema:accessMode", "visual"
    if not found.without_alternative:
        yield "schema:accessModeSufficient", "textual"
    if found.informative:
        yield "schema:accessModeSufficient", "textual,visual"
    for feature in features(found):
        yield "schema:accessibilityFeature", feature
    for hazard in hazards(found):
        yield "schema:accessibilityHazard", hazard
    yield "schema:accessibilitySummary", summary


def features(found: Findings) -> list[str]:
    """What is there to help: each only where it is so."""
    there = {
        "alternativeText": found.informative and not found.without_alternative,
        "displayTransformability": True,
        "MathML": found.mathml,
        "readingOrder": True,
        "structuralNavigation": found.headings,
        "tableOfContents": True,
    }
    return [name for name, here in there.items() if here]


def hazards(found: Findings) -> list[str]:
    """None, unless a picture moves: nobody has looked whether it flashes."""
    if not found.moving:
        return ["none"]
    return ["unknownFlashingHazard", "unknownMotionSimulationHazard", "noSoundHazard"]
