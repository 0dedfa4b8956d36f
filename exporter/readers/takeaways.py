"""The words people put over an article's key points, by language, from assets/takeaways.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from msgspec import Struct

from exporter import resources

_LONGEST = 60
_EDGES = re.compile(r"^[\s#*_>•▪■►:：\-–—]+|[\s*_:：.…!\-–—]+$")


class Labels(Struct, frozen=True):
    """Known headings, casefolded. `strong` ones name takeaways whatever follows, `weak` ones ("Summary") name many things."""

    strong: frozenset[str]
    weak: frozenset[str]


@cache
def labels() -> Labels:
    """The headings of all languages: pasted text seldom says which one it is in."""
    data = tomllib.loads(resources.read("takeaways.toml").decode())
    tables = [table for table in data.values() if isinstance(table, dict)]
    return Labels(
        *(frozenset(key(word) for table in tables for word in table.get(kind, ())) for kind in ("strong", "weak"))
    )


def key(words: str) -> str:
    """A heading as it is compared: without marks at its edges, apostrophes and spaces made plain, case folded."""
    plain = _EDGES.sub("", words.replace("’", "'").replace("\u00a0", " "))
    return " ".join(plain.casefold().split())


def strength(words: str) -> int:
    """2: a heading of takeaways; 1: of takeaways if a list and nothing else follows; 0: neither."""
    if len(words) > _LONGEST:
        return 0
    known, found = labels(), key(words)
    return 2 if found in known.strong else 1 if found in known.weak else 0
