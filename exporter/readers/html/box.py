"""Takes the box of key points out of a page and reads it."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct, field

from exporter.model import Inlines, Takeaways, Text
from exporter.readers.html import points
from exporter.readers.html.blocks import Address, Converter
from exporter.readers.html.elements import Element, name, place, remove, start, words
from exporter.readers.html.lines import collapsed, is_blank
from exporter.readers.html.region import Page
from exporter.readers.html.scope import Box
from exporter.readers.html.tally import Tally
from exporter.readers.markdown.parts import one_line
from exporter.readers.markdown.quoting import shortened
from exporter.report import Report


class Found(Struct):
    """The takeaways of a page, and the elements of other boxes, which stay in its text."""

    takeaways: Takeaways | None = None
    kept: set[Element] = field(default_factory=set)


class Finder:
    """Finds the box and reads it, with a page's addresses."""

    def __init__(self, link: Address, picture: Address, report: Report) -> None:
        self._link, self._picture, self._report = link, picture, report

    def taken_out(self, body: Element, page: Page | None, heading: Element | None, wanted: str | None) -> Found:
        """The takeaways, their elements removed from the tree. wanted: the label the user names, or "none"."""
        if wanted == "none":
            return Found()
        found = points.boxes(body, page, heading, wanted)
        if not found and wanted is not None:
            self._report.warn(
                "no-such-box",
                f"no box of takeaways with the label “{wanted}” is on this page",
                hint="copy the label as the page shows it",
            )
        chosen = self._chosen(found)
        kept = {
            point
            for box in found
            if box is not chosen
            for point in (box.holder, *([box.label] if box.label is not None else []))
        }
        if chosen is None:
            return Found(None, kept)
        made = self._read(chosen)
        if not made.items:
            return Found(None, kept)
        _removed(chosen)
        return Found(made, kept)

    def _chosen(self, found: list[Box]) -> Box | None:
        """The surest box; a label that comes again in every section names none of the article's."""
        labels = Counter(box.shown.casefold() for box in found if box.label is not None)
        for box in found:
            alike = labels[box.shown.casefold()] if box.label is not None else 0
            if alike > 2 or (alike == 2 and box.sure < 3):
                self._tell_kept(box, "its label comes more than once")
                continue
            for other in found:
                if other is not box:
                    self._tell_kept(other, "the article has one that is surer")
            return box
        return None

    def _tell_kept(self, box: Box, why: str) -> None:
        told = (
            f"“{shortened(box.shown)}” stays in the text: {why}"
            if box.shown
            else f"a list of points stays in the text: {why}"
        )
        self._report.tell("takeaways-kept-in-text", told, place=place(box.holder), hint="name the box with --takeaways")

    def _read(self, box: Box) -> Takeaways:
        label = box.shown.strip().rstrip(":：").strip() or None
        if box.run_in and box.label is not None:
            remove_words(box.label)
        items = tuple(
            item for part in box.points if not is_blank(item := line(part, self._link, self._picture, self._report))
        )
        provenance: Inlines = ()
        for part in box.provenance:
            provenance = (
                *provenance,
                *([Text(value=" ")] if provenance else []),
                *line(part, self._link, self._picture, self._report),
            )
        how = "its label" if box.label is not None else "its place under the title" if box.sure == 1 else "its class"
        told = f"took {len(items)} points as the article's takeaways, known by {how}" + (
            f": “{label}”" if label else ""
        )
        hint = "--takeaways none keeps them in the text"
        self._report.tell("takeaways-found", told, place=place(box.holder), hint=hint)
        return Takeaways(items=_without_marks(items), label=label, provenance=provenance, place=place(box.holder))


def remove_words(label: Element) -> None:
    """Takes a run-in label out, with the colon or dash after it."""
    if label.tail:
        label.tail = label.tail.lstrip(" \u00a0:：-–—")
    remove(label)


def _without_marks(items: tuple[Inlines, ...]) -> tuple[Inlines, ...]:
    """Points without the bullets people typed before them."""
    out = []
    for item in items:
        first = item[0]
        if isinstance(first, Text) and (value := first.value.lstrip("•▪■►●–—-*· ")) and value != first.value:
            item = (Text(value=value), *item[1:])
        out.append(item)
    return tuple(out)


def line(element: Element, link: Address, picture: Address, report: Report) -> Inlines:
    """What an element says, as one line."""
    tally = Tally()
    c = Converter(element, tally, link, picture, None)
    content = one_line(c.blocks(element))
    tally.tell(report)
    return content if content is not None else (Text(value=collapsed(words(element))),)


def _removed(box: Box) -> None:
    """Takes the elements of a box out of the tree, and what they leave empty."""
    for part in (*box.points, *box.provenance, *([box.label] if box.label is not None and not box.run_in else [])):
        around = part.getparent()
        remove(part)
        while (
            around is not None
            and name(around) not in ("body", "html", "article", "main", "td")
            and not start(around, 1)
            and not _shows(around)
        ):
            above = around.getparent()
            remove(around)
            around = above


def _shows(element: Element) -> bool:
    return any(name(part) in ("img", "picture", "video", "iframe", "audio") for part in element.iterdescendants())
