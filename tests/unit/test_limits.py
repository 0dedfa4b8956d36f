"""Every limit has a default real articles never meet, a flag, and an error that names both."""

from __future__ import annotations

import re
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pillow

import exporter
from exporter import (
    Article,
    Backend,
    Cell,
    Figure,
    Image,
    List,
    ListItem,
    Note,
    Paragraph,
    Reader,
    Report,
    Row,
    SourceError,
    Table,
    Text,
    canonical,
    limits,
    registry,
)
from exporter.cli import run
from exporter.contract import sample
from exporter.limits import DEFAULT, Limits, flag, measured, within


def nested(depth: int) -> List:
    inner = (Paragraph((Text("x"),)),) if depth == 1 else (nested(depth - 1),)
    return List((ListItem(inner),))


def article(*blocks: exporter.Block, notes: tuple[Note, ...] = ()) -> Article:
    return Article(title=(Text("A"),), lang="en", body=blocks or (Paragraph((Text("Words."),)),), notes=notes)


def notes(count: int) -> tuple[Note, ...]:
    return tuple(Note((Paragraph((Text("x"),)),), id=f"n{number}") for number in range(count))


PICTURES = tuple(Figure((Image(f"{name}.png", "x"),)) for name in "abc")
BEYOND = {
    "nodes": (article(*[Paragraph((Text("x"),))] * 60), 100),
    "depth": (article(nested(20)), 30),
    "list_depth": (article(nested(6)), 5),
    "table_cells": (article(Table((Row((Cell(colspan=100, rowspan=100),)),))), 9_999),
    "notes": (article(notes=notes(4)), 3),
    "pictures": (article(*PICTURES), 2),
    "source_size": (article(Paragraph((Text("x" * 2_000_000),))), 1),
}


