"""What stands around the body: masthead, title, standfirst, byline, dates, takeaways; notes, related links, the source line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, inf
from typing import TYPE_CHECKING, Any

from exporter import model
from exporter.backends.pdf.atoms import Atom, Frame, Pad, Rule, stack_height
from exporter.backends.pdf.flow import Composer
from exporter.backends.pdf.galley import Galley, Room
from exporter.backends.pdf.inline import Inliner
from exporter.backends.pdf.lines import Line
from exporter.backends.pdf.lists import hang
from exporter.backends.pdf.page import Link, ink
from exporter.backends.pdf.sheets import sheet
from exporter.backends.pdf.structure import Element
from exporter.backends.pdf.text import Style
from exporter.theme import Size
from exporter.walk import text as plain

if TYPE_CHECKING:
    from exporter.backends.pdf.squares import Squares

_BAR = 1.6
_LETTER = 0.6  # of the type size: more than a letter is wide
_CAPTION = 8.0  # points between a picture and its caption, and what is cautious
_BETWEEN = 24.0  # points, between kicker and publisher where they share a line
_MOST_LINES = 4.2  # of a title or standfirst, before it is set smaller: the takeaways belong on page 1
_TITLE, _STANDFIRST = (1.0, 0.84, 0.68), (1.0, 0.86)  # of the theme's size, tried in turn


def set_front(composer: Composer, galley: Galley, room: Room) -> None:
    """Masthead to lead figure, in reading order."""
    article = composer.article
    _masthead(composer, galley, room)
    _title(composer, galley, room)
    _byline(composer, galley, room)
    if composer.theme.takeaways.position == "start":
        set_takeaways(composer, galley, room)
    if article.lead:
        composer.pictures.left = _left(composer, galley, article.lead)
        composer.block(galley, room, article.lead)
        composer.pictures.left = inf


def _left(composer: Composer, galley: Galley, lead: model.Figure) -> float:
    """How high the lead picture may be on the first page, its caption below it."""
    page, caption = sheet(composer.theme), composer.theme.scale.caption
    words = plain(lead.caption) + plain(lead.credit)
    lines = ceil(len(words) * caption.size * _LETTER / (page.right - page.left))
    above = stack_height(galley.atoms) + galley.coming + composer.theme.spacing.block
    return page.top - page.bottom - above - lines * caption.leading - _CAPTION


def _label(composer: Composer, room: Room, colour: str, **more: object) -> Room:
    size = composer.theme.scale.label
    style = Style("label", size.size, colour, lang=room.lang, **more)  # type: ignore[arg-type]
    return room._replace(style=style, leading=size.leading, align="start")


def _masthead(composer: Composer, galley: Galley, room: Room) -> None:
    """The rule, the kicker at the reading edge and the publisher at the other."""
    article, colours = composer.article, composer.theme.colours
    if composer.theme.brand.logo:
        composer.pictures.logo(galley, room, composer.theme.brand.logo)
        galley.space(8.0)
    galley.add(Rule(room.left, room.right, ink(colours.accent), _BAR), room)
    galley.atoms[-1].keep = True
    publisher = article.publisher or composer.theme.brand.masthead
    first, second = (article.kicker, publisher) if article.kicker else (publisher, "")
    galley.space(7.0)
    if first:
        spaced = _label(composer, room, colours.text, bold=True, caps=True, tracking=0.6)
        lines = composer.words(galley, spaced, first, Element("P", room.element), hyphens=False)
        if second and lines:
            _publisher(composer, galley, room, second, lines[-1])
        galley.atoms[-1].keep = True
    galley.space(22.0 if first else 16.0)


def _publisher(composer: Composer, galley: Galley, room: Room, words: str, kicker: Line) -> None:
    """The publisher at the other edge of the kicker's line, or below it where there is no room for both."""
    light = _label(composer, room, composer.theme.colours.muted, caps=True, tracking=0.6)
    element = Element("P", room.element)
    width = composer.mark(light, words, None, light.style).width()
    if kicker.width() + _BETWEEN + width > room.right - room.left:
        kicker.keep = True
        galley.space(1.0)
        composer.words(galley, light, words, element, hyphens=False)
        return
    mark = composer.mark(light, words, element, light.style)
    mark.x = room.left if room.rtl else room.right - width + 0.6
    mark.base = kicker.base
    kicker.beside = (*kicker.beside, mark)


