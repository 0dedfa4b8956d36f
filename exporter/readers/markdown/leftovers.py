"""What reads like markup and stayed words: calls of notes nobody wrote, TeX commands, roles nobody knows. It is told."""

from __future__ import annotations

import re

from exporter.model import Article, Code, Place, Text
from exporter.patterns import pattern
from exporter.readers.markdown.quoting import shortened
from exporter.report import Report
from exporter.walk import walk

_NOTE = pattern(r"\[\^[^\s\[\]]{1,80}\]")
_TEX = pattern(r"\\[A-Za-z]{2,}\*?(?:\[[^\[\]{}]*\])?\{[^{}]*\}")
_ROLE = pattern(r"\{[A-Za-z][\w:+.-]*\}$")


def tell_leftovers(article: Article, report: Report) -> None:
    """Tell each of them, with its place."""
    place: Place | None = None
    before = ""
    for node in walk(article):
        place = node.place or place
        words = node.value if isinstance(node, Text) else ""
        if "[^" in words:
            _tell(_NOTE, words, "note-unknown", "{} calls a note that is not here: kept as text", report, place)
        if "\\" in words:
            _tell(_TEX, words, "tex-kept", "the TeX command {} was kept as text", report, place)
        if isinstance(node, Code) and before.endswith("}"):
            _tell(_ROLE, before, "role-unknown", "the role {} means nothing here: it was kept as text", report, place)
        before = words


def _tell(shape: re.Pattern[str], words: str, code: str, told: str, report: Report, place: Place | None) -> None:
    for found in shape.findall(words):
        report.warn(code, told.format(shortened(found)), place=place)
