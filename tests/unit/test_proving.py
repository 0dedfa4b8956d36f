"""`exporter check` and `--verify`: what they say of good, damaged and foreign files, and with which exit code."""

from __future__ import annotations

import io
import json
import time
import zipfile
from pathlib import Path

import pytest

import exporter
from exporter import ProofError, SourceError, canonical, check_files, registry
from exporter.backends import Backend
from exporter.cli import run
from exporter.contract import sample
from exporter.pipeline.proving import groups


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    (folder / "a.json").write_bytes(canonical.dumps(sample.everything()))
    exporter.export(folder / "a.json", "pdf", "docx", "epub")
    return folder


def paths(made: Path) -> list[str]:
    return [str(made / f"a.{end}") for end in ("pdf", "docx", "epub")]


def test_good_exports(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", *paths(made), "--with", "none", "--rebuild"]) == 0
    said = capsys.readouterr().out
    assert said.count("whole, conforming, alike, same") + said.count("NOT conforming, whole, alike, same") == 3


def test_one_file_alone(made: Path) -> None:
    for file in (made / "a.pdf", str(made / "a.pdf")):
        assert [one.name for one in check_files(file, tools="none")] == [str(made / "a.pdf")]


def test_for_machines(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", *paths(made)[1:], "--with", "none", "--json"])
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["format"], one["whole"], one["same"]) for one in found] == [("docx", True, None), ("epub", True, None)]


def without(words: str, path: Path, goal: Path) -> Path:
    """A Word document with some of its words gone."""
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(goal, "w") as other:
        for info in archive.infolist():
            data = archive.read(info)
            if info.filename == "word/document.xml":
                assert words.encode() in data
                data = data.replace(words.encode(), b"")
            other.writestr(info, data)
    return goal


def test_what_is_gone_is_shown(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = exporter.walk.text(sample.everything().title)  # type: ignore[attr-defined]
    path = without(words.split()[0], made / "a.docx", tmp_path / "a.docx")
    assert run(["check", str(path), "--with", "none"]) == 7
    said = capsys.readouterr().out
    assert "EDITED since it was exported: 1 place differs" in said and f"- {words.split()[0]}" in said
    assert run(["check", str(path), "--with", "none", "--quiet"]) == 7


def test_other_article(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b.md").write_text("---\ntitle: Another\nlang: en\n---\n\nOther words.\n")
    exporter.export(tmp_path / "b.md", "epub")
    assert run(["check", str(made / "a.docx"), str(tmp_path / "b.epub"), "--with", "none"]) == 7
    assert "NOT alike" in capsys.readouterr().out
    assert run(["check", str(tmp_path / "b.epub"), "--source", str(tmp_path / "b.md"), "--with", "none"]) == 0
    assert run(["check", str(tmp_path / "b.epub"), "--source", str(made / "a.json"), "--with", "none"]) == 7


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 and no more", b"%PDF-1.7\nbroken", b"words"])
def test_damaged_files_are_findings(data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    assert run(["check", str(tmp_path / "a.pdf"), "--with", "none"]) == 7
    assert "NOT conforming" in capsys.readouterr().out


@pytest.mark.parametrize("depth", [200, 400, 3000])
def test_an_article_inside_of_any_depth_is_a_finding_at_most(depth: int, made: Path, tmp_path: Path) -> None:
    article = b'{"type":"article","title":[{"type":"text","value":"A"}],"body":%s[]%s}' % (
        b'[{"type":"aside","content":' * depth,
        b"}]" * depth,
    )
    path = tmp_path / "a.epub"
    with zipfile.ZipFile(made / "a.epub") as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, article if entry.filename.endswith("article.json") else old.read(entry))
    assert [one.passed for one in check_files(path, tools="none")] == [False]


def test_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(tmp_path / "gone.pdf")]) == 3
    (tmp_path / "a.pdf").write_bytes(b"")
    assert run(["check", str(tmp_path / "a.pdf"), "--with", "nobody"]) == 2
    assert "nobody" in capsys.readouterr().err


def test_which_files_belong_together() -> None:
    a, b = [Path(f"x/a.{end}") for end in ("pdf", "docx")], [Path(f"x/b.{end}") for end in ("pdf", "docx")]
    assert groups([*a, *b]) == [a, b]
    assert groups([a[0], b[1]]) == [[a[0], b[1]]]
    assert groups([a[0], b[0]]) == [[a[0]], [b[0]]]
    assert groups([]) == []


def test_exports_are_verified_before_they_are_written(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = made / "a.json"
    exporter.export(source, "pdf", "docx", "epub", output=tmp_path / "good", verify=True)
    assert (tmp_path / "good" / "a.pdf").read_bytes() == (made / "a.pdf").read_bytes()

    good = registry.backend("docx")

    def careless(article: exporter.Article, context: exporter.Context) -> bytes:
        buffer = io.BytesIO(good.render(article, context))
        goal = tmp_path / "careless.docx"
        goal.write_bytes(buffer.getvalue())
        return without(article.body[0].content[0].value, goal, tmp_path / "less.docx").read_bytes()  # type: ignore[union-attr]

    bad = Backend("docx", ".docx", good.media_type, good.summary, careless, good.options)
    monkeypatch.setattr(registry, "backend", lambda _: bad)
    with pytest.raises(ProofError, match="the docx export is not as it should be"):
        exporter.export(source, "docx", output=tmp_path / "bad.docx", verify=True)
    assert not (tmp_path / "bad.docx").exists()
    exporter.export(source, "docx", output=tmp_path / "bad.docx")
    assert (tmp_path / "bad.docx").exists()


@pytest.mark.parametrize(
    "tokens",
    [
        '[takeaways]\nposition = "end"',
        '[brand]\nmasthead = "The House of Brand"',
        '[page]\nsize = "Letter"\ncolumns = 2',
    ],
)
def test_house_styles_are_no_findings(tokens: str, tmp_path: Path, made: Path) -> None:
    (tmp_path / "house.toml").write_text(f'extends = "brief"\n{tokens}\n')
    formats = ("pdf", "docx", "epub")
    exporter.export(made / "a.json", *formats, output=tmp_path / "out", theme=tmp_path / "house.toml", verify=True)


def test_checking_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path := tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    monkeypatch.setattr("exporter.pipeline.proving.check", lambda *_, **__: time.sleep(60))
    with pytest.raises(SourceError, match="not done after 1 s"):
        exporter.check_files(path, limits=exporter.Limits(seconds=1))
