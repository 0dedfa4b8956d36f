"""Pictures in a line of text (DrawingML, ISO/IEC 29500-1, 20.4.2.8)."""

from __future__ import annotations

from .runs import escaped

EMU = 635
"""EMU a twip."""

_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)


def picture(relation: str, number: int, name: str, size: tuple[int, int], alt: str | None, title: str = "") -> str:
    """A run with a picture. size: twips.  alt: None claims nothing, "" marks it decorative.  number: unique in the document."""
    width, height = (max(1, side) * EMU for side in size)
    words = f' descr="{escaped(alt)}"' if alt else ""
    words += f' title="{escaped(title)}"' if title else ""
    inside = _DECORATIVE if alt == "" else ""
    properties = f'<wp:docPr id="{number}" name="{escaped(name)}"{words}>{inside}</wp:docPr>'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>{properties}<wp:cNvGraphicFramePr>'
        '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{escaped(name)}"{words}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
