"""Readers turn a source into an Article. This module says what a reader is; each module beside it is one.

A reader gets bytes and a Report, never a file or the network, and gives an Article. What it drops or guesses it tells the
report. What is no article at all is a SourceError. To add a reader: a module with a `Reader` object, named by an entry
point of the group `exporter.readers`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType

from msgspec import Struct

from exporter.model import Article
from exporter.report import Report


class Source(Struct, frozen=True):
    """What is to be read: its bytes, and the name people know it by (a path, "standard input")."""

    data: bytes
    name: str = ""


class Reader(Struct, frozen=True):
    """One way to read: `suffixes` are the file name ends it takes (".md"), lower case; `read` does it."""

    name: str
    suffixes: tuple[str, ...]
    summary: str
    read: Callable[[Source, Report], Article]


class _Package(ModuleType):
    """This package, which can be called: `exporter.readers()` gives every installed reader by its name."""

    def __call__(self) -> dict[str, Reader]:
        found: dict[str, Reader] = import_module("exporter.registry").readers()
        return found


sys.modules[__name__].__class__ = _Package
