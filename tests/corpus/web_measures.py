"""How near what was read is to what was expected."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\W_\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+")


def tokens(text: str) -> Counter[str]:
    """Words, folded; characters where a script has no spaces."""
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def f1(got: str, wanted: str) -> tuple[float, float, float]:
    """(F1, precision, recall) over words as a multiset."""
    one, two = tokens(got), tokens(wanted)
    both = (one & two).total()
    if not both:
        return (1.0, 1.0, 1.0) if not one and not two else (0.0, 0.0, 0.0)
    precision, recall = both / one.total(), both / two.total()
    return 2 * precision * recall / (precision + recall), precision, recall


def strings(got: str, present: tuple[str, ...], absent: tuple[str, ...]) -> float:
    """F1 over strings that must and must not be in a text."""
    plain = squeezed(got)
    right = sum(squeezed(part) in plain for part in present)
    wrong = sum(squeezed(part) in plain for part in absent)
    missed = len(present) - right
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


def squeezed(text: str) -> str:
    """Letters and digits only, folded."""
    return "".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def same_title(got: str, wanted: str) -> bool:
    """Whether two titles are one but for a site's name or kicker beside it, or for small words."""
    one, two = squeezed(got), squeezed(wanted)
    if not one:
        return False
    within = min(len(one), len(two)) >= 12 and (one in two or two in one)
    return one == two or within or one in map(squeezed, re.split(r"[_|–—-]", wanted)) or f1(got, wanted)[0] >= 0.85


def same_person(got: str, wanted: str) -> bool:
    """Whether two names are one person's: the same words, or one within the other ("By Jo Doe", "Jo Doe, Reuters")."""
    one, two = set(tokens(got)), set(tokens(wanted))
    return bool(one and two) and (one <= two or two <= one)


def percentile(values: list[float], share: float) -> float:
    """The value a share of all is below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
