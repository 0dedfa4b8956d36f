"""The head of the first page: the rule, the kicker, who publishes, the theme's logo."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from msgspec.structs import replace

from exporter.contract import sample
from exporter.report import Report
from exporter.theme import Brand, Theme, Word, load_theme

from .rendering import article, opened, p, rendered, t
from .structure import ADEC, WP, Opened, W, faults, style_of


def _theme(folder: Path, **brand: str) -> Theme:
    (folder / "logo.png").write_bytes(sample.picture(60, 20))
    (folder / "broken.png").write_bytes(b"no picture")
    return replace(load_theme(), folder=str(folder), brand=Brand(**brand))


@pytest.mark.parametrize(
    ("publisher", "kicker", "line"),
    [
        ("The Paper", None, "The Paper"),
        (None, None, "The House"),
        ("The Paper", "News", "News\tThe Paper"),
        (None, "News", "News\tThe House"),
    ],
)
def test_the_house_stands_where_the_article_names_no_publisher(
    tmp_path: Path, publisher: str | None, kicker: str | None, line: str
) -> None:
    theme = _theme(tmp_path, masthead="The House")
    tree = opened(article(p("x"), publisher=publisher, kicker=kicker), theme=theme)
    assert ("Masthead", line) in tree.styles()


@pytest.mark.parametrize(("brand", "said"), [({"masthead": "The House"}, "The House"), ({}, None)])
def test_the_logo_stands_above_with_the_name_of_the_house(
    tmp_path: Path, brand: dict[str, str], said: str | None
) -> None:
    data = rendered(article(p("x")), theme=_theme(tmp_path, logo="logo.png", **brand))
    tree = Opened(data)
    assert [style for style, _ in tree.styles()][:2] == ["Logo", "Masthead"]
    (drawing,) = tree.document.iter(f"{WP}docPr")
    assert drawing.get("descr") == said and (drawing.find(f".//{ADEC}decorative") is None) == bool(said)
    extent = next(tree.document.iter(f"{WP}extent"))
    assert abs(int(extent.get("cx")) - 3 * int(extent.get("cy"))) <= 635
    assert faults(data) == []


@pytest.mark.parametrize(
    ("standfirst", "narrowed"),
    [
        ("words " * 4, False),
        ("a long line of words " * 5, False),
        ("words that go on and on " * 3 + "to the end", True),
    ],
)
def test_a_standfirst_does_not_end_with_a_word_in_a_line_of_its_own(standfirst: str, narrowed: bool) -> None:
    tree = opened(article(p("x"), standfirst=t(standfirst.strip())))
    (subtitle,) = [q for q in tree.document.iter(f"{W}p") if style_of(q) == "Subtitle"]
    assert (subtitle.find(f"{W}pPr/{W}ind") is not None) is narrowed


@pytest.mark.parametrize(
    ("title", "narrowed"),
    [
        ("A short title", False),
        ("A title that needs two lines as it is " * 2, True),
        ("வரவேற்பு சமூகங்களை உருவாக்குதல் " * 3, False),
    ],
)
def test_titles_are_balanced_where_their_width_can_be_told(title: str, narrowed: bool) -> None:
    tree = opened(article(p("x"), title=t(title.strip())))
    (found,) = [q for q in tree.document.iter(f"{W}p") if style_of(q) == "Title"]
    assert (found.find(f"{W}pPr/{W}ind") is not None) is narrowed


def test_a_broken_logo_is_told_and_left_out(tmp_path: Path) -> None:
    report = Report()
    tree = Opened(rendered(article(p("x")), report, theme=_theme(tmp_path, logo="broken.png")))
    assert [notice.code for notice in report] == ["broken-logo"] and "Logo" not in dict(tree.styles())


@pytest.mark.parametrize("headed", [True, False])
def test_a_document_of_the_users_with_a_header_brings_its_own(tmp_path: Path, headed: bool) -> None:
    house = docx.Document()
    if headed:
        house.sections[0].header.paragraphs[0].text = "HOUSE"
    house.save(str(tmp_path / "house.docx"))
    theme = replace(_theme(tmp_path, logo="logo.png"), word=Word(reference="house.docx"))
    tree = opened(article(p("x")), theme=theme)
    assert (next(tree.document.iter(f"{W}drawing"), None) is None) is headed
