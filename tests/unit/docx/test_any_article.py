"""Any article at all renders to a sound document that says everything, in order."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from exporter.checks import prepared
from exporter.contract import sample
from exporter.contract.strategies import articles
from exporter.model import Article, Code, CodeBlock, Node, Text
from exporter.report import Report
from exporter.walk import walk

from .rendering import rendered
from .structure import Opened, faults


def _said(article: Article) -> list[str]:
    """The words that must come out, in order: of everything but notes (which are footnotes)."""
    parts: list[Node] = [*article.title, *article.standfirst]
    if article.takeaways:
        parts.append(article.takeaways)
    if article.lead:
        parts.append(article.lead)
    parts += [*article.body]
    nodes = [node for node in walk(parts) if isinstance(node, (Text, Code, CodeBlock))]
    return [" ".join((node.code if isinstance(node, CodeBlock) else node.value).split()) for node in nodes]


def _check(article: Article, report: Report) -> None:
    data = rendered(article, report)
    known = [fault for fault in faults(data) if not fault.startswith("no alternative text")]
    assert not known
    text, start = " ".join(Opened(data).text().split()).replace(" ", ""), 0
    for words in _said(prepared(article, Report())):
        found = text.find(words.replace(" ", ""), start)
        assert found >= 0, (words, text[start : start + 200])
        start = found + len(words.replace(" ", ""))


def test_everything() -> None:
    report = Report()
    _check(sample.everything(), report)
    assert [notice.code for notice in report] == ["merged-cells"]  # its first table has heads over two columns


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(articles())
def test_any(article: Article) -> None:
    _check(article, Report())


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_everything_in_each_direction(direction: str) -> None:
    from msgspec.structs import replace

    assert faults(rendered(replace(sample.everything(), dir=direction))) == []
