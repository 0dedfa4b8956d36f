"""Pictures side by side: each as wide as makes all of a row equally high, as they are on paper."""

from __future__ import annotations

from collections.abc import Sequence

from exporter.backends.epub.illustrations import File

GAP = 2
"""The part of the measure between two pictures, in per cent; the sheet has the same."""
_NARROWEST = 10
"""Per cent of the measure below which a picture shows nothing on a phone: then all are as wide as the sheet says."""


def row_styles(files: Sequence[File | None]) -> list[str]:
    """What each picture of a figure says of its width, "" for what the sheet says: half of the measure, or all of it."""
    plain = [""] * len(files)
    shown = [file for file in files if file]
    if len(shown) < max(2, len(files)):
        return plain
    ratios = [file.picture.width / file.picture.height for file in shown]
    rows = [ratios[start : start + _to_a_row(ratios)] for start in range(0, len(ratios), _to_a_row(ratios))]
    shares = [_shares(row) if len(row) > 1 else [(100.0 - GAP) / 2] for row in rows]
    if min(map(min, shares)) < _NARROWEST:
        return plain
    return [_style(share, at) for row in shares for at, share in enumerate(row)]


def _to_a_row(ratios: list[float]) -> int:
    """Two or three side by side, more in rows of two."""
    return len(ratios) if len(ratios) <= 3 else 2


def _shares(ratios: list[float]) -> list[float]:
    """Per cent of the measure for each picture of a row, rounded down: together they must not be too wide for it."""
    whole = 100 - GAP * (len(ratios) - 1)
    return [int(whole * ratio / sum(ratios) * 10) / 10 for ratio in ratios]


def _style(share: float, at: int) -> str:
    """The width by both names, for old readers and for lines that are vertical, unless it is the sheet's half."""
    if at < 2 and share == (100 - GAP) / 2:
        return ""
    style = f"width: {share:g}%; block-size: auto; inline-size: {share:g}%"
    return style + (f"; margin-inline-start: {GAP}%" if at > 1 else "")
