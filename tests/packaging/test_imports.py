"""Only what a format needs is imported: a cold start is most of a single export's time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HEAVY = {
    name: name
    for name in (
        "bidi",
        "charset_normalizer",
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
        "uharfbuzz",
        "yaml",
    )
} | {"PIL._imaging": "PIL"}


def loaded(*arguments: str, cwd: Path) -> set[str]:
    """The heavy packages that a run of the command imports."""
    code = (
        "import sys, json; from exporter.cli import run; code = run(sys.argv[1:]); assert code == 0, code;"
        "print('\\n' + json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=cwd, capture_output=True, text=True, check=True)
    modules = set(json.loads(done.stdout.splitlines()[-1]))
    # Pillow counts when its compiled core is loaded: its package alone, and a module to be executed later, cost nothing.
    return {module for name, module in HEAVY.items() if name in modules}


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    assert loaded("--help", cwd=tmp_path) == set()
    assert loaded("pdf", "--help", cwd=tmp_path) == set()


def test_each_format_loads_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A title\n\nSome plain words of an article that is read as text.\n")
    assert loaded("pdf", "a.txt", cwd=tmp_path) <= {"reportlab", "uharfbuzz", "pyphen"}
    assert loaded("docx", "a.txt", cwd=tmp_path) == set()
    assert loaded("epub", "a.txt", cwd=tmp_path) <= {"ebooklib", "lxml"}


def test_markdown_adds_its_parser(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A title\n\nSome words.\n")
    assert loaded("epub", "a.md", cwd=tmp_path) <= {"ebooklib", "lxml", "markdown_it", "mdit_py_plugins"}
    assert loaded("read", "a.md", cwd=tmp_path) <= {"markdown_it", "mdit_py_plugins", "yaml"}
