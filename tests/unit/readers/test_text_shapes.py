"""Pasted text of every shape: bullets, numbers, lines broken by mail and PDF, whole mails and pages, hostile lines."""

from __future__ import annotations

import time

import pytest

from exporter import model as m
from exporter.readers.text import lines
from exporter.walk import text
from tests.unit.readers.pasting import read

BULLETS = [
    "•",
    "◦",
    "‣",
    "▪",
    "●",
    "○",
    "■",
    "□",
    "►",
    "➤",
    "➔",
    "✓",
    "✔",
    "✅",
    "⁃",
    "∙",
    "◆",
    "❖",
    "★",
    "→",
    "🔹",
    "👉",
    "\uf0b7",
    "-",
    "–",
    "—",
    "*",
    "+",
    "·",
    "−",
]


@pytest.mark.parametrize("bullet", BULLETS)
def test_bullets_of_every_shape(bullet: str) -> None:
    found = read(f"A title\n\nIntro words:\n\n{bullet} One thing\n{bullet} Another\n")[0].body[-1]
    assert isinstance(found, m.List) and found.kind == "bullet"
    assert [text(item) for item in found.items] == ["One thing", "Another"]


NUMBERS = {
    "1. |2. ": "decimal",
    "1) |2) ": "decimal",
    "(1) |(2) ": "decimal",
    "1 - |2 - ": "decimal",
    "1º |2º ": "decimal",
    "① |② ": "decimal",
    "a) |b) ": "lower-alpha",
    "(a) |(b) ": "lower-alpha",
    "A. |B. ": "upper-alpha",
    "i. |ii. ": "lower-roman",
    "I. |II. ": "upper-roman",
    "一、|二、": "decimal",
    "١. |٢. ": "decimal",
    "१. |२. ": "decimal",
}


@pytest.mark.parametrize(("marks", "numbering"), NUMBERS.items())
def test_numbered_points(marks: str, numbering: str) -> None:
    one, two = marks.split("|")
    found = read(f"A title\n\nIntro words:\n\n{one}One thing\n{two}Another\n")[0].body[-1]
    assert isinstance(found, m.List) and (found.kind, found.numbering, found.start) == ("ordered", numbering, 1)
    assert [text(item) for item in found.items] == ["One thing", "Another"]


def test_initials_are_no_numbers() -> None:
    found = read("A title\n\nA. Smith went home.\n\nJ. Jones stayed.\n")[0].body
    assert [text(block) for block in found] == ["A. Smith went home.", "J. Jones stayed."]


HYPHENS = {
    ("The whole harbour was closed, and the har-", "bour master went."): "har",
    ("The well-known harbour was closed. A well-", "known master went."): "well-known master",
    ("Nobody is self-", "made in this town."): "self-made",
    ("Die Ein-", "und Ausfahrt bleibt frei."): "Ein- und Ausfahrt",
    ("The years 2019-", "2020 were good."): "2019-2020",
    ("Frau Muster-", "Beispiel kam."): "Muster-Beispiel",
    ("A soft\u00ad", "ened word with a so\u00adft one."): "softened word with a soft one",
    ("The sea walls. The sea-", "walls of stone."): "sea-walls",
}


@pytest.mark.parametrize(("source", "wanted"), HYPHENS.items())
def test_hyphens_at_line_ends(source: tuple[str, str], wanted: str) -> None:
    assert wanted in " ".join(chunk.text for chunk in lines.chunks("\n".join(source)))


def test_a_mail() -> None:
    source = (
        "From: Maria Keller <m.keller@example.org>\nTo: desk@example.org\nSubject: Fwd: What the dyke costs\n"
        "Date: Wed, 26 Jun 2024 10:30:00 +0200\n\nThe council wants the dyke to be a metre higher than it was before.\n\n"
        "> We never agreed\n> to that, they said.\n\nThe vote is in autumn, and all plans are open.\n\n"
        "-- \nMaria Keller\nDesk, Tel. 0123\n"
    )
    found, told = read(source)
    assert (text(found.title), found.published) == ("What the dyke costs", "2024-06-26T10:30:00+02:00")
    assert [author.name for author in found.authors] == ["Maria Keller"]
    assert isinstance(found.body[1], m.Quote) and text(found.body[1]) == "We never agreed to that, they said."
    assert "Tel. 0123" not in text(found.body)
    assert any("desk@example.org" in line for line in told) and any("Tel. 0123" in line for line in told)


