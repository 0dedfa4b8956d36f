"""Commands as somebody types them, and what they say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

MARKDOWN = "# A title\n\nA paragraph.\n\n## Key Takeaways\n\n- One\n- Two\n"


def lines(captured: str) -> list[str]:
    """The lines that are not empty."""
    return [line for line in captured.splitlines() if line]


def environment() -> dict[str, str]:
    """This environment with the console scripts of this Python first on the PATH."""
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """What a shell makes of a line with `exporter` in it; output is buffered, as most users have it."""
    line = command.replace("exporter", f"{sys.executable} -m exporter")
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run(["/bin/sh", "-c", line], cwd=folder, env=buffered, capture_output=True, check=False)
