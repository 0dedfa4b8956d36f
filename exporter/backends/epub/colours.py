"""Colours that stay readable: contrast by WCAG 2.2 (1.4.3), and a theme's colours moved until they have it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TypeAlias

RGB: TypeAlias = tuple[int, int, int]

WHITE: RGB = (255, 255, 255)
BLACK: RGB = (0, 0, 0)
ENOUGH = 4.5
"""The least contrast of text to its ground (WCAG 2.2, 1.4.3)."""


def rgb(colour: str) -> RGB:
    """ "#1f4e79" as three numbers."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def css(colour: RGB) -> str:
    """Three numbers as "#1f4e79"."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def luminance(colour: RGB) -> float:
    """Relative luminance, 0 to 1."""
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def contrast(one: RGB, other: RGB) -> float:
    """The contrast ratio, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(one: RGB, other: RGB, share: float) -> RGB:
    """`one` with `share` (0 to 1) of `other` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def readable(colour: RGB, ground: RGB, least: float = 4.6) -> RGB:
    """The nearest shade of `colour` whose contrast to `ground` is at least `least`."""
    toward = BLACK if luminance(ground) > 0.18 else WHITE
    return _first(colour, toward, ground, least)


def middling(colour: RGB, ground: RGB, least: float = 4.6) -> RGB:
    """The lightest shade of `colour` that is still readable on the light `ground`: it is then readable on black, too.

    Night modes that change the ground but not the colours of a book leave such a shade visible.
    """
    if contrast(colour, ground) < least:
        return readable(colour, ground, least)
    return _first(WHITE, colour, ground, least)


_STEPS = range(101)


def _first(start: RGB, end: RGB, ground: RGB, least: float) -> RGB:
    """The first of a hundred steps from one colour to another that has enough contrast; the last where none has.

    From where it is too little, contrast only grows on the way, so halving finds the step (a cold export waits for this).
    """
    step = bisect_left(_STEPS, least, key=lambda at: contrast(mixed(start, end, at / 100), ground))
    return mixed(start, end, min(step, 100) / 100)


def veil(tint: RGB) -> str:
    """A translucent colour that looks like `tint` on white and lets any other ground through."""
    alpha = max(255 - value for value in tint) / 255
    if not alpha:
        return "transparent"
    red, green, blue = (max(0, round(255 - (255 - value) / alpha)) for value in tint)
    return f"rgba({red}, {green}, {blue}, {alpha:.3f})"
