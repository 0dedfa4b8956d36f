"""Fences of any height as lines of one thickness: brackets, parentheses, braces, bars."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

Line: TypeAlias = list[tuple[float, float]]

THICK = 0.055  # of the size of the formula
_STEPS = 8
_MIRRORED = {")": "(", "]": "[", "}": "{", "⌉": "⌈", "⌋": "⌊", "⟩": "⟨"}


class Drawn(NamedTuple):
    """A fence: its width, and its lines from (0, axis)."""

    width: float
    lines: list[Line]


def drawn(sign: str, reach: float, size: float) -> Drawn | None:
    """A fence that goes `reach` above and below the axis of a formula of this size; None for a sign this cannot draw."""
    left = _MIRRORED.get(sign, sign)
    made = _SHAPES[left](reach, size) if left in _SHAPES else None
    if made is None or left == sign:
        return made
    return Drawn(made.width, [[(made.width - x, y) for x, y in line] for line in made.lines])


def _bracket(reach: float, size: float, top: bool = True, bottom: bool = True) -> Drawn:
    left, right = 0.12 * size, 0.34 * size
    line = [(right, reach)] if top else []
    line += [(left, reach), (left, -reach)]
    return Drawn(0.38 * size, [[*line, (right, -reach)] if bottom else line])


def _parenthesis(reach: float, size: float) -> Drawn:
    left, deep = 0.1 * size, min(0.3 * size + 0.04 * reach, 0.5 * size)
    heights = [at / _STEPS for at in range(-_STEPS, _STEPS + 1)]
    return Drawn(left + deep + 0.06 * size, [[(left + deep * abs(at) ** 2.2, at * reach) for at in heights]])


def _brace(reach: float, size: float) -> Drawn:
    left, turn = 0.08 * size, 0.18 * size
    quarter = [math.pi / 2 * at / _STEPS for at in range(_STEPS + 1)]
    upper = [(left + 2 * turn - turn * math.sin(one), reach - turn + turn * math.cos(one)) for one in quarter]
    middle = [(left + turn * math.cos(one), turn - turn * math.sin(one)) for one in quarter]
    half = [*upper, *middle]
    return Drawn(left + 2 * turn + 0.06 * size, [[*half, *((x, -y) for x, y in reversed(half))]])


def _angle(reach: float, size: float) -> Drawn:
    return Drawn(0.42 * size, [[(0.36 * size, reach), (0.1 * size, 0.0), (0.36 * size, -reach)]])


def _bars(reach: float, size: float, count: int) -> Drawn:
    places = [(0.14 + 0.18 * at) * size for at in range(count)]
    return Drawn(places[-1] + 0.14 * size, [[(x, reach), (x, -reach)] for x in places])


_SHAPES: dict[str, Callable[[float, float], Drawn]] = {
    "[": _bracket,
    "⌈": lambda reach, size: _bracket(reach, size, bottom=False),
    "⌊": lambda reach, size: _bracket(reach, size, top=False),
    "(": _parenthesis,
    "{": _brace,
    "⟨": _angle,
    "|": lambda reach, size: _bars(reach, size, 1),
    "‖": lambda reach, size: _bars(reach, size, 2),
}
