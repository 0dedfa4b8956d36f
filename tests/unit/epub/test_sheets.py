"""Style sheets: readable colours, rules that old engines follow, lines that run down, fonts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from exporter.backends.epub import writing
from exporter.backends.epub.colours import css, middling, readable, veil
from exporter.backends.epub.stylesheet import legible, sheets
from exporter.colours import BLACK, ENOUGH, WHITE, contrast, rgb
from exporter.theme import load_theme
from tests.unit.epub.articles import article, own_theme

Make = Callable[..., Any]


def test_colours_stay_readable() -> None:
    for colour in ("#000000", "#1f4e79", "#c8102e", "#ffd700", "#ffffff", "#777777"):
        middle = middling(rgb(colour), rgb("#f1f5f9"))
        assert contrast(middle, rgb("#f1f5f9")) >= ENOUGH and contrast(middle, WHITE) >= ENOUGH
        assert contrast(readable(rgb(colour), (20, 23, 26)), (20, 23, 26)) >= ENOUGH
    assert contrast(middling(rgb("#1f4e79"), rgb("#f1f5f9")), BLACK) > 3.5
    assert veil((241, 245, 249)) == "rgba(0, 73, 146, 0.055)" and veil(WHITE) == "transparent"


def test_sheets() -> None:
    theme = load_theme()
    book, dark = (sheet.decode() for sheet in sheets(theme))
    assert legible(theme)
    assert "@media" not in book and "px" not in book and "$" not in book + dark
    assert not re.search(r"^(p|li|p, li)[^{]*\{[^}]*font-family", book, re.MULTILINE)


def test_bars_stand_in_old_readers_and_in_any_direction_of_writing() -> None:
    book = sheets(load_theme())[0].decode()
    (box,) = re.findall(r"\.takeaways \{([^}]*)\}", book)
    assert re.search(r"border-left-width: (\S+); border-block-width: 0; border-inline-width: \1 0;", box)
    paragraphs = next(rule for rule in book.splitlines() if rule.startswith("p, ul"))
    assert paragraphs.index("margin: 0 0") < paragraphs.index("margin-block: 0")


def test_nothing_in_the_main_sheet_makes_an_old_engine_drop_or_break_it() -> None:
    """Engines of e-readers drop a sheet for calc() or an at-rule, and break at shorthands with units they do not know."""
    book = re.sub(r"/\*.*?\*/", "", sheets(load_theme())[0].decode(), flags=re.DOTALL)
    assert not re.search(r"@|(calc|var|min|max|clamp)\(|display: (flex|grid)", book)
    for name, value in re.findall(r"([a-z-]+): ([^;}]*\d(?:vh|vw|ch|rem)\b[^;}]*)", book):
        assert name not in ("margin", "padding", "border") and " " not in value.strip(), f"{name}: {value}"


def test_words_that_stand_for_a_lead_picture_are_no_broken_box() -> None:
    book = sheets(load_theme())[0].decode()
    (rule,) = re.findall(r"^figure\.lead\.missing > figcaption:first-child \{([^}]*)\}", book, re.MULTILINE)
    assert "border-width: 0.07em 0 0;" in rule and "dashed" not in book


def test_program_text_has_the_colours_it_has_on_paper() -> None:
    accent = css(middling(rgb(load_theme().colours.accent), rgb(load_theme().colours.tint)))
    assert f".k {{ color: {accent};" in sheets(load_theme())[0].decode()


def test_tints_never_lie_on_each_other() -> None:
    """Found by Ace: program text in a callout had two veils behind it, and too little contrast."""
    book = sheets(load_theme())[0].decode()
    assert ".callout pre, .callout .callout { background-color: transparent; }" in book
    assert book.count("rgba(") == 3  # the takeaways, which hold no blocks; callouts; program text


def test_fonts_only_where_the_theme_says_so(opened: Make, tmp_path: Any) -> None:
    assert not [name for name in opened(article()).files if name.startswith("EPUB/fonts")]
    theme = tmp_path / "own.toml"
    theme.write_text('extends = "brief"\n[epub]\nembed_fonts = true\n', encoding="utf-8")
    book = opened(article(), theme=theme)
    fonts = {name: data for name, data in book.files.items() if name.endswith(".ttf")}
    assert len(fonts) == 8 and all(len(data) < 60_000 for data in fonts.values())
    assert len(book.find("//opf:item[@media-type='font/ttf']", "content.opf")) == 8
    assert book.text().index("fonts.css") < book.text().index("book.css")
    assert book.meta("ibooks:specified-fonts") == ["true"]
    assert book.find("/opf:package/@prefix", "content.opf")[0].startswith("ibooks: ")
    assert not opened(article()).find("/opf:package/@prefix", "content.opf")


@pytest.mark.parametrize(
    ("lang", "mode", "turns"),
    [
        ("ja", "vertical-rl", "rtl"),
        ("zh-Hant-TW", "vertical-rl", "rtl"),
        ("mn-Mong", "vertical-lr", "ltr"),
        ("mn", "", "ltr"),
    ],
)
def test_vertical_lines_where_the_theme_asks_for_them(
    opened: Make, tmp_path: Any, lang: str, mode: str, turns: str
) -> None:
    theme = own_theme(tmp_path, "[epub]\nvertical = true")
    book = opened(article(lang=lang), theme=theme)
    assert book.find("/opf:package/opf:spine/@page-progression-direction", "content.opf") == [turns]
    assert (writing.mode(lang, load_theme(theme)) or "") == mode
    assert "html:lang(mn-Mong) { -epub-writing-mode: vertical-lr;" in book.text("book.css")
    assert "writing-mode" not in opened(article(lang=lang)).text("book.css")


def test_every_side_of_a_page_is_also_named_by_the_direction_of_writing() -> None:
    """A rule that names physical sides only would put rules and distances on the wrong side of vertical lines."""
    book = re.sub(r"/\*.*?\*/", "", sheets(load_theme())[0].decode(), flags=re.DOTALL)
    for selector, body in re.findall(r"([^{}]+)\{([^}]*)\}", book):
        if selector.strip() == ".decimal":
            continue  # one physical side on purpose; the next rule is for languages that can be vertical
        for what in ("margin", "padding", "border"):
            width = "-width" if what == "border" else ""
            sided = re.search(rf"(?<![-\w]){what}(-(top|bottom|left|right){width}|{width}): ", body)
            logical = re.search(rf"{what}-block(-start|-end)?{width}: ", body)
            uneven = sided and not re.search(rf"(?<![-\w]){what}{width}: \S+;", body)
            assert logical or not uneven, f"{selector.strip()} {{{body}}}"
