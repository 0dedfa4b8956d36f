"""Documents of the user's as the ground: their styles and headers stay, ours come along, nothing is overwritten."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Mm, Pt
from lxml import etree
from msgspec.structs import replace

from exporter.backends.docx import opc, reference
from exporter.contract import sample
from exporter.errors import UsageError
from exporter.model import Article, LineBreak, Row, Table
from exporter.pipeline import render
from exporter.theme import Theme, Word, load_theme

from .rendering import article, cell, opened, p, rendered
from .structure import Opened, W, faults, style_of
from .templates import KINDS, changed, house, plain, restyled, translated


def _theme(folder: Path, name: str) -> Theme:
    return replace(load_theme(), folder=str(folder), word=Word(reference=name))


def _everything(folder: Path, name: str) -> bytes:
    return rendered(sample.everything(), theme=_theme(folder, name))


def test_the_house_stays_and_the_text_is_ours(tmp_path: Path) -> None:
    data = _everything(tmp_path, house(tmp_path))
    assert faults(data) == []
    document = docx.Document(io.BytesIO(data))
    text = [paragraph.text for paragraph in document.paragraphs]
    assert "Old text" not in text and "The cover" not in text and "Everything an article can hold" in text
    assert [paragraph.text for paragraph in document.sections[0].header.paragraphs] == ["TLP:AMBER", "HOUSE"]
    assert abs((document.sections[0].page_width or 0) - Mm(180)) < 635


def test_no_style_of_theirs_changes_and_none_is_there_twice(tmp_path: Path) -> None:
    name = house(tmp_path)
    before = Opened((tmp_path / name).read_bytes()).trees["word/styles.xml"]
    after = Opened(_everything(tmp_path, name)).trees["word/styles.xml"]
    theirs = [etree.tostring(style, method="c14n") for style in before.iter(f"{W}style")]
    now = [etree.tostring(style, method="c14n") for style in after.iter(f"{W}style")]
    assert now[: len(theirs)] == theirs
    names = [style.find(f"{W}name").get(f"{W}val").lower() for style in after.iter(f"{W}style")]
    assert len(names) == len(set(names)) and "takeaways item" in names
    assert len([s for s in after.iter(f"{W}style") if s.get(f"{W}default") == "1"]) <= 4


def test_the_copy_of_the_styles_goes(tmp_path: Path) -> None:
    name = house(tmp_path)
    assert "word/stylesWithEffects.xml" in Opened((tmp_path / name).read_bytes()).names
    assert "word/stylesWithEffects.xml" not in Opened(_everything(tmp_path, name)).names


def test_translated_ids(tmp_path: Path) -> None:
    pairs = (('w:styleId="Heading1"', 'w:styleId="berschrift1"'), ('w:styleId="Title"', 'w:styleId="Titel"'))
    name = changed(tmp_path, house(tmp_path), "german.docx", "*", *pairs)
    data = _everything(tmp_path, name)
    styles = [style for style, _ in Opened(data).styles()]
    assert "Titel" in styles and "berschrift1" in styles and "Heading1" not in styles


def test_templates(tmp_path: Path) -> None:
    change = ("document.main+xml", "template.main+xml")
    name = changed(tmp_path, house(tmp_path), "house.dotx", "[Content_Types].xml", change)
    data = _everything(tmp_path, name)
    assert faults(data) == []
    assert b"template.main" not in Opened(data).raw["[Content_Types].xml"]
    docx.Document(io.BytesIO(data))


def test_one_asked_for_goes_before_the_theme(tmp_path: Path) -> None:
    template = (tmp_path / house(tmp_path)).read_bytes()
    docx.Document().save(str(tmp_path / "other.docx"))
    source = article(p("x"))
    data = rendered(source, theme=_theme(tmp_path, "other.docx"), options={"reference-doc": template})
    header = docx.Document(io.BytesIO(data)).sections[0].header
    assert [paragraph.text for paragraph in header.paragraphs] == ["HOUSE"]
    assert data == rendered(source, theme=_theme(tmp_path, "house.docx"))


def test_the_option_is_one_of_the_backend(tmp_path: Path) -> None:
    template = tmp_path / house(tmp_path)
    data = render(article(p("x")), "docx", options={"reference-doc": template})
    assert b"HOUSE" in b"".join(Opened(data).raw.values())
    with pytest.raises(UsageError, match="no option"):
        render(article(p("x")), "epub", options={"reference-doc": template})


def test_a_marking_stands_once_in_a_header_used_twice(tmp_path: Path) -> None:
    pairs = ('<w:headerReference w:type="default"', '<w:headerReference w:type="first"')
    name = house(tmp_path)
    before = Opened((tmp_path / name).read_bytes()).raw["word/document.xml"].decode()
    reference = before[before.index(pairs[0]) :].partition("/>")[0] + "/>"
    both = (reference, reference + reference.replace("default", "first"))
    data = _everything(tmp_path, changed(tmp_path, name, "twice.docx", "word/document.xml", both))
    assert [d.count(b"TLP:AMBER") for n, d in Opened(data).raw.items() if n.startswith("word/header")] == [1]


@pytest.mark.parametrize("headed", [True, False])
def test_a_marking_stands_on_pages_whose_own_header_they_left_out(tmp_path: Path, headed: bool) -> None:
    document = docx.Document()
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].different_first_page_header_footer = True
    if headed:
        document.sections[0].header.paragraphs[0].text = "HOUSE"
    document.save(str(tmp_path / "empty.docx"))
    data = _everything(tmp_path, "empty.docx")
    section = docx.Document(io.BytesIO(data)).sections[0]
    for header in (section.header, section.first_page_header, section.even_page_header):
        assert not header.is_linked_to_previous and header.paragraphs[0].text == "TLP:AMBER"
    assert faults(data) == []
    plain = rendered(article(p("x")), theme=_theme(tmp_path, "empty.docx"))
    assert docx.Document(io.BytesIO(plain)).sections[0].first_page_header.is_linked_to_previous


def test_same_bytes(tmp_path: Path) -> None:
    name = house(tmp_path)
    assert _everything(tmp_path, name) == _everything(tmp_path, name)


def _encrypted(folder: Path) -> bytes:
    """A ZIP whose entries say that they need a password."""
    data = bytearray((folder / house(folder)).read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def _workbook() -> bytes:
    root, kind = opc.package(), opc.relation("officeDocument")
    root.relate("rId1", kind, opc.Part("/xl/workbook.xml", "application/xml", "<workbook/>"))
    return opc.zipped(root)


BAD = {
    "empty": b"",
    "no zip": b"no zip",
    "empty zip": b"PK\x05\x06" + bytes(18),
    "old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "workbook": _workbook(),
}


@pytest.mark.parametrize("kind", [*BAD, "cut", "encrypted"])
def test_what_is_no_word_document_is_named(tmp_path: Path, kind: str) -> None:
    whole = (tmp_path / house(tmp_path)).read_bytes()
    content = {**BAD, "cut": whole[: len(whole) // 2], "encrypted": _encrypted(tmp_path)}[kind]
    (tmp_path / "bad.docx").write_bytes(content)
    plain: Article = article(p("x"))
    with pytest.raises(UsageError, match=r"bad\.docx") as caught:
        rendered(plain, theme=_theme(tmp_path, "bad.docx"))
    assert "\n" not in str(caught.value) and caught.value.hint
    with pytest.raises(UsageError, match=r"^reference-doc: not a "):
        rendered(plain, options={"reference-doc": content})


def test_what_unpacks_to_more_than_anybody_writes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "LARGEST", 1000)
    with pytest.raises(UsageError, match="unpacks to more"):
        _everything(tmp_path, house(tmp_path))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_every_kind_of_template(tmp_path: Path, kind: Callable[[Path], str], direction: str) -> None:
    name = kind(tmp_path)
    before = Opened((tmp_path / name).read_bytes())
    data = rendered(replace(sample.everything(), dir=direction), theme=_theme(tmp_path, name))
    after = Opened(data)
    assert faults(data) == []
    theirs, now = ([etree.tostring(s, method="c14n") for s in tree.trees["word/styles.xml"].iter(f"{W}style")]
                   for tree in (before, after))  # fmt: skip
    assert now[: len(theirs)] == theirs
    for part in before.names:
        if part.startswith(("word/header", "word/footer")):
            said = "".join(before.trees[part].itertext())
            assert any(
                said in "".join(after.trees[found].itertext()) for found in after.names if found[:11] == part[:11]
            )
    ids = [style.get(f"{W}styleId") for style in after.trees["word/styles.xml"].iter(f"{W}style")]
    assert len({style_id.lower() for style_id in ids}) == len(ids)
    docx.Document(io.BytesIO(data))


def test_translated_names(tmp_path: Path) -> None:
    tree = Opened(_everything(tmp_path, translated(tmp_path)))
    used = {style for style, _ in tree.styles()}
    assert {"Titel", "berschrift1", "Textkrper", "Aufzhlungszeichen", "Beschriftung"} <= used
    assert not used & {"Title", "Heading1", "BodyText", "ListBullet", "Caption"}


def test_aliases(tmp_path: Path) -> None:
    name = restyled(tmp_path, "alias.docx", heading_1="Kapitel,heading 1")
    assert "Kapitel,heading1" in {style for style, _ in Opened(_everything(tmp_path, name)).styles()}


def test_a_heading_of_theirs_without_a_level_gets_it_in_the_text(tmp_path: Path) -> None:
    name = house(tmp_path)
    flat = changed(tmp_path, name, "flat.docx", "word/styles.xml", ('<w:outlineLvl w:val="0"/>', ""))
    for source, expected in ((name, []), (flat, ["0"])):
        headings = [
            q for q in Opened(_everything(tmp_path, source)).document.iter(f"{W}p") if style_of(q) == "Heading1"
        ]
        levels = {q.find(f"{W}pPr/{W}outlineLvl") is not None for q in headings}
        assert headings and levels == {bool(expected)}


def test_words_of_our_styles_have_their_face(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].font.name = "House Sans"
    document.save(str(tmp_path / "faced.docx"))
    styles = Opened(_everything(tmp_path, "faced.docx")).raw["word/styles.xml"].decode()
    text = styles.partition('w:styleId="TableText"')[2].partition("</w:style>")[0]
    assert 'w:ascii="House Sans"' in text and "Cambria" not in styles


def test_a_line_end_does_not_stretch_its_line(tmp_path: Path) -> None:
    source = article(p("one", LineBreak(), "two"), p("three"))
    tree = Opened(rendered(source, theme=_theme(tmp_path, plain(tmp_path))))
    found = [q.find(f"{W}pPr/{W}jc") is not None for q in tree.document.iter(f"{W}p") if style_of(q) == "BodyText"]
    assert found == [True, False]


@pytest.mark.parametrize(("points", "wider"), [(None, False), (20, True)])
def test_columns_are_as_wide_as_words_of_their_styles_need(tmp_path: Path, points: int | None, wider: bool) -> None:
    document = docx.Document()
    if points:
        document.styles.add_style("Table Heading", 1).font.size = Pt(points)
    document.save(str(tmp_path / "large.docx"))
    table = Table(head=(Row((cell("Harbour"), cell("Ships"))),), body=(Row((cell("Oslo"), cell("1"))),))
    width = int(opened(article(table), theme=_theme(tmp_path, "large.docx")).document.find(f".//{W}tblW").get(f"{W}w"))
    assert (width > int(opened(article(table)).document.find(f".//{W}tblW").get(f"{W}w"))) is wider


def test_styles_that_go_round_in_circles_do_no_harm(tmp_path: Path) -> None:
    document = docx.Document()
    one, other = (document.styles.add_style(name, 1) for name in ("Table Text", "Circle"))
    one.base_style, other.base_style = other, one
    document.save(str(tmp_path / "circle.docx"))
    assert faults(_everything(tmp_path, "circle.docx")) == []
