"""What a document's paragraph styles mean: outline level, numbering, and the names people see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.proof.word.package import Package, W

if TYPE_CHECKING:
    from lxml.etree import _Element

TAKEAWAYS_HEADING, TAKEAWAYS_ITEM, TAKEAWAYS_SOURCE = "takeaways heading", "takeaways item", "takeaways source"
BOX = frozenset({TAKEAWAYS_HEADING, TAKEAWAYS_ITEM, TAKEAWAYS_SOURCE})


class Styles:
    """The styles of a document by id; each looks at what it is based on (ISO/IEC 29500-1, 17.7.4.3)."""

    def __init__(self, package: Package) -> None:
        tree = package.beside("styles")
        found = [] if tree is None else tree.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}

    def name(self, paragraph: _Element) -> str:
        """The name of a paragraph's style in lower case, "" for the default."""
        style = self._styles.get(style_of(paragraph))
        name = style.find(f"{W}name") if style is not None else None
        return (name.get(f"{W}val", "") if name is not None else style_of(paragraph)).lower()

    def level(self, paragraph: _Element) -> int:
        """The heading level of a paragraph, from 1; 0 where it is body text (17.3.1.20: outlineLvl 9 is none)."""
        found = self.inherited(paragraph, "outlineLvl")
        level = int(found.get(f"{W}val", "9")) if found is not None and found.get(f"{W}val", "").isdigit() else 9
        return level + 1 if level < 9 else 0

    def numbered(self, paragraph: _Element) -> bool:
        """Whether a paragraph is an item of a list (17.9.18: numId 0 takes numbering away)."""
        found = self.inherited(paragraph, "numPr")
        number = found.find(f"{W}numId") if found is not None else None
        return number is not None and number.get(f"{W}val") != "0"

    def inherited(self, paragraph: _Element, name: str) -> _Element | None:
        """A property of a paragraph: its own, or its style's."""
        own = paragraph.find(f"{W}pPr/{W}{name}")
        style, seen = style_of(paragraph), set[str]()
        while own is None and style in self._styles and style not in seen:
            seen.add(style)
            own = self._styles[style].find(f"{W}pPr/{W}{name}")
            based = self._styles[style].find(f"{W}basedOn")
            style = based.get(f"{W}val", "") if based is not None else ""
        return own


def style_of(paragraph: _Element) -> str:
    """The id of a paragraph's style, "" for the default."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""
