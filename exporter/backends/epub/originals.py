"""What makes a book a source again: the canonical article, and every picture as its source had it.

Both are linked resources (EPUB 3.3, 5.5.7): they travel in the container and are no part of what is read. Where the book
shows the very bytes of a picture nothing is added; where it shows another form (a TIFF as PNG) the original is what that
form was made from, in the words of Dublin Core its source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exporter import canonical
from exporter.backends import Context
from exporter.backends.epub.illustrations import Illustrations
from exporter.backends.epub.package import Item, Linked
from exporter.pictures import SUFFIXES

RELATION = "dcterms:source"


def linked(context: Context, shown: Illustrations, items: Sequence[Item]) -> list[Linked]:
    """The record, then the originals of the pictures that `items` do not hold as they are."""
    record = Linked("record", canonical.FILE_NAME, canonical.MEDIA_TYPE, context.record)
    return [record, *_originals(context, shown, items)]


def _originals(context: Context, shown: Illustrations, items: Sequence[Item]) -> Iterator[Linked]:
    ids = {item.name: item.id for item in items}
    there = {item.data for item in items}
    number = 0
    for source, picture in context.pictures.items():
        if picture.data in there:
            continue
        there.add(picture.data)
        number += 1
        file = shown.made_of(source)
        name = f"originals/{number:03}{SUFFIXES.get(picture.media_type, '')}"
        yield Linked(RELATION, name, picture.media_type, picture.data, ids[file.name] if file else "")
