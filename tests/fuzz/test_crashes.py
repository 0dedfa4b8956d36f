"""What fuzzing ever broke stays mended, and what it kept is survived; an input is a file one drops in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

HERE = Path(__file__).parent
INPUTS = sorted(path for kind in ("crashes", "corpus") for path in (HERE / kind).glob("*/*") if path.is_file())


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}-{path.name[:24]}")
def test_an_input_that_once_broke_something(path: Path) -> None:
    TARGETS[path.parent.name].run(path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_takes_anything(target: str) -> None:
    for data in (
        b"",
        b"\0",
        b"<",
        b"PK\x03\x04",
        b"%PDF-1.7",
        b"\x00<w:document/>",
        b"\xff\xfe\x00",
        bytes(range(256)),
    ):
        TARGETS[target].run(data)
