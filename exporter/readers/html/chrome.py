"""What is a site's and not an article's: elements that say so by name, role or class."""

from __future__ import annotations

import re
from itertools import islice

from exporter.readers.html.elements import HEADINGS, Element, attribute, classes, name, start, words
from exporter.readers.html.patterns import anywhere, pattern

_TAGS = frozenset(["nav", "footer", "menu", "form", "dialog", "select", "button", "search"])
_ROLES = frozenset(
    ["navigation", "search", "banner", "contentinfo", "menu", "menubar", "toolbar", "dialog", "alertdialog", "tablist"]
)
_FEWEST_PLACES, _LARGEST_MENU, _LONGEST_MENU = 4, 60, 600
_CURRENT = frozenset(["current", "active", "selected", "is-active", "is-current", "is-selected"])
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def is_chrome(element: Element) -> bool:
    """Whether an element says that it is the site's: navigation, related stories, sharing, advertising, comments."""
    if name(element) in _TAGS or attribute(element, "role").lower() in _ROLES:
        return name(element) != "form" or len(element) < 40
    if is_control(element):
        return True
    given = " ".join(value for key in ("class", "id") if (value := element.get(key)))
    if not given or name(element) in ("html", "body", "main", "article"):
        return False
    site, article = pattern("chrome", "parts"), anywhere("chrome", "but_not")
    return any(site.search(part) and not article.search(part) for part in _CAMEL.sub("-", given[:600]).split())


def is_control(element: Element) -> bool:
    """Whether an element says that it plays a recording, or tells its length."""
    given = element.get("class")
    return bool(given) and bool(pattern("chrome", "controls").search(_CAMEL.sub("-", given[:300])))


def is_menu_of_page(element: Element) -> bool:
    """Whether an element is made of bare links to places of the page itself; a list of them can be a table of contents."""
    inside = list(islice(element.iterdescendants(), _LARGEST_MENU + 1))
    links = [part for part in inside if name(part) == "a" and attribute(part, "href")]
    if (
        len(inside) > _LARGEST_MENU
        or any(name(part) in ("li", "p", "td", "dd", *HEADINGS) for part in inside)
        or len(links) < _FEWEST_PLACES
        or not all(attribute(part, "href").startswith("#") for part in links)
    ):
        return False
    linked = sum(len(words(part).split()) for part in links)
    return linked * 5 >= len(start(element, _LONGEST_MENU).split()) * 4


def is_tabs(element: Element) -> bool:
    """Whether an element is a menu that marks the page one is on."""
    return name(element) in ("ul", "ol") and any(map(is_current, element)) and is_list_of_links(element)


def is_list_of_links(element: Element) -> bool:
    """Whether every item of a list has a link to another page: navigation, where the links are nearly all it says."""
    items = [part for part in element if name(part) == "li" and not is_current(part)]
    links = [part for item in items for part in item.iterdescendants() if name(part) == "a"]
    return 0 < len(items) <= len(links) and not any(attribute(part, "href").startswith("#") for part in links)


def is_current(item: Element) -> bool:
    """Whether an item of a menu is the page one is on, which is no link."""
    marked = attribute(item, "aria-current") or attribute(item, "aria-selected") == "true"
    return bool(marked) or bool(_CURRENT.intersection(classes(item)))
