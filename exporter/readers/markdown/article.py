"""The article in a Markdown text: front matter, title, blocks, notes, takeaways. What people may write: see `markdown`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from exporter.model import Article, Block, Blocks, Heading, Inlines, List, Note, Paragraph, Place, Strong, Takeaways
from exporter.readers import Source
from exporter.readers.decoding import decoded
from exporter.readers.markdown.elements import Element
from exporter.readers.markdown.front_matter import split
from exporter.readers.markdown.metadata import Metadata, same_words
from exporter.readers.markdown.nodes import Nodes
from exporter.readers.markdown.parts import plain_label
from exporter.readers.markdown.quoting import shortened
from exporter.readers.markdown.syntax import parser
from exporter.readers.markdown.tally import Tally
from exporter.readers.markdown.tree import Tree
from exporter.readers.takeaways import strength
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
    try:
        return _article(text, tally)
    finally:
        tally.told()


def _article(text: str, report: Report) -> Article:
    front = split(text, report)
    if front.lines:
        text = "\n" * front.lines + text.split("\n", front.lines)[-1] if text.count("\n") >= front.lines else ""
    reading = _Reading(text, report)
    metadata = Metadata(report, reading.metadata_inlines)
    metadata.read(front.data)
    title = reading.titled(metadata.fields.pop("title", ()))
    body = reading.body()
    takeaways = metadata.fields.pop("takeaways", None) or reading.nodes.takeaways
    if takeaways is None and metadata.search_takeaways:
        takeaways, body = _found(body)
    notes = metadata.fields.pop("notes", ()) or reading.notes()
    fields = metadata.fields | {"attributes": metadata.attributes}
    return Article(title=title, body=body, notes=notes, takeaways=takeaways, **fields)


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


def _found(body: Blocks) -> tuple[Takeaways | None, Blocks]:
    """Takeaways under a heading people use, taken out of the text."""
    for index, block in enumerate(body[:-1]):
        label = _label(block)
        force = strength(label) if label else 0
        if not force or (force == 1 and index + 2 < len(body) and not isinstance(body[index + 2], Heading)):
            continue
        points = _points(body[index + 1])
        if points:
            found = Takeaways(items=points, label=label, place=block.place)
            return found, body[:index] + body[index + 2 :]
    return None, body


def _label(block: Block) -> str:
    if isinstance(block, Heading):
        return plain_label(block.content)
    if (
        isinstance(block, Paragraph)
        and not block.run_in
        and len(block.content) == 1
        and isinstance(block.content[0], Strong)
    ):
        return plain_label(block.content)
    return ""


def _points(block: Block) -> tuple[Inlines, ...]:
    """The items of a list of single paragraphs; none of any other block."""
    if not isinstance(block, List) or block.kind == "task":
        return ()
    out: list[Inlines] = []
    for item in block.items:
        only = item.content[0] if len(item.content) == 1 else None
        if not isinstance(only, Paragraph) or only.run_in or not plain_text(only):
            return ()
        out.append(only.content)
    return tuple(out)
