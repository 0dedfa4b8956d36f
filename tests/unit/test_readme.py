"""What the README shows is true: its Python runs, its commands exist, its links lead somewhere."""

from __future__ import annotations

import doctest
import re
import shlex
import tomllib
from pathlib import Path

import pytest

import exporter
from exporter.cli import run

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "source" / "guide.md").read_text(encoding="utf-8")


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


def as_shown(value: object) -> str | None:
    """A token's value as the guide's table writes it; None for a family of fonts, which has a table of its own."""
    if isinstance(value, str | bool):
        return str(value).lower() if isinstance(value, bool) else value or "none"
    if isinstance(value, int | float):
        return f"{value:g}"
    size, leading = getattr(value, "size", None), getattr(value, "leading", None)
    return f"{size:g} / {leading:g}" if size and leading else None


def test_the_guide_lists_every_token_of_a_theme_as_it_is() -> None:
    shown = dict(re.findall(r"^\| `([a-z]+\.[a-z0-9_]+)` \| ([^|]+) \|", GUIDE, re.MULTILINE))
    theme = exporter.load_theme()
    tables = {name: getattr(theme, name) for name in theme.__struct_fields__ if name not in ("name", "folder", "above")}
    tokens = {
        f"{name}.{token}": getattr(table, token) for name, table in tables.items() for token in table.__struct_fields__
    }
    assert list(shown) == list(tokens)
    for name, value in tokens.items():
        assert as_shown(value) in (None, shown[name]), name


def test_the_reader_shown_in_the_guide_reads() -> None:
    shown = next(block for block in re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL) if "Reader(" in block)
    names: dict[str, object] = {}
    exec(shown, names)
    reader, report = names["reader"], exporter.Report()
    assert isinstance(reader, exporter.Reader)
    reading = reader.read(exporter.Source(b"Monday\nDEBUG x\nAll well\n"), report)
    assert isinstance(reading, exporter.Reading)
    assert reading.article.body == (exporter.Paragraph((exporter.Text("All well"),)),)
    assert [notice.message for notice in report] == ["dropped 1 lines for debugging"]


def test_options_shown_are_options(capsys: pytest.CaptureFixture[str]) -> None:
    """Every `--option` of the README and the guide is one of some command, or of the limits in SECURITY.md."""
    security = (ROOT / ".github" / "SECURITY.md").read_text(encoding="utf-8")
    known = {flag for _, flag in re.findall(r"^\|(.*)\| `(--max-[a-z-]+)` \|$", security, re.MULTILINE)}
    for command in ("all", "read", "check"):
        assert run([command, "--help"]) == 0
        known |= set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out))
    shown = set(re.findall(r"(?<![-\w])--[a-z][a-z-]+", README + GUIDE))
    assert shown <= known
    assert len(shown) > 12


def test_every_dependency_is_named_with_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    section = README.split("## Licences")[1].split("\n## ")[0].lower()
    for requirement in project["dependencies"]:
        name = re.match(r"[a-z0-9-]+", requirement)
        assert name
        assert re.search(rf"\b{re.escape(name[0])}\b", section), requirement


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:\]\(|src=\")(?!http)([^)\"#]+)", README))))
def test_links_lead_to_files(target: str) -> None:
    assert (ROOT / target).is_file()


def test_the_limits_told_are_those_there_are() -> None:
    from exporter.limits import DEFAULT, MIB, flag, in_mib

    security = (ROOT / ".github" / "SECURITY.md").read_text(encoding="utf-8")
    told = {option: int(value) for value, option in re.findall(r"\| (\d+) \| `(--max-[a-z-]+)` \|", security)}
    sizes = {name: getattr(DEFAULT, name) // (MIB if in_mib(name) else 1) for name in DEFAULT.__struct_fields__}
    assert told == {flag(name): size for name, size in sizes.items()}
