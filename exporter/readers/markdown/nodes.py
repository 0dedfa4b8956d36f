"""From elements to block nodes: one module for Markdown and HTML alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, cast

from msgspec.structs import replace

from exporter.model import Block, Blocks, Heading, Inlines, Note, Paragraph, Table, Takeaways, Text
from exporter.patterns import pattern
from exporter.readers.markdown.attributes import braces
from exporter.readers.markdown.boxes import admonition, details
from exporter.readers.markdown.elements import INLINE, RAW, Element
from exporter.readers.markdown.fenced import division
from exporter.readers.markdown.figures import figure_of, html_division, html_figure
from exporter.readers.markdown.inlines import InlineNodes, own, shaved, without_outer_breaks
from exporter.readers.markdown.leaves import fence, formula, preformatted, thematic_break
from exporter.readers.markdown.lists import definitions, listed
from exporter.readers.markdown.parts import inheriting, place, split_run_in, without_start
from exporter.readers.markdown.quotes import aside, block_quote
from exporter.readers.markdown.tables import Tables, strays
from exporter.report import Report

Part: TypeAlias = "Element | str"

_CAPTION = pattern(r"(?:Table:|:)[ \t]+(?=\S)")
_TABLE_LABEL = pattern(r"Table:[ \t]+(?=\S)")


class Nodes(InlineNodes):
    """Turns elements into blocks. Notes and takeaways met on the way are gathered in `notes` and `takeaways`."""

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.notes: dict[str, Note] = {}
        self._twice: dict[str, int] = {}
        self.takeaways: Takeaways | None = None
        self.wanted: str | None = None
        self.shift = 0
        self._above = ""  # the block before as it is written, where it is a paragraph of Markdown
        self.inlines_of: Callable[[str], Inlines] = lambda words: (Text(value=words),)
        self._tables = Tables(self.blocks, self._cell_inlines)

    def blocks(self, content: list[Part]) -> Blocks:
        """The blocks of some content; words that stand between blocks become paragraphs of their own."""
        out: list[Block] = []
        run: list[Part] = []
        for part in content:
            if self._stands_in_line(part):
                run.append(part)
                continue
            self._flush(run, out)
            out.extend(self._block(cast(Element, part), out))
        self._flush(run, out)
        return tuple(out)

    def _stands_in_line(self, part: Part) -> bool:
        if isinstance(part, str) or part.tag in INLINE:
            return isinstance(part, str) or not _holds_blocks(part)
        return part.tag not in _HANDLERS and part.tag not in RAW and not _holds_blocks(part) and part.tag not in _APART

    def _flush(self, run: list[Part], out: list[Block]) -> None:
        """A paragraph of the words gathered between blocks. At the edges of Markdown's own text spaces are meant."""
        run[:] = [
            self.template(part) if isinstance(part, Element) and part.tag == "x-template" else part for part in run
        ]
        if not any(not isinstance(part, str) or part.strip() for part in run):
            run.clear()
            return
        element = Element("p", {}, list(run), next((p.line for p in run if isinstance(p, Element)), 0))
        run.clear()
        self._above = ""
        out.extend(self._p(element))

    def _block(self, element: Element, before: list[Block]) -> tuple[Block, ...]:
        if element.tag == "p" and before and isinstance(before[-1], Table) and _CAPTION.match(element.raw):
            before[-1] = self._captioned(before[-1], element)
            return ()
        above = self._above if before else ""
        handler = _HANDLERS.get(element.tag)
        made: Any = handler(self, element) if handler else self.transparent(element)
        blocks = made if isinstance(made, tuple) else (made,)
        if blocks and isinstance(blocks[0], Table) and before and not blocks[0].caption:
            blocks = (self._with_label(blocks[0], before, above), *blocks[1:])
        self._above = element.raw if element.tag == "p" else ""
        return blocks

    def _captioned(self, table: Table, element: Element) -> Table:
        caption, about = _without_braces(without_start(self.inlines(element.content), _CAPTION))
        given = own(Element("table", about), "tbl-colwidths") if about else {}
        return replace(table, caption=(*table.caption, *caption), **given)

    def _with_label(self, table: Table, before: list[Block], written: str) -> Table:
        """“Table: words” or “: words” as a paragraph over a table is its caption too."""
        above = before[-1]
        first = above.content[0] if isinstance(above, Paragraph) and above.content else None
        label = _CAPTION if written else _TABLE_LABEL
        said = first.value if isinstance(first, Text) else ""
        if isinstance(above, Paragraph) and label.match(said) and label.match(written or said):
            before.pop()
            caption, about = _without_braces(without_start(above.content, label))
            return replace(table, caption=caption, **(own(Element("table", about)) if about else {}))
        return table

    def transparent(self, element: Element) -> Blocks:
        """A wrapper without a meaning here: its blocks, with the language and direction it gives them."""
        if element.tag not in _PLAIN_WRAPPERS and element.tag not in INLINE:
            self._other(Element(element.tag, element.attrs, [], element.line, html=True))
        if element.tag in RAW:
            return ()
        return inheriting(self.blocks(element.content), own(element))

    def _cell_inlines(self, content: list[Part]) -> Inlines:
        return shaved(self.inlines(content))

    def _p(self, element: Element) -> Blocks:
        if any(isinstance(part, Element) and _is_block(part) for part in element.content):
            return inheriting(self.blocks(element.content), own(element))
        if figure := figure_of(self, element):
            return (figure,)
        content = self.inlines(element.content)
        tags = any(isinstance(part, Element) and part.tag == "x-template" for part in element.content)
        content = without_outer_breaks(shaved(content) if tags or not element.raw else content)
        if not content:
            return ()
        run_in, content = split_run_in(content, element.content)
        return (Paragraph(content=content, run_in=run_in, place=place(element), **own(element)),)

    def _heading(self, element: Element) -> Blocks:
        given = element.attrs.get("level", "")
        level = int(given) if given in tuple("123456") else max(1, int(element.tag[1]) - self.shift)
        content = self.inlines(element.content)
        content = shaved(content) if element.html else content
        if not content:
            return ()
        return (Heading(content=content, level=level, place=place(element), **own(element, "level")),)

    def _table(self, element: Element) -> Blocks:
        before = self.blocks(strays(element)) if element.html else ()
        table = self._tables.table(element)
        if table.head or table.body or table.foot:
            return (*before, table)
        return (*before, Paragraph(content=table.caption, place=place(element))) if table.caption else before

    def _note(self, element: Element) -> Blocks:
        label = element.attrs["label"]
        name, number = label, self._twice.get(label, 2)
        while name in self.notes:
            name, number = f"{label}-{number}", number + 1
        self._twice[label] = number  # where the next one of this label goes on: many stay linear
        if name != label:
            self.report.warn(
                "note-twice", f"the note “{label}” is given twice: the second is not called", place=place(element)
            )
        self.notes[name] = Note(id=name, content=())  # its place is taken before notes inside it are met
        self.notes[name] = Note(id=name, content=self.blocks(element.content), place=place(element))
        return ()


