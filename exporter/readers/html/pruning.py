"""Takes out of a page's tree what is not its article, and puts back what the library left out although it belongs there."""

from __future__ import annotations

from msgspec import Struct

from exporter.readers.html import chrome
from exporter.readers.html.elements import BLOCKS, HEADINGS, MEDIA, PICTURES, Element, is_hidden, name, remove, walked
from exporter.readers.html.loose import is_in_chrome, runs
from exporter.readers.html.prose import is_heading
from exporter.readers.html.region import SILENT, WHOLE, Page
from exporter.readers.html.rescue import is_picture, is_rescued

_LONGEST_HEAD = 120


class Dropped(Struct, frozen=True):
    """What was taken out: its first words, and whether it stood inside the article and is no known chrome."""

    words: str
    inside: bool
    line: int


class Region(Struct):
    """The article's part of the page, pruned, and what was taken out of it."""

    element: Element
    dropped: list[Dropped]


def pruned(page: Page) -> Region:
    """The article's part of the page; the tree is changed."""
    region = page.outermost()
    out = Region(region, [])
    stack = [region]
    while stack:
        element = stack.pop()
        unit = page.units.get(element)
        if unit and not unit.kept and (element is region or name(element) not in WHOLE):
            out.dropped += _without_words(element, page)
        for child in list(element):
            if name(child) and not _is_inline(child, page) and _is_opened(child, page, out):
                stack.append(child)
    return out


def _is_opened(child: Element, page: Page, out: Region) -> bool:
    """Whether parts of an element are to be judged one by one; one that is no article is taken out."""
    if page.kept_words.get(child, 0) or child in page.always:
        return not _is_one(child, page)
    if child in page.leading and name(child) != "figure" and not is_picture(child, page):
        return True
    if not (is_rescued(child, page, out.element) or _is_headed(child, page, out)):
        _drop(child, page, out)
    return False


def _drop(child: Element, page: Page, out: Region) -> None:
    if name(child) not in SILENT and (shown := _said(child)):
        known = is_in_chrome(child, page.root) or is_hidden(child) or _is_menu(child, page)
        out.dropped.append(Dropped(shown, page.is_between(child) and not known, child.sourceline or 0))
    remove(child)


def _said(element: Element) -> str:
    """The words of an element, those of different blocks apart."""
    out: list[str] = []
    silent = 0
    for action, part in walked(element):
        apart = " " * (name(part) in BLOCKS)
        if action == "start":
            silent += name(part) in SILENT
            out.append(f"{apart}{part.text or ''}" if not silent else "")
        else:
            silent -= name(part) in SILENT
            out.append(f"{apart}{part.tail or ''}" if not silent and part is not element else "")
    return " ".join("".join(out).split())


def _is_menu(child: Element, page: Page) -> bool:
    return chrome.is_menu_of_page(child) or any(map(page.is_navigation, (child, *child)))


def _is_headed(child: Element, page: Page, out: Region) -> bool:
    """Whether an element between parts of the article is a heading with a menu of the page beside it; the menu goes."""
    if not page.is_between(child) or not 0 < page.all_words.get(child, 0) <= _LONGEST_HEAD:
        return False
    menus = [part for part in child.iterdescendants() if chrome.is_menu_of_page(part)]
    if not menus or not is_heading(child, page, frozenset(menus)):
        return False
    for menu in menus:
        if menu.getparent() is not None:
            _drop(menu, page, out)
    return True


def _is_inline(child: Element, page: Page) -> bool:
    """Whether an element is part of a line of its block, whose words are kept or taken out with it."""
    if name(child) in BLOCKS or name(child) in PICTURES or name(child) in MEDIA or page.all_words.get(child, 0):
        return False
    return name(child) not in SILENT and not any(
        name(p) in BLOCKS or name(p) in PICTURES for p in child.iterdescendants()
    )


def _without_words(element: Element, page: Page) -> list[Dropped]:
    """Takes out the words that stand in an element beside its blocks, a run of them at a time; sentences stay."""
    out = []
    for run in runs(element, page):
        told = " ".join("".join(run.pieces()).split())
        if told and not run.is_text(told, page):
            out.append(Dropped(told, page.is_between(run.where) and not is_in_chrome(element, page.root), run.line))
            run.take_out()
    return out


def _is_one(element: Element, page: Page) -> bool:
    """Whether an element is kept as it is, because most of it is article or it makes sense only whole."""
    if element in page.always:
        return True
    kept, every = page.kept_words.get(element, 0), page.all_words.get(element, 1)
    if name(element) in ("p", "pre", "math", *HEADINGS):
        return True
    if name(element) in ("ul", "ol", "dl", "table"):
        return kept * 2 >= every or (page.linked_words.get(element, 0) * 3 < every and kept * 5 >= every)
    return name(element) in WHOLE and kept * 2 >= every
