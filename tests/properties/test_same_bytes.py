"""Same article, same bytes: in other processes, with other hash seeds, time zones and languages, seconds apart."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exporter import canonical
from exporter.contract import sample

WORLDS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4242", "TZ": "Asia/Tokyo", "LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8"},
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The sample exported in each world, from other folders and after other work."""
    folders = []
    for number, world in enumerate(WORLDS):
        folder = tmp_path_factory.mktemp(f"world-{number}-" + "x" * number)
        (folder / "pictures").mkdir()
        (folder / "pictures" / "harbour.png").write_bytes(sample.picture())
        (folder / "sample.json").write_bytes(canonical.dumps(sample.everything()))
        (folder / "first.txt").write_text("Another article\n\nZuvor etwas anderes: ﬁ ﬂ Ω.\n")
        command = [
            sys.executable,
            "-m",
            "exporter",
            "all",
            *(["first.txt"] * number),
            "sample.json",
            "-o",
            "out/",
            "-q",
        ]
        env = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"} | world
        subprocess.run(command, cwd=folder, env=env, check=True)
        folders.append(folder / "out")
        time.sleep(2.1 if number == 0 else 0)
    return folders


@pytest.mark.parametrize("suffix", ["pdf", "docx", "epub"])
def test_the_same_bytes_in_every_world(suffix: str, made: list[Path]) -> None:
    one, other = ((folder / f"sample.{suffix}").read_bytes() for folder in made)
    assert one == other


@pytest.mark.parametrize("suffix", ["pdf", "docx", "epub"])
def test_no_path_of_this_machine_and_no_user_is_inside(suffix: str, made: list[Path]) -> None:
    data = (made[0] / f"sample.{suffix}").read_bytes()
    assert str(made[0].parent).encode() not in data
