"""What the user means by SOURCE: files, folders, globs, "-" for standard input."""

from __future__ import annotations

import glob
import os
from pathlib import Path

from msgspec import Struct

from exporter import registry
from exporter.errors import SourceError, UsageError
from exporter.pipeline.reading import suffixes

STANDARD_INPUT = "-"


class Found(Struct, frozen=True):
    """One source: its path (None is standard input), and the folder that was searched, where one was."""

    path: Path | None
    below: Path | None = None

    @property
    def name(self) -> str:
        """What to call it in messages."""
        return str(self.path) if self.path else "standard input"


def find(given: list[str]) -> list[Found]:
    """Every source that is meant, in the order given (folders and globs sorted by name), each once.

    Raises SourceError for a pattern or folder without articles; a single file is not looked at yet.
    """
    found: dict[str, Found] = {}
    for argument in given:
        try:
            for one in _expand(argument):
                found.setdefault(os.path.abspath(one.path) if one.path else STANDARD_INPUT, one)
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or str(error)
            hint = "check name and rights"
            raise SourceError(f"cannot be looked for: {why}", place=repr(argument)[1:-1], hint=hint) from None
    return list(found.values())


def _expand(argument: str) -> list[Found]:
    if argument == STANDARD_INPUT:
        return [Found(None)]
    if not argument:  # a variable of a script that is not set: surely not the whole folder
        raise UsageError("a source has an empty name", hint="name a file, or . for this folder")
    path = Path(argument)
    if path.is_dir():
        return _in_folder(path)
    if path.exists() or not glob.has_magic(argument):
        return [Found(path)]
    matches = [Path(name) for name in sorted(glob.glob(argument, recursive=True)) if Path(name).is_file()]
    if not matches:
        raise SourceError("no file matches", place=argument, hint="check the pattern")
    return [Found(match) for match in matches]


def _in_folder(folder: Path) -> list[Found]:
    """The articles of a folder and its sub-folders; hidden ones are left out, and what may be an export of another."""
    exports = {backend.suffix for backend in registry.backends().values()}
    known = suffixes() - exports

    def is_article(name: str) -> bool:
        lower = name.lower()
        return not name.startswith(".") and lower.endswith(tuple(known)) and not lower.endswith(tuple(exports))

    def unreadable(error: OSError) -> None:
        if error.filename == str(folder):  # else it would look empty
            raise error

    paths: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not name.endswith("_files"))
        paths += [Path(root, name) for name in sorted(files) if is_article(name)]
    if not paths:
        raise SourceError(
            "no articles in this folder", place=str(folder), hint=f"looked for {', '.join(sorted(known))}"
        )
    return [Found(path, folder) for path in paths]
