"""A Word document of ours is read as somebody left it, though not one word of it changed; saved anew, it is what it was."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from msgspec.structs import replace
from PIL import Image as Pillow

import exporter
from exporter.contract.sample import PICTURE, everything, picture
from exporter.model import (
    Article,
    CodeBlock,
    Emphasis,
    Figure,
    Heading,
    Image,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    MathBlock,
    Note,
    NoteRef,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
)
from exporter.model import Cell as _Cell
from exporter.pipeline.reading import read_packed
from exporter.readers import Reading, Source
from exporter.readers.docx import read
from exporter.report import Report
from exporter.walk import text, walk, without_places

from .word import changed, codes, resaved


def words(said: str) -> Paragraph:
    return Paragraph(content=(Text(value=said),))


def row(*cells: str) -> Row:
    return Row(cells=tuple(_Cell(content=(words(cell),)) for cell in cells))


LINK = Link(content=(Text(value="a place"),), target="https://example.org/one")
INNER = List(items=(ListItem(content=(words("inside"),)),))
BEFORE = Article(
    title=(Text(value="Tides"),),
    lang="en",
    body=(
        words("The first paragraph stands here."),
        Heading(content=(Text(value="How it works"),)),
        Paragraph(content=(Text(value="It goes to "), LINK, Text(value=" and "), Strong(content=(Text(value="on"),)))),
        List(items=(ListItem(content=(words("one"),)), ListItem(content=(words("two"), INNER)), ListItem((words("three"),)))),
        Table(head=(row("A", "B"),), body=(row("c", "d"), row("e", "f"))),
        Figure(images=(Image(source="a.png", alt="A harbour"),), caption=(Text(value="The harbour"),)),
        CodeBlock(code="x = 1", language="python"),
        MathBlock(source=r"\frac{a}{b}"),
        Quote(content=(words("Somebody said."),)),
        # What a document says less exactly than an article: a line end inside what is strong, and no words for a picture.
        Paragraph(content=(Strong(content=(Text(value="Name"), LineBreak())), Text(value="and more"), NoteRef(note="n"))),
        Figure(images=(Image(source="gone.png", alt=""),)),
    ),
    notes=(Note(id="n", content=(Paragraph(content=(Text(value="See "), LINK)),)),),
)  # fmt: skip


def png(colour: str) -> bytes:
    out = io.BytesIO()
    Pillow.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def export() -> bytes:
    return exporter.render(BEFORE, "docx", pictures={"a.png": png("teal")})


def edited(data: bytes, edit: Callable[[Any], object]) -> tuple[Article, Report, dict[str, bytes]]:
    """What is read of a document that somebody edited with python-docx."""
    report = Report("x.docx")
    got = read_packed(resaved(data, edit), report=report)
    return without_places(got.article), report, dict(got.pictures)


def body(article: Article, kind: type) -> Any:
    return next(block for block in article.body if isinstance(block, kind))


def under(document: Any, said: str) -> Any:
    return next(one for one in document.paragraphs if one.text == said)


def test_what_was_only_opened_and_saved_is_what_it_was(export: bytes) -> None:
    got, report, pictures = edited(export, nothing)
    assert got == without_places(BEFORE)
    assert codes(report) == []
    assert pictures == {"a.png": png("teal")}


def test_one_that_was_edited_keeps_all_else_just_as_it_was(export: bytes) -> None:
    got, _, _ = edited(export, lambda document: under(document, "The first paragraph stands here.").add_run(" More."))
    assert got.body[0] == words("The first paragraph stands here. More.")
    assert got.body[1:] == BEFORE.body[1:]
    assert got.notes == BEFORE.notes


def nothing(_: Any) -> None:
    """Opened and saved."""


def heading_lowered(document: Any) -> None:
    under(document, "How it works").style = document.styles["Heading 2"]


def heading_to_text(document: Any) -> None:
    under(document, "How it works").style = document.styles["Body Text"]


def text_to_heading(document: Any) -> None:
    under(document, "The first paragraph stands here.").style = document.styles["Heading 1"]


def italic(document: Any) -> None:
    under(document, "The first paragraph stands here.").runs[0].italic = True


def not_bold(document: Any) -> None:
    next(run for one in document.paragraphs for run in one.runs if run.text == "on").bold = False


def link(document: Any) -> None:
    for relation in document.part.rels.values():
        if relation.is_external:
            relation._target = "https://example.org/two"


def alternative_text(document: Any) -> None:
    next(document.element.body.iter(qn("wp:docPr"))).set("descr", "A bay")


def picture_deleted(document: Any) -> None:
    drawing = next(document.element.body.iter(qn("w:drawing")))
    drawing.getparent().remove(drawing)


def picture_inserted(document: Any) -> None:
    under(document, "How it works").insert_paragraph_before().add_run().add_picture(io.BytesIO(png("red")))


def cells_merged(document: Any) -> None:
    grid = document.tables[0]
    grid.cell(1, 0).merge(grid.cell(1, 1))


def row_moved(document: Any) -> None:
    rows = document.tables[0].rows
    rows[1]._tr.addprevious(rows[2]._tr)


def list_numbered(document: Any) -> None:
    numbered = document.styles["List Number"].element.pPr.numPr.numId.val
    for said in ("one", "two", "three"):
        under(document, said)._p.pPr.numPr.numId.val = numbered


def nested_more(document: Any) -> None:
    outer, inner = under(document, "three"), under(document, "inside")
    outer._p.replace(outer._p.pPr, copy.deepcopy(inner._p.pPr))


def quoted_no_more(document: Any) -> None:
    under(document, "Somebody said.").style = document.styles["Body Text"]


EDITS: dict[Callable[[Any], None], Callable[[Article], object]] = {
    heading_lowered: lambda article: body(article, Heading).level == 2,
    heading_to_text: lambda article: words("How it works") in article.body,
    text_to_heading: lambda article: isinstance(article.body[0], Heading),
    italic: lambda article: isinstance(article.body[0].content[0], Emphasis),  # type: ignore[union-attr]
    not_bold: lambda article: not any(isinstance(node, Strong) for node in walk(article.body[2])),
    link: lambda article: article.body[2].content[1].target == "https://example.org/two",  # type: ignore[union-attr]
    alternative_text: lambda article: body(article, Figure).images[0].alt == "A bay",
    picture_deleted: lambda article: sum(isinstance(node, Image) for node in walk(article)) == 1,
    picture_inserted: lambda article: isinstance(article.body[1], Figure),
    cells_merged: lambda article: body(article, Table).body[0].cells[0].colspan == 2,
    row_moved: lambda article: body(article, Table).body == (row("e", "f"), row("c", "d")),
    list_numbered: lambda article: body(article, List).kind == "ordered",
    nested_more: lambda article: len(body(article, List).items) == 2,
    quoted_no_more: lambda article: words("Somebody said.") in article.body,
}


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_an_edit_that_changes_no_word_is_read(export: bytes, edit: Callable[[Any], None]) -> None:
    """They were undone without a word: only the text was compared."""
    got, report, _ = edited(export, edit)
    assert EDITS[edit](got)
    assert "edited-since" in codes(report)
    same = [block for block in BEFORE.body if block in got.body]
    assert len(same) >= len(BEFORE.body) - 2, "nothing else changed"
    assert got.notes == BEFORE.notes


def test_a_link_of_a_note_that_leads_elsewhere_is_read(export: bytes) -> None:
    def elsewhere(name: str, content: bytes) -> bytes:
        return content.replace(b"/one", b"/two") if name == "word/_rels/footnotes.xml.rels" else content

    report = Report()
    got = exporter.read(changed(export, elsewhere), report=report)
    assert [node.target for node in walk(got.notes) if isinstance(node, Link)] == ["https://example.org/two"]
    assert [node.target for node in walk(got.body) if isinstance(node, Link)] == [LINK.target]
    assert "edited-since" in codes(report)


def test_the_picture_that_was_inserted_comes_along(export: bytes) -> None:
    got, _, pictures = edited(export, picture_inserted)
    assert pictures == {"a.png": png("teal"), got.body[1].images[0].source: png("red")}  # type: ignore[union-attr]


@pytest.mark.parametrize("edit", [heading_lowered, italic, cells_merged, list_numbered, quoted_no_more])
def test_what_was_set_otherwise_is_named(export: bytes, edit: Callable[[Any], None]) -> None:
    said = {"heading_lowered": "How it works", "italic": "The first paragraph", "cells_merged": "A",
            "list_numbered": "one", "quoted_no_more": "Somebody said."}[edit.__name__]  # fmt: skip
    _, report, _ = edited(export, edit)
    [message] = [notice.message for notice in report if notice.code == "edited-since"]
    assert f"set otherwise (“{said}" in message


def test_a_picture_is_named_by_its_words(export: bytes) -> None:
    _, report, _ = edited(export, alternative_text)
    [message] = [notice.message for notice in report if notice.code == "edited-since"]
    assert "“A bay”" in message


def test_the_sample_saved_by_python_docx_is_the_sample(tmp_path: Path) -> None:
    (tmp_path / PICTURE).parent.mkdir()
    (tmp_path / PICTURE).write_bytes(picture())
    data = exporter.render(everything(), "docx", folder=tmp_path)
    got, report, pictures = edited(data, nothing)
    assert got == without_places(everything())
    assert codes(report) == []
    assert pictures == {PICTURE: picture()}


def test_what_libreoffice_does_to_numbers_links_and_frames_is_no_edit() -> None:
    """Each item gets a list of its own that begins nothing, a host a slash, a relative address the folder of the file."""
    before = Article(
        title=(Text(value="Tides"),), lang="en",
        body=(
            List(items=tuple(ListItem(content=(words(one),)) for one in ("a", "b", "c")), kind="ordered"),
            Paragraph(content=(Link(content=(Text(value="x"),), target="https://example.org"),)),
            Paragraph(content=(Link(content=(Text(value="y"),), target="more.md"),)),
        ),
    )  # fmt: skip

    def saved(name: str, content: bytes) -> bytes:
        said = content.decode("utf-8", "replace")
        if name == "word/numbering.xml":
            num = said.rindex("<w:num ")
            abstract = said[num:].partition('abstractNumId w:val="')[2].partition('"')[0]
            more = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{abstract}"/></w:num>' for n in (91, 92))
            said = said.replace("</w:numbering>", more + "</w:numbering>")
        elif name == "word/_rels/document.xml.rels":
            said = said.replace('"https://example.org"', '"https://example.org/"').replace(
                '"more.md"', '"../in/more.md"'
            )
        elif name == "word/document.xml":
            for n, item in ((91, "b"), (92, "c")):
                start = said.rindex('<w:numId w:val="', 0, said.index(f">{item}</w:t>"))
                said = said[:start] + f'<w:numId w:val="{n}' + said[said.index('"/>', start + 16) :]
        return said.encode() if name.endswith((".xml", ".rels")) else content

    report = Report()
    got = exporter.read(changed(exporter.render(before, "docx"), saved), report=report)
    assert without_places(got) == before
    assert codes(report) == []


def test_what_word_writes_when_it_saves_is_no_edit(export: bytes) -> None:
    """Revisions, proofing marks, page breaks as they last fell, its own bookmark, runs cut anew, relationships renumbered."""

    def saved(name: str, content: bytes) -> bytes:
        said = content.decode("utf-8", "replace")
        if name == "word/document.xml":
            said = re.sub(r"<w:p>", '<w:p w:rsidR="00AA11BB" w:rsidRDefault="00AA11BB">', said)
            said = re.sub(
                r"(<w:t [^>]*>)(\w\w)(\w+</w:t>)",
                r'\1\2</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>\3',
                said,
                count=1,
            )
            said = said.replace("<w:r>", "<w:r><w:lastRenderedPageBreak/>", 1)
            said = said.replace(
                "<w:sectPr", '<w:bookmarkStart w:id="9009" w:name="_GoBack"/><w:bookmarkEnd w:id="9009"/><w:sectPr', 1
            )
            said = re.sub(r'(r:(?:id|embed)=")(rId)', r"\1word\2", said)
        elif name == "word/_rels/document.xml.rels":
            said = said.replace('Id="rId', 'Id="wordrId')
        return said.encode() if name.endswith((".xml", ".rels")) else content

    report = Report()
    got = exporter.read(changed(export, saved), report=report)
    assert without_places(got) == without_places(BEFORE)
    assert codes(report) == []


def test_where_the_article_cannot_be_exported_again_its_record_has_to_do(export: bytes) -> None:
    def refused(*_: object) -> bytes:
        raise exporter.ExportError("no")

    data = changed(
        export, lambda name, content: content.replace(b"one<", b"eins<") if name.endswith("ment.xml") else content
    )
    made = read(Source(data, again=refused), Report())
    assert isinstance(made, Reading)
    assert "eins" in text(made.article)
    assert made.article.body[1] == BEFORE.body[1]


def by_libreoffice(*changes: tuple[str, str, str]) -> Callable[[str, bytes], bytes]:
    """What LibreOffice makes of a file: (part, words there, words instead)."""

    def saved(name: str, content: bytes) -> bytes:
        for part, before, after in (
            ("docProps/app.xml", "<Application>", "<Application>LibreOffice/7.4 was "),
            *changes,
        ):
            if name == part:
                assert before.encode() in content
                content = content.replace(before.encode(), after.encode(), 1)
        return content

    return saved


def test_formulas_that_libreoffice_writes_otherwise_are_those_that_were_exported() -> None:
    """It loses signs of them; they are kept in a paragraph, too, whose words somebody changed."""
    sums = Paragraph(content=(Text(value="As "), Math(source="a = b"), Text(value=" says.")))
    before = Article(title=(Text(value="Sums"),), lang="en", body=(MathBlock(source="c = d"), sums))
    data = exporter.render(before, "docx")
    lost = [("word/document.xml", ">=</m:t>", "></m:t>")] * 2
    report = Report()
    got = exporter.read(changed(data, by_libreoffice(*lost)), report=report)
    assert without_places(got) == before
    assert codes(report) == ["formulas-kept"]
    more = by_libreoffice(*lost, ("word/document.xml", " says.", " shows."))
    assert without_places(exporter.read(changed(data, more))).body == (
        before.body[0], replace(sums, content=(*sums.content[:2], Text(value=" shows."))),
    )  # fmt: skip


def test_a_note_called_twice_is_called_twice_where_libreoffice_closed_its_bookmark_early() -> None:
    call = NoteRef(note="n")
    twice = Paragraph(content=(Text(value="One"), call, Text(value=" and two"), call))
    before = replace(BEFORE, body=(twice,), notes=BEFORE.notes)
    name, end = "word/document.xml", '<w:bookmarkEnd w:id="1"/>'
    data = exporter.render(before, "docx")
    start = re.search(rb'<w:bookmarkStart w:id="1" [^>]*/>', zipfile.ZipFile(io.BytesIO(data)).read(name))
    assert start
    early = by_libreoffice((name, end, ""), (name, start[0].decode(), start[0].decode() + end))
    report = Report()
    assert without_places(exporter.read(changed(data, early), report=report)) == before
    assert codes(report) == []
