"""What the PDF tests share: rendering one article without files or clock, and looking into the result with PDFium."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest

from exporter.backends import Context
from exporter.backends.pdf import backend
from exporter.canonical import dumps
from exporter.checks import prepared
from exporter.contract import sample
from exporter.labels import labels
from exporter.model import Article
from exporter.pictures import opened
from exporter.report import Report
from exporter.theme import load_theme

Render = Callable[..., bytes]


def rendered(article: Article, report: Report | None = None, **more: Any) -> bytes:
    """The PDF of an article, prepared as the pipeline does it."""
    report = report if report is not None else Report()
    ready = prepared(article, report)
    context = {
        "theme": load_theme(more.pop("theme", "brief")),
        "labels": labels(ready.lang),
        "report": report,
        "record": dumps(article),
        "identifier": "urn:example",
        "pictures": {sample.PICTURE: opened(sample.picture())},
    }
    return backend.render(ready, Context(**{**context, **more}))


@pytest.fixture
def render() -> Render:
    """`rendered`."""
    return rendered


@pytest.fixture
def words() -> Callable[[bytes], list[str]]:
    """The text of each page, as PDFium reads it."""

    def read(data: bytes) -> list[str]:
        with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
            return [page.get_textpage().get_text_range() for page in document]

    return read


@pytest.fixture(scope="session")
def everything() -> bytes:
    """The PDF of the article with every kind of node."""
    return rendered(sample.everything())
