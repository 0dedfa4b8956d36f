"""Work in forked processes: results in order, errors as they were, no process left behind."""

from __future__ import annotations

import faulthandler
import os
import signal
import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from exporter import Article, Reader, Source, Text, registry
from exporter.cli import run
from exporter.errors import BackendError, ExportError, SourceError
from exporter.limits import within
from exporter.pipeline.exporting import Settings, export_to
from exporter.pipeline.parallel import Child, spread
from exporter.report import Report
from exporter.theme import Theme, load_theme

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

SETTINGS = Settings(load_theme("brief"), processes=2)


def square(number: int) -> int:
    if number == 13:
        raise SourceError("unlucky", place="13", hint="take another")
    return number * number


def test_results_come_in_order() -> None:
    assert list(spread(square, range(10), 3)) == [number * number for number in range(10)]


def test_large_results_come_whole() -> None:
    assert Child(lambda: b"x" * 3_000_000).result() == b"x" * 3_000_000


def test_errors_come_as_they_were() -> None:
    with pytest.raises(SourceError) as caught:
        Child(lambda: square(13)).result()
    assert str(caught.value) == "13: unlucky; take another"
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(("how", "code", "told"), [(9, 3, "memory"), (11, 6, "SIGSEGV"), (1, 1, "outside")])
def test_a_process_that_dies_is_an_error_that_says_how(how: int, code: int, told: str) -> None:
    def die() -> None:
        faulthandler.disable()  # it would print where
        os.kill(os.getpid(), how)

    with pytest.raises(ExportError, match=told) as caught:
        Child(die).result()
    assert caught.value.exit_code == code


def test_a_mistake_in_a_process_is_told_as_one() -> None:
    with pytest.raises(BackendError, match=r"its process failed: ZeroDivisionError: .*; please report this"):
        Child(lambda: 1 // 0).result()
    with pytest.raises(BackendError, match=r"its process failed: .*pickle"):
        Child(lambda: lambda: None).result()


@pytest.mark.parametrize("missing", ["fork", "pipe"])
def test_where_there_can_be_no_more_processes_work_is_done_here(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, missing, refused)
    before = len(list(Path("/dev/fd").iterdir()))
    child = Child(os.getpid)
    assert child.result() == os.getpid()
    child.stop()
    assert list(spread(square, range(5), 3)) == [0, 1, 4, 9, 16]
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_a_process_that_has_ended_is_not_stopped_again(monkeypatch: pytest.MonkeyPatch) -> None:
    child = Child(lambda: square(13))
    with pytest.raises(SourceError):
        child.result()
    killed: list[int] = []
    monkeypatch.setattr(os, "kill", lambda process, _: killed.append(process))  # the number may be another's by now
    child.stop()
    assert not killed


def test_an_interruption_at_the_fork_leaves_no_child_and_no_second_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    fork = os.fork

    def interrupted() -> int:
        process = fork()
        signal.raise_signal(signal.SIGINT)  # to this thread of both, once it may be interrupted
        return process

    monkeypatch.setattr(os, "fork", interrupted)
    parent = os.getpid()
    with pytest.raises(KeyboardInterrupt):
        Child(lambda: time.sleep(60))
    if os.getpid() != parent:
        os._exit(99)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def dying(source: Source, _: Report) -> Article:
    if source.data == b"memory":
        raise MemoryError
    if source.data == b"die":
        os.kill(os.getpid(), signal.SIGKILL)
    return Article(title=(Text("A"),), lang="en")


@pytest.mark.parametrize(("data", "told"), [("memory", "out of memory; split"), ("die", "its process was killed")])
def test_a_process_that_dies_costs_its_own_file_only(
    data: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(registry, "reader", lambda _: Reader("x", (".x",), "", dying))
    names = [f"{number}.x" for number in range(5)]
    for name in names:
        Path(name).write_text(data if name == "2.x" else "fine")
    assert run(["docx", *names, "--from", "x", "-j", "2", "-q"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith(f"exporter: 2.x: {told}")
    assert said[1:] == ["exporter: 1 of 5 files failed: 2.x"]
    assert sorted(path.stem for path in tmp_path.glob("*.docx")) == ["0", "1", "3", "4"]


def test_nobody_is_left_when_work_stops() -> None:
    results = spread(square, [1, 2, 3, 13, 4, 5, 6], 3)
    with pytest.raises(SourceError):
        list(results)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_an_alarm_ends_the_work_that_is_waited_for() -> None:
    child = Child(lambda: time.sleep(60))
    with pytest.raises(SourceError, match="not done after 1 s"), within(1, "a"):
        child.result()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_what_a_reader_told_before_it_failed_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.html").write_bytes(b"<title>\x81</title><p>")
    told = []
    for jobs in ("1", "2"):
        assert run(["pdf", str(tmp_path / "a.html"), "-j", jobs, "-v"]) == 3
        told.append(capfd.readouterr().err)
    assert told[0] == told[1]
    assert "not UTF-8" in told[0] and "no article in this page" in told[0]


def test_a_backend_that_cannot_get_ready_leaves_the_first_word_to_the_source(tmp_path: Path) -> None:
    def failing(_: Theme) -> None:
        raise RuntimeError("not ready")

    pdf = registry.backend("pdf")
    made: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "backend", lambda _: replace(pdf, ready=failing))
        (tmp_path / "empty.md").write_text("")
        with pytest.raises(SourceError):
            export_to(tmp_path / "empty.md", [("pdf", tmp_path / "a.pdf")], SETTINGS, Report())
        (tmp_path / "a.md").write_text("# A\n\nWords.\n")
        made += [one.format for one in export_to(tmp_path / "a.md", [("pdf", tmp_path / "a.pdf")], SETTINGS, Report())]
    assert made == ["pdf"]


@pytest.mark.parametrize("command", ["all", "pdf"])
def test_the_same_files_however_many_processes(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(4):
        (tmp_path / f"{number}.md").write_text(f"# Title {number}\n\n![](gone.png)\n\nWords *number* {number}.\n")
    sources = [f"{number}.md" for number in range(4)]
    assert run([command, *sources, "-o", "one/", "-q", "-j", "1"]) == 0
    assert run([command, *sources, "-o", "many/", "-q", "-j", "3"]) == 0
    assert run([command, "0.md", "-o", "single/", "-q", "-j", "3"]) == 0
    one = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert one == {path.name: path.read_bytes() for path in (tmp_path / "many").iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "single").iterdir()}.items() <= one.items()


def test_notices_of_all_formats_are_told_once_and_in_order(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text("# T\n\n![](gone.png)\n\n$\\nonsense{$\n")
    told = []
    for jobs in ("1", "3"):
        assert run(["all", str(tmp_path / "a.md"), "-j", jobs, "-v"]) == 0
        told.append(capfd.readouterr().err)
    assert told[0] == told[1]
    assert told[0].count("[missing-picture]") == 1
