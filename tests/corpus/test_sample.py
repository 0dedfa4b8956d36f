"""A sample of the corpus, where there is one: every file is read or refused, and nothing of it is lost in any format."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.corpus.survey import files, surveyed

CORPUS = Path(os.environ.get("EXPORTER_CORPUS") or "/nowhere")
EVERY = 17
SAMPLE = files(CORPUS)[::EVERY] if CORPUS.is_dir() else []


@pytest.mark.skipif(not SAMPLE, reason="EXPORTER_CORPUS names no folder of real files")
@pytest.mark.parametrize(("kind", "path"), SAMPLE or [("", Path())], ids=lambda value: str(value)[-60:])
def test_one_file(kind: str, path: Path) -> None:
    row = surveyed(CORPUS, kind, path)
    assert not row.broken
    assert not row.lost


def test_a_corpus_is_any_folder(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("A title\n\nWords of an article.\n")
    (tmp_path / "texts" / "b.md").write_bytes(b"")
    assert [(kind, path.name) for kind, path in files(tmp_path)] == [("texts", "a.txt"), ("texts", "b.md")]
    row = surveyed(tmp_path, "texts", tmp_path / "texts" / "a.txt")
    assert not (row.broken or row.lost or row.refused)
    assert surveyed(tmp_path, "texts", tmp_path / "texts" / "b.md").refused
