"""What stands before and after the body: masthead, title, byline, dates, the takeaways box, related links, the source."""

from __future__ import annotations

from exporter.model import Article, Author, Figure, Image, Link, Takeaways
from exporter.pictures import NotAPicture, opened, suited

from . import template
from .balance import balanced, unwidowed
from .figures import figure
from .inlines import drawn, inlines
from .pen import Pen, Room
from .state import ACCEPTED, BULLETS, LONGEST, address
from .wordml import runs
from .wordml.paragraphs import Layout, control
from .wordml.runs import Format

_BOLD = Format(bold=True)
_LOGO = 24.0
"""Points a logo is high."""


def opening(pen: Pen, article: Article, room: Room) -> str:
    """Masthead, title, standfirst, byline, dates."""
    pen.target(article)
    title = inlines(pen, article.title, room.form)
    head = _logo(pen, article, room) + _masthead(pen, article, room)
    scale, measure = pen.state.theme.scale, pen.state.sheet.measure
    out = [head, pen.paragraph("Title", title, room, balanced(article.title, scale.title.size, measure))]
    if article.standfirst:
        layout = unwidowed(article.standfirst, scale.standfirst.size, measure)
        standfirst = inlines(pen, article.standfirst, room.form)
        out.append(pen.paragraph("Subtitle", standfirst, room, layout))
    out += [pen.paragraph("Byline", line, room) for line in _bylines(pen, article.authors, room)]
    if dated := _dates(pen, article):
        out.append(pen.paragraph("Dateline", runs.text(dated, room.form), room))
    pen.leave(box=True)
    return "".join(out)


def _logo(pen: Pen, article: Article, room: Room) -> str:
    """The theme's logo above the masthead; a document of the user's has a head of its own."""
    state, brand = pen.state, pen.state.theme.brand
    if not brand.logo or (state.reference and state.reference.has_running("header")):
        return ""
    try:
        name, picture = state.medium(suited(opened(state.theme.asset(brand.logo), brand.logo), ACCEPTED, LONGEST))
    except NotAPicture as error:
        state.context.report.warn("broken-logo", f"the theme's logo {brand.logo}: {error.message}")
        return ""
    height = template.twips(_LOGO)
    size = (min(state.sheet.measure, round(height * picture.width / picture.height)), height)
    said = brand.masthead or article.publisher or ""
    return pen.paragraph("Logo", drawn(pen, name, size, Image(alt=said)), room)


def _masthead(pen: Pen, article: Article, room: Room) -> str:
    """The rule at the head of the page, the kicker at its start, who publishes at its end."""
    house = article.publisher or pen.state.theme.brand.masthead
    left, right = (article.kicker, house) if article.kicker else (house, "")
    content = runs.text(left, room.form)
    if right:
        quiet = room.form._replace(style="Credit")
        content += runs.tab() + runs.text(right, quiet)
    return pen.paragraph("Masthead", content, room, Layout() if left else Layout(after=0))


def _bylines(pen: Pen, authors: tuple[Author, ...], room: Room) -> list[str]:
    """The writers in one line, then a line for each other role."""
    writers = [author for author in authors if not author.role]
    roles = dict.fromkeys(author.role for author in authors if author.role)
    labels = pen.state.context.labels
    before, _, after = labels.by.partition("{names}")
    if writers and writers[0].name.lower().startswith(before.lower()):
        before = ""  # the source wrote it already
    out = []
    if writers:
        out.append(runs.text(before, room.form) + _names(pen, writers, room) + runs.text(after, room.form))
    for role in roles:
        names = _names(pen, [author for author in authors if author.role == role], room)
        out.append(runs.text(labels.introduced(role), room.form) + names)
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
    inside = room.of(node).sized(pen.state.theme.scale.takeaways.size)
    label = node.label or pen.state.context.labels.takeaways
    lines = [("TakeawaysHeading", runs.text(label, inside.form))]
    lines += [("TakeawaysItem", inlines(pen, item, inside.form)) for item in node.items]
    if node.provenance:
        lines.append(("TakeawaysSource", inlines(pen, node.provenance, inside.form)))
    below = template.twips(pen.state.theme.spacing.block * 1.3)
    last = Layout(keep_next=False, after=below)
    out = "".join(pen.paragraph(style, content, inside) for style, content in lines[:-1])
    out += pen.paragraph(*lines[-1], inside, last)
    return control(label, "takeaways", out) if pen.state.theme.word.control else out


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
    labels = pen.state.context.labels
    parts = [runs.text(article.publisher, room.form)] if article.publisher else []
    if article.source:
        shown = runs.text(article.source, Format(style="Hyperlink"))
        parts.append(_linked(pen, shown, article.source) if address(article.source) else runs.text(article.source))
    content = runs.text(", ", room.form).join(parts)
    out = ""
    if content:
        out = pen.paragraph("SourceLine", runs.text(labels.introduced(labels.source), _BOLD) + content, room)
    if article.rights:
        style = Layout(borders="<w:pBdr/>", before=0) if out else Layout()
        out += pen.paragraph("SourceLine", runs.text(article.rights, room.form), room, style)
    return out