@pytest.mark.parametrize("name", BEYOND)
def test_beyond_a_limit(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    too_much, most = BEYOND[name]
    path = tmp_path / "a.json"
    path.write_bytes(canonical.dumps(too_much))
    assert run(["epub", str(path), flag(name), str(most)]) == 3
    told = capsys.readouterr().err.splitlines()[-1]
    assert told.startswith(f"exporter: {path}: ") and flag(name) in told
    assert not (tmp_path / "a.epub").exists()
    assert run(["epub", str(path), "-q"]) == 0


@pytest.mark.parametrize("name", ["nodes", "depth", "list_depth", "table_cells", "notes", "pictures"])
def test_the_library_has_the_same_limits(name: str) -> None:
    too_much, most = BEYOND[name]
    bounded = Limits(**{name: most})
    with pytest.raises(SourceError, match=re.escape(flag(name))):
        exporter.render(too_much, "epub", limits=bounded)
    if name != "pictures":
        with pytest.raises(SourceError, match=re.escape(flag(name))):
            exporter.read(canonical.dumps(too_much), limits=bounded)


@pytest.mark.parametrize(("name", "most"), [("picture_pixels", 63), ("picture_size", 0)])
def test_a_picture_beyond_a_limit_is_a_placeholder(name: str, most: int, tmp_path: Path) -> None:
    Pillow.new("L", (8, 8)).save(tmp_path / "a.png")
    path, report = tmp_path / "a.json", Report()
    path.write_bytes(canonical.dumps(article(PICTURES[0])))
    exporter.export(path, "epub", report=report)
    assert not report.warnings
    exporter.export(path, "epub", report=report, limits=Limits(**{name: most}))
    assert [notice.code for notice in report.warnings] == ["bad-picture"]


def test_short_rows_count_as_wide_as_the_widest() -> None:
    narrow = Row((Cell(),))
    wide = Row((Cell(),) * 50)
    assert measured(article(Table((wide, *[narrow] * 30)))).table_cells == 50 * 31


def test_time_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def slow(*_: object, **__: object) -> None:
        time.sleep(5)

    path = tmp_path / "a.md"
    path.write_text("# A\n\nWords.\n")
    monkeypatch.setattr("exporter.pipeline.exporting.prepare", slow)
    started = time.monotonic()
    assert run(["pdf", str(path), "--max-seconds", "1"]) == 3
    assert time.monotonic() - started < 4
    assert f"{path}: not done after 1 s; split it, or raise --max-seconds" in capsys.readouterr().err


def test_no_fence_takes_the_alarm_for_a_failure() -> None:
    with pytest.raises(SourceError, match="not done after"), within(1, "a"):
        while True:
            try:
                time.sleep(3)
            except Exception:
                continue


def test_an_alarm_is_switched_off_again() -> None:
    with within(1, "a"):
        pass
    with within(0, "a"):
        time.sleep(1.2)


@pytest.mark.parametrize("seconds", [10**9, 10**30])
def test_a_limit_beyond_what_an_alarm_counts_to_is_none(seconds: int, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\nWords.\n")
    assert run(["docx", str(tmp_path / "a.md"), "--max-seconds", str(seconds), "-q"]) == 0


def asleep(*_: object) -> Any:
    time.sleep(9)


@pytest.mark.parametrize("command", [["read"], ["read", "--to", "markdown"], ["pdf", "-j", "1"], ["pdf", "-j", "2"]])
def test_reading_is_limited_wherever_it_is_done(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.x"
    path.write_text("Words.")
    monkeypatch.setattr(registry, "reader", lambda _: Reader("x", (".x",), "", asleep))
    assert run([*command, str(path), "--from", "x", "--max-seconds", "1"]) == 3
    assert f"{path}: not done after 1 s" in capfd.readouterr().err


def test_the_library_has_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "reader", lambda _: Reader("x", (".x",), "", asleep))
    monkeypatch.setattr(registry, "backend", lambda _: Backend("x", ".x", "x/x", "", asleep))
    with pytest.raises(SourceError, match="not done after 1 s"):
        exporter.read(b"Words.", reader="x", limits=Limits(seconds=1))
    with pytest.raises(SourceError, match="not done after 1 s"):
        exporter.render(Article(title=(Text("A"),)), "x", limits=Limits(seconds=1))


def test_the_alarm_of_a_caller_is_left_alone() -> None:
    rung: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        with within(1, "a"):
            time.sleep(0.1)
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
        time.sleep(0.4)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert rung == [1]


def test_bytes_beyond_the_size_of_a_source() -> None:
    with pytest.raises(SourceError, match=r"larger than 3.8147e-06 MiB; split it, or raise --max-source-size"):
        exporter.read(b"Words.", limits=Limits(source_size=4))


def test_what_is_counted() -> None:
    assert measured(Article()) == limits.Measured(nodes=0, depth=1)
    one = article(nested(3), Table((Row((Cell(rowspan=2), Cell(colspan=3))), Row((Cell(),)))), notes=notes(2))
    found = measured(one)
    assert (found.list_depth, found.table_cells, found.notes) == (3, 8, 2)
    whole = sample.everything()
    assert measured(whole).nodes == len(list(exporter.walk.walk(whole))) - 1  # type: ignore[attr-defined]
    assert measured(whole).depth == exporter.walk.depth(whole)  # type: ignore[attr-defined]


def test_real_articles_stay_far_below() -> None:
    found = measured(sample.everything())
    assert all(getattr(found, name) * 4 < getattr(DEFAULT, name) for name in found.__struct_fields__)


def test_the_limits_are_documented_as_they_are() -> None:
    page = Path(exporter.__file__).parent.parent / ".github" / "SECURITY.md"
    rows = re.findall(r"\| (\d+) \| `(--max-[a-z-]+)` \|", page.read_text(encoding="utf-8"))
    told = {name: int(number) for number, name in rows}
    scaled = {
        flag(name): getattr(DEFAULT, name) // (limits.MIB if limits.in_mib(name) else 1)
        for name in DEFAULT.__struct_fields__
    }
    assert told == scaled
