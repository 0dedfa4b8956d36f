"""Pictures as files of the book and as `img` elements with their own size (EPUB 3.3, 3.2 core media types)."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from msgspec import Struct

from exporter.backends import Context
from exporter.backends.epub.xhtml import attributes, carried
from exporter.model import Image
from exporter.pictures import SUFFIXES, SVG, NotAPicture, Picture, opened, suited, tidy_svg

ACCEPTED = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", SVG})
"""What every EPUB 3.3 reading system can show."""

_OUTSIDE = rb"@import|url\(\s*['\"]?(?!#|data:|['\"]?#)|<\?xml-stylesheet|<!ENTITY"

_DECLARED = rb"<!DOCTYPE|encoding\s*=\s*['\"](?![Uu][Tt][Ff]-8)|^\xff\xfe|^\xfe\xff"
_ACTIVE = frozenset({"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler"})
_ID = r"[^\W\d][\w.-]*"


class File(Struct, frozen=True):
    """A picture's file in the book."""

    name: str
    picture: Picture


class Illustrations:
    """The pictures a book uses so far, each once, named in the order in which they come up."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.files: list[File] = []
        self.shown: list[tuple[Image, Picture]] = []
        self._by_source: dict[str, File | None] = {}
        self._by_data: dict[bytes, File] = {}

    def image(self, node: Image, style: str = "") -> str | None:
        """The `img` of an Image, or None where there is no picture. An alternative nobody gave is left out, not made up."""
        if (file := self.file(node)) is None:
            return None
        self.shown.append((node, file.picture))
        size = {"width": str(file.picture.width), "height": str(file.picture.height)}
        return f"<img{attributes(src=file.name, alt=node.alt, title=node.title, style=style or None, **size)}{carried(node)}/>"

    def file(self, node: Image) -> File | None:
        """The file of the picture an Image shows."""
        if node.source is None or (picture := self.context.picture(node)) is None:
            return None
        if node.source not in self._by_source:
            self._by_source[node.source] = self._added(picture, node)
        return self._by_source[node.source]

    def made_of(self, source: str) -> File | None:
        """The file that shows the picture of this address, if any Image has asked for it and got one."""
        return self._by_source.get(source)

    @cached_property
    def logo(self) -> File | None:
        """The theme's logo, if it has one. It says nothing the masthead does not say in words, so it only decorates."""
        name = self.context.theme.brand.logo
        if not name:
            return None
        try:
            return self._filed(suitable(opened(self.context.theme.asset(name), name)))
        except NotAPicture as why:
            self.context.report.warn("broken-logo", f"the theme's logo {name} is {why.message}", hint=why.hint)
            return None

    def _added(self, picture: Picture, node: Image) -> File | None:
        try:
            return self._filed(suitable(picture))
        except NotAPicture as why:
            short = (node.source or "")[:80]
            self.context.report.warn(
                "bad-picture", f"the picture {short} is {why.message}", place=node.place, hint=why.hint
            )
            return None

    def _filed(self, fit: Picture) -> File:
        """The file of a picture; the same bytes are one file."""
        if fit.data not in self._by_data:
            name = f"pictures/{len(self.files) + 1:03}{SUFFIXES[fit.media_type]}"
            self._by_data[fit.data] = File(name, fit)
            self.files.append(self._by_data[fit.data])
        return self._by_data[fit.data]


@lru_cache(maxsize=64)
def suitable(picture: Picture) -> Picture:
    """The picture in a form every reading system shows. An SVG that is no valid, quiet SVG becomes pixels.

    Raises NotAPicture.
    """
    if picture.media_type != SVG:
        return suited(picture, ACCEPTED)
    tidy = _tidy(picture)
    if tidy is None or not _fits(tidy.data):
        return suited(picture)
    return picture if _untouched(picture.data, tidy.data) else tidy


def _tidy(picture: Picture) -> Picture | None:
    from lxml import etree

    try:
        return tidy_svg(picture)
    except etree.XMLSyntaxError:  # an entity: what it stands for is not looked up
        return None


def _untouched(svg: bytes, tidied: bytes) -> bool:
    """Whether tidying had nothing to do but state a size: then the file stays as its maker wrote it, byte for byte."""
    from lxml import etree

    if re.search(_DECLARED, svg):
        return False
    whole = etree.fromstring(svg)
    size = etree.fromstring(tidied)
    for name in ("width", "height"):
        whole.set(name, size.get(name, ""))
    return bool(etree.tostring(whole, method="c14n") == etree.tostring(size, method="c14n"))


def _fits(svg: bytes) -> bool:
    """Whether a tidied SVG is one EPUBCheck takes: nothing outside, nothing like a script, ids that are XML names once."""
    from lxml import etree

    if re.search(_OUTSIDE, svg, re.IGNORECASE):
        return False
    root = etree.fromstring(svg)
    ids = [str(found) for part in root.iter() if (found := part.get("id")) is not None]
    names = {str(part.tag).rpartition("}")[2].lower() for part in root.iter()}
    return not names & _ACTIVE and len(ids) == len(set(ids)) and all(re.fullmatch(_ID, found) for found in ids)
