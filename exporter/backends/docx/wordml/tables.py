"""Tables, rows and cells (ISO/IEC 29500-1, 17.4)."""

from __future__ import annotations

from .runs import escaped


def table(
    rows: str,
    columns: list[int],
    *,
    title: str,
    summary: str,
    indent: int,
    rtl: bool,
    head: bool,
    first: bool,
    last: bool,
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


def cell(content: str, width: int, *, colspan: int = 1, merge: str = "", look: str = "") -> str:
    """A cell. merge: "restart" begins one that spans rows, "continue" stands for it below.  look: as `head_look` gives it."""
    span = f'<w:gridSpan w:val="{colspan}"/>' if colspan > 1 else ""
    tall = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{tall}{look}</w:tcPr>{content}</w:tc>'


def head_look(tint: str, rule: str, *, last: bool) -> str:
    """The look of a cell of the head: tinted, its text at the foot, a rule below the last row (a style knows one row only)."""
    line = (
        f'<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="{rule}"/></w:tcBorders>' if last else ""
    )
    return f'{line}<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/><w:vAlign w:val="bottom"/>'