HEADERS = [
    "Von|Betreff|Datum",
    "De|Objet|Date",
    "De|Asunto|Fecha",
    "De|Assunto|Data",
    "Da|Oggetto|Data",
    "Van|Onderwerp|Datum",
    "От|Тема|Дата",
    "差出人|件名|日時",
]


@pytest.mark.parametrize("names", HEADERS)
def test_mail_headers_in_other_languages(names: str) -> None:
    sender, subject, day = names.split("|")
    found, _ = read(
        f"{sender}: Ana Lopez <a@example.org>\n{subject}: Re: The harbour\n{day}: 2024-06-26\n\nWords of the text.\n"
    )
    assert (text(found.title), found.published, text(found.body)) == ("The harbour", "2024-06-26", "Words of the text.")


def test_a_text_quoted_whole_is_unquoted() -> None:
    assert text(read("> A title\n>\n> Words one.\n>\n> Words two.\n")[0].body) == "Words one.\nWords two."


PAGES = """\
The long history of the canal

The canal was dug in the years after the war by men who
had no other work, and it was paid for with a tax on salt
that nobody liked. It took eleven years.
When it was done the towns along it grew faster than the
capital, which led to a quarrel that nobody could settle,
because the money ran out and the engineers went abroad to

{0}

The long history of the canal

build railways instead. Some of them came back as rich men
and bought the land that the canal should have used later.
It is a park today and the people of the town walk there.
Nobody remembers the men who dug it, or what they were
paid for it in the end.

{1}

The long history of the canal

There is nothing left of the locks, but their stones are
in the walls of many houses, as the old people say.
"""


@pytest.mark.parametrize(
    "numbers", [("3", "4"), ("- 3 -", "- 4 -"), ("Page 3 of 9", "Page 4 of 9"), ("3\f", "4\f"), ("Seite 3", "Seite 4")]
)
def test_a_pdf(numbers: tuple[str, str]) -> None:
    found, told = read(PAGES.format(*numbers))
    assert [text(block).rsplit(" ", 2)[1:] for block in found.body] == [
        ["eleven", "years."],
        ["the", "end."],
        ["people", "say."],
    ]
    joined = text(found.body)
    assert "went abroad to build railways" in joined and "It took eleven years." in joined
    assert "history" not in joined and len(told) == 4


def test_numbers_close_together_are_no_pages() -> None:
    assert "\n".join(map(text, read("A title\n\n1\n\n2\n\n3\n")[0].body)) == "1\n2\n3"


def test_a_whole_paste() -> None:
    source = (
        "Advertisement\n\nHarbour towns count the cost\n\nThree ports stay shut until spring\n\n"
        "By Ana Lopez, Reuters | June 26, 2024 | 5 min read\nUpdated June 27, 2024\n\n"
        "A crane lies across the quay. (AP Photo/Nina Holt)\n\n"
        "PORT SELBY, June 26 (Reuters) - The harbour master walked along the quay and counted the boats "
        "that were left after the night.\n\n"
        "Read more: How the ports were built\n\nHe counted nine, and said that it was a bad year "
        "for everyone in the trade of boats.\n\n"
        "© 2024 The Selby Times. All rights reserved.\n"
    )
    found, told = read(source)
    assert text(found.title) == "Harbour towns count the cost"
    assert text(found.standfirst) == "Three ports stay shut until spring"
    assert [(author.name, author.affiliation) for author in found.authors] == [("Ana Lopez", "Reuters")]
    assert (found.published, found.updated) == ("2024-06-26", "2024-06-27")
    assert found.dateline == "PORT SELBY, June 26 (Reuters)"
    assert found.lead is not None and text(found.lead.credit) == "AP Photo/Nina Holt"
    assert found.rights == "© 2024 The Selby Times. All rights reserved."
    assert [text(block)[:10] for block in found.body] == ["The harbou", "He counted"]
    assert [line.split("“")[1].split("”")[0] for line in told] == [
        "Advertisement",
        "5 min read",
        "Read more: How the ports were built",
    ]


