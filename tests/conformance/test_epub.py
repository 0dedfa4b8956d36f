"""EPUBCheck and Ace find nothing at all, not even a hint.

EXPORTER_EPUB_VALIDATOR names a program that takes EPUB files, prints its findings and exits 0 where there are none.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from exporter import model as m
from exporter.backends.epub import chapters
from exporter.contract import sample, strategies
from exporter.pipeline import read, render
from exporter.report import Report

VALIDATOR = os.environ.get("EXPORTER_EPUB_VALIDATOR", "")
MARKDOWN = {".md", ".markdown", ".qmd", ".mdx"}
ROOT = Path(__file__).parents[2]
CASES = sorted([*ROOT.glob("source/*.md"), *ROOT.glob("tests/golden/*/source.*")])
CORPUS = os.environ.get("EXPORTER_CORPUS", "")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not VALIDATOR, reason="EXPORTER_EPUB_VALIDATOR names no validator"),
]


def findings(*books: Path) -> str:
    """What the validator says against these books, "" where it finds nothing."""
    asked = {**os.environ, "ACE_LEVEL": "minor"}
    done = subprocess.run([VALIDATOR, *map(str, books)], capture_output=True, text=True, errors="replace", env=asked)
    told = (done.stdout + done.stderr).splitlines()
    return "" if done.returncode == 0 else "\n".join(line for line in told if ": 0 finding" not in line)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pictures").mkdir()
    (tmp_path / sample.PICTURE).write_bytes(sample.picture())
    return tmp_path


def test_the_sample(folder: Path) -> None:
    book = folder / "sample.epub"
    book.write_bytes(render(sample.everything(), "epub", folder=folder))
    assert findings(book) == ""


def test_the_sample_in_chapters(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chapters, "LONG", 100)
    book = folder / "chapters.epub"
    book.write_bytes(render(sample.everything(), "epub", folder=folder))
    assert findings(book) == ""


@pytest.mark.parametrize("source", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_projects_own_articles(source: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.epub"
    book.write_bytes(render(read(source), "epub", folder=source.parent))
    assert findings(book) == ""


def test_vertical_lines_a_logo_and_converted_pictures(folder: Path) -> None:
    from PIL import Image

    Image.new("CMYK", (60, 40)).save(folder / "a.tif")
    (folder / "logo.png").write_bytes(sample.picture(300, 90))
    theme = folder / "own.toml"
    theme.write_text('extends = "brief"\n[brand]\nlogo = "logo.png"\n[epub]\nvertical = true\n', encoding="utf-8")
    figure = m.Figure((m.Image("a.tif", "黒"),), (m.Text("絵"),))
    article = m.Article(title=(m.Text("港の一日"),), lang="ja", body=(figure, m.Paragraph((m.Text("一段目。"),))))
    book = folder / "vertical.epub"
    book.write_bytes(render(article, "epub", folder=folder, theme=theme))
    assert findings(book) == ""


def test_another_theme(folder: Path) -> None:
    theme = folder / "own.toml"
    theme.write_text(
        'extends = "brief"\n[epub]\nembed_fonts = true\n[takeaways]\nposition = "end"\n'
        '[colours]\naccent = "#ffd700"\ntint = "#fff3e0"\nlink = "#c8102e"\n',
        encoding="utf-8",
    )
    book = folder / "own.epub"
    book.write_bytes(render(replace(sample.everything(), lead=None), "epub", folder=folder, theme=theme))
    assert findings(book) == ""


def test_right_to_left(folder: Path) -> None:
    arabic = m.Article(
        title=(m.Text("وصول الشرطة الكينية"),),
        lang="ar",
        takeaways=m.Takeaways(((m.Text("النقطة الأولى"),),)),
        body=(
            m.Heading((m.Text("خلفية"),)),
            m.Paragraph((m.Text("نص الفقرة."),)),
            m.CodeBlock("x = 1", language="python"),
        ),
    )
    book = folder / "arabic.epub"
    book.write_bytes(render(arabic, "epub"))
    assert findings(book) == ""


def test_any_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Generated articles, every other one in chapters; they have no picture files, so nothing can lack its words."""
    books: list[Path] = []

    @settings(max_examples=12, derandomize=True, database=None)
    @given(strategies.articles())
    def make(article: m.Article) -> None:
        monkeypatch.setattr(chapters, "LONG", 40 if len(books) % 2 else 10**9)
        books.append(tmp_path / f"{len(books):03}.epub")
        books[-1].write_bytes(render(article, "epub"))

    make()
    assert findings(*books) == ""


@pytest.mark.skipif(not CORPUS, reason="EXPORTER_CORPUS names no corpus")
def test_the_corpus(tmp_path: Path) -> None:
    """Only a picture without alternative text, which a notice named, may be found."""
    wrong = []
    sources = sorted(path for path in Path(CORPUS).glob("markdown/*/article.*") if path.suffix in MARKDOWN)
    for number, source in enumerate(sources):
        report = Report()
        book = tmp_path / f"{number:03}.epub"
        book.write_bytes(render(read(source), "epub", folder=source.parent, report=report))
        told = any(notice.code == "missing-alt" for notice in report)
        lines = [line for line in findings(book).splitlines() if ": EPUBCheck " in line or ": Ace " in line]
        bad = [line for line in lines if "finding(s)" not in line and not (told and "image-alt" in line)]
        wrong += [f"{source.parent.name}: {line}" for line in bad]
    assert wrong == []
