"""Where on a page its article is: the library's text, found again in the page's own tree, with what the library lost put back.

trafilatura gives the words of an article, but drops the elements they stood in: figures, spans of tables, notes, formulas.
So it is only asked *which* words are the article. Every block of the page whose words are among them is kept, where it
stands and as it is; what stands between kept blocks is kept too where it is no chrome (a figure, a table, program text, a
paragraph like its neighbours), and everything else is taken out of the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from exporter.readers.html import chrome
from exporter.readers.html.elements import (
    BLOCKS,
    HEADINGS,
    MEDIA,
    PICTURES,
    Element,
    classes,
    is_hidden,
    name,
    remove,
    walked,
    words,
)
from exporter.readers.html.figures import is_caption
from exporter.readers.html.maths import is_formula
from exporter.readers.html.media import is_content
from exporter.readers.html.pictures import candidates
from exporter.readers.html.shingles import Shingles, tokens

_WHOLE = frozenset(["ul", "ol", "dl", "table", "pre", "blockquote", "figure", "details", "math", "p", *HEADINGS])
"""Elements that are kept or dropped as one where most of them is article."""
_SILENT = frozenset(
    ["script", "style", "template", "noscript", "svg", "button", "select", "textarea", "title", "head", "rt", "rp", ""]
)
_LONGEST_CAPTION = 120
_SURE = 8
_NEARLY_ALL, _LITTLE, _MOST_CHROME = 0.8, 0.3, 0.6
_PORTRAIT = re.compile(r"author|byline|avatar|profile|portrait|contributor|reporter|gravatar|headshot", re.IGNORECASE)


class Unit(Struct):
    """A block's own words: `order` is its place on the page."""

    element: Element
    order: int
    words: list[str]
    linked: int = 0
    kept: bool = False


class Dropped(Struct, frozen=True):
    """What was taken out: its first words, and whether it stood inside the article and is no known chrome."""

    words: str
    inside: bool
    line: int


class Region(Struct):
    """The article's part of the page, pruned, and what was taken out of it."""

    element: Element
    dropped: list[Dropped]


class Page:
    """A page's blocks with what is known of each."""

    def __init__(self, root: Element, wanted: Shingles, told: Shingles | None = None, heading: Element | None = None) -> None:
        self.root = root
        self.heading = heading
        self.leading: set[Element] = set()
        self.always: set[Element] = set()
        self.order = {element: number for number, element in enumerate(root.iter())}
        self.units = _units(root, self.order)
        for unit in self.units.values():
            unit.kept = wanted.hold(unit.words)
        if told is not None:
            self._cut_at(told)
        self._without_chrome()
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

    def _without_chrome(self) -> None:
        """Words in an element that says it is the site's are no article, unless that element holds much of it."""
        total = sum(len(unit.words) for unit in self.units.values() if unit.kept)
        doubtful: dict[Element, Unit] = {}
        inside: dict[Element, list[Unit]] = {}
        for unit in self.units.values():
            if unit.kept:
                for around in _up_to(unit.element, self.root):
                    inside.setdefault(around, []).append(unit)
        for around, units in inside.items():
            if sum(len(unit.words) for unit in units) <= _LITTLE * total and (
                chrome.is_chrome(around) or self._is_navigation(around)
            ):
                doubtful |= {unit.element: unit for unit in units}
        if sum(len(unit.words) for unit in doubtful.values()) <= _MOST_CHROME * total:
            for unit in doubtful.values():
                unit.kept = False

    def _is_navigation(self, element: Element) -> bool:
        """Whether an element is a list of links."""
        if name(element) not in ("ul", "ol") or len(element) < 2:
            return False
        units = [self.units[part] for part in element.iter() if part in self.units]
        return sum(unit.linked for unit in units) >= 0.9 * sum(
            len(unit.words) for unit in units
        ) and chrome.is_list_of_links(element)

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
            if inner is None or name(inner) in _WHOLE or name(inner) in ("tbody", "tr"):
                return self._with_head(element)
            element = inner

    def is_between(self, element: Element) -> bool:
        """Whether an element stands between parts of the article."""
        return self.first < self.order[element] < self.last

    def is_in_head(self, element: Element) -> bool:
        """Whether an element stands between the title and the text."""
        return self.heading in self.order and self.order[self.heading] < self.order[element] < self.first

    def _with_head(self, element: Element) -> Element:
        """The element that holds the article and the pictures between its title and text, where there are some."""
        shown = [part for part in self.order if name(part) in PICTURES and self.is_in_head(part) and candidates(part)]
        shown = [part for part in shown if not any(_is_aside(around) for around in _up_to(part, self.root))]
        if not shown:
            return element
        around = {self.heading, *self.heading.iterancestors()}
        found = next((part for part in (element, *element.iterancestors()) if part in around), element)
        self.leading = {part for picture in shown for part in picture.iterancestors()} - {found, *found.iterancestors()}
        return found


