"""Dates of a page as ISO 8601."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from unicodedata import decimal

from exporter.readers.html.elements import Element, attribute, classes, name, words
from exporter.readers.html.patterns import names, pattern
from exporter.readers.html.structured import Structured, text
from exporter.readers.text.dates import iso_date

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?.{0,12}",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?")
_NUMBERS = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:\D{1,3}(\d{1,2}):(\d{2})(?::\d{2})?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\D{1,12}(\d{1,2}):(\d{2}).*)?")
_EAST_ASIA = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일].*")
_US = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\D{1,3}(\d{1,2}):(\d{2})(?::\d{2})?\s*(AM|PM)?.*)?", re.IGNORECASE)
_IN_URL = re.compile(r"/((?:19|20)\d{2})[/-]([01]?\d)[/-]([0-3]?\d)(?:[/-]|$)")
_LONGEST = 90


def iso(given: str) -> str | None:
    """A date or moment as ISO 8601, as exact as given; None where it is none."""
    given = "".join(str(decimal(c)) if c.isdecimal() else c for c in " ".join(given[: 2 * _LONGEST].split()))
    if not 6 <= len(given) <= _LONGEST:
        return None
    if given.isdecimal() and len(given) in (10, 13) and given[0] == "1":
        from datetime import UTC

        return datetime.fromtimestamp(int(given[:10]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if found := _ISO.fullmatch(given):
        return _made(*found.groups())
    for form in (_COMPACT, _NUMBERS, _EAST_ASIA):
        if found := form.fullmatch(given):
            return _made(*found.groups())
    if found := _DAY_FIRST.fullmatch(given):
        return _made(found[3], found[2], found[1], *found.groups()[3:])
    return iso_date(given) or _mail_date(given) or _american(given)


def _made(
    year: str,
    month: str,
    day: str,
    hour: str | None = None,
    minute: str | None = None,
    second: str | None = None,
    zone: str | None = None,
) -> str | None:
    try:
        moment = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
    except ValueError:
        return None
    if moment.year < 1900:
        return None
    if hour is None:
        return moment.strftime("%Y-%m-%d")
    shown = moment.strftime("%Y-%m-%dT%H:%M:%S" if second is not None else "%Y-%m-%dT%H:%M")
    return shown + _zone(zone)


def _zone(given: str | None) -> str:
    if not given:
        return ""
    if given.upper() in ("Z", "UTC", "GMT"):
        return "Z"
    digits = given[1:].replace(":", "").ljust(4, "0")
    return f"{given[0]}{digits[:2]}:{digits[2:]}" if int(digits[:2]) < 15 and int(digits[2:]) < 60 else ""


def _mail_date(given: str) -> str | None:
    try:
        moment = parsedate_to_datetime(given)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z") if 1900 < moment.year < 2200 else None


def _american(given: str) -> str | None:
    """Month, day and year with strokes, where they can only be in this order."""
    found = _US.fullmatch(given)
    if not found:
        return None
    first, second, year = found.groups()[:3]
    if int(second) > 12:
        return _made(year, first, second)
    return _made(year, second, first) if int(first) > 12 else None


def published(
    root: Element, structured: Structured, address: str, title: Element | None, *, guess: bool = True
) -> str | None:
    """When an article was published, as the first of these says: JSON-LD, metas, microdata, the page's words, its address."""
    values = [text(structured.article.get(key)) for key in ("datePublished", "dateCreated", "uploadDate")]
    values += _metas(structured, "published")
    values += structured.items.get("datepublished", [])
    values += [text(structured.page.get("datePublished")), *structured.items.get("datecreated", [])]
    found = next((date for value in values if (date := iso(value))), None)
    found = found or next((date for value in _shown(root, title) if (date := iso(value))), None)
    return found or _in_address(address) or (_guessed(root, address) if guess else None)


def updated(structured: Structured, first: str | None) -> str | None:
    """When it was last changed; None where that is not later than `first`."""
    values = [text(structured.article.get("dateModified")), *_metas(structured, "updated")]
    values += structured.items.get("datemodified", [])
    found = next((date for value in values if (date := iso(value))), None)
    if not found or not first:
        return found
    return found if (found[:10], _clock(found)) > (first[:10], _clock(first)) else None


def _metas(structured: Structured, which: str) -> list[str]:
    return [value for key in names("dates", which) for value in structured.metas.get(key, ())]


def _clock(date: str) -> str:
    return date[11:16]


def _shown(root: Element, title: Element | None) -> list[str]:
    """Dates in the page: `time` elements, then elements whose class says date; those after the title first."""
    out: list[str] = []
    for part in root.iter("time", "abbr"):
        if name(part) == "abbr" and "published" not in classes(part):
            continue
        marks = " ".join(classes(part))
        value = attribute(part, "datetime") or attribute(part, "content") or attribute(part, "title") or words(part)
        if "modif" not in marks and "updat" not in marks:
            out.append(value)
    after = _following(title) if title is not None else []
    return [*out[:6], *after]


def _following(title: Element) -> list[str]:
    """Short texts after the title that may be a date."""
    import itertools

    out = []
    parent = title.getparent()
    for _ in range(3):
        if parent is None:
            break
        for part in itertools.islice(parent.iterdescendants(), 150):
            if (
                name(part) in ("script", "style", "")
                or len(part) > 3
                or not pattern("dates", "shown").search(f"{part.get('class') or ''} {part.get('id') or ''}")
            ):
                continue
            out.append(words(part))
        parent = parent.getparent()
    return [value for value in out if len(value) < _LONGEST]


def _in_address(address: str) -> str | None:
    found = _IN_URL.search(address)
    return _made(*found.groups()) if found else None


def _guessed(root: Element, address: str) -> str | None:
    """The date htmldate finds, which knows many more forms. The range is fixed: today is nothing an export may depend on."""
    from copy import deepcopy

    from htmldate import find_date

    try:
        found = find_date(
            deepcopy(root),
            original_date=True,
            extensive_search=False,
            url=address or None,
            min_date="1990-01-01",
            max_date="2099-12-31",
        )
    except Exception:  # whatever it stumbles over in a page: no date is no failure
        return None
    return iso(found) if found else None
