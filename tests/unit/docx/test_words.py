"""The words a Word document prints that are not the article's own, as its language writes them."""

from __future__ import annotations

import pytest

from exporter import resources
from exporter.labels import labels
from exporter.model import Author, Callout, Figure, Image, Row, Table, Text

from .rendering import article, cell, opened, p, t
from .structure import W


def _lines(lang: str, *body: object, **more: object) -> list[str]:
    tree = opened(article(*body, lang=lang, **more)).document
    return ["".join(t.text or "" for t in paragraph.iter(f"{W}t")) for paragraph in tree.iter(f"{W}p")]


@pytest.mark.parametrize(
    ("lang", "source", "callout"),
    [
        ("en", "Source: The House", "Tip: Mind"),
        ("fr", "Source\u00a0: The House", "Conseil\u00a0: Mind"),
        ("zh-Hant", "來源：The House", "提示：Mind"),
        ("ja", "出典：The House", "ヒント：Mind"),
    ],
)
def test_labels_are_set_off_as_the_language_does(lang: str, source: str, callout: str) -> None:
    authors = (Author("A. Person", role="Photo"),)
    lines = _lines(lang, Callout((p("x"),), kind="tip", title=t("Mind")), publisher="The House", authors=authors)
    assert source in lines and callout in lines
    assert callout.replace(labels(lang).tip, "Photo").replace("Mind", "A. Person") in lines


@pytest.mark.parametrize("lang", resources.names("labels", ".toml"))
def test_the_text_follows_its_label(lang: str) -> None:
    assert labels(lang).labelled.startswith("{label}") and labels(lang).labelled.endswith("{text}")


def test_who_wrote_it_is_not_introduced_twice() -> None:
    assert "By Ada" in _lines("en", p("x"), authors=(Author("By Ada"),))
    assert "By Ada" in _lines("en", p("x"), authors=(Author("Ada"),))


@pytest.mark.parametrize(
    ("lang", "caption"),
    [
        ("en", "Tablet sales, by year"),
        ("en", "Table of ships"),
        ("en", "Tables 2 and 3 in one"),
        ("zh", "表面温度"),
        ("zh", "表2010年数据"),
        ("hu", "3 táblázatok"),
        ("de", "Tabellen im Vergleich"),
    ],
)
def test_a_caption_that_only_begins_like_a_label_is_numbered(lang: str, caption: str) -> None:
    assert labels(lang).table.format(number=1) + "\u2002" + caption in _lines(lang, _table(caption))


@pytest.mark.parametrize(
    ("lang", "caption"),
    [
        ("en", "Table 7: Ships"),
        ("en", "TABLE IV. Ships"),
        ("en", "Tab. 3 Ships"),
        ("en", "Table A.2 Ships"),
        ("zh", "表2 船舶"),
        ("zh", "表 三：船舶"),
        ("ja", "表12：船"),
        ("hu", "7. táblázat: Hajók"),
        ("de", "Tab. 3: Schiffe"),
        ("th", "ตารางที่ 4 เรือ"),
    ],
)
def test_a_caption_with_a_number_of_its_own_keeps_it(lang: str, caption: str) -> None:
    assert caption in _lines(lang, _table(caption))


@pytest.mark.parametrize(("lang", "caption", "numbered"), [("zh", "图书馆", True), ("zh", "图1 图书馆", False)])
def test_figures_likewise(lang: str, caption: str, numbered: bool) -> None:
    lines = _lines(lang, Figure((Image(None, "x"),), t(caption)))
    assert ("图1\u2002" + caption if numbered else caption) in lines


def _table(caption: str) -> Table:
    return Table(body=(Row((cell("x"),)),), caption=(Text(caption),))
