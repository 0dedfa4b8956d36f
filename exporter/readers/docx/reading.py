"""A Word document into an article: the one it carries, the one it carries as it was changed since, or the one it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from exporter.errors import ExportError
from exporter.labels import Labels, labels
from exporter.model import (
    Article,
    Figure,
    Image,
    Link,
    Math,
    MathBlock,
    Node,
    Note,
    NoteRef,
    Paragraph,
    Span,
    Superscript,
)
from exporter.readers import Reading, Source, points
from exporter.readers.archives import Archive
from exporter.report import Report
from exporter.walk import transform, walk

from . import running, typed
from . import told as telling
from .compose import Composer
from .core import Core, core
from .document import Document
from .front import Back, Front, authors, back, dates, front, masthead, plain
from .guessing import head_lines, headings, lightened, program_text, title
from .lines import Item, Line
from .names import W
from .opc import Part, main_part
from .pictures import FOLDER
from .record import Carried, carried, program, text_hash
from .story import Story

_REWRITES_FORMULAS = ("LibreOffice", "OpenOffice")
"""Programs that take formulas into a language of their own and back, losing signs on the way."""


def reading(source: Source, report: Report) -> Reading:
    """The article in a Word document. Raises SourceError."""
    archive = Archive(source.data, source.name, "a Word document")
    main = main_part(archive)
    found = carried(archive, main)
    if found is None:
        return _read(archive, main, source, report)
    made = _exact(archive, found, report) if found.untouched else _ours(archive, main, source, found, report)
    return replace(made, article=points.overruled(made.article, source.takeaways, report))


def _ours(archive: Archive, main: Part, source: Source, found: Carried, report: Report) -> Reading:
    """The article of a document of ours that was saved anew or edited."""
    from . import changes
    from .edited import merged

    source = replace(source, takeaways=None)
    was = found.record.article
    told = Report(report.source)
    now = _read(archive, main, source, told, was)

    def then(pictures: Mapping[str, bytes]) -> Reading | None:
        """What the document gave when nobody had touched it; None where its article cannot be exported here."""
        try:
            data = source.again(was, "docx", pictures) if source.again else b""
        except ExportError:
            return None
        first = Archive(data, source.name, "a Word document") if data else None
        return _read(first, main_part(first), source, Report(), was) if first else None

    rewritten = program(archive).startswith(_REWRITES_FORMULAS)
    made = merged(now, found.record, archive.by_hash(found.record.pictures), then, rewritten=rewritten)
    if rewritten and any(isinstance(node, (Math, MathBlock)) for node in walk(now.article)):
        report.tell("formulas-kept", "formulas are as they were exported: LibreOffice changes them when it saves")
    if made.article == was or (source.again is None and _says_the_same(archive, main, found)):
        report.take(notice for notice in told if notice.code in telling.TOLD_ANYWAY)
        return _exact(archive, found, report, now)
    report.take(told)
    changes.tell(made.article, was, report)
    return made


def _says_the_same(archive: Archive, main: Part, found: Carried) -> bool:
    """Whether the words are those that were exported, where that is all that can be compared."""
    notes = main.related("footnotes")
    roots = [main.xml()] + ([archive.xml(notes)] if notes else [])
    return text_hash(*roots) == found.text_hash


def _exact(archive: Archive, found: Carried, report: Report, now: Reading | None = None) -> Reading:
    """The article as it was exported, with its pictures; those whose own files Word dropped as it shows them now."""
    pictures = archive.by_hash(found.record.pictures)
    if now is not None and len(pictures) < len(found.record.pictures):
        _shown(now, found, pictures, report)
    if lost := [name for name in found.record.pictures if name not in pictures]:
        report.warn(
            "missing-picture",
            f"the document does not have these pictures any more: {', '.join(sorted(lost))[:200]}",
            hint="export it anew from its first source",
        )
    return Reading(found.record.article, pictures)


def _shown(now: Reading, found: Carried, pictures: dict[str, bytes], report: Report) -> None:
    """Adds the pictures the document shows in the place of lost ones."""
    from .originals import names

    known = names(found.record.article, now, pictures)
    instead = {old: now.pictures[new] for new, old in known.items() if old not in pictures}
    pictures.update(instead)
    if instead:
        shown = ", ".join(sorted(instead))
        report.tell("pictures-converted", f"these pictures are as Word shows them, their own files are gone: {shown}")


def _read(archive: Archive, main: Part, source: Source, report: Report, was: Article | None = None) -> Reading:
    """The article a document is, by its styles and looks. was: the one it was, where it is one of ours."""
    document = Document(archive, main, report)
    body = document.root.find(f"{W}body")
    if body is None:
        raise archive.broken("it has no body")
    items = Story(document, main).items(body)
    notes = {**_notes(document, "footnotes"), **_notes(document, "endnotes")}
    made = _Made(document, items, notes, core(archive), source, was)
    article = made.article()
    telling.tell(document, article.marking, ours=was is not None or document.styles.ours)
    return Reading(article, _pictures(article, archive))


def _notes(document: Document, kind: str) -> dict[str, list[Item]]:
    """The lines of each note, by the id its calls have."""
    name = document.main.related(kind)
    if not name:
        return {}
    part = Part(document.archive, name)
    tag, prefix = (f"{W}footnote", "fn") if kind == "footnotes" else (f"{W}endnote", "en")
    out: dict[str, list[Item]] = {}
    for note in part.xml().iter(tag):
        if note.get(f"{W}type", "normal") == "normal":
            out[f"{prefix}{note.get(f'{W}id')}"] = Story(document, part).items(note)
    return out


def _pictures(article: Article, archive: Archive) -> Mapping[str, bytes]:
    out: dict[str, bytes] = {}
    for node in walk(article):
        if isinstance(node, Image) and node.source and node.source not in out:
            name = next((one for one in (FOLDER + node.source, node.source) if one in archive), None)
            if name and "://" not in node.source:
                out[node.source] = archive.read(name)
    return out


class _Made:
    """Makes the article of a document's lines."""

    def __init__(
        self, document: Document, items: list[Item], notes: dict[str, list[Item]], told: Core, source: Source,
        was: Article | None,
    ) -> None:  # fmt: skip
        self.document, self.items, self.notes, self.core, self.source, self.was = (
            document,
            items,
            notes,
            told,
            source,
            was,
        )
        self.ours = was is not None or document.styles.ours
        self.lang = (was.lang if was else None) or self._language(told)
        self.labels: Labels = labels(self.lang or None)
        self.composer = Composer(
            lang=self.lang,
            dir="rtl" if document.from_right() else "ltr",
            ours=self.ours,
            callouts={kind: self.labels.callout(kind) for kind in ("note", "tip", "important", "warning", "caution")},
            missing=self.labels.picture_missing,
            aliases={},
        )

    def _language(self, told: Core) -> str:
        """The language of the whole: ours say it in their properties, others by the words in each."""
        if self.ours and told.language:
            return told.language
        return self.document.main_language() or told.language

    def article(self) -> Article:
        """The article."""
        composer = self.composer
        if not self.ours:
            program_text(self.items)
            title(self.items)
            titled = any(isinstance(one, Line) and one.role == "title" for one in self.items[:30])
            headings(self.items, self.document, titled=titled)
            title(self.items)
            lightened(self.items)
            head_lines(self.items)
            typed.lists(self.items)
        head, rest = front(self.items)
        after, rest = back(rest, composer, self.labels) if self.ours else (Back(), rest)
        body = composer.blocks(rest)
        lead = body[0] if self.ours and body and isinstance(body[0], Figure) and body[0].caption else None
        if lead is None or lead.caption not in composer.unnumbered:
            lead = None
        notes = tuple(Note(id=name, content=composer.blocks(_note_lines(lines))) for name, lines in self.notes.items())
        made = Article(
            title=head.heading(composer),
            standfirst=head.deck(composer),
            takeaways=composer.takeaways,
            lead=lead,
            body=body[1:] if lead else body,
            notes=(*notes, *after.notes),
            related=after.related,
            lang=self.lang or None,
            dir="rtl" if composer.dir == "rtl" else None,
            **self._described(head, after),
        )
        made = self._completed(made)
        return _linked(made, composer.aliases) if self.document.wanted else made

    def _described(self, head: Front, after: Back) -> dict[str, Any]:
        kicker, house = masthead(head)
        if not kicker and ((self.was and self.was.kicker) or (after.publisher or house) != house):
            kicker, house = house, ""  # one stands there alone: who publishes is named elsewhere, or nobody does
        found = authors(head, self.labels, ours=self.ours)
        if not found and not self.ours:
            found = _creators(self.core)
        return {
            "kicker": kicker or None,
            "publisher": after.publisher or house or None,
            "authors": found,
            "source": after.source,
            "rights": after.rights,
            "keywords": self.core.keywords,
            "marking": head.marking or running.marking(self.document) or None,
            **dates(head, self.labels),
        }

    def _completed(self, article: Article) -> Article:
        """What a document without our styles says by other means: its title, its takeaways."""
        if not article.title and not self.ours:
            article = replace(article, title=plain(self.core.title))
        if article.takeaways is not None:
            return points.overruled(article, self.source.takeaways, self.document.report)
        taken, body = points.found(article.body, self.source.takeaways, self.document.report)
        return replace(article, takeaways=taken, body=body)


