"""The Open XML SDK finds nothing wrong.

EXPORTER_DOCX_VALIDATOR names a program that takes .docx files, prints its findings and exits 0 where there are none.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from exporter.contract import sample
from exporter.model import Aside, Callout, Heading, MathBlock, Paragraph, Text
from exporter.pipeline import read, render
from exporter.report import Report
from exporter.theme import Word, load_theme

VALIDATOR = os.environ.get("EXPORTER_DOCX_VALIDATOR", "")
CORPUS = os.environ.get("EXPORTER_CORPUS", "")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not VALIDATOR, reason="EXPORTER_DOCX_VALIDATOR names no validator"),
]


def findings(*files: Path) -> str:
    """What the validator says against these files, "" where it finds nothing."""
    done = subprocess.run([VALIDATOR, *map(str, files)], capture_output=True, text=True, errors="replace")
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pictures").mkdir()
    (tmp_path / sample.PICTURE).write_bytes(sample.picture())
    return tmp_path


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_sample(folder: Path, direction: str) -> None:
    file = folder / "sample.docx"
    file.write_bytes(render(replace(sample.everything(), dir=direction), "docx", folder=folder))
    assert findings(file) == ""


def test_columns_contents_and_formulas(folder: Path) -> None:
    theme = load_theme()
    theme = replace(theme, page=replace(theme.page, columns=2, size="A5"))
    body = [block for n in range(8) for block in (Heading((Text(f"H{n}"),)), Paragraph((Text("word " * 500),)))]
    formulas = [
        MathBlock(tex) for tex in (r"\sqrt[3]{x}", r"\sum_i^n\frac{a}{b}", r"\begin{bmatrix}1&2\\3&4\end{bmatrix}")
    ]
    article = replace(sample.everything(), body=(*body, *formulas, *sample.everything().body))
    file = folder / "long.docx"
    file.write_bytes(render(article, "docx", folder=folder, theme=theme))
    assert findings(file) == ""


def test_a_reference_document(folder: Path) -> None:
    import docx

    docx.Document().save(str(folder / "house.docx"))
    theme = replace(load_theme(), folder=str(folder), word=Word(reference="house.docx"))
    file = folder / "grounded.docx"
    file.write_bytes(render(sample.everything(), "docx", folder=folder, theme=theme))
    assert findings(file) == ""


def test_boxes_with_everything_in_them(folder: Path) -> None:
    inside = sample.everything().body
    boxes = (Callout(inside, kind="warning"), Aside(inside, (Text("Beside"),)))
    file = folder / "boxes.docx"
    file.write_bytes(render(replace(sample.everything(), body=boxes), "docx", folder=folder))
    assert findings(file) == ""


@pytest.mark.skipif(not CORPUS, reason="EXPORTER_CORPUS names no folder of articles")
def test_the_corpus(tmp_path: Path) -> None:
    files = []
    for source in sorted(Path(CORPUS).glob("markdown/*/article.*")):
        report = Report(source.name)
        file = tmp_path / f"{source.parent.name}.docx"
        file.write_bytes(render(read(source, report=report), "docx", folder=source.parent, report=report))
        files.append(file)
    assert files and findings(*files) == ""
