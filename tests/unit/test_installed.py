"""Entry points as the library of Python sees them, read without importing it."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

import pytest

from exporter import installed


@pytest.mark.parametrize("group", ["exporter.backends", "exporter.readers", "console_scripts", "pytest11"])
def test_the_same_as_the_library_finds(group: str) -> None:
    ours = {(entry.name, entry.value) for entry in installed.entry_points(group)}
    assert ours == {(entry.name, entry.value) for entry in metadata.entry_points(group=group)}
    assert ours


def test_first_on_the_path_wins_and_comments_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder, value in (("a", "json:loads"), ("b", "json:dumps")):
        info = tmp_path / folder / "Some_Name-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "entry_points.txt").write_bytes(
            b"# \xff\n" + f"# a comment\n[other]\nx = y:z\n\n[mine]\n; another\none = {value} [extra]\n".encode()
        )
    monkeypatch.setattr(sys, "path", ["", str(tmp_path / "gone"), str(tmp_path / "a"), str(tmp_path / "b")])
    assert installed.entry_points("mine") == [installed.EntryPoint("one", "json:loads [extra]", "some-name")]
    assert installed.entry_points("mine")[0].load() is __import__("json").loads


def test_what_only_the_library_can_find_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = metadata.EntryPoint("one", "json:loads", "mine")
    monkeypatch.setattr(metadata, "entry_points", lambda group: [entry] if group == "mine" else [])
    assert installed.entry_points("mine") == [installed.EntryPoint("one", "json:loads", "json:loads")]
