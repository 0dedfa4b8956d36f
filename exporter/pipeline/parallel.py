"""Work in forked processes: what is imported and cached already costs a child nothing.

Backends are bound by the processor, and ReportLab is not known to be thread-safe, so processes it is. Forking is for the
command line, which has no threads; the library never forks. Where the system cannot fork, work is done one after another.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Generic, TypeVar, cast

from exporter.errors import ExportError

T = TypeVar("T")
R = TypeVar("R")


def workers() -> int:
    """How many processes are worth having: the processors this process may use; 1 where it cannot fork."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Child(Generic[R]):
    """One piece of work in a process of its own, begun at once. Its result, or its error, is asked for later."""

    def __init__(self, work: Callable[[], R]) -> None:
        reading, writing = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            os.close(reading)
            _answer(work, writing)
        os.close(writing)
        self.pipe = reading

    def result(self) -> R:
        """What the work gave. Raises the ExportError it raised, or one that says how the process ended."""
        try:
            with os.fdopen(self.pipe, "rb") as pipe:
                data = pipe.read()
        finally:
            _, status = os.waitpid(self.process, 0)
        if not data:
            raise ExportError(f"a process ended early (status {status})", hint="try again with fewer files at once")
        result = pickle.loads(data)
        if isinstance(result, BaseException):
            raise result
        return cast(R, result)

    def stop(self) -> None:
        """End the work: nobody wants its result any more."""
        with suppress(OSError):
            os.kill(self.process, signal.SIGKILL)
        with suppress(OSError):
            os.waitpid(self.process, 0)
        with suppress(OSError):
            os.close(self.pipe)


def _answer(work: Callable[[], object], writing: int) -> None:
    """In the child: do the work, send what it gave, and leave without touching what belongs to the parent."""
    status = 1
    try:
        try:
            answer: object = work()
        except (ExportError, KeyboardInterrupt, MemoryError) as error:
            answer = error
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
