"""What a library left out of an article although it belongs there: by its place, and by what it is."""

from __future__ import annotations

from exporter.readers.html import chrome
from exporter.readers.html.elements import HEADINGS, MEDIA, PICTURES, Element, name, remove, words
from exporter.readers.html.figures import is_caption
from exporter.readers.html.loose import is_in_chrome, shows
from exporter.readers.html.maths import is_formula
from exporter.readers.html.media import is_content
from exporter.readers.html.pictures import candidates
from exporter.readers.html.prose import (
    is_announced,
    is_heading,
    is_label,
    is_labelled,
    is_like_neighbours,
    is_like_one,
    is_line,
    is_line_of_links,
    is_passage,
    is_said,
    is_verdict,
    leads,
)
from exporter.readers.html.region import PORTRAIT, SILENT, Page
from exporter.readers.html.shingles import tokens

_LONGEST_CAPTION = 120
_SEVERAL = 3
_FEWEST_SAID = 8
_SHOWING = frozenset(["figure", "div", "picture", "img"])


def is_rescued(child: Element, page: Page, region: Element) -> bool:
    """Whether something the library left out belongs to the article all the same: by its place, and by what it is."""
    if name(child) in SILENT and name(child) != "noscript" and not is_formula(child):
        return False
    in_head = page.is_in_head(child) and (name(child) in _SHOWING or is_caption(child))
    if not (page.is_between(child) or in_head or _is_beside(child, page)):
        return False
    gallery = _is_gallery(child, page)
    shows = gallery or is_picture(child, page)
    # A figure's own class says what it can do ("shareable"); what is around it says whether it is the article's.
    own = child.getparent() if shows and (gallery or name(child) == "figure") else child
    if _is_one_of_many(child, page):
        return True
    if own is not region and is_in_chrome(own, _settled_around(own, page, region)):
        return False
    if page.is_in_head(child):
        return shows or is_verdict(child, page) or (is_caption(child) and _follows_picture(child))
    return (shows and _without_controls(child)) or _is_content(child, page)


def _without_controls(child: Element) -> bool:
    """Takes out of a picture what plays it."""
    for part in list(child.iterdescendants()):
        if name(part) and chrome.is_control(part) and not shows(part):
            remove(part)
    return True


def _is_one_of_many(child: Element, page: Page) -> bool:
    """Whether an element with words is made as several beside it that are article (slides, steps, entries of a day)."""
    every = page.all_words.get(child, 0)
    if not child.get("class") or page.linked_words.get(child, 0) * 4 > every or every < _FEWEST_SAID:
        return False
    kept, alike = page.kept_beside(child)
    return kept >= _SEVERAL and kept * 2 >= alike - 1


def _settled_around(element: Element | None, page: Page, region: Element) -> Element:
    """The next element around one that holds article: whatever its class says, it is no chrome."""
    around = element.iterancestors() if element is not None else iter(())
    return next((part for part in around if part is region or page.kept_words.get(part, 0)), region)


def _is_content(child: Element, page: Page) -> bool:
    """Whether an element between parts of the article is a part of it."""
    tag = name(child)
    if tag in ("hr", "br", "wbr") or is_formula(child) or _is_medium(child):
        return True
    if is_caption(child) and _follows_picture(child):
        return True
    if tag == "article":
        return False  # a teaser of another one
    every, linked = page.all_words.get(child, 0), page.linked_words.get(child, 0)
    if not every:
        return any(is_formula(part) for part in child.iterdescendants())
    if is_announced(child, page) or is_said(child, page):
        return True
    if linked * 2 > every:
        return tag == "p" and is_line_of_links(child, page)
    if tag == "table":
        return len(list(child.iter("tr"))) > 1
    if tag in HEADINGS:
        return leads(child, page)
    if any(fits(child, page) for fits in (is_heading, is_label, is_labelled, is_passage)):
        return True
    return (
        tag in ("pre", "blockquote", "figure")
        or is_like_neighbours(child, page)
        or (not linked and is_like_one(child, page))
        or is_line(child, page)
        or is_verdict(child, page)
    )


def _is_gallery(child: Element, page: Page) -> bool:
    """Whether an element shows figures and says nothing else."""
    figures = [part for part in child.iterdescendants() if name(part) == "figure"]
    inside = sum(
        page.all_words.get(part, 0) for part in figures if not any(name(p) == "figure" for p in part.iterancestors())
    )
    return (
        len(figures) > 1
        and inside * 10 >= page.all_words.get(child, 0) * 9
        and page.linked_words.get(child, 0) * 2 <= inside
    )


def _follows_picture(child: Element) -> bool:
    """Whether an element stands directly after a picture."""
    before = child.getprevious()
    return before is not None and (
        name(before) in PICTURES or any(name(part) in PICTURES for part in before.iterdescendants())
    )


def _is_beside(child: Element, page: Page) -> bool:
    """Whether an element directly follows or goes before the article among its siblings (a last picture, a first one)."""
    if name(child) == "figure" and any(
        page.kept_words.get(part, 0) and name(part) == "p" for part in child.itersiblings(preceding=True)
    ):
        return True
    for beside in (child.getprevious(), child.getnext()):
        if (
            beside is not None
            and page.kept_words.get(beside, 0)
            and name(child) in ("figure", "table", "pre", "div", "p", "picture", "img")
        ):
            return shows(child) or name(child) in ("table", "pre")
    return False


def is_picture(child: Element, page: Page) -> bool:
    """Whether an element shows a picture with at most a caption, and is no teaser of another article."""
    if not any(name(part) in PICTURES and candidates(part) for part in child.iter()):
        return False
    if page.all_words.get(child, 0) > _LONGEST_CAPTION or PORTRAIT.search(
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
