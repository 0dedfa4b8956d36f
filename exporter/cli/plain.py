"""Exports whose command line is plainly right, understood without Typer: importing and building it is a seventh of a cold run.

What is known here is the shared flags that need no checking, each spelt out. Anything else (help, a mistake, an address, a
flag of a backend's or a limit's, two flags in one) is Typer's to understand, or to explain.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeAlias

SPELT = {
    "output": ("--output", "-o"),
    "theme": ("--theme", "-t"),
    "reader": ("--from",),
    "takeaways": ("--takeaways",),
    "jobs": ("--jobs", "-j"),
    "fetch": ("--fetch",),
    "strict": ("--strict",),
    "verify": ("--verify",),
    "quiet": ("--quiet", "-q"),
    "verbose": ("--verbose", "-v"),
    "json": ("--json",),
}
"""The flags, by the names of their parameters; the declarations for Typer take their spellings from here too."""
_VALUED = ("output", "theme", "reader", "takeaways", "jobs")
_NAMES = {spelling: name for name, spellings in SPELT.items() for spelling in spellings}


Given: TypeAlias = dict[str, "str | int | bool | list[str]"]


def understood(arguments: Sequence[str]) -> Given | None:
    """The parameters that the arguments of an export give, or None where Typer is to look at them."""
    sources: list[str] = []
    given: Given = {"sources": sources}
    rest = iter(arguments)
    for argument in rest:
        name = _NAMES.get(argument)
        if name and name not in _VALUED:
            given[name] = True
            continue
        word = next(rest, "") if name else argument
        if not _plain(word, name):
            return None
        if name:
            given[name] = int(word) if name == "jobs" else word
        else:
            sources.append(word)
    # Windows leaves it to programs to find the files of a pattern; Typer does.
    return given if sources and os.name != "nt" else None


def _plain(word: str, name: str | None) -> bool:
    """Whether a word can be nothing but itself: no flag, nor the value some flag forgot."""
    if name == "jobs":
        return word.isascii() and word.isdigit() and len(word) < 5
    return word == "-" or (bool(word) and not word.startswith("-"))
