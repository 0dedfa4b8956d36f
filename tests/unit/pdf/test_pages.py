"""Pages: what lies, what goes on over a page's end, the grid of first lines."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
import pytest
from msgspec.structs import replace

from exporter.backends.pdf.columns import shared
from exporter.backends.pdf.sheets import grid_step
from exporter.labels import labels
from exporter.model import (
    Callout,
    Cell,
    CodeBlock,
    Heading,
    List,
    ListItem,
    Note,
    NoteRef,
    Paragraph,
    Row,
    Table,
    Text,
)
from exporter.theme import Theme, load_theme
from tests.unit.pdf.articles import article, p, t
from tests.unit.pdf.places import place, places
from tests.unit.pdf.tree import Item, trees

Words = Callable[[bytes], list[str]]
Render = Callable[..., bytes]
LONG = "responsibilities"


def columns(number: int) -> Theme:
    theme = load_theme()
    return replace(theme, page=replace(theme.page, columns=number))  # type: ignore[arg-type]


def table(columns: int, rows: int = 3, word: str = LONG) -> Table:
    row = Row(tuple(Cell((p(word),)) for _ in range(columns)))
    return Table(head=(row,), body=(row,) * rows)


def sizes(data: bytes) -> list[tuple[float, float]]:
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        return [page.get_size() for page in document]


def lying(data: bytes) -> list[bool]:
    return [width > height for width, height in sizes(data)]


def reach(data: bytes) -> list[tuple[float, float]]:
    """The leftmost and rightmost edge of text on each page."""
    out = []
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        for page in document:
            text = page.get_textpage()
            boxes = [text.get_rect(at) for at in range(text.count_rects())]
            out.append((min(box[0] for box in boxes), max(box[2] for box in boxes)))
    return out


def tags(items: list[Item]) -> set[str]:
    found = set()
    for item in items:
        found |= {item.tag} | tags([kid for kid in item.kids if isinstance(kid, Item)])
    return found


def test_a_table_that_fits_stands_upright(render: Render) -> None:
    assert lying(render(article(p("Before."), table(4), p("After.")))) == [False]


def test_a_table_a_little_too_wide_is_set_smaller(render: Render) -> None:
    assert lying(render(article(p("Before."), table(7), p("After.")))) == [False]


def test_a_table_much_too_wide_is_turned_with_its_heading(render: Render, words: Words) -> None:
    data = render(article(p("Before."), Heading(t("Figures by region")), table(10), p("After.")))
    assert lying(data) == [False, True]
    read = words(data)
    assert "Before." in read[0]
    assert "Figures by region" not in read[0]
    assert "After." in read[0]
    assert "Figures by region" in read[1]
    assert {"H2", "Table", "THead", "TH", "TD"} <= tags(trees(data)[1])


@pytest.mark.parametrize("columns", [7, 10, 16, 40, 90])
def test_no_table_runs_off_the_page(render: Render, columns: int) -> None:
    data = render(article(table(columns)))
    for (left, right), (width, height) in zip(reach(data), sizes(data), strict=True):
        margin = 55 if width > height else 60
        assert left > margin
        assert right < width - margin


@pytest.mark.parametrize("number", [1, 2])
def test_the_page_before_a_turned_table_is_filled_with_what_follows(render: Render, words: Words, number: int) -> None:
    after = [p(f"Paragraph {at}. " + "Words of it. " * 60) for at in range(12)]
    data = render(article(p("Before."), Heading(t("Figures by region")), table(10), *after), theme=columns(number))
    upright = [at for at, lies in enumerate(lying(data)) if not lies]
    assert upright == [0, *range(2, len(lying(data)))]
    read = words(data)
    assert "Paragraph 3." in read[0]
    assert [f"Paragraph {at}." in "".join(read) for at in range(12)] == [True] * 12
    assert read[1].index("Figures by region") < read[1].index(LONG)


def test_several_turned_tables_wait_for_the_same_page_to_be_full(render: Render) -> None:
    body = [p("Before."), table(10), p("Between."), table(11), p("After.")]
    assert lying(render(article(*body))) == [False, True]
    assert lying(render(article(*body, *[p("Words of a paragraph. " * 30)] * 12)))[:3] == [False, True, False]


def test_a_turned_table_goes_on_over_pages_and_says_so(render: Render, words: Words) -> None:
    read = words(render(article(table(10, rows=60))))
    assert ["(continued)" in page for page in read] == [False, False, *[True] * (len(read) - 2)]
    assert len(read) > 3


def test_a_turned_table_may_end_the_article(render: Render) -> None:
    assert lying(render(article(p("Before."), table(10)))) == [False, True]


def test_a_table_in_a_box_is_not_turned(render: Render) -> None:
    assert lying(render(article(Callout((table(10),), kind="note")))) == [False]


def test_a_turned_table_in_two_columns(render: Render) -> None:
    data = render(article(*[p("Words of a paragraph. " * 30)] * 9, table(10), p("After.")), theme=columns(2))
    assert lying(data).count(True) == 1


def test_columns_with_short_words_keep_them_whole_where_others_are_cut() -> None:
    widths = shared([30.0, 400.0, 30.0, 400.0], [30.0, 500.0, 30.0, 500.0], 300.0)
    assert widths == [30.0, 120.0, 30.0, 120.0]


@pytest.mark.parametrize("lang", ["en", "de", "ar"])
def test_a_box_that_goes_on_says_so_in_its_language(render: Render, words: Words, lang: str) -> None:
    box = Callout(tuple(p("Words of a paragraph in a box. " * 12) for _ in range(20)), kind="warning")
    direction = "rtl" if lang == "ar" else "ltr"
    data = render(replace(article(box), lang=lang, dir=direction), labels=labels(lang))
    said = labels(lang).continued
    read = words(data)
    assert len(read) > 1
    shown = [said in page or said[::-1] in page for page in read]
    assert shown == [False, *[True] * (len(read) - 1)]
    spoken = "".join(_text(item) for page in trees(data) for item in page)
    assert said not in spoken  # an artifact: who listens does not hear of pages


def _text(item: Item) -> str:
    return item.actual or "".join(kid if isinstance(kid, str) else _text(kid) for kid in item.kids)


def test_what_ends_in_a_colon_stays_with_what_it_introduces(render: Render, words: Words) -> None:
    code = CodeBlock("one = 1\ntwo = 2\nthree = 3")
    for count in range(30, 46):
        filler = [p("Line.") for _ in range(count)]
        pages = words(render(article(*filler, p("It is done like this:"), code)))
        page = next(page for page in pages if "like this:" in page)
        assert "one = 1" in page


@pytest.mark.parametrize(
    ("leading", "gap", "step"), [(15, 7, 7.5), (15, 15, 15), (15, 9.8, 5), (14, 0, 14), (15, 3.7, 3.75)]
)
def test_the_grid_is_the_nearest_part_of_the_leading(leading: float, gap: float, step: float) -> None:
    assert grid_step(leading, gap) == step


def test_headings_below_each_other_stand_close(render: Render) -> None:
    data = render(article(p("Before."), Heading(t("First")), Heading(t("Second"), level=2), p("After.")))
    before, first, second = (place(data, words) for words in ("Before.", "First", "Second"))
    assert first.bottom - second.top < (before.bottom - first.top) * 0.8


def test_lesser_headings_have_no_more_space_above_than_greater_ones(render: Render) -> None:
    spaces = []
    for level in (1, 2, 3):
        data = render(
            article(p("Before it."), Heading(t("Hence")), p("x."), Heading(t("Here"), level=level), p("After."))
        )
        spaces.append(place(data, "x.").bottom - place(data, "Here").top)
    assert spaces == sorted(spaces, reverse=True)


def test_first_lines_of_both_columns_are_level(render: Render) -> None:
    sections = [
        node for at in range(12) for node in (Heading(t(f"Heading {at}")), p("Some words go on. " * (9 + at % 5)))
    ]
    data = render(article(*sections), theme=columns(2))
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        text = document[1].get_textpage()
        boxes = [(text.get_rect(at), text.get_text_bounded(*text.get_rect(at))) for at in range(text.count_rects())]
    body = {round((box[1] - 1) / 7.5 % 1, 1) % 1 for box, words in boxes if words.startswith("Some words")}
    assert len(body) == 1


def test_items_and_cells_with_nothing_in_them_are_no_error(render: Render, words: Words) -> None:
    items = List((ListItem(()), ListItem((p("Second."),))))
    cells = Table(body=(Row((Cell(()), Cell((p("Full."),)))),))
    read = words(render(article(p("Before:"), items, cells)))[0]
    assert "Second." in read
    assert "Full." in read


def test_a_table_too_wide_for_a_column_goes_across_all(render: Render, words: Words) -> None:
    text = p("Words of a paragraph. " * 20)
    data = render(article(text, Heading(t("Figures")), table(4), text), theme=columns(2))
    assert lying(data) == [False]
    read = words(data)[0]
    assert read.index("Figures") < read.index(LONG) < read.rindex("Words of")
    left, right = reach(data)[0]
    assert right - left > 400


def test_the_last_columns_end_level(render: Render) -> None:
    data = render(article(*[p("Words that go on and on. " * 12)] * 6), theme=columns(2))
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        text = document[0].get_textpage()
        boxes = [text.get_rect(at) for at in range(text.count_rects())]
    body = [box for box in boxes if 100 < box[1] < 700]
    lowest = [min(box[1] for box in body if (box[0] > 290) == right) for right in (False, True)]
    assert abs(lowest[0] - lowest[1]) < 50


def test_the_last_columns_end_level_above_their_notes(render: Render) -> None:
    called = Paragraph((Text("Called. " * 30), NoteRef("n"), Text("Words of it. " * 60)))
    data = render(
        article(called, *[p("Words of it. " * 40)] * 3, p("Last."), notes=(Note((p("Said."),), id="n"),)),
        theme=columns(2),
    )
    last, called_at = place(data, "Last."), places(data, "Called.")[0]
    assert last.page == called_at.page == 0
    assert last.left > called_at.left + 200  # in the other column
    assert 150 < last.bottom < 600
    assert place(data, "Said.").bottom < 90


def test_a_wide_table_stands_above_the_notes_of_the_columns_before_it(render: Render) -> None:
    called = Paragraph((Text("Called. " * 30), NoteRef("n")))
    rows = table(5, rows=2, word="incomprehensible")
    data = render(article(called, rows, p("After."), notes=(Note((p("Said."),), id="n"),)), theme=columns(2))
    cells, said = places(data, "incomprehensible"), place(data, "Said.")
    assert {one.page for one in cells} == {said.page} == {0}
    assert min(one.bottom for one in cells) > said.top
    assert place(data, "After.").page == 1


def test_a_note_called_above_and_below_a_wide_table_stands_once(render: Render, words: Words) -> None:
    call = (Text("Called"), NoteRef("n"))
    notes = (Note((p("What the note says."),), id="n"),)
    body = (Paragraph(call), table(4), Paragraph(call))
    data = render(article(*body, notes=notes), theme=columns(2))
    assert "".join(words(data)).count("What the note says.") == 1
