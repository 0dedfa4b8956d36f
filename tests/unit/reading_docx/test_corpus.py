"""Word files of others, with what another program finds in them: nothing it finds is missing here."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from exporter.labels import labels
from exporter.walk import text

from .word import codes, reading

FOLDER = Path(os.environ.get("EXPORTER_CORPUS", "")) / "spec" / "pandoc-docx"
CASES = sorted(FOLDER.glob("*.native")) if os.environ.get("EXPORTER_CORPUS") else []
ALL = sorted(FOLDER.glob("*.docx")) if os.environ.get("EXPORTER_CORPUS") else []
_STRING = re.compile(r'(?:Str|Code \([^)]*\)|CodeBlock \([^)]*\))\s*"((?:\\.|[^"\\])*)"')
_LEFT_OUT = {"contents-dropped", "comment-dropped"}
"""What the other program keeps and an article does not have, each told by a notice."""


def words_in(native: str) -> list[str]:
    """The letters and digits another program finds, in their order."""
    found = []
    for quoted in _STRING.findall(native):
        plain = re.sub(r"\\(\d+)(?:\\&)?", lambda number: chr(int(number[1])), quoted)
        found += [c for c in re.sub(r"\\(.)", r"\1", plain) if c.isalnum()]
    return found


@pytest.mark.skipif(not CASES, reason="EXPORTER_CORPUS names no folder with Word files")
@pytest.mark.parametrize("native", CASES, ids=lambda path: path.stem)
def test_nothing_another_program_finds_is_missing(native: Path) -> None:
    got, report = reading(native.with_suffix(".docx").read_bytes())
    if _LEFT_OUT & set(codes(report)):
        pytest.skip("has what articles have not, and says so")
    said = text(got.article) + "".join(f"\n{author.name}" for author in got.article.authors)
    said += labels(got.article.lang).day(got.article.published) if got.article.published else ""
    wanted, there = words_in(native.read_text(encoding="utf-8")), {c: said.count(c) for c in said}
    for sign in set(wanted):
        assert there.get(sign, 0) >= wanted.count(sign), f"{sign!r} is missing"


@pytest.mark.skipif(not ALL, reason="EXPORTER_CORPUS names no folder with Word files")
@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_file_is_read(path: Path) -> None:
    got, _ = reading(path.read_bytes())
    assert text(got.article) or got.pictures or path.stem.endswith("reference")
