"""Words that stand loose in an element, beside its blocks."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from exporter.readers.html import chrome
from exporter.readers.html.elements import BLOCKS, MEDIA, PICTURES, Element, name, words
from exporter.readers.html.maths import is_formula
from exporter.readers.html.prose import announces, are_references, ends_sentence
from exporter.readers.html.region import SILENT, Page, up_to
from exporter.readers.html.shingles import tokens

_FEWEST_SAID = 8


def runs(element: Element, page: Page) -> Iterator[Run]:
    """The words between the blocks of an element, with the elements inside their lines."""
    run = Run(element, None, [])
    for child in list(element):
        if name(child) and (name(child) in BLOCKS or page.kept_words.get(child, 0) or name(child) in PICTURES):
            run.before = child
            yield run
            run = Run(element, child, [])
        else:
            run.inside.append(child)
    yield run


class Run(Struct):
    """Words in an element after one of its blocks and before another, and the elements that stand in their line."""

    element: Element
    after: Element | None
    inside: list[Element]
    before: Element | None = None

    @property
    def where(self) -> Element:
        """The element that tells the place of this run."""
        return self.element if self.after is None else self.after

    @property
    def line(self) -> int:
        """The line it is on."""
        return self.where.sourceline or 0

    def pieces(self) -> Iterator[str]:
        """Its words."""
        yield (self.element.text if self.after is None else self.after.tail) or ""
        for child in self.inside:
            if name(child) not in SILENT:
                yield words(child)
            yield child.tail or ""

    def is_text(self, told: str, page: Page) -> bool:
        """Whether these are words of the article: with a formula among them, or a sentence between parts of it."""
        if any(is_formula(part) or any(map(is_formula, part.iterdescendants())) for part in self.inside):
            return True
        if announces(told) and self.before is not None and are_references(self.before, page):
            return True
        every = len(tokens(told))
        linked = sum(len(tokens(words(part))) for child in self.inside for part in child.iter("a"))
        return (
            page.is_between(self.where)
            and every >= _FEWEST_SAID
            and linked * 2 <= every
            and ends_sentence(told)
            and not is_in_chrome(self.element, page.root)
        )

    def take_out(self) -> None:
        """Takes these words out; what shows something stays."""
        if self.after is None:
            self.element.text = None
        else:
            self.after.tail = None
        for child in self.inside:
            child.tail = None
            if name(child) and not shows(child):
                self.element.remove(child)


def shows(element: Element) -> bool:
    """Whether an element is a formula, or has a picture or a video in it."""
    return is_formula(element) or any(name(part) in PICTURES or name(part) in MEDIA for part in element.iter())


def is_in_chrome(element: Element, root: Element) -> bool:
    """Whether an element, or one around it below the root, says that it is the site's."""
    return any(chrome.is_chrome(part) for part in up_to(element, root))
