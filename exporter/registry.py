"""Finds backends and readers by their entry points; the built-in ones are nothing special.

Listing names imports nothing of them. Two distributions that claim one name are an error that names both.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from exporter.errors import BackendError, NameClash, UnknownName
from exporter.installed import EntryPoint, entry_points

if TYPE_CHECKING:
    from exporter.backends import Backend
    from exporter.readers import Reader

BACKENDS = "exporter.backends"
READERS = "exporter.readers"


@cache
def _entries(group: str) -> dict[str, EntryPoint]:
    found: dict[str, EntryPoint] = {}
    for entry in sorted(entry_points(group), key=lambda entry: (entry.name, entry.distribution)):
        other = found.setdefault(entry.name, entry)
        if other.distribution != entry.distribution:
            kind = group.rpartition(".")[2].removesuffix("s")
            raise NameClash(
                f"two distributions provide a {kind} {entry.name!r}: {other.distribution} and {entry.distribution}",
                hint="uninstall one of them",
            )
    return found


def _load(group: str, name: str, kind: str) -> Any:
    try:
        entry = _entries(group)[name]
    except KeyError:
        what, known = group.rpartition(".")[2].removesuffix("s"), ", ".join(_entries(group))
        raise UnknownName(f"there is no {what} {name!r}", hint=f"there are: {known}") from None
    try:
        loaded = entry.load()
    except Exception as error:
        raise BackendError(
            f"{entry.value} of {entry.distribution} does not load: {error!r}", hint="reinstall it"
        ) from error
    if type(loaded).__name__ != kind:
        raise BackendError(f"{entry.value} of {entry.distribution} is no exporter.{kind}", hint="tell its makers")
    return loaded


def backend_names() -> list[str]:
    """The names of all installed backends, sorted."""
    return list(_entries(BACKENDS))


def reader_names() -> list[str]:
    """The names of all installed readers, sorted."""
    return list(_entries(READERS))


def backend(name: str) -> Backend:
    """The backend of that name. Raises UnknownName, NameClash, BackendError (it does not load)."""
    found: Backend = _load(BACKENDS, name, "Backend")
    return found


def reader(name: str) -> Reader:
    """The reader of that name. Raises UnknownName, NameClash, BackendError (it does not load)."""
    found: Reader = _load(READERS, name, "Reader")
    return found


def backends() -> dict[str, Backend]:
    """All installed backends by name."""
    return {name: backend(name) for name in backend_names()}


def readers() -> dict[str, Reader]:
    """All installed readers by name."""
    return {name: reader(name) for name in reader_names()}


def distribution(name: str) -> str:
    """The distribution that provides a backend."""
    return _entries(BACKENDS)[name].distribution
