"""Tables, rows and cells (ISO/IEC 29500-1, 17.4)."""

from __future__ import annotations

from .runs import escaped


def table(
    rows: str, columns: list[int], *, title: str, summary: str, indent: int, rtl: bool, head: bool, first: bool, last: bool
) -> str:
    """A table of fixed column widths in twips. head, first, last: whether first row, first column, last row head the rest."""
    named = f'<w:tblCaption w:val="{escaped(title)}"/>' if title else ""
    described = f'<w:tblDescription w:val="{escaped(summary)}"/>' if summary else ""
    look = (
        f'<w:tblLook w:val="{0x0400 | head << 5 | last << 6 | first << 7:04X}" w:firstRow="{head:d}" w:lastRow="{last:d}"'
        f' w:firstColumn="{first:d}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ArticleTable"/>{"<w:bidiVisual/>" if rtl else ""}'
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblInd w:w="{indent}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}{named}{described}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def row(cells: str, *, header: bool) -> str:
    """A row that never breaks over a page; a header row is repeated on each (17.4.49)."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>{cells}</w:tr>"


def cell(content: str, width: int, *, colspan: int = 1, merge: str = "", low: bool = False) -> str:
    """A cell. merge: "restart" begins one that spans rows, "continue" stands for it below.  low: text at the foot."""
    span = f'<w:gridSpan w:val="{colspan}"/>' if colspan > 1 else ""
    tall = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    place = '<w:vAlign w:val="bottom"/>' if low else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{tall}{place}</w:tcPr>{content}</w:tc>'
