"""Where long words are cut, in cells and in sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from exporter.backends.pdf.cuts import humped, signed
from exporter.model import Cell, Code, CodeBlock, Heading, Paragraph, Row, Table, Text
from tests.unit.pdf.articles import article, t
from tests.unit.pdf.places import place

Render = Callable[..., bytes]
Words = Callable[[bytes], list[str]]


def p(*content: Text | Code) -> Paragraph:
    return Paragraph(content)


def table(*rows: tuple[Paragraph, ...]) -> Table:
    return Table(body=tuple(Row(tuple(Cell((one,)) for one in row)) for row in rows))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("max_retry_backoff", ["max_", "retry_", "backoff"]),
        ("package.module.name(first,", ["package.", "module.", "name(first,"]),
        ("--message=words", ["--message=", "words"]),
        ('name="value', ["name=", '"value']),
        ("https://example.org/path", ["https://", "example.", "org/", "path"]),
        ("3.14", ["3.14"]),
        ("__init__", ["__init__"]),
    ],
)
def test_program_text_is_cut_after_its_signs(word: str, parts: list[str]) -> None:
    assert signed(word) == parts


def test_long_names_are_cut_before_capitals_and_brackets() -> None:
    assert humped("enableExperimentalFeatures") == ["enable", "Experimental", "Features"]
    assert humped("Optional[Mapping[str,") == ["Optional", "[Mapping", "[str,"]


def test_program_text_in_narrow_cells_keeps_its_words_whole(render: Render) -> None:
    codes = tuple(p(Code(f"first_{at}.second_{at}(thirdWordOf{at},fourthWordOf{at})")) for at in range(6))
    data = render(article(table(codes, codes)))
    for at in range(6):
        for part in ("first_", f"{at}.", "second_", f"WordOf{at},"):
            assert place(data, part).page == 0


def test_words_beside_long_program_text_have_room(render: Render) -> None:
    code = "package.module.submodule.function_of_it(first_argument,second_argument,third_argument)"
    words = "as many words as anybody would write about a function of a package of ours, and then some"
    data = render(article(table((p(Code(code)), p(Text(words))))))
    assert place(data, "function of a package").right - place(data, "as many").left > 110


def test_a_word_wider_than_its_cell_has_a_hyphen(render: Render, words: Words) -> None:
    cells = tuple(p(Text("incomprehensibilities of")) for _ in range(16))
    read = "".join(words(render(article(table(cells)))))
    assert "incomprehensibilities" not in read
    assert read.replace("\ufffe", "").count("incomprehensibilities") == 16  # as PDFium reads hyphens at line ends


def test_headings_and_code_in_cells_are_as_wide_as_they_are_set(render: Render) -> None:
    code = "value = measured(at=station)"
    row = Row((Cell((CodeBlock(code),)), Cell((Heading(t("A Heading Of It")),))))
    data = render(article(Table(body=(row,))))
    assert place(data, code).page == 0
    assert place(data, "A Heading Of It").page == 0


def test_what_is_cut_reads_as_it_was_typed(render: Render, words: Words) -> None:
    long = "_".join(["identifier"] * 9)
    [read] = words(render(article(p(Text("Words "), Code(long), Text(" and words.")))))
    assert long in read.replace("\r\n", "").replace("\n", "")
