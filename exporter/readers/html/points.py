"""Finds the box of key points on a page: by the label over it, by what its class says, or by where it stands.

Told apart from what only looks like one: links to other stories, tables of contents, pull quotes, fact boxes, conclusions. What
is not surely a box of takeaways stays in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from exporter.readers import takeaways
from exporter.readers.html import chrome
from exporter.readers.html.elements import HEADINGS, Element, attribute, is_hidden, kind, name, start, words
from exporter.readers.html.patterns import pattern as markup
from exporter.readers.html.region import Page
from exporter.readers.html.shingles import tokens
from exporter.readers.text.words import words as patterns

# fmt: off
_LABELS = frozenset([
    "p", "div", "span", "strong", "b", "em", "button", "summary", "legend", "dt", "caption", "label", "header", "th", "td",
    "li", "a", "u", "i", "font", "section", "figcaption", "small", "time", "center", *HEADINGS,
])
# fmt: on
_ABOUT_PEOPLE = re.compile(r"author|byline|contributor|people|bio|profile|affiliation|reference|meta", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_CONCLUSION = re.compile(
    r"conclusion|fazit|итог|まとめ|conclusión|conclusão|conclusioni|結論|结论|总结|總結|recap", re.IGNORECASE
)
_MORE = re.compile(
    r"(?:show|read|see|view)?\s*(?:more|less|full|all)\b.{0,20}|mehr anzeigen|weniger|voir plus|ver más|\W*",
    re.IGNORECASE,
)
_CLIMBED = 5
_PASSAGE = 12
_MOST_POINTS, _LONGEST_POINT, _LONGEST_BOX, _LONGEST_PROSE = 14, 110, 500, 160


class Box(Struct):
    """A box found: its label as shown, the elements of its points, and of the line that says who wrote them.

    sure: 1 a guess, 2 by its class, 3 by its label, 4 the user named it. holder: the list or element the points stand in.
    """

    label: Element | None
    shown: str
    points: list[Element]
    provenance: list[Element]
    sure: int
    order: int
    holder: Element
    run_in: bool = False


def boxes(body: Element, page: Page | None, heading: Element | None, wanted: str | None) -> list[Box]:
    """The boxes on a page, the surest first; of equally sure ones the first."""
    order = page.order if page else {element: number for number, element in enumerate(body.iter())}
    scope = _Scope(body, page, heading, order)
    found: dict[Element, Box] = {}
    for element in order:
        made = _labelled(element, scope, wanted) or (None if wanted else _classed(element, scope))
        if made and not any(point in found for point in made.points):
            for point in made.points:
                found[point] = made
    if not found and wanted is None and page and (made := _untitled(scope)):
        found = dict.fromkeys(made.points, made)
    unique = list({id(box): box for box in found.values()}.values())
    return sorted(unique, key=lambda box: (-box.sure, box.order))


class _Scope:
    """Where on a page a box can be."""

    def __init__(self, body: Element, page: Page | None, heading: Element | None, order: dict[Element, int]) -> None:
        self.body, self.page, self.order = body, page, order
        self.region = page.outermost() if page else body
        self.around = {body, self.region, *self.region.iterancestors()}
        self.start = order.get(heading, 0) if heading is not None else 0
        self.heading = heading if heading in order else None

    def holds(self, element: Element) -> bool:
        """Whether an element stands in the article: in its region, or between its title and its end, and in no chrome."""
        if self.page is None:
            return True
        within = element is self.region or self.region in element.iterancestors()
        if not within and not (self.heading is not None and self.start < self.order[element] < self.page.last):
            return False
        return not any(
            name(part) in ("nav", "footer") or (name(part) != "form" and chrome.is_chrome(part) and not _says_box(part))
            for part in _inner(element, self)
            if name(part) != "button"  # many a box opens with one
        )

    def share(self, element: Element) -> float:
        """How far down the article an element stands: 0 at its start, 1 at its end."""
        if self.page is None or self.page.last <= self.page.first:
            return 0.0
        return (self.order[element] - self.page.first) / (self.page.last - self.page.first)


def _says_box(element: Element) -> bool:
    given = " ".join(
        value for key in ("class", "id", "data-component", "data-testid", "aria-label") if (value := element.get(key))
    )
    return bool(given) and bool(markup("classes", "box").search(_CAMEL.sub("-", given[:400])))


# ---- by its label ----------------------------------------------------------------------------------------------------


def _labelled(element: Element, scope: _Scope, wanted: str | None) -> Box | None:
    if name(element) not in _LABELS or len(element) > 6:
        return None
    shown = start(element, 90)
    sure = _sureness(shown, wanted)
    if not sure or is_hidden(element) or not scope.holds(element) or _is_inner(element, shown):
        return None
    return _under(element, shown, sure, scope) or _run_in(element, shown, sure, scope)


def _sureness(shown: str, wanted: str | None) -> int:
    if not 2 <= len(shown) <= 90:
        return 0
    if wanted is not None:
        return 4 if takeaways.key(shown) == takeaways.key(wanted) else 0
    if strength := takeaways.strength(shown):
        return strength + 1 if strength == 2 else 1
    return 1 if takeaways.is_form(shown) else 0


def _is_inner(element: Element, shown: str) -> bool:
    """Whether the element around says nothing else: then that is the label, once."""
    around = element.getparent()
    return around is not None and name(around) in _LABELS and len(around) <= 6 and start(around, 90) == shown


def _under(label: Element, shown: str, sure: int, scope: _Scope) -> Box | None:
    """The list, or in a box the prose, that follows a label."""
    node = label
    for _ in range(_CLIMBED):
        parent = node.getparent()
        if parent is None or node is scope.body:
            return None
        after = [
            part
            for part in node.itersiblings()
            if name(part) and name(part) not in ("script", "style", "hr", "br", "button", "svg") and words_in(part)
        ]
        tail = (node.tail or "").strip()
        if tail and len(tail) > 3:
            return None
        if after:
            return _first_list(label, shown, sure, after, parent, scope) or _prose(
                label, shown, sure, after, parent, scope
            )
        if (parent.text or "").strip() or any(words_in(part) for part in node.itersiblings(preceding=True)):
            return None
        node = parent
    return None


def words_in(part: Element) -> bool:
    """Whether an element shows words."""
    return bool(start(part, 2))


def _first_list(
    label: Element, shown: str, sure: int, after: list[Element], parent: Element, scope: _Scope
) -> Box | None:
    listed = _as_list(after[0])
    if listed is None and len(after) > 1 and takeaways.is_provenance(start(after[0], 400)):
        listed = _as_list(after[1])
    if listed is None:
        return None
    points = [part for part in listed if name(part) in ("li", "p", "div", "dd") and words_in(part)]
    says = any(
        _says_box(part)
        for part, _ in zip((after[0], *after[0].iterancestors()), range(4), strict=False)
        if part is not scope.body
    )
    if sure == 1 and not says and (scope.share(label) > 0.35 or _CONCLUSION.search(shown)):
        return None
    if sure == 1 and not says and len(after) > 1 and not _is_apart(parent, scope) and scope.share(label) > 0.1:
        return None
    if not _are_points(points, own_page=sure >= 3):
        return None
    provenance = [part for part in after[:4] if takeaways.is_provenance(start(part, 400)) and not _as_list(part)]
    return Box(label, shown, points, provenance, max(sure, 2 if says else sure), scope.order[label], listed)


def _as_list(element: Element) -> Element | None:
    """The list an element is, or the only thing it holds beside a line of provenance."""
    for _ in range(_CLIMBED):
        if name(element) in ("ul", "ol"):
            return element
        inner = [
            part for part in element if name(part) and words_in(part) and not takeaways.is_provenance(start(part, 400))
        ]
        if (element.text or "").strip() or len(inner) != 1 or name(element) in ("table", "p", "blockquote"):
            return None
        element = inner[0]
    return None


def _prose(label: Element, shown: str, sure: int, after: list[Element], parent: Element, scope: _Scope) -> Box | None:
    """Short prose in a box of its own: under a label that names takeaways, or in an element that says it holds them."""
    says = any(
        _says_box(part)
        for part, _ in zip((label, *label.iterancestors()), range(_CLIMBED), strict=False)
        if part is not scope.body
    )
    if (sure < 3 and not says) or not _is_apart(parent, scope) or _is_usual_run_in(shown, scope.share(label)):
        return None
    if sure < 3 and (_CONCLUSION.search(shown) or scope.share(label) > 0.35):
        return None
    if any(name(part) in ("table", "form", *HEADINGS) or _as_list(part) is not None for part in after):
        return None
    points = [
        part for part in after if not takeaways.is_provenance(start(part, 400)) and not _MORE.fullmatch(start(part, 40))
    ]
    points = [p for part in points for p in (_paragraphs(part) or [part])]
    if sum(len(tokens(start(part, 4000))) for part in points) > _LONGEST_PROSE or not _are_points(
        points, own_page=False
    ):
        return None
    provenance = [part for part in after if takeaways.is_provenance(start(part, 400))]
    return Box(label, shown, points, provenance, sure, scope.order[label], parent)


def _is_usual_run_in(shown: str, share: float) -> bool:
    """Whether a label in the midst of a text is one that some sites set before many a paragraph ("The bottom line")."""
    return takeaways.key(shown) in patterns().run_in and 0.1 < share < 0.9


def _paragraphs(part: Element) -> list[Element]:
    return (
        [inner for inner in part.iterdescendants() if name(inner) == "p" and words_in(inner)]
        if name(part) in ("div", "section")
        else []
    )


def _is_apart(parent: Element, scope: _Scope) -> bool:
    """Whether an element is a box of its own and not the article's text."""
    if parent is scope.body or parent is scope.region or name(parent) in ("article", "main", "body", "p"):
        return False
    return len(tokens(start(parent, 6000))) <= _LONGEST_BOX and not any(
        part is parent for part in scope.region.iterancestors()
    )


