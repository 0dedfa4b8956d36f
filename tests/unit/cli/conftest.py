"""Folders to run commands in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.running import MARKDOWN


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An article in the current folder, alone."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "article.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    return path


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with nothing in it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
