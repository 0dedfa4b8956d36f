"""A document of ours that was edited since: as it now stands, with what its text does not show from the article it carries.

A block whose words and formats are those it was exported with is the block it was, with everything Word cannot hold (the
TeX of its formulas, attributes, identifiers); what was changed is as it reads now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

from msgspec.structs import replace

from exporter.canonical import Record
from exporter.model import Article, Author, Block, Blocks, Figure, Image, Node, Note, NoteRef
from exporter.readers import Reading
from exporter.readers.archives import Archive
from exporter.report import Report
from exporter.walk import text, transform, walk

from .comparing import Key, key
from .originals import names

_LONG = 2000
"""Paragraphs from which on those that are all alike are not compared one by one, which takes their number squared."""
_SHOWN = 5
_WORDS = 60


def merged(now: Reading, record: Record, archive: Archive, report: Report) -> Reading:
    """The article of an edited document. now: as its styles give it.  record: what it was exported from."""
    was = record.article
    originals = archive.by_hash(record.pictures)
    article, pictures = _named_pictures(now, was, originals)
    article = _with_notes(article, was)
    lead, body = _led(article, was)
    body = _blocks(body, was.body)
    made = replace(was, **_front(article, was), lead=lead, body=body, notes=_notes(article, was), **_back(article, was))
    _tell(made, was, report)
    used = {node.source for node in walk(made) if isinstance(node, Image)}
    return Reading(made, {name: data for name, data in pictures.items() if name in used})


# ---- pictures ----------------------------------------------------------------------------------------------------


def _named_pictures(now: Reading, was: Article, originals: dict[str, bytes]) -> tuple[Article, dict[str, bytes]]:
    """Pictures that are still those exported go by the names they had; new ones by the names of their parts."""
    known = names(was, now, originals)

    def rename(node: Node) -> Node:
        if isinstance(node, Image) and node.source in known:
            return replace(node, source=known[node.source])
        return node

    pictures = {known.get(source, source): data for source, data in now.pictures.items()}
    return transform(now.article, rename), {**pictures, **originals}


# ---- blocks ------------------------------------------------------------------------------------------------------


def _blocks(now: Sequence[Block], was: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks as they stand now, each that did not change as it was."""
    one, other = [key(block) for block in now], [key(block) for block in was]
    out: list[Block] = []
    for tag, start, end, other_start, other_end in _matched(one, other):
        out.extend(was[other_start:other_end] if tag == "equal" else now[start:end])
    return tuple(out)


def _matched(one: Sequence[Any], other: Sequence[Any]) -> Sequence[tuple[str, int, int, int, int]]:
    long = len(other) > _LONG
    return SequenceMatcher(None, one, other, autojunk=long).get_opcodes()


def _with_notes(article: Article, was: Article) -> Article:
    """Notes go by the ids they had, where their words or else their place are those they had."""
    before: dict[Key, list[str]] = {}
    for note in was.notes:
        before.setdefault(key(note), []).append(note.id or "")
    known: dict[str, str] = {}
    for note in article.notes:
        if same := before.get(key(note)):
            known[note.id or ""] = same.pop(0)
    taken = set(known.values())
    for note, called in zip(article.notes, _called(was), strict=False):
        if note.id not in known and called not in taken:
            known[note.id or ""] = called
            taken.add(called)

    def rename(node: Node) -> Node:
        if isinstance(node, NoteRef) and node.note in known:
            return replace(node, note=known[node.note])
        if isinstance(node, Note) and node.id in known:
            return replace(node, id=known[node.id])
        return node

    return transform(article, rename)


def _called(was: Article) -> list[str]:
    """The ids of notes in the order they are called."""
    return list(dict.fromkeys(node.note for node in walk(was) if isinstance(node, NoteRef)))


def _notes(now: Article, was: Article) -> tuple[Note, ...]:
    """The notes of now: unchanged ones as they were and in the order they had, new ones after them."""
    current = {note.id: note for note in now.notes}
    out = [note if key(note) == key(current[note.id]) else current[note.id] for note in was.notes if note.id in current]
    known = {note.id for note in was.notes}
    return (*out, *(note for note in now.notes if note.id not in known))


