"""What a page shows only while one points at words: it would stand in the middle of their sentence."""

from __future__ import annotations

import re

from exporter.readers.html.elements import Element, attribute, name, place, remove, words
from exporter.readers.markdown.quoting import shortened
from exporter.report import Report

_TOOLTIP = re.compile(
    r"(?:^|[\s_])(?:[\w-]+-)?(?:tool-?tips?|hover-?cards?|pop-?overs?)[_-]{0,2}"
    r"(?:content|text|body|inner|box|popup|panel|card|bubble|message)(?:$|[\s_-])",
    re.IGNORECASE,
)
_IN_LINE = frozenset(["a", "abbr", "b", "cite", "em", "i", "li", "p", "small", "span", "strong", "td"])


def take_out(body: Element, report: Report) -> None:
    """Takes out of lines what opens over their words; templates, which nothing shows, go everywhere."""
    taken = []
    for element in list(body.iter()):
        if name(element) == "template":
            _leave(element)
        elif _is_tooltip(element) and name(element.getparent()) in _IN_LINE:
            if shown := words(element):
                taken.append((shown, place(element)))
            _leave(element)
    if taken:
        first, where = taken[0]
        told = f"left out {len(taken)} {'tooltips' if len(taken) > 1 else 'tooltip'} over words: “{shortened(first)}”"
        report.tell("tooltip-dropped", told, place=where)


def _leave(element: Element) -> None:
    """Removes an element with the spaces that parted it from the words it opened over."""
    around, before = element.getparent(), element.getprevious()
    last = element.getnext() is None and not (element.tail or "").strip()
    remove(element)
    if around is None or name(around) != "span" or not last or before is None:
        return
    if not (around.tail or " ")[:1].isalnum():
        before.tail = (before.tail or "").rstrip() or None
    if not (around.text or "").strip() and _ends_apart(around):
        around.text = None


def _ends_apart(around: Element) -> bool:
    """Whether the words before an element end with a space or an opening mark."""
    sibling, parent = around.getprevious(), around.getparent()
    before = sibling.tail if sibling is not None else parent.text if parent is not None else ""
    return not (before or " ")[-1:].isalnum()


def _is_tooltip(element: Element) -> bool:
    return bool(name(element)) and (
        attribute(element, "role").lower() == "tooltip" or bool(_TOOLTIP.search(element.get("class") or ""))
    )
