"""Characters no format can hold, and dates that are none."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import partial
from itertools import pairwise
from typing import Any

from msgspec.structs import replace

from exporter.checks.content import wraps_nothing
from exporter.model import DATE, Article, Code, Node, Place, Text
from exporter.patterns import pattern
from exporter.report import Report
from exporter.walk import merged, transform

# XML 1.0 (2.2 Char) leaves these out; U+FEFF is no character in the middle of text; C1 controls are always mistakes.
_FORBIDDEN = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_OVERRIDE = pattern("[\u202d\u202e]")
"""The two marks (UAX 9) that turn letters round whatever they are; the others only say where a passage begins and ends."""
_SURROGATE = pattern("[\ud800-\udfff]")
_SPACE = pattern(r"[ \t\r\n\u0085\u2028\u2029]+")
_NEEDS_SPACE = pattern(r"[\t\r\n\u0085\u2028\u2029]|  ")
_DATES = ("published", "updated")


def cleaned(article: Article, report: Report) -> Article:
    """The article without characters that cannot be written, impossible dates, and neighbouring Texts that could be one."""
    article = transform(article, partial(_clean_node, report=report))
    for name in _DATES:
        value = getattr(article, name)
        if value and not _is_date(value):
            report.warn("bad-date", f"{name} is no date: {value!r}", hint="write it as 2024-06-25")
            article = replace(article, **{name: None})
    return article


def _clean_node(node: Node, report: Report) -> Node | tuple[()]:
    changed: dict[str, Any] = {}
    for name in node.__struct_fields__:
        old = getattr(node, name)
        if old and (old.__class__ is str or old.__class__ is dict or name == "keywords"):
            new = _clean_value(old, report, node.place)
            if new != old:
                changed[name] = new
        elif old.__class__ is tuple and (new := _run_on(old)) is not old:
            changed[name] = new
    if type(node) is Text or type(node) is Code:
        value = changed.get("value", node.value)
        if _NEEDS_SPACE.search(value):
            changed["value"] = _SPACE.sub(" ", value) if type(node) is Text else re.sub(r"[\r\n]+", " ", value)
        if not value and type(node) is Text:
            return ()  # nothing is left of it: as if it had not been there, which is how it reads back
    elif wraps_nothing(node):
        return ()  # so that the words on either side of it are one Text
    return replace(node, **changed) if changed else node


def _run_on(content: tuple[Any, ...]) -> tuple[Any, ...]:
    """Content whose neighbouring Texts are one: there is one way to say words, and one space between them."""
    if content and content[0].__class__ is tuple:
        parts = tuple(_run_on(part) for part in content)
        return content if all(new is old for new, old in zip(parts, content, strict=True)) else parts
    if not any(type(one) is Text is type(other) for one, other in pairwise(content)):
        return content
    together = merged(content)
    if len(together) == len(content):  # they differ in language, or carry something
        return content
    return tuple(
        replace(one, value=_SPACE.sub(" ", one.value)) if type(one) is Text and "  " in one.value else one
        for one in together
    )


def _clean_value(value: Any, report: Report, place: Place | None) -> Any:
    if isinstance(value, dict):
        return {_clean(key, report, place): _clean(item, report, place) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_clean(item, report, place) for item in value)
    return _clean(value, report, place)


def _clean(value: str, report: Report, place: Place | None) -> str:
    if value.isascii() and value.isprintable():
        return value
    if found := _FORBIDDEN.search(value):
        report.warn("control-character", f"the character U+{ord(found[0]):04X} cannot be printed: dropped", place=place)
        value = _FORBIDDEN.sub("", value)
    if found := _OVERRIDE.search(value):
        told = f"the character U+{ord(found[0]):04X} shows the letters after it in another order than they are in"
        report.warn("direction-override", told, place=place, hint="take it out, unless that is meant")
    if _SURROGATE.search(value):
        report.warn("half-character", "half of a surrogate pair stands alone: shown as U+FFFD", place=place)
        value = _SURROGATE.sub("\ufffd", value)
    return value


def _is_date(value: str) -> bool:
    if not re.match(DATE, value):
        return False
    parts = [*value[:10].split("-"), "01", "01"][:3]
    try:
        date(*(int(part) for part in parts))
        if len(value) > 10:
            datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
