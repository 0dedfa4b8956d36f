"""What Pandoc, Quarto and MyST have beyond CommonMark: drawn tables, line blocks, fancy lists, references, comments."""

from __future__ import annotations

import os
from pathlib import Path
from time import perf_counter

import pytest

from exporter.model import Article, DefinitionList, Figure, Link, List, Paragraph, Table
from exporter.readers import Source
from exporter.readers.markdown import read
from exporter.report import Report
from exporter.walk import text, walk


def article(words: str, report: Report | None = None) -> Article:
    return read(Source(words.encode(), "x.md"), Report() if report is None else report)


def table(words: str) -> Table:
    (found,) = (node for node in walk(article(words)) if isinstance(node, Table))
    return found


def rows(part: object) -> list[list[str]]:
    return [[text(cell) for cell in row.cells] for row in part]  # type: ignore[attr-defined]


GRID = """\
+---------+-------+
| Fruit   | Price |
+:========+======:+
| - apple | 1     |
| - pear  | 2     |
+---------+-------+
| both            |
+---------+-------+
| left    | 3     |
|         +-------+
|         | 4     |
+---------+-------+

: What it costs {#tbl-costs}
"""


def test_a_grid_table_has_blocks_spans_alignment_and_caption() -> None:
    found = table(GRID)
    assert rows(found.head) == [["Fruit", "Price"]]
    assert rows(found.body) == [["apple\npear", "1\n2".replace("\n", " ")], ["both"], ["left", "3"], ["4"]]
    assert isinstance(found.body[0].cells[0].content[0], List)
    assert (found.body[1].cells[0].colspan, found.body[2].cells[0].rowspan) == (2, 2)
    assert found.columns == ("start", "end")
    assert (text(found.caption), found.id) == ("What it costs", "tbl-costs")


def test_wide_characters_stand_in_the_columns_they_are_drawn_in() -> None:
    found = table("+------+---+\n| 水果 | a |\n+======+===+\n| 梨   | b |\n+------+---+\n")
    assert (rows(found.head), rows(found.body)) == ([["水果", "a"]], [["梨", "b"]])


def test_a_simple_table_is_aligned_as_its_heads_are() -> None:
    found = table(
        "  Boats     Port     Berths     Harbour\n"
        "-------     ------ ----------   -------\n"
        "     40     40        40            40\n"
        "    215     215       215          215\n\n"
        "Table: Numbers\n"
    )
    assert rows(found.head) == [["Boats", "Port", "Berths", "Harbour"]]
    assert rows(found.body) == [["40"] * 4, ["215"] * 4]
    assert found.columns == ("end", "start", "center")
    assert text(found.caption) == "Numbers"


def test_tables_without_heads_and_of_several_lines() -> None:
    assert rows(table("-----  ---\none    two\nthree  four\n-----  ---\n").body) == [["one", "two"], ["three", "four"]]
    found = table(
        "-----------------------\n"
        " Head     Second\n"
        " of two   \n"
        "-------- --------------\n"
        " one      begins here\n"
        "          and ends here\n"
        "\n"
        " two      short\n"
        "-----------------------\n"
    )
    assert rows(found.head) == [["Head of two", "Second"]]
    assert rows(found.body) == [["one", "begins here and ends here"], ["two", "short"]]


@pytest.mark.parametrize(
    "words",
    [
        "A line of words above\n--- ---\nand words below, across the gap\n",
        "--- ---\n\nwords\n\n--- ---\n",
        "----------\nwords\n\nmore words\n----------\n",
        "+---+---+\n| a | b |\n+---+\n",
        "+---+---+\n| a | b\n+---+---+\n",
        "    +---+\n    | a |\n    +---+\n",
        "| a | b |\n| c | d |\n",
        "```\n+---+\n| a |\n+---+\n```\n",
    ],
)
def test_what_only_looks_like_a_table_is_none(words: str) -> None:
    assert not [node for node in walk(article(words)) if isinstance(node, Table)]


def test_a_grid_inside_a_grid_inside_a_grid_ends() -> None:
    lines = ["x"]
    for _ in range(12):
        width = max(map(len, lines))
        rule = "+" + "-" * (width + 2) + "+"
        lines = [rule, *(f"| {line.ljust(width)} |" for line in lines), rule]
    assert "x" in text(article("\n".join(lines)))


@pytest.mark.parametrize(
    "words",
    [
        "a  b\n-- --\n",
        "----------\nab  cd\n--- ---\n",
        "+---+\n| a |\n",
        "a) x\n\n",
        "| x\n",
        "(@a) x\n\n",
        "\n% x\nwords\n",
    ],
)
def test_beginnings_without_ends_cost_no_more_than_their_length(words: str) -> None:
    def seconds(times: int) -> float:
        begun = perf_counter()
        article(words * times)
        return perf_counter() - begun

    seconds(100)
    assert seconds(4000) < 40 * max(seconds(400), 0.005)


def test_a_line_block_keeps_its_lines_and_indents() -> None:
    (block,) = article("| The first\n|    the second\n| the third\n    goes on\n").body
    assert text(block) == "The first\n\u00a0\u00a0\u00a0the second\nthe third goes on"


