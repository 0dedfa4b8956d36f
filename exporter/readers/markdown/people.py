"""Authors in all the shapes front matter gives them: a string, a list, a map, affiliations in lists or by reference."""

from __future__ import annotations

import re
from typing import Any

from exporter.model import Author
from exporter.patterns import pattern
from exporter.readers.markdown.front_matter import Value

_NAMES = ("name", "literal", "full_name", "fullname", "display_name", "displayname", "author", "text", "label")
_GIVEN = ("given", "given_name", "given_names", "given-names", "first", "first_name", "firstname")
_FAMILY = ("family", "family_name", "family_names", "family-names", "last", "last_name", "lastname", "surname")
_AFFILIATIONS = (
    "affiliation",
    "affiliations",
    "institute",
    "institution",
    "organization",
    "organisation",
    "org",
    "company",
)
_URLS = ("url", "website", "link", "href", "homepage")
_ROLES = ("role", "roles")
_MAIL = pattern(r"\s*<([^<>\s]+@[^<>\s]+)>\s*$")
_OFFICE = pattern(
    r"\b(?:Operations|Office|Department|Dept|Division|Directorate|Bureau|Agency|Ministry|Council|Committee|Commission"
    r"|Universit(?:y|ies|ät|é|à)|Universi(?:dad|dade|teit|tet)|Institut(?:e|ion|o)?|College|School|Laborator(?:y|ies)|Labs?|Cent(?:er|re)"
    r"|Teams?|Group|Services|Affairs|Communications|Foundation|Association|Society|Company|Corporation|Inc|Ltd|LLC|GmbH"
    r"|Ministère|Ministerio|Ministero|Direction|Departamento|Abteilung|Hochschule|Redaktion|Stiftung|Fundación|Fondation)\b"
)
"""Words of names of places people work at that are no parts of their own names."""
_MOST = 200
_DEEPEST = 3
"""Values inside each other that are looked into: an alias in YAML may hold itself."""
_SEVERAL = pattern(r"[,;&、，]|\s[^\W\d_]{1,3}\s")


class People:
    """Reads authors; `affiliations` are those the front matter lists by themselves, by id."""

    def __init__(self, affiliations: Value = None) -> None:
        self._places = _places(affiliations)

    def read(self, value: Value) -> tuple[Author, ...]:
        """The authors of a value; none where any part of it is nothing an author can be."""
        out: list[Author] = []
        for one in value[:_MOST] if isinstance(value, list) else [value]:
            found = self._one(one)
            if not found:
                return ()
            out += found
        return tuple(out)

    def _one(self, value: Value) -> list[Author]:
        if isinstance(value, str):
            return _named(value)
        if not isinstance(value, dict) or not value:
            return []
        only = next(iter(value.items())) if len(value) == 1 else ("", None)
        if isinstance(only[1], dict) and only[0] not in _NAMES:
            return self._one({"name": only[0], **only[1]})
        return self._mapped(value)

    def _mapped(self, value: dict[str, Value]) -> list[Author]:
        left = {key: part for key, part in value.items() if part not in (None, "", [], {})}
        name = _name(left)
        if not name:
            return []
        made: dict[str, Any] = {
            "name": name,
            "role": _joined(_taken(left, _ROLES), self._places),
            "affiliation": _joined(_taken(left, _AFFILIATIONS), self._places),
            "url": _joined(_taken(left, _URLS), {}),
        }
        extra = {key: part for key, raw in left.items() if (part := _flat(raw)) is not None}
        if len(extra) < len(left):
            return []
        return [Author(**{key: part for key, part in made.items() if part}, attributes=extra)]


def _named(text: str) -> list[Author]:
    """The authors a string names: "A B and C D", "A B <mail>", "A B, Some Institute"."""
    text = " ".join(text.split())
    if not text:
        return []
    if found := _MAIL.search(text):
        name = text[: found.start()].strip()
        return [Author(name=name, attributes={"email": found[1]})] if name else [Author(name=text)]
    if not _SEVERAL.search(text):
        return [Author(name=text)]
    from exporter.readers.text.bylines import (
        is_name,
        names,
    )  # its tables are for pasted text: most authors are one name

    several = names(text)
    people = [part for part in several if not _OFFICE.search(part)]
    if 0 < len(people) < len(several) and several[: len(people)] == people and all(map(is_name, people)):
        where = ", ".join(several[len(people) :])
        return [Author(name=name, affiliation=where) for name in people]
    if len(several) > 1 and all(map(is_name, several)):
        return [Author(name=name) for name in several]
    first, comma, rest = text.partition(",")
    if comma and is_name(first.strip()) and len(rest.split()) > 1 and not is_name(rest.strip()):
        return [Author(name=first.strip(), affiliation=rest.strip())]
    return [Author(name=text)]


def _name(left: dict[str, Value], deep: int = 0) -> str:
    """The name in a map, taken out of it: whole, or given and family name."""
    for key in _NAMES:
        if isinstance(left.get(key), str):
            return str(left.pop(key)).strip()
        if isinstance(left.get(key), dict):
            inner = dict(left.pop(key))
            return _name(inner, deep + 1) if inner and deep < _DEEPEST else ""
    parts = [_taken(left, _GIVEN), _taken(left, _FAMILY)]
    return " ".join(str(part) for part in parts if isinstance(part, str)).strip()


def _taken(left: dict[str, Value], keys: tuple[str, ...]) -> Value:
    for key in keys:
        if key in left:
            return left.pop(key)
    return None


def _joined(value: Value, places: dict[str, str], deep: int = 0) -> str:
    """A value as words: of a list all, of a map its name, of a reference what it names."""
    if isinstance(value, str):
        parts = [part.strip() for part in re.split(r"[,;]", value)] if places else []
        known = [places[part] for part in parts if part in places]
        return "; ".join(known) if known and len(known) == len(parts) else value
    if isinstance(value, list):
        inside = value[:_MOST] if deep < _DEEPEST else []
        return "; ".join(part for one in inside if (part := _joined(one, places, deep + 1)))
    if isinstance(value, dict):
        named = value.get("name") or value.get("institution") or value.get("role") or value.get("type")
        if isinstance(named, str):
            place = [value[key] for key in ("department", "city", "country") if isinstance(value.get(key), str)]
            return ", ".join([named, *place])
        return places.get(str(value.get("ref") or value.get("id")), "")
    return ""


def _places(value: Value) -> dict[str, str]:
    out: dict[str, str] = {}
    if isinstance(value, dict):
        value = [
            {"id": key, **part} if isinstance(part, dict) else {"id": key, "name": part} for key, part in value.items()
        ]
    for one in value[:_MOST] if isinstance(value, list) else []:
        pairs: Any = one.items() if isinstance(one, dict) else ()
        ids = [str(part) for key, part in pairs if key in ("id", "index", "ref")]
        if ids and (words := _joined({key: part for key, part in pairs if key not in ("id", "index", "ref")}, {})):
            out[ids[0]] = words
    return out


def _flat(value: Value) -> str | None:
    """A value kept as an attribute: a string, or strings in a list; None of anything deeper."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ", ".join(value)
    return None
