"""The canonical JSON of an article: written, read, described by a schema.

One article has one canonical form: keys in the order of the model, defaults left out, places dropped, UTF-8, no spaces.
It is what identifiers are made from, and what `exporter read --json` prints.

What travels inside an export is its Record: `{"article": ..., "pictures": {source: SHA-256, ...}}`. The pictures lie
somewhere in the export, byte for byte as they came in; the SHA-256 is how a reader knows them again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from exporter.errors import SourceError
from exporter.model import Article
from exporter.uninterrupted import uninterrupted
from exporter.walk import without_places

MEDIA_TYPE = "application/json"
FILE_NAME = "article.json"

_encoder = msgspec.json.Encoder()


class Record(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What an export carries to be a source again; `pictures`: the SHA-256 (hex) of each file, by `Image.source`."""

    article: Article
    pictures: dict[str, str] = {}


def dumps(article: Article) -> bytes:
    """The canonical JSON of an article, on one line."""
    return _encoder.encode(without_places(article))


def record(article: Article, pictures: Mapping[str, bytes]) -> bytes:
    """The Record of an article and its pictures' files, as JSON on one line."""
    import hashlib  # late, like all that takes its time to load

    digests = {source: hashlib.sha256(data).hexdigest() for source, data in sorted(pictures.items())}
    return _encoder.encode(Record(without_places(article), digests))


def pretty(article: Article) -> bytes:
    """The same for people: indented by two spaces, with a line end."""
    return msgspec.json.format(dumps(article), indent=2) + b"\n"


def loads(data: bytes, source: str = "") -> Article:
    """The article that JSON describes, itself or as a Record; a SourceError names the path inside it that is wrong.

    A byte order mark is skipped. Raises SourceError.
    """
    return load_record(data, source).article


def load_record(data: bytes, source: str = "") -> Record:
    """The Record that JSON describes; an article alone is one without pictures. Raises SourceError."""
    plain = data.removeprefix(b"\xef\xbb\xbf")
    try:
        with uninterrupted():  # see resources; the largest takes less than a second
            if plain.lstrip().startswith(b'{"article":'):
                return msgspec.json.decode(plain, type=Record)
            return Record(msgspec.json.decode(plain, type=Article))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        why = " ".join(str(error).split())  # a field's name is the source's, whatever it holds
        raise SourceError(
            f"not an article in JSON: {why}", place=source, hint="`exporter schema` describes what is expected"
        ) from None
    except RecursionError:
        raise SourceError("nested too deep", place=source, hint="nest fewer blocks in each other") from None


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an article, generated from the model."""
    described: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Article"}
    return described | msgspec.json.schema(Article)
