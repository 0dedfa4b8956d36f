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
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
TOLD = {"missing-text", "extra-text", "moved-text", "different-takeaways", "missing-picture", "damaged-file"}


@pytest.mark.parametrize("name", ["pdf", "epub"])
def test_any_article_is_whole(name: str) -> None:
    @SOME
    @given(articles())
    def check(article: Article) -> None:
        data = exporter.render(article, name)
        (checked,) = proof.check([proof.Candidate(f"it.{name}", data)], tools="none")
        assert [notice.message for notice in checked.notices if notice.code in TOLD] == []
        report = Report()
        proof.verify(data, prepared(article, Report()), name, report)
        assert not {notice.code for notice in report} & TOLD

    check()
