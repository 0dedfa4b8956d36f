"""A book into an article: the one it carries, or its chapters in the order of the spine."""

from __future__ import annotations

from exporter import canonical
from exporter.errors import SourceError
from exporter.readers import Reading, Source
from exporter.readers.archives import Archive
from exporter.readers.epub.package import Package, locked, package
from exporter.report import Report


def reading(source: Source, report: Report) -> Reading:
    """The article in an EPUB. Raises SourceError."""
    archive = Archive(source.data, source.name, "an EPUB")
    book = package(archive)
    if locked(archive):
        raise SourceError("the book is locked (DRM)", place=source.name, hint="get a copy that is not")
    return _carried(archive, book, report) or _chapters(archive, book, source, report)


def _carried(archive: Archive, book: Package, report: Report) -> Reading | None:
    """The article a book of ours carries."""
    for name, media_type in book.records:
        if media_type != canonical.MEDIA_TYPE or name not in archive:
            continue
        record = canonical.load_record(archive.read(name), archive.place)
        pictures = archive.by_hash(record.pictures)
        if lost := [name for name in record.pictures if name not in pictures]:
            report.warn(
                "missing-picture",
                f"the book does not have these pictures any more: {', '.join(sorted(lost))[:200]}",
                hint="export it anew from its first source",
            )
        return Reading(record.article, pictures)
    return None


def _chapters(archive: Archive, book: Package, source: Source, report: Report) -> Reading:
    raise SourceError("not supported yet", place=source.name)
