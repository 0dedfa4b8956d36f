"""Who wrote a pasted article: lines that begin with a word for it ("By ...", "Von ..."), or name an agency after a name."""

from __future__ import annotations

import re

from exporter.model import Author
from exporter.patterns import pattern
from exporter.readers.text.words import signed, words

_LONGEST_NAME = 45
_LONGEST_LINE = 200
_NO_NAME = pattern(r"[.!?…:;|/@#()\[\]{}<>\d\"“”„«»]\s*$|[!?…:;|/@#\[\]{}<>\d\"“”„«»]|https?:|www\.")
_MAIL = pattern(r"\s*[(<\[]?[\w.+-]+@[\w-]+\.[\w.-]+[)>\]]?")
_WHERE = pattern(r"\s+(?:in|en|à|a|em|aus|reporting from)\s+(?=[A-ZÀ-Þ])(.{2,60})$")
_BRACKETED = pattern(r"\s*[(（]([^()（）]{2,40})[)）]$")
_OFFICE = pattern(
    r"correspond|reporter|editor|writer|staff|bureau|analyst|columnist|redakt|korrespond|corresponsal|journalist|redator|inviato",
    re.IGNORECASE,
)
_AGENCY = pattern(r"\s*(?:[,|/•·–—]|\s-\s)\s*")


def byline(line: str) -> tuple[Author, ...]:
    """The authors a line names, as "By A B and C D, Reuters" does; none where it is no such line."""
    if len(line) > _LONGEST_LINE:
        return ()
    if name := signed(line):
        return (Author(name=name),)
    found = words().byline.match(line)
    return _authors(line[found.end() :]) if found else _with_agency(line)


def names(text: str) -> list[str]:
    """The names in a list of names, parted by commas and by "and" in any of the languages."""
    parts = [name.strip() for name in words().joint.split(" ".join(text.split()))]
    return [name for name in parts if name]


def is_name(line: str) -> bool:
    """Whether a line can be somebody's name: `_is_named`, and without a word that only houses have in theirs."""
    return _is_named(line) and not _names_house(line.split())


def _is_named(line: str) -> bool:
    """Whether a line is two to five words, each with a capital but for particles, and nothing else."""
    if not 4 <= len(line) <= _LONGEST_NAME or _NO_NAME.search(line):
        return False
    parts = line.replace("-", " ").split()
    capitals = [part for part in parts if part[0].isupper()]
    rest = [part for part in parts if not part[0].isupper()]
    return len(capitals) >= 2 and len(parts) <= 5 and all(part.rstrip(".'’") in words().particles for part in rest)


def _names_house(parts: list[str]) -> bool:
    return any(part.casefold() in words().organisations for part in parts)


def _is_house(part: str, text: str) -> bool:
    """Whether a part has a word in capitals ("BBC Africa"), as the names beside it have not, or one no person has."""
    parts = part.split()
    if _names_house(parts):
        return True
    return not text.isupper() and any(len(word) > 1 and word.isupper() and "." not in word for word in parts)


def _authors(text: str) -> tuple[Author, ...]:
    """Names, with what stands after them: an agency, a place, an office."""
    text = _MAIL.sub("", text).strip(" .|,")
    text, about = _cut(text)
    parts = names(text)
    end = next((n for n, part in enumerate(parts) if n and _is_about(part, text)), len(parts))
    said = ", ".join(parts[end:]) or about
    if not parts or not all(map(_likely, parts[:end])) or not _fits(parts[end:]):
        return ()
    return tuple(Author(name=name, affiliation=said or None) for name in parts[:end])


def _cut(text: str) -> tuple[str, str]:
    """The names, and the place or the agency behind them."""
    if found := _BRACKETED.search(text):
        return text[: found.start()], found[1]
    if found := _WHERE.search(text):
        return text[: found.start()], found[1]
    first, *rest = re.split(r"\s*[|•·]\s*", text)
    return first, ", ".join(rest)


def _is_about(part: str, text: str) -> bool:
    """Whether a part behind a comma says something of those before: an agency, an office, or no name at all."""
    if part in words().agencies or _OFFICE.search(part):
        return True
    return (not is_name(part) or _is_house(part, text)) and bool(re.search(rf"[,，]\s*{re.escape(part)}", text))


def _fits(about: list[str]) -> bool:
    return all(len(part) <= 60 and not re.search(r"[.!?:]\s|[!?]$", part) for part in about) and len(about) <= 3


def _with_agency(line: str) -> tuple[Author, ...]:
    """`A B, Reuters` and `A B (AP)`: a name with an agency."""
    found = _BRACKETED.search(line)
    parts = [line[: found.start()], found[1]] if found else _AGENCY.split(line)
    if len(parts) != 2 or parts[1] not in words().agencies:
        return ()
    people = names(parts[0])
    return tuple(Author(name=name, affiliation=parts[1]) for name in people) if all(map(is_name, people)) else ()


def _likely(name: str) -> bool:
    if name.isupper() or not any(c.isascii() and c.isalpha() for c in name):
        return len(name) <= 30 and not _NO_NAME.search(name)
    return _is_named(name) or (len(name.split()) == 1 and name[0].isupper() and name.isalpha())
