"""What styles are called: without regard to case, by their aliases too, and in the languages of assets/word/names.toml."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from exporter import resources

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = range(1, 10)


def identity(style: Any) -> tuple[str, str]:
    """The kind of a `w:style` and its name in lower case, by which it is known."""
    return style.get(f"{_W}type") or "paragraph", _value(style, "name").lower()


def by_name(styles: Iterable[Any]) -> dict[tuple[str, str], str]:
    """The id of each style, by its kind and every name it goes by: its own before aliases, English before translations."""
    styles = list(styles)
    known: dict[tuple[str, str], str] = {}
    for names in (_own, _aliases, _translations):
        for style in styles:
            kind, style_id = style.get(f"{_W}type") or "paragraph", style.get(f"{_W}styleId")
            for name in names(style):
                known.setdefault((kind, name), style_id)
    return known


def _value(style: Any, tag: str) -> str:
    found = style.find(f"{_W}{tag}")
    return "" if found is None else found.get(f"{_W}val") or ""


def _own(style: Any) -> list[str]:
    return [_value(style, "name").lower()]


def _aliases(style: Any) -> list[str]:
    """Aliases stand in an element of their own, or after commas in the name (ISO/IEC 29500-1, 17.7.4.1)."""
    listed = f"{_value(style, 'name')},{_value(style, 'aliases')}".replace(";", ",").lower()
    return [name.strip() for name in listed.split(",") if name.strip()]


def _translations(style: Any) -> list[str]:
    return [english for name in _aliases(style) if (english := _english().get(name))]


@cache
def _english() -> dict[str, str]:
    """The English name of a built-in style by its name in another language, both in lower case."""
    table: dict[str, list[str]] = resources.table("word/names.toml")
    return {
        name.lower().format(n=level): english.format(n=level)
        for english, others in table.items()
        for name in others
        for level in (_LEVELS if "{n}" in name else (0,))
    }
