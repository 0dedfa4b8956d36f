"""Books made for tests, and opened again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from exporter.contract import sample
from exporter.model import Article
from exporter.pipeline import render
from exporter.report import Report

NAMES = {
    "x": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "m": "http://www.w3.org/1998/Math/MathML",
    "epub": "http://www.idpf.org/2007/ops",
}


class Opened:
    """An EPUB read back: its files, its trees, and the notices its making gave."""

    def __init__(self, data: bytes, report: Report) -> None:
        self.data, self.report = data, report
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            self.entries = book.infolist()
            self.files = {name: book.read(name) for name in book.namelist()}

    def text(self, name: str = "article.xhtml") -> str:
        return self.files[f"EPUB/{name}"].decode()

    def tree(self, name: str = "article.xhtml") -> Any:
        return etree.fromstring(self.files[f"EPUB/{name}"])

    def find(self, path: str, name: str = "article.xhtml") -> list[Any]:
        return self.tree(name).xpath(path, namespaces=NAMES)  # type: ignore[no-any-return]

    def meta(self, property_: str) -> list[str]:
        return self.find(f"//opf:meta[@property='{property_}']/text()", "content.opf")

    @property
    def codes(self) -> list[str]:
        return [notice.code for notice in self.report]


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """A folder with the sample's picture."""
    (tmp_path / "pictures").mkdir()
    (tmp_path / sample.PICTURE).write_bytes(sample.picture())
    return tmp_path


@pytest.fixture
def opened(pictures: Path) -> Callable[..., Opened]:
    """`opened(article, theme=...)`: the article as a book, read back."""

    def make(article: Article, **more: Any) -> Opened:
        report = Report()
        return Opened(render(article, "epub", folder=pictures, report=report, **more), report)

    return make
