"""Paragraphs: their properties in Word's order, borders and tints, sections."""

from __future__ import annotations

from typing import NamedTuple

from .runs import escaped


class Indent(NamedTuple):
    """Distances from the margins in twips; `first` moves the first line, negative to hang."""

    left: int = 0
    right: int = 0
    first: int = 0

    def xml(self) -> str:
        """`w:ind` (ISO/IEC 29500-1, 17.3.1.12)."""
        first = f' w:hanging="{-self.first}"' if self.first < 0 else f' w:firstLine="{self.first}"'
        return f'<w:ind w:left="{self.left}" w:right="{self.right}"{first}/>'


class Layout(NamedTuple):
    """What a paragraph sets itself, beyond its style; "" and None leave it to the style.

    number: the list (`w:num`) and level, (0, 0) to take it out of its style's list.  borders, shade, tabs: as the
    functions here write them.  bidi: right-to-left.  before, after: twips.  section: a `w:sectPr` that ends here.
    """

    keep_next: bool | None = None
    number: tuple[int, int] | None = None
    borders: str = ""
    tabs: str = ""
    bidi: bool | None = None
    before: int | None = None
    after: int | None = None
    indent: Indent | None = None
    align: str = ""
    section: str = ""


NORMAL = Layout()


def paragraph(style: str, content: str, layout: Layout = NORMAL) -> str:
    """A paragraph of a style (by id)."""
    own = "" if layout is NORMAL else _own(layout)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{own}</w:pPr>{content}</w:p>'


def _own(layout: Layout) -> str:
    """The children of `w:pPr` after the style, in the order of CT_PPr (17.3.1.26)."""
    out = []
    if layout.keep_next is not None:
        out.append("<w:keepNext/>" if layout.keep_next else '<w:keepNext w:val="0"/>')
    if layout.number:
        number, level = layout.number
        out.append(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    out += [layout.borders, layout.tabs]
    if layout.bidi is not None:
        out.append("<w:bidi/>" if layout.bidi else '<w:bidi w:val="0"/>')
    if layout.before is not None or layout.after is not None:
        out.append(_spacing(layout.before, layout.after))
    if layout.indent:
        out.append(layout.indent.xml())
    if layout.align:
        out.append(f'<w:jc w:val="{layout.align}"/>')
    out.append(layout.section)
    return "".join(out)


def _spacing(before: int | None, after: int | None) -> str:
    parts = [f' w:{name}="{value}"' for name, value in (("before", before), ("after", after)) if value is not None]
    return f"<w:spacing{''.join(parts)}/>"


class Edge(NamedTuple):
    """One side of a frame: width and distance from the text in points, colour without `#`; width 0 draws nothing."""

    width: float
    space: float
    colour: str

    def xml(self, side: str) -> str:
        """The element of `w:pBdr`: 1/4 to 12 points wide, at most 31 points away (17.3.1.24)."""
        size, space = min(96, max(2, round(self.width * 8))), min(31, round(self.space))
        return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{self.colour}"/>'


def frame(top: Edge | None, left: Edge | None, bottom: Edge | None, right: Edge | None, tint: str = "") -> str:
    """`w:pBdr` and `w:shd`: a frame around paragraphs, with a tint behind them ("" is none)."""
    sides = (("top", top), ("left", left), ("bottom", bottom), ("right", right))
    drawn = "".join(edge.xml(side) for side, edge in sides if edge)
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>' if tint else ""
    return f"<w:pBdr>{drawn}</w:pBdr>{shade}" if drawn else shade


def control(name: str, tag: str, content: str) -> str:
    """Paragraphs in a content control (17.5.2.29): `name` is what Word shows people, `tag` what programs find it by."""
    properties = f'<w:alias w:val="{escaped(name[:64])}"/><w:tag w:val="{tag}"/>'
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def tabs(stops: list[tuple[str, int]]) -> str:
    """`w:tabs`: kinds (left, center, right, decimal) with their places in twips."""
    drawn = "".join(f'<w:tab w:val="{kind}" w:pos="{place}"/>' for kind, place in stops)
    return f"<w:tabs>{drawn}</w:tabs>" if drawn else ""


class Sheet(NamedTuple):
    """A page in twips."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int

    @property
    def measure(self) -> int:
        """The width between the margins."""
        return self.width - self.left - self.right

    @property
    def column(self) -> int:
        """The width of one of two columns."""
        return (self.measure - GUTTER) // 2


GUTTER = 400
"""The space between two columns, in twips."""


def section(sheet: Sheet, references: str, *, columns: int = 1, continuous: bool = False, rtl: bool = False) -> str:
    """`w:sectPr`: page, margins and columns; `references` are those of headers and footers (17.6.17)."""
    kind = '<w:type w:val="continuous"/>' if continuous else ""
    edge = max(360, min(sheet.top, sheet.bottom) // 2)
    return (
        f'<w:sectPr>{references}{kind}<w:pgSz w:w="{sheet.width}" w:h="{sheet.height}"/>'
        f'<w:pgMar w:top="{sheet.top}" w:right="{sheet.right}" w:bottom="{sheet.bottom}" w:left="{sheet.left}"'
        f' w:header="{edge}" w:footer="{edge}" w:gutter="0"/>'
        f'<w:cols w:num="{columns}" w:space="{GUTTER}"/>{"<w:bidi/>" if rtl else ""}</w:sectPr>'
    )
