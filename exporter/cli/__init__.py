"""The command line: flags, messages, progress, exit codes. What it does is done by the library.

0  done                          3  a source cannot be read or is no article
1  some of several files failed  4  --strict, and there were warnings
2  wrong usage                   5  an export cannot be written
6  a backend failed (a bug)      7  an export is not whole, or breaks a rule of its format
130  interrupted                 143  terminated
"""

from __future__ import annotations

import contextlib
import os
import sys
from io import TextIOWrapper
from typing import TextIO

from exporter.errors import ExportError, exhausted

ALL = ("pdf", "docx", "epub")
"""The formats of the command `all`."""


def run(arguments: list[str]) -> int:
    """Run the command with these arguments and give its exit code; no exception leaves."""
    _let_any_name_be_said()
    try:
        return _coded(arguments)
    finally:
        for stream in (sys.stdout, sys.stderr):
            _settle(stream)


def _coded(arguments: list[str]) -> int:
    try:
        code = _invoke(arguments)
        if sys.stdout:
            sys.stdout.flush()
        return code
    except ExportError as error:
        _say(f"exporter: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        return _interrupted()
    except SystemExit as left:  # a closed pipe: whoever read has read enough
        return left.code if isinstance(left.code, int) else 1
    except RecursionError:
        _say("exporter: nested too deep; nest less")
        return 3
    except MemoryError:
        _say(f"exporter: {exhausted('')}")
        return 3
    except OSError as error:  # files have errors of their own: this is what was printed
        return _unsaid(error)


def _invoke(arguments: list[str]) -> int:
    """Run the command, by the short way if it is plain."""
    from exporter.cli.plain import understood

    formats = _formats(arguments[0]) if arguments else ()
    if formats and (given := understood(arguments[1:])):
        from exporter.cli.exporting import exporting

        return exporting(formats)(**given)
    from exporter.cli.commands import invoke

    return invoke(arguments)


def _formats(name: str) -> tuple[str, ...]:
    """The formats a command exports to; none where it is another command, or a mistake."""
    from exporter import registry

    if name == "all":
        return ALL
    return (name,) if name in registry.backend_names() else ()


def _let_any_name_be_said() -> None:
    """File names come in any script; a terminal or pipe that has no letter for one gets its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _unsaid(error: OSError) -> int:
    """Standard output takes no more."""
    if isinstance(error, BrokenPipeError):
        return 1
    _say(f"exporter: standard output: cannot be written: {error.strerror or error}; free some space")
    return 5


def _settle(stream: TextIO | None) -> None:
    """Give up what a full or closed stream did not take: Python would try again on leaving, and change the exit code."""
    if stream is None:
        return
    try:
        stream.flush()
    except (OSError, ValueError):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _interrupted() -> int:
    _say("exporter: interrupted; files already written are whole")
    return 130


def _say(line: str) -> None:
    """One line on standard error, where it can be said; the exit code still tells."""
    from exporter.console import error

    error(line)
