"""Standard input, output and error: pipes, terminals, full and closed ones, devices."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from exporter.cli import run
from tests.unit.cli.running import MARKDOWN, environment, shell


def test_standard_input_to_standard_output(article: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "exporter", "pdf", "-", "-o", "-"],
        input=MARKDOWN.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stdout.startswith(b"%PDF-")
    assert run(["pdf", str(article), "-o", "file.pdf"]) == 0
    # The name of a source is no part of an export.
    assert done.stdout == (article.parent / "file.pdf").read_bytes()


def test_a_terminal_sees_progress_and_lines_do_not_mix_with_it(article: Path) -> None:
    pty = pytest.importorskip("pty")
    for number in range(5):
        (article.parent / f"{number}.md").write_text(MARKDOWN)
    parent, terminal = pty.openpty()
    sources = [f"{number}.md" for number in range(5)]
    command = [sys.executable, "-m", "exporter", "docx", *sources, "-o", "out/"]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=terminal, check=True, env=environment() | {"TERM": "xterm"}
    )
    os.close(terminal)
    shown = ""
    with contextlib.suppress(OSError):  # the end: it comes in pieces, and the last may be late
        while piece := os.read(parent, 65536):
            shown += piece.decode()
    os.close(parent)
    assert "Exporting" in shown
    assert "100%" in shown
    assert "->" not in shown
    assert len(done.stdout.splitlines()) == 5


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is a thing of Linux")
@pytest.mark.parametrize("command", ["schema", "backends", "pdf article.md --json", "pdf --help", "read article.md"])
def test_a_full_standard_output_is_one_line(command: str, article: Path) -> None:
    done = shell(f"exporter {command} > /dev/full", article.parent)
    assert done.returncode == 5
    last = done.stderr.decode().splitlines()[-1]
    assert last.startswith("exporter: standard output: cannot be written: No space left on device; free some space")
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is a thing of Linux")
def test_a_full_standard_error_changes_no_exit_code(article: Path) -> None:
    assert shell("exporter pdf article.md --verbose 2> /dev/full", article.parent).returncode == 0
    assert shell("exporter pdf nowhere.md 2> /dev/full", article.parent).returncode == 3


def test_closed_standard_streams_are_told(article: Path) -> None:
    assert (
        b"standard output: it is closed; name a file with -o"
        in shell("exporter read article.md >&-", article.parent).stderr
    )
    for command in ("schema", "backends --json", "themes --json"):
        done = shell(f"exporter {command} >&-", article.parent)
        assert (done.returncode, done.stderr.count(b"\n")) == (5, 1)
    done = shell("exporter pdf - -o x.pdf <&-", article.parent)
    assert (done.returncode, b"standard input: cannot be read" in done.stderr) == (3, True)


@pytest.mark.parametrize("command", ["pdf gone.md -o -", "pdf pictured.md -o -", "pdf article.md --json -o -"])
def test_words_for_a_closed_standard_error_do_not_go_into_the_export(command: str, article: Path) -> None:
    (article.parent / "pictured.md").write_text("# T\n\n![](gone.png)\n")
    done = shell(f"exporter {command} -v 2>&-", article.parent)
    if "gone" in command:
        assert (done.returncode, done.stdout) == (3, b"")
    else:
        assert done.returncode == 0
        assert done.stdout.startswith(b"%PDF-") and done.stdout.endswith(b"%%EOF\n")


def test_names_no_terminal_has_letters_for_are_said(article: Path) -> None:
    (article.parent / "中.md").write_text(MARKDOWN, encoding="utf-8")
    done = shell("PYTHONIOENCODING=ascii exporter pdf 中.md", article.parent)
    assert done.returncode == 0
    assert done.stdout.startswith(rb"\u4e2d.md -> \u4e2d.pdf (")


def test_errors_about_standard_input_name_it(article: Path) -> None:
    done = shell("printf '' | exporter pdf - -o x.pdf", article.parent)
    assert done.stderr == b"exporter: standard input: empty; an article needs at least one line of text\n"


def test_an_export_is_not_thrown_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run(["pdf", "-"]) == 2
    assert "name a file with -o" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no devices in this system's files")
def test_devices_need_no_suffix(article: Path) -> None:
    assert run(["pdf", str(article), "-o", "/dev/null"]) == 0
