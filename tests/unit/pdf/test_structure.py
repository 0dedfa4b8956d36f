"""The structure tree: what assistive technology reads is the article, in its order. Read back with PDFium."""

from __future__ import annotations

from collections.abc import Callable

from exporter.contract import sample
from exporter.model import (
    Article,
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
    Text,
)
from exporter.walk import text as plain
from tests.unit.pdf.tree import read, trees

Render = Callable[..., bytes]


def squeezed(words: str) -> str:
    return "".join(char for char in words if not char.isspace() and char not in "\u00ad\u200b\u0002\ufffe")


def test_inline_elements_stand_in_their_sentence(render: Render) -> None:
    mixed = Paragraph(
        (Text("One "), Emphasis((Text("two"),)), Text(" three "), Link((Text("four"),), "#x"), Text(" five."))
    )
    body = (Heading((Text("Head"),), id="x"), mixed)
    assert "One two three four five." in read(render(Article(title=(Text("T"),), body=body, lang="en")))


def test_nested_lists_follow_their_own_text(render: Render) -> None:
    def item(words: str, *more: List) -> ListItem:
        return ListItem((Paragraph((Text(words),)), *more))

    nested = List((item("first", List((item("inner"),))), item("second")))
    got = squeezed(read(render(Article(title=(Text("T"),), body=(nested,), lang="en"))))
    assert "•first–inner•second" in got


def test_a_paragraph_over_pages_is_read_whole(render: Render) -> None:
    words = " ".join(f"word{count}" for count in range(1500))
    body = (Paragraph((Text(words),)),)
    assert squeezed(words) in squeezed(read(render(Article(title=(Text("T"),), body=body, lang="en"))))


def test_hyphenated_words_are_rejoined(render: Render) -> None:
    words = "Internationalisation characteristically complicates responsibilities understandably. " * 12
    got = read(render(Article(title=(Text("T"),), body=(Paragraph((Text(words.strip()),)),), lang="en")))
    assert squeezed(words) in squeezed(got)


def test_notes_are_read_after_the_text_of_their_page(render: Render) -> None:
    body = (Paragraph((Text("Before"), NoteRef("n"), Text(" after."))),)
    notes = (Note((Paragraph((Text("The note."),)),), id="n"),)
    got = squeezed(read(render(Article(title=(Text("T"),), body=body, notes=notes, lang="en"))))
    assert "Before1after.1Thenote." in got


def test_headers_footers_and_repeated_heads_are_not_read(everything: bytes) -> None:
    got = read(everything)
    assert "TLP:AMBER" not in got
    assert got.count("Everything an article can hold") <= 2  # the title, the source line


def test_the_sample_is_read_in_its_order(everything: bytes) -> None:
    got, at = squeezed(read(everything)), 0
    for node in sample.everything().body:
        if not isinstance(node, (Heading, Paragraph)):
            continue
        words = squeezed(plain(node.content))
        if words.isascii() and "^" not in words and "harbour" not in words:
            found = got.find(words, at)
            assert found >= at, words
            at = found


def test_cells_of_tables_with_spans_name_their_headers() -> None:
    from exporter.backends.pdf.tables import headers
    from exporter.grid import grid, scope
    from exporter.model import Table

    table = next(node for node in sample.everything().body if isinstance(node, Table))
    placed = grid(table)
    cell = next(at for at in placed.cells() if plain(at.cell.content) == "1,204.5")
    heads = [at for at in placed.cells() if scope(at)]
    named = [plain(at.cell.content) for at in headers(cell, heads)]
    assert named == ["Ships", "2023", "Mombasa"]


def test_what_a_figure_reads_as_leaves_its_caption_alone(render: Render) -> None:
    figure = Figure((Image("lost.png", alt="שלום"),), caption=(Text("כיתוב"),))
    got = read(render(Article(title=(Text("T"),), body=(figure,), lang="he", dir="rtl")))
    assert "שלום" in got
    assert "כיתוב" in got


def test_right_to_left_text_with_emphasis_reads_as_it_was_typed(render: Render) -> None:
    mixed = Paragraph((Text("אחת "), Emphasis((Text("שתיים PDF"),)), Text(" שלוש.")))
    assert "אחת שתיים PDF שלוש." in read(render(Article(title=(Text("T"),), body=(mixed,), lang="he", dir="rtl")))


def test_a_hyphen_that_ends_a_paragraph_is_read(render: Render) -> None:
    body = (Paragraph((Text("(ÅØ"),)), Paragraph((Text("a-"),)), Paragraph((Text("b"),)))
    assert "a-" in read(render(Article(title=(Text("T"),), body=body, lang="en")))


def test_words_for_a_picture_nobody_has_are_just_words(render: Render) -> None:
    """No figure without an alternative text is claimed to be there, so the file stays what it is."""
    pictures = (
        Paragraph((Text("See "), Image("gone.png"), Text("."))),
        Figure((Image("lost.png"),), caption=(Text("C"),)),
    )
    data = render(Article(title=(Text("T"),), body=pictures, lang="en"), pictures={})
    assert b"<pdfuaid:part>1<" in data
    assert b"<pdfaid:conformance>A<" in data
    tags = {item.tag for page in trees(data) for item in page}
    assert "Figure" not in tags


def test_a_picture_without_words_is_a_figure_and_claims_less(render: Render) -> None:
    data = render(Article(title=(Text("T"),), body=(Figure((Image(sample.PICTURE),)),), lang="en"))
    assert b"<pdfuaid:part>" not in data
    assert b"<pdfaid:conformance>B<" in data
