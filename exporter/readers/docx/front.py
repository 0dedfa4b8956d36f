"""What stands before the text, by style: masthead, title, standfirst, byline, dates; and what stands after it in ours."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from msgspec import Struct

from exporter.labels import Labels
from exporter.model import Author, Inlines, LineBreak, Link, Note, Text
from exporter.readers.text.bylines import byline as named_in
from exporter.readers.text.bylines import names
from exporter.readers.text.dates import date as date_in

from .compose import Composer
from .lines import Item, Line
from .pieces import Piece, said

_WITHIN = 30
_ROLES = frozenset(["masthead", "title", "standfirst", "byline", "dateline", "date", "marking"])
_NUMBERED = re.compile(r"^\s*\d+\.\s+")


class Front(Struct):
    """The lines before the text, by what they are."""

    masthead: list[Line] = []
    title: list[Line] = []
    standfirst: list[Line] = []
    byline: list[Line] = []
    dates: list[Line] = []
    marking: str = ""

    def heading(self, composer: Composer) -> Inlines:
        """The title: lines of it are one, with a line end between them."""
        return _joined([composer.inlines(line.pieces) for line in self.title])

    def deck(self, composer: Composer) -> Inlines:
        """The standfirst."""
        return _joined([composer.inlines(line.pieces) for line in self.standfirst])


def _joined(parts: list[Inlines]) -> Inlines:
    out: Inlines = ()
    for part in parts:
        out = (*out, LineBreak(), *part) if out and part else out or part
    return out


def front(items: list[Item]) -> tuple[Front, list[Item]]:
    """The lines that stand before the text, and the rest; what is in between (a logo, a cover) stays in the text."""
    out = Front([], [], [], [], [])
    rest: list[Item] = []
    for at, item in enumerate(items):
        role = item.role if isinstance(item, Line) and at < _WITHIN else ""
        if role.startswith(("heading-", "takeaways-")):
            rest.extend(items[at:])
            break
        if not isinstance(item, Line) or role not in _ROLES or item.empty:
            rest.append(item)
            continue
        if role == "title" and out.title and not _follows(items, at):
            rest.append(item)
        elif role == "marking":
            out.marking = item.words
        else:
            getattr(out, "dates" if role in ("dateline", "date") else role).append(item)
    for item in rest:
        if isinstance(item, Line) and item.role == "title":
            item.role = "heading-1"  # a second title further on heads a part
    return out, rest


def _follows(items: list[Item], at: int) -> bool:
    before = items[at - 1] if at else None
    return isinstance(before, Line) and before.role == "title"


def masthead(front: Front) -> tuple[str, str]:
    """(kicker, who publishes) as the masthead has them; the second stands at its far end, or alone."""
    words = "\t".join(line.words for line in front.masthead)
    left, tab, right = words.partition("\t")
    return (left.strip(), right.strip()) if tab else ("", left.strip())


def authors(front: Front, labels: Labels, *, ours: bool) -> tuple[Author, ...]:
    """The authors the byline names."""
    out: list[Author] = []
    for line in front.byline:
        found = _set(line, labels) if ours else []
        out += found or list(named_in(line.words)) or _listed(line.words, labels)
    return tuple(out)


def _set(line: Line, labels: Labels) -> list[Author]:
    """The authors of a byline of ours: names are bold, what follows in brackets is where they belong, a role comes first."""
    before, _, after = labels.by.partition("{names}")
    out: list[dict[str, Any]] = []
    lead = ""
    for piece in line.pieces:
        if any(kind == "strong" for kind, *_ in piece.wraps):
            url = next((target for kind, target, _ in piece.wraps if kind == "link"), None)
            if out and out[-1].pop("open", False):
                out[-1]["name"] += piece.words
            else:
                out.append({"name": piece.words, "url": url})
            out[-1]["open"] = True
        else:
            if out:
                out[-1].pop("open", None)
                if piece.role == "credit":
                    out[-1]["affiliation"] = (out[-1].get("affiliation") or "") + piece.words
            else:
                lead += piece.words
    role = lead.strip(" :：\u00a0\u202f")
    role = "" if role == before.strip() or role == after.strip() else role
    return [
        Author(
            name=" ".join(one["name"].split()),
            url=one.get("url"),
            affiliation=(one.get("affiliation") or "").strip(" ()\t") or None,
            role=role or None,
        )
        for one in out
        if one["name"].strip()
    ]


def _listed(words: str, labels: Labels) -> list[Author]:
    before, _, after = labels.by.partition("{names}")
    plain = words.strip()
    if before and plain.lower().startswith(before.lower()):
        plain = plain[len(before) :]
    plain = plain.removesuffix(after).strip()
    return [Author(name=name) for name in names(plain)] or ([Author(name=plain)] if plain else [])


def dates(front: Front, labels: Labels) -> dict[str, str]:
    """The dates that lines before the text give ("published", "updated") and the "dateline", as far as they can be read."""
    out: dict[str, str] = {}
    for line in front.dates:
        for part in map(str.strip, line.words.split("·")):
            if found := date_in(_reworded(part, labels)):
                out.setdefault(*found)
            elif line.role == "dateline" and part and not any(map(str.isdigit, part)):
                out.setdefault("dateline", part)
    return out


def _reworded(part: str, labels: Labels) -> str:
    """A date with the words of the document's language for "updated" as the patterns for dates have them."""
    before, _, after = labels.updated.partition("{date}")
    if before.strip() and part.startswith(before.strip()):
        return f"Updated {part.removeprefix(before.strip()).removesuffix(after).strip()}"
    return part


