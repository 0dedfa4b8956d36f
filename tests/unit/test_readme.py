"""What the README shows is true: its Python runs, its commands exist, its links lead somewhere."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

import exporter
from exporter.cli import run

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path", [ROOT / "README.md", Path(exporter.__file__)], ids=["README.md", "exporter/__init__.py"]
)
def test_examples_run(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    parser = doctest.DocTestParser()
    text = re.sub(r"^```.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    examples = parser.get_doctest(text, {}, path.name, str(path), 0)
    assert examples.examples
    failed, tried = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL).run(examples)
    assert tried
    assert not failed


def test_commands_shown_are_commands() -> None:
    shown = re.findall(r"exporter ([a-z]+)", README)
    assert {"pdf", "docx", "epub", "all", "read", "backends", "themes", "schema"} <= set(shown)


def test_make_targets_shown_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`make ([a-z]+)`", README)):
        assert re.search(rf"^{target}:.*##", makefile, re.MULTILINE), target


def test_the_theme_shown_is_one(tmp_path: Path) -> None:
    shown = next(block for block in re.findall(r"```toml\n(.*?)```", README, re.DOTALL) if "extends" in block)
    path = tmp_path / "house.toml"
    path.write_text(shown)
    theme = exporter.load_theme(path)
    assert (theme.page.size, theme.colours.accent, theme.takeaways.position) == ("Letter", "#7a1f2b", "end")
    assert theme.scale == exporter.load_theme().scale


def test_the_pipe_shown_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.md").write_text("# T\n\nWords.\n")
    line = re.search(r"^exporter (pdf article\.md)", README, re.MULTILINE)
    assert line
    assert run(shlex.split(line[1])) == 0


def test_everything_public_is_there_and_documented() -> None:
    for name in exporter.__all__:
        assert getattr(exporter, name) is not None
    assert len(exporter.__all__) == len(set(exporter.__all__))
    for name in ("export", "read", "render", "backends", "readers", "load_theme", "schema"):
        assert getattr(exporter, name).__doc__
