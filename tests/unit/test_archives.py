"""Archives as somebody with a bad mind makes them: whatever is wrong with one is said, and nothing else is raised."""

from __future__ import annotations

import io
import zipfile

import pytest

from exporter.errors import SourceError
from exporter.proof import archive as proof
from exporter.proof.findings import Damaged
from exporter.readers.archives import Archive


def packed(method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("word/a.xml"), b"<a>words</a>" * 20, method)
    return out.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_to_pack_that_no_document_has_is_refused(method: int) -> None:
    with pytest.raises(SourceError, match="packed in a way that is not allowed"):
        Archive(packed(method), "a.docx", "a Word document").read("word/a.xml")
    with pytest.raises(Damaged, match="packed in a way that is not allowed"):
        proof.Archive(packed(method)).read("word/a.xml")


def test_an_entry_without_a_name_is_none() -> None:
    data = packed(zipfile.ZIP_STORED)
    at = data.rindex(b"word/a.xml")
    nameless = data[: at - 18] + b"\0\0\0\0\x0a\0" + data[at - 12 :]  # its ten letters become a comment
    assert Archive(nameless, "a.docx", "a Word document").names == []
