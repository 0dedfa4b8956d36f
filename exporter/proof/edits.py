"""An export that was edited: what differs is somebody's work, not damage, and need not be thrown away."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from exporter.proof.differences import Difference, places
from exporter.proof.findings import number_of
from exporter.report import Notice

_KEEP = "to keep the edits, export from this file: they win; to drop them, export the article again"


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
