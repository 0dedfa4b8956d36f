"""Work in forked processes: what is imported and cached already costs a child nothing.

Backends are bound by the processor, and ReportLab is not known to be thread-safe, so processes it is. Forking is for the
command line, which has no threads; the library never forks. Where the system cannot fork, work is done one after another.
"""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Generic, TypeVar, cast

from exporter.errors import BackendError, ExportError, SourceError

T = TypeVar("T")
R = TypeVar("R")
_GRACE = 2.0


def workers() -> int:
    """How many processes are worth having: the processors this process may use; 1 where it cannot fork."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Child(Generic[R]):
    """One piece of work in a process of its own, begun at once. Its result, or its error, is asked for later."""

    def __init__(self, work: Callable[[], R]) -> None:
        reading, writing = os.pipe()
        self.process = _forked()
        if self.process == 0:
            os.close(reading)
            _answer(work, writing)
        os.close(writing)
        self.pipe = reading

    def result(self) -> R:
        """What the work gave. Raises the ExportError it raised, or one that says how its process ended.

        Whatever interrupts the waiting, an alarm or a signal, ends the work too.
        """
        try:
            with os.fdopen(self.pipe, "rb", closefd=False) as pipe:
                data = pipe.read()
        except BaseException:
            self.stop()
            raise
        os.close(self.pipe)
        _, status = os.waitpid(self.process, 0)
        if not data:
            raise _ended_early(os.waitstatus_to_exitcode(status))
        result = pickle.loads(data)
        if isinstance(result, BaseException):
            raise result
        return cast(R, result)

    def stop(self) -> None:
        """End the work: nobody wants its result any more."""
        for how in (signal.SIGTERM, signal.SIGKILL):
            with suppress(OSError):
                os.kill(self.process, how)
            if self._ended(_GRACE):
                break
        with suppress(OSError):
            os.close(self.pipe)

    def _ended(self, seconds: float) -> bool:
        """Whether the process ends within so much time; a child that writes needs a moment to clean up."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if os.waitpid(self.process, os.WNOHANG)[0]:
                    return True
            except OSError:  # there is none any more
                return True
            time.sleep(0.002)
        return False


def _ended_early(code: int) -> ExportError:
    """The error of a process that gave no answer; a negative code is the signal that ended it."""
    if -code == signal.SIGKILL:  # Linux does it where there is no memory left
        hint = "free some memory, split the source, or ask for fewer at once (--jobs 1)"
        return SourceError("its process was killed, likely for want of memory", hint=hint)
    if -code in (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL):
        return BackendError(f"its process crashed ({signal.Signals(-code).name})", hint="please report this")
    return ExportError("its process was ended from outside", hint="try again")


def _forked() -> int:
    """Fork with interruptions held back until it is done: what a hook of Python's raises at a fork is lost."""
    held = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, held)
    try:
        return os.fork()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, held)


def _answer(work: Callable[[], object], writing: int) -> None:
    """In the child: do the work, send what it gave, and leave without touching what belongs to the parent."""
    status = 1
    try:
        try:
            answer: object = work()
        except (ExportError, KeyboardInterrupt, MemoryError) as error:
            answer = error
        # SystemExit (a termination) and everything else ends this process without an answer; see `result`.
        data = pickle.dumps(answer)
        while data:
            data = data[os.write(writing, data) :]
        status = 0
    finally:
        os._exit(status)


def spread(work: Callable[[T], R], items: Iterable[T], processes: int) -> Iterator[R]:
    """`work` of every item, in their order, on so many processes at once.

    The first is done here, so that the others find imported and cached what they need.
    """
    waiting = iter(items)
    for item in waiting:
        yield work(item)
        break
    if processes < 2:
        yield from map(work, waiting)
        return
    running: deque[Child[R]] = deque()
    try:
        for item in waiting:
            if len(running) >= processes:
                yield running.popleft().result()
            running.append(Child(lambda item=item: work(item)))  # type: ignore[misc]
        while running:
            yield running.popleft().result()
    finally:
        for child in running:
            child.stop()
