"""Takes out of a page's tree what is not its article, and puts back what the library left out although it belongs there."""

from __future__ import annotations

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
    words,
)
from exporter.readers.html.figures import is_caption
from exporter.readers.html.maths import is_formula
from exporter.readers.html.media import is_content
from exporter.readers.html.pictures import candidates
from exporter.readers.html.region import PORTRAIT, SILENT, WHOLE, Page, up_to
from exporter.readers.html.shingles import tokens
from exporter.readers.text.words import is_chrome as is_chrome_line

_LONGEST_CAPTION = 120
_MOST_ALIKE = 6
_SEVERAL = 3
_LONGEST_LINE = 30
_FEWEST_SAID, _MOST_SAID = 8, 120
_SHOWING = frozenset(["figure", "div", "picture", "img"])


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
            out.dropped.append(_without_words(element, page))
        for child in list(element):
            if name(child) and not _is_inline(child, page) and _is_opened(child, page, out):
                stack.append(child)
    return out


def _is_opened(child: Element, page: Page, out: Region) -> bool:
    """Whether parts of an element are to be judged one by one; one that is no article is taken out."""
    if page.kept_words.get(child, 0) or child in page.always:
        return not _is_one(child, page)
    if child in page.leading and name(child) != "figure" and not _is_picture(child, page):
        return True
    if not _is_rescued(child, page, out.element):
        if name(child) not in SILENT and (shown := words(child)):
            inside = page.is_between(child) and not _is_chrome(child, page.root) and not is_hidden(child)
            out.dropped.append(Dropped(shown, inside, child.sourceline or 0))
        remove(child)
    return False


def _is_chrome(element: Element, root: Element) -> bool:
    return any(chrome.is_chrome(part) for part in up_to(element, root))


def _is_inline(child: Element, page: Page) -> bool:
    """Whether an element is part of a line of its block, whose words are kept or taken out with it."""
    if name(child) in BLOCKS or name(child) in PICTURES or name(child) in MEDIA or page.all_words.get(child, 0):
        return False
    return name(child) not in SILENT and not any(
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
    return name(element) in WHOLE and kept * 2 >= every


def _is_rescued(child: Element, page: Page, region: Element) -> bool:
    """Whether something the library left out belongs to the article all the same: by its place, and by what it is."""
    if name(child) in SILENT and name(child) != "noscript" and not is_formula(child):
        return False
    in_head = page.is_in_head(child) and (name(child) in _SHOWING or is_caption(child))
    if not (page.is_between(child) or in_head or _is_beside(child, page)):
        return False
    gallery = _is_gallery(child, page)
    shows = gallery or _is_picture(child, page)
    # A figure's own class says what it can do ("shareable"); what is around it says whether it is the article's.
    own = child.getparent() if shows and (gallery or name(child) == "figure") else child
    if _is_one_of_many(child, page):
        return True
    if own is not region and _is_chrome(own, _settled_around(own, page, region)):
        return False
    if page.is_in_head(child):
        return shows or _is_verdict(child, page) or (is_caption(child) and _follows_picture(child))
    return shows or _is_content(child, page)


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
    if linked * 2 > every:
        return tag == "p" and _is_line_of_links(child, page)
    if tag == "table":
        return len(list(child.iter("tr"))) > 1
    if tag in HEADINGS:
        return _leads(child, page)
    return (
        tag in ("pre", "blockquote", "figure")
        or _is_like_neighbours(child, page)
        or (not linked and _is_like_one(child, page))
        or _is_line(child, page)
        or _is_verdict(child, page)
    )


def _is_verdict(child: Element, page: Page) -> bool:
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


def _is_line_of_links(child: Element, page: Page) -> bool:
    """Whether a paragraph like the article's beside it is made of links ("Alpha, Beta: Gamma"); a teaser is only one."""
    links = [part for part in child.iterdescendants() if name(part) == "a"]
    return len(links) > 1 and all((link.tail or "").strip() for link in links[:-1]) and _is_like_one(child, page)


def _is_like_one(child: Element, page: Page) -> bool:
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


def _is_line(child: Element, page: Page) -> bool:
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
            return _shows(child) or name(child) in ("table", "pre")
    return False


def _is_picture(child: Element, page: Page) -> bool:
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
