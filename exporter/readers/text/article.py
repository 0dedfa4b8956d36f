"""The article in pasted text, from its head to its last paragraph. What is understood: see the package."""

from __future__ import annotations

import re
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from exporter.model import (
    Article,
    Block,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    List,
    Paragraph,
    Place,
    Quote,
    Takeaways,
    Text,
)
from exporter.patterns import pattern
from exporter.readers import Source
from exporter.readers.decoding import decoded
from exporter.readers.takeaways import key, strength
from exporter.readers.text import datelines, mail, pages, sections
from exporter.readers.text.captions import caption, labelled
from exporter.readers.text.dates import date
from exporter.readers.text.head import drop, figure, head, is_rights
from exporter.readers.text.labels import is_end, is_heading
from exporter.readers.text.lines import Chunk, Line, chunks, joined, wrapped
from exporter.readers.text.links import linked
from exporter.readers.text.lists import gathered, mark, opens
from exporter.readers.text.tables import table
from exporter.readers.text.words import is_chrome, words
from exporter.report import Report

_RUN_IN = pattern(r"([^:：.!?]{4,40})[:：]\s*(?=\S)")
_ENDS = pattern(r"[.!?…:;,。！？：；，、．।۔؟؛\"”»)\]*_|=-]$")
NO_BOX = "none"
_WANTED = 3
_TLDR = r"tl\s?[;:/,]?\s?dr"
_VERSE = 80
"""A chunk of lines up to this long that is not wrapped is verse or an address: its line ends are meant."""
_LONGEST_HEADING = 80
_LONGEST_TITLE = 60
_LEADS_ON = pattern(
    r"(?:^|\s)(?:are|is|were|was|be|has|have|had|includes?|included|following|of|for|to|the|an?|in|on|at|as|by|and|or|with|that|from|"
    r"sind|ist|war|waren|und|oder|der|die|das|von|für|mit|sont|est|et|ou|de|des|les|pour|avec|son|es|y|o|para|con|los|las|que|"
    r"sono|è|e|per|di|da|é|são|com|en|zijn|van|voor|met|är|och|av|för|er|og|til)$",
    re.IGNORECASE,
)
"""The ends of lines that a list goes on from."""


def read(source: Source, report: Report) -> Article:
    """The article a text is. Raises SourceError where it is no text or empty."""
    numbered = list(enumerate(decoded(source.data, report, source.name).split("\n"), 1))
    found = list(chunks(pages.without_furniture(mail.unwrapped(numbered, report), report)))
    top = head(found, report)
    dateline, rest = _dateline(top.rest)
    body = _Body(sections.parted(rest), report, wanted=source.takeaways)
    body.run()
    if source.takeaways not in (None, NO_BOX) and not body.takeaways:
        told = f"nothing in the text is labelled “{source.takeaways}”: there is no box of takeaways"
        report.warn("takeaways-not-found", told, hint="give the words of the heading as they stand")
    return Article(
        title=_inlines(top.title),
        kicker=top.kicker or None,
        marking=top.marking or None,
        standfirst=_inlines(top.standfirst),
        authors=top.authors,
        published=top.dates.get("published"),
        updated=top.dates.get("updated"),
        dateline=dateline or None,
        rights=top.rights or body.rights,
        lead=top.lead,
        takeaways=body.takeaways,
        body=tuple(body.out),
    )


def _dateline(found: list[Chunk]) -> tuple[str, list[Chunk]]:
    """The dateline of the first paragraph, and the chunks without it."""
    for index, chunk in enumerate(found[:4]):
        line, rest = datelines.cut(chunk.lines[0].text)
        if line:
            first = replace(chunk.lines[0], text=rest)
            return line, [*found[:index], Chunk((first, *chunk.lines[1:]), chunk.wrapped), *found[index + 1 :]]
        if len(chunk.text) > _VERSE:
            break
    return "", found


def _inlines(words: str) -> Inlines:
    return (Text(value=words),) if words else ()


