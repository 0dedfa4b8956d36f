"""Every case in tests/golden with a source: what is understood of it, as canonical Markdown, and what is said about it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exporter.readers import Source, markdown, text
from exporter.report import Report
from exporter.writing import to_markdown

GOLDEN = Path(__file__).parents[2] / "golden"
READERS = {".txt": text.read, ".md": markdown.read}
CASES = sorted(path for path in GOLDEN.glob("*/source.*") if path.suffix in READERS)


@pytest.mark.parametrize("source", CASES, ids=[path.parent.name for path in CASES])
def test_golden(source: Path) -> None:
    report = Report()
    article = READERS[source.suffix](Source(source.read_bytes()), report)
    assert to_markdown(article) == (source.parent / "article.md").read_text(encoding="utf-8")
    assert "".join(f"{notice}\n" for notice in report) == (source.parent / "notices.txt").read_text(encoding="utf-8")


def test_the_sample_is_what_the_paste_says() -> None:
    sample = GOLDEN.parents[1] / "source" / "kenyan-police-haiti.md"
    assert sample.read_bytes() == (GOLDEN / "pasted-article" / "article.md").read_bytes()


def test_the_guide_is_canonical_and_nothing_is_said_about_it() -> None:
    guide = (GOLDEN.parents[1] / "source" / "guide.md").read_text(encoding="utf-8")
    report = Report()
    assert to_markdown(READERS[".md"](Source(guide.encode()), report)) == guide
    assert [notice.code for notice in report] == []


def test_what_the_guide_shows_beside_its_source_is_what_the_source_gives() -> None:
    guide = (GOLDEN.parents[1] / "source" / "guide.md").read_text(encoding="utf-8")
    shown = re.findall(r"```markdown\n(.*?)```", guide, re.DOTALL)
    assert len(shown) > 5
    text_of = [canonical_body(source) for source in shown]
    assert sum(body in guide for body in text_of) >= 4, "tables, callouts, quotes, lists"


def canonical_body(source: str) -> str:
    return to_markdown(markdown.read(Source(source.encode()), Report())).strip()
