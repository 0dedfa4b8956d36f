"""Only what a format needs is imported: a cold start is most of a single export's time."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import exporter

HEAVY = {
    name: name
    for name in (
        "bidi",
        "charset_normalizer",
        "budoux",
        "docx",
        "ebooklib",
        "fontTools",
        "hypothesis",
        "latex2mathml",
        "lxml",
        "markdown_it",
        "mdit_py_plugins",
        "pikepdf",
        "pygments",
        "pyphen",
        "pypdfium2",
        "reportlab",
        "resvg_py",
        "svg2pdf_py",
        "rich",
        "segno",
        "trafilatura",
        "typer",
        "uharfbuzz",
        "yaml",
    )
} | {"PIL._imaging": "PIL"}


ALONE = ("-j", "1")
"""In one process, so that what its readers import is seen here too."""


def modules(*arguments: str, cwd: Path) -> set[str]:
    """All modules that are imported when a run of the command has ended."""
    code = (
        "import sys, json; from exporter.cli import run; code = run(sys.argv[1:]); assert code == 0, code;"
        "late = [name for name, module in sys.modules.items() if type(module).__name__ == '_LazyModule'];"
        "print('\\n' + json.dumps(sorted(set(sys.modules) - set(late))))"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=cwd, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def loaded(*arguments: str, cwd: Path) -> set[str]:
    """The heavy packages that a run of the command imports."""
    found = modules(*arguments, cwd=cwd)
    # Pillow counts when its compiled core is loaded: its package alone, and a module to be executed later, cost nothing.
    return {module for name, module in HEAVY.items() if name in found}


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    assert loaded("--help", cwd=tmp_path) == {"typer"}
    assert loaded("pdf", "--help", cwd=tmp_path) == {"typer"}


def test_each_format_loads_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A title\n\nSome plain words of an article that is read as text.\n")
    assert loaded("pdf", "a.txt", *ALONE, cwd=tmp_path) <= {"reportlab", "uharfbuzz", "pyphen"}
    assert loaded("docx", "a.txt", *ALONE, cwd=tmp_path) == set()
    assert loaded("epub", "a.txt", *ALONE, cwd=tmp_path) <= {"ebooklib", "lxml"}


def test_markdown_adds_its_parser(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A title\n\nSome words.\n")
    assert loaded("epub", "a.md", *ALONE, cwd=tmp_path) <= {"ebooklib", "lxml", "markdown_it", "mdit_py_plugins"}
    assert loaded("read", "a.md", cwd=tmp_path) <= {"markdown_it", "mdit_py_plugins", "typer", "yaml"}


def test_front_matter_as_most_write_it_needs_no_yaml_library(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\ntitle: A title\ntags: [a, b]\nlead:\n  alt: A house\nauthors:\n  - A B\n---\n\nSome words.\n"
    )
    assert "yaml" not in loaded("docx", "a.md", *ALONE, cwd=tmp_path)


def test_reportlab_brings_no_fonts_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A title\n\nSome plain words of an article that is read as text.\n")
    found = modules("pdf", "a.txt", *ALONE, cwd=tmp_path)
    assert "reportlab.pdfbase.pdfdoc" in found
    assert not {"reportlab.pdfbase.pdfmetrics", "reportlab.pdfbase._fontdata", "reportlab.platypus"} & found


# A module costs a fifth of a millisecond whatever is in it: those that are not Python's, with a tenth to spare.
MOST = {"--help": 42, "docx": 270, "epub": 285, "pdf": 300}


@pytest.mark.parametrize("name", MOST)
def test_a_run_imports_few_modules(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A title\n\nSome *words*.\n")
    found = modules(name, *([] if name.startswith("-") else ["a.md", *ALONE]), cwd=tmp_path)
    own = {module for module in found if module.split(".")[0] not in sys.stdlib_module_names}
    assert len(own) <= MOST[name]


@pytest.mark.parametrize("package", ["checks", "readers/markdown"])
def test_no_pattern_is_compiled_before_it_is_used(package: str) -> None:
    compiled = [
        f"{path.stem}:{number}"
        for path in sorted((Path(exporter.__file__).parent / package).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.match(r"\w+ = re\.compile\(", line)
    ]
    assert compiled == []