# fmt: off
_HANDLERS: dict[str, Callable[[Nodes, Element], Blocks]] = {
    "p": Nodes._p, "x-title": Nodes._p, "table": Nodes._table, "x-note": Nodes._note,
    **{f"h{level}": Nodes._heading for level in range(1, 7)},
    "div": html_division, "figure": html_figure,
    "ul": listed, "ol": listed, "menu": listed, "dl": definitions,
    "blockquote": block_quote, "aside": aside, "details": details, "x-admonition": admonition, "x-division": division,
    "x-fence": fence, "pre": preformatted, "x-mathblock": formula, "hr": thematic_break,
}
_APART = frozenset([
    "address", "article", "center", "dd", "dt", "fieldset", "figcaption", "footer", "form", "header", "li", "main", "nav",
    "section", "summary", "td", "th", "tr",
])
_PLAIN_WRAPPERS = _APART | frozenset([
    "div", "tbody", "thead", "tfoot", "caption", "html", "body", "head", "title", "meta", "link", "base", "col", "colgroup",
])
# fmt: on


_BRACES = pattern(r"(?<!\s)\s*(\{[^{}]*\})$")


def _without_braces(caption: Inlines) -> tuple[Inlines, dict[str, str]]:
    """A caption without the attributes of its table behind it (`: Words {#tbl-x}`), and these."""
    last = caption[-1] if caption else None
    found = _BRACES.search(last.value) if isinstance(last, Text) else None
    attrs = braces(found[1]) if found else None
    if not attrs or not found or not isinstance(last, Text):
        return caption, {}
    words = last.value[: found.start()]
    return (*caption[:-1], replace(last, value=words)) if words else caption[:-1], attrs


def _is_block(part: Element) -> bool:
    return part.tag in _HANDLERS or part.tag in _APART


def _holds_blocks(element: Element) -> bool:
    stack = [element]
    while stack:
        for part in stack.pop().content:
            if isinstance(part, Element):
                if _is_block(part):
                    return True
                stack.append(part)
    return False
