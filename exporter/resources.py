"""Finds assets/ in an installed wheel (exporter/assets) and in a checkout (assets beside exporter)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

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


@cache
def names(place: str, suffix: str) -> tuple[str, ...]:
    """The stems of the assets of one folder, sorted ("themes", ".toml" -> ("brief",))."""
    return tuple(sorted(path.stem for path in (folder() / place).glob(f"*{suffix}")))
