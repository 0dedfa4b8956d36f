"""A document of ours that was edited since: as it now stands, with what its text does not show from the article it carries.

A block whose words and formats are those it was exported with is the block it was, with everything Word cannot hold (the
TeX of its formulas, attributes, identifiers); what was changed is as it reads now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from msgspec.structs import replace

from exporter.canonical import Record
from exporter.labels import labels
from exporter.model import Article, Author, Blocks, Figure, Image, Inlines, Node, Note, NoteRef, Takeaways
from exporter.readers import Reading
from exporter.walk import text, transform, walk

from .base import base, known, note_names, unmarked
from .blockwise import Blockwise
from .comparing import Comparer, Key
from .originals import names
from .settling import settled

Again: TypeAlias = Callable[[Mapping[str, bytes]], Reading | None]

_BESIDE = ("marking", "dateline", "source", "rights")
"""What stands before or after the text."""


def merged(
    now: Reading, record: Record, originals: Mapping[str, bytes], then: Again, *, rewritten: bool = False
) -> Reading:
    """The article of a document as it stands now, which is the record's where nobody edited it.

    now: as its styles give it.  record: what it was exported from.  originals: the record's pictures, as far as they are
    there.  then: gives what the styles of the document gave when nobody had touched it, from the pictures there are; where
    nobody can, the record's article has to do, which says some things in ways that no document has.
    rewritten: whether the program that saved it writes formulas anew, and not the same: they are as they were.
    """
    was = record.article
    article, pictures = _named_pictures(now, was, originals)
    shown = frozenset(pictures)
    made = _Merging(article, was, shown, rewritten).article()
    differs = made != was or any(getattr(article, name) != getattr(was, name) for name in _BESIDE)
    if differs and (read := then(pictures)):
        first, _ = _named_pictures(read, was, originals)
        called = frozenset(note.id or "" for note in (*was.notes, *made.notes))
        comparer = Comparer(shown, called, labels(was.lang).picture_missing, rewritten)
        made = settled(made, _Merging(first, was, shown, rewritten).article(), was, comparer)
        made = replace(made, **_told_beside(article, first))
    used = {node.source for node in walk(made) if isinstance(node, Image)}
    return Reading(made, {name: data for name, data in pictures.items() if name in used})


def _told_beside(now: Article, then: Article) -> dict[str, Any]:
    """What stands before or after the text and is no part of it, where it is another now."""
    out = {name: mine for name in _BESIDE if (mine := getattr(now, name)) and mine != getattr(then, name)}
    return out | ({"marking": now.marking} if now.marking != then.marking else {})


# ---- pictures ----------------------------------------------------------------------------------------------------


def _named_pictures(now: Reading, was: Article, originals: Mapping[str, bytes]) -> tuple[Article, dict[str, bytes]]:
    """Pictures that are still those exported go by the names they had; new ones by the names of their parts."""
    known = names(was, now, originals)

    def rename(node: Node) -> Node:
        if isinstance(node, Image) and node.source in known:
            return replace(node, source=known[node.source])
        return node

    pictures = {known.get(source, source): data for source, data in now.pictures.items()}
    return transform(now.article, rename), {**pictures, **originals}


# ---- the two articles --------------------------------------------------------------------------------------------


class _Merging:
    """Puts an article as it stands now together with the one it was."""

    def __init__(self, now: Article, was: Article, pictures: frozenset[str], rewritten: bool) -> None:
        self.first, self.base, self.labels = was, base(was), labels(was.lang)
        self.was = self.base.article
        facts = known(self.base)
        called = frozenset(note.id or "" for note in (*self.was.notes, *now.notes))
        comparer = Comparer(pictures, called, self.labels.picture_missing, rewritten)
        self.key, self.blockwise = comparer.key, Blockwise(self.base, facts, comparer)
        self.now = self._with_notes(facts.told(now))

    def article(self) -> Article:
        """The article as it stands now."""
        lead, body = self._led()
        body = self.blockwise.blocks(body, self.was.body)
        made = replace(self.first, **self._front(), lead=lead, body=body, notes=self._notes(), **self._back())
        return self.base.restored(_renamed_notes(made, note_names(self.base)))

    def _with_notes(self, article: Article) -> Article:
        """Notes go by the ids they had, where their words or else their place are those they had."""
        before: dict[Key, list[str]] = {}
        for note in self.was.notes:
            before.setdefault(self.key(note), []).append(note.id or "")
        known: dict[str, str] = {}
        for note in article.notes:
            if same := before.get(self.key(note)):
                known[note.id or ""] = same.pop(0)
        taken = set(known.values())
        for note, called in zip(article.notes, _called(self.was), strict=False):
            if note.id not in known and called not in taken:
                known[note.id or ""] = called
                taken.add(called)
        return _renamed_notes(article, known)

    def _notes(self) -> tuple[Note, ...]:
        """The notes of now: unchanged ones as they were and in the order they had, new ones after them."""
        current = {note.id: note for note in self.now.notes}
        out = [
            note if self.key(note) == self.key(current[note.id]) else current[note.id]
            for note in self.was.notes
            if note.id in current
        ]
        known = {note.id for note in self.was.notes}
        return (*out, *(note for note in self.now.notes if note.id not in known))

    def _front(self) -> dict[str, Any]:
        now, was = self.now, self.was
        out: dict[str, Any] = {
            "title": self._title(),
            "standfirst": self._same(now.standfirst, was.standfirst),
            "authors": _authors(now.authors, was.authors),
            "takeaways": self._takeaways(now.takeaways, was.takeaways),
        }
        if was.kicker and key_words(now.kicker or "") != key_words(was.kicker):
            out["kicker"] = now.kicker
        for name in ("published", "updated"):
            mine, theirs = getattr(now, name), getattr(was, name)
            if mine and theirs and mine[:10] != theirs[:10]:
                out[name] = mine
        return out

    def _same(self, now: Inlines, was: Inlines) -> Inlines:
        return was if self.key(now) == self.key(was) else now

    def _title(self) -> Inlines:
        """The title; what stands for one that is missing is none."""
        if not text(self.first.title).strip() and text(self.now.title) == self.labels.untitled:
            return self.first.title
        return self._same(self.now.title, self.was.title)

    def _takeaways(self, now: Takeaways | None, was: Takeaways | None) -> Takeaways | None:
        """The points as they stand, each that did not change as it was; a label the export made up is none."""
        if now is None or was is None:
            return now
        label = now.label if was.label else None
        if self.key(now) == self.key(was):
            return was if label == was.label else replace(unmarked(was), label=label)
        points = {self.key(item): item for item in was.items}
        items = tuple(points.get(self.key(item), item) for item in now.items)
        return replace(now, items=items, label=label)

    def _back(self) -> dict[str, Any]:
        now, was = self.now, self.was
        out: dict[str, Any] = {}
        if [self.key(link) for link in now.related] != [self.key(link) for link in was.related]:
            out["related"] = now.related
        if was.rights and now.rights and key_words(now.rights) != key_words(was.rights):
            out["rights"] = now.rights
        return out

    def _led(self) -> tuple[Figure | None, Blocks]:
        """The lead figure and the body: a body's first figure leads where one led that shows or says the same."""
        now, was = self.now, self.was
        body = now.body if now.lead is None else (now.lead, *now.body)
        first = body[0] if body else None
        if was.lead is None or not isinstance(first, Figure):
            return None, body
        if self.key(first) == self.key(was.lead):
            return was.lead, body[1:]
        same = {image.source for image in first.images} & {image.source for image in was.lead.images}
        return (first, body[1:]) if same or now.lead is not None else (None, body)


def _renamed_notes(article: Article, known: dict[str, str]) -> Article:
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


def _authors(now: tuple[Author, ...], was: tuple[Author, ...]) -> tuple[Author, ...]:
    """The authors named now; those named before are as they were."""
    known = {(author.role, " ".join(author.name.split())): author for author in was}
    return tuple(known.get((author.role, author.name), author) for author in now)


def key_words(words: str) -> str:
    """Words as they are compared."""
    return " ".join(words.split())
