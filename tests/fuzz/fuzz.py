"""Coverage-guided fuzzing with atheris: `python fuzz.py SECONDS [TARGET...]`, or `make fuzz SECONDS=60`.

Each target has its time. What it finds is kept in corpus/TARGET where it reached new code and is small, and in
crashes/TARGET where a promise broke: from then on every test run tries it again (test_crashes.py). A broken promise does not
end a run; each is told once, by what was raised and where.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
MOST_KEPT = 24
LARGEST_KEPT = 2_000
"""Inputs kept for each target, and bytes of one."""


class Collecting:
    """Runs a target, and puts what breaks a promise into a folder: the first of its sort, or a smaller one."""

    def __init__(self, run: Callable[[bytes], None], folder: Path) -> None:
        self.run, self.folder, self.found = run, folder, dict[str, Path]()

    def __call__(self, data: bytes) -> None:
        """Survives whatever the target raises."""
        try:
            self.run(data)
        except Exception as error:
            self._keep(_signature(error), data)

    def _keep(self, signature: str, data: bytes) -> None:
        before = self.found.get(signature)
        if before and before.stat().st_size <= len(data):
            return
        path = self.folder / hashlib.sha256(data).hexdigest()[:16]
        path.write_bytes(data)
        if before:
            before.unlink(missing_ok=True)
        else:
            print(f"BROKEN {path}", traceback.format_exc(limit=-6), "END", sep="\n", file=sys.stderr, flush=True)
        self.found[signature] = path


def _signature(error: BaseException) -> str:
    """What was raised, and where in our code."""
    root = error
    while root.__cause__ is not None:
        root = root.__cause__
    frames = [frame for frame in traceback.extract_tb(root.__traceback__) if f"{ROOT}/exporter" in frame.filename]
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else str(error)[:40]
    return f"{type(root).__name__} {where}"


def one(name: str, folder: str, arguments: list[str]) -> None:
    """In a process of its own: libFuzzer's loop, which does not come back. The last argument: where the seeds are."""
    import atheris  # type: ignore[import-untyped]

    with atheris.instrument_imports(include=["exporter"]):
        from tests.fuzz.targets import TARGETS

        _all_of("exporter")
    target = TARGETS[name]
    donors = [path.read_bytes() for path in sorted(Path(arguments[-1]).iterdir())]
    hooks: dict[str, Any] = {}
    if target.mutation:
        from tests.fuzz.mutations import mutator

        change = mutator(target.mutation([seed[target.skip :] for seed in donors]), donors, target.skip)
        hooks["custom_mutator"] = lambda data, most, seed: change(data, most, seed, atheris.Mutate)
        hooks["custom_crossover"] = lambda data, other, most, seed: random.Random(seed).choice((data, other))[:most]
    atheris.Setup([sys.argv[0], *arguments], Collecting(target.run, Path(folder)), **hooks)
    atheris.Fuzz()


def _all_of(package: str) -> None:
    """Import every module now: one that is imported when it is first needed would not be watched."""
    import importlib
    import pkgutil

    for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def run(name: str, seconds: int) -> bool:
    """Fuzz one target; whether nothing broke."""
    from tests.fuzz.targets import TARGETS

    corpus, crashes = HERE / "corpus" / name, HERE / "crashes" / name
    crashes.mkdir(parents=True, exist_ok=True)
    corpus.mkdir(parents=True, exist_ok=True)
    before = set(crashes.iterdir())
    with tempfile.TemporaryDirectory() as made:
        new, seeds = Path(made) / "new", Path(made) / "seeds"
        new.mkdir()
        seeds.mkdir()
        for number, data in enumerate(TARGETS[name].seeds()):
            if len(data) <= TARGETS[name].largest:
                (seeds / str(number)).write_bytes(data)
        flags = [
            f"-max_total_time={seconds}",
            f"-max_len={TARGETS[name].largest}",
            "-timeout=120",
            "-rss_limit_mb=3000",
        ]
        flags += ["-print_final_stats=1", "-verbosity=0", f"-artifact_prefix={crashes}/"]
        command = [sys.executable, __file__, "--one", name, str(crashes), *flags, str(new), str(corpus), str(seeds)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", cwd=ROOT)
        kept = _keep(new, corpus)
    fresh = sorted(path for path in crashes.iterdir() if path not in before)
    stats = [line.split()[-1] for line in done.stderr.splitlines() if "number_of_executed_units" in line]
    print(f"{name:12} {seconds:5} s  {(stats or '?')[0]:>9} runs  {kept:3} new inputs  {len(fresh)} broken", flush=True)
    for told in done.stderr.split("BROKEN ")[1:]:
        print("  " + told.partition("\nEND")[0].replace("\n", "\n    "), flush=True)
    if done.returncode:
        print(done.stderr[-2500:], flush=True)
    return not done.returncode and not fresh


def _keep(found: Path, corpus: Path) -> int:
    """The smallest inputs that reached new code, as many as there is room for."""
    room = MOST_KEPT - len(list(corpus.iterdir()))
    small = sorted(found.iterdir(), key=lambda path: (path.stat().st_size, path.name))
    small = [path for path in small if 2 < path.stat().st_size <= LARGEST_KEPT]
    chosen = small[:: max(1, len(small) // max(room, 1))][: max(room, 0)]
    for path in chosen:
        shutil.copy(path, corpus / path.name[:16])
    return len(chosen)


def main(arguments: list[str]) -> int:
    """Fuzz every target named (all of them unless told) for so many seconds each."""
    from tests.fuzz.targets import TARGETS

    seconds, names = int(arguments[0]), arguments[1:] or list(TARGETS)
    return int(not min([run(name, seconds) for name in names]))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    if sys.argv[1] == "--one":
        one(sys.argv[2], sys.argv[3], sys.argv[4:])
    else:
        sys.exit(main(sys.argv[1:]))
