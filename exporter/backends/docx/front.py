"""What stands before and after the body: masthead, title, byline, dates, the takeaways box, related links, the source."""

from __future__ import annotations

from exporter.model import Article, Author, Figure, Link, Takeaways, Text

from . import template
from .figures import figure
from .inlines import inlines
from .pen import Pen, Room
from .state import BULLETS, TAKEAWAYS, address
from .wordml import runs
from .wordml.paragraphs import Indent, Layout, paragraph
from .wordml.runs import Format

_BOLD = Format(bold=True)


def opening(pen: Pen, article: Article, room: Room) -> str:
    """Masthead, title, standfirst, byline, dates."""
    pen.target(article)
    masthead = _masthead(pen, article, room)
    rule = Layout() if masthead else Layout(borders=template.masthead_rule(pen.state.theme))
    out = [masthead, pen.paragraph("Title", inlines(pen, article.title, room.form), room, rule)]
    if article.standfirst:
        out.append(pen.paragraph("Subtitle", inlines(pen, article.standfirst, room.form), room))
    out += [pen.paragraph("Byline", line, room) for line in _bylines(pen, article.authors, room)]
    if dated := _dates(pen, article):
        out.append(pen.paragraph("Dateline", runs.text(dated, room.form), room))
    return "".join(out)


def _masthead(pen: Pen, article: Article, room: Room) -> str:
    """The rule at the head of the page (the title gets it where this is empty), with the kicker at its start and who publishes at its end."""
    house = pen.state.theme.brand.masthead or article.publisher or ""
    left, right = (article.kicker, house) if article.kicker else (house, "")
    if not left:
        return ""
    content = runs.text(left, room.form)
    if right:
        quiet = room.form._replace(style="Credit")
        content += runs.tab() + runs.text(right, quiet)
    return pen.paragraph("Masthead", content, room)


def _bylines(pen: Pen, authors: tuple[Author, ...], room: Room) -> list[str]:
    """The writers in one line, then a line for each other role."""
    writers = [author for author in authors if not author.role]
    roles = dict.fromkeys(author.role for author in authors if author.role)
    before, _, after = pen.state.context.labels.by.partition("{names}")
    out = []
    if writers:
        out.append(runs.text(before, room.form) + _names(pen, writers, room) + runs.text(after, room.form))
    for role in roles:
        names = _names(pen, [author for author in authors if author.role == role], room)
        out.append(runs.text(f"{role}: ", room.form) + names)
    return out


def _names(pen: Pen, authors: list[Author], room: Room) -> str:
    return runs.text(", ", room.form).join(_author(pen, author, room) for author in authors)


def _author(pen: Pen, author: Author, room: Room) -> str:
    pen.target(author)
    form = room.of(author).form
    name = runs.text(author.name, form._replace(bold=True))
    if author.url:
        name = _linked(pen, name, author.url)
    if author.affiliation:
        name += runs.text(f" ({author.affiliation})", form._replace(style="Credit"))
    return name


def _linked(pen: Pen, content: str, target: str) -> str:
    where = address(target)
    if where is None:
        return content + runs.text(f" <{target}>")
    return runs.link_start(pen.relations.link(where)) + content + runs.LINK_END


def _dates(pen: Pen, article: Article) -> str:
    labels = pen.state.context.labels
    parts = [article.dateline or ""]
    if article.published:
        parts.append(labels.published.format(date=labels.day(article.published)))
    if article.updated:
        parts.append(labels.updated.format(date=labels.day(article.updated)))
    return " · ".join(part for part in parts if part)


def takeaways(pen: Pen, node: Takeaways, room: Room) -> str:
    """The box: a real heading and a real list, whose borders and indents are the same, so that Word draws one box."""
    pen.target(node)
    form = room.of(node).form
    last = Layout(after=template.twips(pen.state.theme.spacing.block * 1.3), number=None)
    label = node.label or pen.state.context.labels.takeaways
    lines = [("TakeawaysHeading", runs.text(label, form))]
    lines += [("TakeawaysItem", inlines(pen, item, form)) for item in node.items]
    if node.provenance:
        lines.append(("TakeawaysSource", inlines(pen, node.provenance, form)))
    inside = room.of(node)
    out = [pen.paragraph(style, content, inside, _kept(style)) for style, content in lines[:-1]]
    style, content = lines[-1]
    return "".join(out) + pen.paragraph(style, content, inside, _last(style, last))


def _kept(style: str) -> Layout:
    return Layout(keep_next=style == "TakeawaysItem")


def _last(style: str, layout: Layout) -> Layout:
    return layout


def lead(pen: Pen, node: Figure, room: Room) -> str:
    """The lead figure: never numbered."""
    pen.target(node)
    return figure(pen, node, room.of(node), numbered=False)


def related(pen: Pen, links: tuple[Link, ...], room: Room) -> str:
    """Where to read on."""
    out = [section_label(pen, pen.state.context.labels.related, room)]
    for link in links:
        pen.mark, pen.mark_indent = (BULLETS, 0), None
        out.append(pen.paragraph("ListBullet", inlines(pen, (link,), room.form), room))
    return "".join(out)


def section_label(pen: Pen, words: str, room: Room) -> str:
    """A heading of ours, for a part the article itself has no heading for."""
    return pen.paragraph("SectionLabel", runs.text(words, room.form), room)


def source(pen: Pen, article: Article, room: Room) -> str:
    """Who published this, where it stands, and what may be done with it."""
    label = pen.state.context.labels.source
    parts = [runs.text(article.publisher, room.form)] if article.publisher else []
    if article.source:
        shown = runs.text(article.source, Format(style="Hyperlink"))
        parts.append(_linked(pen, shown, article.source) if address(article.source) else runs.text(article.source))
    content = runs.text(", ", room.form).join(parts)
    out = ""
    if content:
        out = pen.paragraph("SourceLine", runs.text(f"{label}: ", _BOLD) + content, room)
    if article.rights:
        style = Layout(borders="<w:pBdr/>", before=0) if out else Layout()
        out += pen.paragraph("SourceLine", runs.text(article.rights, room.form), room, style)
    return out
