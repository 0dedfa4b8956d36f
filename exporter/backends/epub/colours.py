"""Colours that stay readable: a theme's colours moved until they have enough contrast."""

from __future__ import annotations

from bisect import bisect_left

from exporter.colours import BLACK, RGB, WHITE, contrast, luminance


def css(colour: RGB) -> str:
    """Three numbers as "#1f4e79"."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


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
