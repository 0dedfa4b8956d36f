"""Archives that are damaged, locked, far too large or lead outside: a clear error, or nothing at all."""

from __future__ import annotations

import io
import struct
import time
import zipfile

import pytest

from exporter.errors import SourceError
from exporter.readers import Source, archives
from exporter.readers.archives import Archive, joined, parsed
from exporter.readers.docx import read, recognises
from exporter.report import Report

from .word import SPACES, changed, docx, p

WHOLE = docx(p("Main", "Title") + p("Text."))


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read(Source(data, "x.docx"), Report())
    assert caught.value.place == "x.docx"
    assert caught.value.hint
    return caught.value.message


def test_a_whole_document_is_recognised_and_others_are_not() -> None:
    assert recognises(WHOLE)
    assert not recognises(zipped(a=b"b"))
    assert not recognises(b"%PDF-1.7")


@pytest.mark.parametrize("cut", [10, 100, len(WHOLE) // 2, len(WHOLE) - 10])
def test_a_cut_file_is_refused(cut: int) -> None:
    assert "damaged" in refused(WHOLE[:cut])


def test_every_kind_of_what_is_no_word_document_is_named() -> None:
    assert "encrypted" in refused(b"\xd0\xcf\x11\xe0" + bytes(600))
    assert "an Excel workbook" in refused(zipped(**{"xl/workbook.xml": b"<x/>"}))
    assert "an OpenDocument file" in refused(zipped(**{"content.xml": b"<x/>"}))
    assert "it has no text" in refused(zipped(a=b"b"))
    assert "no XML" in refused(zipped(**{"word/document.xml": b"<w:document"}))
    assert "it has no body" in refused(zipped(**{"word/document.xml": f"<w:document {SPACES}/>".encode()}))


def test_a_locked_entry_is_refused() -> None:
    data = bytearray(WHOLE)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            struct.pack_into("<H", data, at + offset, 1)
            at = data.find(mark, at + 4)
    assert "password" in refused(bytes(data))


def test_a_bomb_is_refused_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_ENTRY", 2**20)
    assert "unpacks to more than 1 MiB" in refused(zipped(**{"word/document.xml": bytes(2**20 + 1)}))
    monkeypatch.setattr(archives, "LARGEST", 2**21)
    assert "unpacks to more than 2 MiB" in refused(zipped(**{f"{n}": bytes(2**20) for n in range(3)}))
    monkeypatch.setattr(archives, "MOST_ENTRIES", 2)
    assert "more than 2 entries" in refused(zipped(**{f"{n}": b"" for n in range(3)}))


def test_a_size_that_lies_unpacks_no_further() -> None:
    data = bytearray(zipped(a=bytes(10_000)))
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    with pytest.raises(SourceError, match="damaged"):
        Archive(bytes(data), "x", "an archive").read("a")


def test_names_that_lead_outside_are_not_there() -> None:
    names = ["../evil", "/etc/passwd", "C:/evil", "a/../../b", "..\\evil", "fine/a.xml", "odd\\b.xml"]
    archive = Archive(zipped(**dict.fromkeys(names, b"x")), "x", "an archive")
    assert archive.names == ["fine/a.xml", "odd/b.xml"]
    assert joined("word/document.xml", "../../../etc/passwd") == "etc/passwd"
    assert joined("word/document.xml", "media/a.png") == "word/media/a.png"
    assert joined("word/document.xml", "/word/a.xml") == "word/a.xml"


def test_entities_are_neither_declared_nor_expanded() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(SourceError, match="entities"):
        parsed(laughs, SourceError)
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    with pytest.raises(SourceError, match="entities"):
        parsed(outside, SourceError)
    assert parsed(b'<!DOCTYPE html SYSTEM "file:///etc/passwd"><html/>', SourceError).tag == "html"


def test_a_document_of_entities_is_refused() -> None:
    def change(name: str, content: bytes) -> bytes:
        return b'<!DOCTYPE x [<!ENTITY a "b">]>' + content if name == "word/document.xml" else content

    assert "entities" in refused(changed(WHOLE, change))


def test_tables_in_tables_without_end_are_read_as_their_words() -> None:
    deep = p("Deepest.")
    for _ in range(60):
        deep = f"<w:tbl><w:tr><w:tc>{p('x')}{deep}{p('y')}</w:tc></w:tr></w:tbl>"
    from exporter.walk import depth, text

    article = read(Source(docx(p("T", "Title") + deep), "x.docx"), Report()).article
    assert "Deepest." in text(article)
    assert depth(article) < 140


def test_a_part_that_is_gone_is_no_failure() -> None:
    article = read(Source(changed(WHOLE, lambda name, data: None if "styles" in name else data)), Report()).article
    assert [type(block).__name__ for block in article.body] == ["Paragraph", "Paragraph"]


def test_entities_hidden_behind_much_else_or_in_another_encoding_expand_no_further() -> None:
    late = b"<!--" + b"x" * 10_000 + b'--><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
    with pytest.raises(SourceError, match="entities"):
        parsed(late, SourceError)
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    wide = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><x a="&l9;">&l9;</x>'.encode("utf-16")
    with pytest.raises(SourceError):
        parsed(wide, SourceError)
    with pytest.raises(SourceError, match="plain XML"):
        parsed(wide, SourceError, huge=True)
    with pytest.raises(SourceError, match="plain XML"):
        parsed(b"<!DOCTYPE x><x/>", SourceError, huge=True)


def test_a_declaration_behind_another_in_a_comment_is_seen() -> None:
    with pytest.raises(SourceError, match="entities"):
        parsed(b'<!-- <!DOCTYPE x> --><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>', SourceError)


@pytest.mark.parametrize(
    "data", [b"<!DOCTYPE" + b"a" * 300_000, b"<x>" + b"<!DOCTYPE[" * 50_000, b"<x>" + b"<!DOCTYPE" * 50_000]
)
def test_declarations_that_do_not_end_take_no_time(data: bytes) -> None:
    begun = time.process_time()
    with pytest.raises(SourceError):
        parsed(data, SourceError)
    assert time.process_time() - begun < 1
