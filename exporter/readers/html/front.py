"""The front of an article: what its title, standfirst, byline and date already say is not repeated in its text."""

from __future__ import annotations

import re
from itertools import islice

from exporter.model import Block, Blocks, Figure, Heading, Paragraph
from exporter.readers.html import chrome, dates
from exporter.readers.html.elements import HEADINGS, Element, classes, is_hidden, name, start
from exporter.readers.html.metadata import Metadata
from exporter.readers.html.patterns import pattern
from exporter.readers.html.shingles import joined, tokens
from exporter.readers.text.bylines import byline
from exporter.readers.text.dates import date as shown_date
from exporter.readers.text.words import is_chrome
from exporter.report import Report
from exporter.walk import text

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_CAPTION = re.compile(
    r"[(\[](?:[\w.’' -]{1,40} )?(?:video|photo|image|illustration|picture|foto)s?(?:/|:| by | via )[^()\[\]]{2,60}[)\]]\.?$",
    re.IGNORECASE,
)
"""What ends a caption: whose the picture or recording is."""
_LOOKED_AT = 400
_LONGEST_STANDFIRST = 700
_HEAD_BLOCKS = 8
_LONGEST_BYLINE = 160


def standfirst(body: Element, about: Metadata) -> Element | None:
    """The element of the standfirst: after the title, said to be one, or with the words the metadata give as description."""
    if about.heading is None:
        return None
    told = [joined(tokens(value)) for value in (about.subtitle, about.description) if len(tokens(value)) >= 4]
    for element in _after(about.heading, body):
        if name(element) not in ("p", "div", "h2", "h3", "h4", "span", "section", "strong", "em") or is_hidden(element):
            continue
        shown = start(element, _LONGEST_STANDFIRST)
        if not 20 <= len(shown) <= _LONGEST_STANDFIRST or len(tokens(shown)) < 4 or chrome.is_chrome(element):
            continue
        if _holds_more(element) or _CAPTION.search(shown):
            continue
        says = bool(
            pattern("classes", "standfirst").search(
                _CAMEL.sub(
                    "-", " ".join((*classes_of(element), element.get("id") or "", element.get("itemprop") or ""))
                )
            )
        )
        same = any(_same(joined(tokens(shown)), one) for one in told)
        if (says and len(tokens(shown)) <= 90 and not byline(shown)) or (same and not _is_text(element)):
            return element
    return None


def classes_of(element: Element) -> list[str]:
    """The classes as written."""
    return (element.get("class") or "").split()


def _after(heading: Element, body: Element) -> list[Element]:
    """The elements that follow the title, in order, and a few of them."""
    out: list[Element] = []
    part = heading
    while part is not None and part is not body and len(out) < _LOOKED_AT:
        for following in part.itersiblings():
            out.extend(islice(following.iter(), _LOOKED_AT - len(out)))
            if len(out) >= _LOOKED_AT:
                break
        part = part.getparent()
    return out


def _same(shown: str, told: str) -> bool:
    return (
        shown == told
        or (len(told) > 80 and shown.startswith(told[: max(80, len(told) - 12)]))
        or (len(shown) > 80 and told.startswith(shown))
    )


def _holds_more(element: Element) -> bool:
    """Whether an element holds more than a line or two."""
    inside = [name(part) for part in element.iterdescendants()]
    return (
        any(tag in ("ul", "ol", "table", "figure", "img", "form", "h1", "time", "article", "iframe") for tag in inside)
        or inside.count("p") > 1
    )


def _is_text(element: Element) -> bool:
    """Whether a paragraph is one of the text: the next ones look like it."""
    if name(element) in HEADINGS:
        return False
    if (
        len(element) == 1
        and name(element[0]) in ("strong", "b")
        and not (element.text or "").strip()
        and not (element[0].tail or "").strip()
    ):
        return False
    alike = [
        part
        for part in islice(element.itersiblings(), 6)
        if name(part) == name(element) and classes(part) == classes(element) and start(part, 60)
    ]
    around = element.getparent()
    if name(element) == "span" and around is not None:
        return _is_text(around)
    return bool(alike)


def settled(blocks: Blocks, about: Metadata, shown_title: str, report: Report) -> tuple[Blocks, Figure | None]:
    """Blocks without what the front of the article says already, and its lead figure."""
    out: list[Block] = []
    lead: Figure | None = None
    words_seen = 0
    dropped: list[str] = []
    for index, block in enumerate(blocks):
        if index < _HEAD_BLOCKS and words_seen < 60 and (what := _repeats(block, about, shown_title)):
            dropped.append(what)
            continue
        if isinstance(block, Figure) and lead is None and not words_seen and not out:
            lead = block
            continue
        if isinstance(block, Paragraph) and is_chrome(shown := text(block.content).strip()):
            report.tell("chrome-dropped", f"left out a line of the site: “{shown}”", place=block.place)
            continue
        if isinstance(block, (Paragraph, Heading)):
            words_seen += len(tokens(text(block.content)))
        elif not isinstance(block, Figure):
            words_seen += 60
        out.append(block)
    if dropped:
        report.tell(
            "front-dropped",
            f"left out of the text what stands at the front of the article: {', '.join(dict.fromkeys(dropped))}",
        )
    return tuple(out), lead


def _repeats(block: Block, about: Metadata, shown_title: str) -> str | None:
    """What of the front a block says again; None where it says something new."""
    if not isinstance(block, (Paragraph, Heading)):
        return None
    shown = " ".join(text(block.content).split())
    if joined(tokens(shown)) == joined(tokens(shown_title)) and shown_title:
        return "the title"
    if len(shown) > _LONGEST_BYLINE or isinstance(block, Heading):
        return None
    if shown_date(shown) or dates.iso(shown):
        return "the date"
    if byline(shown) or _names_only(shown, about):
        return "the byline"
    return None


def _names_only(shown: str, about: Metadata) -> bool:
    """Whether a line says who wrote the article, for whom and when, and nothing else."""
    names = {word for author in about.authors for word in tokens(author.name)}
    said = [word for word in tokens(shown) if not word.isdigit()]
    known = (
        names
        | set(tokens(about.publisher))
        | {"by", "von", "par", "por", "di", "door", "av", "and", "und", "et", "y", "e", "for", "the"}
    )
    return bool(names & set(said)) and set(said) <= known
