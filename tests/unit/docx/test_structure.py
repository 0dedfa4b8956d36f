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

from .rendering import p, rendered, t
from .structure import faults


@pytest.mark.parametrize("fault", ["dangling anchor", "bookmark", "field", "docPr", "cell ends", "touch"])
def test_the_checks_themselves_see_faults(fault: str) -> None:
    """The checks in `structure` are only worth something if they find what they look for."""
    data = rendered(replace(sample.everything(), body=(*sample.everything().body, p("x", Link(t("l"), "#harbours")))))
    changes = {
        "dangling anchor": ('w:anchor="harbours"', 'w:anchor="nowhere"'),
        "bookmark": ("<w:bookmarkEnd ", "<w:proofErr "),
        "field": ('<w:fldChar w:fldCharType="end"/>', ""),
        "docPr": ('<wp:docPr id="2"', '<wp:docPr id="1"'),
        "cell ends": ("</w:p></w:tc>", "</w:p><w:sdt/></w:tc>"),
        "touch": ("</w:tbl>", "</w:tbl><w:tbl><w:tblPr><w:tblLook w:firstRow='0'/></w:tblPr><w:tr/></w:tbl>"),
    }
    old, new = changes[fault]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as broken:
        for name in archive.namelist():
            content = archive.read(name)
            broken.writestr(
                name, content.replace(old.encode(), new.encode()) if name == "word/document.xml" else content
            )
    assert any(fault in found for found in faults(out.getvalue())), fault