# ---- before and after the text -----------------------------------------------------------------------------------


def _front(now: Article, was: Article) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name in ("title", "standfirst"):
        mine, theirs = getattr(now, name), getattr(was, name)
        out[name] = theirs if key(mine) == key(theirs) else mine
    out["authors"] = _authors(now.authors, was.authors)
    if now.takeaways is None or was.takeaways is None:
        out["takeaways"] = now.takeaways
    elif key(now.takeaways) == key(was.takeaways):
        label = now.takeaways.label if was.takeaways.label else None
        out["takeaways"] = replace(was.takeaways, label=label)
    else:
        points = {key(item): item for item in was.takeaways.items}
        items = tuple(points.get(key(item), item) for item in now.takeaways.items)
        out["takeaways"] = replace(
            now.takeaways, items=items, label=now.takeaways.label if was.takeaways.label else None
        )
    if was.kicker and key_words(now.kicker or "") != key_words(was.kicker):
        out["kicker"] = now.kicker
    if now.published and was.published and now.published[:10] != was.published[:10]:
        out["published"] = now.published
    if now.updated and was.updated and now.updated[:10] != was.updated[:10]:
        out["updated"] = now.updated
    return out


def _authors(now: tuple[Author, ...], was: tuple[Author, ...]) -> tuple[Author, ...]:
    """The authors named now; those named before are as they were."""
    known = {(author.role, " ".join(author.name.split())): author for author in was}
    return tuple(known.get((author.role, author.name), author) for author in now)


def _back(now: Article, was: Article) -> dict[str, Any]:
    out: dict[str, Any] = {"related": was.related}
    if [key(link) for link in now.related] != [key(link) for link in was.related]:
        out["related"] = now.related
    if was.rights and now.rights and key_words(now.rights) != key_words(was.rights):
        out["rights"] = now.rights
    return out


def key_words(words: str) -> str:
    """Words as they are compared."""
    return " ".join(words.split())


def _led(now: Article, was: Article) -> tuple[Figure | None, Blocks]:
    """The lead figure and the body. A body's first figure leads where it leads and shows the same, or has the same words."""
    body = now.body if now.lead is None else (now.lead, *now.body)
    first = body[0] if body else None
    if was.lead is None or not isinstance(first, Figure):
        return None, body
    if key(first) == key(was.lead):
        return was.lead, body[1:]
    same = {image.source for image in first.images} & {image.source for image in was.lead.images}
    return (first, body[1:]) if same or now.lead is not None else (None, body)


# ---- what changed ------------------------------------------------------------------------------------------------


def _tell(made: Article, was: Article, report: Report) -> None:
    """A notice that lists what changed, paragraph by paragraph."""
    now, before = _lines(made), _lines(was)
    added: list[str] = []
    removed: list[str] = []
    changed: list[str] = []
    for tag, start, end, other_start, other_end in _matched(before, now):
        if tag == "equal":
            continue
        both = min(end - start, other_end - other_start)
        changed += now[other_start : other_start + both]
        removed += before[start + both : end]
        added += now[other_start + both : other_end]
    told = [f"{len(lines)} {what} ({_quoted(lines)})" for what, lines in
            (("changed", changed), ("added", added), ("removed", removed)) if lines]  # fmt: skip
    summary = "; ".join(told) if told else "its formats or its front matter only"
    report.tell("edited-since", f"the document was edited since it was exported; paragraphs: {summary}")


def _lines(article: Article) -> list[str]:
    words = text(article).split("\n")
    return [line for one in words if (line := " ".join(one.split()))]


def _quoted(lines: Iterable[str]) -> str:
    shown = list(lines)
    quoted = [f"“{line if len(line) <= _WORDS else line[:_WORDS].rsplit(' ', 1)[0] + ' …'}”" for line in shown[:_SHOWN]]
    return ", ".join(quoted) + (", …" if len(shown) > _SHOWN else "")
