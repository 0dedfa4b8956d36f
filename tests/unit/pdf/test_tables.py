"""Tables over pages: where rows are cut, what stays together, where heads and numbers stand."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from msgspec.structs import replace

from exporter.backends.pdf.atoms import Pad
from exporter.backends.pdf.decimals import parted
from exporter.backends.pdf.rows import Box, Rows
from exporter.model import Cell, Note, NoteRef, Paragraph, Row, Table, Text
from tests.unit.pdf.articles import article, t
from tests.unit.pdf.places import place, places

Render = Callable[..., bytes]


def cell(words: str, **more: object) -> Cell:
    return Cell((Paragraph(t(words)),), **more)  # type: ignore[arg-type]


def row(*words: str) -> Row:
    return Row(tuple(cell(word) for word in words))


def regions(count: int, each: int) -> Table:
    body = []
    for region in range(count):
        for at in range(each):
            first = (cell(f"Region {region}", rowspan=each),) if not at else ()
            body.append(Row((*first, cell(f"District {region}.{at}."))))
    return Table(head=(row("Region", "District"),), body=tuple(body))


def rows(count: int, lines: int = 1, high: float = 12.0) -> Rows:
    """Rows of as many lines each."""
    each = lines * high + 7.2
    boxes = [Box(at * each, (at + 1) * each, at * each + 3.6, [Pad(high) for _ in range(lines)]) for at in range(count)]
    return Rows(boxes, [at * each for at in range(count)], count * each, 0.0, 100.0)


def test_rows_tied_by_spans_are_cut_between_two_of_them() -> None:
    found = rows(20).split(100.0)
    assert found is not None
    upper, lower = found
    assert (upper.height, lower.height) == (pytest.approx(96.0), pytest.approx(288.0))
    assert isinstance(lower, Rows)
    assert [round(box.top, 1) for box in lower.boxes] == [round(3.6 + at * 19.2, 1) for at in range(15)]


@pytest.mark.parametrize(("made", "room"), [(rows(5), 60.0), (rows(1, lines=7), 60.0), (rows(1, lines=20), 20.0)])
def test_what_is_short_is_not_cut(made: Rows, room: float) -> None:
    assert made.split(room) is None


def test_a_long_row_is_cut_between_its_lines() -> None:
    found = rows(1, lines=20).split(100.0)
    assert found is not None
    assert [round(part.height, 1) for part in found] == [91.2, 163.2]


def test_a_row_little_higher_than_its_page_leaves_two_lines_for_the_next() -> None:
    found = rows(1, lines=20).split(240.0)
    assert found is not None
    assert found[0].height < 240.0
    assert found[1].height >= 2 * 12.0


def test_no_rows_of_a_long_span_stand_upon_each_other(render: Render) -> None:
    data = render(article(regions(1, 90)))
    found = [place(data, f"District 0.{at}.") for at in range(90)]
    assert {one.page for one in found} == {0, 1, 2}
    for before, after in pairwise(found):
        assert (after.page, -after.top) > (before.page, -before.bottom)


def test_the_rest_of_a_cell_over_rows_has_room_above_what_follows(render: Render) -> None:
    long = Cell((Paragraph(t("Words of a long cell. " * 120)),), rowspan=2)
    body = [Row((long, cell("Beside."))), row("Beside it."), *[row(f"Below {at}.", "After.") for at in range(8)]]
    for count in range(6):
        data = render(article(*[Paragraph(t("Before."))] * count * 5, Table(body=tuple(body))))
        ends = places(data, "long cell.")
        below = place(data, "Below 0.")
        assert ends
        assert all((one.page, -one.bottom) < (below.page, -below.top) for one in ends)


def test_notes_of_cut_rows_stand_clear_of_them(render: Render) -> None:
    inlines = tuple(one for at in range(60) for one in (Text("These words are in the cell. "), NoteRef(f"n{at}")))
    notes = tuple(Note((Paragraph(t(f"Said {at}. {'So it was said. ' * 12}")),), id=f"n{at}") for at in range(60))
    table = Table(body=(Row((Cell((Paragraph(inlines),)), cell("Beside."))),))
    data = render(replace(article(Paragraph(t("Before.")), table), notes=notes))
    cells, said = places(data, "These words"), places(data, "So it was said.")
    assert len({one.page for one in cells}) > 1
    for page in {one.page for one in cells}:
        assert min(one.bottom for one in cells if one.page == page) > max(one.top for one in said if one.page == page)


def test_no_foot_stands_alone_below_its_repeated_head(render: Render) -> None:
    for count in range(25, 40):
        body = tuple(row(f"Row {at}.", "Words") for at in range(count))
        data = render(article(Table(head=(row("One", "Two"),), body=body, foot=(row("Together", "All"),))))
        assert place(data, "Together").page == place(data, f"Row {count - 1}.").page


def test_a_short_table_stands_on_one_page(render: Render) -> None:
    for count in range(30, 44):
        before = tuple(Paragraph(t(f"Line {at}")) for at in range(count))
        table = Table(head=(row("One", "Two"),), body=tuple(row(f"Row {at}.", "Words") for at in range(4)))
        data = render(article(*before, table))
        assert len({place(data, f"Row {at}.").page for at in range(4)}) == 1


def test_heads_stand_just_above_their_columns(render: Render) -> None:
    head = (Row((cell("Region", rowspan=2), cell("Rain", colspan=2))), row("Mean", "Most"))
    data = render(article(Table(head=head, body=(row("North", "1.5", "20"), row("South", "2.25", "3")))))
    assert place(data, "Region").bottom == pytest.approx(place(data, "Mean").bottom, abs=2.0)


def test_numbers_with_many_decimals_do_not_reach_into_the_next_column(render: Render) -> None:
    data = render(article(Table(body=(row("x", "9876543", "1234567"), row("y", "0.123456", "0.654321")))))
    assert place(data, "9876543").right + 5 < place(data, "1234567").left
    assert place(data, "0.123456").right + 5 < place(data, "0.654321").left


@pytest.mark.parametrize(
    ("words", "lang", "parts"),
    [
        ("1,204.5", "en", ("1,204", ".5")),
        ("1.204,5", "de", ("1.204", ",5")),
        ("12", "en", ("12", "")),
        ("–", "en", ("–", "")),
        ("about 3", "en", None),
        ("", "en", None),
    ],
)
def test_numbers_are_parted_at_the_mark_of_their_language(words: str, lang: str, parts: object) -> None:
    assert parted(words, lang) == parts


def test_a_table_that_goes_on_is_named_again(render: Render) -> None:
    table = Table(head=(row("One", "Two"),), body=tuple(row(f"Row {at}.", "Words") for at in range(60)))
    short, long = (Table(head=table.head, body=table.body, caption=t(words)) for words in ("Rain", "Rain " * 40))
    assert [one.page for one in places(render(article(short)), "Rain (continued)")] == [1]
    assert [one.page for one in places(render(article(long)), "(continued)")] == [1]
