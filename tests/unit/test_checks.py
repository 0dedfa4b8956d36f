"""What every backend may rely on, and what the report says where it was not so."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given

from exporter.checks import cleaned, prepared
from exporter.checks.language import direction, guessed
from exporter.contract import sample
from exporter.contract.strategies import articles
from exporter.grid import grid
from exporter.model import (
    Article,
    Block,
    Cell,
    Emphasis,
    Figure,
    Heading,
    Image,
    Link,
    List,
    ListItem,
    Note,
    NoteRef,
    Paragraph,
    Row,
    Span,
    Table,
    Takeaways,
    Text,
)
from exporter.report import Report
from exporter.walk import text, walk


def t(words: str) -> tuple[Text, ...]:
    return (Text(words),)


def check(*body: Block, **fields: object) -> tuple[Article, dict[str, str]]:
    report = Report()
    article = Article(title=t("T"), lang="en", body=body, **fields)  # type: ignore[arg-type]
    return prepared(article, report), {notice.code: notice.message for notice in report}


def test_the_sample_needs_nothing() -> None:
    report = Report()
    prepared(sample.everything(), report)
    assert list(report) == []


@given(articles())
def test_what_backends_rely_on(article: Article) -> None:
    ready = prepared(article, Report())
    ids = [node.id for node in walk(ready) if node.id]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", name) for name in ids)
    assert ready.lang
    assert ready.dir
    assert text(ready.title).strip()
    level = 0
    for node in walk(ready):
        if isinstance(node, Heading):
            assert node.id
            assert node.level <= level + 1
            level = node.level
        elif isinstance(node, NoteRef):
            assert node.note in {note.id for note in ready.notes}
        elif isinstance(node, Link) and node.target.startswith("#"):
            assert node.target[1:] in ids
        elif isinstance(node, Table):
            check_grid(node)
        elif isinstance(node, List):
            assert node.items
        elif isinstance(node, Figure):
            assert node.images


def check_grid(table: Table) -> None:
    laid = grid(table)
    seen: set[tuple[int, int]] = set()
    for placed in laid.cells():
        for row in range(placed.row, placed.row + placed.cell.rowspan):
            for column in range(placed.column, placed.column + placed.cell.colspan):
                assert (row, column) not in seen
                seen.add((row, column))
    rows = len(table.head) + len(table.body) + len(table.foot)
    assert seen == {(row, column) for row in range(rows) for column in range(laid.width)}


def test_words_on_either_side_of_empty_emphasis_are_one_text() -> None:
    once = prepared(Article(body=(Paragraph((Text("a "), Emphasis(()), Text(" b"))),)), Report())
    assert once.body == (Paragraph((Text("a b"),)),)
    assert prepared(once, Report()) == once


@given(articles())
def test_preparing_twice_changes_nothing(article: Article) -> None:
    once = prepared(article, Report())
    assert prepared(once, Report()) == once


def test_heading_levels_start_at_one_and_do_not_jump() -> None:
    ready, told = check(Heading(t("A"), 2), Heading(t("B"), 4), Heading(t("C"), 3), Heading(t("D"), 2))
    assert [node.level for node in ready.body if isinstance(node, Heading)] == [1, 2, 2, 1]
    assert "heading-jump" in told


def test_ids_come_from_words_and_are_unique() -> None:
    ready, _ = check(Heading(t("Über uns")), Heading(t("Über uns")), Heading(t("要点")))
    assert [node.id for node in ready.body] == ["uber-uns", "uber-uns-2", "section"]


def test_links_follow_ids_that_had_to_change() -> None:
    ready, _ = check(Heading(t("A"), id="1 a"), Paragraph((Link(t("to it"), "#1 a"),)))
    assert ready.body[0].id == "s-1-a"
    assert isinstance(ready.body[1], Paragraph)
    assert ready.body[1].content == (Link(t("to it"), "#s-1-a"),)


def test_links_find_headings_by_the_anchors_sites_give_them() -> None:
    ready, told = check(
        Heading(t("What's new?")),
        Heading(t("सामग्री-आधारित")),
        Paragraph(
            (
                Link(t("a"), "#whats-new"),
                Link(t("b"), "#%E0%A4%B8%E0%A4%BE%E0%A4%AE%E0%A4%97%E0%A5%8D%E0%A4%B0%E0%A5%80-आधारित"),
            )
        ),
    )
    assert isinstance(ready.body[2], Paragraph)
    assert [link.target for link in ready.body[2].content if isinstance(link, Link)] == ["#what-s-new", "#section"]
    assert told == {}


def test_notes_follow_too() -> None:
    ready, told = check(Paragraph((NoteRef("^1"),)), notes=(Note((Paragraph(t("n")),), id="^1"),))
    assert ready.notes[0].id == "s-1"
    assert "dead-note" not in told


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("#nowhere", "dead-link"),
        ("", "dead-link"),
        ("javascript:alert(1)", "unsafe-link"),
        (" JavaScript:x", "unsafe-link"),
        ("java\tscript:alert(1)", "unsafe-link"),
        ("java\r\nscript\n:alert(1)", "unsafe-link"),
        ("\n#\n", "dead-link"),
    ],
)
def test_links_that_cannot_work_keep_their_words(target: str, code: str) -> None:
    ready, told = check(Paragraph((Link(t("words"), target),)))
    assert isinstance(ready.body[0], Paragraph)
    assert ready.body[0].content == (Span(t("words")),)
    assert code in told


def test_a_link_without_words_shows_its_address() -> None:
    ready, _ = check(Paragraph((Link((), "https://example.org/"),)))
    assert text(ready.body) == "https://example.org/"


def test_a_dead_related_link_keeps_its_words() -> None:
    ready, told = check(related=(Link(t("elsewhere"), "#gone", id="x"), Link(t("to it"), "#x")))
    assert text(ready.body) == "elsewhere"
    assert ready.related == (Link(t("to it"), "#x"),)
    assert "dead-link" in told


def test_dead_note_references_stay_visible() -> None:
    ready, told = check(Paragraph((Text("a"), NoteRef("x"))))
    assert text(ready.body) == "ax"
    assert "dead-note" in told


def test_pictures_without_alternative_are_told() -> None:
    _, told = check(Figure((Image("a.png"),)), Figure((Image("b.png", ""),)))
    assert told["missing-alt"] == "a.png has no alternative text"


def test_an_untitled_article_says_so() -> None:
    report = Report()
    ready = prepared(Article(lang="en", body=(Paragraph(t("x")),)), report)
    assert text(ready.title) == "Untitled"
    assert "no-title" in {notice.code for notice in report}


def test_what_says_nothing_goes() -> None:
    hollow = (Paragraph(()), Paragraph(t("  ")), Heading(()), List(()), List((ListItem(()),)), Table(), Figure(()))
    ready, _ = check(*hollow, Paragraph(t("x")))
    assert ready.body == (Paragraph(t("x")),)


def test_a_figure_without_pictures_keeps_its_words() -> None:
    ready, _ = check(Figure((), t("caption"), t("credit")), lead=Figure((), t("lead")))
    assert text(ready.body) == "lead\ncaption\ncredit"


def test_control_characters_and_half_surrogates() -> None:
    ready, told = check(Paragraph(t("a\x00b\ufeffc\ud800d\n\te")))
    assert text(ready.body) == "abc\ufffdd e"
    assert {"control-character", "half-character"} <= set(told)


def test_short_rows_and_wild_spans() -> None:
    cell = Cell((Paragraph(t("x")),), colspan=2, rowspan=9)
    ready, told = check(Table((Row((cell,)), Row(()), Row((Cell(), Cell(), Cell(), Cell())))))
    assert isinstance(ready.body[0], Table)
    check_grid(ready.body[0])
    assert {"short-row", "table-without-head"} <= set(told)


def test_bad_language_tags_and_dates() -> None:
    langs = ("Klingon!", "pt_BR", "SQL", "tlh", "az-Arab", "")
    ready, told = check(*(Paragraph(t("x"), lang=lang) for lang in langs), published="2024-13-45")
    assert [node.lang for node in ready.body] == [None, "pt-BR", None, "tlh", "az-Arab", None]
    assert ready.published is None
    assert {"bad-language", "bad-date"} <= set(told)


@pytest.mark.parametrize(
    ("sample_text", "lang"),
    [
        ("The fleet was in the harbour and it was not for sale.", "en"),
        ("Die Flotte lag im Hafen und war nicht zu verkaufen, das ist der Stand.", "de"),
        ("La flotte est dans le port et les bateaux ne sont pas à vendre.", "fr"),
        ("Флот стоял в гавани.", "ru"),
        ("艦隊は港にいた。", "ja"),
        ("舰队停在港口。", "zh"),
        ("الأسطول في الميناء", "ar"),
        ("Der Rat hat gestern getagt. Die Fähre bleibt geschlossen.", "de"),
        ("Le quai est fermé depuis hier. Les travaux dureront deux mois.", "fr"),
        ("El muelle se abrió ayer. Mide 400 metros y costó una fortuna.", "es"),
        ("Il molo è stato aperto ieri. È lungo 400 metri.", "it"),
        ("Molo bylo zavřeno. Není jasné, zda bude letos otevřeno, ale je to možné.", "cs"),
        ("Kaien ble åpnet i går. Den er 400 meter lang og kostet mye.", "nb"),
        ("Kajen blev åbnet i går. Den er 400 meter lang og kostede meget.", "da"),
        ("Gati lilifunguliwa jana na watu wote wa mji walikuja kwa ajili ya sherehe.", "sw"),
        ("Ca\u0302\u0300u cảng được mở hôm qua và rất dài, nhưng không có tàu.", "vi"),
        ("Причал відкрили вчора. Її довжина невелика, його ціна теж.", "uk"),
        ("اسکله دیروز باز شد. این اسکله گران بود و پل ندارد.", "fa"),
        ("یہ گھاٹ کل کھولا گیا۔ اس کی لمبائی چار سو میٹر ہے۔", "ur"),
        ('Quarto\'s "test" -- pages 3--5 Some words.', "en"),
        ("Ada's plan: a, b, o, s, v, z, k and i.", "en"),
        ("Van Gogh, de Kooning and die Brücke are shown in La Paz, Los Angeles and Las Vegas.", "en"),
        ("Table 1: a 12 b 30 c 14 de 7", "en"),
        ("xyz", "en"),
        ("", "en"),
    ],
)
def test_languages_are_guessed(sample_text: str, lang: str) -> None:
    assert guessed(sample_text) == lang


def test_the_language_is_that_of_most_of_a_text_not_of_its_beginning() -> None:
    english = Paragraph(t("This is the summary of the report, and it is all in English for those who want that."))
    german = Paragraph(t("Der Bericht ist lang, und er wird von allen gelesen, die sich für das Thema interessieren."))
    report = Report()
    ready = prepared(Article(title=t("T"), body=(english, *[german] * 90)), report)
    assert ready.lang == "de"
    assert "language-assumed" in {notice.code for notice in report}


def test_guessing_the_language_of_a_long_text_takes_milliseconds() -> None:
    sample = "Ein Wort und noch eines, das die Zeile füllt; 字 и слово. " * 300
    guessed(sample)
    begun = time.process_time()
    for _ in range(10):
        guessed(sample)
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    ("lang", "expected"), [("ar", "rtl"), ("he-IL", "rtl"), ("az-Arab", "rtl"), ("en", "ltr"), ("ur-Latn", "ltr")]
)
def test_direction(lang: str, expected: str) -> None:
    assert direction(lang) == expected


def test_words_of_which_nothing_is_left_go() -> None:
    given = Article(body=(Paragraph((Text("\x9d"), Text("a"))),))
    assert cleaned(given, Report()).body == (Paragraph((Text("a"),)),)


@pytest.mark.parametrize(
    "date", ["2020-08-29T10:46:06+০১:০০", "২০২০-০৮-২৯", "2020-08-29T25:00", "2020-13-01", "2020-08-29T10"]
)
def test_dates_that_are_none(date: str) -> None:
    report = Report()
    assert cleaned(Article(published=date), report).published is None
    assert [notice.code for notice in report] == ["bad-date"]


@pytest.mark.parametrize("date", ["2020", "2020-08", "2020-08-29", "2020-08-29T10:46", "2020-08-29T10:46:06.5Z"])
def test_dates_as_exact_as_they_are_given(date: str) -> None:
    assert cleaned(Article(published=date), Report()).published == date


def test_the_mark_of_a_dead_note_can_still_be_led_to() -> None:
    mark = Paragraph((Text("x"), NoteRef("a", id="m"), Link((Text("y"),), "#m")))
    once = prepared(Article(body=(mark,)), Report())
    assert prepared(once, Report()) == once
    assert any(node.id == "m" for node in walk(once))


def test_neighbouring_texts_are_one_with_one_space_between_their_words() -> None:
    parts = (Text(value="a "), Text(value=" b"), Text(value="c", lang="de"))
    article = Article(title=parts, takeaways=Takeaways(items=(parts[:2],)))
    got = cleaned(article, Report())
    assert got.title == (Text(value="a b"), Text(value="c", lang="de"))
    assert got.takeaways == Takeaways(items=((Text(value="a b"),),))
    assert cleaned(got, Report()) is got