def _title(composer: Composer, galley: Galley, room: Room) -> None:
    article, scale = composer.article, composer.theme.scale
    first = len(galley.atoms)
    room = room._replace(align="start")
    narrow = room.inset(0, (room.right - room.left) * 0.06)
    title = _smaller(composer, narrow, article.title, scale.title, _TITLE, bold=True, tracking=-0.2)
    composer.text(galley, title, article.title, Element("H1", room.element), balanced=True, hyphens=False)
    if article.standfirst:
        galley.space(8.0)
        muted = composer.theme.colours.muted
        lead = _smaller(composer, narrow, article.standfirst, scale.standfirst, _STANDFIRST, colour=muted)
        composer.text(galley, lead, article.standfirst, Element("P", room.element), hyphens=False)
    galley.keep(first)
    galley.space(10.0)


def _smaller(
    composer: Composer, room: Room, content: model.Inlines, size: Size, shares: Sequence[float], **style: Any
) -> Room:
    """The room with type of the largest of these shares of a size that needs no more than a few lines, or the smallest."""
    words, measure = plain(content).split(), room.right - room.left
    for share in shares:
        room = room.at(Size(round(size.size * share, 2), round(size.leading * share, 2)), **style)
        setting = composer.typesetter.setting(room.style)
        width = sum(map(setting.width, words))
        if width + len(words) * setting.space.width <= _MOST_LINES * measure * 0.93:
            break
    return room


def _byline(composer: Composer, galley: Galley, room: Room) -> None:
    """Who wrote it, on one line; a line for each other role; then where and when."""
    authors, labels = composer.article.authors, composer.labels
    near = _label(composer, room, composer.theme.colours.text)
    writers = [author for author in authors if not author.role]
    if writers:
        before, _, after = labels.by.partition("{names}")
        if writers[0].name.casefold().startswith(before.casefold()):
            before = ""  # the source wrote it already
        _names(composer, galley, near, writers, before, after)
    for role in dict.fromkeys(author.role for author in authors if author.role):
        _names(composer, galley, near, [one for one in authors if one.role == role], labels.introduced(role))
    dates = _dates(composer)
    if dates:
        galley.space(3.0)
        composer.words(
            galley, near._replace(style=_muted(composer, near)), " · ".join(dates), Element("P", room.element)
        )
    galley.space(composer.theme.spacing.block)


def _muted(composer: Composer, room: Room) -> Style:
    return room.style._replace(colour=composer.theme.colours.muted)


def _names(
    composer: Composer, galley: Galley, room: Room, authors: Sequence[model.Author], before: str, after: str = ""
) -> None:
    """Names in bold, parted by commas, with what stands before and after them."""
    element = Element("P", room.element)
    muted = _muted(composer, room)

    def lead(inliner: Inliner) -> None:
        inliner.text(before, muted, element)
        for at, author in enumerate(authors):
            if at:
                inliner.text(", ", muted, element)
            _author(inliner, author, room.style, muted, element)
        inliner.text(after, muted, element)

    ids = tuple(author.id for author in authors if author.id)
    composer.text(galley, room, (), element, lead=lead, hyphens=False, ids=ids)
    galley.space(1.0)


def _author(inliner: Inliner, author: model.Author, style: Style, muted: Style, element: Element) -> None:
    """A name in bold (a link where there is an address), the affiliation after it, muted."""
    name: model.Inline = model.Text(author.name)
    if author.url:
        name = model.Link((name,), author.url)
    inliner.add((name,), style._replace(bold=True), element)
    if author.affiliation:
        inliner.text(f" ({author.affiliation})", muted, element)


def _dates(composer: Composer) -> list[str]:
    article, labels = composer.article, composer.labels
    out = [article.dateline] if article.dateline else []
    if article.published:
        out.append(labels.published.format(date=labels.day(article.published)))
    if article.updated:
        out.append(labels.updated.format(date=labels.day(article.updated)))
    return out


