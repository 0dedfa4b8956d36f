"""Tables, addresses, numbered sections and running heads in pasted text."""

from __future__ import annotations

import time

import pytest

from exporter import model as m
from exporter.readers.text.links import linked
from exporter.walk import text
from tests.unit.readers.pasting import read

BODY = "The harbour was closed for most of the week, and ships waited outside in a long and patient line of lights."


def rows(block: m.Block) -> tuple[list[list[str]], list[list[str]]]:
    assert isinstance(block, m.Table)
    head, body = ([[text(cell) for cell in row.cells] for row in part] for part in (block.head, block.body))
    return head, body


def test_lines_with_tabs_are_a_table() -> None:
    found, _ = read(f"Ships\n\n{BODY}\n\nBy port:\nPort\tShips\tTons\nSelby\t40\t1,200\nOldsum\t12\t–\nThat was all.\n")
    assert [type(block).__name__ for block in found.body] == ["Paragraph", "Paragraph", "Table", "Paragraph"]
    table = found.body[2]
    assert rows(table) == ([["Port", "Ships", "Tons"]], [["Selby", "40", "1,200"], ["Oldsum", "12", "–"]])
    assert isinstance(table, m.Table) and table.columns == ("start", "decimal", "decimal")


def test_a_table_from_a_spreadsheet_has_empty_cells_and_years() -> None:
    found, _ = read(f"Ships\n\n{BODY}\n\n\t2023\t2024\t\nSelby\t40\t\t\nOldsum\t12\t15\t\n")
    assert rows(found.body[-1]) == ([["", "2023", "2024"]], [["Selby", "40", ""], ["Oldsum", "12", "15"]])


def test_rows_without_a_head_name_themselves() -> None:
    found, _ = read(f"Ships\n\n{BODY}\n\nName\tAda Example\nRole\tMaster\nSince\t2019\n")
    table = found.body[-1]
    assert isinstance(table, m.Table) and not table.head
    assert [row.cells[0].scope for row in table.body] == ["row"] * 3


@pytest.mark.parametrize(
    "lines",
    [
        "1.\tOne point\n2.\tAnother",
        "•\tOne point\n•\tAnother",
        "\t- One point\n\t- Another",
        "a)\tOne point\nb)\tAnother",
    ],
)
def test_tabs_after_bullets_are_lists(lines: str) -> None:
    found, _ = read(f"Ships\n\n{BODY}\n\nPoints:\n\n{lines}\n")
    last = found.body[-1]
    assert isinstance(last, m.List) and [text(item) for item in last.items] == ["One point", "Another"]


def test_one_line_with_a_tab_is_no_table() -> None:
    found, _ = read(f"Ships\n\nA line\twith a tab.\n\n{BODY}\t\n{BODY}\t\n")
    assert not any(isinstance(block, m.Table) for block in found.body)


def targets(words: str) -> list[str]:
    return [node.target for node in linked(words) if isinstance(node, m.Link)]


ADDRESSES = {
    "See https://example.org/a_(b), or (https://example.org/x?y=1&z=2).": [
        "https://example.org/a_(b)",
        "https://example.org/x?y=1&z=2",
    ],
    "Write to a.b+c@example.co.uk.": ["mailto:a.b+c@example.co.uk"],
    "www.example.org/path; and no more": ["http://www.example.org/path"],
    '"http://example.net/q" is one': ["http://example.net/q"],
    "见https://example.org/道。完": [],
    "https://例え.jp/道。次": ["https://例え.jp/道"],
    "no@body, x@y, @name, http://, https://x, www., mailto:a@example.org": [],
    "plain words": [],
}


@pytest.mark.parametrize(("words", "wanted"), ADDRESSES.items())
def test_bare_addresses_are_links(words: str, wanted: list[str]) -> None:
    assert targets(words) == wanted
    assert text(linked(words)) == words


def test_addresses_everywhere_in_the_text() -> None:
    one = "https://example.org/a"
    found, _ = read(f"Ships\n\n{BODY}\n\nKey points\n\n- {one}\n- b\n\nSee {one} now.\n\n- {one}\n- c\n\n> {one}\n")
    assert repr(found).count(f"target='{one}'") == 4


