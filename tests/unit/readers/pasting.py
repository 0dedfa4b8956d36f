"""How the tests of pasted text read a paste."""

from __future__ import annotations

from exporter import model as m
from exporter.readers import Source
from exporter.readers.text import article
from exporter.report import Report
from exporter.walk import without_places


def read(source: str, takeaways: str | None = None) -> tuple[m.Article, list[str]]:
    report = Report()
    found = article.read(Source(source.encode(), "a.txt", takeaways=takeaways), report)
    return without_places(found), [notice.message for notice in report]
