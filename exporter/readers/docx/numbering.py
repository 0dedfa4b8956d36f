"""Lists by their definitions: what mark an item has, what number it is, and the words that stand for its number (17.9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from exporter.model import ListKind, Numbering

from .names import W
from .styles import indents, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_KINDS: dict[str, Numbering] = {
    "lowerLetter": "lower-alpha",
    "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_PLACE = re.compile(r"%([1-9])")


class Level(Struct):
    """One level of a list. format: how Word counts ("decimal", "bullet", "none").  text: what is printed, "%1" the number."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    left: int = 0
    style: str = ""
    restart: int = -1
    legal: bool = False


class Mark(Struct, frozen=True):
    """The mark of a paragraph in a list: which list, how deep, what kind; its number and the words printed for it.

    left: where its text begins, in twips.  restarted: whether its list says that it begins to count here.
    """

    list: str
    level: int
    kind: ListKind
    numbering: Numbering
    number: int
    label: str
    left: int
    restarted: bool = False


class Numbers:
    """The lists of a document, counting as its paragraphs are read in order."""

    def __init__(self, root: _Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._abstract_of: dict[str, str] = {}
        self._own: dict[str, dict[int, Level]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._define(root)

    def _define(self, root: _Element) -> None:
        linked: dict[str, str] = {}
        wanting: dict[str, str] = {}
        for one in root.findall(f"{W}abstractNum"):
            name = one.get(f"{W}abstractNumId") or ""
            self._abstract[name] = _levels(one)
            if style := value(one, "styleLink"):
                linked[style] = name
            if style := value(one, "numStyleLink"):
                wanting[name] = style
        for name, style in wanting.items():
            self._abstract[name] = self._abstract.get(linked.get(style, ""), self._abstract[name])
        for one in root.findall(f"{W}num"):
            self._number(one)

    def _number(self, one: _Element) -> None:
        name, abstract = one.get(f"{W}numId") or "", value(one, "abstractNumId") or ""
        self._abstract_of[name] = abstract
        self._own[name] = dict(self._abstract.get(abstract, {}))
        for override in one.findall(f"{W}lvlOverride"):
            depth = _depth(override)
            if (start := value(override, "startOverride")) is not None:
                self._restarts.setdefault(name, {})[depth] = number(start)
            if (level := override.find(f"{W}lvl")) is not None:
                self._own[name][depth] = _level(level)

    def level_of(self, num: str, style: str) -> int | None:
        """The level that belongs to a paragraph style, None where the list has none."""
        return next((depth for depth, level in self._own.get(num, {}).items() if level.style == style), None)

    def mark(self, num: str, depth: int) -> Mark | None:
        """The mark of the next paragraph at a level of a list; None where the list is none, or prints nothing."""
        level = self._own.get(num, {}).get(depth)
        if level is None:
            return None
        restarted = (num, depth) not in self._begun and depth in self._restarts.get(num, {})
        count = self._next(num, depth, level)
        if level.format == "none" and not level.text.strip():
            return None
        kind: ListKind = "bullet" if level.format in ("bullet", "none") else "ordered"
        label = self._label(num, level) if kind == "ordered" else ""
        return Mark(num, depth, kind, _KINDS.get(level.format, "decimal"), count, label, level.left, restarted)

    def _next(self, num: str, depth: int, level: Level) -> int:
        counts = self._counts.setdefault(self._abstract_of[num], [None] * 9)
        start = level.start
        restarted = (num, depth) not in self._begun and depth in self._restarts.get(num, {})
        if restarted:
            start = self._restarts[num][depth]
        before = counts[depth]
        self._begun.add((num, depth))
        counts[depth] = start if restarted or before is None else before + 1
        for deeper in range(depth + 1, 9):
            below = self._own[num].get(deeper)
            if below is None or below.restart != 0:
                counts[deeper] = None
        return counts[depth] or 0

    def _label(self, num: str, level: Level) -> str:
        counts = self._counts[self._abstract_of[num]]

        def printed(found: re.Match[str]) -> str:
            depth = int(found[1]) - 1
            own = self._own[num].get(depth, Level())
            count = counts[depth]
            return counted(own.start if count is None else count, "decimal" if level.legal else own.format)

        return _PLACE.sub(printed, level.text).strip()


def _levels(abstract: _Element) -> dict[int, Level]:
    return {_depth(one): _level(one) for one in abstract.findall(f"{W}lvl")}


def _depth(one: _Element) -> int:
    """The level an element is about, of the nine there are."""
    return min(8, max(0, number(one.get(f"{W}ilvl"))))


def _level(one: _Element) -> Level:
    left, _ = indents(one.find(f"{W}pPr/{W}ind"))
    return Level(
        format=value(one, "numFmt") or "decimal",
        text=value(one, "lvlText") or "",
        start=number(value(one, "start"), 0),
        left=left or 0,
        style=value(one, "pStyle") or "",
        restart=number(value(one, "lvlRestart"), -1),
        legal=one.find(f"{W}isLgl") is not None,
    )


def counted(count: int, format: str) -> str:
    """A number as a format of Word's prints it; formats in words or of other scripts are printed in digits."""
    if format in ("lowerLetter", "upperLetter") and 0 < count <= 780:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if format == "lowerLetter" else letters.upper()
    if format in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        out, rest = "", count
        for amount, sign in _ROMAN:
            out += sign * (rest // amount)
            rest %= amount
        return out if format == "lowerRoman" else out.upper()
    return f"{count:02}" if format == "decimalZero" else "" if format == "none" else str(count)