def _note_lines(lines: list[Item]) -> list[Item]:
    for line in lines:
        if isinstance(line, Line) and line.role == "note":
            line.role = "body"
    return [line for line in lines if not isinstance(line, Line) or not line.empty]


def _creators(told: Core) -> tuple[Any, ...]:
    from exporter.model import Author

    return tuple(Author(name=name) for name in told.creators)


def _linked(article: Article, aliases: dict[str, str]) -> Article:
    """Links lead to the ids nodes have; ids nobody leads to are dropped; a note's number written out calls the note."""
    notes = {note.id for note in article.notes}

    def change(node: Node) -> Node:
        if isinstance(node, Link) and node.target[:1] == "#":
            if node.target[1:] in notes:
                return NoteRef(note=node.target[1:])
            if (name := aliases.get(node.target[1:])) is not None:
                return replace(node, target=f"#{name}")
        if isinstance(node, Superscript) and len(node.content) == 1 and isinstance(node.content[0], NoteRef):
            return node.content[0]
        return node

    article = transform(article, change)
    led_to = {node.target[1:] for node in walk(article) if isinstance(node, Link) and node.target[:1] == "#"}

    def drop(node: Node) -> Node | tuple[Node, ...]:
        if not node.id or node.id in led_to or isinstance(node, (Article, Note)):
            return node
        if isinstance(node, (Span, Paragraph)) and not node.content and not getattr(node, "run_in", ()):
            return ()
        return replace(node, id=None)

    return transform(article, drop)
