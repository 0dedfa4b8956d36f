"""What was found, for people (with the differences shown) and for machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from exporter.proof.checking import Checked, Counts
from exporter.proof.differences import Difference, places
from exporter.proof.edits import edited
from exporter.proof.findings import number_of, printable
from exporter.report import Notice

_SIGNS = {"missing": "-", "extra": "+", "moved": "~"}
_SHOWN = 20
"""How many places that differ are shown of one file."""


def lines(checked: Checked) -> Iterator[str]:
    """One file as lines to be read: the answers, what it holds, the differences, then every other finding."""
    yield f"{printable(checked.name)}: {verdict(checked)}"
    if held := _held(checked.counts):
        yield f"  holds {held}"
    if checked.tools:
        yield f"  judged by {', '.join(checked.tools)}"
    found = places(checked.differences)
    for place in found[:_SHOWN]:
        yield from _difference(place)
    if len(found) > _SHOWN:
        yield f"  … and {number_of(len(found) - _SHOWN, 'more place')}"
    for notice in checked.notices:
        if not _is_shown(notice, checked.differences):
            sign = "!" if notice.severity == "warning" else "·"
            yield f"  {sign} {printable(notice.message)}{f'; {notice.hint}' if notice.hint else ''} [{notice.code}]"


def _is_shown(notice: Notice, differences: Sequence[Difference]) -> bool:
    """Whether a notice says what the differences show already."""
    code = notice.message.rpartition("[")[2].rstrip("]") if notice.code == "more-findings" else notice.code
    return bool(differences) and code in {"missing-text", "extra-text", "moved-text"}


def verdict(checked: Checked) -> str:
    """The answers in one line: "whole, conforming, alike; not the same"."""
    answers = {"whole": checked.whole, "conforming": checked.conforming, "alike": checked.alike, "same": checked.same}
    good = [name for name, answer in answers.items() if answer]
    bad = [f"NOT {name}" for name, answer in answers.items() if answer is False]
    if checked.edited and checked.whole is False:
        bad[0] = f"EDITED since it was exported: {edited(checked.differences)}"
    return ", ".join([*bad, *good]) or "nothing could be said"


def _difference(place: Sequence[Difference]) -> Iterator[str]:
    where = f"@ {printable(place[0].where)} " if place[0].where else "@ "
    yield f"  {where}… {printable(place[0].before)} ▸"
    for one in place:
        yield f"  {_SIGNS[one.kind]} {printable(one.text, 500)}"


def _held(counts: Counts) -> str:
    found = msgspec.structs.asdict(counts)
    return ", ".join(number_of(count, name.removesuffix("s"), name) for name, count in found.items() if count)


def as_data(checked: Sequence[Checked]) -> list[dict[str, Any]]:
    """The same for machines: JSON-ready, in the order of the files; keys are the fields of `Checked`, and `passed`."""
    found: list[dict[str, Any]] = msgspec.to_builtins(checked)
    for one, data in zip(checked, found, strict=True):
        data["passed"] = one.passed
    return found
