"""A sample of the mutants (`make mutants` runs them all): each is found, or it is said why it cannot be."""

from __future__ import annotations

import pytest

from tests.mutants.__main__ import all_mutants, caught
from tests.mutants.known import KNOWN, why

STEP = 11
"""Every so many mutants one is tried here."""


@pytest.mark.parametrize("start", range(2))
def test_mutants_are_caught(start: int) -> None:
    missed = [
        (name, kind, what)
        for at, (name, kind, what, spoiled) in enumerate(all_mutants())
        if at % STEP == start * 5 and not caught(name, spoiled) and not why(name, kind, what, spoiled)
    ]
    assert missed == []


def test_there_are_more_than_two_hundred_of_many_kinds() -> None:
    found = [(name, kind) for name, kind, _, _ in all_mutants()]
    assert len(found) > 500
    assert len(set(found)) > 50
    assert len(KNOWN) < len(found) / 40
