"""What no comparison with the article can find, and why: known by what a mutant lost or moved, wherever that stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from exporter.checks import prepared
from exporter.contract import sample
from exporter.labels import labels
from exporter.proof.expected import expectation
from exporter.proof.exports import Format, opened
from exporter.proof.words import words
from exporter.report import Report
from tests.mutants.good import exports


class Effect(NamedTuple):
    """What a reader finds in the good file and in the mutant: the passages in order, then the notes."""

    before: list[str]
    after: list[str]

    def lost(self) -> Counter[str]:
        """The words that the mutant has less of."""
        return _counted(self.before) - _counted(self.after)

    def gained(self) -> Counter[str]:
        """The words that it has more of."""
        return _counted(self.after) - _counted(self.before)


def _counted(passages: list[str]) -> Counter[str]:
    return Counter(word for passage in passages for word in words(passage))


class Known(NamedTuple):
    """Mutants of a format and a kind that cannot be found: those whose deed and effect `fits`."""

    format: str
    kind: str
    fits: Callable[[str, Effect], bool]
    why: str


def why(name: Format, kind: str, what: str, spoiled: bytes) -> str:
    """Why a mutant cannot be found; "" where it should be."""
    asked = [known for known in KNOWN if (known.format, known.kind) == (name, kind)]
    if not asked:
        return ""
    effect = Effect(_passages(name, exports()[name]), _passages(name, spoiled))
    return next((known.why for known in asked if known.fits(what, effect)), "")


def _passages(name: Format, data: bytes) -> list[str]:
    found = opened(data, name, drawn=False).read()
    return [passage.text for passage in (*found.passages, *found.notes)]


@cache
def _around() -> frozenset[str]:
    """The words that stand around the text of the good article, and those exports print of their own."""
    wanted = expectation(prepared(sample.everything(), Report()), labels("en"))
    return frozenset((*wanted.furniture, *wanted.front))


def _publisher_once(_: str, effect: Effect) -> bool:
    """Words of the publisher's name are there once less, and nothing else has changed."""
    return (
        bool(effect.lost()) and not effect.gained() and effect.lost() <= _counted([sample.everything().publisher or ""])
    )


def _around_only(_: str, effect: Effect) -> bool:
    """Where lines that only stand around the text are left out, nothing has moved."""
    before, after = ([one for one in side if not _stands_around(one)] for side in effect)
    return before == after and effect.before != effect.after and not effect.lost() and not effect.gained()


def _stands_around(passage: str) -> bool:
    return all(word in _around() or not word.isalpha() for word in words(passage))


def _nothing(_: str, effect: Effect) -> bool:
    return effect.before == effect.after


def _deed(start: str) -> Callable[[str, Effect], bool]:
    return lambda what, _: what.startswith(start)


_TWICE = "the publisher is named in two places, and still stands in the other"
_AROUND = "where lines and labels around the text stand, the design decides"
_IDENTIFIER = "where the article gives none, it is computed from all of it: `--rebuild` finds the change"

KNOWN = (
    Known("pdf", "text removed", _nothing, "what a formula draws is not read: its alternative is"),
    Known("pdf", "text moved", _around_only, _AROUND),
    Known("docx", "text removed", _publisher_once, _TWICE),
    Known("docx", "text moved", _around_only, _AROUND),
    Known("docx", "metadata changed", _deed("created: "), "the article has no date that it would have to be"),
    Known("docx", "metadata changed", _deed("identifier: "), _IDENTIFIER),
    Known("epub", "text moved", _around_only, _AROUND),
    Known("epub", "untrue claim", _deed("no MathML"), "to claim less than there is, is not untrue: a remark"),
    Known("epub", "metadata changed", _deed("identifier other"), _IDENTIFIER),
)
