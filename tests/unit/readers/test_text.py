"""Pasted text: what is told from its form, and what stays a paragraph."""

from __future__ import annotations

import time

import pytest

from exporter.errors import SourceError
from exporter.model import Article, Heading, LineBreak, List, Paragraph, Quote, Text
from exporter.readers import Source, text
from exporter.report import Report
from exporter.walk import text as words

SENTENCE = "The harbour was closed for most of the week, and ships waited outside in a long and patient line."


def read(source: str | bytes, report: Report | None = None) -> Article:
    data = source.encode() if isinstance(source, str) else source
    return text.read(Source(data, "a.txt"), report if report is not None else Report("a.txt"))


def codes(report: Report) -> list[str]:
    return [notice.code for notice in report]


def test_title_standfirst_byline_chrome_and_lead() -> None:
    report = Report()
    article = read(
        "Ships Wait\n\nA short line about the ships.\n\nAda Example\nAdvertisement\nA ship at sea.\n\nA ship at sea.\n\n"
        + SENTENCE,
        report,
    )
    assert words(article.title) == "Ships Wait"
    assert words(article.standfirst) == "A short line about the ships."
    assert [author.name for author in article.authors] == ["Ada Example"]
    assert article.lead is not None
    assert article.lead.images[0].alt == words(article.lead.caption) == "A ship at sea."
    assert article.lead.images[0].source is None
    assert [words(block) for block in article.body] == [SENTENCE]
    assert any("Advertisement" in notice.message for notice in report if notice.code == "site-chrome")
    assert article.published is None


def test_first_paragraph_is_no_standfirst_without_a_head() -> None:
    article = read(f"Title\n\nOne sentence.\n\n{SENTENCE}")
    assert article.standfirst == ()
    assert [words(block) for block in article.body] == ["One sentence.", SENTENCE]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Example", ["Ada Example"]),
        ("By Ada Example and Ben Example", ["Ada Example", "Ben Example"]),
        ("Von Ada Beispiel", ["Ada Beispiel"]),
    ],
)
def test_bylines(line: str, names: list[str]) -> None:
    article = read(f"Title\n\n{line}\n\n{SENTENCE}")
    assert [author.name for author in article.authors] == names


def test_byline_is_no_sentence() -> None:
    article = read(f"Title\n\nBy noon the harbour was open.\n\n{SENTENCE}")
    assert article.authors == ()
    assert words(article.body[0]) == "By noon the harbour was open."


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("June 25, 2024", "2024-06-25"),
        ("Published on 25 June 2024", "2024-06-25"),
        ("2024-06-25 09:30", "2024-06-25T09:30"),
    ],
)
def test_dates(line: str, date: str) -> None:
    assert read(f"Title\n\nBy Ada Example\n{line}\n\n{SENTENCE}").published == date


@pytest.mark.parametrize(
    "label",
    ["Key Takeaways", "TL;DR", "Das Wichtigste in Kürze", "要点", "Кратко", "L'essentiel", "أبرز النقاط", "Summary:"],
)
@pytest.mark.parametrize("bullet", ["•", "-", "*", "–", "1."])
def test_takeaways(label: str, bullet: str) -> None:
    second = "2." if bullet == "1." else bullet
    article = read(f"Title\n\n{SENTENCE}\n\n{label}\n\n  {bullet} One point.\n\n  {second} Another point.")
    assert article.takeaways is not None
    assert article.takeaways.label == label.rstrip(":")
    assert [words(item) for item in article.takeaways.items] == ["One point.", "Another point."]
    assert [words(block) for block in article.body] == [SENTENCE]


def test_run_in_heading_only_from_the_list() -> None:
    article = read(f"Title\n\n{SENTENCE}\n\nWhy It Matters: it does.\n\nThe minister said: it does not.")
    first, second = article.body[1:]
    assert isinstance(first, Paragraph) and isinstance(second, Paragraph)
    assert (words(first.run_in), words(first.content)) == ("Why It Matters", "it does.")
    assert second.run_in == ()


