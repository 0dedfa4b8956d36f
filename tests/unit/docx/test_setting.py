"""How words are set: code among them, lines that cannot be justified, narrow tables, callouts in the colour of their kind."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from exporter.backends.docx.ragged import stubborn
from exporter.backends.docx.widths import ems
from exporter.model import (
    Callout,
    CalloutKind,
    Cell,
    Code,
    CodeBlock,
    Direction,
    Heading,
    Inlines,
    Link,
    List,
    ListItem,
    Note,
    NoteRef,
    Row,
    Strong,
    Table,
    Text,
)
from exporter.theme import load_theme

from .rendering import article, cell, opened, p, rendered, t
from .structure import Opened, W, faults, style_of


def _styles(tree: Opened) -> dict[str, str]:
    """The XML of every style by its id."""
    pieces = tree.raw["word/styles.xml"].decode().split("<w:style ")[1:]
    return {piece.partition('w:styleId="')[2].partition('"')[0]: piece for piece in pieces}


def _code_sizes(tree: Opened, part: str = "word/document.xml") -> list[str]:
    runs = [r for r in tree.trees[part].iter(f"{W}rPr") if r.find(f"{W}rStyle") is not None]
    code = [r for r in runs if r.find(f"{W}rStyle").get(f"{W}val") == "InlineCode"]
    return ["" if (size := r.find(f"{W}sz")) is None else str(size.get(f"{W}val")) for r in code]


def test_code_is_as_large_as_the_words_around_it() -> None:
    body = (
        Heading((Code("h"),)),
        p(Code("b"), NoteRef("n")),
        Table(body=(Row((cell("x"), replace(cell(""), content=(p(Code("c")),)))),)),
    )
    tree = opened(article(*body, notes=(Note((p(Code("n")),), id="n"),)))
    assert _code_sizes(tree) == ["24", "", "17"]
    assert _code_sizes(tree, "word/footnotes.xml") == ["15"]


def test_code_in_tables_keeps_its_face() -> None:
    """LibreOffice lets a table style's face win over a run's wherever the paragraph's style names none."""
    styles = _styles(opened(article(p("x"))))
    assert "<w:rFonts" in styles["TableText"] and "<w:rFonts" in styles["TableHeading"]


def test_code_and_addresses_are_never_hyphenated() -> None:
    tree = opened(
        article(p(Code("x"), Link(t("example.org/a"), "https://example.org/a"), Link(t("words"), "https://x.org")))
    )
    assert 'w:val="x-none"' in _styles(tree)["InlineCode"] and "suppressAutoHyphens" in _styles(tree)["CodeBlock"]
    shown = [
        ("".join(run.itertext()), run.find(f"{W}rPr/{W}lang") is not None)
        for link in tree.document.iter(f"{W}hyperlink")
        for run in link.iter(f"{W}r")
    ]
    assert ("example.org/a", True) in shown and ("words", False) in shown


def test_body_text_is_hyphenated_and_titles_never_are() -> None:
    tree = opened(article(p("x")))
    settings = tree.raw["word/settings.xml"].decode()
    for name in ("autoHyphenation", "hyphenationZone", "doNotHyphenateCaps"):
        assert f"<w:{name}" in settings
    styles = _styles(tree)
    ragged = ("Title", "Subtitle", "TakeawaysItem", "CalloutText", "AsideText", "TableText", "TableHeading", "Caption")
    for name in (*ragged, *(f"Heading{level}" for level in range(1, 7))):
        assert "<w:suppressAutoHyphens/>" in styles[name], name
    assert "suppressAutoHyphens" not in styles["BodyText"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (t("Donaudampfschifffahrtsgesellschaftskapitän"), False),
        (t("a sentence of ordinary words, none of them long"), False),
        (t("see https://example.org/a/long/path"), True),
        (t("这是一个没有空格的很长的句子，它可以在任何地方换行"), False),
        (t("state-of-the-art-machine-learning"), False),
        ((Text("call "), Code("a_function(with_words)")), True),
        ((Text("call "), Code("short and many words of code")), False),
        ((Link(t("https://example.org/page"), "https://x.org"),), True),
    ],
)
def test_a_paragraph_with_something_long_that_breaks_nowhere_is_ragged(content: Inlines, expected: bool) -> None:
    assert stubborn(content) is expected
    (paragraph,) = [q for q in opened(article(p(*content))).document.iter(f"{W}p") if style_of(q) == "BodyText"]
    assert (paragraph.find(f"{W}pPr/{W}jc") is not None) is expected


