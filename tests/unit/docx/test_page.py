"""Page and theme: the marking, columns, contents of long articles, boxes side by side."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from exporter.model import (
    Callout,
    CodeBlock,
    Heading,
    List,
    ListItem,
    Takeaways,
    ThematicBreak,
)
from exporter.theme import load_theme

from .rendering import article, opened, p, rendered, t
from .structure import Opened, W, faults, style_of


def test_the_marking_is_at_head_and_foot_of_every_page() -> None:
    tree = opened(article(p("x"), marking="TLP:RED"))
    for part in ("word/header1.xml", "word/footer1.xml"):
        assert b"TLP:RED" in tree.raw[part]


def test_the_theme_rules() -> None:
    theme = load_theme()
    theme = replace(
        theme,
        page=replace(theme.page, size="Letter", columns=2),
        colours=replace(theme.colours, accent="#aa0011"),
        takeaways=replace(theme.takeaways, position="end"),
    )
    data = rendered(article(p("Body"), takeaways=Takeaways((t("Point"),))), theme=theme)
    assert faults(data) == []
    tree = Opened(data)
    document = tree.raw["word/document.xml"].decode()
    assert 'w:w="12240" w:h="15840"' in document and 'w:num="2"' in document
    assert b"AA0011" in tree.raw["word/styles.xml"]
    assert document.index("Body") < document.index("Point")


def test_a_long_article_has_contents_that_lead_to_its_headings() -> None:
    body = [block for n in range(8) for block in (Heading(t(f"Part {n}"), id=f"h{n}"), p("word " * 500))]
    data = rendered(article(*body))
    assert faults(data) == []
    styles = [style for style, _ in Opened(data).styles()]
    assert styles.count("TOC1") == 8
    assert "TOC1" not in [style for style, _ in opened(article(*body[:4])).styles()]


def test_boxes_beside_boxes_are_kept_apart() -> None:
    callout = Callout((p("x"),))
    styles = [style for style, _ in opened(article(callout, callout, CodeBlock("y"))).styles()]
    assert styles.count("Spacer") == 2


@pytest.mark.parametrize("columns", [1, 2])
def test_a_break_is_a_rule_in_the_middle_of_its_column(columns: int) -> None:
    theme = load_theme()
    theme = replace(theme, page=replace(theme.page, columns=columns))
    tree = opened(article(p("x"), ThematicBreak(), List((ListItem((p("y"), ThematicBreak())),))), theme=theme)
    styles = {s.get(f"{W}styleId"): s for s in tree.trees["word/styles.xml"].iter(f"{W}style")}
    found = [q for q in tree.document.iter(f"{W}p") if style_of(q) == "ThematicBreak"]
    measure = 8618 if columns == 1 else (8618 - 400) // 2
    for rule in found:
        own = rule.find(f"{W}pPr/{W}ind")
        indent = styles["ThematicBreak"].find(f"{W}pPr/{W}ind") if own is None else own
        left, right = (int(indent.get(f"{W}{side}")) for side in ("left", "right"))
        assert 600 < measure - left - right < measure / 4
    assert len(found) == 2
