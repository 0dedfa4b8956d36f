"""Documents of the user's as the ground: their styles and headers stay, ours come along, nothing is overwritten."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from msgspec.structs import replace

from exporter.backends.docx import opc, reference
from exporter.contract import sample
from exporter.errors import UsageError
from exporter.model import Article
from exporter.pipeline import render
from exporter.theme import Theme, Word, load_theme

from .rendering import article, p, rendered
from .structure import Opened, W, faults


def _theme(folder: Path, name: str) -> Theme:
    return replace(load_theme(), folder=str(folder), word=Word(reference=name))


def _house(folder: Path) -> str:
    """A house template: a cover section, a header inherited from it, another page, a style of a name in capitals."""
    document = docx.Document()
    document.add_heading("The cover", 0)
    document.sections[0].header.paragraphs[0].text = "HOUSE"
    document.sections[0].page_width = Mm(180)
    document.add_section()
    document.add_paragraph("Old text", style="List Number")
    document.styles["Caption"].element.find(f"{W}name").set(f"{W}val", "CAPTION")
    document.save(str(folder / "house.docx"))
    return "house.docx"


def _changed(folder: Path, source: str, name: str, part: str, *pairs: tuple[str, str]) -> str:
    with zipfile.ZipFile(folder / source) as old, zipfile.ZipFile(folder / name, "w") as new:
        for entry in old.namelist():
            data = old.read(entry)
            for before, after in pairs if entry == part or (part == "*" and entry.endswith(".xml")) else ():
                data = data.replace(before.encode(), after.encode())
            new.writestr(entry, data)
    return name


def _everything(folder: Path, name: str) -> bytes:
    return rendered(sample.everything(), theme=_theme(folder, name))


def test_the_house_stays_and_the_text_is_ours(tmp_path: Path) -> None:
    data = _everything(tmp_path, _house(tmp_path))
    assert faults(data) == []
    document = docx.Document(io.BytesIO(data))
    text = [paragraph.text for paragraph in document.paragraphs]
    assert "Old text" not in text and "The cover" not in text and "Everything an article can hold" in text
    assert [paragraph.text for paragraph in document.sections[0].header.paragraphs] == ["TLP:AMBER", "HOUSE"]
    assert abs((document.sections[0].page_width or 0) - Mm(180)) < 635


def test_no_style_of_theirs_changes_and_none_is_there_twice(tmp_path: Path) -> None:
    name = _house(tmp_path)
    before = Opened((tmp_path / name).read_bytes()).trees["word/styles.xml"]
    after = Opened(_everything(tmp_path, name)).trees["word/styles.xml"]
    from lxml import etree

    theirs = [etree.tostring(style, method="c14n") for style in before.iter(f"{W}style")]
    now = [etree.tostring(style, method="c14n") for style in after.iter(f"{W}style")]
    assert now[: len(theirs)] == theirs
    names = [style.find(f"{W}name").get(f"{W}val").lower() for style in after.iter(f"{W}style")]
    assert len(names) == len(set(names)) and "takeaways item" in names
    assert len([s for s in after.iter(f"{W}style") if s.get(f"{W}default") == "1"]) <= 4


def test_the_copy_of_the_styles_goes(tmp_path: Path) -> None:
    name = _house(tmp_path)
    assert "word/stylesWithEffects.xml" in Opened((tmp_path / name).read_bytes()).names
    assert "word/stylesWithEffects.xml" not in Opened(_everything(tmp_path, name)).names


def test_translated_ids(tmp_path: Path) -> None:
    pairs = (('w:styleId="Heading1"', 'w:styleId="berschrift1"'), ('w:styleId="Title"', 'w:styleId="Titel"'))
    name = _changed(tmp_path, _house(tmp_path), "german.docx", "*", *pairs)
    data = _everything(tmp_path, name)
    styles = [style for style, _ in Opened(data).styles()]
    assert "Titel" in styles and "berschrift1" in styles and "Heading1" not in styles


def test_templates(tmp_path: Path) -> None:
    change = ("document.main+xml", "template.main+xml")
    name = _changed(tmp_path, _house(tmp_path), "house.dotx", "[Content_Types].xml", change)
    data = _everything(tmp_path, name)
    assert faults(data) == []
    assert b"template.main" not in Opened(data).raw["[Content_Types].xml"]
    docx.Document(io.BytesIO(data))


def test_one_asked_for_goes_before_the_theme(tmp_path: Path) -> None:
    house = (tmp_path / _house(tmp_path)).read_bytes()
    docx.Document().save(str(tmp_path / "other.docx"))
    source = article(p("x"))
    data = rendered(source, theme=_theme(tmp_path, "other.docx"), options={"reference-doc": house})
    header = docx.Document(io.BytesIO(data)).sections[0].header
    assert [paragraph.text for paragraph in header.paragraphs] == ["HOUSE"]
    assert data == rendered(source, theme=_theme(tmp_path, "house.docx"))


def test_the_option_is_one_of_the_backend(tmp_path: Path) -> None:
    house = tmp_path / _house(tmp_path)
    data = render(article(p("x")), "docx", options={"reference-doc": house})
    assert b"HOUSE" in b"".join(Opened(data).raw.values())
    with pytest.raises(UsageError, match="no option"):
        render(article(p("x")), "epub", options={"reference-doc": house})


def test_a_marking_stands_once_in_a_header_used_twice(tmp_path: Path) -> None:
    pairs = ('<w:headerReference w:type="default"', '<w:headerReference w:type="first"')
    name = _house(tmp_path)
    before = Opened((tmp_path / name).read_bytes()).raw["word/document.xml"].decode()
    reference = before[before.index(pairs[0]) :].partition("/>")[0] + "/>"
    both = (reference, reference + reference.replace("default", "first"))
    data = _everything(tmp_path, _changed(tmp_path, name, "twice.docx", "word/document.xml", both))
    assert [d.count(b"TLP:AMBER") for n, d in Opened(data).raw.items() if n.startswith("word/header")] == [1]


def test_same_bytes(tmp_path: Path) -> None:
    name = _house(tmp_path)
    assert _everything(tmp_path, name) == _everything(tmp_path, name)


def _encrypted(folder: Path) -> bytes:
    """A ZIP whose entries say that they need a password."""
    data = bytearray((folder / _house(folder)).read_bytes())
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
    whole = (tmp_path / _house(tmp_path)).read_bytes()
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
        _everything(tmp_path, _house(tmp_path))
