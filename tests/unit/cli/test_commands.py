"""The command line as people and scripts use it: every exit code, one-line errors, and nothing half-written."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from exporter.cli import run
from tests.unit.cli.running import lines


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


@pytest.mark.usefixtures("article")
def test_an_interrupted_run_leaves_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("exporter.pipeline.batch.export_to", interrupted)
    assert run(["pdf", "article.md"]) == 130


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


@pytest.mark.parametrize("command", [["-h"], ["pdf", "-h"], ["check", "-h"]])
def test_help_has_its_short_name(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command) == 0
    assert capsys.readouterr().out.startswith("Usage: exporter")


def test_warnings_of_one_kind_are_counted_after_three(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (empty / "a.md").write_text("# T\n\n" + "".join(f"![A house](gone-{number}.png)\n\n" for number in range(9)))
    assert run(["epub", "a.md"]) == 0
    said = capsys.readouterr().err
    assert said.count("gone-") == 3
    assert "warning: a.md: 6 more like that [missing-picture] (--verbose tells)" in said
    assert run(["epub", "a.md", "-v"]) == 0
    assert capsys.readouterr().err.count("gone-") == 9
