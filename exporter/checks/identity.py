"""Ids: everything that can be linked to or listed has one, unique and safe in every format."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from msgspec.structs import replace

from exporter.model import Article, Figure, Heading, Link, Node, Note, NoteRef, Table, Takeaways
from exporter.patterns import pattern
from exporter.report import Report
from exporter.walk import text, transform, walk

_SAFE = pattern(r"[A-Za-z][A-Za-z0-9_-]{0,59}")
_STEMS: dict[type[Node], str] = {Figure: "figure", Table: "table", Note: "note", Takeaways: "takeaways"}


def identified(article: Article, report: Report) -> Article:
    """The article with ids on headings, figures, tables, notes and takeaways; links follow ids that had to change.

    Made ids come from a heading's words or count up; giving ids twice changes nothing.
    """
    given = [node.id for node in walk(article) if node.id]
    names = _Names({name for name in given if _SAFE.fullmatch(name)})
    renamed: dict[str, str] = {}
    seen: set[str] = set()

    def identify(node: Node) -> Node:
        wanted = node.id
        if not wanted:
            if not isinstance(node, (Heading, *_STEMS)):
                return node
            new = names.free(_stem(node))
            if isinstance(node, Heading):
                renamed.setdefault(_anchor(text(node.content)), new)
        elif wanted in seen or not _SAFE.fullmatch(wanted):
            new = names.free(_slug(wanted) or "id")
            if wanted in seen:
                report.tell("id-twice", f"the id {wanted!r} is given twice: this one is {new!r} now", place=node.place)
        else:
            new = wanted
        if wanted:
            seen.add(wanted)
            renamed.setdefault(wanted, new)
        return node if new == wanted else replace(node, id=new)

    article = transform(article, identify)
    moved = {old: new for old, new in renamed.items() if old != new}
    return transform(article, lambda node: _follow(node, moved)) if moved else article


def _anchor(words: str) -> str:
    """What sites make of a heading when they give it an id, and what writers link to: "What's new?" is `whats-new`."""
    kept = (
        char
        for char in words.strip().lower()
        if char.isalnum() or char in "-_ " or unicodedata.category(char)[0] == "M"
    )
    return "".join(kept).replace(" ", "-")


def _follow(node: Node, moved: dict[str, str]) -> Node:
    if isinstance(node, NoteRef) and node.note in moved:
        return replace(node, note=moved[node.note])
    if isinstance(node, Link) and node.target.startswith("#"):
        wanted = node.target[1:]
        if new := moved.get(wanted) or moved.get(unquote(wanted)):
            return replace(node, target="#" + new)
    return node


def _stem(node: Node) -> str:
    if isinstance(node, Heading):
        return _slug(text(node.content)) or "section"
    return _STEMS[type(node)]


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].rstrip("-")
    return slug if slug[:1].isalpha() else f"s-{slug}" if slug else ""


class _Names:
    """Ids in use, and where to go on counting for each stem (so that many like names stay linear)."""

    def __init__(self, taken: set[str]) -> None:
        self.taken = taken
        self.next: dict[str, int] = {}

    def free(self, stem: str) -> str:
        name, number = stem, self.next.get(stem, 2)
        while name in self.taken:
            name = f"{stem}-{number}"
            number += 1
        self.next[stem] = number
        self.taken.add(name)
        return name
