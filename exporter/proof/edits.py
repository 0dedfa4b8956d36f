"""An export that was edited: what differs is somebody's work, not damage, and need not be thrown away.

Whether a Word document was edited, and in what, its reader says, as it does when it is exported from: the two have to agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from exporter.backends import Context
from exporter.checks import prepared
from exporter.errors import ExportError
from exporter.labels import labels
from exporter.model import Article
from exporter.pictures import NotAPicture, Picture, opened
from exporter.proof.differences import Difference, places
from exporter.proof.findings import number_of
from exporter.readers import Source
from exporter.report import Notice, Report
from exporter.theme import load_theme

_KEEP = "to keep the edits, export from this file: they win; to drop them, export the article again"


def in_word(data: bytes) -> str | None:
    """What somebody changed in a Word document of ours since it was exported, nothing where nobody did; None: unreadable."""
    from exporter.readers.docx import read

    report = Report()
    try:
        read(Source(data, again=_again), report)
    except ExportError:
        return None
    return next((notice.message for notice in report if notice.code == "edited-since"), "")


def _again(article: Article, _: str, pictures: Mapping[str, bytes]) -> bytes:
    """A Word document of an article, by which its reader tells what was edited in another."""
    from exporter.backends.docx.document import render

    ready = prepared(article, Report())
    loaded = {name: picture for name, data in pictures.items() if (picture := _picture(data))}
    return render(ready, Context(load_theme("brief"), labels(ready.lang), Report(), pictures=loaded))


def _picture(data: bytes) -> Picture | None:
    try:
        return opened(data)
    except NotAPicture:
        return None


def edited(differences: Sequence[Difference]) -> str:
    """How far its text is from its article's: "3 places differ"."""
    count = len(places(differences))
    return f"{number_of(count, 'place')} {'differs' if count == 1 else 'differ'}" if count else "not in its words"


def as_edits(notices: Sequence[Notice], differences: Sequence[Difference], name: str) -> tuple[Notice, ...]:
    """Findings about an edited file: the first says that it was edited, and what to do; the rest follows from it.

    Where it says what it should (spaces were edited, or the article it is compared with has the edits), that is a remark.
    """
    if not notices:
        told = "it was edited since it was exported, and says what it should"
        return (Notice("edited-since", told, "info", name),)
    told = f"it was edited since it was exported: {edited(differences)}"
    first = Notice("edited-since", told, "warning", name, None, _KEEP)
    return (first, *(replace(notice, hint="") for notice in notices))
