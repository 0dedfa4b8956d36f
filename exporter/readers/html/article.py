"""Puts a page together: bytes, tree, metadata, region, box, blocks, article."""

from __future__ import annotations

from msgspec import Struct

from exporter.errors import SourceError
from exporter.model import Article, Blocks, Inlines, Note, Text
from exporter.readers import Reading, Source
from exporter.readers.html import (
    box,
    characters,
    extraction,
    front,
    headings,
    is_mhtml,
    left_out,
    maths,
    notes,
    office,
    packed,
    parsing,
    people,
    pictures,
    pruning,
    region,
    tooltips,
)
from exporter.readers.html.addresses import Addresses, saved_from
from exporter.readers.html.blocks import Address, Called, converted
from exporter.readers.html.elements import Element, attribute, remove
from exporter.readers.html.language import language
from exporter.readers.html.metadata import Metadata, metadata
from exporter.report import Report
from exporter.walk import normalised, text


class Opened(Struct):
    """A page before it is read: its tree, where it is, what came with it."""

    root: Element
    fragment: bool
    pictures: packed.Pictures
    location: str
    saved: str | None


def read(source: Source, report: Report) -> Reading:
    """The article of a page. Raises SourceError where there is none."""
    page = _opened(source, report)
    known_address = source.base_url or page.location or page.saved or ""
    headings.settle(page.root)
    about = metadata(page.root, known_address, fragment=page.fragment)
    link, picture = _addresses(source, page, about)
    maths.typeset(page.root)
    body = parsing.body(page.root)
    _own_places_plain(body, about.address)
    called = notes.found(body)  # before anything is taken out: many pages keep them far from the text
    tooltips.take_out(body, report)
    known = None if page.fragment else extraction.page(body, page.root, about.body, about.heading)
    reader = box.Finder(link, picture, report)
    found = reader.taken_out(body, known, about.heading, source.takeaways)
    standfirst = _standfirst(body, about, link, picture, report)
    content = body if known is None else _pruned(known, found.kept, report)
    if known is None and not page.fragment:
        report.warn("no-article-found", "no article was found on this page: it was read whole", hint="check the text")
    blocks, called_notes = _converted(content, about, link, picture, report, called)
    return _put_together(page, about, found, standfirst, blocks, called_notes, report)


def _own_places_plain(body: Element, address: str) -> None:
    """Writes links to places of the page itself as `#place`, however the page writes them."""
    own = address.partition("#")[0] + "#"
    for link in body.iter("a") if len(own) > 1 else ():
        if (href := link.get("href") or "").startswith(own):
            link.set("href", href[len(own) - 1 :])


def _opened(source: Source, report: Report) -> Opened:
    data = characters.unpacked(source.data, source.name)
    files: dict[str, bytes] = {}
    location = ""
    if is_mhtml(data):
        found = packed.opened(data, source.name)
        data, files, location = found.page, found.files, found.location
    given = characters.text(data, report, source.name)
    root = parsing.tree(given, report, source.name)
    pictures.unshared(root)
    whole = office.settled(root) or parsing.is_fragment(given)
    return Opened(root, whole, packed.Pictures(files), location, saved_from(given))


def _addresses(source: Source, page: Opened, about: Metadata) -> tuple[Address, Address]:
    base = next((attribute(part, "href") for part in page.root.iter("base") if attribute(part, "href")), "")
    known = Addresses(source.base_url or page.location, base, about.address or page.saved or "", page.saved is not None)

    def picture(address: str) -> str | None:
        given = page.pictures.address(address)
        return given if given in page.pictures.taken else known.picture(address)

    def link(address: str) -> str | None:
        return known.link(address)

    return link, lambda address: page.pictures.address(found) if (found := picture(address)) else None


def _standfirst(body: Element, about: Metadata, link: Address, picture: Address, report: Report) -> Inlines:
    element = front.standfirst(body, about)
    if element is None:
        return ()
    remove(element)
    return box.line(element, link, picture, report)


def _pruned(known: region.Page, kept: set[Element], report: Report) -> Element:
    known.always |= kept
    found = pruning.pruned(known)
    left_out.tell(found.dropped, report)
    return found.element


def _converted(
    content: Element, about: Metadata, link: Address, picture: Address, report: Report, called: Called
) -> tuple[Blocks, tuple[Note, ...]]:
    if about.heading is not None and content in about.heading.iterancestors():
        remove(about.heading)
    lang = next(iter(about.languages), None)
    return converted(content, report=report, link=link, picture=picture, lang=lang, page=about.address, called=called)


def _put_together(
    page: Opened,
    about: Metadata,
    found: box.Found,
    standfirst: Inlines,
    blocks: Blocks,
    called: tuple[Note, ...],
    report: Report,
) -> Reading:
    blocks, lead = front.settled(blocks, about, about.title, report)
    if not blocks and not found.takeaways and not lead:
        raise SourceError(
            "no article in this page", hint="its text may be put in by a script: save the page from a browser"
        )
    lang, contradicted = language(about.languages, text(blocks))
    if contradicted:
        report.tell("language-contradicted", f"the page says it is in {contradicted!r}, its words are in {lang!r}")
    title, blocks = _title(about, blocks)
    if about.another_title:
        report.tell("title-differs", f"took the title that the page shows; it calls itself “{about.another_title}” too")
    authors = about.authors
    if not any(not people.is_organisation(author.name, about.publisher) for author in authors):
        authors = people.signed(blocks) or authors
    article = Article(
        title=title,
        standfirst=standfirst,
        authors=authors,
        published=about.published,
        updated=about.updated,
        publisher=about.publisher or None,
        source=about.address or None,
        identifier=about.identifier,
        rights=about.rights,
        keywords=about.keywords,
        lead=lead,
        takeaways=found.takeaways,
        body=headings.levelled(blocks),
        notes=called,
        lang=lang,
        dir="rtl" if attribute(page.root, "dir").lower() == "rtl" else None,
    )
    return Reading(normalised(article), _used(article, page.pictures.taken))


def _title(about: Metadata, blocks: Blocks) -> tuple[Inlines, Blocks]:
    """The title; a fragment without metadata has its first heading for one where it is its only highest."""
    from exporter.model import Heading

    if about.title:
        return (Text(value=about.title),), blocks
    first = blocks[0] if blocks else None
    if isinstance(first, Heading) and not any(
        isinstance(other, Heading) and other.level <= first.level for other in blocks[1:]
    ):
        return first.content, blocks[1:]
    return (), blocks


def _used(article: Article, taken: dict[str, bytes]) -> dict[str, bytes]:
    from exporter.model import Image
    from exporter.walk import walk

    wanted = {node.source for node in walk(article) if isinstance(node, Image)}
    return {address: data for address, data in taken.items() if address in wanted}
