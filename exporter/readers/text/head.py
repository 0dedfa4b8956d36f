"""The head of a pasted article: title, standfirst, byline, dates and the lead picture's words, before the text begins."""

from __future__ import annotations

import re

from msgspec import Struct

from exporter.model import Author, Figure, Image, Inlines, Place, Text
from exporter.patterns import pattern
from exporter.readers.markdown.quoting import shortened
from exporter.readers.takeaways import key, strength
from exporter.readers.text import datelines, labels, lists
from exporter.readers.text.bylines import byline, is_name
from exporter.readers.text.captions import caption
from exporter.readers.text.dates import date
from exporter.readers.text.lines import Chunk, Line
from exporter.readers.text.words import is_chrome
from exporter.report import Report

_LONGEST_TITLE = 250
_LONGEST_STANDFIRST = 500
_LONGEST_CAPTION = 400
_LONGEST_TOLD = 400
_ABBREVIATED = pattern(r"(?:^|\W)\w\.(?:\w\.)+$")
_PIECES = pattern(r"\s*[|•·]\s*|\s+[–—-]\s+|\s{3,}")
_RIGHTS = pattern(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\(c\)\s*)?(?:\d{4}|[A-Z])[^.!?]{2,120}(?:[.!?][^.!?]{0,60}){0,2}$",
    re.IGNORECASE,
)
_MOST_LINES = 16
"""A head has a few lines; whatever comes later is the article."""


class Part(Struct, frozen=True):
    """One paragraph of the head: its words, line, and how many stand together with it between blank lines."""

    text: str
    number: int
    together: int
    chunk: int


class Head(Struct):
    """What the head says, and the chunk the text begins with."""

    title: str = ""
    kicker: str = ""
    marking: str = ""
    standfirst: str = ""
    authors: tuple[Author, ...] = ()
    dates: dict[str, str] = {}
    lead: Figure | None = None
    rights: str | None = None
    rest: list[Chunk] = []


def head(chunks: list[Chunk], report: Report) -> Head:
    """The head of an article, with the chunks that follow it. Every line not understood stays in the text."""
    chunks = _without_chrome(chunks, report)
    out = Head(dates={}, rest=chunks)
    parts = _titled(_parts(chunks), out, report)
    if not parts or len(parts[0].text) > _LONGEST_TITLE or _begins_text(parts[0], chunks):
        return out
    out.title = parts[0].text
    taken, left = _understood(parts, out, report)
    last = max(taken)
    used = parts[last].chunk
    whole = last + 1 == len(parts) or parts[last + 1].chunk != used
    spare = [part for index, part in enumerate(parts[: last + 1]) if index in left]
    kept = [] if whole else [part for part in parts[last + 1 :] if part.chunk == used]
    out.rest = [*(_one(part) for part in spare + kept), *chunks[used + 1 :]]
    return out


def _begins_text(part: Part, chunks: list[Chunk]) -> bool:
    return _is_list(chunks[part.chunk]) or bool(datelines.cut(part.text)[0])


def _without_chrome(chunks: list[Chunk], report: Report) -> list[Chunk]:
    """The chunks without lines of the site before the title."""
    start = 0
    while start + 1 < len(chunks) and all(_is_sites(line.text) for line in chunks[start].lines):
        for line in chunks[start].lines:
            drop(line.text, line.number, report)
        start += 1
    return [_without_first(chunks[start], report), *chunks[start + 1 :]] if chunks else []


def _is_sites(text: str) -> bool:
    return labels.is_menu(text) or is_chrome(text)


def _without_first(chunk: Chunk, report: Report) -> Chunk:
    """A chunk without lines of the site right above its title; above a byline or a date such a line may be the title."""
    end = next((index for index, line in enumerate(chunk.lines) if not _is_sites(line.text)), 0)
    if not end or chunk.wrapped or date(chunk.lines[end].text) or byline(chunk.lines[end].text):
        return chunk
    for line in chunk.lines[:end]:
        drop(line.text, line.number, report)
    return Chunk(chunk.lines[end:], False)


