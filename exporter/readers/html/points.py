"""Finds the box of key points on a page: by the label over it, by what its class says, or by where it stands.

Told apart from what only looks like one: links to other stories, tables of contents, pull quotes, fact boxes, conclusions. What
is not surely a box of takeaways stays in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from exporter.readers import takeaways
from exporter.readers.html.claims import LONGEST_BOX, are_points, holds_facts, is_lifted
from exporter.readers.html.elements import HEADINGS, Element, attribute, is_hidden, name, remove, start, words
from exporter.readers.html.region import Page
from exporter.readers.html.scope import Box, Scope, inner, is_apart, says_box, words_in
from exporter.readers.html.shingles import tokens
from exporter.readers.text.words import words as patterns

# fmt: off
_LABELS = frozenset([
    "p", "div", "span", "strong", "b", "em", "button", "summary", "legend", "dt", "caption", "label", "header", "th", "td",
    "li", "a", "u", "i", "font", "section", "figcaption", "small", "time", "center", *HEADINGS,
])
# fmt: on
_NO_BOXES = frozenset(["body", "html", "main", "article", "a", "span", "pre", "code", "svg", "button"])
_ABOUT_PEOPLE = re.compile(r"author|byline|contributor|people|bio|profile|affiliation|reference|meta", re.IGNORECASE)
_CONCLUSION = re.compile(
    r"conclusion|fazit|итог|まとめ|conclusión|conclusão|conclusioni|結論|结论|总结|總結|recap", re.IGNORECASE
)
_MORE = re.compile(
    r"(?:show|read|see|view)?\s*(?:more|less|full|all)\b.{0,20}|mehr anzeigen|weniger|voir plus|ver más|\W*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[•▪■►●·*–—-]|\d{1,2}[.)])\s*\S")
_CLIMBED, _MOST_COMPARED, _MOST_LINES = 5, 30, 14
_MOST_AFTER, _MOST_PIECES = 30, 400
"""Elements after a label that are looked at, more than twice of what any box holds; pieces of lines that are only broken."""
_PASSAGE = 12
_LONGEST_PROSE, _LONGEST_SUMMARY, _SHORTEST_SUMMARY = 160, 120, 10
_TOP = 0.15
"""The share of an article's words that its top has."""


def boxes(body: Element, page: Page | None, heading: Element | None, wanted: str | None) -> list[Box]:
    """The boxes on a page, the surest first; of equally sure ones the first."""
    order = page.order if page else {element: number for number, element in enumerate(body.iter())}
    scope = Scope(body, page, heading, order)
    found: dict[Element, Box] = {}
    checked: list[Box] = []
    for element in order:
        made = _labelled(element, scope, wanted) or (None if wanted else _classed(element, scope))
        if made and not any(point in found for point in made.points) and not _is_lifted(made, page, checked):
            for point in made.points:
                found[point] = made
    if not found and wanted is None and page and (made := _untitled(scope)):
        found = dict.fromkeys(made.points, made)
    unique = list({id(box): box for box in found.values()}.values())
    return sorted(unique, key=lambda box: (-box.sure, box.order))


def _is_lifted(box: Box, page: Page | None, checked: list[Box]) -> bool:
    """Whether a box only repeats a sentence; no more than some are compared with the whole page."""
    checked.append(box)
    return (
        len(checked) <= _MOST_COMPARED
        and box.sure < 4
        and len(box.points) == 1
        and not box.run_in
        and is_lifted(box.points[0], page, box.holder)
    )


# ---- by its label ----------------------------------------------------------------------------------------------------


def _labelled(element: Element, scope: Scope, wanted: str | None) -> Box | None:
    if name(element) not in _LABELS or len(element) > 6:
        return None
    shown = start(element, 90)
    sure = _sureness(shown, wanted)
    if not sure or is_hidden(element) or not scope.holds(element) or _is_inner(element, shown):
        return None
    return (
        _under(element, shown, sure, scope)
        or _run_in(element, shown, sure, scope)
        or _broken(element, shown, sure, scope)
    )


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


def _under(label: Element, shown: str, sure: int, scope: Scope) -> Box | None:
    """The list, or in a box the prose, that follows a label."""
    node = label
    for _ in range(_CLIMBED):
        parent = node.getparent()
        if parent is None or node is scope.body:
            return None
        after = list(islice(_worded_after(node), _MOST_AFTER))
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


