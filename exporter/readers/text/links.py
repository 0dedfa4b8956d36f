"""Addresses that stand bare in pasted text, as links: `https://example.org/roads`, `press@example.org`."""

from __future__ import annotations

from exporter.model import Inline, Inlines, Link, Text
from exporter.patterns import pattern

_ADDRESS = pattern(
    r"(?<![\w@./:=&?-])(?:(?P<web>(?:https?://|www\.(?=[^\W_]))[^\s<>\"“”„«»‹›{}|\\^`\u3000-\u303f\uff00-\uff65]{3,2000})"
    r"|(?P<mail>[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})(?![\w@-]))"
)
_PAIRS = {")": "(", "]": "["}


def linked(words: str) -> Inlines:
    """Words as inlines, each address in them a link to itself."""
    if "://" not in words and "@" not in words and "www." not in words:
        return (Text(value=words),) if words else ()
    out: list[Inline] = []
    start = 0
    for found in _ADDRESS.finditer(words):
        address = _trimmed(found[0])
        if target := _target(address, mail=bool(found["mail"])):
            out += _text(words[start : found.start()])
            out.append(Link(content=(Text(value=address),), target=target))
            start = found.start() + len(address)
    return (*out, *_text(words[start:]))


def _text(words: str) -> list[Inline]:
    return [Text(value=words)] if words else []


def _target(address: str, *, mail: bool) -> str:
    """Where an address leads; nothing where it has no host with a dot or a port in it."""
    if mail:
        return f"mailto:{address}"
    scheme, _, rest = address.rpartition("://") if "://" in address[:8] else ("http", "", address)
    host = rest.partition("/")[0]
    return f"{scheme}://{rest}" if "." in host.strip(".") or host.startswith("localhost") else ""


def _trimmed(address: str) -> str:
    """An address without the stops of the sentence around it; a bracket at its end stays where it opens inside."""
    while address:
        last = address[-1]
        if last in ".,;:!?'’*_~…" or (last in _PAIRS and address.count(last) > address.count(_PAIRS[last])):
            address = address[:-1]
        else:
            break
    return address
