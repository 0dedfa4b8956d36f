"""Whether the box of key points found on a page is one that is there, by takeaways.csv read with open eyes.

The list names everything that looks like a box. What a reader must find are labelled lists or prose of key points; pull quotes,
fact boxes, abstracts, tables of contents and run-in headings are named there too, and taking one of them for a box is wrong.
Untitled bullets are found or left in the text: both are right.
"""

from __future__ import annotations

import re

from msgspec import Struct

from exporter.model import Article
from exporter.walk import text

_NO_BOX = re.compile(
    r"pull quote|run-in|factbox|stacked|Abstract|per section|^Quick facts|Key Events|^Need to know|At a Glance"
    r"|What to know about|^The bottom line|^\(",
    re.IGNORECASE,
)
_NO_BOX_PAGES = {
    "aeb-680c2848e94a": "one of several headings of a newsletter, over quotations from others",
    "aeb-ad9e9e596f21": "a table of contents: every point leads to its section",
}
"""Pages whose row is not a box of key points: taking it for one is wrong."""
_EITHER = re.compile(r"untitled", re.IGNORECASE)
"""Rows where finding a box is as right as finding none."""


class Verdict(Struct, frozen=True):
    """What came of a page's box: found, missed, false, or open (either is right)."""

    page: str
    kind: str
    told: str


def judged(page: str, article: Article, rows: list[dict[str, str]]) -> Verdict | None:
    """The verdict on a page; None where there is no box and none was found."""
    box = article.takeaways
    wanted = [] if page in _NO_BOX_PAGES else [row for row in rows if not _NO_BOX.search(row["tag"])]
    if box is None:
        return Verdict(page, "missed", f"{wanted[0]['label']!r}: {wanted[0]['text'][:60]!r}") if wanted else None
    told = f"{box.label!r}, {len(box.items)} points: {text(box.items[0])[:60]!r}"
    for row in rows:
        if _same(row, "\n".join(text(item) for item in box.items)):
            return Verdict(page, "found" if row in wanted else "open" if _EITHER.search(row["tag"]) else "false", told)
    return Verdict(page, "false", told)


def _same(row: dict[str, str], got: str) -> bool:
    """Whether points are those of a row: its first words are among theirs."""
    first = _plain(row["text"].split(" ¶ ")[0])[:40]
    return bool(first) and (first in _plain(got) or _plain(got)[:40] in _plain(row["text"]))


def _plain(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()
