"""Signals at random moments of a batch: every output is an old one or a whole new one, and nothing else is left.

`python tests/faults/kills.py [MOMENTS]` (1,000 unless told) prints what came out; `make faults` runs it.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ARTICLES = 3
FORMATS = (".pdf", ".docx", ".epub")
CODES = {signal.SIGINT: {0, 130, -signal.SIGINT}, signal.SIGTERM: {0, 143, -signal.SIGTERM}, signal.SIGKILL: {0, -9}}
OLD = b"old"


@dataclass
class Tally:
    """What happened: exit codes by signal, outputs found old or new, and everything that should not have been."""

    codes: Counter[tuple[str, int]] = field(default_factory=Counter)
    outputs: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Batch:
    """A folder of articles, what their exports should be, and a way to interrupt their making."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for number in range(ARTICLES):
            words = f"A paragraph of article {number}. " * 40
            text = f"---\ntitle: Article {number}\nlang: en\n---\n\n" + f"{words}\n\n" * 10
            (folder / f"{number}.md").write_text(text)
        self.names = [f"{number}{end}" for number in range(ARTICLES) for end in FORMATS]
        started = time.monotonic()
        self.run(None, 0)
        self.lasts = time.monotonic() - started
        self.whole = {name: _digest(folder / name) for name in self.names}

    def run(self, sent: signal.Signals | None, after: float) -> tuple[int, str]:
        """Make all exports anew over old ones; give the exit code and what was said."""
        command = [sys.executable, "-m", "exporter", "all", *(f"{number}.md" for number in range(ARTICLES)), "-q"]
        with subprocess.Popen(
            command, cwd=self.folder, stderr=subprocess.PIPE, text=True, process_group=0, preexec_fn=_interruptible
        ) as process:
            if sent is not None:
                time.sleep(after)
                process.send_signal(sent)
            said = process.communicate()[1]
        _wait_for_group(process.pid)
        return process.returncode, said

    def interrupted(self, sent: signal.Signals, after: float, tally: Tally) -> None:
        """One interruption: afterwards everything is as it should be, or the tally says what is not."""
        for name in self.names[::2]:
            (self.folder / name).write_bytes(OLD)
        for name in self.names[1::2]:
            (self.folder / name).unlink(missing_ok=True)
        code, said = self.run(sent, after)
        tally.codes[sent.name, code] += 1
        moment = f"{sent.name} after {after * 1000:.0f} ms"
        started = (
            "Traceback" not in said or "__main__.py" in said
        )  # before that it is Python's own start: nobody can help
        if started and (code not in CODES[sent] or "Traceback" in said):
            tally.wrong.append(f"{moment}: exit code {code}: {said[-600:]}")
        for path in self.folder.iterdir():
            if path.suffix == ".md":
                continue
            state = "not ours" if path.name not in self.whole else self._state(path)
            tally.outputs[state] += 1
            if state not in ("old", "new"):
                tally.wrong.append(f"{moment}: {path.name} is {state}")

    def _state(self, path: Path) -> str:
        if path.read_bytes() == OLD:
            return "old"
        return "new" if _digest(path) == self.whole[path.name] else "torn"


def _interruptible() -> None:
    """As in a terminal: what runs in the background is born with interruptions ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _wait_for_group(group: int) -> None:
    """Until the last process of a batch is gone: workers may outlive one that was killed for an instant."""
    for _ in range(2000):
        try:
            os.killpg(group, 0)
        except OSError:
            return
        time.sleep(0.005)


def run(moments: int, seed: int = 1) -> Tally:
    """So many interruptions, spread at random over the time a batch takes."""
    chance, tally = random.Random(seed), Tally()
    with tempfile.TemporaryDirectory() as folder:
        batch = Batch(Path(folder))
        for number in range(moments):
            sent = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)[number % 3]
            batch.interrupted(sent, chance.uniform(0, batch.lasts * 1.05), tally)
    return tally


if __name__ == "__main__":
    result = run(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    for (name, code), count in sorted(result.codes.items()):
        print(f"{name:8} exit code {code:4}  {count:5} times")
    print("outputs found:", ", ".join(f"{count} {state}" for state, count in sorted(result.outputs.items())))
    print(f"wrong: {len(result.wrong)}", *result.wrong[:20], sep="\n  ")
    sys.exit(bool(result.wrong))
