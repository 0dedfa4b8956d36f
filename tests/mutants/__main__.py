"""`python -m tests.mutants`: damage good exports in hundreds of ways, and print what `check` finds of it.

A mutant is caught where `check`, without outside tools, says that it is not whole, conforming or alike (alike: beside the
good file of the same format). What it cannot find is in `known.py`, with the reason; anything else missed is a failure.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator

from exporter import proof
from exporter.proof.exports import Format
from tests.mutants import epub, pdf, word
from tests.mutants.good import exports
from tests.mutants.known import why

_MAKERS: dict[Format, Callable[[bytes], Iterator[tuple[str, str, bytes]]]] = {
    "pdf": pdf.mutants,
    "docx": word.mutants,
    "epub": epub.mutants,
}


def all_mutants() -> Iterator[tuple[Format, str, str, bytes]]:
    """(format, kind, what was done, the file) of every mutant."""
    for name, make in _MAKERS.items():
        good = exports()[name]
        for kind, what, spoiled in make(good):
            if spoiled != good:
                yield name, kind, what, spoiled


def caught(name: Format, spoiled: bytes) -> bool:
    """Whether `check` finds something wrong with a file."""
    return not proof.check([proof.Candidate(f"mutant.{name}", spoiled)], tools="none")[0].passed


def main() -> int:
    """The table; 1 where one was missed that is not known to be."""
    start = time.perf_counter()
    made, found = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    missed: list[tuple[str, str, str, str]] = []
    for name, kind, what, spoiled in all_mutants():
        made[name, kind] += 1
        if caught(name, spoiled):
            found[name, kind] += 1
        else:
            missed.append((name, kind, what, why(name, kind, what, spoiled)))
    for (form, kind), count in sorted(made.items()):
        print(f"{form:5} {kind:26} {found[form, kind]:3} of {count}")
    unknown = [one for one in missed if not one[-1]]
    for *one, reason in missed:
        print(f"missed: {' / '.join(one)}: {reason or 'NOT KNOWN'}")
    print(
        f"{found.total()} of {made.total()} mutants caught in {time.perf_counter() - start:.1f} s; {len(unknown)} unexplained"
    )
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
