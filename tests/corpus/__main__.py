"""`python -m tests.corpus [FOLDER]`: every file of a corpus read, exported to three formats and verified; the figures.

Fails where a file brought a traceback, hung, or lost text on its way into a format. `--every N` takes each N-th file only,
`--no-web` leaves out the scores of web pages.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.corpus.survey import SLOW, Row, files, surveyed


def survey(corpus: Path, every: int = 1, processes: int = 0) -> list[Row]:
    """A row for every (N-th) file, on all processors."""
    chosen = files(corpus)[::every]
    with ProcessPoolExecutor(processes or os.cpu_count()) as pool:
        waiting = [pool.submit(surveyed, corpus, kind, path) for kind, path in chosen]
        return [one.result() for one in waiting]


def table(rows: Sequence[Row]) -> str:
    """The figures by kind, and everything that must not be."""
    head = f"{'kind':10} {'files':>5} {'refused':>7} {'broken':>6} {'slow':>5} {'slowest':>8} {'lost text':>9} {'not conf.':>9}"
    lines = [head]
    for kind in (*dict.fromkeys(row.kind for row in rows), "all"):
        some = [row for row in rows if kind in (row.kind, "all")]
        slowest = max(row.seconds for row in some)
        lines.append(
            f"{kind:10} {len(some):5} {sum(bool(row.refused) for row in some):7} {sum(bool(row.broken) for row in some):6} "
            f"{sum(row.seconds > SLOW for row in some):5} {slowest:6.2f} s {sum(bool(row.lost) for row in some):9} "
            f"{sum(bool(row.not_conforming) for row in some):9}"
        )
    return "\n".join(lines)


def told(rows: Sequence[Row]) -> str:
    """The notices by code, then the files with something wrong."""
    codes: Counter[str] = sum((row.notices for row in rows), Counter())
    lines = ["notices: " + ", ".join(f"{code} {count}" for code, count in codes.most_common())]
    for row in rows:
        for what in ("broken", "lost", "not_conforming"):
            lines += [f"{what} {row.path}: {one[:300]}" for one in getattr(row, what)[:3]]
    return "\n".join(lines)


def main() -> int:
    """Print the figures; 1 where something broke, hung or was lost."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpus", type=Path, nargs="?", default=os.environ.get("EXPORTER_CORPUS"))
    options.add_argument("--every", type=int, default=1)
    options.add_argument("--no-web", action="store_true")
    given = options.parse_args()
    if not given.corpus or not Path(given.corpus).is_dir():
        print("name the folder of a corpus: make corpus CORPUS=folder")
        return 2
    started = time.monotonic()
    rows = survey(Path(given.corpus).resolve(), given.every)
    print(told(rows), table(rows), f"{time.monotonic() - started:.0f} s", sep="\n", flush=True)
    if not given.no_web:
        subprocess.run([sys.executable, "-m", "tests.corpus.web", str(given.corpus)], check=False)
    return int(any(row.broken or row.lost for row in rows))


if __name__ == "__main__":
    sys.exit(main())
