"""Running heads with a page number on the same line, as a PDF leaves them: `Annual Report      Page 3`, `4 | The Report`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from exporter.patterns import pattern
from exporter.readers.text.words import words

_AFTER = pattern(r"(?<!\d)(\d{1,4})(?:\s*(?:of|/|von|de|di|van|sur|av|af|z|из)\s*\d{1,4})?\s*$", re.IGNORECASE)
_BEFORE = pattern(r"\s*(\d{1,4})(?:\s{2,}|\t|\s*[|•·]\s*)(?=[^\s\d])")
_WIDE = pattern(r"(?:\s{2,}|\t|[|•·–—-]\s?)$")
_LONGEST = 200
_CLOSEST = 5
"""Pages have more lines than this."""
_MOST_PAGES = 4
"""So many pages may have lost their running heads between two that have them."""


class Folio(Struct, frozen=True):
    """A line that may be a running head: its words, the page, and whether a word says that this is a page ("Page 3")."""

    text: str
    page: int
    named: bool


def folio(line: str) -> Folio | None:
    """A line as a running head with the number of a page at its end or beginning; None where it cannot be one."""
    if len(line) > _LONGEST:
        return None
    if (found := _BEFORE.match(line)) and len(line[found.end() :].split()) > 1:
        return Folio(line[found.end() :].strip(), int(found[1]), named=False)
    found = _AFTER.search(line) if line.rstrip()[-1:].isdigit() else None
    before = line[: found.start()] if found else ""
    if not found or not before.strip():
        return None
    return _named(before, int(found[1])) or _apart(before, int(found[1]))


def _named(before: str, page: int) -> Folio | None:
    """`Annual Report  Page 3`: the last word before the number is one for a page."""
    text, _, last = before.rstrip().replace("\t", " ").rpartition(" ")
    text = text.strip(" |•·–—-,")
    return Folio(text, page, named=True) if _is_text(text) and words().page.fullmatch(last) else None


def _apart(before: str, page: int) -> Folio | None:
    """`Annual Report      3`: more than a space is between; one word alone ("Chapter   3") is something else."""
    text = before.strip(" \t|•·–—-")
    return Folio(text, page, named=False) if _WIDE.search(before) and _is_text(text) and " " in text else None


def _is_text(text: str) -> bool:
    return len(text) > 2 and any(c.isalpha() for c in text)


def folios(lines: Sequence[str]) -> set[int]:
    """Which lines are running heads: the same words come back, pages apart, and their numbers count up."""
    groups: dict[str, list[tuple[int, Folio]]] = {}
    for index, line in enumerate(lines):
        if found := folio(line):
            groups.setdefault(found.text.casefold(), []).append((index, found))
    return {index for group in groups.values() if _is_running(group, lines) for index, _ in group}


def _is_running(group: list[tuple[int, Folio]], lines: Sequence[str]) -> bool:
    sure = all(found.named or _stands_alone(index, lines) for index, found in group)
    return len(group) >= (2 if sure else 3) and all(
        0 < after.page - before.page <= _MOST_PAGES and at - was > _CLOSEST
        for (was, before), (at, after) in pairwise(group)
    )


def _stands_alone(index: int, lines: Sequence[str]) -> bool:
    """Whether a line has a blank one, a page break or nothing on both sides."""
    return all(not 0 <= at < len(lines) or not lines[at].strip() for at in (index - 1, index + 1))
