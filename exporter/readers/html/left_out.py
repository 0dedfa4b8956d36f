"""Tells what pruning left out: what seems to be the site's in one line, what may have been text each by itself."""

from __future__ import annotations

from collections.abc import Sequence

from exporter.model import Place
from exporter.readers.html.pruning import Dropped
from exporter.readers.markdown.quoting import shortened
from exporter.report import Report

_MOST_TOLD, _MOST_QUOTED = 8, 8
_ENOUGH_WORDS = 5
_FIRST_WORDS = 6


def tell(dropped: Sequence[Dropped], report: Report) -> None:
    """Tell what was left out, in the order of the page."""
    parts = sorted((part for part in dropped if part.words), key=lambda part: part.line)
    doubtful = [part for part in parts if _may_be_text(part)]
    known = [part for part in parts if not _may_be_text(part)]
    for part in doubtful[:_MOST_TOLD]:
        message = f"left out a part inside the article that seems not to be its text: “{shortened(part.words)}”"
        report.warn("part-dropped", message, place=_place(part))
    if more := doubtful[_MOST_TOLD:]:
        what = "parts inside the article that seem not to be its text"
        told = f"left out {len(more)} more {what}" if len(more) > 1 else f"left out one more of the {what}"
        report.warn("part-dropped", f"{told}: {_quoted(more)}", place=_place(more[0]))
    if known:
        what = f"{len(known)} parts" if len(known) > 1 else "a part"
        told = f"left out {what} of the site inside the article: {_quoted(known)}"
        report.tell("chrome-dropped", told, place=_place(known[0]))


def _may_be_text(part: Dropped) -> bool:
    return part.inside and len(part.words.split()) >= _ENOUGH_WORDS


def _quoted(parts: Sequence[Dropped]) -> str:
    """How some parts begin, each beginning once and with its line, and how many others there are."""
    beginnings: dict[str, list[Dropped]] = {}
    for part in parts:
        beginnings.setdefault(_start(part.words), []).append(part)
    told = list(beginnings.items())[:_MOST_QUOTED]
    others = len(parts) - sum(len(same) for _, same in told)
    shown = ", ".join(f"“{start}”{_where(same)}" for start, same in told)
    return f"{shown} and {others} more" if others > 0 else shown


def _start(said: str) -> str:
    given = said.split()
    return shortened(" ".join(given[:_FIRST_WORDS])).removesuffix("…") + "…" * (len(given) > _FIRST_WORDS)


def _where(parts: Sequence[Dropped]) -> str:
    """The line of the first of some parts, and how many there are."""
    line = f"line {parts[0].line}" if parts[0].line else ""
    times = f"{len(parts)} times" if len(parts) > 1 else ""
    told = ", ".join(filter(None, (line, times)))
    return f" ({told})" if told else ""


def _place(part: Dropped) -> Place | None:
    return Place(part.line) if part.line else None
