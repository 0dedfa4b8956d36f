"""The article and its pictures travel inside, and an edit shows."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.package import Package
from lxml import etree
from msgspec.structs import replace
from PIL import Image as Pillow

from exporter import canonical, pictures
from exporter.backends.docx.record import ORIGINAL, text_hash
from exporter.model import Figure, Image
from exporter.theme import Word, load_theme

from .rendering import article, opened, p, rendered
from .structure import Opened, faults


def test_the_article_travels_inside() -> None:
    source = article(p("Words & <marks>"))
    root = opened(source).trees["customXml/item1.xml"]
    assert canonical.loads(root.text.encode()) == source
    assert root.get("sha256") == hashlib.sha256(root.text.encode()).hexdigest()


def test_an_edit_shows_in_the_hash_and_nothing_else_does() -> None:
    parts = opened(article(p("One two three"), p("Four")))
    said = (parts.raw["word/document.xml"] + parts.raw["word/footnotes.xml"]).decode()
    noted = parts.trees["customXml/item1.xml"].get("text-sha256")
    assert text_hash(said) == noted
    recut = said.replace("One two three", 'One two</w:t></w:r><w:r w:rsidR="00AA"><w:t xml:space="preserve">  three')
    assert recut != said and text_hash(recut) == noted
    assert text_hash(said.replace("two", "too")) != noted


def test_other_ways_to_write_a_character_are_no_edit() -> None:
    parts = opened(article(p('She said "yes" & left')))
    said = parts.raw["word/document.xml"].decode()
    assert "&quot;" in said
    assert text_hash(said.replace("&quot;", '"')) == text_hash(said) != text_hash(said.replace("&amp;", "and"))


def _encoded(kind: str, mode: str = "RGB", **more: object) -> bytes:
    out = io.BytesIO()
    Pillow.new(mode, (40, 20)).save(out, kind, **more)
    return out.getvalue()


def _turned() -> bytes:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    return _encoded("JPEG", exif=exif)


FILES = {
    "png": _encoded("PNG"),
    "jpeg": _encoded("JPEG"),
    "gif": _encoded("GIF"),
    "webp": _encoded("WEBP"),
    "tiff": _encoded("TIFF"),
    "cmyk": _encoded("JPEG", "CMYK"),
    "turned": _turned(),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>',
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("grounded", [False, True])
def test_the_file_of_every_picture_is_inside_once(kind: str, grounded: bool, tmp_path: Path) -> None:
    """Where Word shows other bytes, as a part that the record leads to, whose media type is declared."""
    theme = load_theme()
    if grounded:
        docx.Document().save(str(tmp_path / "house.docx"))
        theme = replace(theme, folder=str(tmp_path), word=Word(reference="house.docx"))
    source = article(Figure((Image("x", "A picture"),)), Figure((Image("y", "The same"),)))
    picture = pictures.opened(FILES[kind])
    data = rendered(source, theme=theme, pictures={"x": picture, "y": picture})
    parts = Package.open(io.BytesIO(data)).iter_parts()
    (found,) = [part for part in parts if part.blob == FILES[kind]]
    assert found.content_type == picture.media_type and faults(data) == []
    assert str(found.partname).startswith("/word/media/" if kind in ("png", "jpeg", "gif") else "/customXml/original1.")


def test_pictures_travel_only_with_the_record() -> None:
    source = article(Figure((Image("x", "A picture"),)))
    data = rendered(source, record=b"", pictures={"x": pictures.opened(FILES["webp"])})
    assert [name for name in Opened(data).names if "original" in name or "customXml" in name] == []


def test_the_record_is_where_its_documentation_says() -> None:
    package = Package.open(io.BytesIO(rendered(article(p("x")), pictures={"x": pictures.opened(FILES["svg"])})))
    (item,) = [rel.target_part for rel in package.main_document_part.rels.values() if rel.reltype == RT.CUSTOM_XML]
    assert etree.fromstring(item.blob).tag == "{urn:exporter:article}article"
    (original,) = [rel.target_part for rel in item.rels.values() if rel.reltype == ORIGINAL]
    assert original.blob == FILES["svg"]


def test_no_record_no_part() -> None:
    assert "customXml/item1.xml" not in opened(article(p("x")), record=b"").names
