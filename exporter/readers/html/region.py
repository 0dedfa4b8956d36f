"""Where on a page its article is: the library's text, found again in the page's own tree, with what the library lost put back.

trafilatura gives the words of an article, but drops the elements they stood in: figures, spans of tables, notes, formulas.
So it is only asked *which* words are the article. Every block of the page whose words are among them is kept, where it
stands and as it is; what stands between kept blocks is kept too where it is no chrome (a figure, a table, program text, a
paragraph like its neighbours), and everything else is taken out of the tree.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate, pairwise

from msgspec import Struct

from exporter.readers.html import chrome
from exporter.readers.html.elements import BLOCKS, HEADINGS, PICTURES, Element, name, walked
from exporter.readers.html.pictures import candidates
from exporter.readers.html.shingles import Shingles, tokens

WHOLE = frozenset(["ul", "ol", "dl", "table", "pre", "blockquote", "figure", "details", "math", "p", *HEADINGS])
"""Elements that are kept or dropped as one where most of them is article."""
SILENT = frozenset(
    ["script", "style", "template", "noscript", "svg", "button", "select", "textarea", "title", "head", "rt", "rp", ""]
)
_SURE = 8
_MUCH, _RUNNING = 0.5, 60
"""The share of what was found that a piece of the article holds at least, and the words of prose in one like it."""
_NEARLY_ALL, _LITTLE, _MOST_CHROME, _FEW = 0.8, 0.3, 0.6, 0.15
PORTRAIT = re.compile(r"author|byline|avatar|profile|portrait|contributor|reporter|gravatar|headshot", re.IGNORECASE)


class Unit(Struct):
    """A block's own words: `order` is its place on the page."""

    element: Element
    order: int
    words: list[str]
    linked: int = 0
    kept: bool = False


