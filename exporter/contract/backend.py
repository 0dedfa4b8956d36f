"""The contract of a backend: what users and the pipeline rely on, whoever wrote it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings

from exporter import canonical
from exporter.backends import Backend, Context
from exporter.checks import cleaned, prepared
from exporter.contract import sample
from exporter.contract.strategies import articles
from exporter.labels import labels
from exporter.model import Article, Node, Paragraph, Text
from exporter.pictures import Picture, opened
from exporter.report import Report
from exporter.theme import load_theme
from exporter.walk import walk

SLOW = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))


def context_for(article: Article, report: Report, pictures: Mapping[str, Picture] | None = None) -> Context:
    """A context as the pipeline makes one, with the built-in theme and the pictures given."""
    return Context(
        theme=load_theme(),
        labels=labels(article.lang),
        report=report,
        record=canonical.dumps(article),
        identifier="urn:uuid:00000000-0000-8000-8000-000000000000",
        modified=datetime(2024, 6, 25, tzinfo=UTC),
        pictures=pictures or {},
        generator="exporter test",
    )


# Joiners, fillers and choices of a form: Unicode's Default_Ignorable_Code_Point, as far as text has them.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\U000e0000-\U000e0fff]"
)


def words(content: str) -> list[str]:
    """Words to compare: compatibility forms folded, what is not to be seen by itself dropped, parted at white space."""
    folded = unicodedata.normalize("NFKC", _UNSEEN.sub("", content))
    return folded.split()


class Unknown(Node, frozen=True):
    """A block no backend knows: what a later version of the model may bring."""

    content: tuple[Text, ...]


class BackendContract:
    """Subclass it as `TestSomething` and set `backend`; override `extracted` to have the words compared as well."""

    backend: ClassVar[Backend]

    def extracted(self, data: bytes) -> str | None:
        """The words of an export in reading order, or None where they cannot be read back."""
        del data
        return None

    def render(self, article: Article, report: Report | None = None) -> bytes:
        """Bytes of any article, through the same checks as the pipeline's."""
        report = Report() if report is None else report
        article = cleaned(article, report)
        picture = opened(sample.picture(64, 32))
        ready = prepared(article, report)
        return self.backend.render(ready, context_for(ready, report, {sample.PICTURE: picture, "a.png": picture}))

    def test_describes_itself(self) -> None:
        assert re.fullmatch(r"[a-z][a-z0-9-]*", self.backend.name)
        assert re.fullmatch(r"\.[a-z0-9.]+", self.backend.suffix)
        assert "/" in self.backend.media_type
        assert self.backend.summary

    def test_renders_everything(self) -> None:
        report = Report()
        assert self.render(sample.everything(), report)
        assert not [notice for notice in report if notice.code == "unknown-node"]

    def test_same_article_same_bytes(self) -> None:
        assert self.render(sample.everything()) == self.render(sample.everything())

    def test_other_articles_other_bytes(self) -> None:
        one, other = (Article(title=(Text(name),), lang="en") for name in ("One", "Other"))
        assert self.render(one) != self.render(other)

    def test_unknown_nodes_keep_their_words(self) -> None:
        report = Report()
        body = (Paragraph((Text("before"),)), Unknown((Text("unheard-of"),)), Paragraph((Text("after"),)))
        data = self.render(Article(title=(Text("T"),), lang="en", body=body), report)  # type: ignore[arg-type]
        assert [notice for notice in report if notice.code == "unknown-node" and "Unknown" in notice.message]
        found = self.extracted(data)
        assert found is None or "unheard-of" in found

    def test_no_word_of_everything_is_lost(self) -> None:
        found = self.extracted(self.render(sample.everything()))
        if found is None:
            pytest.skip("this backend's words cannot be read back")
        there = " ".join(words(found))
        for node in walk(sample.everything()):
            if type(node) is Text:
                assert " ".join(words(node.value)) in there, node.value

    @SLOW
    @given(article=articles())
    def test_renders_any_article(self, article: Article) -> None:
        assert self.render(article)

    @SLOW
    @given(article=articles())
    def test_no_word_of_any_article_is_lost(self, article: Article) -> None:
        rendered = self.render(article)
        found = self.extracted(rendered)
        if found is None:
            return
        there = "".join(words(found))
        ready = prepared(cleaned(article, Report()), Report())
        for node in walk((*ready.title, *ready.standfirst, *ready.body)):
            if type(node) is Text:
                assert "".join(words(node.value)) in there, node.value


__all__ = ["BackendContract", "context_for", "words"]