def _is_aside(element: Element) -> bool:
    """Whether a picture inside an element is none of the article's: the site's, or somebody's portrait."""
    return chrome.is_chrome(element) or bool(_PORTRAIT.search(element.get("class") or ""))


def _units(root: Element, order: dict[Element, int]) -> dict[Element, Unit]:
    """The blocks' own words, without those of the blocks inside them."""
    texts: dict[Element, list[str]] = {}
    linked: dict[Element, list[str]] = {}
    owners, links, silent = [root], 0, 0
    for action, part in walked(root):
        tag = name(part)
        if action == "start":
            silent += tag in _SILENT
            links += tag == "a"
            owners.append(part if tag in BLOCKS else owners[-1])
            _take(part.text, owners[-1], texts, linked, links, silent)
        else:
            owners.pop()
            silent -= tag in _SILENT
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


def pruned(page: Page) -> Region:
    """The article's part of the page; the tree is changed."""
    region = page.outermost()
    dropped: list[Dropped] = []
    stack = [region]
    while stack:
        element = stack.pop()
        unit = page.units.get(element)
        if unit and not unit.kept and element is not region and name(element) not in _WHOLE:
            dropped.append(_without_words(element, page))
        elif unit and not unit.kept and element is region:
            _without_words(element, page)
        for child in list(element):
            if not name(child) or _is_inline(child, page):
                continue
            if page.kept_words.get(child, 0) or child in page.always:
                if not _is_one(child, page):
                    stack.append(child)
            elif child in page.leading and name(child) != "figure" and not _is_picture(child, page):
                stack.append(child)
            elif not _is_rescued(child, page, region):
                if shown := words(child):
                    inside = page.is_between(child) and not _is_chrome(child, page) and not is_hidden(child)
                    dropped.append(Dropped(shown, inside, child.sourceline or 0))
                remove(child)
    return Region(region, dropped)


def _is_inline(child: Element, page: Page) -> bool:
    """Whether an element is part of a line of its block, whose words are kept or taken out with it."""
    if name(child) in BLOCKS or name(child) in PICTURES or name(child) in MEDIA or page.all_words.get(child, 0):
        return False
    return name(child) not in _SILENT and not any(
        name(p) in BLOCKS or name(p) in PICTURES for p in child.iterdescendants()
    )


def _without_words(element: Element, page: Page) -> Dropped:
    """Takes out the words that stand in an element beside its blocks."""
    shown: list[str] = [element.text or ""]
    element.text = None
    for child in list(element):
        shown.append(child.tail or "")
        child.tail = None
        if name(child) and name(child) not in BLOCKS and not page.kept_words.get(child, 0) and not _shows(child):
            shown.append(words(child))
            element.remove(child)
    told = " ".join("".join(shown).split())
    return Dropped(told, False, element.sourceline or 0)


def _shows(element: Element) -> bool:
    return (
        is_formula(element)
        or name(element) in PICTURES
        or name(element) in MEDIA
        or any(name(p) in PICTURES or name(p) in MEDIA for p in element.iterdescendants())
    )


def _is_one(element: Element, page: Page) -> bool:
    """Whether an element is kept as it is, because most of it is article or it makes sense only whole."""
    if element in page.always:
        return True
    kept, every = page.kept_words.get(element, 0), page.all_words.get(element, 1)
    if name(element) in ("p", "pre", "math", *HEADINGS):
        return True
    if name(element) in ("ul", "ol", "dl", "table"):
        return kept * 2 >= every or (page.linked_words.get(element, 0) * 3 < every and kept * 5 >= every)
    return name(element) in _WHOLE and kept * 2 >= every


def _is_chrome(element: Element, page: Page) -> bool:
    return any(chrome.is_chrome(part) for part in _up_to(element, page.root))


def _up_to(element: Element, root: Element) -> Iterator[Element]:
    yield element
    for around in element.iterancestors():
        if around is root:
            return
        yield around


