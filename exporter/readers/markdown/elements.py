"""The tree between markup and model: elements named as in HTML, with the words and elements inside them.

Markdown and HTML both become this tree, so one module turns it into nodes, and markup that mixes the two reads as one text.
Names of things HTML has no element for begin with "x-" (a fenced division, a note, a formula).
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

Content: TypeAlias = "list[Element | str]"


class Element(Struct):
    """An element: `line` from 1 (0: unknown), `raw` its source text where that matters, `html`: written as HTML."""

    tag: str
    attrs: dict[str, str] = {}
    content: list[Element | str] = []
    line: int = 0
    raw: str = ""
    html: bool = False


# fmt: off
INLINE = frozenset([
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "ins", "kbd", "label", "mark", "math", "nobr", "output", "picture", "q", "rp", "rt", "ruby", "s",
    "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "x-math",
    "x-noteref", "x-break", "x-drop",
])
# fmt: on
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
# fmt: off
RAW = frozenset([
    "script", "style", "iframe", "object", "noscript", "template", "svg", "canvas", "audio", "video", "select",
    "math-ml",
])
# fmt: on
"""Elements that are no text: they are dropped whole, with a notice."""

# fmt: off
KNOWN = frozenset([
    "a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base", "basefont",
    "bdi", "bdo", "big", "blockquote", "body", "br", "button", "canvas", "caption", "center", "cite", "code",
    "col", "colgroup", "data", "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em",
    "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "frame", "frameset", "h1", "h2", "h3",
    "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd",
    "label", "legend", "li", "link", "main", "map", "mark", "math", "menu", "meta", "meter", "nav", "nobr",
    "noscript", "object", "ol", "optgroup", "option", "output", "p", "param", "picture", "pre", "progress", "q",
    "rp", "rt", "ruby", "s", "samp", "script", "search", "section", "select", "slot", "small", "source", "span",
    "strike", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea",
    "tfoot", "th", "thead", "time", "title", "tr", "track", "tt", "u", "ul", "var", "video", "wbr",
])
# fmt: on
"""The elements of HTML, old ones too."""

_CLOSES: dict[str, frozenset[str]] = {
    "li": frozenset({"li", "p"}),
    "dt": frozenset({"dt", "dd", "p"}),
    "dd": frozenset({"dt", "dd", "p"}),
    "tr": frozenset({"tr", "td", "th", "p"}),
    "td": frozenset({"td", "th", "p"}),
    "th": frozenset({"td", "th", "p"}),
    "thead": frozenset({"tr", "td", "th"}),
    "tbody": frozenset({"thead", "tr", "td", "th"}),
    "tfoot": frozenset({"tbody", "tr", "td", "th"}),
}
_BARRIER = frozenset(
    ["table", "ul", "ol", "dl", "div", "section", "article", "aside", "blockquote", "figure", "details"]
)
# fmt: off
_ENDS_P = frozenset([
    "p", "div", "ul", "ol", "dl", "table", "blockquote", "section", "article", "aside", "figure", "h1", "h2", "h3",
    "h4", "h5", "h6", "pre", "hr", "details",
])
# fmt: on
_DEEPEST_HTML = 60


class Builder:
    """Builds a tree from opening and closing, Markdown's (strict) and HTML's (lenient, inside one Markdown element)."""

    def __init__(self) -> None:
        self.root = Element("x-root", {}, [])
        self._levels: list[list[Element]] = [[self.root]]

    @property
    def top(self) -> Element:
        """The element that words go into now."""
        return self._levels[-1][-1]

    @property
    def reads_markdown(self) -> bool:
        """Whether words in the open HTML are Markdown, as kramdown's attribute `markdown="1"` says."""
        return any(element.attrs.get("markdown") in ("1", "span", "block") for element in self._levels[-1])

    def add(self, part: Element | str) -> None:
        """Put words or a whole element into the open element."""
        self.top.content.append(part)

    def open(self, element: Element) -> None:
        """Open a Markdown element."""
        self.add(element)
        self._levels.append([element])

    def close(self) -> None:
        """Close the innermost Markdown element and whatever HTML is open in it."""
        if len(self._levels) > 1:
            self._levels.pop()

    def start(self, element: Element) -> None:
        """An HTML start tag. What HTML lets authors leave open is closed first."""
        level = self._levels[-1]
        self._imply(element.tag)
        self.add(element)
        if element.tag not in VOID and sum(map(len, self._levels)) < _DEEPEST_HTML:
            level.append(element)

    def _imply(self, tag: str) -> None:
        level = self._levels[-1]
        ends = _CLOSES.get(tag, frozenset())
        while len(level) > 1 and (level[-1].tag in ends or (level[-1].tag == "p" and tag in _ENDS_P)):
            if level[-1].tag in _BARRIER:
                return
            level.pop()

    def end(self, tag: str) -> bool:
        """An HTML end tag; False where nothing of that name is open."""
        level = self._levels[-1]
        for index in range(len(level) - 1, 0, -1):
            if level[index].tag == tag:
                del level[index:]
                return True
        return False
