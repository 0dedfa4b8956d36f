"""Renders articles to .docx for the tests, without files."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lxml import etree

from exporter import canonical, pictures
from exporter.backends import Context
from exporter.backends.docx import backend
from exporter.checks import prepared
from exporter.contract import sample
from exporter.labels import labels
from exporter.model import Article, Cell, Paragraph, Text
from exporter.report import Report
from exporter.theme import Theme, load_theme

from .structure import Opened, W


def rendered(article: Article, report: Report | None = None, theme: Theme | None = None, **more: Any) -> bytes:
    """The .docx of an article, prepared first."""
    report = report if report is not None else Report()
    ready = prepared(article, report)
    more.setdefault("pictures", {sample.PICTURE: pictures.opened(sample.picture(64, 32))})
    more.setdefault("record", canonical.dumps(article))
    context = Context(
        theme=theme or load_theme(), labels=labels(ready.lang), report=report, identifier="urn:test", **more
    )
    return backend.render(ready, context)


def opened(article: Article, **more: Any) -> Opened:
    """The same, taken apart."""
    return Opened(rendered(article, **more))


def article(*body: Any, **more: Any) -> Article:
    """An article with a title and these blocks."""
    more.setdefault("title", (Text("A title"),))
    more.setdefault("lang", "en")
    return Article(body=body, **more)


def p(*content: Any) -> Paragraph:
    """A paragraph of words and inlines."""
    return Paragraph(tuple(Text(part) if isinstance(part, str) else part for part in content))


def t(words: str) -> tuple[Text]:
    """Words as inlines."""
    return (Text(words),)


def cell(words: str, **more: Any) -> Cell:
    """A cell of a table with one paragraph."""
    return Cell((p(words),), **more)


def properties(paragraph: Any, name: str) -> str:
    """One property a paragraph (or a style) has by itself, as XML; "" where it has none."""
    found = paragraph.find(f"{W}pPr/{W}{name}")
    return "" if found is None else etree.tostring(found).decode()


MOMENT = datetime.fromisoformat("2024-06-26T08:30:00+02:00")
