"""Pictures of both kinds Word has (DrawingML and VML): where they are, what their words are, whether they say anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exporter.model import Image

from .names import R, W

if TYPE_CHECKING:
    from lxml.etree import _Element

    from .opc import Part

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
PICTURE = f"{_PIC}pic"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix every document has
FOLDER = "word/"
"""Where Word keeps a document's parts; pictures go by their names from here on."""

_KINDS = {
    "chart": "a chart", "chartex": "a chart", "diagram": "a diagram (SmartArt)", "lockedCanvas": "a drawing",
    "wordprocessingShape": "a drawn shape", "wordprocessingGroup": "a group of drawn shapes",
    "wordprocessingCanvas": "a canvas of drawn shapes", "wordprocessingInk": "ink", "ink": "ink",
}  # fmt: skip


def drawn(drawing: _Element, part: Part) -> list[Image]:
    """The pictures of a `w:drawing`, in their order."""
    told = next(drawing.iter(f"{_WP}docPr"), None)
    pictures = [one for one in drawing.iter(PICTURE) if not _is_boxed(one, drawing)]
    out = []
    for picture in pictures:
        own = next(picture.iter(f"{_PIC}cNvPr"), None)
        source = _blip(picture, part)
        if source:
            out.append(_image(source, [told, own] if len(pictures) == 1 else [own]))
    return out


def _is_boxed(picture: _Element, drawing: _Element) -> bool:
    """Whether a picture stands in a text box of a drawing, which is read by itself."""
    return next(picture.iterancestors(f"{W}txbxContent", drawing.tag), drawing) is not drawing


def unread(drawing: _Element) -> tuple[str, str]:
    """(what a drawing without a picture is, its words); both empty where that is nothing worth a word."""
    told = next(drawing.iter(f"{_WP}docPr"), None)
    data = next(drawing.iter(f"{_A}graphicData"), None)
    kind = "" if data is None else (data.get("uri") or "").rpartition("/")[2]
    words = "" if told is None else told.get("descr") or told.get("title") or ""
    return _KINDS.get(kind, "a drawing"), words


def _blip(picture: _Element, part: Part) -> str:
    """The source of a picture: its SVG where it has one beside the pixels, else the pixels, else an address outside."""
    for element, attribute in [
        *((svg, f"{R}embed") for svg in picture.iter(_SVG)),
        *((blip, f"{R}embed") for blip in picture.iter(f"{_A}blip")),
        *((blip, f"{R}link") for blip in picture.iter(f"{_A}blip")),
    ]:
        if source := located(element.get(attribute), part):
            return source
    return ""


def located(relation_id: str | None, part: Part) -> str:
    """The name of a picture's part (or its address outside); empty where it leads nowhere."""
    relation = part.relations.get(relation_id or "")
    if relation is None or relation.kind not in ("image", "hdphoto", "svg"):
        return ""
    if relation.external:
        return relation.target
    return relation.target.removeprefix(FOLDER) if relation.target in part.archive else ""


def _image(source: str, told: list[_Element | None]) -> Image:
    known = [one for one in told if one is not None]
    words = next((text for one in known if (text := one.get("descr"))), None)
    title = next((text for one in known if (text := one.get("title"))), None)
    if words is None and any(_is_decorative(one) for one in known):
        words = ""
    return Image(source=source, alt=words, title=title)


def _is_decorative(element: _Element) -> bool:
    return any(mark.get("val", "1") not in ("0", "false") for mark in element.iter(_DECORATIVE))


def vml(element: _Element, part: Part) -> Iterator[Image]:
    """The pictures of a `w:pict` or `w:object`."""
    for data in element.iter(f"{V}imagedata"):
        if _is_boxed(data, element):
            continue
        shape = data.getparent()
        source = located(data.get(f"{R}id") or data.get(f"{O}relid") or data.get(f"{R}pict"), part)
        if source:
            words = shape.get("alt") if shape is not None else None
            yield Image(source=source, alt=words, title=data.get(f"{O}title") or None)


def is_rule(element: _Element) -> bool:
    """Whether a `w:pict` is nothing but a horizontal line."""
    return any(shape.get(f"{O}hr") in ("t", "true", "1") for shape in element.iter(f"{V}rect"))