class _Body(Struct):
    """The text after the head, chunk by chunk."""

    chunks: list[Chunk]
    report: Report
    out: list[Block] = []
    wanted: str | None = None
    takeaways: Takeaways | None = None
    rights: str | None = None
    prose: bool = True
    section: int = 0
    counted: bool = False

    def run(self) -> None:
        """Read every chunk into `out` and `takeaways`."""
        self.prose = _is_prose(self.chunks)
        at = 0
        steps = (self._taken, self._headed, self._tabbed, self._listed)
        while at < len(self.chunks):
            after = next((end for step in steps if (end := step(at)) is not None), None)
            at = self._plain(at) if after is None else after

    def _headed(self, at: int) -> int | None:
        """The title of a numbered section, or a line that always heads what follows; the lines under it stand by themselves."""
        chunk = self.chunks[at]
        value = sections.heads(self.chunks, at, self.section)
        if value:
            self.section, self.counted = value[0], self.counted or len(value) == 1
        elif not is_heading(chunk.lines[0].text) or at + len(chunk.lines) == len(self.chunks):
            return None
        self._heading(chunk.lines[0].text, chunk.number, len(value) if value and self.counted else 1)
        if len(chunk.lines) == 1:
            return at + 1
        rest = chunk.lines[1:]
        self.chunks[at] = Chunk(rest, wrapped(rest))
        return at

    def _tabbed(self, at: int) -> int | None:
        if not self.chunks[at].tabbed:
            return None
        self.out.append(table(self.chunks[at].lines))
        return at + 1

    def _heading(self, text: str, number: int, level: int = 1) -> None:
        self.out.append(Heading(content=_inlines(text), level=level, place=Place(number)))

    def _taken(self, at: int) -> int | None:
        """Takeaways: a known heading with a list under it, or the one the user named with whatever follows it."""
        label, rest = self.chunks[at].lines[0].text, self.chunks[at].lines[1:]
        force = self._force(label)
        if self.takeaways or not force:
            return None if self.takeaways else self._summed_up(at)
        following = ([Chunk(rest, False)] if rest else []) + self.chunks[at + 1 : at + 500]
        if not following:
            return None
        if not opens(following, 0):
            return self._named_prose(label, at, following, bool(rest)) if force == _WANTED else None
        lists, end = gathered(following, 0)
        after = at + end + (0 if rest else 1)
        if force == 1 and after < len(self.chunks) and not _heads(self.chunks, after, self.prose):
            return None
        return self._kept(lists, label, at, after)

    def _force(self, label: str) -> int:
        if self.wanted is None:
            return strength(label)
        return _WANTED if self.wanted != NO_BOX and key(label) == key(self.wanted) else 0

    def _summed_up(self, at: int) -> int | None:
        """`TL;DR: words`, or the user's label with words behind it: one point."""
        chunk = self.chunks[at]
        label = re.escape(self.wanted) if self.wanted else _TLDR
        found = re.match(rf"({label})\s*[:：;–—-]\s*(?=\S)", chunk.text, re.IGNORECASE)
        if not found or self.wanted == NO_BOX or (len(chunk.lines) > 1 and not chunk.wrapped):
            return None
        words = linked(chunk.text[found.end() :])
        self.takeaways = Takeaways(label=found[1], items=(words,), place=Place(chunk.number))
        return at + 1

    def _named_prose(self, label: str, at: int, following: list[Chunk], inside: bool) -> int:
        """Words under the label the user named: each line of the next chunk a point, or the whole where it is wrapped."""
        first = following[0]
        lines = [first.text] if first.wrapped else [line.text for line in first.lines]
        items = tuple(map(linked, lines))
        self.takeaways = Takeaways(label=label.rstrip(":："), items=items, place=Place(self.chunks[at].number))
        return at + (1 if inside else 2)

    def _kept(self, lists: list[Block], label: str, at: int, after: int) -> int | None:
        items = _items(lists)
        if items is None:
            return None
        self.takeaways = Takeaways(label=label.rstrip(":："), items=items, place=Place(self.chunks[at].number))
        return after

    def _listed(self, at: int) -> int | None:
        lines = self.chunks[at].lines
        if opens(self.chunks, at):
            lists, after = gathered(self.chunks, at)
            self.out.extend(lists)
            return after
        tail = next((n for n, line in enumerate(lines) if n and mark(line)), 0)
        if not tail or not opens([Chunk(lines[tail:], False)], 0):
            return None
        if tail == 1 and _titles(lines[0].text):
            self._heading(lines[0].text, lines[0].number)
        else:
            self._paragraphs(Chunk(lines[:tail], tail > 1 and self.chunks[at].wrapped))
        self.chunks[at] = Chunk(lines[tail:], False)
        return at

    def _plain(self, at: int) -> int:
        chunk = self._without_chrome(self.chunks[at])
        if chunk is None:
            return at + 1
        line = chunk.lines[0].text
        if all(line.text.startswith(">") for line in chunk.lines):
            self.out.append(_quoted(chunk))
        elif found := _captioned(chunk):
            self.out.append(figure(*found, chunk.number))
        elif _heads(self.chunks, at, self.prose):
            self._heading(line.lstrip("# ") or line, chunk.number)
        elif at + 4 > len(self.chunks) and len(chunk.lines) == 1 and is_rights(line) and not self.rights:
            self.rights = line
        else:
            self._paragraphs(chunk)
        return at + 1

    def _without_chrome(self, chunk: Chunk) -> Chunk | None:
        """A chunk without the lines of the site in it; None where nothing is left."""
        if chunk.wrapped and len(chunk.lines) > 1:
            if is_chrome(chunk.text):
                drop(chunk.text, chunk.number, self.report)
                return None
            return chunk
        kept = []
        for line in chunk.lines:
            if is_end(line.text) and line is chunk.lines[-1]:
                self.report.tell("end-mark", f"dropped “{line.text}”: it marks the end", place=Place(line.number))
            elif is_chrome(line.text):
                drop(line.text, line.number, self.report)
            else:
                kept.append(line)
        return Chunk(tuple(kept), chunk.wrapped) if kept else None

    def _paragraphs(self, chunk: Chunk) -> None:
        if chunk.wrapped or len(chunk.lines) == 1:
            self.out.append(_paragraph(chunk.text, chunk.number))
        elif max(len(line.text) for line in chunk.lines) > _VERSE:
            self.out.extend(_paragraph(line.text, line.number) for line in chunk.lines)
        else:
            self.out.append(_verse(chunk))


