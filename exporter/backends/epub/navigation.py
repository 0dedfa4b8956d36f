"""The table of contents, landmarks and their old form for old readers (EPUB 3.3, 7; OPF 2.0.1, 2.4.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from exporter.backends.epub.printed import foreign, printed
from exporter.backends.epub.xhtml import attributes, element, escaped, page, quoted
from exporter.labels import Labels


class Entry(NamedTuple):
    """One line of the contents: its words, address and depth (1 is the outermost); `lang` where it is not the book's."""

    words: str
    href: str
    level: int
    lang: str | None = None


class Landmark(NamedTuple):
    """A place readers jump to: its words, address and term of the EPUB structural vocabulary; `lang` as in Entry."""

    words: str
    href: str
    term: str
    lang: str | None = None


def depth(entries: Sequence[Entry]) -> int:
    """How deep the contents go, at least 1."""
    return max((entry.level for entry in settled(entries)), default=1)


def settled(entries: Sequence[Entry]) -> list[Entry]:
    """The same entries with levels that begin at 1 and never go down by more than one step."""
    out: list[Entry] = []
    stack: list[int] = []
    for entry in entries:
        while stack and stack[-1] >= entry.level:
            stack.pop()
        stack.append(entry.level)
        out.append(entry._replace(level=len(stack), words=entry.words or "…"))
    return out


def nav(
    entries: Sequence[Entry],
    landmarks: Sequence[Landmark],
    labels: Labels,
    *,
    lang: str | None,
    direction: str | None,
    sheets: str,
) -> bytes:
    """The navigation document."""
    head = element("h1", printed(labels.contents, foreign(labels, lang)), ' id="contents.label"')
    contents = f"{head}\n{_nested(settled(entries))}"
    toc = attributes(epub_type="toc", role="doc-toc", id="toc", aria_labelledby="contents.label")
    items = "\n".join(
        element("li", element("a", printed(mark.words, mark.lang), attributes(epub_type=mark.term, href=mark.href)))
        for mark in landmarks
    )
    marks = element("nav", "\n<ol>\n" + items + "\n</ol>\n", ' epub:type="landmarks" id="landmarks" hidden="hidden"')
    body = element("nav", f"\n{contents}\n", toc) + "\n" + marks
    return page(labels.contents, body, lang=lang, direction=direction, sheets=sheets)


def _nested(entries: list[Entry]) -> str:
    out: list[str] = []
    level = 0
    for entry in entries:
        if entry.level > level:
            out.append("<ol>\n")
        else:
            out.append("</li>\n" + "</ol>\n</li>\n" * (level - entry.level))
        level = entry.level
        out.append("<li>" + element("a", printed(entry.words, entry.lang), attributes(href=entry.href)))
    out.append("</li>\n</ol>\n" * level)
    return "".join(out).rstrip("\n")


def ncx(entries: Sequence[Entry], *, identifier: str, title: str, authors: Sequence[str], lang: str | None) -> bytes:
    """The contents for readers of EPUB 2, with their real depth."""
    entries = settled(entries)
    metas = {"uid": identifier, "depth": str(depth(entries)), "totalPageCount": "0", "maxPageNumber": "0"}
    head = "\n".join(f'<meta name="dtb:{name}" content="{quoted(value)}"/>' for name, value in metas.items())
    names = "".join(element("docAuthor", element("text", escaped(name))) + "\n" for name in authors)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"{attributes(xml_lang=lang)}>\n'
        f"<head>\n{head}\n</head>\n"
        f"<docTitle><text>{escaped(title)}</text></docTitle>\n{names}"
        f"<navMap>\n{_points(entries)}</navMap>\n</ncx>\n"
    ).encode()


def _points(entries: list[Entry]) -> str:
    out: list[str] = []
    level = 0
    order: dict[str, int] = {}
    for index, entry in enumerate(entries, 1):
        out.append("</navPoint>\n" * (level - entry.level + 1))
        level = entry.level
        place = order.setdefault(entry.href, len(order) + 1)
        label = element("navLabel", element("text", escaped(entry.words)))
        point = f'<navPoint id="point.{index}" playOrder="{place}">'
        out.append(f'{point}\n{label}\n<content src="{quoted(entry.href)}"/>\n')
    out.append("</navPoint>\n" * level)
    return "".join(out)
