"""The command line as people and scripts use it: every exit code, one-line errors, and nothing half-written."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from exporter import Backend, registry
from exporter.cli import run
from exporter.errors import SourceError
from exporter.pipeline import sources

MARKDOWN = "# A title\n\nA paragraph.\n\n## Key Takeaways\n\n- One\n- Two\n"


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "article.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    return path


def lines(captured: str) -> list[str]:
    return [line for line in captured.splitlines() if line]


@pytest.mark.parametrize("name", ["pdf", "docx", "epub"])
def test_each_format_lands_beside_the_source(name: str, article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "article.md"]) == 0
    assert (article.parent / f"article.{name}").stat().st_size > 1000
    assert lines(capsys.readouterr().out)[0].startswith(f"article.md -> article.{name} (")


def test_all_makes_three(article: Path) -> None:
    assert run(["all", "article.md", "-o", "dist/"]) == 0
    assert sorted(path.name for path in (article.parent / "dist").iterdir()) == [
        "article.docx",
        "article.epub",
        "article.pdf",
    ]


def test_output_to_a_file_and_a_folder(article: Path) -> None:
    folder = article.parent / "out"
    folder.mkdir()
    assert run(["pdf", "article.md", "-o", "named.pdf"]) == 0
    assert run(["pdf", "article.md", "-o", "out"]) == 0
    assert (article.parent / "named.pdf").read_bytes() == (folder / "article.pdf").read_bytes()


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


def test_folders_and_globs(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    below = article.parent / "in" / "deep"
    below.mkdir(parents=True)
    (below / "b.txt").write_text("Title\n\nWords.\n")
    (below / ".hidden.md").write_text("# no")
    (below.parent / "a.md").write_text(MARKDOWN)
    assert run(["epub", "in", "-o", "out"]) == 0
    assert [
        path.relative_to(article.parent).as_posix() for path in sorted((article.parent / "out").rglob("*.epub"))
    ] == [
        "out/a.epub",
        "out/deep/b.epub",
    ]
    assert run(["epub", "in/*.md", "-o", "out2/"]) == 0
    assert (article.parent / "out2" / "a.epub").is_file()
    capsys.readouterr()
    assert run(["epub", "in/*.html"]) == 3
    assert lines(capsys.readouterr().err) == ["exporter: in/*.html: no file matches; check the pattern"]


def test_exports_of_a_folder_are_not_taken_for_its_articles(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Backend("plain", ".plain.txt", "text/plain", "", lambda *_: b"")
    monkeypatch.setattr(registry, "backends", lambda: {"plain": plain})
    (article.parent / "article.plain.txt").write_text("An export")
    assert [found.path for found in sources.find([str(article.parent)]).found] == [article]


def test_a_folder_that_cannot_be_read_is_not_empty(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(folder: str) -> None:
        raise PermissionError(13, "Permission denied", folder)

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(SourceError, match="cannot be looked for: Permission denied"):
        sources.find([str(article.parent)])


def test_a_folder_without_articles(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (article.parent / "empty").mkdir()
    assert run(["pdf", "empty"]) == 3
    assert lines(capsys.readouterr().err)[0].startswith("exporter: empty: no articles in this folder; looked for .")


def test_one_bad_file_fails_alone(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (article.parent / "bad.md").write_bytes(b"")
    assert run(["pdf", "bad.md", "article.md", "missing.md"]) == 1
    told = capsys.readouterr()
    assert (article.parent / "article.pdf").is_file()
    assert lines(told.err)[-1] == "exporter: 2 of 3 files failed: bad.md, missing.md"
    assert not (article.parent / "bad.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["pdf", "missing.md"], 3, "missing.md: cannot be read: No such file or directory"),
        (["pdf", "article.xyz"], 3, "cannot be read"),
        (["pdf"], 2, "Missing argument"),
        (["pdf", "article.md", "--nope"], 2, "No such option: --nope; see exporter pdf --help"),
        (["odt", "article.md"], 2, "No such command 'odt'"),
        (["pdf", "article.md", "--theme", "nope"], 2, "there is no theme 'nope'"),
        (["pdf", "article.md", "--from", "nope"], 2, "there is no reader 'nope'"),
        (["pdf", "article.md", "-o", "x.docx"], 2, "does not end in .pdf"),
        (["all", "article.md", "-o", "-"], 2, "cannot go to one standard output"),
        (["pdf", "article.md", "-o", "article.md/x.pdf"], 5, "cannot be written"),
        (["pdf", "-"], 3, "empty"),
    ],
)
def test_errors_are_one_line_with_the_right_code(
    arguments: list[str],
    code: int,
    words: str,
    article: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    before = sorted(article.parent.iterdir())
    assert run(arguments) == code
    told = [line for line in lines(capsys.readouterr().err) if "remark" not in line]
    assert len(told) == 1
    assert told[0].startswith("exporter: ")
    assert words in told[0]
    assert sorted(article.parent.iterdir()) == before


def test_two_sources_for_one_file_are_refused_before_anything_is_written(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (article.parent / "article.txt").write_text("Title\n\nWords.\n")
    assert run(["pdf", "article.md", "article.txt"]) == 2
    assert "both article.md and article.txt would become this file" in capsys.readouterr().err
    assert not (article.parent / "article.pdf").exists()


def test_strict_turns_warnings_into_a_failure_and_writes_nothing(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article.write_text("# T\n\n![](gone.png)\n")
    assert run(["pdf", "article.md", "--strict"]) == 4
    assert not (article.parent / "article.pdf").exists()
    assert "nothing written (strict)" in capsys.readouterr().err
    assert run(["pdf", "article.md"]) == 0
    assert "warning: article.md:3" in capsys.readouterr().err


def test_json_lines(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (article.parent / "bad.md").write_bytes(b"")
    assert run(["docx", "article.md", "bad.md", "--json"]) == 1
    told = capsys.readouterr()
    good, bad = (json.loads(line) for line in lines(told.out))
    assert good["exports"][0]["format"] == "docx"
    assert good["exports"][0]["path"] == "article.docx"
    assert {notice["severity"] for notice in good["notices"]} <= {"info", "warning"}
    assert bad["error"]["exit_code"] == 3
    assert bad["exports"] == []


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_json_lines_of_names_that_are_no_text(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = os.fsdecode(b"\xff.md")
    article.rename(name)
    assert run(["pdf", name, "--json"]) == 0
    assert run(["check", os.fsdecode(b"\xff.pdf"), "--json", "--with", "none"]) == 0
    made, checked = map(json.loads, capsys.readouterr().out.splitlines())
    assert (made["source"], checked["name"]) == (name, os.fsdecode(b"\xff.pdf"))


def test_quiet_says_nothing(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article.write_text("# T\n\n![](gone.png)\n")
    assert run(["pdf", "article.md", "--quiet"]) == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "")


def test_read_prints_what_reads_back_the_same(article: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["read", "article.md"]) == 0
    markdown = capfdbinary.readouterr().out
    assert run(["read", "article.md", "--json"]) == 0
    first = capfdbinary.readouterr().out
    (article.parent / "again.md").write_bytes(markdown)
    assert run(["read", "again.md", "--json"]) == 0
    assert capfdbinary.readouterr().out == first
    assert json.loads(first)["takeaways"]["items"]


def test_listings(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["backends"]) == 0
    assert run(["themes"]) == 0
    assert run(["backends", "--json"]) == 0
    assert run(["schema"]) == 0
    assert run(["--version"]) == 0
    out = capfdbinary.readouterr().out
    assert b"pdf" in out
    assert b"brief" in out
    assert b'"$schema"' in out


@pytest.mark.parametrize("name", ["pdf", "docx", "epub", "all"])
def test_help_shows_examples_and_exit_codes(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    told = capsys.readouterr().out
    assert f"exporter {name} article.md" in told
    assert "Exit codes:" in told


def test_terminal_commands_in_a_document_stay_text(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (article.parent / "a\x1b[31m.md").write_text("# T\n\n![x](\x1b]0;pwned\x07.png)\n")
    run(["pdf", "a\x1b[31m.md", "--verbose"])
    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err


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


@pytest.mark.usefixtures("article")
def test_an_interrupted_run_leaves_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("exporter.pipeline.batch.export_to", interrupted)
    assert run(["pdf", "article.md"]) == 130


class TestTheBuiltinTrap:
    """In a shell, `export pdf x` sets variables and says nothing: what we show people must not fall into it."""

    @pytest.mark.parametrize("shell", ["sh", "bash"])
    def test_the_long_name_works_in_shells(self, shell: str, article: Path) -> None:
        done = subprocess.run(
            [shell, "-c", "exporter pdf article.md"], cwd=article.parent, env=environment(), check=False
        )
        assert done.returncode == 0
        assert (article.parent / "article.pdf").is_file()

    @pytest.mark.parametrize("shell", ["sh", "bash"])
    def test_env_reaches_the_script(self, shell: str, article: Path) -> None:
        subprocess.run([shell, "-c", "env export pdf article.md"], cwd=article.parent, env=environment(), check=True)
        assert (article.parent / "article.pdf").is_file()

    def test_the_trap_is_real(self, article: Path) -> None:
        subprocess.run(["sh", "-c", "export pdf article"], cwd=article.parent, env=environment(), check=True)
        assert not (article.parent / "article.pdf").exists()

    def test_in_a_make_recipe(self, article: Path) -> None:
        (article.parent / "Makefile").write_text("article.pdf: article.md\n\texporter pdf $< -o $@\n")
        subprocess.run(["make", "-s", "article.pdf"], cwd=article.parent, env=environment(), check=True)
        assert (article.parent / "article.pdf").is_file()

    def test_no_line_we_show_starts_with_the_builtin(self) -> None:
        root = Path(__file__).resolve().parents[2]
        shown = [root / "README.md", root / "Makefile", *sorted((root / "source").rglob("*.md"))]
        for path in shown:
            for line in path.read_text(encoding="utf-8").splitlines():
                assert not line.strip().lstrip("$@- ").startswith(("export pdf", "export docx", "export epub")), path


def environment() -> dict[str, str]:
    """This environment with the console scripts of this Python first on the PATH."""
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    line = command.replace("exporter", f"{sys.executable} -m exporter")
    buffered = {
        name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"
    }  # as most users have it
    return subprocess.run(["/bin/sh", "-c", line], cwd=folder, env=buffered, capture_output=True, check=False)


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


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (
            ["all", "article.md", "-o", "one.pdf"],
            "one.pdf: several files cannot go into one file; name a folder with -o",
        ),
        (["pdf", "article.md", "--root", "nowhere"], "'nowhere' does not exist"),
        (["pdf", "article.md", "--base-url", "nonsense"], "'nonsense': an address begins with https:// or http://"),
        (["read", "article.md", "--base-url", "https://["], "'https://['"),
        (["pdf", "article.md", "-o", ""], "the output has an empty name; name a file, or . for this folder"),
        (["pdf", ""], "a source has an empty name; name a file, or . for this folder"),
        (["read", "article.md", "-o", "one.pdf"], "one.pdf: the name does not end in .md; name it one.md"),
        (["read", "article.md", "--to", "json", "-o", "x.md"], "x.md: the name does not end in .json; name it x.json"),
        (["read", "article.md", "--json", "--to", "markdown"], "--json and --to markdown contradict each other"),
        (["check", "-"], "standard input cannot be checked; name the file of an export"),
    ],
)
def test_what_would_be_without_effect_is_refused(
    command: list[str], told: str, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command) == 2
    (line,) = lines(capsys.readouterr().err)
    assert told in line
    assert not (article.parent / "one.pdf").exists()


def test_an_export_is_not_thrown_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run(["pdf", "-"]) == 2
    assert "name a file with -o" in capsys.readouterr().err


def test_a_wrong_suffix_is_hinted_at(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pdf", "article.md"]) == 0
    (article.parent / "article.pdf").rename("wrong.txt")
    assert run(["docx", "wrong.txt"]) == 3
    assert "it looks like pdf: say so with --from pdf" in capsys.readouterr().err
    assert run(["docx", "wrong.txt", "--from", "pdf"]) == 0


def test_an_article_is_kept_under_every_name_of_its_reader(article: Path) -> None:
    folder = article.parent / "v1.0"
    folder.mkdir()
    assert run(["read", "article.md", "--to", "markdown", "-o", "v1.0"]) == 0
    assert run(["read", "article.md", "-o", "kept.markdown"]) == 0
    assert run(["read", "article.md", "--json", "-o", "kept.json"]) == 0
    assert (folder / "article.md").read_bytes() == (article.parent / "kept.markdown").read_bytes()
    assert json.loads((article.parent / "kept.json").read_bytes())["title"]


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no devices in this system's files")
def test_devices_need_no_suffix(article: Path) -> None:
    assert run(["pdf", str(article), "-o", "/dev/null"]) == 0


@pytest.mark.parametrize("command", [["-h"], ["pdf", "-h"], ["check", "-h"]])
def test_help_has_its_short_name(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command) == 0
    assert capsys.readouterr().out.startswith("Usage: exporter")


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_a_folder_holds_that_may_be_exports_is_told(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.md", "a.docx", "b.docx", "c.epub"):
        (empty / name).write_text("# A title\n\nSome words.\n")
    assert run(["pdf", ".", "-o", "out/"]) == 0
    said = capsys.readouterr()
    assert "2 files not taken, as they may be exports: b.docx, c.epub; name what is meant" in said.err
    assert [path.name for path in (empty / "out").iterdir()] == ["a.pdf"]
    (empty / "a.md").unlink()
    assert run(["pdf", "."]) == 3
    assert "no articles in this folder; looked for " in (told := capsys.readouterr().err)
    assert "a.docx and such may be exports: name them if they are meant" in told


def test_warnings_of_one_kind_are_counted_after_three(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (empty / "a.md").write_text("# T\n\n" + "".join(f"![A house](gone-{number}.png)\n\n" for number in range(9)))
    assert run(["epub", "a.md"]) == 0
    said = capsys.readouterr().err
    assert said.count("gone-") == 3
    assert "warning: a.md: 6 more like that [missing-picture] (--verbose tells)" in said
    assert run(["epub", "a.md", "-v"]) == 0
    assert capsys.readouterr().err.count("gone-") == 9
