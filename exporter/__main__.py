"""`python -m exporter`, and what the console scripts `exporter` and `export` start."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
import threading


def main() -> None:
    """Run the command line and leave with its exit code."""
    # Articles are trees without cycles: looking for garbage among them often is a third of a large export's time.
    gc.set_threshold(200_000, 20, 20)
    signal.signal(signal.SIGTERM, _terminated)
    try:
        from exporter.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before there is anything to say or to clean up
        code = 130
    for number in (signal.SIGINT, signal.SIGTERM):  # nothing is left to clean up but Python itself
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    _leave(code)


def _leave(code: int) -> None:
    """End the process. The system frees all memory at once: Python taking itself apart was a twentieth of a short run."""
    if threading.active_count() == 1:  # a backend of somebody else's may have work under way
        atexit._run_exitfuncs()
        os._exit(code)  # `run` has written out what there was to say
    gc.freeze()  # nor is there a need to look for what is garbage
    sys.exit(code)


def _terminated(*_: object) -> None:
    """Leave by the way every other end takes, so that children and half-written files go too."""
    sys.exit(143)


if __name__ == "__main__":
    main()
