"""Any article at all is whole in its exports, and the proof does not cry wolf."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import exporter
from exporter import proof
from exporter.checks import prepared
from exporter.contract.strategies import articles
from exporter.model import Article
from exporter.report import Report

# Without shrinking and chance: a failure is looked into by hand, and the suite is the same every time.
SOME = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
FORMATS = ("pdf", "docx", "epub")


@pytest.mark.parametrize("name", FORMATS)
def test_any_article_is_whole(name: str) -> None:
    """A false alarm of `verify` keeps a good file from being written: there must be none, of any kind."""

    @SOME
    @given(articles())
    def check(article: Article) -> None:
        report = Report()
        ready = prepared(article, report)
        told = len(report)
        data = exporter.render(article, name)
        assert proof.verify(data, ready, name, report), list(report)[told:]
        (checked,) = proof.check([proof.Candidate(f"it.{name}", data)], tools="none")
        assert checked.whole, checked.notices
        assert not checked.edited
        warned = {notice.code for notice in checked.notices if notice.severity == "warning"}
        assert warned <= {notice.code for notice in report}, "`check` has more to say than `--verify`"

    check()
