"""The YAML nearly all front matter is written in: keys with plain or simply quoted values, and lists or maps of these.

Loading the YAML library takes a fifth of the time a short article takes. Whatever is not surely read here as the library reads
it gives None, and the library is asked; a test compares the two.
"""

from __future__ import annotations

import re

from exporter.patterns import pattern

_KEY = pattern(r"([A-Za-z_][\w-]*):(?: +(.*))?$", re.ASCII)
_PLAIN = pattern(r"[^\W_](?:[^:#]|:(?! |$)|(?<! )#)*$")
_INSIDE = pattern(r"[^\W_][^\[\]{},:#\"'&*!|>%@`?]*$")
_NULL = frozenset(["null", "Null", "NULL", "~"])


def loaded(lines: list[str]) -> dict[str, object] | None:
    """The map some lines are; None where they hold anything but the simplest YAML."""
    out: dict[str, object] = {}
    key, indent = "", -1
    for line in lines:
        text = line.rstrip(" ")
        if not text.isprintable():
            return None
        if not text or text.startswith("#"):
            continue
        if text.startswith((" ", "- ")):
            columns = _below(text, key, indent, out)
            if columns is None:
                return None
            indent = columns
            continue
        found = _KEY.match(text)
        given = _value(found[2]) if found and found[2] else []
        if not found or given is None or found[1] in _NULL or found[1] in out or out.get(key) == []:
            return None
        key, indent = found[1], -1
        out[key] = given
    return out if out and out.get(key) != [] else None


def _below(text: str, key: str, indent: int, out: dict[str, object]) -> int | None:
    """Take in a line under a key: the columns it is indented; None where it is no plain item or entry of what is there."""
    inner = text.lstrip(" ")
    columns = len(text) - len(inner)
    if columns != indent and (indent != -1 or out.get(key) != []):
        return None
    taken = _item(inner[2:], out[key]) if inner.startswith("- ") else _entry(inner, key, out)
    return columns if taken else None


def _item(text: str, items: object) -> bool:
    value = _scalar(text.lstrip(" "))
    if value is None or not isinstance(items, list):
        return False
    items.append(value)
    return True


def _entry(text: str, key: str, out: dict[str, object]) -> bool:
    entries = out[key] or {}
    found = _KEY.match(text)
    given = _value(found[2]) if found and found[2] else None
    if not found or given is None or not isinstance(entries, dict) or found[1] in _NULL or found[1] in entries:
        return False
    entries[found[1]] = given
    out[key] = entries
    return True


def _value(text: str) -> object | None:
    if not text.startswith("["):
        return _scalar(text)
    if not text.endswith("]") or not text[1:-1].strip():
        return None
    parts = [part.strip() for part in text[1:-1].split(",")]
    return parts if all(_INSIDE.match(part) and part not in _NULL for part in parts) else None


def _scalar(text: str) -> str | None:
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        inner = text[1:-1]
        return None if text[0] in inner or "\\" in inner else inner
    return text if _PLAIN.match(text) and text not in _NULL else None
