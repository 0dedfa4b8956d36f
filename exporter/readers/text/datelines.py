"""Datelines: where and when a report was written and for whom, before its first words."""

from __future__ import annotations

import re

from exporter.readers.text.words import words

_PLACE = r"[A-ZÀ-ÞŁŚŻČŠŽĞİŞΑ-ΩА-ЯЁ][A-ZÀ-ÞŁŚŻČŠŽĞİŞΑ-ΩА-ЯЁ'’.\- ]{2,40}"
_REGION = r"(?:[,/]\s?[A-ZÀ-Þ][A-Za-zÀ-ÿ.\- ]{1,30})"
_DAY = r"(?:,?\s*(?:[^\W\d_]{3,10}\.?\s+\d{1,2}|\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,10}\.?)(?:,?\s+\d{4})?)"
_DASH = r"\s*(?:\.\s?)?(?:--?|–|—|―)\s*(?=\S)"
_LINE = re.compile(
    rf"(?P<place>{_PLACE}){_REGION}{{0,2}}?(?P<day>{_DAY})?\s*(?P<agency>[(/][^()/]{{2,40}}[)/])?(?P<dash>{_DASH})"
)
_WITH_AGENCY = re.compile(rf"[A-ZÀ-Þ][\w'’.\-/ ]{{2,50}}?(?:{_DAY})?\s*[(/](?P<agency>[^()/]{{2,40}})[)/]{_DASH}")
_ONLY_AGENCY = re.compile(rf"\((?P<agency>[A-Z][\w .&-]{{1,30}})\){_DASH}")
_SPACES = re.compile(r"(?:\s*(?:[-–—=]|　)+\s*|\s+|(?<=[】）)\]])|(?<=[电電讯訊]))(?=\S)")
_LONGEST = 90


def cut(text: str) -> tuple[str, str]:
    """(dateline, the text after it); an empty dateline and the whole text where there is none."""
    start = text[: _LONGEST + 40]
    for pattern in (_LINE, _WITH_AGENCY, _ONLY_AGENCY):
        found = pattern.match(start)
        if found and _is_dateline(found, text):
            return _shorn(found), text[found.end() :]
    found = words().dateline.match(start)
    gap = _SPACES.match(text, found.end()) if found else None
    if found and gap:
        return found[0].strip(), text[gap.end() :]
    return "", text


def _shorn(found: re.Match[str]) -> str:
    line = found[0].rstrip()
    return re.sub(r"\s*\.?\s*(?:--?|–|—|―)$", "", line).rstrip()


def _is_dateline(found: re.Match[str], text: str) -> bool:
    """An agency or a day make it sure; a place alone must stand before a new sentence ("NATO – the ..." is none)."""
    groups = found.groupdict()
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
