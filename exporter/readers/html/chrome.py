"""What is a site's and not an article's: elements that say so by name, role or class."""

from __future__ import annotations

import re

from exporter.readers.html.elements import Element, attribute, name
from exporter.readers.html.patterns import anywhere, pattern

_TAGS = frozenset(["nav", "footer", "menu", "form", "dialog", "select", "button", "search"])
_ROLES = frozenset(
    ["navigation", "search", "banner", "contentinfo", "menu", "menubar", "toolbar", "dialog", "alertdialog", "tablist"]
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def is_chrome(element: Element) -> bool:
    """Whether an element says that it is the site's: navigation, related stories, sharing, advertising, comments."""
    if name(element) in _TAGS or attribute(element, "role").lower() in _ROLES:
        return name(element) != "form" or len(element) < 40
    given = " ".join(value for key in ("class", "id") if (value := element.get(key)))
    if not given or name(element) in ("html", "body", "main", "article"):
        return False
    site, article = pattern("chrome", "parts"), anywhere("chrome", "but_not")
    return any(site.search(part) and not article.search(part) for part in _CAMEL.sub("-", given[:600]).split())


def is_list_of_links(element: Element) -> bool:
    """Whether every item of a list has a link to another page: navigation, where the links are nearly all it says."""
    items = [part for part in element if name(part) == "li"]
    links = [part for item in items for part in item.iterdescendants() if name(part) == "a"]
    return 0 < len(items) <= len(links) and not any(attribute(part, "href").startswith("#") for part in links)
