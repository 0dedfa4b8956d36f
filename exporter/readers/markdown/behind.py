"""Attributes on the line below a block, `{: .class #id}`, as kramdown has them: they belong to the block above."""

from __future__ import annotations

from exporter.model import Place
from exporter.patterns import pattern
from exporter.readers.markdown.attributes import parsed
from exporter.readers.markdown.boxes import CALLOUTS
from exporter.readers.markdown.directives import BOXES
from exporter.readers.markdown.elements import Element
from exporter.report import Report

_PREFIX = pattern(r"(?:prompt|alert|notice|callout|admonition)-+")
_CONTENTS = pattern(r"\{:[^{}]*\btoc\b[^{}]*\}")
_LISTS = ("ul", "ol")


def given(source: str, above: list[Element | str], report: Report, line: int) -> bool:
    """Give the attributes to the last of the parts `above`; False where there is none, or they are none."""
    last = above[-1] if above else None
    source = source.rstrip()
    if not isinstance(last, Element) or not source.startswith("{:"):
        return False
    if last.tag in _LISTS and _CONTENTS.fullmatch(source):
        above.pop()
        report.tell("directive-dropped", f"dropped {source}, a list of contents its site makes", place=Place(line))
        return True
    found = parsed(source)
    if not found or found[0] != len(source) or not found[1]:
        return False
    _give(last, found[1])
    return True


def _give(element: Element, attrs: dict[str, str]) -> None:
    names = attrs.get("class", "").split()
    if element.tag == "blockquote" and (box := next(filter(None, map(_box, names)), "")):
        element.tag, element.raw = "x-division", box
        attrs = {key: value for key, value in attrs.items() if key != "class"}
    element.attrs = element.attrs | {key: value for key, value in attrs.items() if not key.startswith("on")}


def _box(name: str) -> str:
    """The box a class of a quote makes of it (`prompt-tip`, `challenge`)."""
    short = _PREFIX.sub("", name.lower(), count=1)
    return short if short in CALLOUTS or short in BOXES else ""
