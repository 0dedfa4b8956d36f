"""Findings of one file, gathered as notices: each has a code, says where, and what to do about it."""

from __future__ import annotations

from exporter.report import Notice, Severity

MOST = 40
"""How many findings of one code are told; the rest is counted in one more."""


HEADLESS = "say which row names the columns"
"""What to do about a table without header cells. It is as its article has it: a remark in every format.

"Tables should include headers" (ISO 14289-1, 7.5); WCAG 2.2, 1.3.1, asks that those there are be marked (F90, F91). What
an export lost of its article's header cells is another finding: both are compared.
"""


class Damaged(Exception):
    """The file cannot be read as what its name says: `str()` says why, `hint` what to do. A finding, never a failure."""

    def __init__(self, why: str, hint: str = "export it again, or fetch it again") -> None:
        super().__init__(why)
        self.hint = hint


class Findings:
    """Gathers notices about one file."""

    def __init__(self, source: str = "") -> None:
        self.source = source
        self._found: dict[Notice, None] = {}
        self._counts: dict[str, int] = {}

    def add(self, code: str, message: str, where: str = "", hint: str = "", severity: Severity = "warning") -> None:
        """One more; `where` ("page 3", "chapter.xhtml") goes in front of the message."""
        count = self._counts[code] = self._counts.get(code, 0) + 1
        if count <= MOST:
            told = printable(f"{where}: {message}" if where else message)
            self._found.setdefault(Notice(code, told, severity, self.source, None, hint))

    def has(self, code: str) -> bool:
        """Whether there is a finding of this code."""
        return code in self._counts

    def notices(self) -> tuple[Notice, ...]:
        """All of them, in the order they were found."""
        more = [
            Notice("more-findings", f"{count - MOST} more like the last [{code}]", "warning", self.source)
            for code, count in self._counts.items()
            if count > MOST
        ]
        return (*self._found, *more)


def number_of(count: int, one: str, many: str = "") -> str:
    """A count with its noun, as people say it: "1 picture", "2 pictures", "no pictures"."""
    return f"{count or 'no'} {one if count == 1 else many or f'{one}s'}"


def printable(text: str, most: int = 300) -> str:
    """Text from a file as one safe line: no control characters reach a terminal, and it has an end."""
    line = "".join(char if char.isprintable() else " " for char in text)
    return line if len(line) <= most else line[: most - 1] + "…"
