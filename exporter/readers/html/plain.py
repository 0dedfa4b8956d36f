"""Pages that are an article and hardly anything else: of these nothing is cut that does not say that it is the site's.

An extraction library looks for the part of a page that is unlike the rest. Where there is no rest (a short notice, a page that
a program made of a document) it takes short sections and their headings for the rest.
"""

from __future__ import annotations

from collections.abc import Iterable

from exporter.readers.html import chrome
from exporter.readers.html.elements import HEADINGS, Element, attribute, name
from exporter.readers.html.region import Page, Unit

_SHORT = 250
"""Words of a page that is too short to tell an article from what is around it."""
_FEW_LINKS, _MOST = 5, 2


def settled(page: Page) -> bool:
    """Keeps all that does not say it is the site's, where a page is short or is a document without a site around it."""
    inside = _marked(page)
    marked = {element for element in page.units if element in inside}
    if any(page.units[element].kept for element in marked):
        return False  # what is around the article has a name that tells nothing
    own = [unit for unit in page.units.values() if unit.element not in marked]
    if _said(own) <= _SHORT:
        more = [unit for unit in own if not _is_before(unit, page)]
    elif not marked and _is_document(own):
        more = [unit for unit in own if unit.linked * 2 <= len(unit.words)]
    else:
        return False
    for unit in more:
        unit.kept = unit.kept or not _is_elsewhere(unit)
    page.summed()
    return True


def _marked(page: Page) -> set[Element]:
    """The elements that say they are the site's, and all inside them."""
    out: set[Element] = set()
    for element in page.order:  # the outer ones first
        if element is not page.root and name(element) and (element.getparent() in out or _says(element)):
            out.add(element)
    return out


def _says(element: Element) -> bool:
    return chrome.is_chrome(element) or chrome.is_tabs(element) or chrome.is_menu_of_page(element) or _is_head(element)


def _is_elsewhere(unit: Unit) -> bool:
    """Whether a block is beside the article, or leads as a whole to another one."""
    return any(name(part) in ("aside", "a") for part in (unit.element, *unit.element.iterancestors()))


def _is_head(part: Element) -> bool:
    """Whether an element is the head of a site: it holds no title, and stands in no article."""
    if name(part) != "header" and attribute(part, "role").lower() != "banner":
        return False
    if any(name(around) in ("article", "main") for around in part.iterancestors()):
        return False
    return not any(name(inner) in HEADINGS for inner in part.iterdescendants())


def _is_document(units: list[Unit]) -> bool:
    """Whether most of what a page says was found to be its article, and little of it is links."""
    said = _said(units)
    kept = _said(unit for unit in units if unit.kept)
    return sum(unit.linked for unit in units) * _FEW_LINKS <= said <= kept * _MOST


def _is_before(unit: Unit, page: Page) -> bool:
    """Whether links stand before the title: the way to this page."""
    return page.heading in page.order and unit.order < page.order[page.heading] and unit.linked * 2 > len(unit.words)


def _said(units: Iterable[Unit]) -> int:
    return sum(len(unit.words) for unit in units)
