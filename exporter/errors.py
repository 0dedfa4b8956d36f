"""What can go wrong, as one tree; no other exception leaves the library, but Python's own for an argument of a wrong type.

    ExportError              exit 1   any failure of ours; `str()` of it is one line for people
    ├── UsageError           exit 2   an option, name or combination that cannot be
    │   ├── UnknownName      exit 2   a backend, reader or theme nobody provides
    │   └── NameClash        exit 2   two installed distributions claim one name
    ├── SourceError          exit 3   a source that cannot be read or is not an article
    ├── StrictError          exit 4   notices were given and `strict` makes them a failure
    ├── OutputError          exit 5   the export cannot be written
    ├── BackendError         exit 6   a backend failed on this article (a bug of the backend)
    └── ProofError           exit 7   an export does not hold what it should, or breaks a rule of its format

Every error says where (file and place), what is wrong and what to do.
"""

from __future__ import annotations


def interruption(error: BaseException | None) -> BaseException | None:
    """The interruption an error came of: what is open when one comes may fail on being closed, and hide it."""
    while error is not None and isinstance(error, Exception):
        error = error.__context__
    return error


def told(error: Exception) -> str:
    """What a foreign exception says, on one line that has an end."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:240]


class ExportError(Exception):
    """A failure, told in one line: `place: message (hint)`."""

    exit_code = 1

    def __init__(self, message: str, *, place: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message, self.place, self.hint = message, place, hint

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        todo = f"; {self.hint}" if self.hint else ""
        return f"{where}{self.message}{todo}"


class UsageError(ExportError):
    """An option, name or combination that cannot be."""

    exit_code = 2


class UnknownName(UsageError):
    """A backend, reader or theme nobody provides."""


class NameClash(UsageError):
    """Two installed distributions claim one name."""


class SourceError(ExportError):
    """A source that cannot be read or is not an article."""

    exit_code = 3


class StrictError(ExportError):
    """Notices were given, and `strict` makes them a failure."""

    exit_code = 4


class OutputError(ExportError):
    """The export cannot be written."""

    exit_code = 5


class BackendError(ExportError):
    """A backend failed on this article."""

    exit_code = 6


class ProofError(ExportError):
    """An export does not hold what it should, or breaks a rule of its format."""

    exit_code = 7


def exhausted(place: str) -> SourceError:
    """The error of a source that takes more memory than there is."""
    return SourceError("out of memory", place=place, hint="split the source or make its pictures smaller")
