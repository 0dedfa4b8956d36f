"""Folders and patterns as sources: what is taken, what may be an export, what cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from exporter import Backend, registry
from exporter.cli import run
from exporter.errors import SourceError
from exporter.pipeline import sources
from tests.unit.cli.running import MARKDOWN, lines


def test_folders_and_globs(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    below = article.parent / "in" / "deep"
    below.mkdir(parents=True)
    (below / "b.txt").write_text("Title\n\nWords.\n")
    (below / ".hidden.md").write_text("# no")
    (below.parent / "a.md").write_text(MARKDOWN)
    assert run(["epub", "in", "-o", "out"]) == 0
    assert [
        path.relative_to(article.parent).as_posix() for path in sorted((article.parent / "out").rglob("*.epub"))
    ] == [
        "out/a.epub",
        "out/deep/b.epub",
    ]
    assert run(["epub", "in/*.md", "-o", "out2/"]) == 0
    assert (article.parent / "out2" / "a.epub").is_file()
    capsys.readouterr()
    assert run(["epub", "in/*.html"]) == 3
    assert lines(capsys.readouterr().err) == ["exporter: in/*.html: no file matches; check the pattern"]


def test_exports_of_a_folder_are_not_taken_for_its_articles(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Backend("plain", ".plain.txt", "text/plain", "", lambda *_: b"")
    monkeypatch.setattr(registry, "backends", lambda: {"plain": plain})
    (article.parent / "article.plain.txt").write_text("An export")
    assert [found.path for found in sources.find([str(article.parent)]).found] == [article]


def test_a_folder_that_cannot_be_read_is_not_empty(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(folder: str) -> None:
        raise PermissionError(13, "Permission denied", folder)

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(SourceError, match="cannot be looked for: Permission denied"):
        sources.find([str(article.parent)])


def test_a_folder_without_articles(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (article.parent / "empty").mkdir()
    assert run(["pdf", "empty"]) == 3
    assert lines(capsys.readouterr().err)[0].startswith("exporter: empty: no articles in this folder; looked for .")


def test_what_a_folder_holds_that_may_be_exports_is_told(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.md", "a.docx", "b.docx", "c.epub"):
        (empty / name).write_text("# A title\n\nSome words.\n")
    assert run(["pdf", ".", "-o", "out/"]) == 0
    said = capsys.readouterr()
    assert "2 files not taken, as they may be exports: b.docx, c.epub; name what is meant" in said.err
    assert [path.name for path in (empty / "out").iterdir()] == ["a.pdf"]
    (empty / "a.md").unlink()
    assert run(["pdf", "."]) == 3
    assert "no articles in this folder; looked for " in (told := capsys.readouterr().err)
    assert "a.docx and such may be exports: name them if they are meant" in told
