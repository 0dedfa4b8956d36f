"""What pasted articles carry besides their text (assets/readers/text.toml), in the form it is compared in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from msgspec import Struct

from exporter import resources
from exporter.patterns import pattern
from exporter.readers.takeaways import key

_LONGEST_CHROME = 60
_LONGEST_FURNITURE = 260
_POINTER_MARK = r"\s*(?:[:：»>→|]|\s[-–—]\s)\s*(?=\S)"
_PIECES = pattern(r"[\s,|•·/]+")


class Words(Struct, frozen=True):
    """The table, all languages together: pasted text seldom says which one it is in."""

    chrome: frozenset[str]
    share: frozenset[str]
    networks: frozenset[str]
    pointer: re.Pattern[str]
    furniture: re.Pattern[str]
    run_in: frozenset[str]
    byline: re.Pattern[str]
    signed: re.Pattern[str]
    joint: re.Pattern[str]
    photo: re.Pattern[str]
    caption: re.Pattern[str]
    agencies: frozenset[str]
    agency: re.Pattern[str]
    particles: frozenset[str]
    dates: re.Pattern[str]
    months: dict[str, int]
    updated: frozenset[str]
    dateline: re.Pattern[str]
    page: re.Pattern[str]
    kicker: frozenset[str]
    topic: frozenset[str]
    home: frozenset[str]
    headings: frozenset[str]
    release: tuple[str, ...]
    embargo: tuple[str, ...]
    ends: frozenset[str]
    organisations: frozenset[str]
    mail: dict[str, str]


@cache
def table() -> dict[str, dict[str, list[str]]]:
    """The table as it is written, by language."""
    return resources.table("readers/text.toml")


def _all(name: str) -> list[str]:
    return [word for language in table().values() for word in language.get(name, ())]


@cache
def words() -> Words:
    """The word lists, compiled once."""
    return Words(
        chrome=_keys("chrome"),
        share=frozenset(word.casefold() for word in _all("share")),
        networks=frozenset(word.casefold() for word in table()["any"]["share"]),
        pointer=pattern(rf"(?:{_any(_all('pointer'))}){_POINTER_MARK}"),
        furniture=pattern("|".join(f"(?:{part})" for part in _named_free(_all("furniture"))), re.IGNORECASE),
        run_in=_keys("run_in"),
        byline=pattern(rf"(?:{_any(_all('by'))})(?:\s*[:：/／]\s*|\s+)(?=\S)", re.IGNORECASE),
        signed=pattern("|".join(f"(?:{part})" for part in _numbered(_all("signed")))),
        joint=pattern(rf"\s*[,，、;]\s*(?:(?:{_any(_all('and'))})\s+)?|\s+(?:{_any(_all('and'))})\s+", re.IGNORECASE),
        photo=pattern(rf"(?:{_any(_all('photo'))})"),
        caption=pattern(rf"(?:{_any(_all('caption'))})\s*[:：,]\s*(?=\S)", re.IGNORECASE),
        agencies=frozenset(table()["any"]["agencies"]),
        agency=pattern(rf"(?<!\w)(?:{_any(table()['any']['agencies'])})(?!\w)"),
        particles=frozenset(table()["any"]["particles"]),
        dates=pattern(
            rf"(?P<which>{_any(_all('published') + _all('updated'))})?[:：\s]*(?:(?:{_any(_all('day'))})\.?,?\s+)?",
            re.IGNORECASE,
        ),
        months=_months(),
        updated=frozenset(word.casefold() for word in _all("updated")),
        dateline=pattern("|".join(f"(?:{part})" for part in _all("dateline"))),
        page=pattern(rf"(?:{_any(_all('page'))})\.?\s*", re.IGNORECASE),
        kicker=_keys("kicker"),
        topic=_keys("topic"),
        home=_keys("home"),
        headings=_keys("headings"),
        release=tuple(word.casefold() for word in _all("release")),
        embargo=tuple(word.casefold() for word in _all("embargo")),
        ends=frozenset(_all("ends")),
        organisations=frozenset(table()["any"]["organisations"]),
        mail=_mail(),
    )


def _keys(name: str) -> frozenset[str]:
    return frozenset(map(key, _all(name)))


def _months() -> dict[str, int]:
    tables = [language["months"] for language in table().values() if "months" in language]
    return {form: number for months in tables for number, forms in enumerate(months, 1) for form in forms.split()}


def _mail() -> dict[str, str]:
    """What each name of a mail's header line means."""
    kinds = ("from", "subject", "date", "to")
    return {name.casefold(): kind for kind in kinds for name in _all(f"mail_{kind}")}


def _any(parts: Iterable[str]) -> str:
    return "|".join(re.escape(part) for part in sorted(set(parts), key=lambda part: (-len(part), part)))


def _named_free(parts: list[str]) -> list[str]:
    return [re.sub(r"\((?!\?)", "(?:", part.replace(r"\(", "\0")).replace("\0", r"\(") for part in parts]


def _numbered(parts: list[str]) -> list[str]:
    """Patterns whose group `name` has a number, so that they fit into one."""
    return [part.replace("?P<name>", f"?P<name{number}>") for number, part in enumerate(parts)]


def is_chrome(line: str) -> bool:
    """Whether a line is the site's, not the article's."""
    if len(line) > _LONGEST_FURNITURE:
        return False
    if len(line) <= _LONGEST_CHROME and key(line) in words().chrome:
        return True
    return _is_pointer(line) or _is_share_bar(line) or bool(words().furniture.fullmatch(line.strip()))


def _is_pointer(line: str) -> bool:
    """A line that leads to another article; a sentence of the article ends with a stop, a title does not."""
    found = words().pointer.match(line)
    return bool(found) and len(line) <= 200 and line[-1:] not in ".。।" and len(line) > found.end() + 3  # type: ignore[union-attr]


def _is_share_bar(line: str) -> bool:
    """A line of nothing but the words share buttons have, two or more."""
    if len(line) > 120:
        return False
    known = words()
    parts = [part for part in _PIECES.split(line.casefold()) if part]
    return (
        len(parts) > 1 and all(part in known.share for part in parts) and any(part in known.networks for part in parts)
    )


def signed(line: str) -> str:
    """The name in a whole line that signs a report in a form of its own; nothing where it is no such line."""
    found = words().signed.fullmatch(line)
    groups: dict[str, Any] = found.groupdict() if found else {}
    return next((name for name in groups.values() if name), "")
