"""The table of contents, for long articles only: a field with its entries filled in."""

from __future__ import annotations

from exporter.model import Article, Heading
from exporter.walk import text as words
from exporter.walk import walk

from .pen import Pen, Room
from .wordml import runs

LONG = 3000
"""Words from which on an article with `ENOUGH` headings gets a table of contents."""
ENOUGH = 5
DEEPEST = 3


def table_of_contents(pen: Pen, article: Article, room: Room) -> str:
    """Entries that link to their headings. No page numbers: nobody knows them before Word has laid out the pages, and a
    number that is wrong until somebody updates the field is worse than none."""
    headings = [node for node in walk(article.body) if isinstance(node, Heading) and node.id and node.level <= DEEPEST]
    if len(headings) < ENOUGH or len(words(article.body).split()) < LONG:
        return ""
    pen.state.contents = {heading.id for heading in headings if heading.id}
    out = [pen.paragraph("TOCHeading", runs.text(pen.state.context.labels.contents, room.form), room)]
    for number, heading in enumerate(headings):
        start = runs.field_start(f'TOC \\o "1-{DEEPEST}" \\h \\z \\n') if number == 0 else ""
        end = runs.FIELD_END if number == len(headings) - 1 else ""
        entry = runs.link_start(anchor=pen.state.bookmarks.name(f"_Toc.{heading.id}"))
        entry += runs.text(" ".join(words(heading.content).split()), room.of(heading).form) + runs.LINK_END
        out.append(pen.paragraph(f"TOC{min(heading.level, DEEPEST)}", start + entry + end, room))
    pen.leave(box=True)
    return "".join(out)
