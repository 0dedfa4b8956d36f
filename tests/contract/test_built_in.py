"""The built-in backends keep the contract that everybody's must."""

from __future__ import annotations

import io
import zipfile

from lxml import etree, html

from exporter.backends.docx import backend as docx
from exporter.backends.epub import backend as epub
from exporter.backends.pdf import backend as pdf
from exporter.contract import BackendContract
from tests.unit.pdf.tree import read

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


class TestWord(BackendContract):
    backend = docx

    def extracted(self, data: bytes) -> str:
        """The text of the document and its notes, a paragraph a line."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [
                archive.read(name) for name in ("word/document.xml", "word/footnotes.xml") if name in archive.namelist()
            ]
        return "\n".join(self.words_of(part) for part in parts)

    @staticmethod
    def words_of(part: bytes) -> str:
        out = []
        for element in etree.fromstring(part).iter(f"{W}t", f"{M}t", f"{W}tab", f"{W}br", f"{W}p", f"{W}noBreakHyphen"):
            if element.tag in (f"{W}t", f"{M}t"):
                out.append(element.text or "")
            else:
                out.append({f"{W}p": "\n", f"{W}noBreakHyphen": "-"}.get(element.tag, " "))
        return "".join(out)


class TestEpub(BackendContract):
    backend = epub

    def extracted(self, data: bytes) -> str:
        """The text of every chapter in the order of the package's spine."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if name.endswith(".xhtml") and "nav" not in name]
            return "\n".join(html.document_fromstring(archive.read(name)).text_content() for name in sorted(names))


class TestPdf(BackendContract):
    """What is compared is what assistive technology reads: the text in the order of the structure tree."""

    backend = pdf

    def extracted(self, data: bytes) -> str:
        """The text of the structure tree."""
        return read(data)
