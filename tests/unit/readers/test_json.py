"""Canonical JSON."""

from __future__ import annotations

import pytest

from exporter import canonical
from exporter.errors import SourceError
from exporter.model import Article, Paragraph, Quote, Text
from exporter.readers import Source, json
from exporter.report import Report


def test_reads_what_is_written() -> None:
    article = Article(title=(Text(value="T"),))
    for encoding in ("utf-8", "utf-16"):
        data = canonical.dumps(article).decode().encode(encoding)
        assert json.read(Source(data), Report()) == article


def test_wrong_json_names_the_path() -> None:
    with pytest.raises(SourceError, match=r"\$\.title"):
        json.read(Source(b'{"type":"article","title":3}', "a.json"), Report())


def test_too_deep() -> None:
    block: Paragraph | Quote = Paragraph(content=(Text(value="x"),))
    for _ in range(300):
        block = Quote(content=(block,))
    data = b'{"type":"article","body":[' + b'{"type":"quote","content":[' * 300 + b"]}" * 300 + b"]}"
    with pytest.raises(SourceError, match="nested too deep"):
        json.read(Source(data), Report())
