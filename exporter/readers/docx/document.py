"""What all stories of a document share: styles, lists, where links lead, the languages heard, and what was left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from exporter.readers.archives import Archive
from exporter.report import Report

from .fields import link
from .names import W
from .numbering import Numbers
from .opc import Part
from .styles import Look, Styles, number

if TYPE_CHECKING:
    from lxml.etree import _Element

_CJK = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
_NONE = ("", "x-none", "zxx", "und", "none")
_STEPS = {"begin": 1, "end": -1}
_MOST_AROUND = 20
"""Bookmarks around a note's call that may stand for it: theirs begin right before it."""
SHOWN = 80
"""Characters of what a notice quotes."""


class Document:
    """The document while it is read."""

    def __init__(self, archive: Archive, main: Part, report: Report) -> None:
        self.archive, self.main, self.report = archive, main, report
        self.root = main.xml()
        self.styles = Styles(self._part("styles"))
        self.numbers = Numbers(self._part("numbering"))
        self.heard: Counter[str] = Counter()
        self.directions: Counter[str] = Counter()
        self.left_out: dict[str, list[str]] = {}
        self.wanted: set[str] = set()
        self.notes_of: dict[str, str] = {}
        self.open_fields = 0
        self._scan()

    def _part(self, kind: str) -> _Element | None:
        name = self.main.related(kind)
        return Part(self.archive, name).xml() if name else None

    def leave_out(self, code: str, words: str = "") -> None:
        """Remember something that is not read, to be told once for all of its kind."""
        self.left_out.setdefault(code, []).append(" ".join(words.split())[:SHOWN])

    def _scan(self) -> None:
        """Finds where links lead, and the notes whose numbers bookmarks stand for."""
        opened: dict[str, str] = {}
        start, end = f"{W}bookmarkStart", f"{W}bookmarkEnd"
        tags = (
            start,
            end,
            f"{W}footnoteReference",
            f"{W}endnoteReference",
            f"{W}hyperlink",
            f"{W}instrText",
            f"{W}fldSimple",
            f"{W}fldChar",
        )
        for part in (
            self.root,
            *(root for kind in ("footnotes", "endnotes") if (root := self._part(kind)) is not None),
        ):
            for element in part.iter(*tags):
                if element.tag == start:
                    opened[element.get(f"{W}id") or ""] = element.get(f"{W}name") or ""
                elif element.tag == end:
                    opened.pop(element.get(f"{W}id") or "", None)
                elif element.tag == f"{W}hyperlink":
                    self.wanted.add(element.get(f"{W}anchor") or "")
                elif element.tag == f"{W}fldChar":
                    self.open_fields += _STEPS.get(element.get(f"{W}fldCharType") or "", 0)
                elif element.tag in (f"{W}instrText", f"{W}fldSimple"):
                    self._wanted_by(element.text or element.get(f"{W}instr") or "")
                else:
                    around = islice((*_before(element), *reversed(opened.values())), _MOST_AROUND)
                    self.notes_of.update(dict.fromkeys(around, note_id(element)))
        self.wanted.discard("")

    def _wanted_by(self, instruction: str) -> None:
        found = link(instruction)
        if found and "#" in found[0]:
            self.wanted.add(found[0].partition("#")[2])

    def language(self, words: str, look: Look) -> str:
        """The language some words are in, as their look says for the script they are of; counted for the whole.

        What only the defaults of the document say is counted but not told: they name a language for every script.
        """
        if look.lang is None:
            return ""
        latin, east, complex_ = look.lang
        if _RTL.search(words):
            tag = "he" if _HEBREW.search(words) and complex_[:2].lower() not in ("he", "yi") else complex_
        else:
            tag = east if _CJK.search(words) else latin
        if tag.lower() in _NONE or not any(map(str.isalpha, words)):
            return ""
        self.heard[tag] += len(words)
        return "" if look.lang == self.styles.look.lang else tag

    def main_language(self) -> str:
        """The language most of the words are in."""
        return self.heard.most_common(1)[0][0] if self.heard else ""

    def from_right(self) -> bool:
        """Whether most paragraphs read from right to left."""
        return self.directions["rtl"] > self.directions["ltr"]


def _before(reference: _Element) -> Iterator[str]:
    """The bookmarks that stand right before a note's call, around nothing: LibreOffice closes them there."""
    run = reference.getparent()
    beside = None if run is None else run.getprevious()
    while beside is not None and beside.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        if name := beside.get(f"{W}name"):
            yield name
        beside = beside.getprevious()


def note_id(reference: _Element) -> str:
    """The id of the note that a reference calls."""
    kind = "en" if reference.tag == f"{W}endnoteReference" else "fn"
    return f"{kind}{number(reference.get(f'{W}id'))}"
