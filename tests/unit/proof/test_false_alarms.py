"""What looks like a difference and is none: a good export must never be told to be bad."""

from __future__ import annotations

from typing import Literal

import pytest

import exporter
from exporter import proof
from exporter.checks import prepared
from exporter.contract import sample
from exporter.model import (
    Article,
    Author,
    Block,
    Cell,
    DefinitionItem,
    DefinitionList,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Paragraph,
    Row,
    Table,
    Takeaways,
    Text,
)
from exporter.proof.differences import compared
from exporter.proof.expected import Expectation, expectation
from exporter.proof.fitting import fits
from exporter.proof.readback import Passage, Readback
from exporter.report import Report

FORMATS = ("pdf", "docx", "epub")


def article(*body: Block, **more: object) -> Article:
    return Article(title=(Text("Some title"),), body=body, lang="en", **more)  # type: ignore[arg-type]


def paragraph(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def told(name: str, one: Article) -> list[str]:
    """What `verify` and `check` say of an export."""
    data, report = exporter.render(one, name), Report()
    proof.verify(data, prepared(one, Report()), name, report)
    (checked,) = proof.check([proof.Candidate(f"it.{name}", data)], tools="none")
    warned = [notice for notice in checked.notices if notice.severity == "warning"]
    return [f"{notice.code}: {notice.message}" for notice in (*report, *warned)]


@pytest.mark.parametrize("name", FORMATS)
def test_links_to_one_place_beside_each_other_are_two(name: str) -> None:
    sign, handle = (Link((Text(words),), target="https://example.org/who") for words in ("@", "somebody"))
    assert told(name, article(Paragraph((Text("Follow "), sign, handle, Text("."))))) == []


@pytest.mark.parametrize("name", FORMATS)
def test_words_for_a_picture_that_are_the_next_paragraph_too(name: str) -> None:
    lead = Figure((Image("nowhere.png", "Ann Onymous"),))
    drawn = Figure((Image("nowhere-else.png", "Illustration of a desk in green"),), caption=(Text("Illustration"),))
    one = article(paragraph("Ann Onymous"), drawn, paragraph("More text."), lead=lead, authors=(Author("Ann Onymous"),))
    assert told(name, one) == []


@pytest.mark.parametrize("name", FORMATS)
def test_words_for_a_picture_in_a_line_touch_the_next_ones(name: str) -> None:
    line = Paragraph((Image("nowhere.png", "BBC A soldier next to a tree"), Text("BBC")))
    one = article(line, paragraph("The text."), publisher="BBC News", published="2012-05-10", updated="2013-04-24")
    assert told(name, one) == []


@pytest.mark.parametrize("name", FORMATS)
def test_headings_in_cells_are_headings(name: str) -> None:
    cells = tuple(Cell((Heading((Text(words),), level=1),)) for words in ("One heading", "Another"))
    head = (Row((Cell((paragraph("a"),)), Cell((paragraph("b"),)))),)
    assert told(name, article(Table(head=head, body=(Row(cells),)))) == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_table_with_its_heads_at_the_side_has_heads(name: str) -> None:
    rows = [Row((Cell((paragraph(key),), scope="row"), Cell((paragraph(value),)))) for key, value in ("ab", "cd")]
    body = (Row((Cell((paragraph("Over both"),), colspan=2),)), *rows)
    assert told(name, article(Table(body=body))) == []


def test_a_missing_picture_in_a_title_does_not_make_two_titles() -> None:
    title = (Text("Before"), Image("nowhere.png"), Text("after"))
    codes = {one.partition(":")[0] for one in told("docx", Article(title=title, body=(paragraph("Text."),), lang="en"))}
    assert "two-titles" not in codes


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("content", [(), (Text(" "),), (LineBreak(), Image("nowhere.png", ""))])
def test_a_link_with_nothing_to_click_on_is_still_a_link(name: str, content: tuple[Inline, ...]) -> None:
    nothing = Link(content, target="https://example.org/a?b=c#d")
    assert told(name, article(Paragraph((Text("Before"), nothing, Text("after."))))) == []


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("term", ["", "2024", "Term"])
def test_definitions_are_no_items_whatever_their_term(name: str, term: str) -> None:
    what = DefinitionItem((Text(term),) if term else (), ((paragraph("What it is."),),))
    assert told(name, article(DefinitionList((what,)))) == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_heading_may_say_what_the_title_says(name: str) -> None:
    headings = [
        Heading((Text(words),), level=level) for words, level in (("Some  title", 1), ("Below", 2), ("Next", 1))
    ]
    assert told(name, article(*headings, paragraph("Text."))) == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_heading_that_says_nothing_is_none(name: str) -> None:
    data, report = exporter.render(article(Heading((LineBreak(), Image("nowhere.png")), level=1)), name), Report()
    proof.verify(data, prepared(article(), Report()), name, report)
    assert "empty-heading" not in {notice.code for notice in report}


@pytest.mark.parametrize("kind", ["bullet", "ordered", "task"])
@pytest.mark.parametrize("name", FORMATS)
def test_items_are_counted_in_lists_of_every_kind(name: str, kind: Literal["bullet", "ordered", "task"]) -> None:
    items = tuple(ListItem((paragraph(words),), checked=False if kind == "task" else None) for words in ("one", "two"))
    assert told(name, article(List(items, kind=kind))) == []


@pytest.mark.parametrize("name", FORMATS)
def test_headings_go_deeper_than_formats_do(name: str) -> None:
    headings = [Heading((Text(f"Level {level}"),), level=level) for level in range(1, 7)]
    assert told(name, article(*headings, paragraph("Text."))) == []


@pytest.mark.parametrize("name", FORMATS)
def test_the_points_of_a_box_may_hold_pictures_between_their_letters(name: str) -> None:
    point = (Text("be"), Image("nowhere.png", ""), Text("fore"))
    assert told(name, article(paragraph("Text."), takeaways=Takeaways((point, (Text("Another"),))))) == []


def expected(*body: Block) -> Expectation:
    from exporter.labels import labels

    return expectation(prepared(article(*body), Report()), labels("en"))


def test_what_is_read_in_another_way_still_has_to_be_all_there() -> None:
    """Reading once more clears what can be read as it should be, and nothing else."""
    wanted = expected(paragraph("Ann Onymous"), paragraph("walked home"), paragraph("Ann Onymous"))
    for said, kinds in (
        (["Ann Onymous", "walked home", "Ann Onymous"], []),
        (["walked home", "Ann Onymous"], ["missing"]),
        (["Ann Onymous", "walked home"], ["missing"]),
        (["Ann Onymous", "walked happily home", "Ann Onymous"], ["extra"]),
        (["Ann Onymous", "walkedhome", "Ann Onymous"], ["missing", "extra"]),
    ):
        found = Readback(passages=tuple(Passage(one) for one in ("Some title", *said)))
        assert [one.kind for one in compared(wanted, found)] == kinds, said


@pytest.mark.parametrize(
    ("found", "used"),
    [
        ("a b c", {}),
        ("Figure 1 a b c", {}),
        ("a b By Ann c", {"Ann": 1}),
        ("a b Ann Ann c", None),  # the budget has one
        ("a Ann b c", None),  # within a text
        ("a b", None),
        ("a b c d", None),
        ("ab c", None),  # two words of a text are two
        ("a bc", {}),  # where one text ends, nothing has to part it from the next
    ],
)
def test_words_fit_with_what_may_stand_at_edges(found: str, used: dict[str, int] | None) -> None:
    edges: dict[int, set[str]] = {0: set(), 2: set(), 3: set()}
    assert fits(["a", "b", "c"], edges, found.split(), {"By", "Figure"}, {"Ann": 1}) == used


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "article",
    [
        Article(title=(Text("Words"), Image(source="a.png", alt="")), lang="en"),
        Article(title=(Text("Words"),), lang="en", identifier="\u00a0"),
    ],
    ids=["only an ornament", "an identifier of nothing"],
)
def test_an_odd_article_is_no_bad_export(article: Article, name: str) -> None:
    data = exporter.render(article, name, pictures={"a.png": sample.picture(8, 4)})
    (checked,) = proof.check([proof.Candidate(f"a.{name}", data)], tools="none")
    assert checked.passed, checked.notices


@pytest.mark.parametrize("name", ["pdf", "docx", "epub"])
@pytest.mark.parametrize("host", ["foo.bar.`baz", "\u2603.ga", "%E2%98%83.ga", "m\u00fcnchen.example", "\u6d4b.com"])
def test_a_link_to_an_odd_host_is_not_missed(host: str, name: str) -> None:
    source = f"# T\n\nA [x](https://{host}/) and [y](https://example.org/a).\n"
    article = exporter.read(source.encode(), reader="markdown")
    ready, report = prepared(article, Report()), Report()
    assert proof.verify(exporter.render(ready, name), ready, name, report), list(report)