def set_takeaways(composer: Composer, galley: Galley, room: Room) -> None:
    """The summary box: bar, tint, heading and points, kept together."""
    takeaways = composer.article.takeaways
    if takeaways is None:
        return
    theme, colours, look = composer.theme, composer.theme.colours, composer.theme.takeaways
    frame = Frame(
        room.left, room.right, rtl=room.rtl, tint=ink(colours.tint), bar=look.bar, bar_ink=ink(colours.accent)
    )
    room = composer._turned(room, takeaways)
    element = composer.child("Takeaways", room, takeaways)
    inner = room.inset(look.padding_x + look.bar, look.padding_x).at(theme.scale.takeaways)
    inner = inner._replace(element=element, frames=(frame,), align="start", gap=theme.spacing.item)
    galley.space(theme.spacing.block)
    first = len(galley.atoms)
    galley.add(Pad(look.padding_y, keep=True), inner)
    heading = _label(composer, inner, colours.accent, bold=True, caps=True, tracking=0.7)
    words = takeaways.label or composer.labels.takeaways
    composer.words(galley, heading, words, Element("H2", element), hyphens=False)
    composer.outline.append((2, words, takeaways.id or ""))
    if takeaways.id:
        galley.atoms[first].anchors = (takeaways.id,)
    galley.space(5.0)
    _points(composer, galley, inner, takeaways.items)
    if takeaways.provenance:
        galley.space(6.0)
        small = _label(composer, inner, colours.muted)
        composer.text(galley, small, takeaways.provenance, Element("P", element))
    galley.close_up(0.0)
    galley.add(Pad(look.padding_y), inner)
    galley.close(frame, first, (composer.continued(inner, words),))
    galley.keep(first)
    page = sheet(theme)
    above = galley.atoms if look.position == "start" else galley.atoms[first:]
    if stack_height(above) > page.top - page.bottom:
        _let_part(galley.atoms[first:])
    galley.space(theme.spacing.block * 1.3)


def _let_part(box: Sequence[Atom]) -> None:
    """Let a page end between the points of a box that no page can hold below what is above: two of them stay together."""
    begins = [at for at, atom in enumerate(box) if atom.beside]
    for at in begins[2:-1]:
        box[at - 1].keep = False


def _points(composer: Composer, galley: Galley, room: Room, items: tuple[model.Inlines, ...]) -> None:
    element = Element("L", room.element, "/A<</O/List/ListNumbering/Disc>>")
    size = room.style.size
    style = room.style._replace(
        colour=composer.theme.colours.accent, size=round(size * 1.2, 2), rise=round(size * -0.05, 2)
    )
    inner = room.inset(composer.theme.spacing.indent * 0.9)
    for item in items:
        entry = Element("LI", element)
        label = Element("Lbl", entry)
        first = len(galley.atoms)
        composer.text(galley, inner, item, Element("P", Element("LBody", entry)), hyphens=False)
        hang(galley, first, composer.mark(inner, "•", label, style, gap=6.5), None)
        galley.space(composer.theme.spacing.item)


def set_notes(composer: Composer, galley: Galley, room: Room) -> Mapping[str, Sequence[Atom]]:
    """The notes: a galley each for those that are called, for the foot of their page; the others follow the body."""
    notes = composer.notes
    if not notes.of:
        return {}
    size = composer.theme.scale.note
    section = Element("Sect", room.element)
    foot = room.at(size)._replace(element=section, align="start", gap=2.0, frames=())
    feet: dict[str, Sequence[Atom]] = {}
    for identifier in notes.called:
        own = Galley()
        _note(composer, own, foot, identifier, called=True)
        if own.atoms:
            own.atoms[0].before = 2.5
        feet[identifier] = own.atoms
    uncalled = [note for note in notes.order if note not in notes.called]
    if uncalled:
        _section_label(composer, galley, room, composer.labels.notes, section)
    for identifier in uncalled:
        _note(composer, galley, foot, identifier, called=False)
        galley.space(3.0)
    return feet


