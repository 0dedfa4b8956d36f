"""Where on a page a box of key points can be, and what one is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from exporter.readers.html import chrome
from exporter.readers.html.claims import LONGEST_BOX
from exporter.readers.html.elements import Element, kind, name, start
from exporter.readers.html.patterns import pattern as markup
from exporter.readers.html.region import Page
from exporter.readers.html.shingles import tokens

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Box(Struct):
    """A box found: its label as shown, the elements of its points, and of the line that says who wrote them.

    sure: 1 a guess, 2 by its class, 3 by its label, 4 the user named it. holder: the list or element the points stand in.
    """

    label: Element | None
    shown: str
    points: list[Element]
    provenance: list[Element]
    sure: int
    order: int
    holder: Element
    run_in: bool = False


class Scope:
    """Where on a page a box can be."""

    def __init__(self, body: Element, page: Page | None, heading: Element | None, order: dict[Element, int]) -> None:
        self.body, self.page, self.order = body, page, order
        self.region = page.outermost() if page else body
        self.around = {body, self.region, *self.region.iterancestors()}
        self.start = order.get(heading, 0) if heading is not None else 0
        self.heading = heading if heading in order else None

    def holds(self, element: Element) -> bool:
        """Whether an element stands in the article: in its region, or between its title and its end, and in no chrome."""
        if self.page is None:
            return True
        within = element is self.region or self.region in element.iterancestors()
        if not within and not (self.heading is not None and self.start < self.order[element] < self.page.last):
            return False
        return not any(
            name(part) in ("nav", "footer") or (name(part) != "form" and chrome.is_chrome(part) and not says_box(part))
            for part in inner(element, self)
            if name(part) != "button" and kind(part) not in ("tab", "tablist")  # many a box opens with them
        )

    def said_before(self, element: Element) -> float:
        """The share of the article's words that stand before an element."""
        return self.page.said_before(element) if self.page else 0.0

    def share(self, element: Element) -> float:
        """How far down the article an element stands: 0 at its start, 1 at its end."""
        if self.page is None or self.page.last <= self.page.first:
            return 0.0
        return (self.order[element] - self.page.first) / (self.page.last - self.page.first)


def says_box(element: Element) -> bool:
    """Whether an element's names say that it holds key points."""
    given = " ".join(
        value for key in ("class", "id", "data-component", "data-testid", "aria-label") if (value := element.get(key))
    )
    return bool(given) and bool(markup("classes", "box").search(_CAMEL.sub("-", given[:400])))


def words_in(part: Element) -> bool:
    """Whether an element shows words."""
    return bool(start(part, 2))


def inner(element: Element, scope: Scope) -> Iterator[Element]:
    """An element and those around it, up to what holds the article."""
    yield element
    yield from (part for part in element.iterancestors() if part not in scope.around)


def is_apart(parent: Element, scope: Scope) -> bool:
    """Whether an element is a box of its own and not the article's text."""
    if parent is scope.body or parent is scope.region or name(parent) in ("article", "main", "body", "p"):
        return False
    return len(tokens(start(parent, 6000))) <= LONGEST_BOX and not any(
        part is parent for part in scope.region.iterancestors()
    )
