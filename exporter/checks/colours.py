"""Whether what a theme's colours write can be read (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from exporter.colours import ENOUGH, WHITE, contrast, rgb
from exporter.report import Report
from exporter.theme import Colours, Theme

_ON_PAPER = ("text", "muted", "accent", "link")
_ON_TINT = ("text", "muted", "accent", "tip", "important", "warning", "caution")


def colours_checked(theme: Theme, report: Report) -> None:
    """Tell of each colour of text that is too faint on white paper or on the tint of boxes; where it stands is the theme's."""
    grounds = {"white": (WHITE, _ON_PAPER), "the tint": (rgb(theme.colours.tint), _ON_TINT)}
    for ground, (behind, names) in grounds.items():
        for name in names:
            colour = _of(theme.colours, name)
            found = contrast(rgb(colour), behind)
            if found < ENOUGH:
                report.warn(
                    "low-contrast",
                    f"the theme's {name} colour {colour} on {ground} has a contrast of {int(found * 10) / 10}:1",
                    hint=f"choose one with {ENOUGH}:1 or more, as all can read it",
                )


def _of(colours: Colours, name: str) -> str:
    return str(getattr(colours, name))
