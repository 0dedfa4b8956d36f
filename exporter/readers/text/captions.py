"""A caption with who made its picture, as copied along with a text: "... (AP Photo/Jane Doe)", "... Foto: Max Muster/dpa"."""

from __future__ import annotations

import re

from exporter.patterns import pattern
from exporter.readers.text.words import words

_LONGEST = 400
_SIGN = pattern(r"\s*[:：=,]\s*(?=\S)")
_BRACKETED = pattern(r"\s*[(\[（【](?P<credit>[^()\[\]（）【】]{3,100})[)\]）】][.\s]*$")


def caption(line: str) -> tuple[str, str] | None:
    """(caption, credit) of a line that ends with who made the picture; None where it is no caption."""
    if len(line) > _LONGEST or len(line) < 10:
        return None
    if (found := _BRACKETED.search(line)) and _is_credit(found["credit"]):
        return line[: found.start()].strip(), found["credit"].strip()
    return _named(line)


def labelled(lines: list[str]) -> tuple[str, str] | None:
    """(caption, credit) of lines the site calls a caption: `Image caption: ...`, with `Photo: Name` under it or without."""
    known = words()
    found = known.caption.match(lines[0])
    if not found or len(lines) > 2 or not 3 <= len(lines[0]) - found.end() <= _LONGEST:
        return None
    said = lines[0][found.end() :]
    if len(lines) == 1:
        return caption(said) or (said, "")
    photo = known.photo.match(lines[1])
    sign = _SIGN.match(lines[1], photo.end()) if photo else None
    return (said, lines[1][sign.end() :]) if sign and len(lines[1]) <= 120 else None


def _is_credit(words_in: str) -> bool:
    """A bracket that names a picture's maker: begins with a word for it, or has an agency and more than its name."""
    known = words()
    if found := known.photo.match(words_in):
        return words_in[found.end() : found.end() + 1] in ("", ":", "：", " ", "/", "=")
    agency = known.agency.search(words_in)
    return bool(agency) and bool(re.search(r"/|via|[Pp]hoto|[Ff]oto|[Ii]mages", words_in))


def _named(line: str) -> tuple[str, str] | None:
    """`Caption. Photo: Name`: the word stands after the end of a sentence, or a bar."""
    for found in words().photo.finditer(line):
        before, after = line[: found.start()].rstrip(), line[found.end() :]
        sign = re.match(r"\s*(?:[:：=]|\s(?:by|von|de|di|av|door)\s)\s*(?=\S)", after)
        if sign and before and before[-1] in '.!?…)”"»|/–—。」' and len(after) - sign.end() <= 100:
            credit = after[sign.end() :].rstrip()
            if not re.search(r"[.!?] \w", credit):
                return before.rstrip(" |/–—"), credit
    return None
