"""Fonts inside the book, where the theme asks for them: the faces that are used, cut to the characters that occur."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from exporter.errors import UsageError
from exporter.theme import Font, Theme

SHEET = "fonts.css"
TEXT, LABEL, CODE = "Book Text", "Book Label", "Book Code"
_FACES = {
    "regular": ("normal", "normal"),
    "italic": ("normal", "italic"),
    "bold": ("bold", "normal"),
    "bold_italic": ("bold", "italic"),
}


class Face(Struct, frozen=True):
    """One font file of the book, with its family, weight and style in CSS."""

    name: str
    media_type: str
    data: bytes
    family: str
    weight: str
    style: str


def faces(theme: Theme, documents: Iterable[bytes]) -> list[Face]:
    """The faces for these XHTML documents. Raises UsageError where a font of the theme is missing or is none."""
    documents = list(documents)
    words = "".join(document.decode() for document in documents)
    used = {ord(character) for character in {*words, *words.upper()} if character >= " "}
    families = {"text": (TEXT, theme.fonts.text), "label": (LABEL, theme.fonts.label)}
    if "<code" in words:
        families["code"] = (CODE, theme.fonts.code)
    return [face for role, (family, font) in families.items() for face in _family(role, family, font, theme, used)]


def _family(role: str, family: str, font: Font, theme: Theme, used: set[int]) -> Iterator[Face]:
    for style, (weight, slant) in _FACES.items():
        data = _subset(theme.asset(getattr(font, style)), used, getattr(font, style))
        suffix, media_type = ("otf", "font/otf") if data[:4] == b"OTTO" else ("ttf", "font/ttf")
        yield Face(f"fonts/{role}-{style.replace('_', '-')}.{suffix}", media_type, data, family, weight, slant)


def _subset(data: bytes, used: set[int], name: str) -> bytes:
    import uharfbuzz

    harfbuzz: Any = uharfbuzz
    try:
        wanted = harfbuzz.SubsetInput()
        wanted.unicode_set.update(sorted(used))
        return bytes(harfbuzz.subset(harfbuzz.Face(data), wanted).blob.data)
    except (RuntimeError, ValueError, TypeError) as error:
        raise UsageError(
            f"the font {name!r} of the theme cannot be read: {error}", hint="name a TrueType font"
        ) from None


def sheet(found: Iterable[Face]) -> bytes:
    """The style sheet that declares them."""
    return "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style}; '
        f'src: url("{face.name}"); }}\n'
        for face in found
    ).encode()
