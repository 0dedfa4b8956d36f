"""What a backend can be asked for becomes flags of its command and keys of the library's calls."""

from __future__ import annotations

from pathlib import Path

import pytest

import exporter
from exporter import registry
from exporter.backends import Backend, Context, Option
from exporter.cli import run
from exporter.model import Article


def render(article: Article, context: Context) -> bytes:
    del article
    return repr(dict(context.options)).encode()


OPTIONS = (
    Option("paper-colour", "The colour.", choices=("white", "cream")),
    Option("stamp", "A stamp to print.", metavar="FILE", file=True),
)


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    backend = Backend("pdf", ".pdf", "application/pdf", "A stand-in.", render, OPTIONS)
    monkeypatch.setattr(registry, "backend", lambda _: backend)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Title\n\nWords.\n")
    (tmp_path / "stamp.png").write_bytes(b"stamp")
    return tmp_path / "a.pdf"


def test_flags(asked: Path) -> None:
    assert run(["pdf", "a.txt", "--paper-colour", "cream", "--stamp", "stamp.png"]) == 0
    assert asked.read_bytes() == b"{'paper-colour': 'cream', 'stamp': b'stamp'}"


def test_without_any(asked: Path) -> None:
    assert run(["pdf", "a.txt"]) == 0
    assert asked.read_bytes() == b"{}"


def test_help_shows_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pdf", "--help"]) == 0
    told = capsys.readouterr().out
    assert "--paper-colour white|cream" in told
    assert "--stamp FILE" in told


def test_values_that_cannot_be(asked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pdf", "a.txt", "--paper-colour", "red"]) == 2
    assert run(["pdf", "a.txt", "--stamp", "gone.png"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "exporter: paper-colour cannot be 'red'; it can be white or cream",
        "exporter: gone.png: the file of stamp cannot be read: No such file or directory; check name and rights",
    ]
    assert not asked.exists()


def test_from_the_library() -> None:
    article = exporter.read("a.txt")
    assert exporter.render(article, "pdf", options={"stamp": Path("stamp.png")}) == b"{'stamp': b'stamp'}"
    assert exporter.render(article, "pdf", options={"stamp": b"x"}) == b"{'stamp': b'x'}"
    with pytest.raises(exporter.UsageError, match="no option 'size'"):
        exporter.render(article, "pdf", options={"size": "A4"})
