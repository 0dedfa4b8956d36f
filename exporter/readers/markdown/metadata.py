"""What front matter says, as the fields of an Article. Names of keys are those people use; case, `-` and `_` do not matter.

    title, headline · subtitle, standfirst, deck, dek, lede · kicker, eyebrow · author(s), byline · date, published ·
    updated, lastmod, modified · dateline · publisher · source, canonical_url · identifier, doi · rights, license, copyright ·
    keywords, tags, categories, topics · marking, tlp · lang, language · dir · lead · takeaways, key_points · related

`description`, `summary`, `excerpt` and `abstract` are the standfirst where no other key is and the text does not begin with
them. The lead picture is also found as `cover` says. Every other key with a plain value is kept as an attribute; `KEY-json`
gives a field as canonical JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec.structs import replace

from exporter.model import Article, Author, Blocks, Figure, Image, Inlines, Link, Takeaways, Text
from exporter.patterns import pattern
from exporter.readers.markdown import cover
from exporter.readers.markdown.front_matter import Value
from exporter.readers.markdown.people import People
from exporter.readers.markdown.quoting import shortened
from exporter.report import Report
from exporter.walk import text as plain_text
from exporter.walk import walk

_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "standfirst": ("standfirst", "subtitle", "deck", "dek", "lede", "strapline", "tagline", "subheadline"),
    "kicker": ("kicker", "eyebrow"),
    "authors": ("authors", "author", "byline", "by"),
    "published": ("published", "date", "pubdate", "date_published", "publish_date", "published_at"),
    "updated": (
        "updated",
        "updateddate",
        "updated_date",
        "lastmod",
        "modified",
        "last_modified_at",
        "date_modified",
        "last_updated",
        "updated_at",
    ),
    "dateline": ("dateline",),
    "publisher": ("publisher",),
    "source": ("source", "source_url", "canonical_url", "canonical", "canonicalurl", "original_url"),
    "identifier": ("identifier", "doi", "isbn"),
    "rights": ("rights", "license", "licence", "copyright"),
    "keywords": ("keywords", "tags", "tag", "categories", "category", "topics"),
    "marking": ("marking", "tlp", "classification"),
    "lang": ("lang", "language", "locale"),
    "dir": ("dir", "direction"),
    "lead": ("lead",),
    "takeaways": ("takeaways", "key_takeaways", "key_points", "highlights"),
    "related": ("related",),
    "id": ("article_id",),
}
SECOND = ("lead", "description", "summary", "excerpt", "abstract")
"""Keys that are the standfirst where nothing else is."""
_MAPS = frozenset(["taxonomies", "extra", "params", "seo"])
"""Keys of maps in which sites keep what others have at the top."""
FIELDS = {name: field for field, names in _NAMES.items() for name in names}
"""Which field of an article a key (in lower case, with underscores) means."""

_DATE = pattern(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?")
_URL = pattern(r"(?:https?://|mailto:|/|\.{0,2}/|#)\S+$")
_MOST_VALUES = 200
_TAKEAWAYS = frozenset(["label", "items", "provenance"])
_FILE = pattern(r"\.\w{2,4}$|^(?:https?:)?/")
_SPACED = pattern(r"[\w-]+(?: [\w-]+)+")
_IN_JSON = frozenset(Article.__struct_fields__) - {"body", "place"}
"""The fields that front matter may give as JSON: the body is the text under it."""
_ROLES = frozenset(["translator", "editor", "photographer", "illustrator", "contributor"])


class Metadata:
    """Reads the front matter of one article; `inlines_of` reads a value as Markdown."""

    def __init__(self, report: Report, inlines_of: Callable[[str], Inlines]) -> None:
        self.report, self.inlines_of = report, inlines_of
        self.fields: dict[str, Any] = {}
        self.attributes: dict[str, str] = {}
        self.search_takeaways = True
        self._contributors: tuple[Author, ...] = ()
        self._people = People()
        self._jekyll = False
        self._key = ""
        self._left: list[str] = []
        self._second: dict[str, str] = {}
        self.cover: Figure | None = None

    def read(self, data: dict[str, Value]) -> None:
        """Take in every key."""
        data = _unfolded(data)
        self._people = People(data.pop("affiliations", None) if "author" in data or "authors" in data else None)
        self._jekyll = "layout" in data
        if not any(key.lower() in ("lead", "lead-json") for key in data):
            self._cover(data)
        for key, value in data.items():
            name = key.strip().lower().replace("-", "_").replace(" ", "_")
            if name.endswith("_json") and self._json(name.removesuffix("_json"), value):
                continue
            field = FIELDS.get(name)
            if field == "takeaways" and value in ("none", "false", "no"):
                self.search_takeaways = False
                continue
            if name.rstrip("s") in _ROLES and self._others(name.rstrip("s"), value):
                continue
            if value in (None, "", [], {}) or (field and self._fits(field) and self._field(field, value, key)):
                continue
            self._keep(key, value)
            if name in SECOND and isinstance(value, str):
                self._second[name] = value
        if self._contributors:
            self.fields["authors"] = self.fields.get("authors", ()) + self._contributors

    def _tell(self) -> None:
        left = self._left
        if self.attributes:
            self.report.tell("front-matter-kept", f"kept as attributes of the article: {', '.join(self.attributes)}")
        for what in left[:_MOST_VALUES]:
            self.report.tell("front-matter-dropped", f"left out, as it says nothing about an article: {what}")
        if len(left) > _MOST_VALUES:
            more = len(left) - _MOST_VALUES
            self.report.tell("front-matter-dropped", f"left out, as they say nothing about an article: {more} more")

    def _keep(self, key: str, value: Value, deep: int = 0) -> None:
        """Keep a plain value, or those in a map, under its name; name what is neither."""
        if isinstance(value, str):
            self.attributes[key] = value
        elif isinstance(value, dict) and deep < 2 and len(self.attributes) + len(value) < _MOST_VALUES:
            for inner, part in value.items():
                self._keep(f"{key}.{inner}", part, deep + 1)
        elif value is not None:
            self._left.append(f"{key}: {_quoted(value)}")

    def _json(self, name: str, value: Value) -> bool:
        if name not in _IN_JSON or not isinstance(value, str):
            return False
        try:
            article = msgspec.json.decode(f'{{"type":"article","{name}":{value}}}', type=Article)
        except (msgspec.DecodeError, RecursionError, UnicodeEncodeError) as error:
            self.report.warn("article-json", f"“{name}-json” is not what the model says: {error}")
            return False
        if name == "attributes":
            self.attributes |= article.attributes
        else:
            self.fields[name] = getattr(article, name)
        return True

    def _field(self, field: str, value: Value, key: str) -> bool:
        """Set a field from a value; False where the value is nothing this field can be."""
        reader = getattr(self, f"_read_{field}", None)
        self._key = key.lower()
        found = reader(value) if reader else self._words(value)
        if field in ("published", "updated") and not found:
            self.report.warn(
                "date", f"“{_shown(value)}” in “{key}” is no date that can be read", hint="write it as 2024-06-25"
            )
        if not found:
            return False
        if field == "keywords" and field in self.fields:
            found = self.fields[field] + tuple(word for word in found if word not in self.fields[field])
        self.fields[field] = found
        return True

    def _fits(self, field: str) -> bool:
        return field not in self.fields or field == "keywords"

    def finish(self, body: Blocks) -> None:
        """What depends on the text: whether a site's words are the standfirst, and whether it shows the cover. Then tell."""
        opening = " ".join(plain_text(body[:2]).split()).casefold() if self._second else ""
        for key in SECOND:
            words = self._second.get(key)
            if not words or "standfirst" in self.fields:
                continue
            said = self.inlines_of(" ".join(words.split()))
            if said and not opening.startswith(_start(plain_text(said))):
                self.fields["standfirst"] = said
                self.attributes = {name: text for name, text in self.attributes.items() if name.lower() != key}
        self._show_cover(body)
        self._tell()

    def _show_cover(self, body: Blocks) -> None:
        """The cover is the lead picture, unless the text shows the same file."""
        if self.cover is None or "lead" in self.fields:
            return
        source = _file(self.cover.images[0])
        if any(_file(node) == source for node in walk(body) if isinstance(node, Image)):
            self.report.tell("cover-twice", f"the cover {shortened(source)} stands in the text too: kept once")
            return
        self.fields["lead"] = self.cover

    def _cover(self, data: dict[str, Value]) -> None:
        parts = cover.take(data)
        if parts:
            self.cover = self._read_lead(parts)

    def _words(self, value: Value) -> str | None:
        return value if isinstance(value, str) else None

    def _read_title(self, value: Value) -> Inlines:
        return self.inlines_of(value) if isinstance(value, str) else ()

    _read_standfirst = _read_title

    def _read_published(self, value: Value) -> str | None:
        if isinstance(value, dict):
            self._dates(value)
            return self.fields.get("published")
        if not isinstance(value, str):
            return None
        if _DATE.fullmatch(value):
            return value
        from exporter.readers.text.dates import (
            iso_date,
        )  # its tables are for pasted text: most front matter has ISO dates

        return iso_date(value.strip())

    _read_updated = _read_published

    def _dates(self, value: dict[str, Value]) -> None:
        """Dates in a map, as some site generators want them: `created` and `updated`."""
        for key, field in (("created", "published"), ("published", "published"), ("updated", "updated")):
            if isinstance(value.get(key), str) and (found := self._read_published(value[key])):
                self.fields.setdefault(field, found)

    def _read_dir(self, value: Value) -> str | None:
        return value if value in ("ltr", "rtl") else None

    def _read_keywords(self, value: Value) -> tuple[str, ...]:
        if isinstance(value, str):
            mark = None if self._jekyll and self._key in ("tags", "categories") and _SPACED.fullmatch(value) else ","
            return tuple(word.strip() for word in value.split(mark) if word.strip())
        if isinstance(value, list) and all(isinstance(word, str) for word in value):
            return tuple(value)
        return ()

    def _read_authors(self, value: Value) -> tuple[Author, ...]:
        return self._people.read(value)

    def _others(self, role: str, value: Value) -> bool:
        """Those who had another part in the article than writing it; they follow its authors."""
        found = self._read_authors(value)
        self._contributors += tuple(replace(author, role=author.role or role.capitalize()) for author in found)
        return bool(found)

    def _read_lead(self, value: Value) -> Figure | None:
        if isinstance(value, str):
            if not _FILE.search(value):
                self._second["lead"] = value
                return None
            return Figure(images=(Image(source=value),))
        if not isinstance(value, dict) or not all(part is None or isinstance(part, str) for part in value.values()):
            return None
        image = Image(
            source=value.get("src") or value.get("source") or None, alt=value.get("alt"), title=value.get("title")
        )
        return Figure(
            images=(image,),
            caption=self.inlines_of(value.get("caption") or ""),
            credit=self.inlines_of(value.get("credit") or ""),
            attributes=_others(value, "src", "source", "alt", "title", "caption", "credit"),
        )

    def _read_takeaways(self, value: Value) -> Takeaways | None:
        given = value if isinstance(value, dict) else {"items": value}
        label, items, provenance = given.get("label"), given.get("items"), given.get("provenance") or ""
        if not isinstance(label, str | None) or not isinstance(provenance, str) or set(given) - _TAKEAWAYS:
            return None
        if not isinstance(items, list) or not all(isinstance(item, str) and item for item in items) or not items:
            return None
        points = tuple(map(self.inlines_of, items))
        return Takeaways(items=points, label=label or None, provenance=self.inlines_of(provenance))

    def _read_related(self, value: Value) -> tuple[Link, ...]:
        made = [self._link(one) for one in (value if isinstance(value, list) else [value])]
        return tuple(link for link in made if link) if all(made) else ()

    def _link(self, value: Value) -> Link | None:
        if isinstance(value, str):
            content = self.inlines_of(value)
            if len(content) == 1 and isinstance(content[0], Link):
                return content[0]
            return Link(content=(Text(value=value),), target=value) if _URL.match(value) else None
        if not isinstance(value, dict) or not isinstance(value.get("url"), str):
            return None
        title = value.get("title") or value["url"]
        if not isinstance(title, str) or not all(part is None or isinstance(part, str) for part in value.values()):
            return None
        return Link(content=self.inlines_of(title), target=value["url"], attributes=_others(value, "title", "url"))


