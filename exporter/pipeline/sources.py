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


class Sources(Struct, frozen=True):
    """What was found; `passed_over`: files of folders that may be exports of an article, though none beside them is it."""

    found: tuple[Found, ...]
    passed_over: tuple[Path, ...] = ()


def find(given: list[str]) -> Sources:
    """Every source that is meant, in the order given (folders and globs sorted by name), each once.

    Raises SourceError for a pattern or folder without articles; a single file is not looked at yet.
    """
    found: dict[str, Found] = {}
    passed_over: list[Path] = []
    for argument in given:
        try:
            for one in _expand(argument, passed_over):
                found.setdefault(os.path.abspath(one.path) if one.path else STANDARD_INPUT, one)
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or str(error)
            hint = "check name and rights"
            raise SourceError(f"cannot be looked for: {why}", place=repr(argument)[1:-1], hint=hint) from None
    left = tuple(path for path in passed_over if os.path.abspath(path) not in found)
    return Sources(tuple(found.values()), left)


def _expand(argument: str, passed_over: list[Path]) -> list[Found]:
    if argument == STANDARD_INPUT:
        return [Found(None)]
    if not argument:  # a variable of a script that is not set: surely not the whole folder
        raise UsageError("a source has an empty name", hint="name a file, or . for this folder")
    path = Path(argument)
    if path.is_dir():
        return _in_folder(path, passed_over)
    if path.exists() or not glob.has_magic(argument):
        return [Found(path)]
    matches = [Path(name) for name in sorted(glob.glob(argument, recursive=True)) if Path(name).is_file()]
    if not matches:
        raise SourceError("no file matches", place=argument, hint="check the pattern")
    return [Found(match) for match in matches]


def _in_folder(folder: Path, passed_over: list[Path]) -> list[Found]:
    """The articles of a folder and its sub-folders; hidden ones are left out, and what may be an export of another."""
    exports = tuple(sorted(backend.suffix for backend in registry.backends().values()))
    known = tuple(sorted(suffixes()))
    articles: list[Path] = []
    others: list[Path] = []
    for path in _files(folder):
        lower = path.name.lower()
        if lower.endswith(exports):
            others += [path] if lower.endswith(known) else []
        elif lower.endswith(known):
            articles.append(path)
    stems = {path.with_suffix("") for path in articles}
    passed_over += [path for path in others if path.with_suffix("") not in stems]
    if not articles:
        hint = f"looked for {', '.join(end for end in known if end not in exports)}"
        if others:
            hint += f"; {others[0].name} and such may be exports: name them if they are meant"
        raise SourceError("no articles in this folder", place=str(folder), hint=hint)
    return [Found(path, folder) for path in articles]


def _files(folder: Path) -> list[Path]:
    """The files of a folder and its sub-folders, but hidden ones and what belongs to saved pages."""

    def unreadable(error: OSError) -> None:
        if error.filename == str(folder):  # else it would look empty
            raise error

    out: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not name.endswith("_files"))
        out += [Path(root, name) for name in sorted(files) if not name.startswith(".")]
    return out
