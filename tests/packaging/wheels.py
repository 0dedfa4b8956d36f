"""Wheels built from the checkout without the network, and unpacked as an installer would."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def build(project: Path, folder: Path, what: str = "wheel") -> Path:
    """The wheel (or sdist) of a project; hatchling comes from this environment."""
    code = (
        f"import hatchling.build, os; os.chdir({str(project)!r}); print(hatchling.build.build_{what}({str(folder)!r}))"
    )
    name = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()[-1]
    return folder / name


def install(wheel: Path, folder: Path) -> None:
    """Unpack a pure wheel as an installer would, with its metadata."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)


def run(*arguments: str, path: Path, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """A Python of this environment that sees `path` first and not the checkout's folder."""
    env = {**os.environ, "PYTHONPATH": str(path), **environ}
    return subprocess.run(
        [sys.executable, "-P", *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
