"""One theme, three formats: what a token says is seen in each of them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest

import exporter
from exporter.contract import sample

HOUSE = """
extends = "brief"
[page]
size = "Letter"
[colours]
accent = "#7a1f2b"
tint = "#f7efe6"
[fonts.text]
word = "Georgia"
[fonts.label]
css = "Verdana, sans-serif"
[takeaways]
position = "end"
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> exporter.Theme:
    path = tmp_path_factory.mktemp("house") / "house.toml"
    path.write_text(HOUSE)
    return exporter.load_theme(path)


def parts(data: bytes, *suffixes: str) -> str:
    """The text parts of an archive, in the order of their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode() for name in sorted(archive.namelist()) if name.endswith(suffixes))


def first(words: str, *needles: str) -> list[int]:
    """Where each needle stands first; every one must."""
    places = [words.find(needle) for needle in needles]
    assert -1 not in places, needles
    return places


def test_word(house: exporter.Theme) -> None:
    xml = parts(exporter.render(sample.everything(), "docx", theme=house), ".xml")
    assert "7a1f2b" in xml.lower()
    assert "f7efe6" in xml.lower()
    assert 'w:ascii="Georgia"' in xml or 'typeface="Georgia"' in xml
    assert re.search(r'w:pgSz w:w="12240" w:h="15840"', xml)
    document = parts(exporter.render(sample.everything(), "docx", theme=house), "word/document.xml")
    body, box = first(document, "Deeper", "Every kind of node is here")
    assert body < box


def test_epub(house: exporter.Theme) -> None:
    data = exporter.render(sample.everything(), "epub", theme=house)
    css = parts(data, ".css").lower()
    # A book's colours are moved until they can be read by day and by night; the hue stays the theme's.
    box = re.search(r"\.takeaways[^}]*border: 0 solid #([0-9a-f]{6})", css)
    assert box
    red, green, blue = bytes.fromhex(box[1])
    assert red > blue > green - 1
    assert "verdana, sans-serif" in css  # the text's own font is the reader's choice
    body, box = first(parts(data, ".xhtml"), "Under a heading of the third level", "Every kind of node is here")
    assert body < box


def test_pdf(house: exporter.Theme) -> None:
    document = pypdfium2.PdfDocument(exporter.render(sample.everything(), "pdf", theme=house))
    assert document[0].get_size() == (612, 792)
    words = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    body, box = first(words, "Under a heading", "Every kind of node is here")
    assert body < box
    accent, tint = (122, 31, 43), (247, 239, 230)
    seen = {
        colour[:3] for page in document for _, colour in page.render(scale=1).to_pil().convert("RGB").getcolors(1 << 24)
    }
    assert accent in seen
    assert tint in seen


def test_a_theme_of_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "house.toml").write_text(HOUSE)
    (tmp_path / "a.md").write_text("# T\n\nx\n")
    exporter.export("a.md", "pdf", theme="house.toml")
    assert pypdfium2.PdfDocument(tmp_path / "a.pdf")[0].get_size() == (612, 792)
