"""Books made by hand, as small as what a test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from exporter.readers import Reading, Source
from exporter.readers.epub import read
from exporter.report import Report

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
TOLD = "<dc:title>The tide</dc:title><dc:language>en</dc:language>"
TYPES = {"xhtml": "application/xhtml+xml", "png": "image/png", "json": "application/json", "svg": "image/svg+xml"}


def page(body: str, head: str = "", attributes: str = "") -> str:
    """A chapter."""
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>x</title>{head}</head><body {attributes}>{body}</body></html>"
    )


def epub(
    chapters: Mapping[str, str],
    told: str = TOLD,
    files: Mapping[str, bytes] | None = None,
    properties: Mapping[str, str] | None = None,
    entries: Mapping[str, str] | None = None,
) -> bytes:
    """A book. chapters, files: by their names below OEBPS.  properties: of items, by name.  entries: more of the archive."""
    names = [*chapters, *(files or {})]
    said = properties or {}
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="{TYPES[name.rpartition(".")[2]]}" properties="{said.get(name, "")}"/>'
        for n, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:opf="http://www.idpf.org/2007/opf">{told}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/book.opf", package)
        for name, content in {**chapters, **(files or {})}.items():
            archive.writestr(f"OEBPS/{name}", content)
        for name, content in (entries or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def reading(data: bytes, takeaways: str | None = None) -> tuple[Reading, Report]:
    """What the reader gives, and its notices."""
    report = Report("x.epub")
    return read(Source(data, "x.epub", takeaways=takeaways), report), report
