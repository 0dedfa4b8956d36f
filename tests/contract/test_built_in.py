"""The built-in backends keep the contract that everybody's must."""

from __future__ import annotations

import io
import zipfile
from collections import Counter

import pypdfium2
from hypothesis import given
from lxml import etree, html

from exporter.backends.docx import backend as docx
from exporter.backends.epub import backend as epub
from exporter.backends.pdf import backend as pdf
from exporter.checks import cleaned, prepared
from exporter.contract import BackendContract
from exporter.contract.backend import SLOW
from exporter.contract.strategies import articles
from exporter.model import Article, Text
from exporter.report import Report
from exporter.walk import walk

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
    """Its words are compared by its own tests, in the order of the structure tree; here, that no letter is missing."""

    backend = pdf

    @SLOW
    @given(article=articles())
    def test_no_latin_letter_of_any_article_is_lost(self, article: Article) -> None:
        document = pypdfium2.PdfDocument(self.render(article))
        there = letters("".join(page.get_textpage().get_text_bounded() for page in document))
        ready = prepared(cleaned(article, Report()), Report())
        wanted = letters("".join(node.value for node in walk((*ready.title, *ready.body)) if isinstance(node, Text)))
        assert not wanted - there


def letters(words: str) -> Counter[str]:
    """How often each ASCII letter and digit stands in some text, whatever its case."""
    return Counter(char for char in words.lower() if char.isascii() and char.isalnum())