def _titled(parts: list[Part], out: Head, report: Report) -> list[Part]:
    """The parts from the title on; what stands above it and says what the text is goes to the head."""
    found: list[labels.Label] = []
    sites: list[Part] = []
    for index, part in enumerate(parts):
        if said := labels.label(part.text) or _dated(part.text) or _topic(parts, index):
            found.append(said)
        elif found and is_chrome(part.text):
            sites.append(part)
        elif found and _is_headline(part):
            _label(found, out)
            for line in sites:
                drop(line.text, line.number, report)
            return parts[index:]
        else:
            break
    return parts


def _dated(text: str) -> labels.Label | None:
    found = date(text)
    return labels.Label(date=found) if found else None


def _topic(parts: list[Part], index: int) -> labels.Label | None:
    """A part of the paper above a headline that has a byline or a date under it."""
    if not labels.is_topic(parts[index].text) or index + 2 >= len(parts) or _is_known(parts[index + 1].text):
        return None
    known = any(_is_known(part.text) and not is_chrome(part.text) for part in parts[index + 2 : index + 4])
    return labels.Label(kicker=parts[index].text) if known else None


def _is_headline(part: Part) -> bool:
    text = part.text
    if len(text) > _LONGEST_TITLE or _is_known(text) or is_rights(text):
        return False
    return text[-1] not in ".:;,：。；，" or bool(_ABBREVIATED.search(text))


def _label(found: list[labels.Label], out: Head) -> None:
    """Take in what lines around the title say."""
    for said in found:
        out.kicker = _added(out.kicker, said.kicker)
        out.marking = _added(out.marking, said.marking)
        if said.date:
            out.dates.setdefault(*said.date)


def _added(before: str, more: str) -> str:
    return f"{before} · {more}" if before and more else before or more


def _is_list(chunk: Chunk) -> bool:
    return len(chunk.lines) > 1 and lists.opens([chunk], 0)


def _one(part: Part) -> Chunk:
    return Chunk((Line(part.text, 0, part.number),), False)


def _parts(chunks: list[Chunk]) -> list[Part]:
    """The first paragraphs, each line of a chunk by itself unless it is wrapped; up to where the text surely begins."""
    out: list[Part] = []
    for index, chunk in enumerate(chunks[:_MOST_LINES]):
        if chunk.wrapped and not any(_is_known(line.text) for line in chunk.lines[:4]):
            out.append(Part(chunk.text, chunk.number, 1, index))
        else:
            room = max(0, _MOST_LINES - len(out))
            out.extend(Part(line.text, line.number, len(chunk.lines), index) for line in chunk.lines[:room])
            if len(chunk.lines) > room:
                return [part for part in out if part.chunk < index] if index else out[:1]
        if len(out) >= _MOST_LINES or (index and (strength(chunk.lines[0].text) or lists.opens(chunks, index))):
            break
    return out


def _understood(parts: list[Part], out: Head, report: Report) -> tuple[set[int], set[int]]:
    """Reads the head line by line: the parts that belong to it, and those before its end that are text all the same."""
    taken, waiting = {0}, list[int]()
    index = 1
    while index < len(parts):
        part = parts[index]
        if _takes(part, parts, index, out, report, taken):
            taken.add(index)
        elif _is_twice(parts, index) and not out.lead:
            out.lead = _lead(part)
            taken |= {index, index + 1}
            index += 1
        elif not out.lead and (found := caption(part.text)):
            out.lead = _lead(part, *found)
            taken.add(index)
        elif datelines.cut(part.text)[0]:
            _between(parts, waiting, taken, index, out)
            break
        elif not waiting and not out.standfirst and len(part.text) <= _LONGEST_STANDFIRST:
            waiting.append(index)
        else:
            break
        index += 1
    last = max(taken)
    between = [index for index in waiting if index < last]
    if between == [1] and parts[1].text[-1:] not in ":：":
        out.standfirst = parts[1].text
        taken.add(1)
        between = []
    return taken, set(between)


