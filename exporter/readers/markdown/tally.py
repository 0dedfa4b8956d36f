"""Notices that say the same of many places, told once with their number."""

from __future__ import annotations

from collections import Counter

from exporter.model import Place
from exporter.report import Report, Severity

_MOST_OF_A_KIND = 500
"""Nobody reads more notices of one kind; how many there are is told."""


class Tally(Report):
    """A report that holds notices back; `told` passes each on once, at its first place, with how often it was given."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.source)
        self._report = report
        self._counts: dict[tuple[Severity, str, str, str], tuple[Place | None, int]] = {}

    def warn(self, code: str, message: str, *, place: Place | None = None, hint: str = "") -> None:
        """Count a warning."""
        self._count(("warning", code, message, hint), place)

    def tell(self, code: str, message: str, *, place: Place | None = None, hint: str = "") -> None:
        """Count a notice."""
        self._count(("info", code, message, hint), place)

    def _count(self, key: tuple[Severity, str, str, str], place: Place | None) -> None:
        first, count = self._counts.get(key, (place, 0))
        self._counts[key] = (first, count + 1)

    def told(self) -> None:
        """Pass everything on, in the order of the first places."""
        told: Counter[tuple[Severity, str]] = Counter()
        for (severity, code, message, hint), (place, count) in self._counts.items():
            told[severity, code] += 1
            if told[severity, code] <= _MOST_OF_A_KIND:
                say = self._report.warn if severity == "warning" else self._report.tell
                say(code, message if count == 1 else f"{message} ({count} times)", place=place, hint=hint)
        for (severity, code), number in told.items():
            if number > _MOST_OF_A_KIND:
                say = self._report.warn if severity == "warning" else self._report.tell
                say(code, f"{number - _MOST_OF_A_KIND} more like these")
        self._counts.clear()
