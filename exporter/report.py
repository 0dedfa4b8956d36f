"""Notices: what a reader dropped, a check repaired or a backend could not hold, told as data. The library never prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from exporter.errors import StrictError
from exporter.model import Place

Severity: TypeAlias = Literal["info", "warning"]


class Notice(Struct, frozen=True, omit_defaults=True):
    """One thing worth knowing.

    `code` is stable kebab-case ("missing-alt"); `severity` "info" is a decision worth seeing, "warning" something lost,
    replaced or not conforming: `strict` makes warnings a failure. `source` names the file, `place` the spot in it.
    """

    code: str
    message: str
    severity: Severity = "warning"
    source: str = ""
    place: Place | None = None
    hint: str = ""

    def __str__(self) -> str:
        line = f":{self.place.line}" if self.place and self.place.line else ""
        column = f":{self.place.column}" if line and self.place and self.place.column else ""
        where = f"{self.source}{line}{column}: " if self.source or line else ""
        todo = f"; {self.hint}" if self.hint else ""
        return f"{where}{self.message}{todo} [{self.code}]"


class Report:
    """Collects the notices of one source, in the order they were given, each once."""

    def __init__(self, source: str = "") -> None:
        self.source = source
        self._notices: dict[Notice, None] = {}

    def warn(self, code: str, message: str, *, place: Place | None = None, hint: str = "") -> None:
        """Say that something was lost, replaced or does not conform."""
        self._notices.setdefault(Notice(code, message, "warning", self.source, place, hint))

    def tell(self, code: str, message: str, *, place: Place | None = None, hint: str = "") -> None:
        """Say what was decided, where a person may want to know."""
        self._notices.setdefault(Notice(code, message, "info", self.source, place, hint))

    def take(self, notices: Iterable[Notice]) -> None:
        """Add notices that were given elsewhere."""
        for notice in notices:
            self._notices.setdefault(notice)

    def __iter__(self) -> Iterator[Notice]:
        return iter(self._notices)

    def __len__(self) -> int:
        return len(self._notices)

    @property
    def warnings(self) -> list[Notice]:
        """The notices that `strict` makes a failure."""
        return [notice for notice in self if notice.severity == "warning"]

    def refuse_warnings(self) -> None:
        """Raise StrictError if there are warnings."""
        if count := len(self.warnings):
            told = (
                f"{count} warning{'s' * (count > 1)}, nothing written (strict); the first: {self.warnings[0].message}"
            )
            raise StrictError(told, place=self.source, hint="mend the source, or export without strict")
