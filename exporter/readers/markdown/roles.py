"""What MyST's roles mean: the element that stands for `{name}` and its words."""

from __future__ import annotations

import re

from exporter.patterns import pattern
from exporter.readers.markdown.crossrefs import BY_ITS_NAME
from exporter.readers.markdown.elements import Element

_WRAPS = {
    "sub": "sub", "subscript": "sub", "sup": "sup", "superscript": "sup", "del": "s", "strike": "s", "emphasis": "em",
    "strong": "strong", "guilabel": "strong", "menuselection": "strong", "dfn": "em", "title": "em", "title-reference": "em",
    "u": "u", "underline": "u", "mark": "mark", "kbd": "kbd",
}  # fmt: skip
_CODES = frozenset(["command", "file", "samp", "code", "literal", "envvar", "program", "option"])
_CITES = frozenset(["cite", "cite:p", "cite:t", "cite:ps", "cite:ts", "citep", "citet", "footcite"])
_TITLED = pattern(r"(.*?)\s*<([^<>]+)>$", re.DOTALL)
_EXPLAINED = pattern(r"(.*?)\s*\(([^()]+)\)$", re.DOTALL)
_ID = pattern(r"[\w:.-]+$")


def element(name: str, words: str) -> Element | str:
    """The element of a role; its words alone where it says no more than they do."""
    if name == "math":
        return Element("x-math", raw=words)
    if name in _WRAPS:
        return Element(_WRAPS[name], {}, [words], html=True)
    if name in _CODES or name.startswith("py:"):
        return Element("code", raw=words.removeprefix("~"))
    if name in ("smallcaps", "sc"):
        return Element("span", {"class": "smallcaps"}, [words])
    if name == "abbr":
        found = _EXPLAINED.match(words)
        return Element("abbr", {"title": found[2]}, [found[1]], html=True) if found else words
    if name in _CITES:
        return f"[{words}]"
    return _reference(name, words)


def _reference(name: str, words: str) -> Element | str:
    """A reference: a link where it names something, else its words."""
    found = _TITLED.match(words)
    shown, target = (found[1] or found[2], found[2]) if found else (words, words)
    if name in ("pep", "rfc"):
        base = "https://peps.python.org/pep-{:0>4}/" if name == "pep" else "https://www.rfc-editor.org/rfc/rfc{}"
        return Element("a", {"href": base.format(target)}, [shown if found else f"{name.upper()} {target}"])
    if name in ("doc", "download") or "://" in target:
        return Element("a", {"href": target}, [shown])
    if name in ("ref", "numref", "eq", "any") and _ID.match(target):
        named = {BY_ITS_NAME: shown} if not found or "%s" in shown else {}
        return Element("a", {"href": f"#{target}", **named}, [shown.replace("%s", "").strip() or target])
    return shown
