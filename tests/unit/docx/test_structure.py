"""The checks in `structure` are only worth something if they find what they look for."""

from __future__ import annotations

import io
import zipfile

import pytest
from msgspec.structs import replace

from exporter.contract import sample
from exporter.model import (
    Link,
)

from .rendering import MOMENT, p, rendered, t
from .structure import faults

DOCUMENT, TYPES = "word/document.xml", "[Content_Types].xml"
CHANGES = {
    "dangling anchor": (DOCUMENT, 'w:anchor="harbours"', 'w:anchor="nowhere"'),
    "bookmarks not closed": (DOCUMENT, "<w:bookmarkEnd ", "<w:proofErr "),
    "bookmark harbours twice": (DOCUMENT, 'w:name="a__note_n1"', 'w:name="harbours"'),
    "field not closed": (DOCUMENT, '<w:fldChar w:fldCharType="end"/>', ""),
    "field without a result": (DOCUMENT, '<w:fldChar w:fldCharType="separate"/>', ""),
    "docPr": (DOCUMENT, '<wp:docPr id="2"', '<wp:docPr id="1"'),
    "cell ends": (DOCUMENT, "</w:p></w:tc>", "</w:p><w:sdt/></w:tc>"),
    "touch": (DOCUMENT, "</w:tbl>", "</w:tbl><w:tbl><w:tblPr><w:tblLook w:firstRow='0'/></w:tblPr><w:tr/></w:tbl>"),
    "another head than tblHeader": (DOCUMENT, "<w:tblHeader/>", ""),
    "a row covers": (DOCUMENT, '<w:gridSpan w:val="2"/>', ""),
    "no list": (DOCUMENT, '<w:numId w:val="1"/>', '<w:numId w:val="99"/>'),
    "no style": (DOCUMENT, '<w:pStyle w:val="Quote"/>', '<w:pStyle w:val="Quoted"/>'),
    "no relationship": (DOCUMENT, ' r:id="rIdA', ' r:id="rIdB'),
    "a footnote calls": ("word/footnotes.xml", "<w:footnoteRef/>", '<w:footnoteReference w:id="1"/>'),
    "address not encoded": ("word/_rels/document.xml.rels", "https://example.org/", "https://example.org/a b"),
    "does not restart": ("word/numbering.xml", '<w:startOverride w:val="1"/>', ""),
    "has no media type": (TYPES, 'Extension="png"', 'Extension="bmp"'),
    "nothing leads to word/footnotes.xml": ("word/_rels/document.xml.rels", "footnotes.xml", "styles.xml"),
    "hold the date": ("docProps/core.xml", "2024-06-26T", "26.6.2024 "),
    "no title": ("docProps/core.xml", "dc:title", "dc:subject"),
}


@pytest.mark.parametrize("fault", CHANGES)
def test_the_checks_themselves_see_faults(fault: str) -> None:
    body = (*sample.everything().body, p("x", Link(t("l"), "#harbours")))
    part, old, new = CHANGES[fault]
    out = io.BytesIO()
    whole = rendered(replace(sample.everything(), body=body), modified=MOMENT)
    assert faults(whole) == []
    with zipfile.ZipFile(io.BytesIO(whole)) as archive, zipfile.ZipFile(out, "w") as broken:
        for name in archive.namelist():
            content = archive.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            broken.writestr(name, content)
    assert any(fault in found for found in faults(out.getvalue())), faults(out.getvalue())
