"""Covers: the lead picture, or a drawn one that holds any title; the logo."""

from __future__ import annotations

import re
import time
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from exporter import model as m
from exporter.backends.epub import cover
from exporter.colours import rgb
from exporter.contract import sample
from exporter.pictures import opened as opened_picture
from exporter.theme import load_theme
from tests.unit.epub.articles import article, own_theme, words

Make = Callable[..., Any]


def test_the_lead_picture_is_the_cover(opened: Make) -> None:
    book = opened(sample.everything())
    assert book.find("//opf:item[@properties='cover-image']/@href", "content.opf") == ["pictures/001.png"]
    assert "EPUB/cover.svg" not in book.files


def test_a_drawn_cover(opened: Make) -> None:
    book = opened(replace(sample.everything(), lead=None))
    drawn = book.text("cover.svg")
    assert "Ada Example" in drawn and "The Example" in drawn and "TLP:AMBER" in drawn
    assert book.find("//x:img/@alt", "cover.xhtml") == ["Cover: Everything an article can hold"]
    assert rgb(load_theme().colours.accent) == rgb(re.findall(r'<rect [^>]*fill="(#\w+)"', drawn)[0])


@pytest.mark.parametrize("title", ["A", "word " * 90, "x" * 400, "标题" * 60, "Ein Donaudampfschiff & <Kapitän>"])
def test_covers_hold_any_title(title: str) -> None:
    drawn = cover.drawn(article(title=words(title)), load_theme())
    lines = re.findall(r'y="([\d.]+)"[^>]*font-size="(\d+)"', drawn.decode())
    assert lines and max(float(y) for y, _ in lines) < cover.HEIGHT


def test_a_cover_breaks_no_word_that_smaller_type_holds() -> None:
    size, lines = cover._fitted("Constitutional Questions and Answers, Revisited")
    assert size < 132 and lines == ["Constitutional", "Questions and", "Answers,", "Revisited"]


def test_a_title_on_a_cover_is_balanced() -> None:
    _, lines = cover._fitted("Contingent of 400 Kenyan Police Arrive in Haiti to Aid Security Efforts")
    assert lines[-1] == "Security Efforts" and len(lines) == 5


def test_a_cover_cuts_words_of_any_length_at_once() -> None:
    begun = time.process_time()
    long = article(kicker="k" * 100_000, publisher="p" * 100_000, authors=(m.Author("n" * 100_000),))
    assert len(cover.drawn(long, load_theme())) < 10_000
    assert time.process_time() - begun < 2


def test_thin_and_small_pictures_are_no_covers() -> None:
    assert cover.usable(opened_picture(sample.picture()))
    assert not cover.usable(opened_picture(sample.picture(100, 100)))
    assert not cover.usable(opened_picture(sample.picture(1600, 300)))


def test_the_logo_stands_in_the_head_and_on_a_drawn_cover(opened: Make, tmp_path: Any) -> None:
    (tmp_path / "logo.png").write_bytes(sample.picture(300, 90))
    theme = own_theme(tmp_path, '[brand]\nlogo = "logo.png"')
    book = opened(article(publisher="The House"), theme=theme)
    (logo,) = book.find("//x:header/x:p[@class='logo']/x:img")
    assert logo.get("alt") == "" and book.files[f"EPUB/{logo.get('src')}"] == sample.picture(300, 90)
    drawn = book.text("cover.svg")
    assert f"data:image/png;base64,{b64encode(sample.picture(300, 90)).decode()}" in drawn and "The House" in drawn
    assert book.meta("schema:accessMode") == ["textual"] and book.meta("dcterms:conformsTo")


def test_a_broken_logo_is_told_of(opened: Make, tmp_path: Any) -> None:
    (tmp_path / "logo.png").write_bytes(b"no picture")
    book = opened(article(), theme=own_theme(tmp_path, '[brand]\nlogo = "logo.png"'))
    assert book.codes == ["broken-logo"] and not book.find("//x:img")
