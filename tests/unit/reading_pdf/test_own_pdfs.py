"""A PDF of ours gives back its article and pictures; any other says what to do instead."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image as Pillow

import exporter
from exporter.contract.sample import PICTURE, everything, picture
from exporter.errors import SourceError
from exporter.model import Article, Figure, Image, Paragraph, Text
from exporter.readers import Source
from exporter.readers.pdf import attached, read, recognises
from exporter.report import Report
from exporter.walk import without_places


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first its catalog."""
    out, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n" % size + table
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    )  # fmt: skip


PAGES = b"<</Type/Pages/Kids[]/Count 0>>"


def with_file(name: bytes, data: bytes, entries: bytes = b"/Filter/FlateDecode") -> bytes:
    """A PDF with one file attached."""
    packed = zlib.compress(data) if b"Flate" in entries else data
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R/AF[3 0 R]>>", PAGES,
        b"<</Type/Filespec/F(%b)/UF(%b)/EF<</F 4 0 R>>>>" % (name, name),
        b"<</Type/EmbeddedFile%b/Length %d>>stream\n%b\nendstream" % (entries, len(packed), packed),
    )  # fmt: skip


def refused(data: bytes) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read(Source(data, "x.pdf"), Report())
    assert caught.value.place == "x.pdf"
    return caught.value


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("article")
    (folder / PICTURE).parent.mkdir()
    (folder / PICTURE).write_bytes(picture())
    return exporter.render(everything(), "pdf", folder=folder)


def test_an_export_is_its_article_and_its_pictures(whole: bytes) -> None:
    report = Report()
    got = read(Source(whole, "x.pdf"), report)
    assert got.article == without_places(everything())
    assert got.pictures == {PICTURE: picture()}
    assert len(report) == 0
    assert recognises(whole)


def test_pictures_come_back_byte_for_byte_whatever_they_are(tmp_path: Path) -> None:
    files = {}
    for kind in ("JPEG", "PNG", "WEBP"):
        out = io.BytesIO()
        Pillow.linear_gradient("L").convert("RGB").save(out, kind)
        files[f"a.{kind.lower()}"] = out.getvalue()
        (tmp_path / f"a.{kind.lower()}").write_bytes(out.getvalue())
    figures = tuple(Figure(images=(Image(source=name, alt=name),)) for name in files)
    article = Article(title=(Text(value="T"),), lang="en", body=figures)
    assert read(Source(exporter.render(article, "pdf", folder=tmp_path)), Report()).pictures == files


def test_another_programs_pdf_says_what_to_do() -> None:
    error = refused(pdf(b"<</Type/Catalog/Pages 2 0 R>>", PAGES))
    assert error.message.startswith("not supported")
    assert "save it as .docx" in error.hint
    assert refused(with_file(b"other.json", b"{}")).message.startswith("not supported")


def test_an_attachment_of_our_name_that_is_no_article_is_refused() -> None:
    assert "not an article in JSON" in refused(with_file(b"article.json", b"[1, 2]")).message
    assert "not an article in JSON" in refused(with_file(b"article.json", b"{}", b"/Filter/LZWDecode")).message


def test_an_article_in_a_stream_that_is_not_packed_is_read() -> None:
    data = with_file(b"article.json", b'{"type":"article","body":[]}', b"")
    assert read(Source(data), Report()).article == Article()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(range(256)) * 9, b"not a PDF"])
def test_what_is_damaged_is_refused_in_words(data: bytes) -> None:
    error = refused(data)
    assert error.message.startswith("not a PDF that can be read")
    assert "BytesIO" not in error.message


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_cut_export_is_refused_or_whole(whole: bytes, share: float) -> None:
    cut = whole[: int(len(whole) * share)]
    try:
        got = read(Source(cut, "x.pdf"), Report())
    except SourceError:
        return
    assert got.article == without_places(everything())


def test_a_locked_pdf_is_refused(whole: bytes) -> None:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole)) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert "password" in refused(out.getvalue()).message


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attached, "LARGEST_STREAM", 2**20)
    assert "unpacks to more than 1 MiB" in refused(with_file(b"article.json", bytes(2**21))).message


def test_a_lost_picture_is_told() -> None:
    record = b'{"article":{"type":"article"},"pictures":{"a.png":"00"}}'
    report = Report()
    assert read(Source(with_file(b"article.json", record)), report).pictures == {}
    assert [(notice.code, notice.severity) for notice in report] == [("missing-picture", "warning")]


def test_another_program_may_save_it_anew(whole: bytes) -> None:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole)) as opened:
        opened.save(out, linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    got = read(Source(out.getvalue()), Report())
    assert got.article == without_places(everything())
    assert got.pictures == {PICTURE: picture()}


def test_nothing_of_a_paragraph_is_guessed_from_ink() -> None:
    article = Article(title=(Text(value="T"),), lang="en", body=(Paragraph(content=(Text(value="Words."),)),))
    data = exporter.render(article, "pdf", options={"archival": "a-2a"})
    assert refused(data).message.startswith("not supported")


def test_a_budget_that_is_used_up_is_a_limit_and_not_none() -> None:
    budget = attached._Budget("a.pdf")
    budget.left = 0
    with pytest.raises(SourceError, match="unpacks to more"):
        budget._inflated(zlib.compress(b"x" * 1_000_000))
