"""The pictures an article names, loaded: from its own source, from data: URLs, and from files in or below one folder."""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from msgspec import Struct

from exporter.errors import SourceError
from exporter.limits import DEFAULT, MIB, Limits, flag
from exporter.model import Article, Image, Place
from exporter.pictures import SVG, NotAPicture, Picture, opened, suited, tidy_svg
from exporter.report import Report
from exporter.walk import walk

_ACTIVE = re.compile(
    rb"<(?:\w+:)?(?:script|foreignObject|iframe|handler|listener)\b|\son\w+\s*=|javascript:|@import|<!ENTITY"
    rb"|&#|\A\xff\xfe|\A\xfe\xff|encoding\s*=\s*[\"'](?!utf-8)|(?:href\s*=\s*[\"']|url\(\s*[\"']?)(?!\s*(?:#|data:image/))",
    re.IGNORECASE,
)
"""What a drawing may run, or fetch, where somebody opens it later, or hide that it does. Links for people are among it."""
_QUIETED = "has scripts in it or refers to other files: those are left out"


class Where(Struct, frozen=True):
    """Where pictures may come from.

    folder: where relative addresses start, and what none may leave; None: there is no folder (standard input, a string).
    packed: the files that came inside the article's source, by `Image.source`.
    fetch: whether the network is asked.   base_url: what relative addresses start from there, where the page came from.
    """

    folder: Path | None = None
    packed: Mapping[str, bytes] = {}
    fetch: bool = False
    base_url: str = ""
    limits: Limits = DEFAULT


def loaded(article: Article, where: Where, report: Report) -> dict[str, Picture]:
    """Every picture of the article that can be had, by its source; a notice for each that cannot."""
    places: dict[str, Place | None] = {}
    for node in walk(article):
        if isinstance(node, Image) and node.source and node.source not in places:
            places[node.source] = node.place
    if len(places) > where.limits.pictures:
        told = f"{len(places):,} pictures; {where.limits.pictures:,} is the limit"
        raise SourceError(told, place=report.source, hint=f"split it, or raise {flag('pictures')}")
    found = {}
    for source, place in places.items():
        short = source if len(source) <= 80 else source[:77] + "..."
        try:
            picture = _sized(opened(_bytes(source, where)), where.limits)
            if picture.media_type == SVG and _ACTIVE.search(picture.data):
                picture = _quiet(picture)
                report.warn("active-picture", f"the drawing {short} {_QUIETED}", place=place, hint="save it plain")
            found[source] = picture
        except _NotHad as why:
            report.warn(why.code, f"the picture {short} {why}", place=place, hint=why.hint)
        except NotAPicture as why:
            report.warn("bad-picture", f"the picture {short} is {why.message}", place=place, hint=why.hint)
    return found


class _NotHad(Exception):
    def __init__(self, code: str, why: str, hint: str) -> None:
        super().__init__(why)
        self.code, self.hint = code, hint


def _sized(picture: Picture, limits: Limits) -> Picture:
    if picture.width * picture.height > limits.picture_pixels:
        raise NotAPicture(f"of more than {limits.picture_pixels:,} pixels", hint="save it smaller")
    return picture


def _quiet(drawing: Picture) -> Picture:
    """A drawing without what it might do: without the parts that do it, or else as the pixels it shows."""
    tidied = opened(tidy_svg(drawing).data)
    return suited(drawing) if _ACTIVE.search(tidied.data) else tidied


def _bytes(source: str, where: Where) -> bytes:
    if source in where.packed:
        return where.packed[source]
    if source[:5].lower() == "data:":
        return _data_url(source)
    if source.startswith("//") or re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", source):
        return _remote(source, where)
    try:
        return _local(source, where)
    except _NotHad as why:
        if why.code == "missing-picture" and where.base_url and where.fetch:
            return _remote(source, where)
        raise


def _remote(source: str, where: Where) -> bytes:
    if where.folder and (beside := _beside(source, where.base_url)):
        with suppress(_NotHad):
            return _file(beside, where.folder, where.limits.picture_size)
    if not where.fetch:
        raise _NotHad("remote-picture", "is not fetched", "save it beside the article, or ask for it with --fetch")
    from exporter.pipeline.fetching import Fetcher, NotFetched

    try:
        return Fetcher(where.limits.picture_size).get(_joined(where.base_url or "https:", source))
    except NotFetched as why:
        raise _NotHad("remote-picture", f"is not fetched: {why}", "save it beside the article") from None


def _joined(page: str, address: str) -> str:
    try:
        return urljoin(page, address)
    except ValueError:  # one of them is no address: which, shows when it is asked for
        return address


def _beside(address: str, page: str) -> str:
    """Where a copy of a page would have the file that stands at this address: the way to it from the page, if it leads down."""
    try:
        here, there = urlsplit(page), urlsplit(address)
    except ValueError:
        return ""
    if not here.netloc or (here.scheme, here.netloc) != (there.scheme, there.netloc):
        return ""
    folder = here.path.rpartition("/")[0] + "/"
    return there.path.removeprefix(folder) if there.path.startswith(folder) else ""


def _local(source: str, where: Where) -> bytes:
    if where.folder is None:
        raise _NotHad(
            "missing-picture", "has no folder to be looked for in", "export a file, or name a folder with --root"
        )
    return _file(source, where.folder, where.limits.picture_size)


def _data_url(source: str) -> bytes:
    head, comma, body = source[5:].partition(",")
    try:
        if not comma:
            raise ValueError
        return base64.b64decode(unquote(body), validate=False) if head.endswith(";base64") else unquote_to_bytes(body)
    except (ValueError, binascii.Error):
        raise NotAPicture("a broken data: URL", hint="save it as a file") from None


def _file(source: str, folder: Path, most: int) -> bytes:
    """The bytes of a file below `folder`; an address from the site's root (/img/a.png) starts there too."""
    root = folder.resolve()
    names = [source, unquote(source), unquote(re.split(r"[?#]", source)[0])]
    try:
        for name in dict.fromkeys(names):
            path = (root / name.lstrip("/" + os.sep)).resolve()  # \\server on Windows, which looking at would ask
            if not path.is_relative_to(root):
                raise _NotHad(
                    "picture-outside", "lies outside the article's folder", "allow a wider folder with --root"
                )
            if path.is_file():
                if path.stat().st_size > most:
                    raise _NotHad("bad-picture", f"is larger than {most / MIB:g} MiB", "save it smaller")
                return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _NotHad("missing-picture", f"cannot be read: {reason}", "check its name and rights") from None
    raise _NotHad("missing-picture", "is not there", "put the file where the article says")