@pytest.mark.parametrize(
    ("words", "numbering", "start", "items"),
    [
        ("a) one\nb) two\n", "lower-alpha", 1, ["one", "two"]),
        ("(iv) four\n(v) five\n", "lower-roman", 4, ["four", "five"]),
        ("i. one\nii. two\n", "lower-roman", 1, ["one", "two"]),
        ("h. eight\ni. nine\n", "lower-alpha", 8, ["eight", "nine"]),
        ("B.  two\nC.  three\n", "upper-alpha", 2, ["two", "three"]),
        ("(2) two\n(3) three\n", "decimal", 2, ["two", "three"]),
        ("#. one\n#. two\n", "decimal", 1, ["one", "two"]),
        ("a) one\n\n   more\n\nb) two\n", "lower-alpha", 1, ["one\nmore", "two"]),
    ],
)
def test_lists_in_letters_and_numerals(words: str, numbering: str, start: int, items: list[str]) -> None:
    (found,) = article(words).body
    assert isinstance(found, List)
    assert (found.kind, found.numbering, found.start) == ("ordered", numbering, start)
    assert [text(item) for item in found.items] == items


@pytest.mark.parametrize("words", ["A. Einstein was right.", "a) one\nd) two", "(see) this", "I. Newton\nA. Einstein"])
def test_what_only_looks_like_a_list_is_words(words: str) -> None:
    assert [type(block) for block in article(words).body] == [Paragraph]


def test_examples_are_counted_through_the_text_and_referred_to() -> None:
    made = article("(@) First.\n\nBetween.\n\n(@good) Second.\n\nAs (@good) shows, not (@bad).\n")
    first, _, second, last = made.body
    assert isinstance(first, List) and isinstance(second, List)
    assert (first.start, second.start) == (1, 2)
    assert text(last) == "As (2) shows, not (@bad)."


def test_references_to_what_is_there_are_links_and_citations_stay() -> None:
    made = article(
        "# T\n\n## Aims {#sec-aims}\n\nSee @fig-plan, [@tbl-none] and @sec-aims; [@doe99, p. 3], me@fig-plan.org.\n\n"
        "![A plan](a.png){#fig-plan}\n"
    )
    links = {node.target: text(node) for node in walk(made) if isinstance(node, Link) and node.target[0] == "#"}
    assert links == {"#fig-plan": "Figure 1", "#sec-aims": "Aims"}
    assert "[@tbl-none]" in text(made) and "[@doe99, p. 3]" in text(made)


def test_comments_of_myst_are_dropped_and_told() -> None:
    report = Report()
    made = article("# T\n\nWords.\n\n% a note to self\n\n% of this is prose\nthat goes on\n", report)
    assert "note to self" not in text(made)
    assert "% of this is prose" in text(made)
    assert [notice.code for notice in report] == ["comment-dropped"]


@pytest.mark.parametrize(
    ("written", "names", "affiliation"),
    [
        ("Jane Doe, Internal Operations", ["Jane Doe"], "Internal Operations"),
        ("Jane Doe and John Roe, Office of Design", ["Jane Doe", "John Roe"], "Office of Design"),
        ("Jane Doe, John Roe", ["Jane Doe", "John Roe"], None),
    ],
)
def test_an_office_behind_a_name_is_no_author(written: str, names: list[str], affiliation: str | None) -> None:
    made = article(f"---\ntitle: T\nauthor: {written}\n---\n\nWords.\n")
    assert [author.name for author in made.authors] == names
    assert {author.affiliation for author in made.authors} == {affiliation}


def test_tables_of_pandocs_own_tests_are_all_read() -> None:
    folder = os.environ.get("EXPORTER_CORPUS")
    source = Path(folder, "spec", "pandoc", "tables.markdown") if folder else None
    if source is None or not source.is_file():
        pytest.skip("EXPORTER_CORPUS names no folder with Pandoc's tables")
    made = read(Source(source.read_bytes(), source.name), Report())
    tables = [node for node in walk(made) if isinstance(node, Table)]
    assert len(tables) == 7
    assert all(len(found.body) >= 2 for found in tables)
    assert sum(bool(found.caption) for found in tables) == 3


def test_a_link_written_into_a_pictures_title_is_one_in_the_caption() -> None:
    (figure,) = article(r'![\[a plan\](https://x.org/p)](a.png "\[a plan](https://x.org/p)")').body
    assert isinstance(figure, Figure)
    assert figure.images[0].alt == "a plan"
    assert [(node.target, text(node)) for node in figure.caption if isinstance(node, Link)] == [
        ("https://x.org/p", "a plan")
    ]


@pytest.mark.parametrize(
    "drawn",
    [
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "+---+---+\n| a | b |\n+---+---+",
        " a   b\n--- ---\n 1   2",
        "------------ ----\na            b\n\nc            d\n------------ ----",
    ],
)
def test_a_caption_over_a_table_is_no_definition_of_the_paragraph_above(drawn: str) -> None:
    said, found = article(f"One line.\n\n: Words of *it* {{#tbl-x}}\n\n{drawn}\n").body

    assert isinstance(said, Paragraph) and isinstance(found, Table)
    assert (text(said), text(found.caption), found.id) == ("One line.", "Words of it", "tbl-x")


@pytest.mark.parametrize("after", ["------------", "more", "    | a | b |\n    |---|---|\n    | 1 | 2 |"])
def test_a_definition_with_no_table_below_it_stays_one(after: str) -> None:
    assert isinstance(article(f"Term\n\n:   words\n\n{after}\n").body[0], DefinitionList)


@pytest.mark.parametrize("start", ["Table\\:", "\\:"])
def test_an_escaped_label_over_a_table_is_words(start: str) -> None:
    said, found = article(f"Before.\n\n{start} words\n\n| a | b |\n|---|---|\n| 1 | 2 |\n").body[1:]

    assert text(said) == f"{start.replace(chr(92), '')} words"
    assert isinstance(found, Table) and not found.caption
