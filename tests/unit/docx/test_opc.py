"""The package: names, media types and relationships as ISO/IEC 29500-2 has them, and the same bytes for the same parts."""

from __future__ import annotations

import io
import zipfile

from docx.opc.package import OpcPackage

from exporter.backends.docx import opc


def _made() -> opc.Part:
    root = opc.package()
    main = opc.Part("/word/document.xml", opc.word("document.main"), "<a/>")
    picture = opc.Part("/word/media/a.png", "image/png", b"png")
    header = opc.Part("/word/header1.xml", opc.word("header"), "<h/>")
    item = opc.Part("/customXml/item1.xml", "application/xml", "<i/>")
    strange = opc.Part("/word/media/b.PNG", "image/x-strange", b"x")
    root.relate("rId1", opc.relation("officeDocument"), main)
    main.relate("rId1", opc.relation("image"), picture)
    main.relate("rId2", opc.relation("header"), header)
    main.relate("rId3", opc.relation("hyperlink"), 'https://example.org/?a="1"&b=<2>')
    main.relate("rId4", opc.relation("customXml"), item)
    main.relate("rId5", opc.relation("image"), strange)
    header.relate("rId1", opc.relation("image"), picture)
    header.relate("rId2", opc.relation("loop"), main)
    return root


def _read(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_every_part_is_there_once_and_types_come_first() -> None:
    assert list(_read(opc.zipped(_made()))) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/media/a.png",
        "word/header1.xml",
        "word/_rels/header1.xml.rels",
        "customXml/item1.xml",
        "word/media/b.PNG",
    ]


def test_media_types_are_said_by_the_end_of_a_name_or_by_the_whole_name() -> None:
    types = _read(opc.zipped(_made()))["[Content_Types].xml"]
    assert '<Default Extension="png" ContentType="image/png"/>' in types
    assert '<Override PartName="/word/media/b.PNG" ContentType="image/x-strange"/>' in types
    assert "item1" not in types and "a.png" not in types and types.count("header+xml") == 1


def test_targets_are_relative_and_addresses_external() -> None:
    relations = _read(opc.zipped(_made()))
    main, header = relations["word/_rels/document.xml.rels"], relations["word/_rels/header1.xml.rels"]
    assert 'Target="media/a.png"' in main and 'Target="../customXml/item1.xml"' in main
    assert 'Target="https://example.org/?a=&quot;1&quot;&amp;b=&lt;2&gt;" TargetMode="External"' in main
    assert 'Target="document.xml"' in header
    assert 'Target="word/document.xml"' in relations["_rels/.rels"]


def test_another_reader_finds_the_same() -> None:
    read = OpcPackage.open(io.BytesIO(opc.zipped(_made())))
    assert {str(part.partname): part.content_type for part in read.iter_parts()} == {
        "/word/document.xml": opc.word("document.main"),
        "/word/media/a.png": "image/png",
        "/word/header1.xml": opc.word("header"),
        "/customXml/item1.xml": "application/xml",
        "/word/media/b.PNG": "image/x-strange",
    }


def test_pictures_are_stored_and_equal_parts_give_equal_bytes() -> None:
    data = opc.zipped(_made())
    assert data == opc.zipped(_made())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.getinfo("word/media/a.png").compress_type == zipfile.ZIP_STORED
        assert archive.getinfo("word/document.xml").compress_type == zipfile.ZIP_DEFLATED
