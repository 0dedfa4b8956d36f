"""What the writing of one book shares: where ids live, which notes are called from where, what the current file needs."""

from __future__ import annotations

from exporter.backends import Context
from exporter.backends.epub.illustrations import Illustrations
from exporter.backends.epub.links import Links
from exporter.backends.epub.printed import foreign, printed
from exporter.model import Article


class Writer:
    """The state of one rendering; everything is per book except `here`, `mathml` and those about nesting.

    here: the name of the file being written.   mathml: whether it holds a formula so far.
    in_link: inside a link (marks of notes then wait in `waiting`).   in_box: inside a cell or a box, where no landmark fits.
    in_cell: inside a table cell, where no heading element fits.
    all_mathml: whether no formula had to stay TeX so far.
    calls: for every note the (file, id) of each mark that calls it, in the order they were written.
    """

    def __init__(self, article: Article, context: Context, links: Links) -> None:
        self.article, self.context, self.links = article, context, links
        self.labels, self.report = context.labels, context.report
        self.foreign = foreign(context.labels, article.lang)
        self.pictures = Illustrations(context)
        self.numbers = {note.id: number for number, note in enumerate(article.notes, 1)}
        self.calls: dict[str, list[tuple[str, str]]] = {}
        self.here = ""
        self.mathml = self.any_mathml = False
        self.all_mathml = True
        self.in_link = self.in_box = self.in_cell = 0
        self.waiting: list[str] = []
        self.tables = 0

    def turn_to(self, name: str) -> None:
        """Begin the file `name`."""
        self.here, self.mathml = name, False

    def has_mathml(self) -> None:
        """Note that the current file holds a formula (its manifest item has to say so, EPUB 3.3 D.1)."""
        self.mathml = self.any_mathml = True

    def printed(self, label: str) -> str:
        """A label as XHTML, with its language where that is not the article's."""
        return printed(label, self.foreign)

    def call(self, note: str) -> str:
        """The id of one more mark that calls `note`."""
        calls = self.calls.setdefault(note, [])
        mark = f"ref.{self.numbers.get(note, 0)}" + (f".{len(calls) + 1}" if calls else "")
        calls.append((self.here, mark))
        return mark
