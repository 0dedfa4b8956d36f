"""An interruption stays one, though what was open fails on being closed."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest

import exporter
from exporter import Article, Backend, Context, Reader, Report, Source, Text, registry
from exporter.errors import BackendError, interruption


def interrupted(*_: object) -> bytes:
    with zipfile.ZipFile(io.BytesIO(), "w") as archive:
        part = archive.open("a", "w")
        try:
            raise KeyboardInterrupt
        finally:
            del part
    return b""


def closing(*_: object) -> bytes:
    try:
        raise KeyboardInterrupt
    finally:
        raise ValueError("it cannot be closed")


@pytest.mark.parametrize("work", [interrupted, closing])
def test_in_a_backend(work: object, monkeypatch: pytest.MonkeyPatch) -> None:
    backend = Backend("x", ".x", "x/x", "a test's own", work)  # type: ignore[arg-type]
    monkeypatch.setattr(registry, "backend", lambda _: backend)
    with pytest.raises(KeyboardInterrupt):
        exporter.render(Article(title=(Text("A"),), lang="en"), "x")


def test_in_a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(_source: Source, _report: Report) -> Article:
        closing()
        return Article()

    monkeypatch.setattr(registry, "reader", lambda _: Reader("x", (".x",), "a test's own", read))
    with pytest.raises(KeyboardInterrupt):
        exporter.read(b"x", reader="x")


def test_other_failures_are_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_article: Article, _context: Context) -> bytes:
        try:
            raise KeyError("a")
        finally:
            raise ValueError("b")

    assert interruption(ValueError("b")) is None
    monkeypatch.setattr(registry, "backend", lambda _: Backend("x", ".x", "x/x", "a test's own", failing))
    with pytest.raises(BackendError, match="ValueError: b"):
        exporter.render(Article(title=(Text("A"),), lang="en"), "x")


LOST = """
import sys
from exporter import __main__, cli

class Deaf:
    def __del__(self):
        raise {interruption}

def run(_):
    Deaf()
    while True:
        pass

cli.run = run
__main__.main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no timers of this kind")
@pytest.mark.parametrize(("interruption", "code"), [("KeyboardInterrupt", 130), ("SystemExit(143)", 143)])
def test_an_interruption_that_is_lost_comes_again(interruption: str, code: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOST.format(interruption=interruption)], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (code, "")