def _captioned(chunk: Chunk) -> tuple[str, str] | None:
    """The caption and credit of a picture that a chunk is what came of."""
    if found := labelled([line.text for line in chunk.lines]):
        return found
    return caption(chunk.text) if chunk.wrapped or len(chunk.lines) == 1 else None


def _is_prose(found: list[Chunk]) -> bool:
    """Whether most words stand in long paragraphs: only there are short lines headings."""
    sizes = [sum(len(line.text) for line in chunk.lines) for chunk in found]
    return sum(size for size in sizes if size > _VERSE) >= 0.6 * sum(sizes)


def _heads(found: list[Chunk], at: int, prose: bool) -> bool:
    """Whether a chunk is a heading: one short line without a stop, over a paragraph at least twice as long."""
    chunk = found[at]
    text = chunk.lines[0].text
    if len(chunk.lines) == 1 and _titles(text) and _is_list_or_table(found, at + 1):
        return True
    if not prose or len(chunk.lines) > 1 or len(text) > _LONGEST_HEADING or _ENDS.search(text) or at + 1 == len(found):
        return False
    below = found[at + 1].text if found[at + 1].wrapped else found[at + 1].lines[0].text
    return not text[0].islower() and any(c.isalpha() for c in text) and len(below) > max(80, 2 * len(text))


def _is_list_or_table(found: list[Chunk], at: int) -> bool:
    return at < len(found) and (found[at].tabbed or (opens(found, at) and not sections.heads(found, at, 0)))


def _titles(text: str) -> bool:
    """Whether a line right over a list or a table is its title: short, without a stop, no sentence that the list ends."""
    return (
        len(text) <= _LONGEST_TITLE
        and not text[0].islower()
        and text[0] not in "\"'“”„«(["
        and any(c.isalpha() for c in text)
        and ": " not in text
        and not date(text)
        and not _ENDS.search(text)
        and not _LEADS_ON.search(text)
        and not mark(Line(text, 0, 0))
    )


def _items(lists: list[Block]) -> tuple[Inlines, ...] | None:
    """The points of takeaways; None where they are more than one paragraph each."""
    out: list[Inlines] = []
    for block in lists:
        for item in block.items if isinstance(block, List) else ():
            first = item.content[0]
            if len(item.content) != 1 or not isinstance(first, Paragraph):
                return None
            out.append(first.content)
    return tuple(out)


def _paragraph(text: str, number: int) -> Paragraph:
    found = _RUN_IN.match(text)
    if found and key(found[1]) in words().run_in:
        return Paragraph(run_in=_inlines(found[1].strip()), content=linked(text[found.end() :]), place=Place(number))
    return Paragraph(content=linked(text), place=Place(number))


def _quoted(chunk: Chunk) -> Quote:
    """Lines marked as quoted, as mail has them; a mark alone on its line parts paragraphs."""
    found = [(line.text.lstrip("> "), line.number) for line in chunk.lines]
    parts = [list(part) for said, part in groupby(found, key=lambda line: bool(line[0])) if said] or [found]
    paragraphs = (
        Paragraph(content=linked(joined([words for words, _ in part])), place=Place(part[0][1])) for part in parts
    )
    return Quote(content=tuple(paragraphs), place=Place(chunk.number))


def _verse(chunk: Chunk) -> Paragraph:
    content: list[Inline] = []
    for line in chunk.lines:
        content += [LineBreak(), *linked(line.text)] if content else linked(line.text)
    return Paragraph(content=tuple(content), place=Place(chunk.number))
