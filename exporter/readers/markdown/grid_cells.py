"""The cells of a grid drawn with `+`, `-` and `|`, spans included: each is traced around from its upper left corner."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from heapq import heappop, heappush

from msgspec import Struct

WIDE = "\x00"
"""What follows a wide character, so that columns of characters are columns on the page."""

_MOST_AREA = 150_000
_ACROSS, _DOWN = frozenset("-=:+"), frozenset("|+")


class Drawn(Struct, frozen=True):
    """One cell: the row and column it begins in, how many it covers, what it says; align: "left", "center", "right", ""."""

    row: int
    column: int
    wide: int = 1
    tall: int = 1
    text: str = ""
    head: bool = False
    align: str = ""


class _Box(Struct, frozen=True):
    """The frame of a cell: places of its lines."""

    top: int
    left: int
    bottom: int
    right: int


def cells(lines: Sequence[str]) -> list[Drawn]:
    """The cells of a grid, from above; none where the drawing is not closed, or has gaps. Lines are of one length."""
    height, width = len(lines), len(lines[0])
    if height * width > _MOST_AREA:
        return []
    boxes: list[_Box] = []
    done = [0] * width  # down to which line each place is covered
    corners = [(0, 0)]
    seen = {(0, 0)}
    while corners:
        top, left = heappop(corners)
        if top >= height - 1 or left >= width - 1 or top < done[left]:
            continue
        box = _traced(lines, top, left)
        if box is None or any(done[x] > top for x in range(left, box.right)):
            return []
        boxes.append(box)
        done[box.left : box.right] = [box.bottom] * (box.right - box.left)
        for corner in ((box.top, box.right), (box.bottom, box.left)):
            if corner not in seen:
                seen.add(corner)
                heappush(corners, corner)
    return _placed(lines, boxes) if all(end == height - 1 for end in done[: width - 1]) else []


def _traced(lines: Sequence[str], top: int, left: int) -> _Box | None:
    """The smallest closed frame whose upper left corner is here."""
    if lines[top][left] != "+":
        return None
    upper = lines[top]
    for right in range(left + 1, len(upper)):
        if upper[right] not in _ACROSS:
            return None
        if upper[right] == "+" and (bottom := _bottom(lines, top, left, right)):
            return _Box(top, left, bottom, right)
    return None


def _bottom(lines: Sequence[str], top: int, left: int, right: int) -> int:
    """Where a frame with these sides is closed below, 0 where it is not."""
    for line in range(top + 1, len(lines)):
        text = lines[line]
        if text[left] not in _DOWN or text[right] not in _DOWN:
            return 0
        if text[left] == text[right] == "+" and _ACROSS.issuperset(text[left : right + 1]):
            return line
    return 0


def _placed(lines: Sequence[str], boxes: Sequence[_Box]) -> list[Drawn]:
    tops = sorted({box.top for box in boxes})
    lefts = sorted({box.left for box in boxes})
    ruled = [n for n in tops if "=" in lines[n] and not set(lines[n]) - set("+=:")]
    head_end = ruled[0] if ruled and ruled[0] > 0 else 0
    if any(box.top < head_end < box.bottom for box in boxes):
        head_end = 0
    rule = lines[head_end]
    return [
        Drawn(
            row=tops.index(box.top),
            column=lefts.index(box.left),
            wide=bisect_left(lefts, box.right) - lefts.index(box.left),
            tall=bisect_left(tops, box.bottom) - tops.index(box.top),
            text=_words(lines, box),
            head=box.top < head_end,
            align=_aligned(rule[box.left + 1 : box.right]),
        )
        for box in sorted(boxes, key=lambda one: (one.top, one.left))
    ]


def _words(lines: Sequence[str], box: _Box) -> str:
    """What is written in a cell, without the space that all its lines begin with."""
    inside = [line[box.left + 1 : box.right].replace(WIDE, "").rstrip() for line in lines[box.top + 1 : box.bottom]]
    margin = min((len(line) - len(line.lstrip(" ")) for line in inside if line), default=0)
    return "\n".join(line[margin:] for line in inside).strip("\n")


def _aligned(rule: str) -> str:
    left, right = rule.startswith(":"), rule.endswith(":")
    return "center" if left and right else "left" if left else "right" if right else ""
