"""Links: where they lead, what Word can hold of an address, what bookmarks are called, and words that say nothing."""

from __future__ import annotations

import pytest

from exporter.backends.docx.state import address
from exporter.model import (
    Heading,
    Image,
    LineBreak,
    Link,
    Place,
)
from exporter.report import Report
from exporter.walk import text as words

from .rendering import article, opened, p, rendered, t
from .structure import Opened, W, faults


def test_links() -> None:
    body = (
        p("a ", Link(t("b"), "#there"), Link(t("c"), "https://exämple.org/ä b?q=[1]")),
        Heading(t("H"), id="there"),
    )
    tree = opened(article(*body))
    anchors = [e.get(f"{W}anchor") for e in tree.document.iter(f"{W}hyperlink") if e.get(f"{W}anchor")]
    assert anchors == ["there"]
    targets = [r.get("Target") for r in tree.relations("word/document.xml").values() if r.get("TargetMode")]
    assert targets and all(target.isascii() and " " not in target for target in targets)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("http://[x", None),
        ("http://", None),
        ("http://example.org:port/", None),
    ],
)
def test_addresses(given: str, kept: str | None) -> None:
    assert address(given) == kept


def test_a_link_without_words_shows_its_address() -> None:
    for content in ((LineBreak(),), t(" "), (Image(None, ""), LineBreak())):
        data = rendered(article(p(Link(content, "https://example.org"))))
        assert "https://example.org" in Opened(data).text() and faults(data) == []


def test_an_address_word_cannot_hold_is_printed() -> None:
    report = Report()
    data = rendered(article(p(Link(t("b"), "http://[x"))), report)
    assert "link-unusable" in [notice.code for notice in report]
    assert "http://[x" in Opened(data).text()


def test_bookmark_names_word_can_hold() -> None:
    ids = ("a-b", "a_b", "A-B", "x" * 60, "x" * 61)
    body = [Heading(t(f"H{n}"), id=name) for n, name in enumerate(ids)]
    links = [p(Link(t("to"), f"#{name}")) for name in ids]
    assert faults(rendered(article(*body, *links))) == []


def _told(*content: Link, lang: str = "en") -> list[tuple[str, int]]:
    report = Report()
    data = rendered(article(p("x", *content), lang=lang), report)
    assert all(words(link.content) in Opened(data).text() for link in content)
    return [(notice.code, notice.place.line if notice.place else 0) for notice in report if notice.severity == "info"]


@pytest.mark.parametrize(
    ("said", "lang", "vague"),
    [
        ("here", "en", True),
        ("Click here.", "en", True),
        ("read\u00a0more \u2192", "en", True),
        ("HIER", "de", True),
        ("klicken Sie hier", "de-AT", True),
        ("click here", "de", True),
        ("こちら", "ja", True),
        ("here and there", "en", False),
        ("the report", "en", False),
        ("hier", "en", False),
    ],
)
def test_words_that_do_not_say_where_a_link_leads_are_told_and_kept(said: str, lang: str, vague: bool) -> None:
    link = Link(t(said), "https://example.org/", place=Place(7))
    assert _told(link, lang=lang) == ([("link-text-vague", 7)] if vague else [])


def test_addresses_as_words_are_told_once() -> None:
    shown = [f"https://example.org/{n}" for n in range(3)]
    links = [Link(t(address), address, place=Place(n + 1)) for n, address in enumerate(shown)]
    assert _told(*links) == [("link-text-address", 1)]
    assert _told(Link(t("example.org"), shown[0]), Link(t("a@example.org"), "mailto:a@example.org")) == []
