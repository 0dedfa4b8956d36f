"""The tree of a formula: what `tex` reads and `maths` sets."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal[
    "variable", "upright", "binary", "relation", "punctuation", "open", "close", "big", "function"
]

GridKind: TypeAlias = Literal["matrix", "cases", "aligned", "gathered"]


class Sign(NamedTuple):
    """Letters, digits or a symbol, of a kind that decides how it is set and what space stands around it."""

    text: str
    kind: Kind
    bold: bool = False
    limits: bool = False


class Gap(NamedTuple):
    """Space, in ems."""

    width: float


class Row(NamedTuple):
    """Parts beside each other."""

    parts: tuple[Part, ...]


class Scripts(NamedTuple):
    """A base with what stands below and above its end (or under and over it, where it has limits)."""

    base: Part
    below: Part | None
    above: Part | None


class Fraction(NamedTuple):
    """One part over another; without a line for a binomial."""

    upper: Part
    lower: Part
    line: bool = True


class Root(NamedTuple):
    """A root, with its degree."""

    inside: Part
    degree: Part | None


class Over(NamedTuple):
    """A line over (or under) a part."""

    inside: Part
    under: bool = False


class Accented(NamedTuple):
    """A part with a sign above it."""

    inside: Part
    sign: str


class Fenced(NamedTuple):
    """A part between signs as high as it is ("" is none)."""

    left: str
    inside: Part
    right: str


class Grid(NamedTuple):
    """Rows of cells below each other; `columns` has a letter for each: l, c or r. Rules stand before these columns and
    above these rows (as many as there are: after the last)."""

    rows: Rows
    columns: str
    kind: GridKind
    beside: tuple[int, ...] = ()
    above: tuple[int, ...] = ()


class Stacked(NamedTuple):
    """A part with a small one above or below it."""

    base: Part
    above: Part | None
    below: Part | None


class Hidden(NamedTuple):
    """A part that takes its place but is not seen."""

    inside: Part


Part: TypeAlias = Sign | Gap | Row | Scripts | Fraction | Root | Over | Accented | Fenced | Grid | Stacked | Hidden
Rows: TypeAlias = tuple[tuple[Part, ...], ...]