def _width(*rows: tuple[str, ...], direction: Direction = "ltr") -> int:
    """Twips of a table with these words."""
    table = Table(body=tuple(Row(tuple(map(cell, row))) for row in rows))
    found = opened(article(table, dir=direction)).document.find(f".//{W}tblW")
    return int(found.get(f"{W}w"))


def test_a_table_of_few_words_is_narrow_and_one_of_many_fills_the_measure() -> None:
    assert _width(("Rice", "1,240"), ("Maize", "310")) < 2500
    assert _width(("Rice", "words " * 40)) == _width(("words " * 40, "words " * 40)) == 8618


def test_a_table_from_right_to_left_fills_the_measure() -> None:
    """Where it does not, programs disagree about the edge it stands at."""
    assert _width(("א", "ב"), direction="rtl") == 8618


def test_characters_of_east_asia_are_an_em_wide() -> None:
    assert ems("漢字") == 2 and ems("") == 0 and ems("e\u0301") == ems("e")
    assert _width(("漢" * 10, "字")) > _width(("a" * 10, "b"))


@pytest.mark.parametrize("kind", ["note", "tip", "important", "warning", "caution"])
def test_callouts_have_the_colour_of_their_kind(kind: CalloutKind) -> None:
    theme = load_theme()
    theme = replace(theme, colours=replace(theme.colours, warning="#123456"))
    data = rendered(article(Callout((p("x"),), kind=kind, title=t("T"))), theme=theme)
    tree = Opened(data)
    colour = (theme.colours.accent if kind == "note" else getattr(theme.colours, kind)).lstrip("#").upper()
    named = [style_of(q) for q in tree.document.iter(f"{W}p") if style_of(q).startswith("Callout")]
    assert len(named) == 2 and faults(data) == []
    for name in named:
        assert f'w:color="{colour}"' in _styles(tree)[name].partition("<w:left ")[2].partition("/>")[0]
    assert f'<w:color w:val="{colour}"/>' in _styles(tree)[named[0]]


def test_marks_of_lists_stay_in_narrow_cells() -> None:
    cell = Cell((List((ListItem((p("a"),)),)),))
    (found,) = opened(article(Table(body=(Row((cell,)),)))).document.iter(f"{W}numPr")
    indent = found.getparent().find(f"{W}ind")
    assert int(indent.get(f"{W}left")) >= int(indent.get(f"{W}hanging"))


def test_what_a_paragraph_introduces_stays_with_it() -> None:
    words = [
        p("First:"),
        p("It runs:"),
        CodeBlock("x = 1"),
        p("Said."),
        CodeBlock("y"),
        p(Strong(t("Bold"))),
        CodeBlock("z"),
    ]
    held = List((ListItem((p("In an item:"), CodeBlock("w"))),))
    found = opened(article(*words, held, p("Over a box:"), Callout((p("x"),)))).document.iter(f"{W}p")
    kept = ["".join(one.itertext()) for one in found if one.find(f"{W}pPr/{W}keepNext") is not None]
    assert kept == ["It runs:", "Bold", "In an item:", "Over a box:"]


def test_very_long_code_is_in_one_colour() -> None:
    long = "x = 1\n" * 20_000
    assert (
        "1A6334"
        not in opened(article(CodeBlock(f"s = 'a'\n{long}", language="python"))).raw["word/document.xml"].decode()
    )