def _note(composer: Composer, galley: Galley, room: Room, identifier: str, called: bool) -> None:
    """One note: its number, which leads back to its call, hangs before it."""
    note = composer.notes.of[identifier]
    count = composer.notes.number(identifier)
    room = composer._turned(room, note)
    element = composer.child("Note", room, note, f"/ID ({identifier})")
    label = Element("Lbl", element)
    style = room.style._replace(colour=composer.theme.colours.accent, bold=True)
    widest = composer.mark(room, "0" * len(str(len(composer.notes.order))), None, style).width()
    inner = room.inset(max(14.0, widest + 4.5))._replace(element=element)
    first = len(galley.atoms)
    composer.blocks(galley, inner, note.content)
    if len(galley.atoms) == first:
        composer.words(galley, inner, "\u200b", Element("P", element))
    mark = composer.mark(inner, f"{count}", None, style)
    mark.x = room.right - mark.width() if room.rtl else room.left
    holder = Element("Link", label) if called else label
    link = Link(holder, f"#{identifier}.call", composer.labels.back) if called else None
    run = mark.paragraph.runs[0]._replace(slot=holder.slot(), link=link)
    mark.paragraph.runs = [run]
    hang(galley, first, mark, identifier)


def _section_label(composer: Composer, galley: Galley, room: Room, words: str, element: Element) -> None:
    """A small heading in the label face."""
    galley.space(composer.theme.spacing.before_heading)
    heading = _label(composer, room, composer.theme.colours.accent, bold=True, caps=True, tracking=0.7)
    for line in composer.words(galley, heading, words, Element("H2", element), hyphens=False):
        line.keep = True
    composer.outline.append((2, words, ""))
    galley.space(4.0)


def set_related(composer: Composer, galley: Galley, room: Room) -> None:
    """Links to other articles, as a list."""
    related = composer.article.related
    if not related:
        return
    section = Element("Sect", room.element)
    _section_label(composer, galley, room, composer.labels.related, section)
    size = composer.theme.scale.takeaways
    room = room.at(size)._replace(element=section, align="start", gap=composer.theme.spacing.item)
    items = tuple((link if link.content else _named(link),) for link in related)
    _points(composer, galley, room, items)


def _named(link: model.Link) -> model.Link:
    return model.Link((model.Text(link.title or link.target),), link.target, title=link.title)


def set_source(composer: Composer, galley: Galley, room: Room) -> None:
    """A hairline; then publisher, title, date, the address and the rights; the address as a QR code where the theme says."""
    article, colours = composer.article, composer.theme.colours
    if not (article.publisher or article.source or article.rights):
        return
    galley.space(composer.theme.spacing.block * 1.4)
    first = len(galley.atoms)
    galley.add(Rule(room.left, room.right, ink(colours.rule), 0.6), room)
    code = _code(composer, article.source) if composer.theme.source.qr and article.source else None
    galley.space(code.quiet if code else 6.0)
    small = _label(composer, room, colours.muted)
    if code:
        code.left = room.left if room.rtl else room.right - code.height
        small = small.inset(0.0, code.height + code.quiet)
    begun = len(galley.atoms)
    _source_line(composer, galley, small)
    if code:
        galley.atoms[begun].beside = (code,)
        lack = code.height - stack_height(galley.atoms[begun:])
        if lack > 0:
            galley.add(Pad(lack), room)
    galley.keep(first)


def _code(composer: Composer, address: str) -> Squares | None:
    from exporter.backends.pdf.squares import squares

    found = squares(address, ink(composer.theme.colours.text))
    if found is None:
        composer.context.report.warn(
            "no-code", "the source's address is too long for a QR code", hint="give a shorter one in `source`"
        )
    return found


def _source_line(composer: Composer, galley: Galley, room: Room) -> None:
    article = composer.article
    element = Element("P", room.element)
    parts = [article.publisher or "", plain(article.title).replace("\n", " ") if article.source else ""]
    words = ", ".join(part for part in parts if part)

    def lead(inliner: Inliner) -> None:
        if words:
            inliner.text(f"{words}{'.' if not words.endswith(('.', '!', '?')) else ''} ", room.style, element)
        if article.source:
            inliner.text(composer.labels.introduced(composer.labels.source), room.style, element)
            address = model.Link((model.Text(article.source),), article.source, dir="ltr" if room.rtl else None)
            inliner.add((address,), room.style, element)
            inliner.text(" ", room.style, element)
        if article.rights:
            inliner.text(article.rights, room.style, element)

    composer.text(galley, room, (), element, lead=lead, hyphens=False)
