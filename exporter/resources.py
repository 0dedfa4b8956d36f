"""Finds assets/ in an installed wheel (exporter/assets) and in a checkout (assets beside exporter)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent


@cache
def folder() -> Path:
    """The assets folder that belongs to this copy of the package."""
    installed = _HERE / "assets"
    return installed if installed.is_dir() else _HERE.parent / "assets"


@cache
def read(name: str) -> bytes:
    """The bytes of one asset, by its path inside assets/ ("fonts/inter/Inter-Regular.ttf")."""
    return (folder() / name).read_bytes()


def table(name: str) -> dict[str, Any]:
    """The tables of one TOML asset ("themes/brief.toml"), new at each call: whoever asks may change them.

    A wheel brings them parsed (see .build/tables.py). Raises OSError where there is no such asset.
    """
    import msgspec

    if (ready := _tables().get(name)) is not None:
        made: dict[str, Any] = msgspec.json.decode(ready)
        return made
    import tomllib

    return tomllib.loads(read(name).decode())


@cache
def _tables() -> dict[str, Any]:
    """The tables of a wheel, each still to be decoded; none in a checkout."""
    import msgspec

    from exporter.uninterrupted import uninterrupted

    try:
        data = read("tables.json")
    except FileNotFoundError:
        return {}
    with uninterrupted():  # msgspec looks types up in Python, and crashes when that is interrupted
        return msgspec.json.decode(data, type=dict[str, msgspec.Raw])


@cache
def names(place: str, suffix: str) -> tuple[str, ...]:
    """The stems of the assets of one folder, sorted ("themes", ".toml" -> ("brief",))."""
    return tuple(sorted(path.stem for path in (folder() / place).glob(f"*{suffix}")))
