"""Pieces: kept for the process, coded for each document."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace

from exporter.backends.pdf import faces, pieces, search
from exporter.backends.pdf.fonts import Fonts, Use
from exporter.backends.pdf.text import Setting, Style
from exporter.model import Article, Paragraph, Text
from exporter.theme import load_theme

STYLE = Style("text", 10.6, "#000000", lang="en")


def setting(missing: Callable[[str], None] = lambda _: None) -> Setting:
    """A setting of a document of its own."""
    return Setting(STYLE, Fonts(load_theme()), missing)


def test_a_word_is_cut_once_for_all_documents() -> None:
    (first,), (second,) = setting().word("incomprehensible"), setting().word("incomprehensible")
    assert first[0] is second[0]
    halves = first[0].case.halves(first[0], "en")
    assert halves and second[0].halves is halves


def test_what_no_font_has_is_told_in_every_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "system_folders", lambda: ())
    for _ in range(2):
        told: list[str] = []
        setting(told.append).word("a\U00013000b")
        assert told == ["\U00013000"]


def test_no_case_grows_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_MOST_WORDS", 20)
    case = setting().case
    for count in range(100):
        case.word("a" * (count % 50 + 1) + "b-c" * (count % 2))
    case.word("x" * 1000)
    assert len(case.words) + len(case._cuts) <= 20
    assert "x" * 1000 not in case.words


@pytest.mark.parametrize("count", [10, 13, 40, 41, 92])
def test_codes_that_strings_know_otherwise_are_escaped(count: int) -> None:
    use = Use(Fonts(load_theme()).face("text"), "F1")
    codes = [use.codes[use.face.sign(glyph, "x")] for glyph in range(1, 100)]
    assert codes[count - 1] == "\0" + {10: "\n", 13: "\\r", 40: "\\(", 41: "\\)", 92: "\\\\"}[count]


def test_any_number_of_characters_reads_back(render: Callable[..., bytes]) -> None:
    words = " ".join(chr(0x21 + at) + chr(0xAE + at % 80) + chr(0x391 + at % 17) for at in range(90))
    data = render(Article(title=(Text("A"),), body=(Paragraph((Text(words),)),), lang="en"))
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        read = document[0].get_textpage().get_text_range()
    assert "".join(words.split()) in "".join(read.split())


def test_what_is_kept_for_the_process_is_forgotten_between_documents(
    monkeypatch: pytest.MonkeyPatch, render: Callable[..., bytes]
) -> None:
    article = Article(
        title=(Text("A"),), body=(Paragraph((Text("Some ordinary words, efficiently set."),)),), lang="en"
    )
    data, kept = render(article), len(pieces._cases)
    assert render(article) == data and len(pieces._cases) == kept > 0
    monkeypatch.setattr(pieces, "_MOST_KEPT", 0)
    under_way = setting()
    assert render(article) == data
    assert under_way.face not in faces.opened()
    assert under_way.word("efficiently")[0][0].width == setting().word("efficiently")[0][0].width


def test_text_without_a_language_is_not_set_as_this_machine_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    class Turkish(faces.hb.Buffer):  # type: ignore[misc]
        def guess_segment_properties(self) -> None:
            super().guess_segment_properties()
            self.language = "tr"

    def shaped(lang: str) -> tuple[int | str, ...]:
        return Fonts(load_theme()).face("text").shape("fi fi", lang=lang).parts

    pieces._cases.clear()
    faces.close_all()
    monkeypatch.setattr(faces.hb, "Buffer", Turkish)
    assert shaped("") == shaped("en") != shaped("tr")


def test_a_font_of_the_theme_is_known_by_what_it_is(tmp_path: Path) -> None:
    """Not by the name of its file, which another theme's may have, too."""
    theme, file = load_theme(), load_theme().fonts.text.regular
    other = tmp_path / file
    other.parent.mkdir(parents=True)
    other.write_bytes(theme.asset(theme.fonts.code.regular))
    for one in (replace(theme, folder=str(tmp_path)), replace(theme, above=(str(tmp_path),))):
        assert Fonts(one).face("text").name != Fonts(theme).face("text").name


def test_a_font_that_is_replaced_in_its_folder_is_read_again(tmp_path: Path) -> None:
    theme, names = load_theme(), []
    for file in (theme.fonts.text.regular, theme.fonts.code.regular):
        (tmp_path / "one.ttf").write_bytes(theme.asset(file))
        found = search.found("a", (tmp_path,), False, False, True, "", search.state(tmp_path))
        names.append(found.name if found else "")
    assert len(set(names)) == 2 and all(names)
