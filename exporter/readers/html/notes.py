"""Foot- and endnotes: marks in the text that lead to a numbered remark which leads back."""

from __future__ import annotations

import re
from typing import NamedTuple

from exporter.readers.html.elements import HEADINGS, Element, attribute, classes, kind, name, remove, start, words

_MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|[ivxlc]{1,6}|[*†‡§¶]{1,3}|[a-z]|note \d{1,3}|[①-⑳])\s*[\])]?", re.IGNORECASE)
_ID = re.compile(
    r"_?_?(?:fn|ftn|foot-?note|cite_note|end-?note|en|note|sdfootnote|easy-footnote-bottom)[-_:.]?[\w.-]*\d[\w.-]*",
    re.IGNORECASE,
)
_REF_ID = re.compile(r"(?:fnref|ftnref|cite_ref|noteref|ref)", re.IGNORECASE)
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:foot-?notes?|end-?notes?|reflist|references|fn|fussnoten?)(?:$|[\s_-])", re.IGNORECASE
)
_BODIES = frozenset(["li", "p", "div", "aside", "dd", "section", "td", "tr", "blockquote"])
_BACK = re.compile(
    r"[\s\u00a0]*(?:[↩↵⏎⤴↑^⬆️︎\ufe0e\u200b]+|\[?back( to text)?\]?|return|jump up.*|zurück)[\s\u00a0]*", re.IGNORECASE
)
_NUMBER = re.compile(r"^[\s\u00a0]*(?:[\[(]?\d{1,3}[\])]?[.:]?|[*†‡]+|\^)[\s\u00a0]*")
_MARKS = " ^↑↩⬆"
"""What stands before several ways back, as "^ a b"."""
_LONGEST = 6000


def found(root: Element) -> tuple[dict[Element, str], dict[str, Element]]:
    """Marks with the id of their note, and the notes' elements by id, in the order they are called; taken out of the tree."""
    by_id = _ids(root)
    refs: dict[Element, str] = {}
    bodies: dict[str, Element] = {}
    owners: dict[Element, str] = {}
    looked: dict[Element, _Looked] = {}
    calling: set[Element] = set()  # what marks stand in: a link back from a note leads there, and that is no note
    for mark in [element for element in root.iter() if name(element) == "a"]:
        target = attribute(mark, "href")
        if not target.startswith("#") or target[1:] not in by_id or not _is_mark(mark):
            continue
        body = _body(by_id[target[1:]], mark, root, looked)
        if body is None or body in calling or any(around in owners for around in mark.iterancestors()):
            continue
        note = owners.setdefault(body, f"note-{len(owners) + 1}")
        bodies[note] = body
        refs[_outermost(mark)] = note
        calling.update(mark.iterancestors())
    every = set(bodies.values())
    inner = {id_ for id_, body in bodies.items() if any(around in every for around in body.iterancestors())}
    refs = {mark: id_ for mark, id_ in refs.items() if id_ not in inner}  # a note inside a note: the outer one has it
    bodies = {id_: body for id_, body in bodies.items() if id_ not in inner}
    for body in bodies.values():
        _taken_out(body, refs)
    return refs, bodies


def _ids(root: Element) -> dict[str, Element]:
    out: dict[str, Element] = {}
    for element in root.iter():
        if name(element):
            for key in ("id", "name") if name(element) == "a" else ("id",):
                if given := attribute(element, key):
                    out.setdefault(given, element)
    return out


def _is_mark(mark: Element) -> bool:
    """Whether a link is the mark of a note, judged by itself."""
    shown = words(mark)
    if kind(mark) == "noteref" or {"footnote-ref", "footnote-reference", "footnote"} & set(classes(mark)):
        return len(shown) <= 20
    if not shown or not _MARK.fullmatch(shown):
        return False
    raised = any(name(part) == "sup" for part in mark.iterdescendants()) or any(
        name(part) in ("sup", "cite") for part, _ in zip(mark.iterancestors(), range(3), strict=False)
    )
    return raised or shown[:1] in "[(*†‡§" or bool(_ID.fullmatch(attribute(mark, "href")[1:]))


class _Looked(NamedTuple):
    """What was seen in an element that marks lead to: whether it says as much as a note does, where its links lead."""

    fits: bool
    leads: frozenset[str]


def _look(body: Element) -> _Looked:
    fits = 0 < len(start(body, _LONGEST)) <= _LONGEST
    links = (attribute(part, "href") for part in body.iterdescendants() if name(part) == "a")
    return _Looked(fits, frozenset(href[1:] for href in links) if fits else frozenset())


