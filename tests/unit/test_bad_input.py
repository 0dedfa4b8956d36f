"""Hostile and broken sources: a clear line or a notice, the right exit code, nothing half-written, nothing else lost."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

import exporter
from exporter.cli import run
from exporter.contract import sample
from exporter.errors import SourceError
from exporter.model import Article, Heading, Text

PLAIN = "A title\n\nZwölf Boxkämpfer jagen Viktor quer über den Sylter Deich.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line for line in capsys.readouterr().err.splitlines() if line]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.md", b""),
        ("blank.txt", b" \n\t\n \n"),
        ("empty.json", b""),
        ("picture.md", sample.picture(32, 16)),
        ("archive.txt", b"PK\x03\x04" + bytes(range(256)) * 20),
        ("brief.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 20),
        ("nul.txt", b"\x00" * 4000),
        ("list.json", b"[1, 2]"),
        ("deep.json", b'{"type":"article","body":' + b'[{"type":"aside","content":' * 400 + b"[]" + b"}]" * 400 + b"}"),
    ],
)
def test_what_is_no_article_is_one_line_and_code_3(
    name: str, data: bytes, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).write_bytes(data)
    assert run(["all", name]) == 3
    lines = told(capsys)
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"exporter: {name}: ")
    assert [path.name for path in folder.iterdir()] == [name]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
def test_encodings(encoding: str, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_bytes(PLAIN.encode(encoding))
    assert run(["read", "a.txt"]) == 0
    assert "Zwölf Boxkämpfer jagen Viktor quer über den Sylter Deich." in capfd.readouterr().out


def test_invalid_utf8_is_told_with_its_line(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_bytes(PLAIN.encode() * 20 + b"caf\xff\xfe end\n")
    assert run(["read", "a.txt", "--verbose"]) == 0
    captured = capfd.readouterr()
    assert "caf" in captured.out
    assert " end" in captured.out
    assert "a.txt" in captured.err


def test_nul_bytes_in_text_are_told(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_bytes(PLAIN.encode() * 20 + b"one\x00two\n")
    assert run(["read", "a.txt", "--verbose"]) == 0
    captured = capfd.readouterr()
    assert "\x00" not in captured.out
    assert captured.err.strip()


@pytest.mark.parametrize("matter", ["---\ntitle: [unclosed\n---\n", "+++\ntitle = \n+++\n", "---\ntitle: a: b\n---\n"])
def test_bad_front_matter_is_told_and_loses_nothing_else(
    matter: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.md").write_text(matter + "\n# A heading\n\nWords that stay.\n")
    assert run(["read", "a.md", "-o", "out.md"]) == 0
    assert "warning: a.md:" in capsys.readouterr().err
    assert "Words that stay." in (folder / "out.md").read_text()
    assert run(["all", "a.md"]) == 0


@pytest.mark.parametrize("matter", ["---\n- a\n- b\n---\n", "---\ntitle: x\n"])
def test_what_is_no_front_matter_is_text(matter: str, folder: Path) -> None:
    (folder / "a.md").write_text(matter + "\n# A heading\n\nWords that stay.\n")
    assert run(["read", "a.md", "-o", "out.md"]) == 0
    out = (folder / "out.md").read_text()
    assert "Words that stay." in out
    assert all(word in out for word in matter.replace("-", "").split())


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("missing.png", None, "missing-picture"),
        ("corrupt.png", sample.picture()[:300], "bad-picture"),
        ("text.png", b"no picture", "bad-picture"),
    ],
)
def test_pictures_that_cannot_be_had(
    name: str, data: bytes | None, code: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if data is not None:
        (folder / name).write_bytes(data)
    (folder / "a.md").write_text(f"# T\n\nBefore.\n\n![What it shows]({name})\n\nAfter.\n")
    assert run(["all", "a.md"]) == 0
    assert [line for line in told(capsys) if f"[{code}]" in line and line.startswith("warning: a.md:5")]
    assert len(list(folder.glob("a.*"))) == 4


def test_a_png_called_jpg_is_fine(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "b.jpg").write_bytes(sample.picture(32, 16))
    (folder / "a.md").write_text("# T\n\n![What it shows](b.jpg)\n")
    assert run(["all", "a.md", "--strict"]) == 0
    assert not [line for line in told(capsys) if "warning" in line]


def test_a_huge_picture_is_refused_in_little_memory(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from PIL import Image

    Image.new("1", (20_000, 20_000)).save(folder / "huge.png")
    (folder / "a.md").write_text("# T\n\n![What it shows](huge.png)\n")
    assert run(["all", "a.md"]) == 0
    assert "too large (20000 x 20000 pixels)" in "\n".join(told(capsys))


@pytest.mark.parametrize("name", ["line.txt", "line.md"])
def test_one_line_of_5_mb(name: str, folder: Path) -> None:
    (folder / name).write_text("A title\n\n" + "word " * 1_000_000 + "\n")
    start = time.monotonic()
    assert run(["read", name, "-o", "out.md", "-q"]) == 0
    assert time.monotonic() - start < 30
    assert (folder / "out.md").read_text().count("word") == 1_000_000


@pytest.mark.parametrize("unit", ["- ", "> ", "1. "])
def test_nesting_200_deep(unit: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    indent = {"- ": 2, "> ": 0, "1. ": 3}[unit]
    lines = [
        (unit * depth if unit == "> " else " " * indent * depth + unit) + f"level{depth}" for depth in range(1, 201)
    ]
    (folder / "a.md").write_text("# T\n\n" + "\n".join(lines) + "\n")
    assert run(["all", "a.md"]) == 0
    told(capsys)
    assert run(["read", "a.md", "-o", "out.md"]) == 0
    out = (folder / "out.md").read_text()
    assert all(f"level{depth}" in out for depth in range(1, 201))


@pytest.mark.parametrize("place", ["file/x.pdf", "/proc/nowhere/x.pdf"])
def test_places_that_cannot_be_written(place: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "file").write_text("x")
    (folder / "a.md").write_text("# T\n\nx\n")
    assert run(["pdf", "a.md", "-o", place]) == 5
    assert told(capsys)[-1].startswith(f"exporter: {place}: cannot be written: ")


@pytest.mark.skipif(sys.platform != "linux", reason="a small file system is mounted in a namespace of its own")
def test_a_full_disk_leaves_nothing(folder: Path) -> None:
    (folder / "full").mkdir()
    (folder / "a.md").write_text("# T\n\nx\n")
    script = (
        "mount -t tmpfs -o size=4k none full && "
        f"{{ {sys.executable} -m exporter pdf a.md -o full/; echo code $?; ls -A full; echo end; }}"
    )
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script], cwd=folder, capture_output=True, text=True, check=False
    )
    if "code" not in done.stdout:
        pytest.skip(f"no small file system here: {done.stderr.strip()[:80]}")
    assert done.stdout.split("\n", 1)[0] == "code 5"
    assert done.stdout.splitlines()[1:] == ["end"]
    assert "No space left on device; free some space" in done.stderr


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no device without end in this system's files")
def test_a_device_without_end_is_too_large(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pdf", "/dev/zero", "--from", "text", "-o", "x.pdf", "--max-source-size", "1"]) == 3
    assert told(capsys) == [
        "exporter: /dev/zero: larger than 1 MiB; split it, or raise --max-source-size",
    ]
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("article", "told"),
    [
        (Article(title=(Text("T"),), body=(Heading(2, (Text("H"),)),)), "not an article: Expected `array`, got `int`"),  # type: ignore[arg-type]
        (Article(title="T", body=()), "not an article: Expected `array`, got `str`"),  # type: ignore[arg-type]
        (Article(title=(Text("T"),), body=(object(),)), "not an article as the model has it: "),  # type: ignore[arg-type]
    ],
)
def test_an_article_built_wrong_is_an_error_that_says_where(article: Article, told: str) -> None:
    with pytest.raises(SourceError) as caught:
        exporter.render(article, "pdf")
    assert str(caught.value).startswith(told)


@pytest.mark.parametrize("date", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
@pytest.mark.parametrize("format", ["pdf", "docx", "epub"])
def test_the_ends_of_the_calendar(date: str, format: str) -> None:
    assert exporter.render(Article(title=(Text("T"),), lang="en", published=date, updated=date), format)
