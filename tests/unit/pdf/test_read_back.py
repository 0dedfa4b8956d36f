"""What is easily lost between an article and its PDF is there when the PDF is read back."""

from __future__ import annotations

import pypdfium2  # type: ignore[import-untyped, unused-ignore]
import pytest

import exporter
from exporter import Article, CodeBlock, Figure, Image, Link, ListItem, Note, NoteRef, Paragraph, Report, Text
from exporter.checks import prepared
from exporter.proof import verify

_SHALOM = "\u05e9\u05dc\u05d5\u05dd"
_WORDS = "Extraordinarily uncharacteristic internationalization considerations necessitate comprehensive documentation "


def told(*body: exporter.Block, lang: str = "en", notes: tuple[Note, ...] = ()) -> list[str]:
    """What is found when the PDF of an article is read back."""
    article, report = Article(title=(Text("A"),), lang=lang, body=body, notes=notes), Report()
    verify(exporter.render(article, "pdf"), prepared(article, Report()), "pdf", report)
    return [notice.message for notice in report]


def seen(*body: exporter.Block, lang: str = "en") -> str:
    """What the pages show."""
    article = Article(title=(Text("A"),), lang=lang, body=body)
    with pypdfium2.PdfDocument(exporter.render(article, "pdf")) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def called(note: str) -> NoteRef:
    return NoteRef(note=note)


def note(name: str, words: str, *calls: str) -> Note:
    return Note((Paragraph((Text(words), *map(called, calls))),), id=name)


def test_a_space_alone_between_links_in_hebrew() -> None:
    links = [Link((Text(_SHALOM),), f"https://{place}.example.org") for place in "ab"]
    assert not told(Paragraph((Text(f"{_SHALOM} "), links[0], Text(" "), links[1])), lang="he")


def test_hebrew_in_program_text_is_read_as_it_was_typed() -> None:
    assert not told(CodeBlock(f"x = 1\n  # {_SHALOM} {_SHALOM[::-1]} x\n\ny", language="python"))


@pytest.mark.parametrize(
    "notes",
    [
        (note("1", "one", "2"), note("2", "two", "3"), note("3", "three")),
        (note("1", "one"), note("2", "two", "3"), note("3", "three", "2")),
        (note("1", "one", "2"), note("2", "two", "1"), note("3", "three")),
    ],
)
def test_notes_that_only_notes_call(notes: tuple[Note, ...]) -> None:
    assert not told(Paragraph((Text("Word"), called("1"))), notes=notes)


def test_a_link_around_a_picture_that_is_missing_and_has_no_words() -> None:
    body = Paragraph((Text("See "), Link((Image("gone.png"),), "https://example.org/"), Text(".")))
    assert "[Picture not available]" in seen(body)
    assert not [one for one in told(body) if "link" in one]


def test_a_word_in_another_face_is_hyphenated_with_a_hyphen() -> None:
    """The label's face has letters that the text's has not; the hyphen is the text's."""
    word = "\u0180" * 20 + "\u00ad"
    body = Paragraph((Text(word * 12),))
    assert not told(body)
    shown = seen(body)
    assert shown.count("\u0180") == 240 and sum(map(shown.count, "\ufffe\u00ad\u0002")) >= 3


def test_lines_with_hebrew_show_the_hyphens_of_other_words() -> None:
    plain, mixed = (seen(Paragraph((Text(f"{_WORDS}{word} " * 6),))) for word in ("shalom", _SHALOM))
    hyphens = [sum(text.count(sign) for sign in "\ufffe\u00ad\u0002") for text in (plain, mixed)]
    assert all(hyphens), hyphens


def test_thai_breaks_without_hyphens() -> None:
    thai = "\u0e20\u0e32\u0e29\u0e32" * 60
    assert not told(Paragraph((Text(thai),)), lang="th")


def test_a_list_of_missing_pictures_begins_on_the_first_page() -> None:
    figures = exporter.List(tuple(ListItem((Figure((Image(f"{at}.png", "A ship"),)),)) for at in range(40)))
    article = Article(title=(Text("A"),), lang="en", body=(figures,))
    with pypdfium2.PdfDocument(exporter.render(article, "pdf")) as document:
        assert document[0].get_textpage().get_text_range().count("A ship") > 5
