"""The pictures an article names, loaded: from its own source, from data: URLs, and from files in or below one folder."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from exporter.model import Article, Image, Place
from exporter.pictures import NotAPicture, Picture, opened
from exporter.report import Report
from exporter.walk import walk

LARGEST = 128 * 2**20
"""Bytes of one picture file."""


def loaded(article: Article, folder: Path | None, packed: Mapping[str, bytes], report: Report) -> dict[str, Picture]:
    """Every picture of the article that can be had, by its source; a notice for each that cannot.

    packed: the files that came inside the article's source.
    folder: where relative addresses start, and what none may leave. None: there is no folder (standard input, a string).
    """
    places: dict[str, Place | None] = {}
    for node in walk(article):
        if isinstance(node, Image) and node.source and node.source not in places:
            places[node.source] = node.place
    found = {}
    for source, place in places.items():
        short = source if len(source) <= 80 else source[:77] + "..."
        try:
            found[source] = opened(packed[source] if source in packed else _bytes(source, folder))
        except _NotHad as why:
            report.warn(why.code, f"the picture {short} {why}", place=place, hint=why.hint)
        except NotAPicture as why:
            report.warn("bad-picture", f"the picture {short} is {why.message}", place=place, hint=why.hint)
    return found


class _NotHad(Exception):
    def __init__(self, code: str, why: str, hint: str) -> None:
        super().__init__(why)
        self.code, self.hint = code, hint


def _bytes(source: str, folder: Path | None) -> bytes:
    if source[:5].lower() == "data:":
        return _data_url(source)
    if source.startswith("//") or re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", source):
        raise _NotHad("remote-picture", "is not fetched", "save it beside the article and name the file")
    if folder is None:
        raise _NotHad(
            "missing-picture", "has no folder to be looked for in", "export a file, or name a folder with --root"
        )
    return _file(source, folder)


def _data_url(source: str) -> bytes:
    head, comma, body = source[5:].partition(",")
    try:
        if not comma:
            raise ValueError
        return base64.b64decode(unquote(body), validate=False) if head.endswith(";base64") else unquote_to_bytes(body)
    except (ValueError, binascii.Error):
        raise NotAPicture("a broken data: URL", hint="save it as a file") from None


def _file(source: str, folder: Path) -> bytes:
    """The bytes of a file below `folder`; an address from the site's root (/img/a.png) starts there too."""
    root = folder.resolve()
    names = [source, unquote(source), unquote(re.split(r"[?#]", source)[0])]
    try:
        for name in dict.fromkeys(names):
            path = (root / name.lstrip("/")).resolve()
            if not path.is_relative_to(root):
                raise _NotHad(
                    "picture-outside", "lies outside the article's folder", "allow a wider folder with --root"
                )
            if path.is_file():
                if path.stat().st_size > LARGEST:
                    raise _NotHad("bad-picture", f"is larger than {LARGEST >> 20} MiB", "save it smaller")
                return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _NotHad("missing-picture", f"cannot be read: {reason}", "check its name and rights") from None
    raise _NotHad("missing-picture", "is not there", "put the file where the article says")