class Page:
    """A page's blocks with what is known of each."""

    def __init__(
        self, root: Element, wanted: Shingles, told: Shingles | None = None, heading: Element | None = None
    ) -> None:
        self.root = root
        self.heading = heading
        self.leading: set[Element] = set()
        self._rows: dict[tuple[Element, str, str], tuple[int, int]] = {}
        self._said: tuple[list[int], list[int]] | None
        self.always: set[Element] = set()
        self.order = {element: number for number, element in enumerate(root.iter())}
        self.units = _units(root, self.order)
        for unit in self.units.values():
            unit.kept = wanted.hold(unit.words)
        if told is not None:
            self._cut_at(told)
        self._cut_before_title()
        self._with_other_parts()
        self._without_chrome()
        self.summed()

    def summed(self) -> None:
        """Adds up what is kept, which is to be done again where more of it is."""
        self._add_up()
        if self._without_orphans():
            self._add_up()

    def _add_up(self) -> None:
        self._said = None
        kept = [unit.order for unit in self.units.values() if unit.kept and len(unit.words) >= 3]
        self.first, self.last = (min(kept), max(kept)) if kept else (0, 0)
        self.kept_words, self.all_words, self.linked_words = self._sums()

    def _cut_at(self, told: Shingles) -> None:
        """The article begins and ends where its publisher's own text of it does, if that is nearly all of what was found."""
        kept = [unit for unit in self.units.values() if unit.kept]
        known = [unit for unit in kept if len(unit.words) >= _SURE and told.hold(unit.words)]
        if sum(len(unit.words) for unit in known) < _NEARLY_ALL * sum(len(unit.words) for unit in kept):
            return
        first, last = min(unit.order for unit in known), max(unit.order for unit in known)
        for unit in kept:
            unit.kept = first <= unit.order <= last

    def _cut_before_title(self) -> None:
        """What stands before the title is the site's, where it is little (a greeting, a kicker)."""
        if self.heading not in self.order:
            return
        kept = [unit for unit in self.units.values() if unit.kept]
        before = [unit for unit in kept if unit.order < self.order[self.heading]]
        if sum(len(unit.words) for unit in before) <= _FEW * sum(len(unit.words) for unit in kept):
            for unit in before:
                unit.kept = False

    def _with_other_parts(self) -> None:
        """Sites cut an article into pieces (between advertising): one made as that of the words found is article too."""
        kept = [unit for unit in self.units.values() if unit.kept]
        total = sum(len(unit.words) for unit in kept)
        shares: dict[Element, int] = {}
        for unit in kept:
            for around in up_to(unit.element, self.root):
                shares[around] = shares.get(around, 0) + len(unit.words)
        pieces = [part for part, share in shares.items() if share >= _MUCH * total and name(part) in ("div", "section")]
        for piece in pieces:
            if piece.get("class"):
                for other in self._twins(piece):
                    for part in other.iter():
                        if part in self.units:
                            self.units[part].kept = True

    def _twins(self, piece: Element) -> Iterator[Element]:
        """Elements of the same class in the same article that hold running text and nothing of what was found."""
        article = next((part for part in piece.iterancestors() if name(part) in ("article", "main")), None)
        for other in article.iter(name(piece)) if article is not None else ():
            if other is piece or other.get("class") != piece.get("class") or other not in self.order:
                continue
            if other in piece.iterancestors() or piece in other.iterancestors():
                continue
            units = [self.units[part] for part in other.iter() if part in self.units]
            said = sum(len(unit.words) for unit in units)
            prose = sum(len(unit.words) for unit in units if name(unit.element) == "p" and not unit.kept)
            headed = any(name(part) in ("h1", "article") for part in other.iter())
            if (
                prose >= _RUNNING
                and prose * 3 >= said * 2
                and sum(unit.linked for unit in units) * 5 < said
                and not headed
                and not any(chrome.is_chrome(part) for part in up_to(other, article))
            ):
                yield other

    def _without_chrome(self) -> None:
        """Words in an element that says it is the site's are no article, unless that element holds much of it."""
        total = sum(len(unit.words) for unit in self.units.values() if unit.kept)
        doubtful: dict[Element, Unit] = {}
        inside: dict[Element, list[Unit]] = {}
        for unit in self.units.values():
            if unit.kept:
                for around in up_to(unit.element, self.root):
                    inside.setdefault(around, []).append(unit)
        for around, units in inside.items():
            if sum(len(unit.words) for unit in units) <= _LITTLE * total and (
                chrome.is_chrome(around) or chrome.is_menu_of_page(around) or self.is_navigation(around)
            ):
                doubtful |= {unit.element: unit for unit in units}
        if sum(len(unit.words) for unit in doubtful.values()) <= _MOST_CHROME * total:
            for unit in doubtful.values():
                unit.kept = False

    def _without_orphans(self) -> int:
        """Headings over nothing but links that are no article (a table of contents) are none either; gives how many."""
        orphans = [unit for unit, after in pairwise(self.units.values()) if self._is_orphan(unit, after)]
        for unit in orphans:
            unit.kept = False
        return len(orphans)

    def _is_orphan(self, unit: Unit, after: Unit) -> bool:
        if not unit.kept or after.kept or name(unit.element) not in HEADINGS or after.linked * 2 <= len(after.words):
            return False
        over = set(unit.element.iterancestors())
        around = next(part for part in after.element.iterancestors() if part in over)
        if self.kept_words.get(around, 0) == len(unit.words):
            return True
        after_it = unit.element.getnext()
        return after_it is not None and name(after_it) == "nav" and after_it in after.element.iterancestors()

    def units_in(self, element: Element) -> list[Unit]:
        """The blocks an element is or holds, in order."""
        return [self.units[part] for part in element.iter() if part in self.units]

    def is_navigation(self, element: Element) -> bool:
        """Whether an element is a list of links."""
        if name(element) not in ("ul", "ol") or len(element) < 2:
            return False
        if not chrome.is_list_of_links(element):
            return False
        others = [part for part in element if not chrome.is_current(part)]
        units = [unit for item in others for unit in self.units_in(item)]
        return sum(unit.linked for unit in units) >= 0.9 * sum(len(unit.words) for unit in units)

    def _sums(self) -> tuple[dict[Element, int], dict[Element, int], dict[Element, int]]:
        kept: dict[Element, int] = {}
        every: dict[Element, int] = {}
        linked: dict[Element, int] = {}
        for element in reversed(self.order):
            unit = self.units.get(element)
            if unit:
                every[element] = every.get(element, 0) + len(unit.words)
                linked[element] = linked.get(element, 0) + unit.linked
                if unit.kept:
                    kept[element] = kept.get(element, 0) + len(unit.words)
            parent = element.getparent()
            if parent is not None and element is not self.root:
                for table in (kept, every, linked):
                    if element in table:
                        table[parent] = table.get(parent, 0) + table[element]
        return kept, every, linked

    def outermost(self) -> Element:
        """The innermost element that holds all that is kept."""
        element, total = self.root, self.kept_words.get(self.root, 0)
        while True:
            inner = next((part for part in element if total and self.kept_words.get(part, 0) == total), None)
            if inner is None or name(inner) in WHOLE or name(inner) in ("tbody", "tr"):
                return self._with_head(element)
            element = inner

    def kept_beside(self, element: Element) -> tuple[int, int]:
        """How many elements of its kind and class stand in the same element, first those that are mostly article."""
        around = element.getparent()
        key = (around, name(element), element.get("class") or "")
        if key not in self._rows:
            alike = [part for part in around if name(part) == key[1] and (part.get("class") or "") == key[2]]
            kept = sum(self.kept_words.get(part, 0) * 2 >= self.all_words.get(part, 0) > 0 for part in alike)
            self._rows[key] = (kept, len(alike))
        return self._rows[key]

    def said_before(self, element: Element) -> float:
        """The share of the article's words that stand before an element."""
        if self._said is None:
            kept = sorted((unit.order, len(unit.words)) for unit in self.units.values() if unit.kept)
            self._said = [order for order, _ in kept], list(accumulate((count for _, count in kept), initial=0))
        orders, sums = self._said
        return sums[bisect_left(orders, self.order[element])] / max(1, sums[-1])

    def is_between(self, element: Element) -> bool:
        """Whether an element stands between parts of the article."""
        return self.first < self.order[element] < self.last

    def is_in_head(self, element: Element) -> bool:
        """Whether an element stands between the title and the text."""
        return self.heading in self.order and self.order[self.heading] < self.order[element] < self.first

    def _with_head(self, element: Element) -> Element:
        """The element that holds the article and the pictures between its title and text, where there are some."""
        shown = [part for part in self.order if name(part) in PICTURES and self.is_in_head(part) and candidates(part)]
        shown = [part for part in shown if not any(_is_aside(around) for around in up_to(part, self.root))]
        if not shown:
            return element
        heading: Element = self.heading  # there is one, or no picture would stand after it
        around = {heading, *heading.iterancestors()}
        found = next((part for part in (element, *element.iterancestors()) if part in around), element)
        self.leading = {part for picture in shown for part in picture.iterancestors()} - {found, *found.iterancestors()}
        return found


