"""Who wrote a page: names cleaned of what stands around them, each once."""

from __future__ import annotations

import re
from typing import Any

from exporter.model import Author, Blocks, Paragraph
from exporter.readers.html.elements import Element, attribute, classes, is_hidden, name, start, words
from exporter.readers.html.patterns import names, pattern
from exporter.readers.html.shingles import tokens
from exporter.readers.html.structured import Structured, plain, text
from exporter.readers.text.bylines import byline, is_name
from exporter.readers.text.words import words as patterns
from exporter.walk import text as plain_text

_NO_NAME = re.compile(
    r"https?:|www\.|@|[{}<>|]|\d{3}|\.com$|"
    r"^(?:author|admin|administrator|editor|staff|redaktion|none|null|undefined|unknown|anonymous|user|default|web ?master)$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:[|•·/]|\s[-–—]\s|,?\s+\b(?:for|für|pour|para|at|in)\b\s+(?=[A-Z])|\bPublished\b|\bUpdated\b|\bPosted\b|\bon\s+(?=\w+\s+\d)).*$",
    re.DOTALL,
)
_ROLE = re.compile(r"\s*\(([^()]{2,60})\)\s*$")
_SIGNED = re.compile(r"(?:责编|责任编辑|编辑|記者|记者|撰文|文|作者)[:：/／]\s*(\S.{1,40})")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", re.IGNORECASE)
_DEGREE = re.compile(r"^(?:(?:Dr|Prof|Mag|Ing)\.\s*)+")
_TITLES = re.compile(
    r"(?:Jr|Sr|II|III|IV|Esq|Ph\.?\s?D|D\.?Phil|M\.?\s?D|D\.?O|M\.?P\.?H|M\.?B\.?A|M\.?P\.?[AP]|M\.?S\.?c?|M\.?A|B\.?A|B\.?S\.?c?"
    r"|M\.?Ed|Ed\.?D|M\.?F\.?A|J\.?D|LL\.?[BM]|R\.?D\.?N?|R\.?N|N\.?P|P\.?A(?:-C)?|D\.?D\.?S|D\.?M\.?D|D\.?V\.?M|Psy\.?D"
    r"|Pharm\.?D|D\.?P\.?T|LCSW|LMFT|FACP|FACS|FRCP|FRS|OBE|CBE|MBE|CPA|CFA|CFP|CSCS|CPT|LD|CDE|CNS|MSW|MSN|MPhil|Dipl\.?-Ing)\.?"
)
"""Degrees and the like after a name."""
_FOLLOW = re.compile(r"^(?:follow|seguir|suivre|folgen)\b\s*", re.IGNORECASE)
_OF_A_PAGE = ("has", "no-", "with", "comments-", "comment-count", "comment-status")
"""How classes begin that say of a page that it has comments."""
_LONGEST_NAME, _MOST = 80, 40


def authors(root: Element, structured: Structured, title: Element | None, publisher: str) -> tuple[Author, ...]:
    """The authors: JSON-LD's, the metas', microdata's, else those of the page's byline."""
    site = "".join(tokens(publisher))
    organisation: tuple[Author, ...] = ()
    for found in (
        _from_json(structured.article.get("author")) or _from_json(structured.article.get("creator")),
        _from_metas(structured),
        [person for value in structured.items.get("author", []) for person in named(value)],
        _from_page(root, title),
    ):
        made = _unique(found)
        people = tuple(person for person in made if not _is_site(person.name, site))
        if people:
            return people
        organisation = organisation or made
    if (bare := _DEGREE.sub("", publisher)) != publisher and is_name(bare):  # a person’s own site
        return (Author(name=bare),)
    return organisation


def _from_json(value: Any, depth: int = 0) -> list[Author]:
    if depth > 3:
        return []
    if isinstance(value, list):
        return [person for one in value[:_MOST] for person in _from_json(one, depth + 1)]
    if isinstance(value, dict):
        given = value.get("name") or value.get("@name")
        if isinstance(given, (list, dict)):
            return _from_json(given, depth + 1)
        url = value.get("url") or value.get("@id")
        address = url if isinstance(url, str) and url.startswith("http") and "#" not in url else None
        people = named(text(given))
        return [Author(name=people[0].name, url=address)] if len(people) == 1 else people
    return named(plain(value)) if isinstance(value, str) else []


def _from_metas(structured: Structured) -> list[Author]:
    for key in names("authors", "metas"):
        if key == "twitter:data1" and not structured.meta("twitter:label1").lower().startswith(
            ("written by", "author", "verfasst von", "écrit par")
        ):
            continue
        found = [
            person
            for value in structured.metas.get(key, ())
            for person in named(_reversed(value) if key.startswith(("citation", "dc")) else value)
        ]
        if found:
            return found
    return []


def _reversed(value: str) -> str:
    """ "Doe, Jo" as "Jo Doe"."""
    parts = [part.strip() for part in value.split(",")]
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 and all(parts) and " " not in parts[0] else value


