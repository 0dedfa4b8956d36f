"""The standards a PDF is made to: PDF/UA-1 with PDF/A-3a or A-2a (PDF 1.7), or PDF/UA-2 with PDF/A-4f (PDF 2.0)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from exporter.errors import UsageError


class Standard(NamedTuple):
    """Part of PDF/UA (ISO 14289) and of PDF/A (ISO 19005), and the version of PDF these build on."""

    ua: int
    archival: int
    version: str

    @property
    def attaches(self) -> bool:
        """Whether files of any kind may be attached: PDF/A-2 allows only such as are PDF/A themselves."""
        return self.archival != 2


def standard(options: Mapping[str, str | bytes]) -> Standard:
    """What a user asks for. Raises UsageError for two standards no file can follow at once."""
    modern, archival = options.get("standard") == "ua-2", options.get("archival")
    if modern and archival:
        raise UsageError(
            f"standard ua-2 and archival {archival!s} cannot be together",
            hint="PDF/UA-2 is PDF 2.0, whose archival part is A-4: leave out archival",
        )
    if modern:
        return Standard(2, 4, "2.0")
    return Standard(1, 2 if archival == "a-2a" else 3, "1.7")
