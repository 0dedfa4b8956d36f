"""What a page says about itself in JSON-LD, metas and microdata, gathered without judging it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from msgspec import Struct

from exporter.readers.html.elements import Element, attribute, name, words

Json: TypeAlias = dict[str, Any]

_ARTICLES = re.compile(
    r"(?:\w*Article|BlogPosting|Report\w*|LiveBlogPosting|SocialMediaPosting|DiscussionForumPosting|Review|CriticReview|AnalysisNewsArticle|Recipe|HowTo|Chapter|CreativeWork)$"
)
_COMMENT = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\]\]>\*/)\s*\Z"
)
_CONTROL = re.compile(r"[\x00-\x1f]+")
_DEEPEST, _MOST = 6, 400
_DEEPEST_VALUE, _MOST_NAMES = 60, 8


class Structured(Struct):
    """The article's own JSON-LD object (empty where there is none), metas by lower-case name, and microdata values."""

    article: Json = {}
    page: Json = {}
    metas: dict[str, list[str]] = {}
    items: dict[str, list[str]] = {}

    def meta(self, *names: str) -> str:
        """The first meta of these names that says something."""
        return next((value for one in names for value in self.metas.get(one, ()) if value), "")


def gathered(root: Element, canonical: str, titles: list[str]) -> Structured:
    """What a page says; of several articles in its JSON-LD the one that is about this page."""
    found = [one for one in _objects(root) if any(_ARTICLES.search(kind) for kind in kinds(one))]
    pages = [one for one in _objects(root) if any(kind.endswith("WebPage") for kind in kinds(one))]
    return Structured(_own(found, canonical, titles), pages[0] if pages else {}, _metas(root), _items(root))


def kinds(one: Json) -> list[str]:
    """The types of a JSON-LD object, without their namespace."""
    given = one.get("@type", one.get("type", ""))
    return [str(kind).rpartition("/")[2] for kind in (given if isinstance(given, list) else [given])]


def _own(found: list[Json], canonical: str, titles: list[str]) -> Json:
    def score(one: Json) -> int:
        about = json.dumps([one.get("url"), one.get("mainEntityOfPage"), one.get("@id")])
        headline = text(one.get("headline")) or text(one.get("name"))
        same = any(headline and (headline in title or title in headline) for title in titles if title)
        general = kinds(one)[0] in ("CreativeWork", "Review", "HowTo", "Recipe")
        return 4 * same + 2 * bool(canonical and f'{canonical}"' in about) + bool(one.get("datePublished")) - general

    best = max(found, key=score, default={})
    return best if len(found) <= 3 or score(best) >= 2 else {}


def _objects(root: Element) -> Iterator[Json]:
    for script in root.iter("script"):
        if "ld+json" in attribute(script, "type").lower():
            yield from _inside(_loaded(script.text or ""), 0)


def _loaded(source: str) -> Any:
    plain = _COMMENT.sub("", _COMMENT.sub("", source)).strip().rstrip(";")
    for attempt in (plain, _CONTROL.sub(" ", plain), re.sub(r",\s*([}\]])", r"\1", _CONTROL.sub(" ", plain))):
        try:
            found = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return found if _is_shallow(found) else None
    return None


def _is_shallow(value: Any) -> bool:
    """Whether values stand in each other no deeper than anybody writes them."""
    level = [value]
    for _ in range(_DEEPEST_VALUE):
        inside = (one.values() if isinstance(one, dict) else one for one in level if isinstance(one, (dict, list)))
        level = [inner for values in inside for inner in values]
        if not level:
            return True
    return False


def _inside(value: Any, depth: int) -> Iterator[Json]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value[:_MOST]:
            yield from _inside(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(key), (dict, list)):
                yield from _inside(value[key], depth + 1)


def text(value: Any) -> str:
    """A JSON-LD value as plain text: of a list its first, of an object its name."""
    if isinstance(value, list):
        return next((found for one in value if (found := text(one))), "")
    if isinstance(value, dict):
        return text(value.get("name") or value.get("@value") or value.get("headline"))
    return plain(str(value)) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def plain(value: str) -> str:
    """A value without markup and entities, on one line."""
    import html

    value = html.unescape(html.unescape(value)) if "&" in value else value
    if "<" in value:
        value = re.sub(r"</?[A-Za-z][^<>]{0,200}>", "", value)
    return " ".join(value.split())


def _metas(root: Element) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        key = (attribute(meta, "property") or attribute(meta, "name") or attribute(meta, "http-equiv")).lower()
        value = plain(attribute(meta, "content"))
        if key and value:
            out.setdefault(key, []).append(value)
    return out


def _items(root: Element) -> dict[str, list[str]]:
    """Microdata that is about an article, by property."""
    out: dict[str, list[str]] = {}
    for element in root.iter():
        given = element.get("itemprop") if name(element) else None
        if not given:
            continue
        for prop in given.split()[:_MOST_NAMES]:
            value = _item(element, prop)
            if value and len(value) < 600:
                out.setdefault(prop.lower(), []).append(value)
    return out


def _item(element: Element, prop: str) -> str:
    if prop.lower() in ("author", "creator", "publisher"):
        inner = next(
            (part for part in element.iterdescendants() if "name" in (part.get("itemprop") or "").split()), None
        )
        if inner is not None:
            element = inner
    for key in ("content", "datetime"):
        if given := attribute(element, key):
            return plain(given)
    if prop.lower().startswith("date") and attribute(element, "title"):
        return plain(attribute(element, "title"))
    return words(element)
