"""What names in a page's markup mean, from assets/readers/web.toml."""

from __future__ import annotations

import re
from functools import cache

from exporter import resources

_BEFORE, _AFTER = r"(?:^|[\s_]|-)", r"(?:$|[\s_]|-)"


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return resources.table("readers/web.toml")


@cache
def names(part: str, key: str) -> tuple[str, ...]:
    """A list of the table, as it is."""
    return tuple(_table()[part][key])


@cache
def pattern(part: str, key: str) -> re.Pattern[str]:
    """A list of the table as one pattern for class names: each as a whole word of them, "-" and "_" parting words."""
    return re.compile(f"{_BEFORE}(?:{'|'.join(_table()[part][key])}){_AFTER}", re.IGNORECASE)


@cache
def anywhere(part: str, key: str) -> re.Pattern[str]:
    """A list of the table as one pattern that fits anywhere in a class name."""
    return re.compile("|".join(_table()[part][key]), re.IGNORECASE)


@cache
def encoding(label: str) -> str:
    """What browsers take the name of an encoding for."""
    found = _table()["encodings"].get(label, label)
    return str(found)