@pytest.mark.parametrize("piece", ["a@", "a.", "www.", "http://", "a@a.", "((", "x@y."])
def test_addresses_take_time_in_proportion(piece: str) -> None:
    begun = time.process_time()
    words = piece * (200_000 // len(piece)) + "@ ://"
    assert text(linked(words)) == words
    assert time.process_time() - begun < 2


MINUTES = """\
Minutes of the Harbour Council
Date: 5 April 2025
Present: A. Lopez (chair), T. Reed
Apologies: B. Holt

1. Last minutes
They were approved.

2. The quay
2.1 T. Reed showed the plans, which have been with the members since
the last meeting.
2.2 The council agreed.

3. Any other business
None.
"""


def test_minutes() -> None:
    found, _ = read(MINUTES)
    assert (text(found.title), found.published) == ("Minutes of the Harbour Council", "2025-04-05")
    assert [(type(block).__name__, text(block)) for block in found.body[2:]] == [
        ("Heading", "1. Last minutes"),
        ("Paragraph", "They were approved."),
        ("Heading", "2. The quay"),
        ("Paragraph", "2.1 T. Reed showed the plans, which have been with the members since the last meeting."),
        ("Paragraph", "2.2 The council agreed."),
        ("Heading", "3. Any other business"),
        ("Paragraph", "None."),
    ]


def test_a_number_before_a_space_that_does_not_break() -> None:
    found, _ = read(f"Ships\n\n{BODY}\n\n2.1\u00a0The quay\n\n{BODY}\n")
    assert isinstance(found.body[1], m.Heading)


def test_items_with_more_lines_stay_a_list() -> None:
    found, _ = read(f"Ships\n\n{BODY}\n\n1. Bread and cheese, which\nlast for a week.\n\n2. Water.\n\n3. A knife\n")
    assert isinstance(found.body[-1], m.List) and len(found.body[-1].items) == 3
    found, _ = read(f"Ships\n\n{BODY}\n\n1. Bread\n- white\n- brown\n\n2. Water\n")
    assert not any(isinstance(block, m.Heading) for block in found.body)


def test_a_number_in_a_sentence_is_no_clause() -> None:
    found, _ = read(
        f"Ships\n\n{BODY}\n\nTwo offices were closed (see section 4.1), and the savings amounted to\n1.2 million.\n"
    )
    assert text(found.body[-1]).endswith("amounted to 1.2 million.")


@pytest.mark.parametrize("under", ["1. A quay\n2. Two berths", "- A quay\n- Two berths", "Port\tShips\nSelby\t40"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_line_over_a_list_or_a_table_is_its_heading(under: str, gap: str) -> None:
    found, _ = read(f"Ships\n\n{BODY}\n\nWhat was built{gap}{under}\n")
    assert isinstance(found.body[1], m.Heading)
    assert text(found.body[1]) == "What was built"


@pytest.mark.parametrize("line", ["The winners are", "We need:", "Date: 5 April", "and so on", "It was done."])
def test_a_line_that_a_list_goes_on_from_is_no_heading(line: str) -> None:
    found, _ = read(f"Ships\n\n{BODY}\n\n{line}\n\n- A quay\n- Two berths\n")
    assert isinstance(found.body[1], m.Paragraph)


REPORT = """\
{0}

3.2 Water supply

The office repaired 40 wells in the dry season. Most of the repairs were fin-
ished before April, and the rest in May, when the parts from the maker in the
capital arrived at last. Nobody had to wait for more than a month for water,
and most of the people who were asked said that the water is good again, and

{1}

that they hope it stays so.

3.3 Staff

At the end of the year the office had 21 people, of whom nine were women.
The average age was 41.
"""


@pytest.mark.parametrize(
    "heads",
    [
        ("The Wells of 2024              Page 3", "The Wells of 2024              Page 4"),
        ("The Wells of 2024 | 3", "4 | The Wells of 2024"),
        ("The Wells of 2024\tSeite 3", "The Wells of 2024\tSeite 4"),
        ("The Wells of 2024 – page 3 of 9", "The Wells of 2024 – page 4 of 9"),
    ],
)
def test_a_running_head_with_its_number_goes(heads: tuple[str, str]) -> None:
    found, told = read(REPORT.format(*heads))
    assert text(found.title) == "The Wells of 2024"
    headings = [text(block) for block in found.body if isinstance(block, m.Heading)]
    assert headings == ["3.2 Water supply", "3.3 Staff"]
    assert "is good again, and that they hope it stays so." in text(found.body)
    assert text(found.body).count("Wells of") == 0 and len(told) == 2


def test_headings_and_captions_with_numbers_stay() -> None:
    long = "\n".join(f"Line {word} of a text that has no numbers at its ends." for word in "abcdefgh")
    parts = [f"Chapter {n}\n\n{long}\n\nThe  Table {n}\n\n{long}" for n in (1, 2, 3)]
    found, _ = read("A title\n\n" + "\n\n".join(parts))
    assert all(f"Chapter {n}" in text(found.body) and f"The Table {n}" in text(found.body) for n in (1, 2, 3))


@pytest.mark.parametrize("photo", ["", "\nPhoto: Nina Holt"])
def test_a_line_called_a_caption(photo: str) -> None:
    found, _ = read(f"Ships\n\nBy Ana Lopez\n\n{BODY}\n\nImage caption: A crane on the quay{photo}\n\n{BODY}\n")
    figure = found.body[1]
    assert isinstance(figure, m.Figure)
    assert (text(figure.caption), text(figure.credit)) == ("A crane on the quay", "Nina Holt" if photo else "")
