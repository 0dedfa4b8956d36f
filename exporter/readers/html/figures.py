"""Figures: pictures with their caption and credit, in `figure` and in the many other ways pages mark them up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from exporter.model import Blocks, CodeBlock, Figure, Image, Inlines, LineBreak, Paragraph, Quote, Table, Text
from exporter.readers.html.elements import (
    PICTURES,
    Element,
    classes,
    holding,
    is_hidden,
    name,
    place,
    start,
    words,
)
from exporter.readers.html.lines import is_blank, tidied
from exporter.readers.html.patterns import pattern as markup
from exporter.readers.markdown.parts import beside
from exporter.readers.text.words import words as patterns
from exporter.walk import text

if TYPE_CHECKING:
    from exporter.readers.html.blocks import Converter

_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]{2,120})[)\]]\.?$")
_CREDIT = re.compile(
    r"(?:image|photo|picture|video)?[ \t]*(?:credits?|source|courtesy(?: of)?)[ \t]*[:：]", re.IGNORECASE
)
"""What makes even a whole caption a credit; "Photo: ..." does not, for what follows can be what is seen."""
_MOST_CREDIT, _LONGEST_CREDIT = 6, 120
_MEDIA_NAMES = frozenset(["video", "vídeo", "vidéo", "audio", "photo", "foto", "gif"])
_CLIMBED = 4
_BESIDE = 120
"""Characters that may stand beside a caption in a figure: a credit, a button."""
_LONGEST_CAPTION = 1200


def is_caption(element: Element) -> bool:
    """Whether an element says that it is a caption."""
    return name(element) == "figcaption" or (
        name(element) not in ("video", "track", "table")
        and any(map(markup("classes", "caption").search, classes(element)))
    )


def is_credit(element: Element) -> bool:
    """Whether an element says that it names who made a picture."""
    given = element.get("class") or ""
    return bool(given and markup("classes", "credit").search(given)) or element.get("itemprop") in (
        "copyrightHolder",
        "creditText",
        "creator",
        "author",
    )


def containers(root: Element) -> set[Element]:
    """Figures that are not called so: the nearest element around a caption that holds a picture and no other words."""
    out: set[Element] = set()
    with_picture = holding(root, PICTURES)
    for element in root.iter():
        if name(element) in ("", "figure", "html", "body") or not is_caption(element):
            continue
        if not 0 < (said := len(start(element, _LONGEST_CAPTION))) <= _LONGEST_CAPTION:
            continue
        around = _picture_around(element, with_picture)
        if around is not None and len(start(around, said + _BESIDE)) <= said + _BESIDE and _only_captions(around):
            out.add(around)
    return out


def _picture_around(caption: Element, with_picture: set[Element]) -> Element | None:
    """The nearest of a few elements around a caption that holds a picture."""
    for step, around in enumerate(caption.iterancestors()):
        if step >= _CLIMBED or name(around) in ("figure", "body", "article", "main", "table", "tr"):
            return None
        if around in with_picture:
            return around
    return None


def _only_captions(around: Element) -> bool:
    """Whether all words inside are captions and credits, and there is one caption."""
    if (around.text or "").strip():
        return False
    captions = 0
    stack = list(around)
    while stack:
        part = stack.pop()
        if (part.tail or "").strip():
            return False
        if not name(part) or name(part) in ("script", "style", "noscript") or is_hidden(part):
            continue
        if is_caption(part) or is_credit(part):
            captions += is_caption(part)
        elif (part.text or "").strip() and name(part) not in ("button", "svg"):
            return False
        else:
            stack.extend(part)
    return captions <= 1


def figure(c: Converter, element: Element) -> Blocks:
    """A figure: its pictures with caption and credit. Something else in it (a table, a quote, code) takes the caption."""
    captions, credits = _labels(c, element)
    for part in (*captions, *credits):
        c.read_elsewhere.add(part)
    caption: Inlines = ()
    for part in captions:
        caption = beside(caption, c.words_of(part, inside=True))
    credit: Inlines = ()
    for part in credits:
        credit = beside(credit, c.words_of(part, inside=True))
    if not credit:
        caption, credit = _credited(caption)
    blocks = c.blocks(element)
    return _labelled(c, element, blocks, caption, credit)


def _credited(caption: Inlines) -> tuple[Inlines, Inlines]:
    """A caption without the credit that ends it: on a line of its own, or in brackets, begun by a word for it."""
    start_of_last = max((at + 1 for at, node in enumerate(caption) if isinstance(node, LineBreak)), default=0)
    line = caption[start_of_last:]
    if _says_credit(text(line)) or (start_of_last and _is_credit_line(text(line))):
        return caption[: max(0, start_of_last - 1)], line
    last = caption[-1] if caption else None
    if not isinstance(last, Text):
        return caption, ()
    found = _BRACKETED.search(last.value)
    if found and _is_credit_line(found[1]) and last.value[: found.start()].strip():
        return (*caption[:-1], replace(last, value=last.value[: found.start()].rstrip())), (Text(value=found[1]),)
    return caption, ()


def _says_credit(line: str) -> bool:
    return len(line) <= _LONGEST_CREDIT and bool(_CREDIT.match(line.strip()))


def _is_credit_line(line: str) -> bool:
    line = line.strip()
    return 0 < len(line) <= _LONGEST_CREDIT and (line.startswith(("©", "Credit")) or bool(patterns().photo.match(line)))


def _labels(c: Converter, element: Element) -> tuple[list[Element], list[Element]]:
    """The outermost caption elements of this figure, and the credits in or beside them."""
    captions: list[Element] = []
    credits: list[Element] = []
    stack = list(reversed(element))
    while stack:
        part = stack.pop()
        if not name(part) or name(part) == "figure" or part in c.figures or is_hidden(part):
            continue
        if (
            is_credit(part)
            and words(part)
            and not any(name(p) in PICTURES or name(p) == "figcaption" for p in part.iterdescendants())
        ):
            credits.append(part)
        elif is_caption(part) and words(part) and not any(name(p) in PICTURES for p in part.iterdescendants()):
            captions.append(part)
            inner = [p for p in part.iterdescendants() if is_credit(p) and words(p)]
            credits.extend(
                p for p in inner if not any(other in inner for other in p.iterancestors()) and words(p) != words(part)
            )
        else:
            stack.extend(reversed(part))
    return captions, credits


def _labelled(c: Converter, element: Element, blocks: Blocks, caption: Inlines, credit: Inlines) -> Blocks:
    images, others, beside_them = _parted(blocks)
    credit = credit or beside_them
    images = list({image.source: image for image in reversed(images)}.values())[::-1]
    if images:
        made = Figure(images=tuple(images), caption=caption, credit=credit, place=place(element), **c.own(element))
        return (made, *others)
    for index, block in enumerate(others):
        if isinstance(block, (Table, Figure)) and not block.caption:
            others[index] = replace(block, caption=caption)
            return (*others, *c.paragraphs(credit))
        if isinstance(block, Quote) and not block.attribution and not is_blank(caption):
            others[index] = replace(block, attribution=caption)
            return (*others, *c.paragraphs(credit))
        if isinstance(block, CodeBlock) and not is_blank(caption):
            others.insert(index, Paragraph(content=caption))
            return (*others, *c.paragraphs(credit))
    return (*others, *c.paragraphs(caption), *c.paragraphs(credit))


def _parted(blocks: Blocks) -> tuple[list[Image], list[Any], Inlines]:
    """The pictures of a figure, its other blocks, and a word or two beside a picture: whose it is."""
    images: list[Image] = []
    others: list[Any] = []
    credit: Inlines = ()
    for block in blocks:
        if isinstance(block, Figure) and not block.caption and not block.credit:
            images.extend(block.images)
        elif isinstance(block, Paragraph) and (shown := [node for node in block.content if isinstance(node, Image)]):
            images.extend(shown)
            said = tidied(tuple(node for node in block.content if not isinstance(node, Image)))
            if not credit and _can_be_owner(text(said)):
                credit = said
            elif not is_blank(said):
                others.append(replace(block, content=said))
        else:
            others.append(block)
    return images, others, credit


def _can_be_owner(said: str) -> bool:
    return 0 < len(said.split()) <= _MOST_CREDIT and said.strip().casefold() not in _MEDIA_NAMES
