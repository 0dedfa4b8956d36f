"""What a file says when it is read back: its words in order, and what they are, whatever the format.

A Gatherer collects it while a format's own reader goes through the file; nothing here knows a format.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct


class Passage(Struct, frozen=True):
    """Words that stand together (a paragraph, a heading, a cell), and where: "page 3", "chapter.xhtml"."""

    text: str
    where: str = ""


class Title(Struct, frozen=True):
    """A heading as the format counts its levels, from 1; the article's own title is one where the format has it so."""

    text: str
    level: int
    where: str = ""


class Grid(Struct, frozen=True):
    """A table: how many cells it has, and how many of them are header cells."""

    cells: int
    headers: int
    where: str = ""


class Metadata(Struct, frozen=True):
    """What a file says about itself: title, language (BCP 47), who made it, as one line, and more where it says it.

    published, modified: ISO 8601, as exact as they are.   None: the format has no place for it.
    """

    title: str = ""
    language: str = ""
    creators: str = ""
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None


class Readback(Struct, frozen=True):
    """One export, read back.

    passages: the text in reading order.   notes: what foot- and endnotes say.   links: external targets; `jumps`: how
    many lead into the document.   pictures: the text alternatives that are there, in order; `silent`: how many pictures
    are marked as decorative.   formulas: what they are said to be, empty where the format does not say.
    grids: the tables.   takeaways: the points in the box.   items: list items, those of the box included.
    calls: marks that call a note.   record: the article inside, as JSON; None where there is none.
    relative: whether the format can hold links that are relative to where it lies.
    """

    passages: tuple[Passage, ...] = ()
    notes: tuple[Passage, ...] = ()
    headings: tuple[Title, ...] = ()
    links: tuple[str, ...] = ()
    jumps: int = 0
    pictures: tuple[str, ...] = ()
    silent: int = 0
    formulas: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    takeaways: tuple[str, ...] = ()
    boxes: int = 0
    items: int = 0
    note_count: int = 0
    calls: int = 0
    record: bytes | None = None
    relative: bool = True
    metadata: Metadata = Metadata()


class Gatherer:
    """Collects a Readback while somebody walks through a file.

    `say` adds words to the passage being read, `part` ends it. `note`, `takeaway` and `heading` are entered and left:
    what is said inside them goes there (a heading's and a takeaway's words count as text, too).
    """

    def __init__(self) -> None:
        self.where = ""
        self.passages: list[Passage] = []
        self.notes: list[Passage] = []
        self.headings: list[Title] = []
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.formulas: list[str] = []
        self.grids: list[Grid] = []
        self.takeaways: list[str] = []
        self.jumps = self.silent = self.boxes = self.items = self.note_count = self.calls = 0
        self._said: list[str] = []
        self._in_notes = False

    def say(self, text: str) -> None:
        """Add words to the passage."""
        self._said.append(text)

    def part(self) -> str:
        """End the passage; its words."""
        text = " ".join("".join(self._said).split())
        self._said.clear()
        if text:
            (self.notes if self._in_notes else self.passages).append(Passage(text, self.where))
        return text

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What is said inside is a note's, and goes on outside where it was left."""
        kept, before = self._said, self._in_notes
        self._said, self._in_notes = [], True
        yield
        self.part()
        self._said, self._in_notes = kept, before

    @contextmanager
    def heading(self, level: int) -> Iterator[None]:
        """What is said inside is a heading."""
        self.part()
        yield
        self.headings.append(Title(self.part(), level, self.where))

    @contextmanager
    def takeaway(self) -> Iterator[None]:
        """What is said inside is a point of the box."""
        self.part()
        start = len(self.passages)
        yield
        self.part()
        self.takeaways.append(" ".join(passage.text for passage in self.passages[start:]))

    def link(self, target: str) -> None:
        """A link to an address, or into the document ("#...")."""
        if target.startswith("#"):
            self.jumps += 1
        elif target:
            self.links.append(target)

    def formula(self, said: str) -> None:
        """A formula, and what it is said to be; it parts the words around it."""
        self.say(" ")
        self.formulas.append(said)

    def picture(self, alt: str, *, decorative: bool = False) -> None:
        """A picture with its text alternative; it parts the words around it."""
        self.say(" ")
        if decorative:
            self.silent += 1
        else:
            self.pictures.append(" ".join(alt.split()))

    def result(self, record: bytes | None, metadata: Metadata, *, relative: bool = True) -> Readback:
        """All of it."""
        self.part()
        return Readback(
            passages=tuple(self.passages),
            notes=tuple(self.notes),
            headings=tuple(self.headings),
            links=tuple(self.links),
            jumps=self.jumps,
            pictures=tuple(self.pictures),
            silent=self.silent,
            formulas=tuple(self.formulas),
            grids=tuple(self.grids),
            takeaways=tuple(self.takeaways),
            boxes=self.boxes,
            items=self.items,
            note_count=self.note_count,
            calls=self.calls,
            record=record,
            relative=relative,
            metadata=metadata,
        )
