"""The document: the article's parts in their order, then the parts of the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.backends import Context
from exporter.model import Article, Note
from exporter.walk import text as words

from . import contents, front, running, template
from .blocks import begins_tinted, blocks, spacer
from .package import Parts, written
from .pen import Pen, Room
from .record import recorded
from .state import Relations, State
from .wordml import parts as xml
from .wordml import runs
from .wordml.paragraphs import section

if TYPE_CHECKING:
    from .reference import Reference


def render(article: Article, context: Context) -> bytes:
    """The Word document of an article."""
    state = State(article, context, _ground(context))
    room = Room("BodyText", state.sheet.measure, form=runs.Format(rtl=state.rtl))
    body, notes = Relations(), Relations()
    pen = Pen(state, body)
    content = _article(pen, article, room)
    tail = _tail(pen, article, room)
    footnotes = _footnotes(Pen(state, notes, in_note=True), room)
    content += _loose_notes(Pen(state, body, in_note=True), room) + tail
    state.links.told()
    if not content.endswith("</w:p>"):
        content += spacer(Pen(state, body), room)
    return written(_parts(state, content, footnotes, body, notes), state, context)


def _ground(context: Context) -> Reference | None:
    """The document of the user's to build on, the one asked for before the theme's. Raises UsageError."""
    asked, named = context.options.get("reference-doc"), context.theme.word.reference
    if asked is None and not named:
        return None
    from .reference import opened  # with python-docx, which takes longer than all the rest

    if isinstance(asked, bytes):
        return opened(asked, "reference-doc")
    return opened(context.theme.asset(named), named)


def _article(pen: Pen, article: Article, room: Room) -> str:
    """Everything up to the notes, in the order in which it is read."""
    at_start = pen.state.theme.takeaways.position == "start"
    out = [front.opening(pen, article, room)]
    if article.takeaways and at_start:
        out.append(front.takeaways(pen, article.takeaways, room))
    if article.lead:
        out.append(front.lead(pen, article.lead, room))
    out.append(contents.table_of_contents(pen, article, room))
    if article.takeaways and at_start and not article.lead and begins_tinted(article.body):
        out.append(spacer(pen, room))
    out.append(_body(pen, article, room))
    if article.takeaways and not at_start:
        out.append(front.takeaways(pen, article.takeaways, room))
    return "".join(out)


def _body(pen: Pen, article: Article, room: Room) -> str:
    """The body, in two columns where the theme wants them: a section of its own, begun on the same page."""
    state = pen.state
    if state.theme.page.columns == 1 or state.reference or not article.body:
        return blocks(pen, article.body, room)
    before = _section_end(state, columns=1)
    content = blocks(pen, article.body, room._replace(measure=state.sheet.column))
    return before + content + _section_end(state, columns=2)


def _section_end(state: State, *, columns: int) -> str:
    from .wordml.paragraphs import Layout, paragraph

    ending = section(state.sheet, running.REFERENCES, columns=columns, continuous=True, rtl=state.rtl)
    return paragraph("Spacer", "", Layout(section=ending))


def _tail(pen: Pen, article: Article, room: Room) -> str:
    out = front.related(pen, article.related, room) if article.related else ""
    return out + front.source(pen, article, room)


def _footnotes(pen: Pen, room: Room) -> str:
    """The notes the text calls, in the order of their calls. A note first called by another note cannot be a footnote."""
    state = pen.state
    inside = Room("FootnoteText", room.measure, boxed=True, form=room.form).sized(state.theme.scale.note.size)
    out = []
    for note_id, number in list(state.called.items()):
        note = state.notes.get(note_id)
        pen.opening += runs.FOOTNOTE_MARK
        content = _note(pen, note, inside) if note else pen.paragraph("FootnoteText", "", inside)
        out.append(xml.footnote(number, content))
    return xml.SEPARATORS + "".join(out)


def _note(pen: Pen, note: Note, room: Room) -> str:
    pen.target(note)
    content = blocks(pen, note.content, room.of(note))
    if pen.opening:
        content = pen.paragraph("FootnoteText", "", room) + content
    return content if content.endswith("</w:p>") else content + pen.paragraph("FootnoteText", "", room)


def _loose_notes(pen: Pen, room: Room) -> str:
    """Notes that no text calls, or only another note: at the end, with their numbers written out."""
    state = pen.state
    inside = Room("FootnoteText", room.measure, boxed=True, form=room.form).sized(state.theme.scale.note.size)
    out: list[str] = []
    waiting = [*state.uncalled, *(note for note in state.notes if note not in state.called)][::-1]
    written: set[str] = set()
    while waiting:
        note_id = waiting.pop()
        if note_id in written:
            continue
        written.add(note_id)
        seen = len(state.uncalled)
        number = state.called.setdefault(note_id, len(state.called) + 1)
        mark = runs.text(f"{number}. ", room.form)
        pen.opening += pen.bookmark(state.bookmarks.name(f"_note.{note_id}"), mark)
        out.append(_note(pen, state.notes[note_id], inside))
        waiting += state.uncalled[seen:]
    if not out:
        return ""
    return front.section_label(Pen(state, pen.relations), state.context.labels.notes, room) + "".join(out)


def _parts(state: State, content: str, footnotes: str, body: Relations, notes: Relations) -> Parts:
    article, context, ground = state.article, state.context, state.reference
    values = template.values(state.theme, article.lang or "en", state.rtl, state.sheet)
    styles = template.filled("styles.xml", values)
    numbering = xml.numbering(state.lists.definitions(), state.lists.used)
    running_parts = [running.header(state), running.footer(state, words(article.title))]
    if ground:
        ground.merge(styles, numbering)
        content, footnotes, *running_parts = map(ground.named, (content, footnotes, *running_parts))
    document = xml.story("document", content + _last_section(state))
    notes_part = xml.story("footnotes", footnotes)
    return Parts(
        document=document,
        footnotes=notes_part,
        header=xml.story("hdr", running_parts[0]),
        footer=xml.story("ftr", running_parts[1]),
        styles=styles,
        settings=template.filled("settings.xml", values),
        theme=template.filled("theme.xml", values),
        fonts=template.filled("fontTable.xml", values),
        numbering=numbering,
        record=recorded(context.record, document + notes_part),
        body=body,
        notes=notes,
    )


def _last_section(state: State) -> str:
    """The section the document ends with: the user's own where there is one, with what it lacks."""
    ground = state.reference
    if ground is None:
        columns = state.theme.page.columns == 2 and bool(state.article.body)
        return section(state.sheet, running.REFERENCES, continuous=columns, rtl=state.rtl)
    header = "" if ground.has_running("header") else running.HEADER_REFERENCE
    if state.article.marking:
        header += "".join(map(running.header_reference, ground.without_header()))
    return ground.last_section(header + ("" if ground.has_running("footer") else running.FOOTER_REFERENCE))
