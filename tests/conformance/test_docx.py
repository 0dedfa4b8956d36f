"""The Open XML SDK finds nothing wrong.

EXPORTER_DOCX_VALIDATOR names a program that takes .docx files, prints its findings (a line each, with the name of the file and
of the part) and exits 0 where there are none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from exporter.contract import sample
from exporter.model import Aside, Callout, Figure, Heading, Image, MathBlock, Paragraph, Text
from exporter.pipeline import read, render
from exporter.report import Report
from exporter.theme import Brand, load_theme
from tests.unit.docx.templates import KINDS

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


def _grounded(folder: Path, template: Path, direction: str) -> Path:
    """The sample on a template."""
    file = folder / f"{direction}-{template.stem}.docx"
    article = replace(sample.everything(), dir=direction)
    file.write_bytes(render(article, "docx", folder=folder, options={"reference-doc": template.read_bytes()}))
    return file


def _errors(file: Path) -> list[str]:
    """The findings against one file, without its name."""
    lines = (line.replace(str(file), "").strip() for line in findings(file).splitlines())
    return sorted(line for line in lines if "/word" in line or "/docProps" in line or "/customXml" in line)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_templates(folder: Path, kind: Callable[[Path], str], direction: str) -> None:
    assert findings(_grounded(folder, folder / kind(folder), direction)) == ""


def test_the_template_of_pandoc(folder: Path) -> None:
    if not (pandoc := shutil.which("pandoc")):
        pytest.skip("pandoc is not installed")
    template = folder / "pandoc.docx"
    asked = [pandoc, "--print-default-data-file", "reference.docx"]
    template.write_bytes(subprocess.run(asked, capture_output=True, check=True).stdout)
    assert _errors(_grounded(folder, template, "ltr")) == _errors(template)


def test_a_template_of_libreoffice(folder: Path) -> None:
    """Its files have errors of their own: ours has no other."""
    if not (office := shutil.which("soffice")):
        pytest.skip("LibreOffice is not installed")
    (folder / "house.html").write_text("<h1>A</h1><p>b<ul><li>c</ul><ol><li>d</ol><table><tr><th>e<td>f</table>")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = ["--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder)]
    subprocess.run(
        [office, profile, "--headless", *convert, str(folder / "house.html")], capture_output=True, check=True
    )
    template = folder / "house.docx"
    assert _errors(_grounded(folder, template, "ltr")) == _errors(template)


def test_pictures_whose_files_word_does_not_show(folder: Path) -> None:
    """The files travel beside what Word shows, as parts that the record leads to."""
    from PIL import Image as Pillow

    for kind in ("WEBP", "TIFF", "BMP"):
        Pillow.new("RGB", (40, 20), "navy").save(folder / f"a.{kind.lower()}", kind)
    Pillow.new("CMYK", (40, 20)).save(folder / "cmyk.jpg", "JPEG")
    (folder / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><rect width="4" height="2"/></svg>'
    )
    names = ("a.webp", "a.tiff", "a.bmp", "a.svg", "cmyk.jpg", sample.PICTURE)
    body = tuple(Figure((Image(name, f"The picture {name}"),)) for name in names)
    file = folder / "pictures.docx"
    file.write_bytes(render(replace(sample.everything(), body=body), "docx", folder=folder))
    with zipfile.ZipFile(file) as archive:
        held = [archive.read(name) for name in archive.namelist()]
    assert all((folder / name).read_bytes() in held for name in names)
    assert findings(file) == ""


def test_a_logo(folder: Path) -> None:
    theme = replace(load_theme(), folder=str(folder), brand=Brand(masthead="The House", logo=sample.PICTURE))
    file = folder / "logo.docx"
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
