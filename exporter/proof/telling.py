"""What was found, for people (with the differences shown) and for machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from exporter.proof.checking import Checked, Counts
from exporter.proof.differences import Difference
from exporter.proof.findings import printable

_SIGNS = {"missing": "-", "extra": "+", "moved": "~"}
_SHOWN = 20
"""How many differences are shown of one file."""


def lines(checked: Checked) -> Iterator[str]:
    """One file as lines to be read: the answers, what it holds, the differences, then every other finding."""
    yield f"{printable(checked.name)}: {verdict(checked)}"
    if held := _held(checked.counts):
        yield f"  holds {held}"
    if checked.tools:
        yield f"  judged by {', '.join(checked.tools)}"
    for one in checked.differences[:_SHOWN]:
        yield from _difference(one)
    if len(checked.differences) > _SHOWN:
        yield f"  … and {len(checked.differences) - _SHOWN} differences more"
    for notice in checked.notices:
        if not notice.code.endswith("-text") or notice.code in {"undrawn-text", "missing-text"}:
            if notice.code == "missing-text" and checked.differences:
                continue
            sign = "!" if notice.severity == "warning" else "·"
            yield f"  {sign} {printable(notice.message)}{f'; {notice.hint}' if notice.hint else ''} [{notice.code}]"


def verdict(checked: Checked) -> str:
    """The answers in one line: "whole, conforming, alike; not the same"."""
    answers = {"whole": checked.whole, "conforming": checked.conforming, "alike": checked.alike, "same": checked.same}
    good = [name for name, answer in answers.items() if answer]
    bad = [f"NOT {name}" for name, answer in answers.items() if answer is False]
    return ", ".join([*bad, *good]) or "nothing could be said"


def _difference(one: Difference) -> Iterator[str]:
    where = f"@ {printable(one.where)} " if one.where else "@ "
    yield f"  {where}… {printable(one.before)} ▸"
    yield f"  {_SIGNS[one.kind]} {printable(one.text, 500)}"


def _held(counts: Counts) -> str:
    found = msgspec.structs.asdict(counts)
    return ", ".join(f"{count} {name}" for name, count in found.items() if count)


def as_data(checked: Sequence[Checked]) -> list[dict[str, Any]]:
    """The same for machines: JSON-ready, in the order of the files."""
    found: list[dict[str, Any]] = msgspec.to_builtins(checked)
    for one, data in zip(checked, found, strict=True):
        data["passed"] = one.passed
    return found