def test_takeaways_by_label_and_none() -> None:
    source = "A title\n\nKey Takeaways\n\n• a\n• b\n\nIn a few words\n\n• c\n\nText.\n"
    assert [text(item) for item in read(source)[0].takeaways.items] == ["a", "b"]  # type: ignore[union-attr]
    assert [text(item) for item in read(source, "In a few words")[0].takeaways.items] == ["c"]  # type: ignore[union-attr]
    none = read(source, "none")[0]
    assert none.takeaways is None and "Key Takeaways" in text(none.body) and "a\nb" in text(none.body)
    assert any("labelled" in line for line in read(source, "Nothing like it")[1])


def test_tldr() -> None:
    found = read("A title\n\nTL;DR: the harbour is shut.\n\nText.\n")[0].takeaways
    assert found is not None and (found.label, [text(item) for item in found.items]) == (
        "TL;DR",
        ["the harbour is shut."],
    )


@pytest.mark.parametrize(
    "piece",
    ["a- ", "1. ", "> ", "\f", "3\n", "(", "Photo: ", "By A ", "1.1.", "word-\n", "\u00ad\n", "-- \n", "From: x\n"],
)
def test_hostile_text_ends(piece: str) -> None:
    begun = time.process_time()
    read(piece * (200_000 // len(piece)) + "end")
    assert time.process_time() - begun < 10


SHORT = "A title\n\nSome words.\n\n"


@pytest.mark.parametrize(
    ("source", "takeaways"),
    [
        pytest.param(SHORT + "foo-\nbar goes on\n\n" + "a" * 100_000, None, id="one long word beside a broken one"),
        pytest.param(SHORT + "\u00a0a" + " " * 60_000 + "b\u00a0c", None, id="spaces beside one that does not break"),
        pytest.param(SHORT + "x" + "-" * 60_000 + "x\n\nmore", "Points", id="dashes where a label is wanted"),
        pytest.param(
            "From: a" + "\u3000" * 60_000 + "b\nSubject: hello\nDate: x\n\nwords", None, id="a sender's spaces"
        ),
        pytest.param(SHORT + "x" + "\u3000" * 60_000 + "y\n\nmore", None, id="wide spaces in the head"),
        pytest.param(SHORT + "o word\n" * 12_000, None, id="items that may be words"),
    ],
)
def test_what_is_long_takes_time_in_proportion(source: str, takeaways: str | None) -> None:
    begun = time.process_time()
    read(source, takeaways)
    assert time.process_time() - begun < 3


def test_letters_that_count_anew_after_a_blank_line_go_on_from_there() -> None:
    found, _ = read(SHORT + "a. one\nb. two\nc. three\n\na. one\nb. two\nc. three\n")
    said = [text(item) for block in found.body if isinstance(block, m.List) for item in block.items]
    assert said == ["one", "two", "three"] * 2


@pytest.mark.parametrize(
    ("marks", "starts"),
    [
        ("1. 2. 1. 2.", [1, 1]),
        ("a) b) | a) b)", [1, 1]),
        ("1. 2. 7. 8.", [1, 7]),
        ("1. 2. 3. 4.", [1]),
        ("1. 2. 2. 3.", [1]),
    ],
)
def test_a_number_that_does_not_go_on_begins_a_list_of_its_own(marks: str, starts: list[int]) -> None:
    words = "\n".join("" if mark == "|" else f"{mark} words {n} of it" for n, mark in enumerate(marks.split()))
    found, _ = read(f"What follows is a list.\n\n{words}\n")

    assert [block.start for block in found.body if isinstance(block, m.List)] == starts