def _worded_after(node: Element) -> Iterator[Element]:
    """The elements beside one and after it that have words."""
    for part in node.itersiblings():
        if name(part) and name(part) not in ("script", "style", "hr", "br", "button", "svg") and words_in(part):
            yield part


def _first_list(
    label: Element, shown: str, sure: int, after: list[Element], parent: Element, scope: Scope
) -> Box | None:
    listed = _as_list(after[0])
    if listed is None and len(after) > 1 and takeaways.is_provenance(start(after[0], 400)):
        listed = _as_list(after[1])
    if listed is None:
        return None
    points = [part for part in listed if name(part) in ("li", "p", "div", "dd") and words_in(part)]
    says = any(
        says_box(part)
        for part, _ in zip((after[0], *after[0].iterancestors()), range(4), strict=False)
        if part is not scope.body
    )
    if sure == 1 and not says and (scope.share(label) > 0.35 or _CONCLUSION.search(shown)):
        return None
    if sure == 1 and not says and len(after) > 1 and not is_apart(parent, scope) and scope.share(label) > 0.1:
        return None
    if not are_points(points, own_page=sure >= 3):
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


def _prose(label: Element, shown: str, sure: int, after: list[Element], parent: Element, scope: Scope) -> Box | None:
    """Short prose in a box of its own: under a label that names takeaways, or in an element that says it holds them."""
    says = any(
        says_box(part)
        for part, _ in zip((label, *label.iterancestors()), range(_CLIMBED), strict=False)
        if part is not scope.body
    )
    summary = sure < 3 and not says and _is_summary(label, shown, scope)
    if (sure < 3 and not says and not summary) or not is_apart(parent, scope):
        return None
    if sure < 4 and (_is_usual_run_in(shown, scope.share(label)) or any(map(holds_facts, after))):
        return None
    if sure < 3 and not summary and (_CONCLUSION.search(shown) or scope.share(label) > 0.35):
        return None
    if any(name(part) in ("table", "form", *HEADINGS) or _as_list(part) is not None for part in after):
        return None
    points = [
        part for part in after if not takeaways.is_provenance(start(part, 400)) and not _MORE.fullmatch(start(part, 40))
    ]
    points = [p for part in points for p in (_paragraphs(part) or [part])]
    said = sum(len(tokens(start(part, 4000))) for part in points)
    if said > _LONGEST_PROSE or (summary and not _SHORTEST_SUMMARY <= said <= _LONGEST_SUMMARY):
        return None
    if not are_points(points, own_page=False):
        return None
    provenance = [part for part in after if takeaways.is_provenance(start(part, 400))]
    return Box(label, shown, points, provenance, sure, scope.order[label], parent)


def _is_summary(label: Element, shown: str, scope: Scope) -> bool:
    """Whether "Summary" and the like stand over prose at the top of an article, and not over its first section."""
    if scope.page is None or not takeaways.heads_prose(shown) or scope.said_before(label) > _TOP:
        return False
    if any(map(words_in, label.itersiblings(preceding=True))):
        return False
    around: Element = label
    for _ in range(_CLIMBED if name(label) in HEADINGS else 0):
        around = around.getparent()
        if around is None or around in scope.around:
            return True
        if any(_opens_with(name(label), part) for part in around.itersiblings() if name(part) == name(around)):
            return False
    return True


def _opens_with(tag: str, part: Element) -> bool:
    """Whether an element begins with a heading of some kind, as sections do."""
    return any(name(inner) == tag for inner in islice(part.iter(), 4))


def _is_usual_run_in(shown: str, share: float) -> bool:
    """Whether a label in the midst of a text is one that some sites set before many a paragraph ("The bottom line")."""
    return takeaways.key(shown) in patterns().run_in and 0.1 < share < 0.9


def _paragraphs(part: Element) -> list[Element]:
    return (
        [inner for inner in part.iterdescendants() if name(inner) == "p" and words_in(inner)]
        if name(part) in ("div", "section")
        else []
    )


