"""The article in a Markdown text: front matter, title, blocks, notes, takeaways. What people may write: see `markdown`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from exporter.collecting import held_back
from exporter.model import Article, Aside, Blocks, Inlines, List, ListItem, Note, Paragraph, Place, Takeaways, Text
from exporter.readers import Source
from exporter.readers.decoding import decoded
from exporter.readers.markdown.abbreviations import explained
from exporter.readers.markdown.citations import tell_citations
from exporter.readers.markdown.crossrefs import resolved
from exporter.readers.markdown.elements import Element
from exporter.readers.markdown.found import found
from exporter.readers.markdown.front_matter import split
from exporter.readers.markdown.leftovers import tell_leftovers
from exporter.readers.markdown.mdx import without_scripts
from exporter.readers.markdown.metadata import Metadata, same_words
from exporter.readers.markdown.nodes import Nodes
from exporter.readers.markdown.quoting import shortened
from exporter.readers.markdown.syntax import parser
from exporter.readers.markdown.takeaways_box import NO_BOX
from exporter.readers.markdown.tally import Tally
from exporter.readers.markdown.tree import Tree
from exporter.report import Report
from exporter.walk import text as plain_text


class Fragment(Struct):
    """A piece of Markdown read by itself: its blocks, notes in the order they are called, takeaways."""

    blocks: Blocks
    notes: tuple[Note, ...]
    takeaways: Takeaways | None


def read(source: Source, report: Report) -> Article:
    """The article a Markdown text is. Raises SourceError where it is no text or empty."""
    text = decoded(source.data, report, source.name)
    tally = Tally(report)
    if source.name.lower().endswith(".mdx"):
        text = without_scripts(text, tally)
    try:
        with held_back():
            return _article(text, tally, source.takeaways)
    finally:
        tally.told()


def _article(text: str, report: Report, wanted: str | None) -> Article:
    front = split(text, report)
    if front.lines:
        text = "\n" * front.lines + text.split("\n", front.lines)[-1] if text.count("\n") >= front.lines else ""
    reading = _Reading(text, report)
    reading.nodes.wanted = wanted
    metadata = Metadata(report, reading.metadata_inlines)
    metadata.read(front.data)
    title = reading.titled(metadata.fields.pop("title", ()))
    body = reading.body()
    takeaways, body = _takeaways(metadata, reading.nodes.takeaways, body, wanted)
    notes = metadata.fields.pop("notes", ()) or reading.notes()
    metadata.finish(body)
    fields = metadata.fields | {"attributes": metadata.attributes}
    made = Article(title=title, body=body, notes=notes, takeaways=takeaways, **fields)
    return explained(_referring(made, text, report), reading.env.get("abbreviations", {}), report)


def _referring(article: Article, text: str, report: Report) -> Article:
    """The article with its references resolved; each walk through it is for signs that the text holds."""
    if "@" in text or "}`" in text:
        article = resolved(article, report)
    if "@" in text or article.attributes:
        tell_citations(article, report)
    if "[^" in text or "\\" in text or "}`" in text:
        tell_leftovers(article, report)
    return article


def _takeaways(
    metadata: Metadata, boxed: Takeaways | None, body: Blocks, wanted: str | None
) -> tuple[Takeaways | None, Blocks]:
    """The takeaways of the front matter, of a box, or found in the text; what the user says comes first."""
    given = metadata.fields.pop("takeaways", None)
    if wanted is None:
        known = given or boxed
        return found(body) if known is None and metadata.search_takeaways else (known, body)
    if wanted == NO_BOX:
        return None, ((_aside(given),) if given else ()) + body
    if boxed is None:
        boxed, body = found(body, wanted)
    if boxed is None:
        told = f"nothing in the text is labelled “{wanted}”: there is no box of takeaways"
        metadata.report.warn("takeaways-not-found", told, hint="give the words of the heading as they stand")
    body = ((_aside(given),) if given and boxed else ()) + body
    return boxed or given, body


def fragment(text: str, report: Report, notes: tuple[str, ...] = ()) -> Fragment:
    """Blocks of Markdown read by themselves, as they would be in an article that has notes of these ids."""
    reading = _Reading(text, report, notes)
    reading.nodes.shift = 1
    return Fragment(reading.body(), reading.notes(), reading.nodes.takeaways)


class _Reading:
    """One text being read."""

    def __init__(self, text: str, report: Report, notes: tuple[str, ...] = ()) -> None:
        self.report = report
        refs = {f":{name}": -1 for name in notes}
        self.env: dict[str, Any] = {"footnotes": {"refs": refs, "list": {}}} if notes else {}
        self.nodes = Nodes(report)
        self.nodes.inlines_of = self.inlines
        self.nodes.note_id = self._note_id
        self.called: dict[str, None] = {}
        self.tree = Tree(report, text.split("\n"))
        self.root = self.tree.built(parser().parse(text, self.env), self.env)
        if "flattened" in self.env:
            report.warn(
                "nested-too-deep",
                "nested too deep: what is deeper stands side by side",
                place=Place(self.env["flattened"]),
            )

    def inlines(self, words: str, *, literal: bool = False) -> Inlines:
        """Words of Markdown on one line; `literal`: HTML and template tags in them are just words."""
        tree = Tree(self.report, [words])
        tree.literal = literal
        root = tree.built(parser().parseInline(words, self.env), self.env)
        self.tree.inline_notes |= tree.inline_notes
        return self.nodes.inlines(root.content)

    def metadata_inlines(self, words: str) -> Inlines:
        """A value of the front matter, read as Markdown without HTML."""
        return self.inlines(words, literal=True)

    def titled(self, given: Inlines) -> Inlines:
        """The article's title, taken out of the text where it stands there; says how headings count from now on."""
        tops = [element for element in _elements(self.root) if element.tag == "h1"]
        first = next((part for part in self.root.content if not isinstance(part, str)), None)
        title = given
        if first is not None and first.tag == "h1":
            words = self.nodes.inlines(first.content)
            if (len(tops) == 1 and not given) or (given and same_words(words, given)):
                if given:
                    told = f"the title “{shortened(plain_text(words))}” stands in the text too: kept once"
                    self.report.tell("title-twice", told, place=Place(first.line))
                title = given or words
                self.root.content.remove(first)
                tops.remove(first)
        self.nodes.shift = 0 if tops else 1
        return title

    def body(self) -> Blocks:
        """The blocks of the text."""
        return self.nodes.blocks(self.root.content)

    def notes(self) -> tuple[Note, ...]:
        """The notes, in the order they are called; those nobody calls last."""
        known = self.nodes.notes
        for name, note in known.items():
            if name not in self.called:
                self.report.tell("note-not-called", f"the note “{name}” is called nowhere", place=note.place)
        order = [name for name in self.called if name in known] + [name for name in known if name not in self.called]
        return tuple(known[name] for name in order)

    def _note_id(self, element: Element) -> str:
        name = element.attrs.get("label") or self._inline_note(int(element.attrs["number"]))
        self.called.setdefault(name)
        return name

    def _inline_note(self, number: int) -> str:
        labels = self.env.get("footnotes", {}).get("refs", {})
        name = f"note-{number + 1}"
        while f":{name}" in labels:
            name += "-"
        root = self.tree.inline_notes.get(number)
        if root is not None and name not in self.nodes.notes:
            self.called.setdefault(name)
            content = self.nodes.inlines(root.content)
            self.nodes.notes[name] = Note(id=name, content=(Paragraph(content=content),))
        return name


def _elements(root: Element) -> Iterator[Element]:
    stack = [root]
    while stack:
        element = stack.pop()
        yield element
        stack.extend(part for part in reversed(element.content) if isinstance(part, Element))


def _aside(takeaways: Takeaways) -> Aside:
    """Takeaways of the front matter where the user wants no box: a section beside the text."""
    items = tuple(ListItem(content=(Paragraph(content=item),)) for item in takeaways.items)
    said = (Paragraph(content=takeaways.provenance),) if takeaways.provenance else ()
    title = (Text(value=takeaways.label),) if takeaways.label else ()
    return Aside(title=title, content=(List(items=items), *said))
