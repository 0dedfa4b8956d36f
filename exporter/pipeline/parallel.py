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
from functools import partial
from typing import Generic, NoReturn, TypeVar, cast

from exporter.errors import BackendError, ExportError, SourceError, told
from exporter.uninterrupted import INTERRUPTIONS, uninterrupted

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
        self._work = work
        self.process: int | None = None
        self.pipe: int | None = None
        try:
            self._begin()
        except OSError:  # there can be no more processes: the work is done here, once its result is asked for
            self._close()
        except BaseException:
            self.stop()
            raise

    def _begin(self) -> None:
        """Fork, with interruptions held back: what a hook of Python's raises at a fork is lost.

        Nor must a child that has not begun its work be interrupted: it would go on in its parent's stead.
        """
        self.pipe, writing = os.pipe()
        with uninterrupted():
            try:
                self.process = os.fork()
                if self.process == 0:
                    os.close(self.pipe)
                    _answer(self._work, writing)
            finally:
                os.close(writing)

    def result(self) -> R:
        """What the work gave. Raises the ExportError it raised, or one that says how its process ended.

        Whatever interrupts the waiting, an alarm or a signal, ends the work too.
        """
        if self.process is None or self.pipe is None:
            return self._work()
        try:
            with os.fdopen(self.pipe, "rb", closefd=False) as pipe:
                data = pipe.read()
            status = self._over()
        except BaseException:
            self.stop()
            raise
        if not data:
            raise _ended_early(os.waitstatus_to_exitcode(status))
        result = pickle.loads(data)
        if isinstance(result, BaseException):
            raise result
        return cast(R, result)

    def _over(self) -> int:
        """Wait for the end of the process, whose number may be another's from then on."""
        assert self.process is not None
        _, status = os.waitpid(self.process, 0)
        self.process = None
        self._close()
        return status

    def stop(self) -> None:
        """End the work, if it has not ended: nobody wants its result any more."""
        if self.process is None:
            return
        for how in (signal.SIGTERM, signal.SIGKILL):
            with suppress(OSError):
                os.kill(self.process, how)
            if self._ended(_GRACE):
                break
        self.process = None
        self._close()

    def _close(self) -> None:
        if self.pipe is not None:
            with suppress(OSError):
                os.close(self.pipe)
        self.pipe = None

    def _ended(self, seconds: float) -> bool:
        """Whether the process ends within so much time; a child that writes needs a moment to clean up."""
        assert self.process is not None
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


def _answer(work: Callable[[], object], writing: int) -> NoReturn:
    """In the child: do the work, send what it gave, and leave without touching what belongs to the parent."""
    status = 1
    try:
        data = _pickled(work)
        while data:
            data = data[os.write(writing, data) :]
        status = 0
    finally:
        os._exit(status)


def _pickled(work: Callable[[], object]) -> bytes:
    """What the work gives or raises. A termination (SystemExit) ends this process without an answer; see `result`."""
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, INTERRUPTIONS)
        return pickle.dumps(work())
    except (ExportError, KeyboardInterrupt, MemoryError) as error:
        return pickle.dumps(error)
    except Exception as error:
        return pickle.dumps(BackendError(f"its process failed: {told(error)}", hint="please report this"))


def spread(
    work: Callable[[T], R],
    items: Iterable[T],
    processes: int,
    failed: Callable[[T, ExportError], R] | None = None,
) -> Iterator[R]:
    """`work` of every item, in their order, on so many processes at once.

    The first is done here, so that the others find imported and cached what they need.
    failed: what to give for an item whose process died, so that the others are done; without it, the error is raised.
    """
    waiting = iter(items)
    for item in waiting:
        yield work(item)
        break
    if processes < 2:
        yield from map(work, waiting)
        return
    running: deque[tuple[T, Child[R]]] = deque()
    try:
        for item in waiting:
            if len(running) >= processes:
                yield _ended(*running.popleft(), failed)
            running.append((item, Child(partial(work, item))))
        while running:
            yield _ended(*running.popleft(), failed)
    finally:
        for _, child in running:
            child.stop()


def _ended(item: T, child: Child[R], failed: Callable[[T, ExportError], R] | None) -> R:
    try:
        return child.result()
    except ExportError as error:
        if failed is None:
            raise
        return failed(item, error)
