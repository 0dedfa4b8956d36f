"""Documents of the user's as the ground: their styles and headers stay, ours come along, nothing is overwritten."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from msgspec.structs import replace

from exporter.contract import sample
from exporter.errors import UsageError
from exporter.model import Article
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


def test_same_bytes(tmp_path: Path) -> None:
    name = _house(tmp_path)
    assert _everything(tmp_path, name) == _everything(tmp_path, name)


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_word_document_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.docx").write_bytes(content)
    plain: Article = article(p("x"))
    with pytest.raises(UsageError, match=r"bad\.docx"):
        rendered(plain, theme=_theme(tmp_path, "bad.docx"))
