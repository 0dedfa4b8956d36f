"""A book into an article: the one it carries, or its chapters in the order of the spine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec.structs import replace

from exporter import canonical
from exporter.errors import SourceError
from exporter.model import Article, Blocks, Figure, Heading, Image, Node
from exporter.readers import Reading, Source, points
from exporter.readers.archives import Archive, joined
from exporter.readers.epub.about import described
from exporter.readers.epub.chapters import Chapter, chapters, one_tree
from exporter.readers.epub.package import Package, locked, package
from exporter.readers.html.blocks import converted
from exporter.report import Report
from exporter.walk import text, transform, walk

if TYPE_CHECKING:
    from lxml.etree import _Element

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")


def reading(source: Source, report: Report) -> Reading:
    """The article in an EPUB. Raises SourceError."""
    archive = Archive(source.data, source.name, "an EPUB")
    book = package(archive)
    if locked(archive):
        raise SourceError("the book is locked (DRM)", place=source.name, hint="get a copy that is not")
    return _carried(archive, book, source, report) or _chapters(archive, book, source, report)


def _carried(archive: Archive, book: Package, source: Source, report: Report) -> Reading | None:
    """The article a book of ours carries."""
    for name, media_type in book.records:
        if media_type != canonical.MEDIA_TYPE or name not in archive:
            continue
        try:
            record = canonical.load_record(archive.read(name), archive.place)
        except SourceError as error:  # somebody else's record, or one of a newer version
            report.warn("record-unread", f"{name} is no article this program can read: {error.message}")
            continue
        pictures = archive.by_hash(record.pictures)
        if lost := [name for name in record.pictures if name not in pictures]:
            report.warn(
                "missing-picture",
                f"the book does not have these pictures any more: {', '.join(sorted(lost))[:200]}",
                hint="export it anew from its first source",
            )
        return Reading(points.overruled(record.article, source.takeaways, report), pictures)
    return None


def _chapters(archive: Archive, book: Package, source: Source, report: Report) -> Reading:
    """The article that a book of somebody else's is."""
    found = chapters(archive, book, report)
    told = described(book)
    kept, cover = _without_cover(found, archive, book, report)
    tree = one_tree(kept)
    blocks, notes = converted(tree, report=report, lang=told["lang"])
    body = _untitled(blocks, text(told["title"]))
    if book.dir == "rtl":
        told["dir"] = "rtl"
    takeaways, body = points.found(body, source.takeaways, report)
    article = Article(**told, lead=cover, takeaways=takeaways, body=body, notes=notes)
    article = _only_its_own(article, archive, report)
    report.tell("navigation-dropped", "the book's table of contents is left out: exports make their own")
    return Reading(article, _pictures(article, archive))


def _without_cover(
    found: list[Chapter], archive: Archive, book: Package, report: Report
) -> tuple[list[Chapter], Figure | None]:
    """The chapters without a cover that is nothing but a picture, which leads the article; and without a list of them."""
    kept = [chapter for chapter in found if "toc" not in chapter.kinds] or found
    cover = _cover(archive, book)
    first = kept[0]
    pictures = [one for one in first.body.iter() if str(one.tag).rpartition("}")[2] in ("img", "image")]
    said = "".join(map(str, first.body.itertext())).strip()
    if not said and len(pictures) == 1 and len(kept) > 1:
        shown = _shown(pictures[0], first)
        if shown.source and shown.source in archive:
            report.tell("cover-leads", "the book's cover leads the article", hint="take it out if it is not wanted")
            return kept[1:], Figure(images=(shown,))
    if cover and not any(_shows(chapter, cover) for chapter in kept):
        report.tell("cover-dropped", "the book's cover, which no chapter shows, is left out")
    return kept, None


def _shown(picture: _Element, chapter: Chapter) -> Image:
    address = picture.get("src") or picture.get("{http://www.w3.org/1999/xlink}href") or picture.get("href") or ""
    return Image(source=joined(chapter.item.name, unquote(address)), alt=picture.get("alt"))


def _cover(archive: Archive, book: Package) -> str:
    """The name of the picture that is the cover."""
    named = next(iter(book.said("cover")), "")  # EPUB 2: <meta name="cover" content="id"/>
    items = [item for item in book.items.values() if "cover-image" in item.properties]
    items += [book.items[named]] if named in book.items else []
    return next((item.name for item in items if item.name in archive and item.media_type.startswith("image/")), "")


def _shows(chapter: Chapter, name: str) -> bool:
    last = name.rpartition("/")[2]
    addresses = (one.get("src") or one.get("{http://www.w3.org/1999/xlink}href") or "" for one in chapter.body.iter())
    return any(unquote(address).rpartition("/")[2] == last for address in addresses if address)


def _untitled(blocks: Blocks, title: str) -> Blocks:
    """A body without the heading it begins with, where that is the title again."""
    first = blocks[0] if blocks else None
    if title and isinstance(first, Heading) and " ".join(text(first).split()).casefold() == title.casefold():
        return blocks[1:]
    return blocks


def _only_its_own(article: Article, archive: Archive, report: Report) -> Article:
    """Pictures a book does not have are known by their words: a name must not lead to a file beside the book."""

    def change(node: Node) -> Node:
        if not isinstance(node, Image) or not node.source or node.source in archive or _SCHEME.match(node.source):
            return node
        report.warn("missing-picture", f"the book does not have its picture {node.source}", hint="get the book anew")
        return replace(node, source=None)

    return transform(article, change)


def _pictures(article: Article, archive: Archive) -> dict[str, bytes]:
    """The pictures the article shows, by their names in the archive."""
    names = (node.source for node in walk(article) if isinstance(node, Image) and node.source)
    return {name: archive.read(name) for name in dict.fromkeys(names) if name in archive}
