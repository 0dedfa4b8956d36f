"""Coverage-guided fuzzing with atheris: `python fuzz.py SECONDS [TARGET...]`, or `make fuzz SECONDS=60`.

Each target has its time. What it finds is kept in corpus/TARGET where it reached new code and is small, and in
crashes/TARGET where a promise broke: from then on every test run tries it again (test_crashes.py).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
LARGEST = 16_384
"""Bytes of an input."""
MOST_KEPT = 40
"""Inputs kept for each target."""


def one(target: str, arguments: list[str]) -> None:
    """In a process of its own: libFuzzer's loop, which does not come back."""
    import atheris

    with atheris.instrument_imports(include=["exporter"]):
        from tests.fuzz.targets import TARGETS
    atheris.Setup([sys.argv[0], *arguments], TARGETS[target])
    atheris.Fuzz()


def run(target: str, seconds: int) -> bool:
    """Fuzz one target; whether nothing broke."""
    corpus, crashes = HERE / "corpus" / target, HERE / "crashes" / target
    crashes.mkdir(parents=True, exist_ok=True)
    corpus.mkdir(parents=True, exist_ok=True)
    before = set(crashes.iterdir())
    with tempfile.TemporaryDirectory() as found:
        flags = [f"-max_total_time={seconds}", f"-max_len={LARGEST}", "-timeout=20", "-rss_limit_mb=3000"]
        flags += ["-print_final_stats=1", "-verbosity=0", f"-artifact_prefix={crashes}/"]
        _seed(target, Path(found) / "seeds")
        command = [sys.executable, __file__, "--one", target, *flags, f"{found}/new", str(corpus), f"{found}/seeds"]
        (Path(found) / "new").mkdir()
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", cwd=HERE.parent.parent)
        kept = _keep(Path(found) / "new", corpus)
    stats = [line for line in done.stderr.splitlines() if "number_of_executed_units" in line]
    runs = stats[0].split()[-1] if stats else "?"
    fresh = sorted(path.name for path in set(crashes.iterdir()) - before)
    print(f"{target:12} {seconds:5} s  {runs:>9} runs  {kept:3} new inputs  {len(fresh)} broken", flush=True)
    if done.returncode and not fresh:
        print(done.stderr[-2000:])
    for name in fresh:
        print(f"  {crashes / name}")
    if fresh:
        said = (line for line in done.stderr.splitlines() if not line.startswith(("INFO", "WARNING", "stat::")))
        print("  " + "\n  ".join(list(said)[-40:]))
    return not done.returncode


def _seed(target: str, folder: Path) -> None:
    """Where to begin: the sources of the golden cases, and the sample article in the form this target takes."""
    from tests.fuzz.targets import seeds

    folder.mkdir()
    for number, data in enumerate(seeds(target)):
        (folder / str(number)).write_bytes(data)


def _keep(found: Path, corpus: Path) -> int:
    """The smallest inputs that reached new code, as many as there is room for."""
    room = MOST_KEPT - len(list(corpus.iterdir()))
    small = sorted(found.iterdir(), key=lambda path: (path.stat().st_size, path.name))[: max(room, 0)]
    for path in small:
        shutil.copy(path, corpus / path.name)
    return len(small)


def main(arguments: list[str]) -> int:
    """Fuzz every target named (all of them unless told) for so many seconds each."""
    from tests.fuzz.targets import TARGETS

    seconds, names = int(arguments[0]), arguments[1:] or list(TARGETS)
    return int(not min([run(name, seconds) for name in names]))


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent.parent))
    if sys.argv[1] == "--one":
        one(sys.argv[2], sys.argv[3:])
    else:
        sys.exit(main(sys.argv[1:]))
