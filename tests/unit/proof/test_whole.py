"""Exports say all their article says: read back, compared, told where they do not."""

from __future__ import annotations

import random
import time

import pytest
from msgspec.structs import replace

import exporter
from exporter import proof
from exporter.checks import prepared
from exporter.contract import sample
from exporter.labels import labels
from exporter.model import Article, Heading, Note, NoteRef, Paragraph, Text
from exporter.proof.alignment import Change, changes
from exporter.proof.differences import compared
from exporter.proof.expected import expectation
from exporter.proof.exports import opened
from exporter.proof.words import address, words
from exporter.report import Report
from tests.mutants.good import exports

FORMATS = ("pdf", "docx", "epub")


def article(*body: Paragraph | Heading, **more: object) -> Article:
    return Article(title=(Text("A title"),), body=body, lang="en", **more)  # type: ignore[arg-type]


def paragraph(words: str) -> Paragraph:
    return Paragraph((Text(words),))


@pytest.mark.parametrize("name", FORMATS)
def test_a_good_export_is_whole_and_conforming(name: str) -> None:
    (checked,) = proof.check([proof.Candidate(f"good.{name}", exports()[name])], tools="none")
    assert [notice.message for notice in checked.notices] == []
    assert (checked.whole, checked.conforming, checked.passed) == (True, True, True)
    assert checked.counts.takeaways == 3
    assert checked.counts.notes == 2
    assert checked.counts.tables == 2
    assert checked.counts.cells == 17


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_the_same_words_in_order(name: str) -> None:
    found = opened(exports()[name], name).read()  # type: ignore[arg-type]
    wanted = expectation(prepared(sample.everything(), Report()), labels("en"))
    assert compared(wanted, found) == []
    said = " ".join(passage.text for passage in found.passages)
    assert "H2O, 10 m2" in said
    assert "هذه فقرة بالعربية" in said
    assert [passage.text for passage in found.notes] == [
        "The first note, with a link.",
        "The second note.",
        "It has two paragraphs.",
    ]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda body: body[:1] + body[2:], "missing-text"),
        (lambda body: (body[0], body[1], body[1], body[2]), "extra-text"),
        (lambda body: (body[2], body[0], body[1]), "moved-text"),
        (lambda body: (paragraph("The harbour was built in 1887 by nobody at all."), *body[1:]), "missing-text"),
    ],
)
def test_an_export_of_another_text_is_told(name: str, spoil: object, code: str) -> None:
    body = (
        paragraph("The harbour was built in 1887 by the town itself."),
        paragraph("Ships from nine countries moored there in its first summer."),
        paragraph("Today a ferry leaves every hour, and the old crane is a café."),
    )
    data = exporter.render(article(*spoil(body)), name)  # type: ignore[operator]
    (checked,) = proof.check([proof.Candidate("it", data)], tools="none", source=article(*body))
    assert checked.whole is False
    assert code in {notice.code for notice in checked.notices}


def test_a_difference_is_shown_with_the_words_around_it() -> None:
    data = exporter.render(article(paragraph("One two three four five six seven.")), "epub")
    source = article(paragraph("One two three four and a half five six seven."))
    (checked,) = proof.check([proof.Candidate("it.epub", data)], tools="none", source=source)
    (difference,) = checked.differences
    assert (difference.kind, difference.text) == ("missing", "and a half")
    assert difference.before.endswith("three four")
    assert difference.after.startswith("five six")
    assert "  - and a half" in list(proof.lines(checked))


def test_notes_that_nobody_calls_and_marks_called_twice_are_whole_in_every_format() -> None:
    notes = tuple(Note((paragraph(f"What note {name} says."),), id=name) for name in ("a", "b", "c"))
    text = Paragraph((Text("Called"), NoteRef("b"), Text(" and again"), NoteRef("b"), Text(", then"), NoteRef("a")))
    for name in FORMATS:
        data = exporter.render(article(text, notes=notes), name)
        (checked,) = proof.check([proof.Candidate("it", data)], tools="none")
        assert [notice for notice in checked.notices if notice.severity == "warning"] == [], name


def test_alignment_finds_every_change_and_nothing_else() -> None:
    chance = random.Random(7)
    first = [str(chance.randrange(60)) for _ in range(400)]
    second = list(first)
    del second[50:55]
    second[200:200] = ["new", "words"]
    second[300] = "other"
    found = changes(first, second)
    at = 0
    rebuilt: list[str] = []
    for change in found:
        rebuilt += first[at : change.at] + second[change.there : change.there + change.come]
        at = change.at + change.gone
    assert rebuilt + first[at:] == second
    assert sum(change.gone + change.come for change in found) <= 5 + 2 + 2 + 2
    assert changes(first, first) == []
    assert changes([], ["a"]) == [Change(0, 0, 0, 1)]


def test_long_texts_are_compared_in_time_close_to_linear() -> None:
    chance = random.Random(3)
    first = [f"w{chance.randrange(3000)}" for _ in range(60_000)]
    second = first[:20_000] + first[20_050:40_000] + ["x"] * 30 + first[40_000:]
    start = time.process_time()
    found = changes(first, second)
    assert time.process_time() - start < 5
    assert (sum(one.gone for one in found), sum(one.come for one in found)) == (50, 30)


def test_words_ignore_what_is_not_seen() -> None:
    assert words("Straßen\u00adverkehr\u200b, 10\u202fm²") == ["Straßenverkehr", ",", "10", "m²"]
    assert words("日本語 text") == ["日", "本", "語", "text"]
    assert words("e\u0301") == words("é")


def test_addresses_are_compared_by_meaning() -> None:
    assert address("HTTPS://Example.org") == address("https://example.org/")
    assert address("https://example.org/é?a=%C3%A9") == address("https://example.org/%C3%A9?a=é")
    assert address("https://example.org/a") != address("https://example.org/A")


def test_an_article_without_its_takeaways_is_not_whole() -> None:
    whole = sample.everything()
    data = exporter.render(replace(whole, takeaways=None), "docx")
    (checked,) = proof.check([proof.Candidate("it.docx", data)], tools="none", source=whole)
    assert "different-takeaways" in {notice.code for notice in checked.notices}
