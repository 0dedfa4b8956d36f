"""Backends turn an Article into bytes. This module says what a backend is and what it is handed; each module beside it is
one.

A backend never opens a file, asks the clock, or draws a random number: what it needs is in its Context. The same article
and context give the same bytes. To add a backend: a module with a `Backend` object, named by an entry point of the group
`exporter.backends`; the command `exporter NAME` appears by itself. Import what is heavy inside `render`: the module itself
is imported to list backends.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from types import ModuleType

from msgspec import Struct, field

from exporter.labels import Labels
from exporter.model import Article, Image, Node
from exporter.pictures import Picture
from exporter.report import Report
from exporter.theme import Theme


class Context(Struct, frozen=True):
    """Everything a backend may use besides the article.

    theme: the design tokens.   labels: the printed words, in the article's language.   report: where notices go.
    pictures: by `Image.source`; a picture that is not in it could not be had (a notice says so): draw a placeholder.
    record: the canonical JSON of the article as it was read, to put into the export so that it is a source again.
    identifier: a URN (or the article's own identifier), the same for the same content.
    modified: when the article last changed, UTC, or None if nobody says.   generator: name and version of this program.
    options: what the user asks of this backend beyond the theme, by the names of its `Option`s.
    """

    theme: Theme
    labels: Labels
    report: Report
    record: bytes = b""
    identifier: str = ""
    modified: datetime | None = None
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    generator: str = "exporter"
    options: Mapping[str, str | bytes] = field(default_factory=dict)

    def picture(self, image: Image) -> Picture | None:
        """The picture an Image shows, or None where it cannot be had."""
        return self.pictures.get(image.source) if image.source else None

    def unknown(self, node: Node, backend: str) -> None:
        """Tell that `backend` does not know this kind of node and gives its text only."""
        kind = type(node).__name__
        self.report.warn("unknown-node", f"{backend} does not know {kind}: its text is kept", place=node.place)


class Option(Struct, frozen=True):
    """Something users may ask of one backend, as `--NAME VALUE` or `options={"NAME": value}`.

    choices: the values there are, if not any will do.   file: the value names a file; the backend gets its bytes.
    """

    name: str
    help: str
    metavar: str = "VALUE"
    choices: tuple[str, ...] = ()
    file: bool = False


def _nothing(_: Theme) -> None:
    """What a backend does that has nothing to get ready."""


class Backend(Struct, frozen=True):
    """One format: `suffix` ends its files (".pdf"), `render` makes them, `options` are what it can be asked for.

    ready: imports and loads what any article will need; called, if at all, before `render`, while a source is being read.
    """

    name: str
    suffix: str
    media_type: str
    summary: str
    render: Callable[[Article, Context], bytes]
    options: tuple[Option, ...] = ()
    ready: Callable[[Theme], None] = _nothing


class _Package(ModuleType):
    """This package, which can be called: `exporter.backends()` gives every installed backend by its name."""

    def __call__(self) -> dict[str, Backend]:
        found: dict[str, Backend] = import_module("exporter.registry").backends()
        return found


sys.modules[__name__].__class__ = _Package
