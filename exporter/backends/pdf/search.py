"""Faces for characters the theme's fonts lack: the theme's font folder first, then the machine's own fonts.

Looked for only when a character needs it. The order of files is fixed (by how plain the face is, then by name), so one
machine always finds the same face.
"""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from functools import lru_cache
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


def state(folder: Path) -> str:
    """What is to be known of the font files in a folder to see that some have changed: a theme's may, in a process."""
    files = ((path, path.stat()) for path in _listed((folder,)))
    told = repr([(str(path), about.st_size, about.st_mtime_ns) for path, about in files])
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def found(
    char: str, folders: tuple[Path, ...], bold: bool, italic: bool, serif: bool, lang: str = "", state: str = ""
) -> Face | None:
    """The first face in these folders that has the character, the nearest in style first; Han as the language writes it.
    `state`: that of the folders, if it may be another next time."""
    region = _region(lang)
    for path in _ranked(folders, bold, italic, serif, region, _script(char), state):
        if ord(char) in _coverage(path, state) and (opened := _opened(path, region, state)) is not None:
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


@lru_cache(maxsize=500)
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


@lru_cache(maxsize=50)
def _files(folders: tuple[Path, ...], state: str) -> tuple[Path, ...]:  # noqa: ARG001 - what is kept is of one state
    return _listed(folders)


def _listed(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    files: list[Path] = []
    for folder in folders:
        try:
            files += sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
        except OSError:
            continue
    return tuple(files[:_MOST_FILES])


@lru_cache(maxsize=500)
def _ranked(
    folders: tuple[Path, ...], bold: bool, italic: bool, serif: bool, region: str, script: str, state: str
) -> tuple[Path, ...]:
    def distance(path: Path) -> int:
        stem = path.stem.lower()
        named = script != "" and script in stem  # others may have some of its letters, not its rules
        return _distance(stem, bold, italic, serif, region) - 16 * named

    return tuple(sorted(_files(folders, state), key=distance))


def _distance(stem: str, bold: bool, italic: bool, serif: bool, region: str) -> int:
    far = 8 * any(word in stem for word in _UNUSUAL)
    far += 2 * (("bold" in stem) != bold) + ("italic" in stem or "oblique" in stem) * (not italic) * 4
    far += ("serif" in stem or "naskh" in stem) != serif
    family = stem.split("-")[0]
    far += 4 * (family.endswith(_REGIONS) and not family.endswith(region or "sc"))
    return far + (0 if "noto" in stem else 1)


@lru_cache(maxsize=2 * _MOST_FILES)
def _coverage(path: Path, state: str) -> Any:  # noqa: ARG001
    """The set of numbers of the characters a file has."""
    try:
        return hb.Face(hb.Blob.from_file_path(str(path))).unicodes
    except (hb.HarfBuzzError, OSError, ValueError, RuntimeError):
        return frozenset()


@lru_cache(maxsize=500)
def _index(path: Path, region: str, state: str) -> int:  # noqa: ARG001
    """Which face of a collection is the region's; the first where none says so."""
    if not region or path.suffix.lower() not in (".ttc", ".otc"):
        return 0
    blob = hb.Blob.from_file_path(str(path))
    for index in range(hb.Face(blob).count):
        name = hb.Face(blob, index).get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or ""
        if name.lower().split("-")[0].endswith(region):
            return index
    return 0


def _opened(path: Path, region: str, state: str) -> Face | None:
    """A face of a file, if it may be embedded."""
    try:
        opened = face_of(path, _index(path, region, state), state)
    except (hb.HarfBuzzError, OSError, ValueError, RuntimeError):
        return None
    return opened if opened.embeddable else None
