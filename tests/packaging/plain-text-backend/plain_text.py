"""A backend of somebody else's: the article as plain text. One file is all it takes."""

from __future__ import annotations

import textwrap

from exporter import Article, Backend, Context
from exporter.model import Heading, List, Node, NoteRef, Paragraph
from exporter.walk import text, walk

KNOWN = (Heading, Paragraph, List)


def render(article: Article, context: Context) -> bytes:
    """Title, standfirst, takeaways, body and notes, wrapped at 72 columns."""
    parts = [text(article.title).upper(), text(article.standfirst)]
    if article.takeaways:
        label = article.takeaways.label or context.labels.takeaways
        parts += [label + ":", *(f"- {text(item)}" for item in article.takeaways.items)]
    parts += [block(node, context) for node in article.body]
    parts += [f"[{note.id}] {text(note)}" for note in article.notes]
    return ("\n\n".join(textwrap.fill(part, 72) for part in parts if part) + "\n").encode()


def block(node: Node, context: Context) -> str:
    """The words of one block; what is not known is told, and its words stay."""
    if not isinstance(node, KNOWN):
        context.unknown(node, "plain")
    for inner in walk(node):
        if isinstance(inner, NoteRef):
            context.report.tell("plain-note", "note marks are left out of plain text", place=inner.place)
    return text(node)


backend = Backend("plain", ".plain.txt", "text/plain", "Plain text, wrapped at 72 columns.", render)
