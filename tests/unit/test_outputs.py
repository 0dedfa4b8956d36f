"""A file is the old one or the whole new one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from exporter.errors import OutputError, UsageError
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


def test_many_files_do_not_go_into_one(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"")
    with pytest.raises(UsageError, match="several files cannot go into one file"):
        outputs.target(Path("a.md"), ".pdf", str(tmp_path / "x.pdf"), several=True)
