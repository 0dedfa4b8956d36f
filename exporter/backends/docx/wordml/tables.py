"""Tables, rows and cells (ISO/IEC 29500-1, 17.4)."""

from __future__ import annotations

from typing import NamedTuple

from .paragraphs import Edge
from .runs import escaped


class Piece(NamedTuple):
    """How a table looks that is a piece of a box of paragraphs: the box's bar at one side, its tint behind every cell.

    side: "left" (the reading edge, whichever it is, 17.4.51) or "right".  padding: twips from the edges to the words.
    both: cells at an edge get it on both sides, for tables from right to left, whose sides programs tell apart differently.
    """

    bar: Edge
    side: str
    tint: str
    padding: int
    both: bool = False

    def borders(self) -> str:
        """The edge as a border of the whole table."""
        return f"<w:tblBorders>{self.bar._replace(space=0).xml(self.side)}</w:tblBorders>"

    def margins(self, *, first: bool, last: bool) -> str:
        """The margins of a cell that is the first or last of its row: its words stand where those of the box do."""
        left = f'<w:left w:w="{self.padding}" w:type="dxa"/>' if first or self.both else ""
        right = f'<w:right w:w="{self.padding}" w:type="dxa"/>' if last or self.both else ""
        return f"<w:tcMar>{left}{right}</w:tcMar>" if first or last else ""

    def shade(self) -> str:
        """The tint of a cell."""
        return f'<w:shd w:val="clear" w:color="auto" w:fill="{self.tint}"/>'


def table(
    rows: str,
    columns: list[int],
    *,
    title: str,
    summary: str,
    indent: int | None,
    rtl: bool,
    head: bool,
    first: bool,
    last: bool,
    piece: Piece | None = None,
) -> str:
    """A table of fixed column widths in twips. head, first, last: whether first row, first column, last row head the rest.

    indent: from the margin; None puts it in the middle.  piece: the box it is a piece of.
    """
    named = f'<w:tblCaption w:val="{escaped(title)}"/>' if title else ""
    described = f'<w:tblDescription w:val="{escaped(summary)}"/>' if summary else ""
    look = (
        f'<w:tblLook w:val="{0x0400 | head << 5 | last << 6 | first << 7:04X}" w:firstRow="{head:d}" w:lastRow="{last:d}"'
        f' w:firstColumn="{first:d}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    place = '<w:jc w:val="center"/>' if indent is None else f'<w:tblInd w:w="{indent}" w:type="dxa"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ArticleTable"/>{"<w:bidiVisual/>" if rtl else ""}'
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/>{place}'
        f'{piece.borders() if piece else ""}<w:tblLayout w:type="fixed"/>{look}{named}{described}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def row(cells: str, *, header: bool) -> str:
    """A row that never breaks over a page; a header row is repeated on each (17.4.49)."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>{cells}</w:tr>"


def cell(content: str, width: int, *, colspan: int = 1, merge: str = "", look: str = "") -> str:
    """A cell. merge: "restart" begins one that spans rows, "continue" stands for it below.  look: as `head_look` gives it."""
    span = f'<w:gridSpan w:val="{colspan}"/>' if colspan > 1 else ""
    tall = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{tall}{look}</w:tcPr>{content}</w:tc>'


def head_look(shade: str, rule: str, *, last: bool) -> tuple[str, str]:
    """The look of a cell of the head, before and after its margins: a rule below the last row (a style knows one row only)
    and the shade of a box it is in; text at the foot.
    """
    line = (
        f'<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="{rule}"/></w:tcBorders>' if last else ""
    )
    return line + shade, '<w:vAlign w:val="bottom"/>'