def _run_in(label: Element, shown: str, sure: int, scope: _Scope) -> Box | None:
    """A label in bold with its prose in the same paragraph, which opens or ends the article ("TL;DR: ...")."""
    around = label.getparent()
    if (
        sure < 3
        or around is None
        or name(around) not in ("p", "div", "blockquote", "td")
        or name(label) not in ("strong", "b", "em", "span")
    ):
        return None
    if (around.text or "").strip() or takeaways.key(shown) in patterns().run_in or len(shown.split()) > 5:
        return None
    if not shown.rstrip().endswith((":", "：")) and not (label.tail or "").lstrip().startswith(
        (":", "：", "-", "–", "—")
    ):
        return None
    rest = len(tokens(start(around, 3000))) - len(tokens(shown))
    if not 5 <= rest <= _LONGEST_PROSE or 0.1 < scope.share(around) < 0.93:
        return None
    return Box(label, shown, [around], [], sure, scope.order[label], around, run_in=True)


# ---- by its class, by its place ---------------------------------------------------------------------------------------


def _classed(element: Element, scope: _Scope) -> Box | None:
    """A list in an element whose class says what it is."""
    if name(element) in (
        "body",
        "html",
        "main",
        "article",
        "a",
        "span",
        "pre",
        "code",
        "svg",
        "button",
    ) or not _says_box(element):
        return None
    if is_hidden(element) or not scope.holds(element) or len(tokens(start(element, 6000))) > _LONGEST_BOX:
        return None
    lists = [part for part in (element, *element.iterdescendants()) if name(part) in ("ul", "ol")]
    if len(lists) != 1 or any(name(part) in ("pre", "code", "table") for part in element.iterdescendants()):
        return None
    points = [part for part in lists[0] if name(part) == "li" and words_in(part)]
    if (
        len(points) < 2
        or not _are_points(points, own_page=False)
        or sum(len(tokens(start(p, 900))) for p in points) < 5 * len(points)
    ):
        return None
    label = next(
        (
            part
            for part in islice(element.iterdescendants(), 12)
            if name(part) in _LABELS and 2 < len(start(part, 70)) <= 60 and part not in points
        ),
        None,
    )
    if label is not None and any(around in points for around in label.iterancestors()):
        label = None
    if label is not None and scope.order[label] > scope.order[lists[0]]:
        label = None
    provenance = [part for part in element.iterdescendants() if _is_line_of_provenance(part, points)]
    return Box(
        label, words(label) if label is not None else "", points, provenance[:1], 2, scope.order[element], lists[0]
    )


