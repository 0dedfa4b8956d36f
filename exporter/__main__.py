"""`python -m exporter`, and what the console scripts `exporter` and `export` start."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    # Articles are trees without cycles: looking for garbage among them often is a third of a large export's time.
    gc.set_threshold(50_000, 20, 20)
    from exporter.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
