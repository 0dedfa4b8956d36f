"""What every reading has in common: who reads, with what, and pictures that lie in the source itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as Pillow

import exporter
from exporter import Article, Figure, Image, Paragraph, Reader, Reading, Report, Source, Text, canonical, registry
from exporter.errors import SourceError
from exporter.pipeline import sources
from exporter.pipeline.reading import How, reader_for

asked: list[Source] = []


def packed(source: Source, _report: Report) -> Reading:
    asked.append(source)
    figure = Figure((Image("inside/a.png", "A grey square"),))
    return Reading(Article(title=(Text("Packed"),), lead=figure, lang="en"), {"inside/a.png": source.data[4:]})


READERS = {
    "packed": Reader("packed", (".pack", ".pack.gz"), "a test's own", packed, lambda start: start.startswith(b"PACK")),
    "page": Reader("page", (".html",), "a page", packed),
    "zipped": Reader("zipped", (".gz",), "a shorter end", packed),
}


@pytest.fixture(autouse=True)
def own_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    built_in = registry.readers()
    monkeypatch.setattr(registry, "readers", lambda: built_in | READERS)
    asked.clear()


@pytest.fixture
def square(tmp_path: Path) -> bytes:
    path = tmp_path / "square.png"
    Pillow.new("L", (8, 8), 127).save(path)
    return path.read_bytes()


def test_pictures_inside_the_source_reach_the_export(square: bytes, tmp_path: Path) -> None:
    path, report = tmp_path / "a.pack", Report()
    path.write_bytes(b"PACK" + square)
    exporter.export(path, "epub", report=report)
    assert not report.warnings

    reading = exporter.read_packed(path)
    same = exporter.render(reading.article, "epub", pictures=reading.pictures)
    assert same == (tmp_path / "a.epub").read_bytes()


def test_the_record_knows_pictures_by_their_hash(square: bytes) -> None:
    article = Article(title=(Text("A"),), lang="en")
    plain = canonical.load_record(canonical.record(article, {}))
    assert (plain.article, plain.pictures) == (article, {})
    record = canonical.load_record(canonical.record(article, {"b.png": square, "a.png": b""}))
    assert list(record.pictures) == ["a.png", "b.png"]
    assert record.pictures["a.png"] == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert canonical.loads(canonical.record(article, {"b.png": square})) == article


def test_content_tells_where_no_name_does(square: bytes) -> None:
    assert exporter.read(b"PACK" + square).title == (Text("Packed"),)
    assert reader_for(Source(b"# A\n\n- b\n")).name == "markdown"
    assert reader_for(Source(b'{"title": []}')).name == "json"
    assert reader_for(Source(b"Just words.")).name == "text"


def test_the_longest_end_of_a_name_decides() -> None:
    assert reader_for(Source(b"", "a.PACK.GZ")).name == "packed"
    assert reader_for(Source(b"", "b.gz")).name == "zipped"
    with pytest.raises(SourceError, match=r"no reader for \.xyz files"):
        reader_for(Source(b"", "a.xyz"))


def test_readers_are_told_what_the_user_says(tmp_path: Path) -> None:
    path = tmp_path / "a.pack"
    path.write_bytes(b"PACK")
    exporter.read(path, base_url="https://a.example/b/", takeaways="In short")
    assert (asked[0].base_url, asked[0].takeaways) == ("https://a.example/b/", "In short")
    assert How() == How(None, "", None)


def test_a_folder_is_searched_for_sources_not_for_exports(tmp_path: Path) -> None:
    for name in ("a.md", "a.pdf", "a.docx", "b.epub", "c.html", "c_files/frame.html", ".d.md", "deep/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [one.path.relative_to(tmp_path).as_posix() for one in sources.find([str(tmp_path)]).found if one.path]
    assert found == ["a.md", "c.html", "deep/e.txt"]


def test_an_article_alone_is_a_reading_without_pictures() -> None:
    assert exporter.read_packed(b"One line.\n\nAnother one.").pictures == {}
    assert isinstance(exporter.read(b"One line.\n\nAnother one.").body[0], Paragraph)


@pytest.mark.parametrize("suffix", [".doc", ".ODT", ".rtf"])
def test_what_an_office_program_opens_is_to_be_saved_as_docx(suffix: str, tmp_path: Path) -> None:
    (path := tmp_path / f"memo{suffix}").write_bytes(b"x")
    with pytest.raises(SourceError, match=r"open it in Word or LibreOffice and save it as \.docx"):
        exporter.read(path)
