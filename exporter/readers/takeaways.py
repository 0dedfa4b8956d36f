"""The words people put over and under an article's key points, by language, from assets/takeaways.toml."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from msgspec import Struct

from exporter import resources
from exporter.patterns import pattern

_LONGEST = 60
_LONGEST_FORM = 90
_LONGEST_TRIMMED = 1000
_LONGEST_PROVENANCE = 400
_EDGES = pattern(r"^[\s#*_>•▪■►：:\-–—]+|[\s*_:：.…!\-–—]+$")


class Labels(Struct, frozen=True):
    """Known headings, casefolded. `strong` ones name takeaways whatever follows, `weak` ones ("Summary") name many things.

    forms: headings with the article's own subject in them; provenance: words of a line that says who wrote the points.
    prose: weak ones that head a few sentences too.
    """

    strong: frozenset[str]
    weak: frozenset[str]
    forms: re.Pattern[str] = pattern(r"(?!)")
    provenance: tuple[str, ...] = ()
    prose: frozenset[str] = frozenset()


@cache
def labels() -> Labels:
    """The headings of all languages: pasted text seldom says which one it is in."""
    data = resources.table("takeaways.toml")
    tables = [table for table in data.values() if isinstance(table, dict)]
    strong, weak = (
        frozenset(key(word) for table in tables for word in table.get(kind, ())) for kind in ("strong", "weak")
    )
    return Labels(
        strong,
        weak,
        _forms(data),
        tuple(word.casefold() for word in data["provenance"]["words"]),
        frozenset(map(key, data["prose"]["words"])),
    )


def _forms(data: dict[str, Any]) -> re.Pattern[str]:
    """One pattern for all forms: "*" stands for one word or more."""
    parts = (
        r"\S.{1,70}".join(re.escape(" ".join(piece.casefold().split(" "))) for piece in form.split("*"))
        for form in data["patterns"]["weak_forms"]
    )
    return pattern("|".join(f"(?:{part})" for part in parts))


def key(words: str) -> str:
    """A heading as it is compared: without marks at its edges, apostrophes and spaces made plain, case folded."""
    plain = words.replace("’", "'").replace("\u00a0", " ")
    if len(plain) <= _LONGEST_TRIMMED:  # nothing longer is a heading; finding its marks takes its length squared
        plain = _EDGES.sub("", plain)
    return " ".join(plain.casefold().split())


def strength(words: str) -> int:
    """2: a heading of takeaways; 1: of takeaways if a list and nothing else follows; 0: neither."""
    if len(words) > _LONGEST:
        return 0
    known, found = labels(), key(words)
    return 2 if found in known.strong else 1 if found in known.weak else 0


def heads_prose(words: str) -> bool:
    """Whether a heading says that a few sentences under it are the summary of the whole."""
    return key(words) in labels().prose


def is_form(words: str) -> bool:
    """Whether a heading names the key points of its own subject ("What to know about the vote"); to be read as a weak one."""
    return 8 <= len(words) <= _LONGEST_FORM and labels().forms.fullmatch(key(words)) is not None


def is_provenance(words: str) -> bool:
    """Whether a line under the points says who or what wrote them (an AI, an editor)."""
    folded = words.casefold()
    return 5 <= len(words) <= _LONGEST_PROVENANCE and any(part in folded for part in labels().provenance)
