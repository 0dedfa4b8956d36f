"""An article's metadata as YAML: one key a line, in the order of the model, quoted only where it must be."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from exporter.model import Article, Author, Figure, Link, Text
from exporter.readers.markdown.metadata import FIELDS, SECOND
from exporter.writing.inlines import Inexpressible, InlineWriter, about

_PLAIN = re.compile(
    r"[A-Za-z0-9(À-ɏ](?:[^\n:#\[\]{}\"\\&*!|>%@`\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|:(?=[^\s]))*"
)
_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_NULL = frozenset({"null", "~", "none"})
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_JSON_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")

NATURAL = [
    "title",
    "standfirst",
    "kicker",
    "authors",
    "published",
    "updated",
    "dateline",
    "publisher",
    "source",
    "identifier",
    "rights",
    "keywords",
    "marking",
    "lang",
    "dir",
    "id",
    "lead",
    "related",
    "attributes",
]
_KEYS = {"published": "date", "id": "article-id"}


def write(article: Article, as_json: frozenset[str], extra: str = "") -> str:
    """The front matter, with the fields of `as_json` as canonical JSON; `extra` holds further lines."""
    lines = [line for name in NATURAL for line in _field(article, name, as_json)]
    lines += [_json(article, name) for name in ("takeaways", "notes") if name in as_json and getattr(article, name)]
    body = "\n".join(lines + ([extra] if extra else []))
    return f"---\n{body}\n---\n" if body else ""


def _field(article: Article, name: str, as_json: frozenset[str]) -> list[str]:
    value = getattr(article, name)
    if value in (None, (), {}):
        return []
    if name in as_json:
        return [_json(article, name)]
    try:
        return _natural(name, value)
    except Inexpressible:
        return [_json(article, name)]


def _json(article: Article, name: str) -> str:
    """One field as JSON in single quotes; characters YAML or a reader would change are escaped in the JSON."""
    data = as_text(msgspec.json.encode(getattr(article, name)))
    quoted = data.replace("'", "''")
    return f"{name}-json: '{quoted}'"


def as_text(data: bytes) -> str:
    """JSON as text that survives being read as a line of text."""
    return _JSON_ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", data.decode())


def _natural(name: str, value: Any) -> list[str]:
    key = _KEYS.get(name, name)
    if name in ("title", "standfirst"):
        return [f"{key}: {scalar(_inlines(value))}"]
    if name == "authors":
        return _authors(value)
    if name == "keywords":
        return [f"keywords: [{', '.join(scalar(word, in_list=True) for word in value)}]"]
    if name == "lead":
        return _lead(value)
    if name == "related":
        return _related(value)
    if name == "attributes":
        return [f"{_attribute(key)}: {scalar(text)}" for key, text in value.items()]
    return [f"{key}: {value if name in ('published', 'updated') else scalar(value)}"]


def _inlines(value: Any) -> str:
    written = InlineWriter().write(value)
    if "<" in written and re.search(r"<(?:sub|sup|em|strong|s|br)\b", written):
        raise Inexpressible
    return written


def _attribute(key: str) -> str:
    name = key.lower().replace("-", "_")
    if not _KEY.fullmatch(key) or name in FIELDS or name in SECOND or name.endswith("_json") or name in _NULL:
        raise Inexpressible
    return key


def _authors(authors: tuple[Author, ...]) -> list[str]:
    simple = all(not (a.role or a.affiliation or a.url or about(a)) for a in authors)
    if simple and len(authors) == 1:
        return [f"author: {scalar(authors[0].name)}"]
    out = ["authors:"]
    for author in authors:
        if author.id is not None or author.lang is not None or author.dir is not None:
            raise Inexpressible
        named = [(key, getattr(author, key)) for key in ("name", "role", "affiliation", "url")]
        pairs = [(key, value) for key, value in [*named, *author.attributes.items()] if value is not None]
        if simple:
            out.append(f"  - {scalar(author.name)}")
        else:
            out += [
                f"  {'-' if not at else ' '} {_plain_key(key)}: {scalar(value)}"
                for at, (key, value) in enumerate(pairs)
            ]
    return out


def _plain_key(key: str) -> str:
    if not _KEY.fullmatch(key) or key in _NULL:
        raise Inexpressible
    return key


def _lead(figure: Figure) -> list[str]:
    image = figure.images[0] if len(figure.images) == 1 else None
    if image is None or about(figure) or about(image):
        raise Inexpressible
    parts = {"src": image.source, "alt": image.alt, "title": image.title}
    parts |= {key: _inlines(value) for key, value in (("caption", figure.caption), ("credit", figure.credit)) if value}
    lines = [f"  {key}: {scalar(value)}" for key, value in parts.items() if value is not None]
    if not lines:
        raise Inexpressible
    return ["lead:", *lines]


def _related(links: tuple[Link, ...]) -> list[str]:
    out = ["related:"]
    for link in links:
        if about(link) or link.title is not None or not link.target:
            raise Inexpressible
        only = link.content[0] if len(link.content) == 1 else None
        if isinstance(only, Text) and only.value == link.target and not about(only):
            out.append(f"  - url: {scalar(link.target)}")
        else:
            out += [f"  - title: {scalar(_inlines(link.content))}", f"    url: {scalar(link.target)}"]
    return out


def scalar(value: str, *, in_list: bool = False) -> str:
    """A string as YAML: plain where that reads back as the same string, else in double quotes."""
    if in_list and "," in value:
        return _quoted(value)
    if (
        _PLAIN.fullmatch(value)
        and value == value.strip()
        and value.lower() not in _NULL
        and not value.startswith(("---", "..."))
    ):
        return value
    return _quoted(value)


def _quoted(value: str) -> str:
    quoted = json.dumps(value, ensure_ascii=False)
    return _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
