"""Pages that word processors write: their marks become the elements of HTML that they stand for, before anything is read.

Word writes lists as paragraphs with `mso-list` in their style and the bullet as words; Google Docs writes bold as a class, a
nested list as a list beside the other, and every link as one through its own address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from exporter.readers.html.elements import Element, attribute, classes, name, words

_WORD = re.compile(r"\bmso-|microsoft word|office:word", re.IGNORECASE)
_LISTED = re.compile(r"mso-list\s*:\s*(l\d+)\s+level(\d)\b", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_GOOGLE_LIST = re.compile(r"lst-kix_(\w+)-(\d)")
_RULE = re.compile(r"\.(c\d+)\s*\{([^{}]*)\}")
_TELLING = re.compile(r"(?:font-weight:[6-9]00|font-style:italic|vertical-align:su(?:b|per))")
_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}|[ivxlc]{1,5}|[a-z])[.)\]]", re.IGNORECASE)
_WRITERS = ("libreoffice", "openoffice", "google docs", "pages", "abiword")


def settled(root: Element) -> bool:
    """Whether a word processor wrote a page, whose marks are settled then: such a page has no site around its text."""
    generator = next(
        (attribute(part, "content") for part in root.iter("meta") if attribute(part, "name").lower() == "generator"), ""
    ).lower()
    alone = not any(True for _ in root.iter("nav", "article", "main", "header"))
    if _WORD.search(generator) or any("WordSection" in (part.get("class") or "") for part in root.iter("div")):
        _word(root)
        return alone
    if any((part.get("class") or "").startswith("Mso") for part in root.iter("p")):
        _word(root)
        return False  # words pasted from Word stand on many a site's page
    if _is_google(root):
        _google(root)
        return alone
    return alone and generator.startswith(_WRITERS)


def _is_google(root: Element) -> bool:
    body = next(iter(root.iter("body")), None)
    return (body is not None and "doc-content" in classes(body)) or any(
        _GOOGLE_LIST.search(part.get("class") or "") for part in root.iter("ul", "ol")
    )


# ---- Word ------------------------------------------------------------------------------------------------------------

_MEANT = {
    "MsoTitle": "h1",
    "MsoQuote": "blockquote",
    "MsoIntenseQuote": "blockquote",
    "MsoCaption": "figcaption",
}


def _word(root: Element) -> None:
    _without_outlook(root)
    for paragraph in list(root.iter("p")):
        if tag := _MEANT.get(paragraph.get("class") or ""):
            paragraph.tag = tag
    for first in [part for part in root.iter("p") if _level(part) and not _follows_listed(part)]:
        _word_list(list(_run(first)))


def _without_outlook(root: Element) -> None:
    """Unwraps the `o:p` that Word ends every paragraph with; the data of other programs that it leaves goes."""
    for part in list(root.iter("o:p")):
        part.drop_tag()
    for part in list(root.iter("xml", "w:worddocument", "o:smarttagtype")):
        part.drop_tree()


def _level(paragraph: Element) -> int:
    found = _LISTED.search(paragraph.get("style") or "")
    return int(found[2]) if found else 0


def _follows_listed(paragraph: Element) -> bool:
    before = paragraph.getprevious()
    return before is not None and name(before) == "p" and bool(_level(before))


def _run(first: Element) -> Iterator[Element]:
    """A paragraph of a list and those after it."""
    part: Element | None = first
    while part is not None and name(part) == "p" and _level(part):
        yield part
        part = part.getnext()


def _word_list(run: list[Element]) -> None:
    """Makes a list of paragraphs that stand for its items, nested by their levels."""
    made: list[tuple[int, Element]] = []
    top: Element | None = None
    for paragraph in run:
        level, tag = _level(paragraph), _kind(paragraph)
        while made and made[-1][0] > level:
            made.pop()
        if not made or made[-1][0] < level or (len(made) == 1 and made[-1][1].tag != tag):
            new = paragraph.makeelement(tag, {})
            if made and made[-1][0] < level:
                made[-1][1][-1].append(new)
            else:
                paragraph.addprevious(new)
                made, top = [], new
            made.append((level, new))
        made[-1][1].append(paragraph)
        paragraph.tail = None
        paragraph.tag = "li"
        paragraph.attrib.pop("style", None)
    if top is not None:
        top.tail = None


def _kind(paragraph: Element) -> str:
    """The kind of list by the mark that Word wrote as words, which is taken out."""
    marks = [part for part in paragraph.iterdescendants() if _IGNORED.search(part.get("style") or "")]
    shown = words(marks[0]) if marks else ""
    for mark in marks[:1]:
        mark.drop_tree()
    return "ol" if _NUMBER.fullmatch(shown) and shown.lower() not in ("o.",) else "ul"


# ---- Google Docs -----------------------------------------------------------------------------------------------------


def _google(root: Element) -> None:
    _google_styles(root)
    for link in root.iter("a"):
        if target := _led_to(link.get("href") or ""):
            link.set("href", target)
    for paragraph in root.iter("p"):
        if "title" in classes(paragraph):
            paragraph.tag = "h1"
    _google_lists(root)


def _led_to(address: str) -> str:
    """Where a link through Google's own address leads; empty for other links."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.hostname != "www.google.com" or parts.path != "/url":
        return ""
    return next(iter(parse_qs(parts.query).get("q", [])), "")


def _google_styles(root: Element) -> None:
    """Writes what the classes mean into the elements' own style."""
    rules: dict[str, str] = {}
    for sheet in root.iter("style"):
        for found in _RULE.finditer("".join((sheet.text or "").split())):
            if telling := _TELLING.findall(found[2]):
                rules[found[1]] = ";".join(telling)
    for part in root.iter("span"):
        if given := ";".join(rules[one] for one in classes(part) if one in rules):
            part.set("style", given)


def _google_lists(root: Element) -> None:
    """Moves lists of a deeper level, which stand beside the one they belong to, into its last item."""
    for listed in [part for part in root.iter("ul", "ol") if _depth(part)]:
        before = listed.getprevious()
        if before is None or name(before) not in ("ul", "ol") or not _GOOGLE_LIST.search(before.get("class") or ""):
            continue
        target, depth = before, _depth(listed)
        while len(target) and (inner := _last_list(target[-1])) is not None and _depth(inner) <= depth:
            target = inner
        listed.tail = None
        if _depth(target) == depth:
            target.extend(list(listed))
            listed.drop_tree()
        elif len(target):
            target[-1].append(listed)
    for listed in list(root.iter("ul", "ol")):
        _joined(listed)


def _depth(listed: Element) -> int:
    found = _GOOGLE_LIST.search(listed.get("class") or "")
    return int(found[2]) if found else 0


def _last_list(item: Element) -> Element | None:
    last = item[-1] if len(item) else None
    return last if last is not None and name(last) in ("ul", "ol") else None


def _joined(listed: Element) -> None:
    """Joins a list with the pieces of it that follow."""
    found = _GOOGLE_LIST.search(listed.get("class") or "")
    after = listed.getnext()
    while found and after is not None and name(after) == name(listed) and not (listed.tail or "").strip():
        other = _GOOGLE_LIST.search(after.get("class") or "")
        if not other or other.groups() != found.groups() or "start" in classes(after):
            return
        listed.extend(list(after))
        listed.tail = after.tail
        after.getparent().remove(after)
        after = listed.getnext()