# ---- after the text ----------------------------------------------------------------------------------------------


class Back(Struct):
    """What a document of ours has after its text: notes nobody calls, related links, where it comes from."""

    notes: tuple[Note, ...] = ()
    related: tuple[Link, ...] = ()
    source: str | None = None
    publisher: str | None = None
    rights: str | None = None


def back(items: list[Item], composer: Composer, labels: Labels) -> tuple[Back, list[Item]]:
    """The parts after the text, and the text."""
    rest: list[Item] = []
    out = Back()
    at = 0
    while at < len(items):
        item = items[at]
        role = item.role if isinstance(item, Line) else ""
        if role == "section-label" and cast(Line, item).words == labels.related:
            end = _run(items, at + 1, lambda item: isinstance(item, Line) and item.mark is not None)
            out.related = tuple(_links(items[at + 1 : end], composer, rest))
        elif role == "section-label" and cast(Line, item).words == labels.notes:
            end = _run(
                items, at + 1, lambda item: not isinstance(item, Line) or item.role not in ("section-label", "source")
            )
            out.notes = _notes(items[at + 1 : end], composer)
        elif role == "source":
            _sourced(cast(Line, item), out, labels)
            end = at + 1
        else:
            rest.append(item)
            end = at + 1
        at = end
    return out, rest


def _run(items: list[Item], at: int, belongs: Callable[[Item], bool]) -> int:
    while at < len(items) and belongs(items[at]):
        at += 1
    return at


def _links(items: list[Item], composer: Composer, rest: list[Item]) -> list[Link]:
    """Links to read on; somebody's words without one are text, and go to the rest."""
    out: list[Link] = []
    for item in items:
        content = composer.inlines(item.pieces) if isinstance(item, Line) else ()
        links = [one for one in content if isinstance(one, Link)]
        if not content and isinstance(item, Line):
            continue
        if not links:
            rest.append(item)
        elif len(links) == len(content):
            out += links
        else:  # words beside the link belong to it
            inside = (part for one in content for part in (one.content if isinstance(one, Link) else (one,)))
            out.append(Link(content=tuple(inside), target=links[0].target, title=links[0].title))
    return out


def _notes(items: list[Item], composer: Composer) -> tuple[Note, ...]:
    """Notes that stand at the end, each begun by its number."""
    parts: list[list[Item]] = []
    for item in items:
        begins = isinstance(item, Line) and item.role == "note" and bool(_NUMBERED.match(item.words + " "))
        if begins or not parts:
            parts.append([])
        if isinstance(item, Line) and item.role == "note":
            item.role = "body"
            item.pieces = _unnumbered(item.pieces) if begins else item.pieces
        parts[-1].append(item)
    out = []
    for count, inside in enumerate(parts, 1):
        name = next((anchor for one in inside for anchor in one.anchors if "_note_" in anchor), "")
        inside[0].anchors = [anchor for anchor in inside[0].anchors if anchor != name]
        out.append(Note(id=name or f"note-{count}", content=composer.blocks(inside)))
    return tuple(out)


def _unnumbered(pieces: list[Piece]) -> list[Piece]:
    while pieces and not (found := _NUMBERED.match(pieces[0].words)):
        if pieces[0].words.strip() and len(pieces) > 1:
            joined = pieces[0]._replace(words=pieces[0].words + pieces[1].words)
            if _NUMBERED.match(joined.words) and pieces[1].node is None:
                pieces = [joined, *pieces[2:]]
                continue
        return pieces
    if not pieces or not found:
        return pieces
    return [pieces[0]._replace(words=pieces[0].words[found.end() :]), *pieces[1:]]


def _sourced(line: Line, out: Back, labels: Labels) -> None:
    """A line of where the article comes from: with a link the source, else what may be done with it."""
    label = labels.introduced(labels.source)
    words = said(line.pieces)
    if not words.startswith(label.rstrip()):
        out.rights = words.strip() or None
        return
    out.source = next((target for one in line.pieces for kind, target, _ in one.wraps if kind == "link"), None)
    plain = "".join(one.words for one in line.pieces if not any(kind == "link" for kind, *_ in one.wraps))
    rest = plain.removeprefix(label).strip(" ,:\u00a0")
    out.publisher = rest or None


def plain(words: str) -> Inlines:
    """Words as inlines."""
    return (Text(value=words),) if words else ()