def _is_line_of_provenance(part: Element, points: list[Element]) -> bool:
    if (
        name(part) not in ("p", "div", "small", "span")
        or len(part) > 2
        or not takeaways.is_provenance(start(part, 400))
    ):
        return False
    return not any(around in points for around in part.iterancestors())


def _untitled(scope: _Scope) -> Box | None:
    """Bullets between the title and the text, each a sentence: key points without a label."""
    page = scope.page
    if page is None or scope.heading is None:
        return None
    for element in _head(scope, page):
        if name(element) not in ("ul", "ol") or not scope.holds(element) or is_hidden(element):
            continue
        points = [part for part in element if name(part) == "li" and words_in(part)]
        sizes = [len(tokens(start(part, 900))) for part in points]
        if not 2 <= len(points) <= 6 or min(sizes) < 5 or not 8 * len(points) <= sum(sizes) <= 45 * len(points):
            continue
        if any(
            _ABOUT_PEOPLE.search(f"{part.get('class') or ''} {part.get('id') or ''}") for part in _inner(element, scope)
        ):
            continue
        if _are_sentences(points) and _are_points(points, own_page=False):
            return Box(None, "", points, [], 1, scope.order[element], element)
    return None


def _inner(element: Element, scope: _Scope) -> Iterator[Element]:
    """An element and those around it, up to what holds the article."""
    yield element
    yield from (part for part in element.iterancestors() if part not in scope.around)