def _body(target: Element, mark: Element, root: Element, looked: dict[Element, _Looked]) -> Element | None:
    """The element of the note that a mark leads to; None where it leads to no note."""
    body = target if name(target) in _BODIES else next((p for p in target.iterancestors() if name(p) in _BODIES), None)
    if body is None or body is root or body in mark.iterancestors() or root not in body.iterancestors():
        return None
    if body not in looked:
        looked[body] = _look(body)
    if not looked[body].fits:
        return None
    says = "note" in kind(body) or bool(_ID.fullmatch(attribute(target, "id") or attribute(target, "name")))
    return body if says or _leads_back(looked[body], mark) or _stands_among_notes(body) else None


def _leads_back(body: _Looked, mark: Element) -> bool:
    around = {attribute(part, "id") for part, _ in zip((mark, *mark.iterancestors()), range(3), strict=False)} | {
        attribute(mark, "name")
    }
    around.discard("")
    return bool(around & body.leads)


def _stands_among_notes(body: Element) -> bool:
    return any(
        _AROUND.search(f"{part.get('class') or ''} {part.get('id') or ''} {kind(part)}")
        for part, _ in zip((body, *body.iterancestors()), range(4), strict=False)
    )


def _outermost(mark: Element) -> Element:
    """The mark with the `sup` and brackets around it."""
    while True:
        around = mark.getparent()
        if around is None or name(around) not in ("sup", "span", "cite") or len(around) != 1:
            return mark
        beside = f"{around.text or ''}{mark.tail or ''}".strip()
        if beside.strip("[]()"):
            return mark
        mark = around


def _taken_out(body: Element, refs: dict[Element, str]) -> None:
    """Removes a note from the text with its way back and its number; a list and a heading left empty go with it."""
    for part in [part for part in body.iterdescendants() if name(part) == "a"]:
        target = attribute(part, "href")
        back = target.startswith("#") and (
            kind(part) == "backlink" or _BACK.fullmatch(words(part)) or _REF_ID.search(target)
        )
        if (back and part not in refs) or (
            target.startswith("#") and _NUMBER.fullmatch(words(part)) and _is_first(part, body)
        ):
            around = part.getparent()
            remove(part)
            if name(around) in ("sup", "span", "b", "i") and not words(around).strip(_MARKS) and around is not body:
                remove(around)
    if name(body) != "li" or body.text:
        _without_number(body)
    around = body.getparent()
    if around is None:
        return
    remove(body)
    _tidy(around)
    if name(body) in ("tr", "td"):
        body.tag = "div"


def _is_first(part: Element, body: Element) -> bool:
    while part is not body:
        around = part.getparent()
        if (
            around is None
            or (around.text or "").strip(" \n\t[(")
            or any(words(p) or (p.tail or "").strip() for p in part.itersiblings(preceding=True))
        ):
            return False
        part = around
    return True


def _without_number(body: Element) -> None:
    part = body
    while part is not None and not (part.text or "").strip():
        part = part[0] if len(part) and name(part[0]) in ("p", "span", "sup", "b", "strong", "div") else None
    if part is not None and part.text:
        number = name(part) in ("sup",)
        rest = _NUMBER.sub("", part.text, count=1)
        if number or rest != part.text:
            part.text = rest.lstrip(" .:")


_HOLDERS = frozenset(["ol", "ul", "dl", "div", "section", "aside", "footer", "table", "tbody"])


def _tidy(around: Element) -> None:
    """Takes away what the last note leaves behind: its list, and the heading over it."""
    while name(around) in _HOLDERS and not start(around, 1):
        before, parent = around.getprevious(), around.getparent()
        if parent is None:
            return
        if before is not None and name(before) in (*HEADINGS, "hr") and not _follows(around):
            remove(before)
        remove(around)
        around = parent
    if _is_heading_alone(around):
        remove(around)


def _is_heading_alone(around: Element) -> bool:
    """Whether an element holds a heading and nothing that it heads."""
    if (
        name(around) not in ("section", "div", "aside", "footer")
        or around.getparent() is None
        or not 1 <= len(around) <= 2
    ):
        return False
    if not all(name(part) in (*HEADINGS, "hr") for part in around):
        return False
    return not "".join((around.text or "", *(part.tail or "" for part in around))).strip()


def _follows(around: Element) -> bool:
    """Whether words follow before the next heading."""
    if (around.tail or "").strip():
        return True
    after = next((part for part in around.itersiblings() if name(part)), None)
    return after is not None and name(after) not in HEADINGS and bool(start(after, 1))
