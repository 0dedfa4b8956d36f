"""Whether words read as text: sentences, and lines that announce what follows."""

from __future__ import annotations

import re

from exporter.readers.html import chrome
from exporter.readers.html.elements import BLOCKS, HEADINGS, Element, classes, name, words
from exporter.readers.html.patterns import pattern
from exporter.readers.html.region import PORTRAIT, Page
from exporter.readers.text.words import is_chrome as is_chrome_line

_MOST_ALIKE = 6
_LONGEST_LINE = 30
_FEWEST_SAID, _MOST_SAID = 8, 120
_PROSE, _MOST_PARTS = 25, 12
_ANNOUNCED, _MOST_ANNOUNCED = frozenset(["ul", "ol", "dl", "table", "pre", "blockquote"]), 400
_LONGEST_HEADING, _LONGEST_LABEL = 20, 12
_END = re.compile(r"[.!?…。！？।؟።]['\"”’»›)\]」』*]*\s*$")
_ANNOUNCES = re.compile(r"[:：]['\"”’»)]*\s*$")


def ends_sentence(said: str) -> bool:
    """Whether words end as a sentence does."""
    return bool(_END.search(said))


def announces(said: str) -> bool:
    """Whether words say that something follows them."""
    return bool(_ANNOUNCES.search(said))


def is_verdict(child: Element, page: Page) -> bool:
    """Whether an element is a box of a few plain sentences under a heading of its own."""
    inside = [
        part for part in child.iterdescendants() if name(part) in ("p", *HEADINGS) and page.all_words.get(part, 0)
    ]
    if len(inside) < 2 or name(inside[0]) not in HEADINGS or any(name(part) != "p" for part in inside[1:]):
        return False
    said = sum(page.all_words.get(part, 0) for part in inside)
    prose = sum(page.all_words.get(part, 0) for part in inside[1:])
    return (
        said == page.all_words.get(child, 0)
        and not page.linked_words.get(child, 0)
        and _FEWEST_SAID <= prose <= _MOST_SAID
        and not PORTRAIT.search(f"{child.get('class') or ''} {child.get('id') or ''}")
        and not any(name(part) in ("input", "form", "button", "time") for part in child.iterdescendants())
    )


def is_announced(child: Element, page: Page) -> bool:
    """Whether a line of the article right before an element announces it: a list of accounts, sources, the list in a point."""
    if are_references(child, page) and _is_after_loose_label(child):
        return True
    if name(child) not in _ANNOUNCED or page.all_words.get(child, 0) > _MOST_ANNOUNCED:
        return False
    before = _worded(child, page, back=True)
    if before is None:
        return _is_inside_point(child, page)
    return bool(page.kept_words.get(before, 0)) and name(before) not in HEADINGS and announces(words(before))


def are_references(child: Element, page: Page) -> bool:
    """Whether an element holds whole sentences or references, each in a block of its own, with links or without."""
    inside = page.units_in(child)
    return len(inside) > 1 and all(
        len(unit.words) >= _FEWEST_SAID
        and name(unit.element) in ("li", "p", "div")
        and ends_sentence(words(unit.element))
        for unit in inside
    )


def _is_after_loose_label(child: Element) -> bool:
    """Whether words that stand beside blocks announce an element."""
    before = child.getprevious()
    if before is None or name(before) in BLOCKS:
        return False
    return announces(words(before) + (before.tail or ""))


def _is_inside_point(child: Element, page: Page) -> bool:
    """Whether a list stands in a point of another list, whose own words are article."""
    around = child.getparent()
    unit = page.units.get(around) if name(around) == "li" else None
    return unit is not None and unit.kept and unit.linked * 2 <= len(unit.words)


def is_said(child: Element, page: Page) -> bool:
    """Whether an element is one sentence whose beginning and end are no link, or prose between parts of the article."""
    inside = page.units_in(child)
    if len(inside) != 1 or name(inside[0].element) not in ("p", "div"):
        return False
    said = words(inside[0].element)
    if not ends_sentence(said) or is_chrome_line(said):
        return False
    unit = inside[0]
    if unit.linked:
        return _is_around_links(unit.element, said)
    return len(unit.words) >= (_FEWEST_SAID if _is_after_heading(child, page) else _PROSE)


def _is_after_heading(child: Element, page: Page) -> bool:
    before = _worded(child, page, back=True)
    return before is not None and name(before) in HEADINGS


def is_passage(child: Element, page: Page) -> bool:
    """Whether an element is prose under a label or heading of its own, and nothing else."""
    inside = page.units_in(child)
    if not 2 <= len(inside) <= _MOST_PARTS or any(unit.linked for unit in inside):
        return False
    first, rest = inside[0], inside[1:]
    headed = name(first.element) in HEADINGS or announces(words(first.element))
    return headed and all(
        name(unit.element) in ("p", "div") and len(unit.words) >= _PROSE and ends_sentence(words(unit.element))
        for unit in rest
    )


def _is_around_links(element: Element, said: str) -> bool:
    """Whether words stand before the first link, and the sentence ends after the last one."""
    links = [shown for part in element.iter("a") if (shown := words(part))]
    return (
        bool(links)
        and not said.startswith(links[0])
        and not said.endswith(links[-1])
        and not announces(said.partition(links[0])[0])
    )


