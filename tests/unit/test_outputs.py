"""A file is the old one or the whole new one."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

import exporter
from exporter import registry
from exporter.errors import ExportError, OutputError, UsageError
from exporter.pipeline import outputs


def test_a_failed_write_keeps_the_old_file_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"a\.pdf: cannot be written: No space left on device; free some space"):
        outputs.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_links_stay_links(tmp_path: Path) -> None:
    real, link = tmp_path / "real.pdf", tmp_path / "link.pdf"
    real.write_bytes(b"old")
    link.symlink_to(real)
    outputs.write(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_new_files_have_ordinary_rights(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        outputs.write(tmp_path / "a.pdf", b"x")
    finally:
        os.umask(old)
    assert (tmp_path / "a.pdf").stat().st_mode & 0o777 == 0o644


def test_devices_are_written_to() -> None:
    outputs.write(Path("/dev/null"), b"x")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_folder_without_rights(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="check the rights"):
        outputs.write(tmp_path / "a.pdf", b"x")


def test_an_export_never_replaces_its_source() -> None:
    with pytest.raises(UsageError, match="would replace its source"):
        outputs.refuse_clashes([("a.pdf", Path("./a.pdf"))])


def test_a_link_to_the_source_is_its_source(tmp_path: Path) -> None:
    source, link = tmp_path / "a.md", tmp_path / "a.pdf"
    source.write_text("# A\n\nWords.\n")
    link.symlink_to("a.md")
    with pytest.raises(UsageError, match="would replace its source"):
        exporter.export(source)
    (tmp_path / "b.pdf").symlink_to("c.pdf")
    with pytest.raises(UsageError, match="both a and b would become this file"):
        outputs.refuse_clashes([("a", tmp_path / "b.pdf"), ("b", tmp_path / "c.pdf")])
    assert source.read_text() == "# A\n\nWords.\n"


def test_two_formats_do_not_go_into_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text("# A\n\nWords.\n")
    pdf = registry.backend("pdf")
    monkeypatch.setattr(registry, "backend", lambda name: replace(pdf, name=name))
    with pytest.raises(UsageError, match=r"two formats of .*a\.md would become this file"):
        exporter.export(tmp_path / "a.md", "pdf", "other")
    assert len(exporter.export(tmp_path / "a.md", "pdf", "pdf")) == 1


def test_an_end_may_have_several_dots(tmp_path: Path) -> None:
    end, named = ".plain.txt", str(tmp_path / "b.PLAIN.txt")
    assert outputs.target(Path("a.md"), end, named, several=False) == Path(named)
    with pytest.raises(UsageError, match=r"name it b\.plain\.txt"):
        outputs.target(Path("a.md"), end, "b.txt", several=False)
    with pytest.raises(UsageError, match="several files cannot go into one file"):
        outputs.target(Path("a.md"), end, named, several=True)


@pytest.mark.parametrize(
    ("source", "output", "told"),
    [
        ("a.md", "x\0.pdf", "cannot be written: embedded null byte; check the name"),
        ("a.md", "x\ud800.pdf", "cannot be written: .* surrogates not allowed; check the name"),
        ("a.md", "", "the output has an empty name; name a file, or . for this folder"),
        (".", None, r"\.: is a folder; name a file in it"),
        ("", None, r"\.: is a folder; name a file in it"),
    ],
)
def test_names_that_cannot_be(
    source: str, output: str | None, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("# A\n\nWords.\n")
    with pytest.raises(ExportError, match=told):
        exporter.export(source, output=output)
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_standard_output_without_bytes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    text = io.StringIO()
    monkeypatch.setattr(sys, "stdout", text)
    with pytest.raises(OutputError, match="standard output: it takes text only"):
        outputs.write(None, b"x")
    text.close()
    with pytest.raises(OutputError, match="standard output: it is closed"):
        outputs.write(None, b"x")


def test_many_files_do_not_go_into_one(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"")
    with pytest.raises(UsageError, match="several files cannot go into one file"):
        outputs.target(Path("a.md"), ".pdf", str(tmp_path / "x.pdf"), several=True)


@pytest.mark.skipif(os.name == "nt", reason="rights of another kind")
def test_a_private_file_stays_private(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    path.chmod(0o600)
    outputs.write(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o600)
