"""Takeaways among blocks: a known label over a list, in the text or in a box (Word documents and books; web pages: `html`)."""

from __future__ import annotations

from msgspec.structs import replace

from exporter.model import (
    Article,
    Aside,
    Block,
    Blocks,
    Heading,
    Inlines,
    List,
    ListItem,
    Paragraph,
    Strong,
    Takeaways,
    Text,
)
from exporter.readers.takeaways import key, strength
from exporter.report import Report
from exporter.walk import text


def overruled(article: Article, asked: str | None, report: Report) -> Article:
    """An article whose takeaways somebody found already, as the user wants them: none of them, or those under a label."""
    box = article.takeaways
    if asked is None or (box is not None and key(box.label or "") == key(asked)):
        return article
    if box is not None:
        article = _as_aside(article, box)
    takeaways, body = found(article.body, asked, report)
    return replace(article, takeaways=takeaways, body=body)


def _as_aside(article: Article, box: Takeaways) -> Article:
    """The takeaways as an aside at the start of the text."""
    listed = List(items=tuple(ListItem(content=(Paragraph(content=item),)) for item in box.items))
    said_by = (Paragraph(content=box.provenance),) if box.provenance else ()
    title: Inlines = (Text(value=box.label),) if box.label else ()
    aside = Aside(content=(listed, *said_by), title=title, id=box.id, lang=box.lang, dir=box.dir)
    return replace(article, takeaways=None, body=(aside, *article.body))


def found(body: Blocks, asked: str | None, report: Report) -> tuple[Takeaways | None, Blocks]:
    """The takeaways in a body, and the body without them.

    asked: the label the user names ("none": there are none), None to look for those people use.
    """
    if asked and asked.casefold() == "none":
        return None, body
    for at, block in enumerate(body):
        taken = _boxed(block, asked) or _listed(body, at, asked)
        if taken:
            takeaways, count = taken
            return takeaways, (*body[:at], *body[at + count :])
        if _label(block) and _names(text(block), asked) == 2 and _is_list(body, at + 1):
            report.tell(
                "takeaways-kept-in-text",
                f"“{text(block)}” stays in the text: it holds more than a list of points",
                hint="give each point one paragraph",
            )
        elif asked is None and _label(block) and strength(text(block)) == 1 and _is_list(body, at + 1):
            report.tell(
                "maybe-takeaways",
                f"“{text(block)}” over a list may be takeaways: it stays in the text",
                hint=f"read it with --takeaways “{text(block)}”",
            )
    return None, body


def _label(block: Block) -> bool:
    """Whether a block can be a label: a heading, or a paragraph that is bold as a whole."""
    if isinstance(block, Paragraph):
        return len(block.content) == 1 and isinstance(block.content[0], Strong) and not block.run_in
    return isinstance(block, Heading)


def _names(words: str, asked: str | None) -> int:
    if asked is not None:
        return 2 if key(words) == key(asked) else 0
    return strength(words)


def _is_list(body: Blocks, at: int) -> bool:
    return at < len(body) and isinstance(body[at], List)


def _listed(body: Blocks, at: int, asked: str | None) -> tuple[Takeaways, int] | None:
    """Takeaways under a label: a sure one, or one that may mean them with nothing but a list up to the next heading."""
    sure = _names(text(body[at]), asked) if _label(body[at]) else 0
    if not sure or not _is_list(body, at + 1):
        return None
    if sure == 1 and at + 2 < len(body) and not isinstance(body[at + 2], Heading):
        return None
    points = _points(body[at + 1])
    return (Takeaways(items=points, label=text(body[at]).rstrip(" :：")), 2) if points else None


def _boxed(block: Block, asked: str | None) -> tuple[Takeaways, int] | None:
    """Takeaways in a box of their own: its title or first line is their label."""
    if not isinstance(block, Aside):
        return None
    label = text(block.title) if block.title else text(block.content[0]) if block.content else ""
    rest = block.content if block.title else block.content[1:]
    if not _names(label, asked) or not rest:
        return None
    points = _points(rest[0]) if isinstance(rest[0], List) else _paragraphs(rest)
    others = rest[1:] if isinstance(rest[0], List) else ()
    if not points or len(others) > 1 or not all(isinstance(one, Paragraph) and not one.run_in for one in others):
        return None
    provenance = next((one.content for one in others if isinstance(one, Paragraph)), ())
    return Takeaways(items=points, label=label.rstrip(" :："), provenance=provenance), 1


def _points(block: Block) -> tuple[Inlines, ...]:
    """The points of a list, empty where they are more than a paragraph each."""
    out: list[Inlines] = []
    for item in block.items if isinstance(block, List) else ():
        only = item.content[0] if len(item.content) == 1 else None
        if not isinstance(only, Paragraph) or only.run_in:
            return ()
        out.append(only.content)
    return tuple(out)


def _paragraphs(blocks: Blocks) -> tuple[Inlines, ...]:
    out = [block.content for block in blocks if isinstance(block, Paragraph) and not block.run_in]
    return tuple(out) if len(out) == len(blocks) else ()