def _is_aside(element: Element) -> bool:
    """Whether a picture inside an element is none of the article's: the site's, or somebody's portrait."""
    return chrome.is_chrome(element) or bool(PORTRAIT.search(element.get("class") or ""))


def _units(root: Element, order: dict[Element, int]) -> dict[Element, Unit]:
    """The blocks' own words, without those of the blocks inside them."""
    texts: dict[Element, list[str]] = {}
    linked: dict[Element, list[str]] = {}
    owners, links, silent = [root], 0, 0
    for action, part in walked(root):
        tag = name(part)
        if action == "start":
            silent += tag in SILENT
            links += tag == "a"
            owners.append(part if tag in BLOCKS else owners[-1])
            _take(part.text, owners[-1], texts, linked, links, silent)
        else:
            owners.pop()
            silent -= tag in SILENT
            links -= tag == "a"
            if part is not root:
                _take(part.tail, owners[-1], texts, linked, links, silent)
    return {
        element: Unit(element, order[element], found, len(tokens(" ".join(linked.get(element, ())))))
        for element, pieces in texts.items()
        if (found := tokens("".join(pieces)))
    }


def _take(
    text: str | None,
    owner: Element,
    texts: dict[Element, list[str]],
    linked: dict[Element, list[str]],
    links: int,
    silent: int,
) -> None:
    if text and not silent:
        texts.setdefault(owner, []).append(text)
        if links:
            linked.setdefault(owner, []).append(text)


def up_to(element: Element, root: Element) -> Iterator[Element]:
    """An element and those around it, below `root`."""
    yield element
    for around in element.iterancestors():
        if around is root:
            return
        yield around
