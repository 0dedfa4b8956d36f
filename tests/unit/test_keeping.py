"""`exporter read` that keeps what it read: Markdown or JSON, with the pictures beside it."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from PIL import Image as Pillow

import exporter
from exporter import Article, Figure, Image, OutputError, Picture, Text, UsageError, canonical
from exporter.cli import run
from exporter.pipeline.keeping import keep, kept, named, safe


def png(shade: int, folder: Path) -> bytes:
    path = folder / "any.png"
    Pillow.new("L", (8, 8), shade).save(path)
    return path.read_bytes()


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "One Picture.png").write_bytes(png(10, tmp_path))
    url = "data:image/png;base64," + base64.b64encode(png(20, tmp_path)).decode()
    text = f"---\ntitle: A\nlang: en\n---\n\n![Grey](<img/One Picture.png>)\n\n![Light]({url})\n\n![Gone](gone.png)\n"
    (tmp_path / "a.md").write_text(text)
    return tmp_path / "a.md"


def test_an_article_is_kept_with_its_pictures(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(source), "-o", "kept/b.md"]) == 0
    kept_files = sorted(path.relative_to("kept").as_posix() for path in Path("kept").rglob("*") if path.is_file())
    assert kept_files == ["b-pictures/one-picture.png", "b-pictures/picture.png", "b.md"]
    assert "the picture gone.png is not there" in capsys.readouterr().err

    again = exporter.read_packed("kept/b.md").article
    assert [node.source for node in exporter.walk.walk(again) if isinstance(node, Image)] == [  # type: ignore[attr-defined]
        "b-pictures/one-picture.png",
        "b-pictures/picture.png",
        "gone.png",
    ]
    for name, shade in (("one-picture", 10), ("picture", 20)):
        assert Path(f"kept/b-pictures/{name}.png").read_bytes() == png(shade, source.parent)


@pytest.mark.usefixtures("source")
def test_beside_the_source_where_a_form_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "a.md", "--to", "json", "-q"]) == 0
    assert canonical.loads(Path("a.json").read_bytes()).title == (Text("A"),)
    assert run(["read", "a.md", "--to", "markdown"]) == 2
    assert "would replace its source" in capsys.readouterr().err
    assert run(["read", "a.md", "--to", "word"]) == 2
    assert "cannot be kept as 'word'; it can be as markdown or json" in capsys.readouterr().err


def test_where_it_is_kept() -> None:
    page = Path("x/page.html.gz")
    assert kept(page, "", None) == ("markdown", None)
    assert kept(page, "markdown", None) == ("markdown", Path("x/page.md"))
    assert kept(page, "", "y/b.json") == ("json", Path("y/b.json"))
    assert kept(page, "markdown", "y/") == ("markdown", Path("y/page.md"))
    assert kept(None, "", "-") == ("markdown", None)
    with pytest.raises(UsageError):
        kept(Path("a.json"), "json", None)


def picture(data: bytes, media_type: str = "image/png") -> Picture:
    return Picture(data, media_type, 1, 1)


def test_names_of_pictures_are_safe_and_tell_bytes_apart() -> None:
    sources = {
        "https://a.example/x/Ünï cödé.PNG?w=1": picture(b"1"),
        "../../etc/passwd": picture(b"2"),
        "..\\..\\windows\\con.png": picture(b"3"),
        "a/b.jpg": picture(b"4", "image/jpeg"),
        "c/b.jpg": picture(b"5", "image/jpeg"),
        "d/b.jpg": picture(b"4", "image/jpeg"),
        "data:image/png;base64,AA": picture(b"6"),
        "http://[bad": picture(b"7"),
        "a/%2e%2e%2fx.svg": picture(b"8", "image/svg+xml"),
    }
    assert list(named(sources).values()) == [
        "uni-code.png", "passwd.png", "_con.png", "b.jpg", "b-2.jpg", "b.jpg", "picture.png", "picture-2.png", "x.svg"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["CON", "nul", "com1.x", "a" * 300, "", "..", "-", "\u202egnp", "a\x00b", "a/b", "a:b"]
)
def test_no_name_is_dangerous(name: str) -> None:
    plain = safe(name)
    assert plain and len(plain) <= 61 and not set(plain) & set('/\\:*?"<>|\x00\u202e')
    assert plain.split(".")[0] not in ("con", "nul", "com1") and plain.strip(".-")


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "b-pictures").write_text("a file where the folder should be")
    article = Article(title=(Text("A"),), lead=Figure((Image("a.png", "A"),)))
    with pytest.raises(OutputError):
        keep(article, {"a.png": picture(b"1")}, tmp_path / "b.md", "markdown")
    assert not (tmp_path / "b.md").exists()


def test_a_name_that_is_too_long_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text("# A\n\nWords.\n")
    name = "x" * 300 + ".md"
    assert run(["read", str(tmp_path / "a.md"), "-o", str(tmp_path / name)]) == 5
    assert f"{name}: cannot be written: File name too long" in capsys.readouterr().err
