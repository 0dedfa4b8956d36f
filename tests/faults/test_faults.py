"""Every file operation fails once, in every way: the exit code is right, and an output is the old one or the whole new one."""

from __future__ import annotations

import builtins
import errno
import io
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pillow

from exporter.cli import run
from tests.faults.kills import run as killed

OPERATIONS = [
    (builtins, "open"),
    (io, "open"),
    *((os, name) for name in ("open", "stat", "mkdir", "fsync", "link", "replace", "rename", "fdopen", "scandir")),
]
ERRORS = [errno.ENOSPC, errno.EACCES, errno.ENOENT, errno.EINTR, errno.EIO, errno.EROFS, errno.EMFILE]


class Faults:
    """Counts the file operations on one folder; the one with number `fails` raises instead."""

    def __init__(self, folder: Path, fails: int = -1, error: int = 0) -> None:
        self.folder, self.fails, self.error, self.count = str(folder), fails, error, 0
        self.descriptors: set[int] = set()

    def around(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            ours = any(self._is_ours(one) for one in given[:2])
            if ours:
                self.count += 1
                if self.count - 1 == self.fails:
                    raise OSError(self.error, os.strerror(self.error), str(given[0]))
            result = real(*given, **named)
            if ours and isinstance(result, int):
                self.descriptors.add(result)
            return result

        return call

    def _is_ours(self, argument: object) -> bool:
        if isinstance(argument, int):
            return argument in self.descriptors
        return isinstance(argument, (str, Path)) and str(argument).startswith(self.folder)


@contextmanager
def injected(faults: Faults, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        for module, name in OPERATIONS:
            patch.setattr(module, name, faults.around(getattr(module, name)))
        yield


@pytest.fixture
def article(tmp_path: Path) -> Path:
    Pillow.new("L", (8, 8)).save(tmp_path / "a.png")
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: A\nlang: en\n---\n\n![Grey](a.png)\n\nWords.\n")
    return path


def test_any_operation_may_fail(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    goal = tmp_path / "out" / "a.docx"
    command = ["docx", str(article), "-o", str(goal), "-q"]
    assert run(command) == 0
    counting = Faults(tmp_path)
    with injected(counting, monkeypatch):
        assert run(command) == 0
    assert counting.count >= 12
    codes = set()
    for error in ERRORS:
        for number in range(counting.count):
            goal.write_bytes(b"old")
            with injected(Faults(tmp_path, number, error), monkeypatch):
                code = run(command)
            codes.add(code)
            assert code in (0, 2, 3, 5), (number, os.strerror(error))
            assert sorted(path.name for path in goal.parent.iterdir()) == ["a.docx"], (number, os.strerror(error))
            found = goal.read_bytes()
            # A picture that cannot be read costs the picture only: the export is a new one.
            assert (found == b"old") == (code != 0), (number, os.strerror(error))
            said = capsys.readouterr().err
            assert (code == 0 or said.startswith("exporter: ")) and "Traceback" not in said
    assert {0, 3, 5} <= codes


@pytest.mark.parametrize("most", [0, 1, 1000, 20_000])
def test_a_disk_that_is_full(most: int, article: Path, tmp_path: Path) -> None:
    goal = tmp_path / "a.docx"
    goal.write_bytes(b"old")

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    done = subprocess.run(
        [sys.executable, "-m", "exporter", "docx", str(article), "-q"],
        preexec_fn=small,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PYTHONDONTWRITEBYTECODE": "1",
        },  # Python would keep a module's bytecode cut off at the limit
    )
    assert done.returncode == (5 if most < 10_000 else done.returncode)
    assert done.returncode in (0, 5)
    assert "Traceback" not in done.stderr
    assert (goal.read_bytes() == b"old") == (done.returncode == 5)
    assert not list(tmp_path.glob(".*"))


def test_a_source_that_vanishes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pdf", str(tmp_path / "gone.md")]) == 3
    assert "gone.md: cannot be read: No such file or directory" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent to process groups")
def test_signals_at_any_moment() -> None:
    tally = killed(24)
    assert not tally.wrong, "\n".join(tally.wrong)
    assert tally.outputs["old"] and tally.outputs["new"]
