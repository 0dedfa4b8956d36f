"""Fields: instructions whose results stand in the text (ISO/IEC 29500-1, 17.16), and what becomes of those results."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

_PARTS = re.compile(r'"((?:\\.|[^"\\])*)"|(\S+)')

_LONGEST_KIND = 80

DROPPED = frozenset(
    ["PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "SECTION", "RD", "XE", "TA", "TC", "ADVANCE", "SET", "ASK"]
)
"""Fields whose results say nothing outside their pages, or are not printed."""
CONTENTS = frozenset(["TOC", "TOA"])


class Field(Struct):
    """A field being read. phase: 0 its instruction, 1 its result.  ticked: of a form's box to tick."""

    instruction: str = ""
    phase: int = 0
    ticked: bool | None = None
    shown: bool = False

    @property
    def kind(self) -> str:
        """The name of the field, in upper case."""
        words = self.instruction[:_LONGEST_KIND].split(None, 1)  # asked for with every run of its result
        return words[0].upper() if words else ""

    @property
    def ends_with_paragraph(self) -> bool:
        """Whether its result is one line at most: where its end is missing, the paragraph's end is it."""
        return self.kind in DROPPED or self.shown

    @property
    def hides(self) -> bool:
        """Whether its result is no part of the text."""
        return self.kind in DROPPED or self.kind in CONTENTS


def parts(instruction: str) -> list[str]:
    """The words of an instruction, quotes removed and what they guard made plain."""
    found = ((quoted, plain) for quoted, plain in _PARTS.findall(instruction))
    return [plain or re.sub(r"\\(.)", r"\1", quoted) for quoted, plain in found]


@lru_cache(maxsize=64)
def link(instruction: str) -> tuple[str, str] | None:
    """(target, title) of a field that leads somewhere: to an address, or to "#bookmark"."""
    words = parts(instruction)
    kind = words[0].upper() if words else ""
    if kind == "HYPERLINK":
        return _hyperlink(words[1:])
    if kind == "REF" and len(words) > 1 and "\\h" in [word.lower() for word in words[2:]]:
        return f"#{words[1]}", ""
    return None


def _hyperlink(words: list[str]) -> tuple[str, str] | None:
    target, anchor, title = "", "", ""
    rest = iter(words)
    for word in rest:
        if word == "\\l":
            anchor = next(rest, "")
        elif word == "\\o":
            title = next(rest, "")
        elif word in ("\\t", "\\m", "\\n", "\\s"):
            if word in ("\\t", "\\s"):
                next(rest, "")
        elif not target:
            target = word
    if not target and not anchor:
        return None
    return (f"{target}#{anchor}" if anchor else target), title


def note(instruction: str) -> str:
    """The bookmark of the note whose number a field repeats, empty where it repeats none."""
    words = parts(instruction)
    return words[1] if len(words) > 1 and words[0].upper() == "NOTEREF" else ""
