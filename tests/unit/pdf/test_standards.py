"""The standards a PDF says it follows, and what of it depends on them. That it does follow them is for the validator."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pypdfium2
import pytest

from exporter.backends.pdf.standards import Standard, standard
from exporter.contract import sample
from exporter.errors import UsageError
from exporter.model import (
    Article,
    Aside,
    Cell,
    Figure,
    Heading,
    Image,
    Link,
    List,
    ListItem,
    Note,
    NoteRef,
    Paragraph,
    PullQuote,
    Quote,
    Row,
    Table,
    Text,
)
from exporter.report import Report
from tests.unit.pdf.streams import streams
from tests.unit.pdf.tree import read

Render = Callable[..., bytes]
MODERN = {"standard": "ua-2"}


def p(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def article() -> Article:
    task = List((ListItem((p("Done"),), checked=True), ListItem((p("Open"),), checked=False)), kind="task")
    link = Paragraph((Link((Text("Down"),), "#x"), NoteRef("n")))
    body = (link, task, Heading((Text("Below"),), id="x"), p("Words."))
    return Article(title=(Text("T"),), body=body, notes=(Note((p("A note."),), id="n"),), lang="en")


def objects(data: bytes) -> str:
    return "\n".join(stream.decode("latin-1") for stream in streams(data) if b"/Type" in stream)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, Standard(1, 3, "1.7")),
        ({"archival": "a-2a", "standard": "ua-1"}, Standard(1, 2, "1.7")),
        ({"archival": "a-3a"}, Standard(1, 3, "1.7")),
        (MODERN, Standard(2, 4, "2.0")),
    ],
)
def test_what_is_asked_for(options: dict[str, str], expected: Standard) -> None:
    assert standard(options) == expected


@pytest.mark.parametrize("archival", ["a-2a", "a-3a"])
def test_two_that_cannot_be_together_are_refused(archival: str, render: Render) -> None:
    with pytest.raises(UsageError, match=archival):
        render(article(), options={**MODERN, "archival": archival})


def test_a_pdf_2_0_file_says_so_and_has_no_information_dictionary(render: Render) -> None:
    data = render(article(), options=MODERN)
    assert data.startswith(b"%PDF-2.0\n")
    assert b"/Info" not in data
    for claim in (b"pdfuaid:part>2<", b"pdfuaid:rev>2024<", b"pdfaid:part>4<", b"pdfaid:rev>2020<"):
        assert claim in data
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        assert document.get_version() == 20


def test_a_4_is_f_only_with_files_in_it(render: Render) -> None:
    assert b"conformance>F<" in render(article(), options=MODERN)
    assert b"conformance>" not in render(article(), options=MODERN, record=b"", pictures={})


def test_links_and_outline_lead_to_elements(render: Render) -> None:
    got = objects(render(article(), options=MODERN))
    targets = re.findall(r"/SD\[(\d+) 0 R", got)
    assert len(targets) == 4  # the link, the note's call and its way back, the outline
    assert "/Dest[" not in got
    heading = re.search(r"/Title \(Below\)[^\n]*?/SD\[(\d+) 0 R", got)
    down = re.search(r"/Contents \(Down\)[^\n]*?/SD\[(\d+) 0 R", got)
    assert heading and down
    assert heading[1] == down[1]


def test_types_are_those_of_pdf_2_0(render: Render) -> None:
    got = objects(render(article(), options=MODERN))
    space = re.search(r"/Namespaces\[(\d+) 0 R\]", got)
    assert space
    for tag in ("Document", "H2", "P", "L", "FENote"):
        assert re.search(rf"/S/{tag}/P \d+ 0 R/NS {space[1]} 0 R", got), tag
    assert "/S/Note/" not in got
    assert "/ListNumbering/None" not in got
    assert "/ListNumbering/Unordered" in got


def test_an_aside_in_an_aside_is_a_section(render: Render) -> None:
    nested = Aside((Aside((p("Inner."),)), p("Outer.")))
    got = [objects(render(Article(title=(Text("T"),), body=(nested,), lang="en"), options=o)) for o in (MODERN, {})]
    assert [one.count("/S/Aside/") for one in got] == [1, 2]
    assert got[0].count("/S/Sect/") == got[1].count("/S/Sect/") + 1


def test_an_aside_in_a_cell_or_quotation_is_a_section(render: Render) -> None:
    aside = Aside((p("Aside."),))
    made = Article(title=(Text("T"),), body=(Table((Row((Cell((aside,)),)),)), Quote((aside,)), aside), lang="en")
    got = [objects(render(made, options=o)) for o in (MODERN, {})]
    assert [one.count("/S/Aside/") for one in got] == [1, 3]


def test_a_heading_in_a_note_is_a_paragraph(render: Render) -> None:
    note = Note((Heading((Text("Head"),)), p("Words.")), id="n")
    made = Article(title=(Text("T"),), body=(Paragraph((NoteRef("n"),)),), notes=(note,), lang="en")
    got = [objects(render(made, options=options)) for options in (MODERN, {})]
    assert [one.count("/S/H") for one in got] == [got[1].count("/S/H") - 1, got[1].count("/S/H")]


def test_a_quotation_in_a_cell_is_a_section(render: Render) -> None:
    row = Row((Cell((Quote((p("Said."),)),)), Cell((PullQuote((Text("Cried."),)),))))
    made = Article(title=(Text("T"),), body=(Table((row,)), Quote((p("Outside."),))), lang="en")
    got = [objects(render(made, options=options)) for options in (MODERN, {})]
    assert [one.count("/S/BlockQuote/") + one.count("/S/PullQuote/") for one in got] == [1, 3]


def test_pdf_1_7_knows_nothing_of_it(render: Render) -> None:
    got = objects(render(article()))
    for unknown in ("/NS", "/Namespaces", "FENote", "/SD[", "Unordered"):
        assert unknown not in got
    assert "/S/Note/" in got


def test_both_read_alike(render: Render) -> None:
    both = [render(sample.everything(), options=options) for options in ({}, MODERN)]
    assert read(both[0]) == read(both[1])


def test_what_does_not_conform_does_not_claim_it(render: Render) -> None:
    report = Report()
    bare = Article(title=(Text("T"),), body=(Figure((Image(sample.PICTURE),)),), lang="en")
    data = render(bare, report, options=MODERN)
    assert b"pdfuaid:part>" not in data
    assert any("PDF/A-4f only, not PDF/UA-2" in notice.message for notice in report)
