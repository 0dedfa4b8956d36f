"""Lists count as the article says, tasks have boxes, and an item needs no words of its own."""

from __future__ import annotations

from exporter.model import (
    List,
    ListItem,
)

from .rendering import article, opened, p, rendered
from .structure import W, faults


def test_lists_that_count_start_anew_where_they_say() -> None:
    one = List((ListItem((p("a"),)), ListItem((p("b"),))), kind="ordered", start=4)
    tree = opened(article(one, one))
    used = [e.get(f"{W}val") for e in tree.document.iter(f"{W}numId")]
    assert used[0] == used[1] != used[2] == used[3]
    numbering = tree.raw["word/numbering.xml"].decode()
    assert numbering.count('<w:startOverride w:val="4"/>') == 2


def test_a_list_beyond_words_numbers_is_spelled_out() -> None:
    tree = opened(article(List((ListItem((p("a"),)),), kind="ordered", start=999_999)))
    assert "999999.\ta" in tree.text()


def test_tasks_have_boxes_and_are_a_list() -> None:
    tasks = List((ListItem((p("a"),), checked=True), ListItem((p("b"),), checked=False)), kind="task")
    tree = opened(article(tasks))
    assert [words for style, words in tree.styles() if style == "ListTask"] == ["☑\ta", "☐\tb"]
    assert 'w14:checked w14:val="1"' in tree.raw["word/document.xml"].decode()


def test_a_list_inside_an_item_without_words() -> None:
    inner = List((ListItem((p("deep"),)),))
    assert faults(rendered(article(List((ListItem((inner,)),))))) == []
