"""The canonical JSON of an article: written, read, described by a schema.

One article has one canonical form: keys in the order of the model, defaults left out, places dropped, UTF-8, no spaces.
It is what travels inside every export, what identifiers are made from, and what `exporter read --json` prints.
"""

from __future__ import annotations

from typing import Any

import msgspec

from exporter.errors import SourceError
from exporter.model import Article
from exporter.walk import without_places

MEDIA_TYPE = "application/json"
FILE_NAME = "article.json"

_encoder = msgspec.json.Encoder()


def dumps(article: Article) -> bytes:
    """The canonical JSON of an article, on one line."""
    return _encoder.encode(without_places(article))


def pretty(article: Article) -> bytes:
    """The same for people: indented by two spaces, with a line end."""
    return msgspec.json.format(dumps(article), indent=2) + b"\n"


def loads(data: bytes, source: str = "") -> Article:
    """The article that JSON describes; a SourceError names the path inside it that is wrong.

    A byte order mark is skipped. Raises SourceError.
    """
    try:
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=Article)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SourceError(
            f"not an article in JSON: {error}", place=source, hint="`exporter schema` describes what is expected"
        ) from None
    except RecursionError:
        raise SourceError("nested too deep", place=source, hint="nest fewer blocks in each other") from None


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an article, generated from the model."""
    described: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Article"}
    return described | msgspec.json.schema(Article)
