"""From the codes of a font to text: ToUnicode CMaps, and Latin where there is none (ISO 32000-1, 9.10)."""

from __future__ import annotations

import re
from typing import Any

from exporter.proof.findings import Damaged
from exporter.proof.pdf.document import content, get, string

_SECTION = re.compile(rb"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_LONGEST_RANGE = 65_536

UNKNOWN = "\0"
"""Stands for a glyph that does not say what it means; no font may map one to this (ISO 14289-1, 7.21.7)."""


class Font:
    """How to read what is set in one font; `embedded` and `mapped`: are its glyphs and text in the file?"""

    def __init__(self, font: Any) -> None:
        kind = string(get(font, "/Subtype"))
        self.name = string(get(font, "/BaseFont")).removeprefix("/")
        self.width = 2 if kind == "/Type0" else 1
        stream = get(font, "/ToUnicode")
        self.map, self.mapped = _to_unicode(stream), stream is not None
        self.embedded = kind == "/Type3" or _file(font) is not None

    def text(self, codes: bytes) -> str:
        """The text that a shown string stands for."""
        if self.width == 1 and not self.mapped:
            return codes.decode("cp1252", "replace")
        found = (self.map.get(codes[at : at + self.width], UNKNOWN) for at in range(0, len(codes), self.width))
        return "".join(found)


def _file(font: Any) -> Any:
    inner = get(font, "/DescendantFonts")
    described = get(inner[0] if inner is not None and len(inner) else font, "/FontDescriptor")
    found = (get(described, key) for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return next((stream for stream in found if stream is not None), None)


def _to_unicode(stream: Any) -> dict[bytes, str]:
    if stream is None:
        return {}
    try:
        data = content(stream)
    except Damaged:
        return {}
    found: dict[bytes, str] = {}
    for section in _SECTION.finditer(data):
        tokens = [token[1] if token[1] is not None else token[0] for token in _TOKEN.finditer(section[2])]
        if section[1] == b"bfchar":
            _characters(tokens, found)
        elif section[1] == b"bfrange":
            _ranges(tokens, found)
    return found


def _characters(tokens: list[bytes], found: dict[bytes, str]) -> None:
    for code, text in zip(tokens[::2], tokens[1::2], strict=False):
        found[_code(code)] = _text(text)


def _ranges(tokens: list[bytes], found: dict[bytes, str]) -> None:
    at = 0
    while at + 2 < len(tokens):
        first, last = _code(tokens[at]), _code(tokens[at + 1])
        low, high = int.from_bytes(first), min(int.from_bytes(last), int.from_bytes(first) + _LONGEST_RANGE)
        codes = [number.to_bytes(len(first)) for number in range(low, high + 1) if number < 256 ** len(first)]
        if tokens[at + 2] == b"[":
            end = tokens.index(b"]", at) if b"]" in tokens[at:] else len(tokens)
            found.update(zip(codes, map(_text, tokens[at + 3 : end]), strict=False))
            at = end + 1
        else:
            start = _text(tokens[at + 2])
            for step, code in enumerate(codes):
                found[code] = start[:-1] + chr(min(ord(start[-1]) + step, 0x10FFFF)) if start else ""
            at += 3


def _code(digits: bytes) -> bytes:
    plain = b"".join(digits.split())
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode()) or b"\0"


def _text(digits: bytes) -> str:
    return _code(digits).decode("utf-16-be", "replace") if digits.strip() else ""
