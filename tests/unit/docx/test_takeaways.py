"""The takeaways box is one box, at the reading edge, with a handle where one is asked for."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from exporter.model import (
    Takeaways,
)
from exporter.theme import load_theme

from .rendering import article, opened, p, properties, rendered, t
from .structure import Opened, W, faults


def test_takeaways_are_one_box() -> None:
    items = (t("One"), t("Two"))
    tree = opened(article(p("x"), takeaways=Takeaways(items, provenance=t("By hand"))))
    box = [s for s, _ in tree.styles() if s.startswith("Takeaways")]
    assert box == ["TakeawaysHeading", "TakeawaysItem", "TakeawaysItem", "TakeawaysSource"]
    styles = {s.get(f"{W}styleId"): s for s in tree.trees["word/styles.xml"].iter(f"{W}style")}
    for name in ("pBdr", "ind"):
        assert len({properties(styles[style], name) for style in box}) == 1
    assert 'w:ilvl w:val="0"' not in tree.raw["word/document.xml"].decode().partition("TakeawaysItem")[0]
    assert "outlineLvl" in properties(styles["TakeawaysHeading"], "outlineLvl")


@pytest.mark.parametrize("position", ["start", "end"])
def test_the_box_in_a_content_control(position: str) -> None:
    theme = load_theme()
    box = replace(theme.takeaways, position=position)
    theme = replace(theme, word=replace(theme.word, control=True), takeaways=box)
    data = rendered(article(p("x"), takeaways=Takeaways((t("One"),), label="In <short>")), theme=theme)
    (control,) = Opened(data).document[0].findall(f"{W}sdt")
    assert [control.find(f"{W}sdtPr/{W}{name}").get(f"{W}val") for name in ("alias", "tag")] == [
        "In <short>",
        "takeaways",
    ]
    assert len(control.findall(f"{W}sdtContent/{W}p")) == 2 and faults(data) == []


def test_the_bar_of_the_box_is_at_the_reading_edge() -> None:
    for direction, side in (("ltr", "left"), ("rtl", "right")):
        styles = opened(article(p("x"), dir=direction)).raw["word/styles.xml"].decode()
        frame = styles.partition('w:styleId="TakeawaysItem"')[2].partition("</w:pBdr>")[0]
        assert f'<w:{side} w:val="single" w:sz="21"' in frame
