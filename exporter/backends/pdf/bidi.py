"""Directions of mixed text: the Unicode Bidirectional Algorithm (UAX #9) for the text of one paragraph.

Explicit directions come from the model (a Span's `dir`) as isolates, already resolved by the caller into their own calls;
control characters in the text are treated as neutral. Levels: even is left to right, odd right to left.
"""

from __future__ import annotations

from unicodedata import bidirectional

_STRONG = frozenset(("L", "R", "AL"))
_NEUTRAL = frozenset(("B", "S", "WS", "ON", "BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", ""))
_OPENING = dict(zip("([{⟨〈《「『【", ")]}⟩〉》」』】", strict=True))
_CLOSING = frozenset(_OPENING.values())
_DEEPEST = 63  # brackets inside each other that are paired (BD16)


def levels(text: str, base: int) -> list[int]:
    """The embedding level of every character, in a paragraph of the base level 0 or 1."""
    kinds = _weak([bidirectional(char) for char in text], base)
    kinds = _neutral(_brackets(text, kinds, base), base)
    out = [_implicit(kind, base) for kind in kinds]
    for at in range(len(text) - 1, -1, -1):  # L1: white space at the end is the paragraph's
        if bidirectional(text[at]) not in ("WS", "BN", "S", "B"):
            break
        out[at] = base
    return out


def _implicit(kind: str, base: int) -> int:
    """I1 and I2."""
    if base % 2 == 0:
        return base + {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)
    return base + (1 if kind in ("L", "EN", "AN") else 0)


def _weak(kinds: list[str], base: int) -> list[str]:
    """W1 to W7."""
    start = "R" if base % 2 else "L"
    previous = strong = start
    for at, kind in enumerate(kinds):
        if kind == "NSM":
            kind = previous if previous not in ("LRI", "RLI", "FSI", "PDI") else "ON"
        previous = kind
        if kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        kinds[at] = kind
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    _separators(kinds)
    _terminators(kinds)
    strong = start
    for at, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"
        elif kind in ("ES", "CS", "ET"):
            kinds[at] = "ON"
    return kinds


def _separators(kinds: list[str]) -> None:
    """W4: one separator between two numbers of a kind."""
    for at in range(1, len(kinds) - 1):
        before, after = kinds[at - 1], kinds[at + 1]
        if before == after and (
            (kinds[at] == "ES" and before == "EN") or (kinds[at] == "CS" and before in ("EN", "AN"))
        ):
            kinds[at] = before


def _terminators(kinds: list[str]) -> None:
    """W5: signs beside European numbers."""
    at = 0
    while at < len(kinds):
        if kinds[at] != "ET":
            at += 1
            continue
        end = at
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if (at and kinds[at - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN"):
            kinds[at:end] = ["EN"] * (end - at)
        at = end


def _side(kind: str) -> str:
    """What a character counts as beside neutrals: numbers are right to left."""
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else ""


def _brackets(text: str, kinds: list[str], base: int) -> list[str]:
    """N0: a pair of brackets takes the direction of what is inside, as far as it is the paragraph's or the text's before."""
    own = "R" if base % 2 else "L"
    for first, last in sorted(_pairs(text, kinds)):
        inside = {_side(kind) for kind in kinds[first + 1 : last]}
        if own in inside:
            kinds[first] = kinds[last] = own
        elif inside - {""}:
            other = next(iter(inside - {""}))
            before = next((side for at in range(first - 1, -1, -1) if (side := _side(kinds[at]))), own)
            kinds[first] = kinds[last] = other if before == other else own
    return kinds


def _pairs(text: str, kinds: list[str]) -> list[tuple[int, int]]:
    """Where brackets that belong together are."""
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        if kinds[at] not in _NEUTRAL:
            continue
        if char in _OPENING:
            if len(stack) == _DEEPEST:
                break
            stack.append((_OPENING[char], at))
        elif char in _CLOSING:
            depth = next((depth for depth in range(len(stack) - 1, -1, -1) if stack[depth][0] == char), -1)
            if depth >= 0:
                pairs.append((stack[depth][1], at))
                del stack[depth:]
    return pairs


def _neutral(kinds: list[str], base: int) -> list[str]:
    """N1 and N2."""
    own = "R" if base % 2 else "L"
    at = 0
    while at < len(kinds):
        if kinds[at] not in _NEUTRAL:
            at += 1
            continue
        end = at
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        before = _side(kinds[at - 1]) if at else own
        after = _side(kinds[end]) if end < len(kinds) else own
        kinds[at:end] = [before if before == after else own] * (end - at)
        at = end
    return kinds


def visual(of: list[int]) -> list[int]:
    """L2: the positions of a line in the order they are seen, from the left."""
    order = list(range(len(of)))
    lowest = min((level for level in of if level % 2), default=None)
    if lowest is None:
        return order
    for level in range(max(of), lowest - 1, -1):
        at = 0
        while at < len(order):
            if of[order[at]] < level:
                at += 1
                continue
            end = at
            while end < len(order) and of[order[end]] >= level:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = end
    return order