def _run_in(label: Element, shown: str, sure: int, scope: Scope) -> Box | None:
    """A label in bold with its prose in the same paragraph, which opens or ends the article ("TL;DR: ...")."""
    around = label.getparent()
    if (
        sure < 3
        or around is None
        or name(around) not in ("p", "div", "blockquote", "td")
        or name(label) not in ("strong", "b", "em", "span")
    ):
        return None
    usual = sure < 4 and takeaways.key(shown) in patterns().run_in
    if (around.text or "").strip() or usual or len(shown.split()) > 5:
        return None
    if not shown.rstrip().endswith((":", "：")) and not (label.tail or "").lstrip().startswith(
        (":", "：", "-", "–", "—")
    ):
        return None
    rest = len(tokens(start(around, 3000))) - len(tokens(shown))
    if not 5 <= rest <= _LONGEST_PROSE or 0.1 < scope.share(around) < 0.93:
        return None
    return Box(label, shown, [around], [], sure, scope.order[label], around, run_in=True)


def _broken(label: Element, shown: str, sure: int, scope: Scope) -> Box | None:
    """Points in lines of an element that are only broken apart, each with a typed bullet; they become elements here."""
    around = label.getparent()
    if sure < 3 or around is None or name(around) not in ("p", "div", "td", "blockquote", "section", "aside"):
        return None
    after = list(islice(label.itersiblings(), _MOST_PIECES + 1))
    starts = [part for part in after if name(part) == "br" and _BULLET.match(part.tail or "")]
    others = any(name(part) not in ("br", "a", "b", "strong", "em", "i", "span") for part in after)
    if (
        not 2 <= len(starts) <= _MOST_LINES
        or len(after) > _MOST_PIECES
        or others
        or (label.tail or "").strip(" :：\n\t\u00a0")
        or (around.text or "").strip()
    ):
        return None
    if not _is_apart_enough(around, scope):
        return None
    points = [_line_made(part) for part in starts]
    if not are_points(points, own_page=False):
        return None
    return Box(label, shown, points, [], sure, scope.order[label], around)


def _is_apart_enough(around: Element, scope: Scope) -> bool:
    return name(around) == "p" or is_apart(around, scope)


def _line_made(start_of_line: Element) -> Element:
    """An element made of what follows a break, up to the next one with a bullet; it takes the place of the break."""
    line = start_of_line.makeelement("div", {})
    line.text, start_of_line.tail = start_of_line.tail, None
    for part in list(start_of_line.itersiblings()):
        if name(part) == "br" and (_BULLET.match(part.tail or "") or not (part.tail or "").strip()):
            break
        line.append(part)
    start_of_line.addnext(line)
    remove(start_of_line)
    return line


# ---- by its class, by its place ---------------------------------------------------------------------------------------


def _classed(element: Element, scope: Scope) -> Box | None:
    """A list in an element whose class says what it is."""
    if name(element) in _NO_BOXES or not (says_box(element) or _named(element)):
        return None
    if is_hidden(element) or not scope.holds(element) or len(tokens(start(element, 6000))) > LONGEST_BOX:
        return None
    lists = [part for part in (element, *element.iterdescendants()) if name(part) in ("ul", "ol")]
    if len(lists) != 1 or any(name(part) in ("pre", "code", "table") for part in element.iterdescendants()):
        return None
    points = [part for part in lists[0] if name(part) == "li" and words_in(part)]
    if (
        len(points) < 2
        or not are_points(points, own_page=False)
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
    shown = words(label) if label is not None else _named(element)
    return Box(label, shown, points, provenance[:1], 2, scope.order[element], lists[0])


def _named(element: Element) -> str:
    """What a box is called for those who hear a page, where that names takeaways."""
    given = attribute(element, "aria-label")
    return given if takeaways.strength(given) == 2 else ""


def _is_line_of_provenance(part: Element, points: list[Element]) -> bool:
    if (
        name(part) not in ("p", "div", "small", "span")
        or len(part) > 2
        or not takeaways.is_provenance(start(part, 400))
    ):
        return False
    return not any(around in points for around in part.iterancestors())


def _untitled(scope: Scope) -> Box | None:
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
            _ABOUT_PEOPLE.search(f"{part.get('class') or ''} {part.get('id') or ''}") for part in inner(element, scope)
        ):
            continue
        if _are_sentences(points) and are_points(points, own_page=False):
            return Box(None, "", points, [], 1, scope.order[element], element)
    return None


def _are_sentences(points: list[Element]) -> bool:
    """Whether points end as sentences do, or none does: mixed ones are facts, names or menus."""
    ends = sum(
        words(part).rstrip("”\"'»)）").endswith((".", "!", "?", "。", "！", "？", "…", "।", "؟")) for part in points
    )
    return ends == len(points)


def _head(scope: Scope, page: Page) -> Iterator[Element]:
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
