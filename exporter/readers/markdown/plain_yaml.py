"""The YAML nearly all front matter is written in: keys with plain or simply quoted values, and lists of these.

Loading the YAML library takes a fifth of the time a short article takes. Whatever is not surely read here as the library reads
it gives None, and the library is asked; a test compares the two.
"""

from __future__ import annotations

import re

_KEY = re.compile(r"([A-Za-z_][\w-]*):(?: +(.*))?$", re.ASCII)
_PLAIN = re.compile(r"[^\W_](?:[^:#]|:(?! |$)|(?<! )#)*$")
_INSIDE = re.compile(r"[^\W_][^\[\]{},:#\"'&*!|>%@`?]*$")
_NULL = frozenset(["null", "Null", "NULL", "~"])


def loaded(lines: list[str]) -> dict[str, object] | None:
    """The map some lines are; None where they hold anything but the simplest YAML."""
    out: dict[str, object] = {}
    key, indent = "", 0
    for line in lines:
        text = line.rstrip(" ")
        if not text.isprintable():
            return None
        if not text or text.startswith("#"):
            continue
        if text.lstrip(" ").startswith("- "):
            item = _item(text, key, indent, out)
            if item is None:
                return None
            indent = item
            continue
        found = _KEY.match(text)
        given = _value(found[2]) if found and found[2] else []
        if not found or given is None or found[1] in _NULL or found[1] in out or out.get(key) == []:
            return None
        key, indent = found[1], -1
        out[key] = given
    return out if out and out.get(key) != [] else None


def _item(text: str, key: str, indent: int, out: dict[str, object]) -> int | None:
    """Take in an item of the list under a key: the columns it is indented; None where it is no plain item of it."""
    items = out.get(key)
    inner = text.lstrip(" ")
    columns = len(text) - len(inner)
    value = _scalar(inner[2:].lstrip(" "))
    if not isinstance(items, list) or value is None or (items and columns != indent) or (not items and indent != -1):
        return None
    items.append(value)
    return columns


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
