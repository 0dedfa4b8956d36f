"""`python -m exporter`, and what the console scripts `exporter` and `export` start.

What is needed is imported where an interruption is answered: before, Python would answer with a traceback.
"""

import os
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        code = _run()
    except KeyboardInterrupt:  # before there is anything to say or to clean up
        code = 130
    _leave(code)


def _run() -> int:
    import gc
    import signal

    # Articles are trees without cycles: looking for garbage among them often is a third of a large export's time.
    gc.set_threshold(200_000, 20, 20)
    signal.signal(signal.SIGTERM, _terminated)
    sys.unraisablehook = _unraisable
    from exporter.cli import run

    return run(sys.argv[1:])


def _leave(code: int) -> None:
    """End the process. The system frees all memory at once: Python taking itself apart was a twentieth of a short run."""
    import atexit
    import gc
    import signal
    import threading

    for number in (signal.SIGINT, signal.SIGTERM):  # nothing is left to clean up but Python itself
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    if threading.active_count() == 1:  # a backend of somebody else's may have work under way
        atexit._run_exitfuncs()
        os._exit(code)  # `run` has written out what there was to say
    gc.freeze()  # nor is there a need to look for what is garbage
    sys.exit(code)


def _terminated(*_: object) -> None:
    """Leave by the way every other end takes, so that children and half-written files go too."""
    sys.exit(143)


def _unraisable(lost: "sys.UnraisableHookArgs") -> None:
    """An interruption that came where none can be raised (a callback of the import system, say) comes again a moment later."""
    import signal

    if not isinstance(lost.exc_value, (KeyboardInterrupt, SystemExit)) or not hasattr(signal, "setitimer"):
        sys.__unraisablehook__(lost)
        return
    interrupted = isinstance(lost.exc_value, KeyboardInterrupt)
    signal.signal(signal.SIGVTALRM, signal.default_int_handler if interrupted else _terminated)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.001)


if __name__ == "__main__":
    main()
