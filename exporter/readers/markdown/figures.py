"""From elements to figures: pictures alone in a paragraph, and HTML's figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace

from exporter.model import Blocks, Figure, Image, Inlines, Paragraph, Place, Table, Text
from exporter.patterns import pattern
from exporter.readers.markdown.boxes import html_box
from exporter.readers.markdown.elements import Element
from exporter.readers.markdown.inlines import own, shaved, value
from exporter.readers.markdown.parts import beside, is_caption, on_next_line, pictures_in, place, words_beside
from exporter.readers.markdown.quoting import shortened

if TYPE_CHECKING:
    from exporter.readers.markdown.nodes import Nodes, Part

_LINK = pattern(r"\[([^\[\]\n]+)\]\(https?://[^\s()]+\)")


def figure_of(nodes: Nodes, element: Element) -> Figure | None:
    """A picture, or several, alone in a paragraph; words in emphasis on the next line are the caption."""
    parts = [part for part in element.content if not isinstance(part, str) or part.strip()]
    pictures: list[Element] = []
    while parts and isinstance(parts[0], Element) and parts[0].tag in ("img", "x-break", "br", "picture"):
        pictures += pictures_in(cast(Element, parts.pop(0)))
    if not pictures:
        return None
    caption: Inlines = ()
    if (
        len(parts) == 1
        and isinstance(parts[0], Element)
        and parts[0].tag in ("em", "i")
        and on_next_line(element, parts[0])
    ):
        caption = nodes.inlines(cast(Element, parts.pop()).content)
    return None if parts else _figure(nodes, element, pictures, caption)


def _figure(nodes: Nodes, element: Element, pictures: list[Element], caption: Inlines) -> Figure:
    credit = next((value(part.attrs["credit"]) for part in pictures if part.attrs.get("credit")), "")
    given = pictures[0] if len(pictures) == 1 and not pictures[0].html else None
    used = ["credit"]
    if given and not caption:
        caption, used = _own_caption(nodes, given, used)
    images = tuple(_said(nodes.image(part, *used)) for part in pictures)
    if given and not caption and images[0].title:
        caption, images = _titled(nodes, images[0].title), (replace(images[0], title=None),)
    return Figure(
        images=images,
        caption=caption,
        credit=nodes.inlines_of(credit) if credit else (),
        place=place(element),
        **own(element),
    )


def _titled(nodes: Nodes, title: str) -> Inlines:
    """A picture's title as its caption. Markdown has no links in titles; whoever writes one there wants it in the caption."""
    return nodes.inlines_of(title) if _LINK.search(title) else (Text(value=title),)


def _said(image: Image) -> Image:
    """A picture whose text alternative is without the marks of links that stand in it as characters."""
    return replace(image, alt=_LINK.sub(r"\1", image.alt)) if image.alt and "](" in image.alt else image


def _own_caption(nodes: Nodes, picture: Element, used: list[str]) -> tuple[Inlines, list[str]]:
    """The caption a picture carries itself: a tag's `caption`, or Quarto's, whose brackets hold it where `fig-alt` is there."""
    attrs = picture.attrs
    if words := attrs.get("fig-cap") or attrs.get("caption"):
        picture.attrs = attrs | ({"alt": attrs["fig-alt"]} if attrs.get("fig-alt") else {})
        return nodes.inlines_of(value(words)), [*used, "caption", "fig-cap", "fig-alt"]
    if attrs.get("fig-alt") or attrs.get("id", "").startswith("fig-"):
        words = attrs.get("alt", "")
        picture.attrs = attrs | {"alt": value(attrs.get("fig-alt", ""))}
        return (nodes.inlines_of(words) if words else ()), [*used, "fig-alt"]
    return (), used


def figure_with(
    nodes: Nodes, picture: Element, caption: Inlines, credit: str, about: dict[str, Any], where: Place | None
) -> Figure:
    """A figure of one picture, with all that is said of it."""
    words = nodes.inlines_of(credit) if credit else ()
    return Figure(images=(nodes.image(picture),), caption=caption, credit=words, place=where, **about)


def html_figure(nodes: Nodes, element: Element) -> Blocks:
    """`figure`, or a `div` that holds pictures and a caption; anything else in it follows as blocks."""
    caption: Inlines = ()
    credit: Inlines = ()
    rest: list[Part] = []
    for part in element.content:
        if isinstance(part, Element) and is_caption(part):
            said, credits = _parted(part)
            caption = beside(caption, shaved(nodes.inlines(said)))
            credit = beside(credit, shaved(nodes.inlines(credits)))
        else:
            rest.append(part)
    pictures = [picture for part in rest if isinstance(part, Element) for picture in pictures_in(part)]
    if pictures and not "".join(words_beside(rest)).strip():
        _tell_links(nodes, rest)
        figure = _figure(nodes, element, pictures, caption)
        return (replace(figure, credit=credit) if credit else figure,)
    caption = beside(caption, credit)
    blocks = nodes.blocks(rest)
    for index, block in enumerate(blocks):
        if isinstance(block, (Table, Figure)) and caption and not block.caption:
            return (*blocks[:index], replace(block, caption=caption), *blocks[index + 1 :])
    return (*blocks, Paragraph(content=caption)) if caption else blocks


_CREDIT = pattern(r"credit|source|copyright|byline|attribution", re.IGNORECASE)


def _parted(caption: Element) -> tuple[list[Part], list[Part]]:
    """What a caption says, and its last part where that is who made the picture (`<small>`, `class="credit"`)."""
    content = [part for part in caption.content if not isinstance(part, str) or part.strip()]
    last = content[-1] if len(content) > 1 else ""
    named = isinstance(last, Element) and (last.tag == "small" or _CREDIT.search(last.attrs.get("class", "")))
    return (content[:-1], [last]) if named else (list(caption.content), [])


def _tell_links(nodes: Nodes, parts: list[Part]) -> None:
    """A figure has no place for a link around its picture, mostly to the same picture in large."""
    for part in parts:
        if isinstance(part, Element):
            if part.tag == "a" and part.attrs.get("href"):
                told = f"dropped the link around a picture: {shortened(part.attrs['href'])}"
                nodes.report.tell("picture-link", told, place=place(part))
            _tell_links(nodes, part.content)


def html_division(nodes: Nodes, element: Element) -> Blocks:
    """HTML's `div`: a figure where it holds a picture and its caption, else nothing of its own."""
    if any(isinstance(part, Element) and is_caption(part) for part in element.content) and pictures_in(element):
        return html_figure(nodes, element)
    return html_box(nodes, element) or nodes.transparent(element)
