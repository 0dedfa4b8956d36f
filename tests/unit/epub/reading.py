"""XML for people: every block on a line of its own, indented by what it stands in, long lines folded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

WIDTH = 120
_VERBATIM = frozenset({"pre", "math", "svg"})


def laid_out(data: bytes) -> str:
    """A whole document. White space means what it meant, save that a line folds where a space was."""
    root = etree.fromstring(data)
    head = "".join(f"{line}\n" for line in data.decode().splitlines()[:2] if line.startswith(("<?xml", "<!DOCTYPE")))
    return head + "\n".join(_lines(root, "")) + "\n"


def _lines(element: Any, indent: str) -> Iterator[str]:
    """An element that holds nothing but elements has each of them on its own lines; any other stands as it is written."""
    if _holds_words(element):
        yield from _folded(_written(element), indent)
        return
    whole = _written(element)
    opening = whole[: whole.index(">") + 1] if len(element) else whole
    yield from _folded(opening, indent)
    for child in element:
        yield from _lines(child, indent + "  ")
    if len(element):
        yield f"{indent}</{whole.rpartition('</')[2]}"


def _holds_words(element: Any) -> bool:
    if etree.QName(element).localname in _VERBATIM:
        return True
    return any((words or "").strip() for words in (element.text, *(child.tail for child in element)))


def _written(element: Any) -> str:
    written: str = etree.tostring(element, encoding="unicode", with_tail=False)
    if element.getparent() is not None:
        declared = {**element.getparent().nsmap}
        for prefix, address in declared.items():
            name = f"xmlns:{prefix}" if prefix else "xmlns"
            head, close, rest = written.partition(">")
            written = head.replace(f' {name}="{address}"', "") + close + rest
    return written


def _folded(words: str, indent: str) -> Iterator[str]:
    """Lines no longer than `WIDTH` where there are spaces to fold at; those of program text as they are."""
    if "\n" in words.strip() and "<pre" in words:
        yield indent + words
        return
    line = ""
    for word in re.split(r"\s+", words.strip()):
        if line and len(indent) + len(line) + 1 + len(word) > WIDTH:
            yield indent + line
            line = "    " + word
        else:
            line = f"{line} {word}" if line else word
    yield indent + line