def test_no_break_spaces() -> None:
    article = read(f"Title\n\n{SENTENCE}\u00a0 It rained.\u00a0It blew 5\u00a0km. «\u00a0Non\u00a0!\u00a0»")
    assert words(article.body[0]).endswith("line. It rained. It blew 5\u00a0km. «\u00a0Non\u00a0!\u00a0»")


def test_hard_wrapped_lines_are_one_paragraph_and_verse_is_not() -> None:
    wrapped = (
        "This is a paragraph that somebody broke by\n"
        "hand at a width of some forty characters so\n"
        "that it fits, and it is one paragraph."
    )
    article = read(f"Title\n\n{SENTENCE}\n\nAnd {SENTENCE}\n\n{wrapped}\n\nShort\nlines of\na verse")
    assert words(article.body[-2]) == wrapped.replace("\n", " ")
    verse = article.body[-1]
    assert isinstance(verse, Paragraph)
    assert [type(part) for part in verse.content] == [Text, LineBreak, Text, LineBreak, Text]


def test_lists_and_headings() -> None:
    article = read(f"Title\n\n{SENTENCE}\n\nA Heading\n\n{SENTENCE * 2}\n\n- a\n- b\n  - c\n\n3. x\n4. y\n\n1. alone")
    kinds = [type(block) for block in article.body]
    assert kinds == [Paragraph, Heading, Paragraph, List, List, Paragraph]
    bullets, numbers = article.body[3], article.body[4]
    assert isinstance(bullets, List) and isinstance(numbers, List)
    assert len(bullets.items) == 2 and isinstance(bullets.items[1].content[1], List)
    assert (numbers.kind, numbers.start) == ("ordered", 3)


def test_places() -> None:
    article = read(f"Title\n\n{SENTENCE}\n\nAnd {SENTENCE}")
    assert [block.place.line for block in article.body if block.place] == [3, 5]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"PK\x03\x04abc", "ZIP"),
        (b"%PDF-1.7", "PDF"),
        (bytes(range(256)) * 8, "control"),
    ],
)
def test_no_text(data: bytes, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        read(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    report = Report()
    line = "A café by the harbour, “open” every day until the ships have gone."
    article = read(f"Title\n\n{line}\n".encode(encoding), report)
    assert words(article.body[0]) == line
    assert ("encoding" in codes(report)) == (not encoding.startswith("utf-8"))


def test_broken_bytes_are_named() -> None:
    report = Report()
    read("Title\n\nÜber allen Gipfeln ist Ruh, überall spürest du kaum ".encode() + b"\xff einen Hauch.", report)
    notice = next(notice for notice in report if notice.code == "invalid-bytes")
    assert notice.place is not None and notice.place.line == 3


@pytest.mark.parametrize(
    "source",
    ["word " * 400_000, "line of text\n" * 50_000, "Title\n\n" + "• a bullet\n\n" * 20_000, "你好世界" * 200_000],
    ids=["line", "lines", "bullets", "cjk"],
)
def test_large_texts_take_linear_time(source: str) -> None:
    start = time.process_time()
    read(source)
    assert time.process_time() - start < 5


def test_chrome_inside_the_body_is_dropped_and_quoted() -> None:
    report = Report()
    paragraphs = (SENTENCE * 3, SENTENCE * 2, SENTENCE * 3)
    article = read(f"A title\n\n{paragraphs[0]}\n\n{paragraphs[1]}\n\nAdvertisement\n\n{paragraphs[2]}\n", report)
    assert [words(block) for block in article.body] == list(paragraphs)
    assert ["Advertisement" in notice.message for notice in report if notice.code == "site-chrome"] == [True]


def test_a_quotation_keeps_its_paragraphs() -> None:
    pasted = b"A title\n\nSome words before it.\n\n> first paragraph\n> goes on\n>\n> second paragraph\n\nAfter it.\n"
    quote = text.reader.read(Source(pasted), Report()).body[1]
    assert isinstance(quote, Quote)
    assert [words(one) for one in quote.content] == ["first paragraph goes on", "second paragraph"]
