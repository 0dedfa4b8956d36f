"""What stays together: short boxes and pieces of program text, the ends of longer ones; marks beside notes and items."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from exporter.model import (
    Aside,
    Callout,
    Cell,
    CodeBlock,
    DefinitionItem,
    DefinitionList,
    List,
    ListItem,
    Note,
    NoteRef,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
)
from tests.unit.pdf.articles import article, p, t
from tests.unit.pdf.places import place, places

Render = Callable[..., bytes]
Words = Callable[[bytes], list[str]]


SHORT = {
    "callout": Callout(tuple(p(f"Inner {at}.") for at in range(4)), kind="note"),
    "quote": Quote(tuple(p(f"Inner {at}.") for at in range(4)), t("Somebody")),
    "code": CodeBlock("\n".join(f"Inner {at}." for at in range(4))),
}


@pytest.mark.parametrize("box", SHORT)
def test_a_short_box_stands_on_one_page(render: Render, box: str) -> None:
    pages = set()
    for count in range(20, 36):
        data = render(article(*[p("Words.")] * count, SHORT[box]))
        [page] = {place(data, f"Inner {at}.").page for at in range(4)}
        pages.add(page)
    assert pages == {0, 1}


def test_no_last_line_of_program_text_stands_alone(render: Render) -> None:
    for count in range(46, 58):
        data = render(article(CodeBlock("\n".join(f"Line {at}." for at in range(count)))))
        assert place(data, f"Line {count - 1}.").page == place(data, f"Line {count - 2}.").page


def test_a_title_in_bold_stays_with_the_box_below_it(render: Render) -> None:
    box = Aside(tuple(p(f"Inner {at}.") for at in range(20)), title=t("Aside"))
    for count in range(20, 34):
        data = render(article(*[p("Words.")] * count, Paragraph((Strong(t("A bold title")),)), box))
        assert place(data, "A bold title").page == place(data, "Inner 0.").page


def test_a_table_that_goes_on_in_a_box_says_so_once(render: Render) -> None:
    rows = tuple(Row((Cell((p(f"Row {at}."),)), Cell((p("Words"),)))) for at in range(60))
    table = Table(head=(Row((Cell((p("One"),)), Cell((p("Two"),)))),), body=rows)
    data = render(article(Callout((table,), kind="note")))
    assert [one.page for one in places(data, "(continued)")] == [1]


def test_numbers_of_many_notes_keep_clear_of_their_text(render: Render) -> None:
    notes = tuple(Note((p(f"Said {at}."),), id=f"n{at}") for at in range(1, 1002))
    body = Paragraph(tuple(NoteRef(f"n{at}") for at in range(1, 1002)))
    data = render(article(body, notes=notes))
    number, said = place(data, "1000 Said"), place(data, "Said 1000.")
    assert said.left - number.left > 20


def test_no_short_item_stands_alone(render: Render) -> None:
    items = List(tuple(ListItem((p(f"Item {at}."),)) for at in range(6)))
    for count in range(22, 36):
        data = render(article(*[p("Words.")] * count, items, *[p("Words.")] * 6))
        pages = [place(data, f"Item {at}.").page for at in range(6)]
        assert (pages[0], pages[-1]) == (pages[1], pages[-2])


def test_a_list_among_definitions_has_bullets(render: Render, words: Words) -> None:
    inner = List((ListItem((p("item"),)),))
    [read] = words(render(article(DefinitionList((DefinitionItem(t("Term"), ((p("Meaning"), inner),)),)))))
    assert "•" in read
