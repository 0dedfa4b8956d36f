"""Whether elements are points of an article: few, short, and neither links, facts about a thing nor words lifted out of it."""

from __future__ import annotations

import re

from exporter.readers.html.elements import Element, attribute, kind, name, pieces, start
from exporter.readers.html.region import Page
from exporter.readers.html.shingles import joined, tokens

_MOST_POINTS, LONGEST_POINT, LONGEST_BOX = 14, 110, 500
_FACT = re.compile(r"[^:：.!?]{2,30}[:：]\s*[^:：]{1,40}")
_FACT_WORDS = 7
_FEWEST_FACTS, _LONGEST_FACT = 3, 14
_SURELY_SAME = 40


def are_points(points: list[Element], own_page: bool) -> bool:
    """Whether elements are points of an article: few, short, and no list of links.

    own_page: links to places on the page itself are no reason against it (a live blog's key events).
    """
    if not 1 <= len(points) <= _MOST_POINTS:
        return False
    sizes = [len(tokens(start(part, 3000))) for part in points]
    if len(points) == 1 and sizes[0] < 6:
        return False
    if max(sizes) > LONGEST_POINT + 60 * (len(points) == 1) or sum(sizes) > LONGEST_BOX or sum(sizes) < 2 * len(points):
        return False
    linked = sum(len(tokens(start(a, 900))) for part in points for a in _links(part, own_page))
    if linked * 10 >= sum(sizes) * 7 or are_facts([start(part, 90) for part in points]):
        return False
    return not any(
        name(inner) in ("input", "select", "form", "table") or kind(inner) == "toc"
        for part in points
        for inner in part.iterdescendants()
    )


def _links(part: Element, own_page: bool) -> list[Element]:
    links = [inner for inner in part.iter() if name(inner) == "a"]
    return [a for a in links if not (own_page and attribute(a, "href").startswith("#"))]


def are_facts(lines: list[str]) -> bool:
    """Whether most lines are facts about a thing and no sentences: a name, a colon and a word or two ("Serves: 4")."""
    facts = sum(bool(_FACT.fullmatch(line)) and len(tokens(line)) <= _FACT_WORDS for line in lines)
    return len(lines) > 1 and facts * 2 > len(lines)


def holds_facts(element: Element) -> bool:
    """Whether prose is facts in lines: each begins with its name in bold and says a word or two ("**When** 4 May, 7 pm")."""
    names = [part for part in element.iter() if name(part) in ("strong", "b", "dt", "th")]
    breaks = sum(1 for part in element.iter() if name(part) in ("br", "p", "dt", "tr"))
    said = len(tokens(start(element, 2000)))
    return len(names) >= _FEWEST_FACTS and breaks >= len(names) - 1 and said <= _LONGEST_FACT * len(names)


def is_lifted(point: Element, page: Page | None, around: Element) -> bool:
    """Whether the only point of a box stands in the text too: then it is a sentence lifted out of it."""
    said = joined(tokens("".join(pieces(point))))
    if page is None or len(said) < _SURELY_SAME:
        return False
    inside = set(around.iter())
    return any(
        unit.kept and unit.element not in inside and f" {said} " in f" {joined(unit.words)} "
        for unit in page.units.values()
    )
