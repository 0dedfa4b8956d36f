"""Dates as people write them, in the languages of the table: with named months, in numbers, with a weekday or a time."""

from __future__ import annotations

import re

from exporter.patterns import pattern
from exporter.readers.text.words import words

_ISO = pattern(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s?(Z|[+-]\d{2}:?\d{2})?)?")
_LETTERS = r"[^\W\d_]+(?:[^\W\d_]|[\u0900-\u097f])*"
_OF = r"(?:\s*(?:de|del|of|d['’e]|di|den|ta')\s+|[\s.-]+)"
_DAY_FIRST = pattern(
    rf"(\d{{1,2}})(?:st|nd|rd|th|º|ª|er|\.)?{_OF}({_LETTERS})\.?,?{_OF}(\d{{4}})(?:\s*(?:г(?:ода|\.)?|року|р\.))?"
)
_MONTH_FIRST = pattern(rf"({_LETTERS})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})")
_MONTH = pattern(rf"({_LETTERS})\.?,?\s+(?:de\s+)?(\d{{4}})")
_YEAR_FIRST = pattern(r"(\d{4})\s?(?:[年년./-])\s?(\d{1,2})\s?(?:[月월./-])\s?(\d{1,2})\s?(?:[日일.]|(?!\d))")
_NUMBERS = pattern(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_TIME = pattern(
    r"[\s,|–—-]*(?:\(?(?:at|um|à|a las|às|alle|ore|om|kl\.?|klo|в|о|pukul|lúc|·)\s*)?(?P<hour>\d{1,2})"
    r"(?:\s?[:.hH時时시點点]\s?(?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?\s?[分분]?|(?=\s?[ap]\.?m))"
    r"\s*(?:uhr|h|hrs?|น\.)?\s*(?P<half>[ap]\.?\s?m\.?)?\s*(?P<zone>[A-Z]{2,5}(?:[+-]\d{1,2})?|[+-]\d{2}:?\d{2}|Z)?"
    r"\)?(?:\s*\(?[A-Z][A-Za-z ]{1,20}\)?)?\.?",
    re.IGNORECASE,
)
_ZONES = {
    **dict.fromkeys(["Z", "UTC", "GMT", "WET"], "Z"),
    **dict.fromkeys(["CET", "MEZ", "BST", "WEST", "WAT"], "+01:00"),
    **dict.fromkeys(["CEST", "MESZ", "EET", "SAST"], "+02:00"),
    **dict.fromkeys(["EEST", "MSK", "EAT"], "+03:00"),
    **dict.fromkeys(["JST", "KST"], "+09:00"),
    **dict.fromkeys(["EST", "CDT"], "-05:00"),
    **dict.fromkeys(["PDT", "MST"], "-07:00"),
    "HKT": "+08:00",
    "EDT": "-04:00",
    "MDT": "-06:00",
    "PST": "-08:00",
}
_TYPED = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९", "012345678901234567890123456789")


def date(line: str) -> tuple[str, str] | None:
    """("published" or "updated", ISO date) where a line is a date, with or without a word before it, and nothing else."""
    if not 6 <= len(line) <= 90 or not any(c.isdigit() for c in line):
        return None
    found = words().dates.match(line)
    which = "updated" if found and (found["which"] or "").casefold() in words().updated else "published"
    iso = iso_date(line[found.end() if found else 0 :].strip(" .|()"))
    return (which, iso) if iso else None


def iso_date(text: str) -> str | None:
    """A date or moment as ISO 8601, from ISO, numbers or a named month; None where it is none, or not whole.

    A time whose zone has no fixed distance from UTC ("ET") is given without one. 3/4/2024 could be two days: it is none.
    """
    if found := _ISO.fullmatch(text):
        year, month, day, time, zone = found.groups()
        moment = f"T{time:0>{8 if time.count(':') == 2 else 5}}" + _zone(zone) if time else ""
        return _checked(year, month, day) and f"{year}-{month}-{day}{moment}"
    text = text.translate(_TYPED)
    made = _day(text)
    if made is None:
        return None
    day, end = made
    rest = text[end:]
    if not rest.strip(" ,.()"):
        return day
    found = _TIME.fullmatch(rest)
    return f"{day}{_moment(found)}" if found and len(day) == 10 else None


def _day(text: str) -> tuple[str, int] | None:
    """The day a text begins with, and where it ends there."""
    if found := _YEAR_FIRST.match(text):
        return _placed(_checked(found[1], f"{int(found[2]):02}", f"{int(found[3]):02}"), found)
    if found := _NUMBERS.match(text):
        return _placed(_in_numbers(found), found)
    if found := _DAY_FIRST.match(text):
        return _placed(_named(found[3], found[2], found[1]), found)
    if found := _MONTH_FIRST.match(text):
        return _placed(_named(found[3], found[1], found[2]), found)
    if (found := _MONTH.fullmatch(text)) and (number := words().months.get(found[1].casefold())):
        return f"{found[2]}-{number:02}", found.end()
    return None


def _placed(day: str | None, found: re.Match[str]) -> tuple[str, int] | None:
    return (day, found.end()) if day else None


def _in_numbers(found: re.Match[str]) -> str | None:
    """With dots the day comes first; with slashes only where one of the two can be no month."""
    one, two = int(found[1]), int(found[3])
    if found[2] != "." and one <= 12 and two <= 12 and one != two:
        return None
    day, month = (one, two) if two <= 12 else (two, one)
    return _checked(found[4], f"{month:02}", f"{day:02}")


def _moment(found: re.Match[str]) -> str:
    hour = int(found["hour"])
    half = (found["half"] or "").lower()[:1]
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    minute = int(found["minute"] or 0)
    if hour > 23 or minute > 59:
        return ""
    second = f":{found['second']}" if found["second"] and int(found["second"]) < 60 else ""
    return f"T{hour:02}:{minute:02}{second}{_named_zone(found['zone'] or '')}"


def _named_zone(zone: str) -> str:
    if zone[:1] in ("+", "-"):
        return _zone(zone)
    if found := re.fullmatch(r"(?:GMT|UTC)([+-])(\d{1,2})", zone):
        return f"{found[1]}{int(found[2]):02}:00"
    return _ZONES.get(zone.upper(), "")


def _zone(zone: str | None) -> str:
    if not zone or zone == "Z" or ":" in zone:
        return zone or ""
    return f"{zone[:3]}:{zone[3:]}"


def _named(year: str, month: str, day: str) -> str | None:
    number = words().months.get(month.casefold())
    return _checked(year, f"{number:02}", f"{int(day):02}") if number else None


def _checked(year: str, month: str, day: str) -> str | None:
    return (
        f"{year}-{month}-{day}" if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 and 1000 <= int(year) <= 2999 else None
    )
