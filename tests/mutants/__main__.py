"""`python -m tests.mutants`: damage good exports in hundreds of ways, and print what `check` finds of it.

A mutant is caught where `check`, without outside tools, says that it is not whole, conforming or alike (alike: beside the
good file of the same format). What it cannot find is in KNOWN, with the reason; anything else missed is a failure.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator

from exporter import proof
from tests.mutants import epub, pdf, word
from tests.mutants.good import exports

_TWICE = "the publisher is named in two places, and still stands in the other"
_FRONT = "in which order the lines above the text stand, the design decides"
_IDENTIFIER = "where the article gives none, it is computed from all of it: `--rebuild` finds the change"
_LABEL = "a printed label is the design's own, before or after its text"

KNOWN: dict[tuple[str, str, str], str] = {
    ("pdf", "text removed", "from the page 0"): _TWICE,
    ("pdf", "text removed", "from the page 5"): "what a formula draws is not read: its alternative is",
    ("pdf", "text moved", "element 72"): _LABEL,
    ("docx", "text removed", "word 0"): _TWICE,
    ("docx", "text moved", "paragraph 0"): _FRONT,
    ("docx", "metadata changed", "created: 1999-01-01T00:00:00Z"): "the article has no date that it would have to be",
    ("docx", "metadata changed", "identifier: urn:other"): _IDENTIFIER,
    ("epub", "untrue claim", "no MathML 0"): "to claim less than there is, is not untrue: a remark",
    ("epub", "text moved", "paragraph 0"): _FRONT,
    ("epub", "metadata changed", "identifier other 0"): _IDENTIFIER,
}
"""What no comparison with the article can find, by format, kind and deed: why."""

_MAKERS = {"pdf": pdf.mutants, "docx": word.mutants, "epub": epub.mutants}


def all_mutants() -> Iterator[tuple[str, str, str, bytes]]:
    """(format, kind, what was done, the file) of every mutant."""
    for name, good in exports().items():
        for kind, what, spoiled in _MAKERS[name](good):
            if spoiled != good:
                yield name, kind, what, spoiled


def caught(name: str, spoiled: bytes) -> bool:
    """Whether `check` finds something wrong with a file."""
    return not proof.check([proof.Candidate(f"mutant.{name}", spoiled)], tools="none")[0].passed


def main() -> int:
    """The table; 1 where one was missed that is not known to be."""
    start = time.perf_counter()
    made, found = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    missed: list[tuple[str, str, str]] = []
    for name, kind, what, spoiled in all_mutants():
        made[name, kind] += 1
        if caught(name, spoiled):
            found[name, kind] += 1
        else:
            missed.append((name, kind, what))
    for (name, kind), count in sorted(made.items()):
        print(f"{name:5} {kind:26} {found[name, kind]:3} of {count}")
    unknown = [one for one in missed if one not in KNOWN]
    for one in missed:
        print(f"missed: {' / '.join(one)}: {KNOWN.get(one, 'NOT KNOWN')}")
    for one in sorted(set(KNOWN) - set(missed)):
        print(f"caught, though said to be missed: {' / '.join(one)}")
    print(
        f"{found.total()} of {made.total()} mutants caught in {time.perf_counter() - start:.1f} s; {len(unknown)} unexplained"
    )
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