def _others(value: dict[str, Value], *used: str) -> dict[str, str]:
    """What else a map says: kept as attributes."""
    return {key: part for key, part in value.items() if key not in used and isinstance(part, str)}


def _shown(value: Value) -> str:
    return value[:60] if isinstance(value, str) else type(value).__name__


def _quoted(value: Value) -> str:
    """The first words in a value. They are walked to, never all gathered: aliases in YAML make bombs."""
    stack, words = [value], list[str]()
    for _ in range(_MOST_VALUES):
        if not stack:
            break
        part = stack.pop()
        if isinstance(part, dict):
            stack += [inner for pair in reversed(list(part.items())[:_MOST_VALUES]) for inner in reversed(pair)]
        elif isinstance(part, list):
            stack += reversed(part[:_MOST_VALUES])
        elif part is not None:
            words.append(str(part))
    return shortened(", ".join(words) + (", …" if stack else ""))


def _unfolded(data: dict[str, Value]) -> dict[str, Value]:
    """The front matter, with what sites keep in maps of their own (`extra`, `taxonomies`) beside the rest where it is known."""
    out = dict(data)
    for key, value in data.items():
        if key.lower() in _MAPS and isinstance(value, dict):
            known = {inner: part for inner, part in value.items() if inner.lower() in FIELDS and inner not in out}
            out |= known
            out[key] = {inner: part for inner, part in value.items() if inner not in known}
    return out


def _start(words: str) -> str:
    """The first words of a text, or of one that was cut off."""
    return " ".join(words.split()).rstrip(".…").casefold()[:80]


def _file(image: Image) -> str:
    return (image.source or "").split("?")[0].rsplit("/", 1)[-1]


def same_words(one: Inlines, other: Inlines) -> bool:
    """Whether two titles say the same."""
    return plain_text(one).split() == plain_text(other).split()
