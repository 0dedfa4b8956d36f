"""What the pages draw: the text of each piece of marked content, and what is drawn outside of any (14.6, 14.8.2.2)."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from exporter.proof.findings import Damaged
from exporter.proof.pdf.document import get, plain, reference, string
from exporter.proof.pdf.fonts import Font

_PAINTING = "f F f* B B* b b* S s sh Do EI INLINE IMAGE"
_PAINTS = frozenset(_PAINTING.split())
_SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_SPACE = 200
"""A gap inside a shown array that reads as a space, in thousandths of the font's size."""


class Content(Struct):
    """One page: the text of its marked content by MCID, what is drawn by nobody's order, and the fonts it uses.

    unmarked: operators that paint outside marked content.   lost: text that is shown, whatever it is, but has no meaning.
    unbalanced: BDC without EMC or the other way round.   doubled: MCIDs used twice.
    """

    texts: dict[int, str] = field(default_factory=dict)
    unmarked: int = 0
    unbalanced: bool = False
    doubled: list[int] = field(default_factory=list)
    fonts: dict[str, Font] = field(default_factory=dict)
    painted: set[int] = field(default_factory=set)


class _Mark(Struct):
    """One level of marked content: whose it is (None: nobody's), whether an artifact, and what it reads as instead."""

    number: int | None
    artifact: bool
    instead: str | None


def contents(page: Any, cache: dict[tuple[int, int], Font]) -> Content:
    """What a page draws. Raises Damaged where its content cannot be parsed. `cache` keeps fonts from page to page."""
    import pikepdf

    try:
        instructions = pikepdf.parse_content_stream(page)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError) as error:
        raise Damaged(f"the content of a page cannot be read ({plain(error)})") from None
    return _Interpreter(page, cache).run(instructions)


class _Interpreter:
    def __init__(self, page: Any, cache: dict[tuple[int, int], Font]) -> None:
        self._resources = page.obj.get("/Resources") if hasattr(page, "obj") else get(page, "/Resources")
        self._cache = cache
        self._marks: list[_Mark] = []
        self._font: Font | None = None
        self.content = Content()

    def run(self, instructions: Any) -> Content:
        """Follow the operators one after another."""
        for operands, operator in instructions:
            name = str(operator)
            if name in _SHOWS:
                self._show(operands)
            elif name == "BDC" or name == "BMC":
                self._begin(operands)
            elif name == "EMC":
                self._end()
            elif name == "Tf" and len(operands):
                self._font = self._chosen(string(operands[0]))
            elif name in _PAINTS:
                self._paint()
        self.content.unbalanced |= bool(self._marks)
        return self.content

    def _chosen(self, name: str) -> Font | None:
        font = get(get(self._resources, "/Font"), name)
        if font is None:
            return None
        known = self._cache.get(reference(font)) if reference(font)[0] else self.content.fonts.get(name)
        if known is None:
            known = Font(font)
            if reference(font)[0]:
                self._cache[reference(font)] = known
        self.content.fonts[name] = known
        return known

    def _begin(self, operands: Any) -> None:
        tag = string(operands[0]) if len(operands) else ""
        properties = operands[1] if len(operands) > 1 else None
        if (named := string(properties)).startswith("/"):
            properties = get(get(self._resources, "/Properties"), named)
        number = get(properties, "/MCID")
        instead = get(properties, "/ActualText")
        mark = _Mark(int(number) if number is not None else None, tag == "/Artifact", None)
        self._marks.append(mark)
        if mark.number is not None:
            if mark.number in self.content.texts:
                self.content.doubled.append(mark.number)
            self.content.texts.setdefault(mark.number, "")
        if instead is not None:
            self._say(string(instead))
            mark.instead = string(instead)

    def _end(self) -> None:
        if self._marks:
            self._marks.pop()
        else:
            self.content.unbalanced = True

    def _owner(self) -> int | None:
        for mark in reversed(self._marks):
            if mark.artifact or mark.number is not None:
                return mark.number
        return None

    def _say(self, text: str) -> None:
        owner = self._owner()
        if owner is not None and all(mark.instead is None for mark in self._marks):
            self.content.texts[owner] += text

    def _show(self, operands: Any) -> None:
        self._paint()
        if self._font is None or not len(operands):
            return
        shown = operands[-1]
        for part in shown if _is_array(shown) else [shown]:
            if _is_string(part):
                self._say(self._font.text(bytes(part)))
            elif self._font.width == 1 and float(part) < -_SPACE:
                self._say(" ")

    def _paint(self) -> None:
        owner = self._owner()
        if owner is not None:
            self.content.painted.add(owner)
        elif not any(mark.artifact for mark in self._marks):
            self.content.unmarked += 1


def _is_array(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array)


def _is_string(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.String)
