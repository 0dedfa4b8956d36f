"""Faces for characters the theme's fonts lack: the theme's font folder first, then the machine's own fonts.

Looked for only when a character needs it. The order of files is fixed (by how plain the face is, then by name), so one
machine always finds the same face.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from exporter.backends.pdf.faces import Face, face, hb

_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_MOST_FILES = 4000
_UNUSUAL = ("condensed", "narrow", "display", "black", "thin", "light", "medium", "mono", "extra", "lastresort", "math")


def system_folders() -> tuple[Path, ...]:
    """Where this system keeps fonts."""
    home = Path.home()
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    if sys.platform == "win32":
        return Path("C:/Windows/Fonts"), home / "AppData/Local/Microsoft/Windows/Fonts"
    return Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", home / ".local/share/fonts"


def found(char: str, folders: tuple[Path, ...], bold: bool, italic: bool, serif: bool) -> Face | None:
    """The first face in these folders that has the character, the nearest in style first."""
    for path in _ranked(folders, bold, italic, serif):
        if char in _coverage(path) and (opened := _opened(path)) is not None:
            return opened
    return None


@cache
def _ranked(folders: tuple[Path, ...], bold: bool, italic: bool, serif: bool) -> tuple[Path, ...]:
    files: list[Path] = []
    for folder in folders:
        try:
            files += sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
        except OSError:
            continue
    return tuple(sorted(files[:_MOST_FILES], key=lambda path: _distance(path.stem.lower(), bold, italic, serif)))


def _distance(stem: str, bold: bool, italic: bool, serif: bool) -> int:
    far = 8 * any(word in stem for word in _UNUSUAL)
    far += 2 * (("bold" in stem) != bold) + ("italic" in stem or "oblique" in stem) * (not italic) * 4
    far += ("serif" in stem or "naskh" in stem) != serif
    return far + (0 if "noto" in stem else 1)


@cache
def _coverage(path: Path) -> frozenset[str]:
    try:
        return frozenset(map(chr, hb.Face(hb.Blob.from_file_path(str(path))).unicodes))
    except (hb.HarfBuzzError, OSError, ValueError, RuntimeError):
        return frozenset()


@cache
def _opened(path: Path) -> Face | None:
    """The first face of a file, unless it has no outlines or its licence bits forbid embedding (OS/2 fsType)."""
    try:
        opened = face(path.read_bytes())
    except (hb.HarfBuzzError, OSError, ValueError, RuntimeError):
        return None
    os2 = opened.face.reference_table("OS/2").data or b""
    restricted = len(os2) > 10 and int.from_bytes(os2[8:10], "big") & 0xF == 2
    return opened if opened.drawable and not restricted else None