def _between(parts: list[Part], waiting: list[int], taken: set[int], index: int, out: Head) -> None:
    """A line alone between the title and the dateline is the standfirst: with the dateline the text begins."""
    if waiting == [index - 1] and not out.standfirst and parts[index - 1].text[-1:] not in ":：":
        out.standfirst = parts[index - 1].text
        taken.add(index - 1)
        waiting.clear()


def _takes(part: Part, parts: list[Part], index: int, out: Head, report: Report, taken: set[int]) -> bool:
    if _knows_all(part, out, report) or _knows(part.text, part.number, out, report):
        return True
    if not out.authors and is_name(part.text) and _among_head(parts, index, taken):
        out.authors = (Author(name=part.text),)
        report.tell(
            "byline", f"read “{part.text}” as the author", place=Place(part.number), hint="write “By ...” to be sure"
        )
        return True
    return False


def is_rights(text: str) -> bool:
    """Whether a line says who has the rights ("© 2024 The Example Times. All rights reserved.")."""
    return bool(_RIGHTS.match(text))


def _knows(text: str, number: int, out: Head, report: Report) -> bool:
    """Take in a line of the site, a byline, a date or who has the rights."""
    if is_chrome(text):
        drop(text, number, report)
        return True
    if found := date(text):
        out.dates.setdefault(*found)
        return True
    if is_rights(text) and not out.rights:
        out.rights = text
        return True
    if said := labels.label(text):
        _label([said], out)
        return True
    if authors := byline(text):
        known = {author.name for author in out.authors}
        out.authors += tuple(author for author in authors if author.name not in known)
        return True
    return False


def _is_known(text: str) -> bool:
    """Whether a line by itself is one of a head: of several such lines one can look as if broken to the width of another."""
    return is_chrome(text) or bool(date(text)) or bool(labels.label(text)) or bool(byline(text))


def _knows_all(part: Part, out: Head, report: Report) -> bool:
    """Take in a line of several such things: `By Jane Doe | June 26, 2024`."""
    if len(part.text) > _LONGEST_TITLE:
        return False
    pieces = [piece.strip() for piece in _PIECES.split(part.text) if piece.strip()]
    if not 1 < len(pieces) <= 6:
        return False
    if not all(is_chrome(piece) or date(piece) or byline(piece) or is_name(piece) for piece in pieces):
        return False
    if not any(date(piece) or byline(piece) for piece in pieces):
        return False
    for piece in pieces:
        if not _knows(piece, part.number, out, report):
            out.authors += (Author(name=piece),)
    return True


def _among_head(parts: list[Part], index: int, taken: set[int]) -> bool:
    """A bare name is a byline only in company: beside another line of the head, never as a line of the text."""
    part = parts[index]
    if strength(part.text) or not 1 <= part.together <= 6:
        return False
    after = parts[index + 1] if index + 1 < len(parts) else None
    if after is None:
        return False
    known = is_chrome(after.text) or bool(date(after.text)) or _is_twice(parts, index + 1)
    beside = index - 1 in taken and index > 1 and parts[index - 1].chunk == part.chunk
    return known or (beside and not is_name(after.text))


def _is_twice(parts: list[Part], index: int) -> bool:
    """A paragraph that stands twice in a row: a picture's alternative text and its caption, both copied."""
    if index + 1 >= len(parts):
        return False
    one, two = parts[index].text, parts[index + 1].text
    return len(one) <= _LONGEST_CAPTION and len(one) > 3 and key(one) == key(two)


def _lead(part: Part, words: str = "", credit: str = "") -> Figure:
    return figure(words or part.text, credit, part.number)


def figure(words: str, credit: str, number: int) -> Figure:
    """A picture of which only the words came, with who made it."""
    place = Place(number)
    said: Inlines = (Text(value=credit),) if credit else ()
    return Figure(images=(Image(alt=words, place=place),), caption=(Text(value=words),), credit=said, place=place)


def drop(text: str, number: int, report: Report) -> None:
    """Tell that a line of site chrome was dropped."""
    report.tell(
        "site-chrome",
        f"dropped “{shortened(text, _LONGEST_TOLD)}”: a line of the site, not of the article",
        place=Place(number),
    )
