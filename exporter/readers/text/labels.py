"""Lines around a headline that are none: what kind of text it is ("PRESS RELEASE"), when it may be used, a site's menu."""

from __future__ import annotations

import re

from msgspec import Struct

from exporter.patterns import pattern
from exporter.readers.takeaways import key
from exporter.readers.text.dates import date
from exporter.readers.text.words import words

_LONGEST = 60
_LONGEST_RELEASE = 110
_LONGEST_PIECE = 30
_LONGEST_MENU = 300
_NUMBER = pattern(r"\s*(?:(?:no|nr|n)\s?[.°º]?|№|#)?\s*\d[\w/.–-]{0,12}", re.IGNORECASE)
_MENU = pattern(r"\s*[|›»•·]\s*|\s+[>/]\s+")
_PARTED = pattern(r"\s*(?:[|•·,:–—-]|\b(?:of|vom|du|del|di|da|do|van|av|от)\b)\s+")
_WHEN = pattern(r"\d{1,2}\s?[:.h]\s?\d{2}|\d\s?[ap]\.?m\b|\b(?:19|20)\d\d\b|\d\s?uhr\b|[年月日時时]")
_TLP = pattern(r"TLP\s?:\s?(?:RED|AMBER(?:\+STRICT)?|GREEN|WHITE|CLEAR)")
_END = pattern(r"(?P<open>[-–—*#=~\[(<\s]*)(?P<word>[^\W_]+(?: [^\W\d_]+){0,3})(?P<close>[-–—*#=~\])>\s]*)")
_HASHES = pattern(r"#(?:\s?#){2,}")


class Label(Struct, frozen=True):
    """What a line says of the text: above its headline (`kicker`) or on every page (`marking`), and a date with it."""

    kicker: str = ""
    marking: str = ""
    date: tuple[str, str] | None = None


def label(line: str) -> Label | None:
    """What kind of text a line says this is, or when it may be used; None where it says no such thing."""
    if len(line) > _LONGEST_RELEASE:
        return None
    if _TLP.fullmatch(line):
        return Label(marking=line)
    folded = line.casefold()
    if _begins(folded, words().embargo):
        return Label(marking=line)
    return _release(line, folded) or _kind(line)


def _begins(folded: str, known: tuple[str, ...]) -> bool:
    """Whether a line is one of the known ones, or begins with one and gives a time."""
    bare = folded.strip(" .:*!-–—")
    return any(
        bare == one.strip(": ") or (folded.lstrip(" *-–—").startswith(one) and _WHEN.search(folded, len(one)))
        for one in known
    )


def _release(line: str, folded: str) -> Label | None:
    """`FOR IMMEDIATE RELEASE`, with a date behind it or without."""
    if not _begins(folded, words().release):
        return None
    first, rest = _cut(line)
    found = date(rest) if rest else None
    return Label(kicker=first if found else line, date=found)


def _kind(line: str) -> Label | None:
    """`PRESS RELEASE`, with a number and a date behind it or without."""
    if key(line) in words().kicker:
        return Label(kicker=line.rstrip(" :："))
    first, rest = _cut(line)
    if (found := date(rest) if rest else None) and (one := _kind(first)):
        return Label(kicker=one.kicker, date=found)
    name = next((name for name in _heads(line) if key(name) in words().kicker), "")
    return Label(kicker=line) if name and _NUMBER.fullmatch(line, len(name)) else None


def _heads(line: str) -> list[str]:
    """The first words of a line: one, two ..."""
    parts = line.split(" ")
    return [" ".join(parts[:end]) for end in range(1, min(len(parts), 5))]


def _cut(line: str) -> tuple[str, str]:
    """A line before and after the first mark or word that parts a label from a date."""
    found = _PARTED.search(line)
    return (line[: found.start()].rstrip(" .:"), line[found.end() :]) if found else (line, "")


def is_topic(line: str) -> bool:
    """Whether a line is the name of a part of a paper ("Politics"): above a headline it is no title."""
    return len(line) <= _LONGEST_PIECE and key(line) in words().topic


def is_menu(line: str) -> bool:
    """Whether a line is the menu of a site or the way to a page of it: "Home | World | Africa"."""
    pieces = [piece.strip() for piece in _MENU.split(line) if piece.strip()] if len(line) <= _LONGEST_MENU else []
    if len(pieces) < 2 or any(len(piece) > _LONGEST_PIECE for piece in pieces[:-1]):
        return False
    known = words()
    if key(pieces[0]) in known.home:
        return len(pieces[-1]) <= _LONGEST_PIECE
    return len(pieces) > 2 and sum(key(piece) in known.topic for piece in pieces) * 2 >= len(pieces)


def is_end(line: str) -> bool:
    """Whether a line marks the end of a release: `###`, `-30-`, `ENDS`."""
    if len(line) > _LONGEST:
        return False
    if _HASHES.fullmatch(line):
        return True
    found = _END.fullmatch(line)
    if not found or found["word"].casefold() not in words().ends:
        return False
    return bool(found["open"].strip() and found["close"].strip()) or (
        found["word"].isupper() and len(found["word"]) > 2
    )


def is_heading(line: str) -> bool:
    """Whether a line is one of those that head what follows in releases, however short that is ("Notes to editors")."""
    return len(line) <= _LONGEST and key(line) in words().headings and line[-1] not in ".:："
