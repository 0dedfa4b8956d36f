"""Pages of our own writing: what is understood of them, as canonical Markdown, and what is said about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from exporter.readers import Source
from exporter.readers.html import read
from exporter.report import Report
from exporter.writing import to_markdown

CASES = sorted((Path(__file__).parents[2] / "golden").glob("*/source.html"))


@pytest.mark.parametrize("source", CASES, ids=[path.parent.name for path in CASES])
def test_golden(source: Path, golden: Callable[[str, str], None]) -> None:
    report = Report()
    article = read(Source(source.read_bytes()), report).article
    golden(to_markdown(article), f"{source.parent.name}/article.md")
    golden("".join(f"{notice}\n" for notice in report), f"{source.parent.name}/notices.txt")