def _from_page(root: Element, title: Element | None) -> list[Author]:
    links = [part for part in root.iter("a") if attribute(part, "rel") == "author" and not is_hidden(part)]
    for part in links[:6]:
        if found := named(words(part)):
            return found
    for part in root.iter():
        if name(part) in ("", "body", "html", "script", "article", "img") or is_hidden(part):
            continue
        marks = " ".join((*classes(part), part.get("id") or "", part.get("data-testid") or ""))
        if (
            marks
            and pattern("authors", "shown").search(marks)
            and not _is_of_a_comment(part)
            and (found := _names_in(part, 0))
        ):
            return found
    return _after(title) if title is not None else []


def _is_of_a_comment(element: Element) -> bool:
    """Whether an element stands in what somebody else says about a page: comments, replies, mentions elsewhere."""
    return any(
        pattern("classes", "comment").search(word) and not word.startswith(_OF_A_PAGE)
        for part in (element, *element.iterancestors())
        if name(part) not in ("html", "body", "main")
        for word in (*classes(part), (part.get("id") or "").lower())
    )


def _names_in(element: Element, depth: int) -> list[Author]:
    """The people an element names: in a line "By ...", as a name and nothing else, or each in an element of its own."""
    shown = start(element, 300)
    if not 3 <= len(shown) <= 300 or depth > 6:
        return []
    lines = [shown, *(" ".join((piece or "").split()) for piece in (element.text, *(part.tail for part in element)))]
    for line in lines:
        if found := list(byline(line)):
            return found
    inner = [words(part) for part in element if name(part)]
    if len(inner) > 1 and all(map(is_name, inner)):
        return [Author(name=person) for person in inner]
    if is_name(short := _AFTER.sub("", shown)):
        return [Author(name=short)]
    found = [person for part in element if name(part) for person in _names_in(part, depth + 1)]
    if not found and not shown.isascii() and len(shown) <= 30:
        found = [
            person
            for person in named(_AFTER.sub("", shown))
            if not any(c.isascii() and c.isalpha() for c in person.name)
        ]
    return found


def signed(blocks: Blocks) -> tuple[Author, ...]:
    """The name that ends a text, in a line of its own; none where it ends otherwise."""
    for block in blocks[-3:]:
        if isinstance(block, Paragraph):
            shown = plain_text(block.content).strip().strip("()（） ")
            if found := _SIGNED.fullmatch(shown):
                return tuple(person for part in re.split(r"[、，,和]\s*", found[1]) if (person := _person(part)))
            if is_name(shown):
                return (Author(name=shown),)
    return ()


def _after(title: Element) -> list[Author]:
    """A line "By ..." among the first things after the title."""
    looked, part = 0, title
    while part is not None and looked < 60:
        following = part.getnext()
        if following is None:
            part = part.getparent()
            continue
        for inner in following.iter():
            looked += 1
            if looked > 60:
                break
            if name(inner) and len(inner) < 4 and 5 <= len(shown := words(inner)) <= 120 and (found := byline(shown)):
                return list(found)
        part = following
    return []


def named(value: str) -> list[Author]:
    """The people a text names; none where it is no list of names."""
    value = plain(value).strip(" ,;·|-–—")
    if not value or len(value) > 400:
        return []
    found = patterns().byline.match(value)
    rest = value[found.end() :] if found else value
    parts = (
        [rest]
        if len(rest) < 25 and "," not in rest and " and " not in rest.lower() and not patterns().joint.search(rest)
        else patterns().joint.split(rest)
    )
    return [person for part in _with_degrees(parts) if part and (person := _person(part))]


def _with_degrees(parts: list[str]) -> list[str]:
    """Parts of a list of names, each degree with the name before it ("Jo Doe, PhD, RD")."""
    out: list[str] = []
    for part in filter(None, parts):
        if out and _TITLES.fullmatch(part.strip()):
            out[-1] += f", {part.strip()}"
        else:
            out.append(part)
    return out


def _person(part: str) -> Author | None:
    part = _FOLLOW.sub("", part.lstrip(".").strip(" \t,;:·•|-–—\u00a0()（）"))
    if not _TITLES.fullmatch(part.rpartition(" ")[2]):
        part = part.rstrip(" \t,;:·•|-–—.\u00a0()（）")
    role = _ROLE.search(part)
    shown = part[: role.start()].strip() if role else part
    if not 2 <= len(shown) <= _LONGEST_NAME or _NO_NAME.search(shown) or len(shown.partition(",")[0].split()) > 7:
        return None
    return Author(name=shown, role=None)


def _unique(found: list[Author]) -> tuple[Author, ...]:
    out: dict[str, Author] = {}
    for person in found[:_MOST]:
        out.setdefault(" ".join(person.name.casefold().split()), person)
    return tuple(out.values())


def is_organisation(author: str, publisher: str) -> bool:
    """Whether an author is the publication itself."""
    return _is_site(author, "".join(tokens(publisher)))


def _is_site(author: str, site: str) -> bool:
    """Whether an author is only the publication itself: a page often names a person elsewhere."""
    given = "".join(tokens(author))
    return (
        given == site
        or bool(_HOST.fullmatch(author.strip()))
        or (bool(site) and len(given) >= 4 and (given in site or (site in given and len(site) * 3 > len(given) * 2)))
    )