def _is_rescued(child: Element, page: Page, region: Element) -> bool:
    """Whether something the library left out belongs to the article all the same."""
    tag = name(child)
    if tag in _SILENT and tag != "noscript" and not (tag == "script" and "math" in (child.get("type") or "")):
        return False
    if not page.is_between(child) and not _is_beside(child, page) and not (page.is_in_head(child) and tag in ("figure", "div", "picture", "img")):
        return False
    shows = _is_picture(child, page) or _is_gallery(child, page)
    own = child.getparent() if shows and (tag == "figure" or _is_gallery(child, page)) else child
    if own is not region and any(chrome.is_chrome(part) for part in _up_to(own, region)):
        return False
    if is_caption(child) and _follows_picture(child):
        return True
    if page.is_in_head(child):
        return shows
    if tag in ("hr", "math", "br", "wbr") or tag == "script":
        return True
    if shows or _is_medium(child):
        return True
    every, linked = page.all_words.get(child, 0), page.linked_words.get(child, 0)
    if not every or linked * 2 > every:
        return False
    if tag in ("pre", "blockquote", "mjx-container", "figure"):
        return True
    if tag == "table":
        return len(list(child.iter("tr"))) > 1
    if tag in HEADINGS:
        return _leads(child, page)
    return _is_like_neighbours(child, page)


def _is_gallery(child: Element, page: Page) -> bool:
    """Whether an element shows figures and says nothing else."""
    figures = [part for part in child.iterdescendants() if name(part) == "figure"]
    inside = sum(page.all_words.get(part, 0) for part in figures if not any(name(p) == "figure" for p in part.iterancestors()))
    return len(figures) > 1 and inside * 10 >= page.all_words.get(child, 0) * 9 and page.linked_words.get(child, 0) * 2 <= inside


def _follows_picture(child: Element) -> bool:
    """Whether an element stands directly after a picture."""
    before = child.getprevious()
    return before is not None and (name(before) in PICTURES or any(name(part) in PICTURES for part in before.iterdescendants()))


def _is_beside(child: Element, page: Page) -> bool:
    """Whether an element directly follows or goes before the article among its siblings (a last picture, a first one)."""
    if name(child) == "figure" and any(page.kept_words.get(part, 0) and name(part) == "p" for part in child.itersiblings(preceding=True)):
        return True
    for beside in (child.getprevious(), child.getnext()):
        if (
            beside is not None
            and page.kept_words.get(beside, 0)
            and name(child) in ("figure", "table", "pre", "div", "p", "picture", "img")
        ):
            return _shows(child) or name(child) in ("table", "pre")
    return False


def _is_picture(child: Element, page: Page) -> bool:
    """Whether an element shows a picture with at most a caption, and is no teaser of another article."""
    if not any(name(part) in PICTURES and candidates(part) for part in child.iter()):
        return False
    if page.all_words.get(child, 0) > _LONGEST_CAPTION or _PORTRAIT.search(
        f"{child.get('class') or ''} {child.get('id') or ''}"
    ):
        return False
    return name(child) == "figure" or (
        not any(name(part) in HEADINGS for part in child.iterdescendants()) and not _is_teaser(child, page)
    )


def _is_teaser(child: Element, page: Page) -> bool:
    every, linked = page.all_words.get(child, 0), page.linked_words.get(child, 0)
    return linked > 2 and linked * 2 > every and not any(is_caption(part) for part in child.iterdescendants())


def _is_medium(child: Element) -> bool:
    return (
        any(name(part) in MEDIA and is_content(part) for part in (child, *child.iterdescendants()))
        and len(tokens(words(child))) < 60
    )


def _leads(child: Element, page: Page) -> bool:
    """Whether article follows a heading."""
    after = child.getnext()
    while after is not None and not page.all_words.get(after, 0):
        after = after.getnext()
    return after is not None and bool(page.kept_words.get(after, 0))


def _is_like_neighbours(child: Element, page: Page) -> bool:
    """Whether an element looks as its neighbours on both sides do, which are article."""
    sides = [_neighbour(child, page, back) for back in (True, False)]
    if any(side is None for side in sides):
        return False
    return any(name(side) == name(child) and classes(side) == classes(child) for side in sides) or (
        name(child) in ("ul", "ol", "dl", "p") and not child.get("class")
    )


def _neighbour(child: Element, page: Page, back: bool) -> Element | None:
    """The next sibling with words that is article; None where the next one is not."""
    for beside in child.itersiblings(preceding=back):
        if page.kept_words.get(beside, 0):
            return beside
        if page.all_words.get(beside, 0) and name(beside) not in ("figure", "aside", "div"):
            return None
    return None
