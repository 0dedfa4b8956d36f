"""The article in pasted text, from its head to its last paragraph. What is understood: see the package."""

from __future__ import annotations

import re

from msgspec import Struct

from exporter.model import Article, Block, Heading, Inlines, LineBreak, List, Paragraph, Place, Takeaways, Text
from exporter.readers import Source
from exporter.readers.decoding import decoded
from exporter.readers.takeaways import key, strength
from exporter.readers.text.head import drop, head
from exporter.readers.text.lines import Chunk, chunks
from exporter.readers.text.lists import gathered, mark, opens
from exporter.readers.text.words import is_chrome, words
from exporter.report import Report

_RUN_IN = re.compile(r"([^:：.!?]{4,40})[:：]\s*(?=\S)")
_ENDS = re.compile(r"[.!?…:;,。！？：；，、．।۔؟؛\"”»)\]*_|=-]$")
_VERSE = 80
"""A chunk of lines up to this long that is not wrapped is verse or an address: its line ends are meant."""
_LONGEST_HEADING = 80


def read(source: Source, report: Report) -> Article:
    """The article a text is. Raises SourceError where it is no text or empty."""
    found = list(chunks(decoded(source.data, report, source.name)))
    top = head(found, report)
    body = _Body(top.rest, report)
    body.run()
    return Article(
        title=_inlines(top.title),
        standfirst=_inlines(top.standfirst),
        authors=top.authors,
        published=top.dates.get("published"),
        updated=top.dates.get("updated"),
        lead=top.lead,
        takeaways=body.takeaways,
        body=tuple(body.out),
    )


def _inlines(words: str) -> Inlines:
    return (Text(value=words),) if words else ()


class _Body(Struct):
    """The text after the head, chunk by chunk."""

    chunks: list[Chunk]
    report: Report
    out: list[Block] = []
    takeaways: Takeaways | None = None
    prose: bool = True

    def run(self) -> None:
        """Read every chunk into `out` and `takeaways`."""
        self.prose = _is_prose(self.chunks)
        at = 0
        while at < len(self.chunks):
            at = self._taken(at) or self._listed(at) or self._plain(at)

    def _taken(self, at: int) -> int | None:
        """Takeaways: a known heading with a list under it."""
        label, rest = self.chunks[at].lines[0].text, self.chunks[at].lines[1:]
        force = strength(label)
        if self.takeaways or not force:
            return None
        following = ([Chunk(rest, False)] if rest else []) + self.chunks[at + 1 : at + 500]
        if not following or not opens(following, 0):
            return None
        lists, end = gathered(following, 0)
        after = at + end + (0 if rest else 1)
        if force == 1 and after < len(self.chunks) and not _heads(self.chunks, after, self.prose):
            return None
        return self._kept(lists, label, at, after)

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
        self._paragraphs(Chunk(lines[:tail], tail > 1 and self.chunks[at].wrapped))
        self.chunks[at] = Chunk(lines[tail:], False)
        return at if at else self._again()

    def _again(self) -> int:
        """The first chunk was cut in two: 0 would mean "not taken", so its list is read at once."""
        lists, after = gathered(self.chunks, 0)
        self.out.extend(lists)
        return after

    def _plain(self, at: int) -> int:
        chunk = self.chunks[at]
        line = chunk.lines[0].text
        if len(chunk.lines) == 1 and is_chrome(line):
            drop(line, chunk.number, self.report)
        elif _heads(self.chunks, at, self.prose):
            self.out.append(Heading(content=_inlines(line.lstrip("# ") or line), place=Place(chunk.number)))
        else:
            self._paragraphs(chunk)
        return at + 1

    def _paragraphs(self, chunk: Chunk) -> None:
        if chunk.wrapped or len(chunk.lines) == 1:
            self.out.append(_paragraph(chunk.text, chunk.number))
        elif max(len(line.text) for line in chunk.lines) > _VERSE:
            self.out.extend(_paragraph(line.text, line.number) for line in chunk.lines)
        else:
            self.out.append(_verse(chunk))


def _is_prose(found: list[Chunk]) -> bool:
    """Whether most words stand in long paragraphs: only there are short lines headings."""
    sizes = [sum(len(line.text) for line in chunk.lines) for chunk in found]
    return sum(size for size in sizes if size > _VERSE) >= 0.6 * sum(sizes)


def _heads(found: list[Chunk], at: int, prose: bool) -> bool:
    """Whether a chunk is a heading: one short line without a stop, over a paragraph at least twice as long."""
    chunk = found[at]
    text = chunk.lines[0].text
    if not prose or len(chunk.lines) > 1 or len(text) > _LONGEST_HEADING or _ENDS.search(text) or at + 1 == len(found):
        return False
    below = found[at + 1].lines[0].text
    return not text[0].islower() and any(c.isalpha() for c in text) and len(below) > max(80, 2 * len(text))


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
        return Paragraph(run_in=_inlines(found[1].strip()), content=_inlines(text[found.end() :]), place=Place(number))
    return Paragraph(content=_inlines(text), place=Place(number))


def _verse(chunk: Chunk) -> Paragraph:
    content: list[Text | LineBreak] = []
    for line in chunk.lines:
        content += [LineBreak(), Text(value=line.text)] if content else [Text(value=line.text)]
    return Paragraph(content=tuple(content), place=Place(chunk.number))
