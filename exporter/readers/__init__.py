"""Readers turn a source into an Article. This module says what a reader is; each module beside it is one.

A reader gets bytes and a Report, never a file or the network, and gives an Article; where pictures lie in the source
itself (a saved page, a Word file), a Reading. What it drops or guesses it tells the report. What is no article at all is a
SourceError. To add a reader: a module with a `Reader` object, named by an entry point of the group `exporter.readers`.
Import what is heavy inside `read`: the module itself is imported to choose a reader.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from types import ModuleType

from msgspec import Struct, field

from exporter.model import Article
from exporter.report import Report


class Source(Struct, frozen=True):
    """What is to be read: its bytes, and the name people know it by (a path, "standard input").

    base_url: what relative addresses start from, where the user says so.
    takeaways: the label of the takeaways box, where the user names it; "none" says that there is no box; None: find it.
    again: makes an export of an article in a format ("docx") with its pictures, by which a reader tells what was edited in
    one since; None where nobody can.
    """

    data: bytes
    name: str = ""
    base_url: str = ""
    takeaways: str | None = None
    again: Callable[[Article, str, Mapping[str, bytes]], bytes] | None = None


class Reading(Struct, frozen=True):
    """An article with the pictures that came inside its source: the bytes of each file, by `Image.source`."""

    article: Article
    pictures: Mapping[str, bytes] = field(default_factory=dict)


class Reader(Struct, frozen=True):
    """One way to read: `suffixes` are the file name ends it takes (".md", ".html.gz"), lower case; `read` does it.

    recognises: whether these bytes, the first 64 KiB of a source whose name says nothing, can only be for this reader.
    """

    name: str
    suffixes: tuple[str, ...]
    summary: str
    read: Callable[[Source, Report], Article | Reading]
    recognises: Callable[[bytes], bool] | None = None


class _Package(ModuleType):
    """This package, which can be called: `exporter.readers()` gives every installed reader by its name."""

    def __call__(self) -> dict[str, Reader]:
        found: dict[str, Reader] = import_module("exporter.registry").readers()
        return found


sys.modules[__name__].__class__ = _Package