def is_line_of_links(child: Element, page: Page) -> bool:
    """Whether a paragraph like the article's beside it is made of links ("Alpha, Beta: Gamma"); a teaser is only one."""
    links = [part for part in child.iterdescendants() if name(part) == "a"]
    return len(links) > 1 and all((link.tail or "").strip() for link in links[:-1]) and is_like_one(child, page)


def is_like_one(child: Element, page: Page) -> bool:
    """Whether a paragraph looks as one of the article on one side does, with nothing or article on the other."""
    sides = [_neighbour(child, page, back) for back in (True, False)]
    if name(child) != "p" or not any(
        side is not None and name(side) == "p" and classes(side) == classes(child) for side in sides
    ):
        return False
    return all(
        side is not None or _worded(child, page, back=back) is None
        for side, back in zip(sides, (True, False), strict=True)
    )


def is_line(child: Element, page: Page) -> bool:
    """Whether an element is a line of words without a link, right between two paragraphs: a heading that does not say so."""
    unit = page.units.get(child)
    if unit is None or unit.linked or not 2 <= len(unit.words) <= _LONGEST_LINE or is_chrome_line(words(child)):
        return False
    if any(name(part) in BLOCKS for part in child.iterdescendants()):
        return False
    sides = (_worded(child, page, back=True), _worded(child, page, back=False))
    return all(side is not None and name(side) == "p" and page.kept_words.get(side, 0) for side in sides)


def _worded(child: Element, page: Page, *, back: bool) -> Element | None:
    """The next sibling that has words."""
    return next((side for side in child.itersiblings(preceding=back) if page.all_words.get(side, 0)), None)


def is_label(child: Element, page: Page) -> bool:
    """Whether an element is a short line that ends with a colon, right before something of the article."""
    after = _worded(child, page, back=False)
    if after is None or not _reads_as_label(child, page):
        return False
    return _is_followed(after, page) or (_is_short(after, page) and not chrome.is_chrome(after))


def is_labelled(child: Element, page: Page) -> bool:
    """Whether an element is a short line without links under a short line that ends with a colon ("Sponsor:")."""
    before = _worded(child, page, back=True)
    return _is_short(child, page) and before is not None and _reads_as_label(before, page)


def _reads_as_label(element: Element, page: Page) -> bool:
    return (
        _is_short(element, page)
        and page.all_words[element] <= _LONGEST_LABEL
        and announces(shown := words(element))
        and not is_chrome_line(shown)
    )


def _is_short(element: Element, page: Page) -> bool:
    """Whether an element is a line of a few words of its own, none of them a link."""
    unit = page.units.get(element)
    return (
        unit is not None
        and not unit.linked
        and name(element) in ("p", "div")
        and len(unit.words) == page.all_words.get(element, 0) <= _LONGEST_LINE
    )


def is_heading(child: Element, page: Page, besides: frozenset[Element] = frozenset()) -> bool:
    """Whether an element holds a heading of the article and nothing else. besides: what in it is not looked at."""
    if not besides and page.all_words.get(child, 0) > _LONGEST_HEADING:
        return False
    inside = [
        unit for unit in page.units_in(child) if besides.isdisjoint((unit.element, *unit.element.iterancestors()))
    ]
    if len(inside) != 1 or inside[0].linked or len(inside[0].words) > _LONGEST_HEADING:
        return False
    shown = inside[0].element
    says = name(shown) in HEADINGS or bool(pattern("classes", "heading").search(shown.get("class") or ""))
    return says and not is_chrome_line(words(shown)) and leads(child, page)


def leads(child: Element, page: Page) -> bool:
    """Whether article follows a heading, in the same element or after it."""
    part = child
    while part is not None and part is not page.root:
        after = _worded(part, page, back=False)
        if after is not None:
            return _is_followed(after, page)
        part = part.getparent()
    return False


def _is_followed(after: Element, page: Page) -> bool:
    """Whether the article goes on with an element."""
    return bool(page.kept_words.get(after, 0)) or is_said(after, page) or is_announced(after, page)


def is_like_neighbours(child: Element, page: Page) -> bool:
    """Whether an element looks as its neighbours on both sides do, which are article."""
    sides = [_neighbour(child, page, back) for back in (True, False)]
    if any(side is None for side in sides):
        return False
    return any(name(side) == name(child) and classes(side) == classes(child) for side in sides) or (
        name(child) in ("ul", "ol", "dl", "p") and not child.get("class")
    )


def _neighbour(child: Element, page: Page, back: bool) -> Element | None:
    """The next sibling with words that is article, beyond a few that look like `child`; None where another one is next."""
    passed = 0
    for beside in child.itersiblings(preceding=back):
        if page.kept_words.get(beside, 0):
            return beside
        if not page.all_words.get(beside, 0) or name(beside) in ("figure", "aside", "div"):
            continue
        passed += 1
        if passed > _MOST_ALIKE or name(beside) != name(child) or classes(beside) != classes(child):
            return None
    return None