def _are_sentences(points: list[Element]) -> bool:
    """Whether points end as sentences do, or none does: mixed ones are facts, names or menus."""
    ends = sum(
        words(part).rstrip("”\"'»)）").endswith((".", "!", "?", "。", "！", "？", "…", "।", "؟")) for part in points
    )
    return ends == len(points)


def _head(scope: _Scope, page: Page) -> Iterator[Element]:
    """The elements between the title and the text: before a second passage of prose (the first can be the standfirst)."""
    passages = 0
    for element, order in scope.order.items():
        if order <= scope.start:
            continue
        unit = page.units.get(element)
        if unit and unit.kept and len(unit.words) > _PASSAGE and not _in_list(element):
            passages += 1
        if passages > 1:
            return
        yield element


def _in_list(element: Element) -> bool:
    return any(name(part) == "li" for part in element.iterancestors())


# ---- what points are -------------------------------------------------------------------------------------------------


def _are_points(points: list[Element], own_page: bool) -> bool:
    """Whether elements are points of an article: few, short, and no list of links.

    own_page: links to places on the page itself are no reason against it (a live blog's key events).
    """
    if not 1 <= len(points) <= _MOST_POINTS:
        return False
    sizes = [len(tokens(start(part, 3000))) for part in points]
    if len(points) == 1 and sizes[0] < 6:
        return False
    if (
        max(sizes) > _LONGEST_POINT + 60 * (len(points) == 1)
        or sum(sizes) > _LONGEST_BOX
        or sum(sizes) < 2 * len(points)
    ):
        return False
    linked = sum(len(tokens(start(a, 900))) for part in points for a in _links(part, own_page))
    if linked * 10 >= sum(sizes) * 7:
        return False
    return not any(
        name(inner) in ("input", "select", "form", "table") or kind(inner) == "toc"
        for part in points
        for inner in part.iterdescendants()
    )


def _links(part: Element, own_page: bool) -> list[Element]:
    links = [inner for inner in part.iter() if name(inner) == "a"]
    return [a for a in links if not (own_page and attribute(a, "href").startswith("#"))]
