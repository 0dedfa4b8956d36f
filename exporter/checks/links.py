"""Links and note references: each leads somewhere, none runs a script."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from exporter.model import Article, Heading, Link, Node, NoteRef, Paragraph, Span, Superscript, Text
from exporter.patterns import pattern
from exporter.report import Report
from exporter.walk import transform, walk

_SCHEME = pattern(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.-]*)\s*:")
_LINE_ENDS = pattern(r"[\t\r\n]")
"""What browsers leave out of an address wherever it stands (URL Standard, 4.4): before it is judged, or it hides a scheme."""
_UNSAFE = frozenset({"javascript", "vbscript", "data", "file"})


def links_checked(article: Article, report: Report) -> Article:
    """The article with links that cannot work turned into their words, each with a notice."""
    ids: set[str | None] = {node.id for node in walk(article) if node.id}
    notes = {note.id for note in article.notes}
    check = partial(_checked, ids=ids, notes=notes, report=report)
    article = transform(article, check)
    _tell_unused_notes(article, report)
    # What cannot be a related link any more is a last paragraph.
    words = tuple(Paragraph((node,)) for node in article.related if not isinstance(node, Link))
    related = tuple(node for node in article.related if isinstance(node, Link))
    return replace(article, body=(*article.body, *words), related=related) if words else article


def _checked(node: Node, ids: set[str | None], notes: set[str | None], report: Report) -> Node:
    if isinstance(node, NoteRef) and node.note not in notes:
        report.warn("dead-note", f"there is no note {node.note!r}: its mark is kept as text", place=node.place)
        return Superscript((Text(node.note),), id=node.id, place=node.place)
    if not isinstance(node, Link):
        return node
    target = _LINE_ENDS.sub("", node.target.strip())
    if problem := _problem(target, ids):
        code, why = problem
        report.warn(code, f"the link {node.target!r} {why}: its words are kept", place=node.place)
        return _words(node)
    return _tidy(node, target, report)


def _problem(target: str, ids: set[str | None]) -> tuple[str, str] | None:
    if not target or target == "#":
        return "dead-link", "leads nowhere"
    if target.startswith("#") and target[1:] not in ids:
        return "dead-link", "leads to an id that is not there"
    scheme = _SCHEME.match(target)
    if scheme and scheme[1].lower() in _UNSAFE:
        return "unsafe-link", f"is a {scheme[1].lower()}: address"
    return None


def _words(link: Link) -> Span:
    return Span(link.content, id=link.id, lang=link.lang, dir=link.dir, place=link.place)


def _tidy(link: Link, target: str, report: Report) -> Link:
    content = link.content
    if any(isinstance(node, Link) for node in walk(content)):
        report.warn("link-in-link", f"a link stands inside the link {target!r}: its words are kept", place=link.place)
        holder = transform(Heading(content), lambda node: _words(node) if isinstance(node, Link) else node)
        content = holder.content
    return link if target == link.target and content is link.content else replace(link, target=target, content=content)


def _tell_unused_notes(article: Article, report: Report) -> None:
    called = {node.note for node in walk(article) if isinstance(node, NoteRef)}
    for note in article.notes:
        if note.id not in called:
            report.tell("unused-note", f"no mark calls the note {note.id!r}: it is kept", place=note.place)
