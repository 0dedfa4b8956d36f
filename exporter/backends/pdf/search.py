"""Faces for characters the theme's fonts lack: the theme's font folder first, then the machine's own fonts.

Looked for only when a character needs it. The order of files is fixed (by how plain the face is, then by name), so one
machine always finds the same face.
"""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from exporter.backends.pdf.faces import Face, face_of, hb

_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_MOST_FILES = 4000
_UNUSUAL = (
    *("condensed", "narrow", "display", "black", "thin", "light", "medium", "mono", "extra", "lastresort", "math"),
    *("supplement", "slanted", "looped", "rashi", "kufi", "nastaliq", "unjoined", "ui-"),
)


def system_folders() -> tuple[Path, ...]:
    """Where this system keeps fonts."""
    home = Path.home()
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    if sys.platform == "win32":
        return Path("C:/Windows/Fonts"), home / "AppData/Local/Microsoft/Windows/Fonts"
    return Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", home / ".local/share/fonts"


def found(char: str, folders: tuple[Path, ...], bold: bool, italic: bool, serif: bool, lang: str = "") -> Face | None:
    """The first face in these folders that has the character, the nearest in style first; Han as the language writes it."""
    region = _region(lang)
    for path in _ranked(folders, bold, italic, serif, region, _script(char)):
        if ord(char) in _coverage(path) and (opened := _opened(path, _index(path, region))) is not None:
            return opened
    return None


def _script(char: str) -> str:
    """The script of a letter or mark as fonts' names have it ("tamil", "cjk"); "" for others."""
    if not char.isalnum() and unicodedata.category(char)[0] != "M":
        return ""
    script = unicodedata.name(char, "").split(" ")[0].lower()
    return "cjk" if script in ("hangul", "hiragana", "katakana", "bopomofo") else script


_REGIONS = ("sc", "tc", "hk", "jp", "kr")
"""How the names of fonts for Han characters end (Source Han and Noto): the countries whose forms they have."""


@cache
def _region(lang: str) -> str:
    """The ending of the fonts for a language ("zh-Hant-HK": "hk"); "" where it does not write Han characters."""
    language, *more = lang.lower().split("-")
    if language in ("ja", "ko"):
        return "jp" if language == "ja" else "kr"
    if language not in ("zh", "yue", "cmn", "lzh"):
        return ""
    if {"hk", "mo"} & {*more} or language == "yue":
        return "hk"
    return "tc" if {"hant", "tw"} & {*more} else "sc"


@cache
def _files(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    files: list[Path] = []
    for folder in folders:
        try:
            files += sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
        except OSError:
            continue
    return tuple(files[:_MOST_FILES])


@cache
def _ranked(
    folders: tuple[Path, ...], bold: bool, italic: bool, serif: bool, region: str, script: str
) -> tuple[Path, ...]:
    def distance(path: Path) -> int:
        stem = path.stem.lower()
        named = script != "" and script in stem  # others may have some of its letters, not its rules
        return _distance(stem, bold, italic, serif, region) - 16 * named

    return tuple(sorted(_files(folders), key=distance))


def _distance(stem: str, bold: bool, italic: bool, serif: bool, region: str) -> int:
    far = 8 * any(word in stem for word in _UNUSUAL)
    far += 2 * (("bold" in stem) != bold) + ("italic" in stem or "oblique" in stem) * (not italic) * 4
    far += ("serif" in stem or "naskh" in stem) != serif
    family = stem.split("-")[0]
    far += 4 * (family.endswith(_REGIONS) and not family.endswith(region or "sc"))
    return far + (0 if "noto" in stem else 1)


@cache
def _coverage(path: Path) -> Any:
    """The set of numbers of the characters a file has."""
    try:
        return hb.Face(hb.Blob.from_file_path(str(path))).unicodes
    except (hb.HarfBuzzError, OSError, ValueError, RuntimeError):
        return frozenset()


@cache
def _index(path: Path, region: str) -> int:
    """Which face of a collection is the region's; the first where none says so."""
    if not region or path.suffix.lower() not in (".ttc", ".otc"):
        return 0
    blob = hb.Blob.from_file_path(str(path))
    for index in range(hb.Face(blob).count):
        name = hb.Face(blob, index).get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or ""
        if name.lower().split("-")[0].endswith(region):
            return index
    return 0


@cache
def _opened(path: Path, index: int) -> Face | None:
    """A face of a file, unless it has no outlines or its licence bits forbid embedding (OS/2 fsType)."""
    try:
        opened = face_of(path, index)
    except (hb.HarfBuzzError, OSError, ValueError, RuntimeError):
        return None
    os2 = opened.face.reference_table("OS/2").data or b""
    restricted = len(os2) > 10 and int.from_bytes(os2[8:10], "big") & 0xF == 2
    return opened if opened.drawable and not restricted else None
