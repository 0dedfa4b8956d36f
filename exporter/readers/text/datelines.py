"""Datelines: where and when a report was written and for whom, before its first words."""

from __future__ import annotations

import re

from exporter.patterns import pattern
from exporter.readers.text.dates import iso_date
from exporter.readers.text.words import words

_PLACE = r"[A-ZÀ-ÞŁŚŻČŠŽĞİŞΑ-ΩА-ЯЁ][A-ZÀ-ÞŁŚŻČŠŽĞİŞΑ-ΩА-ЯЁ'’.\- ]{2,40}"
_REGION = r"(?:[,/]\s?[A-ZÀ-Þ][A-Za-zÀ-ÿ.\- ]{1,30})"
_DAY = r"(?:,?\s*(?:[^\W\d_]{3,10}\.?\s+\d{1,2}|\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,10}\.?)(?:,?\s+\d{4})?)"
_DASH = r"\s*(?:\.\s?)?(?:--?|–|—|―)\s*(?=\S)"
_LINE = pattern(
    rf"(?P<place>{_PLACE}){_REGION}{{0,2}}?(?P<day>{_DAY})?\s*(?P<agency>[(/][^()/]{{2,40}}[)/])?(?P<dash>{_DASH})"
)
_WITH_AGENCY = pattern(rf"[A-ZÀ-Þ][\w'’.\-/ ]{{2,50}}?(?:{_DAY})?\s*[(/](?P<agency>[^()/]{{2,40}})[)/]{_DASH}")
_WITH_DATE = pattern(
    rf"(?P<where>[A-ZÀ-ÞŁŚŻČŠŽĞİŞΑ-ΩА-ЯЁІЇЄ][\w'’.\- ]{{1,40}}{_REGION}{{0,2}}?)"
    rf"(?:,\s?(?:(?:le|den|el|il)\s)?(?P<date>[^()–—:]{{6,40}}?)(?:{_DASH}|\.\s+)|\s?\((?P<bracketed>[^()]{{6,40}})\){_DASH})"
)
_ONLY_AGENCY = pattern(rf"\((?P<agency>[A-Z][\w .&-]{{1,30}})\){_DASH}")
_SPACES = pattern(r"(?:\s*(?:[-–—=]|　)+\s*|\s+|(?<=[】）)\]])|(?<=[电電讯訊]))(?=\S)")
_LONGEST = 90


def cut(text: str) -> tuple[str, str]:
    """(dateline, the text after it); an empty dateline and the whole text where there is none."""
    start = text[: _LONGEST + 40]
    for form in (_LINE, _WITH_AGENCY, _WITH_DATE, _ONLY_AGENCY):
        found = form.match(start)
        if found and _is_dateline(found, text):
            return _shorn(found), text[found.end() :]
    found = words().dateline.match(start)
    gap = _SPACES.match(text, found.end()) if found else None
    if found and gap:
        return found[0].strip(), text[gap.end() :]
    return "", text


def _shorn(found: re.Match[str]) -> str:
    line = found[0].rstrip()
    return re.sub(r"\s*\.?\s*(?:--?|–|—|―)$|(?<=\d)\.$", "", line).rstrip()


def _is_place(text: str) -> bool:
    """Whether each word has a capital, but for the small ones names have ("Rio de Janeiro"); a weekday is none."""
    if words().dates.fullmatch(f"{text} "):
        return False
    return all(not part[0].islower() or part in words().particles for part in text.split())


def _is_moment(text: str) -> bool:
    """Whether words are a whole day, with its weekday or without: "14 March 2025", "Freitag, den 14. März 2025"."""
    return any(iso_date(part.strip()) is not None for part in (text, *text.split(",", 1)[1:]))


def _is_dateline(found: re.Match[str], text: str) -> bool:
    """An agency or a day make it sure; a place alone must stand before a new sentence ("NATO – the ..." is none)."""
    groups = found.groupdict()
    if moment := groups.get("date") or groups.get("bracketed"):
        return _is_moment(moment.strip()) and _is_place(groups["where"]) and not text[found.end()].islower()
    agency = (groups.get("agency") or "").strip("()/ ")
    if agency:
        return agency in words().agencies or "place" in groups
    if groups.get("day"):
        return True
    after = text[found.end() :].lstrip("\"“”„«'‘ ")
    letters = [c for c in found["place"] if c.isalpha()]
    return (
        len(letters) > 2 and after[:1].isupper() and any(len(part) > 2 for part in re.split(r"[ .\-]", found["place"]))
    )
