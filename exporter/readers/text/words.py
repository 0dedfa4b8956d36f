"""What pasted articles carry besides their text (assets/pasted.toml): site chrome, run-in headings, bylines, dates."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from msgspec import Struct

from exporter import resources
from exporter.model import Author
from exporter.readers.takeaways import key

_LONGEST_CHROME = 60
_LONGEST_NAME = 45
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s?(Z|[+-]\d{2}:?\d{2})?)?")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_NO_NAME = re.compile(r"[.!?…:;|/@#()\[\]{}<>\d\"“”„«»]\s*$|[!?…:;|/@#\[\]{}<>\d\"“”„«»]|https?:|www\.")


class Words(Struct, frozen=True):
    """The word lists, in the form they are compared in."""

    chrome: frozenset[str]
    run_in: frozenset[str]
    byline: re.Pattern[str]
    joint: re.Pattern[str]
    particles: frozenset[str]
    dates: re.Pattern[str]
    months: tuple[str, ...]
    updated: frozenset[str]


@cache
def words() -> Words:
    """The word lists of assets/pasted.toml."""
    data: dict[str, list[str]] = tomllib.loads(resources.read("pasted.toml").decode())
    dates = _any(data["published"] + data["updated"])
    return Words(
        chrome=frozenset(map(key, data["chrome"])),
        run_in=frozenset(map(key, data["run_in"])),
        byline=re.compile(rf"(?:{_any(data['byline'])})(?:\s*[:：/／]\s*|\s+)(?=\S)", re.IGNORECASE),
        joint=re.compile(
            rf"\s*[,，、;]\s*(?:(?:{_any(data['and'])})\s+)?|\s+(?:{_any(data['and'])})\s+", re.IGNORECASE
        ),
        particles=frozenset(data["name_particles"]),
        dates=re.compile(rf"(?P<which>{dates})?[:\s]*", re.IGNORECASE),
        months=tuple(data["months"]),
        updated=frozenset(data["updated"]),
    )


def _any(parts: list[str]) -> str:
    return "|".join(re.escape(part) for part in sorted(parts, key=len, reverse=True))


def is_chrome(line: str) -> bool:
    """Whether a line is the site's, not the article's."""
    return len(line) <= _LONGEST_CHROME and key(line) in words().chrome


def is_name(line: str) -> bool:
    """Whether a line can be somebody's name: two to five words, each with a capital but for particles, nothing else."""
    if not 4 <= len(line) <= _LONGEST_NAME or _NO_NAME.search(line):
        return False
    parts = line.replace("-", " ").split()
    capitals = [part for part in parts if part[0].isupper()]
    rest = [part for part in parts if not part[0].isupper()]
    return len(capitals) >= 2 and len(parts) <= 5 and all(part.rstrip(".'’") in words().particles for part in rest)


def byline(line: str) -> tuple[Author, ...]:
    """The authors a line with an opening word ("By ...") names; none where it is no such line."""
    found = words().byline.match(line)
    if not found or len(line) > 160:
        return ()
    found_names = names(line[found.end() :])
    if not found_names or not all(_likely(name) for name in found_names):
        return ()
    return tuple(Author(name=name) for name in found_names)


def names(text: str) -> list[str]:
    """The names in a list of names, parted by commas and by "and" in any of the languages."""
    parts = [name.strip() for name in words().joint.split(text)]
    return [name for name in parts if name]


def _likely(name: str) -> bool:
    if name.isupper() or not any(c.isascii() and c.isalpha() for c in name):
        return len(name) <= 30 and not _NO_NAME.search(name)
    return is_name(name) or (len(name.split()) == 1 and name[0].isupper() and name.isalpha())


def date(line: str) -> tuple[str, str] | None:
    """("published" or "updated", ISO date) where a line is a date, with or without a word before it, and nothing else."""
    if not 8 <= len(line) <= 70 or not any(c.isdigit() for c in line):
        return None
    found = words().dates.match(line)
    which = "updated" if found and (found["which"] or "").lower() in words().updated else "published"
    iso = iso_date(line[found.end() if found else 0 :].strip(" .|"))
    return (which, iso) if iso else None


def iso_date(text: str) -> str | None:
    """A date or moment as ISO 8601, from ISO or an English date with a named month; None where it is none, or not whole."""
    if found := _ISO.fullmatch(text):
        year, month, day, time, zone = found.groups()
        moment = f"T{time:0>{8 if time.count(':') == 2 else 5}}" + _zone(zone) if time else ""
        return _checked(year, month, day) and f"{year}-{month}-{day}{moment}"
    if found := _MONTH_FIRST.fullmatch(text):
        return _named(found[3], found[1], found[2])
    if found := _DAY_FIRST.fullmatch(text):
        return _named(found[3], found[2], found[1])
    return None


def _zone(zone: str | None) -> str:
    if not zone or zone == "Z" or ":" in zone:
        return zone or ""
    return f"{zone[:3]}:{zone[3:]}"


def _named(year: str, month: str, day: str) -> str | None:
    for number, name in enumerate(words().months, 1):
        if name == month.lower() or (len(month) in (3, 4) and name.startswith(month.lower())):
            return _checked(year, f"{number:02}", f"{int(day):02}")
    return None


def _checked(year: str, month: str, day: str) -> str | None:
    return f"{year}-{month}-{day}" if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else None
