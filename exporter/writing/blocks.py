"""Blocks as Markdown. Every writer gives the lines of one block, without blank lines around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from exporter.model import (
    Aside,
    Block,
    Callout,
    Cell,
    CodeBlock,
    DefinitionList,
    Figure,
    Heading,
    Inlines,
    List,
    ListItem,
    MathBlock,
    Node,
    Note,
    Paragraph,
    PullQuote,
    Quote,
    Row,
    Strong,
    Table,
    Takeaways,
    Text,
    ThematicBreak,
)
from exporter.writing import escaping
from exporter.writing.inlines import Inexpressible, InlineWriter, Way, about, braces

SEPARATOR = "<!-- -->"
"""Keeps two blocks apart that would read as one; it says nothing itself."""

_ALIGN = {"start": "---", "center": ":-:", "end": "--:"}


class BlockWriter:
    """Writes blocks in one way. `inner` writes the blocks inside others (itself, unless each is to be checked first)."""

    def __init__(self, way: Way = "light", inner: Callable[[Block], str] | None = None) -> None:
        self.way = way
        self.inlines = InlineWriter(way)
        self._inner = inner or self.write

    def write(self, block: Block) -> str:
        """One block, with the line of attributes before it where it has any. Raises Inexpressible."""
        return _WRITERS[type(block)](self, block)

    def all(self, blocks: Sequence[Block]) -> str:
        """Blocks with blank lines between them, and a separator where two would run together."""
        return joined(blocks, self._inner)

    # ---- one paragraph or line ----

    def _line(self, content: Inlines) -> str:
        """Inlines as the lines of a block, none of which begins another block."""
        return "\n".join(escaping.line(line) for line in self.inlines.write(content).split("\n"))

    def _paragraph(self, block: Paragraph) -> str:
        if not block.content:
            raise Inexpressible
        text = self._words(block.content)
        if block.run_in:
            text = f"{self._run_in(block)} {text}"
        return _with_attributes(block, text)

    def _words(self, content: Inlines) -> str:
        first = content[0]
        if isinstance(first, Strong) and self.way == "light" and not about(first) and _ends_in_colon(first):
            return f"__{self.inlines.write(first.content)}__{self.inlines.write(content[1:])}"
        return self._line(content)

    def _run_in(self, block: Paragraph) -> str:
        inside = self.inlines.write(block.run_in)
        last = block.run_in[-1]
        plain = self.way == "light" and isinstance(last, Text) and not last.value.endswith((":", "：", " "))
        return f"**{inside}:**" if plain and len(inside) < 80 else f"[{inside}]{{.run-in}}"

    def _heading(self, block: Heading, *, in_box: bool = False) -> str:
        text = self.inlines.write(block.content)
        if not text or "\n" in text:
            raise Inexpressible
        more = {"level": str(block.level)} if block.level == 6 or in_box else None
        marks = braces(block, more)
        return f"{'#' * min(6, block.level + 1)} {escaping.edges(text)}" + (f" {marks}" if marks else "")

    # ---- lists ----

    def _list(self, block: List) -> str:
        if not block.items:
            raise Inexpressible
        loose = any(not _tight(item) for item in block.items)
        items = [self._item(block, item, block.start + at, loose) for at, item in enumerate(block.items)]
        more: dict[str, str] | None = {"numbering": str(block.numbering)} if block.numbering != "decimal" else None
        return _with_attributes(block, ("\n\n" if loose else "\n").join(items), more)

    def _item(self, block: List, item: ListItem, number: int, loose: bool) -> str:
        if about(item):
            raise Inexpressible
        mark = f"{number}. " if block.kind == "ordered" else "- "
        box = {None: "", True: "[x] ", False: "[ ] "}[item.checked]
        if box and not (item.content and isinstance(item.content[0], Paragraph) and not about(item.content[0])):
            raise Inexpressible
        text = self.all(item.content) if loose else "\n".join(self._inner(part) for part in item.content)
        return _hanging(mark, box + text)

    def _definitions(self, block: DefinitionList) -> str:
        out = []
        for item in block.items:
            term = self.inlines.write(item.term)
            if about(item) or not item.definitions or not term or "\n" in term:
                raise Inexpressible
            definitions = [_hanging(":   ", self.all(part)) for part in item.definitions if part]
            if len(definitions) < len(item.definitions):
                raise Inexpressible
            out.append("\n".join([escaping.line(term), *definitions]))
        return _with_attributes(block, "\n\n".join(out))

    # ---- quotes and boxes ----

    def _quote(self, block: Quote) -> str:
        if not block.content:
            raise Inexpressible
        text = self.all(block.content)
        if block.attribution:
            text += f"\n\n— {self._one_line(block.attribution)}"
        return _with_attributes(block, "\n".join(f"> {line}".rstrip(" ") for line in text.split("\n")))

    def _one_line(self, content: Inlines) -> str:
        text = self.inlines.write(content)
        return text if "\n" not in text else "\\\n".join(part.removesuffix("\\") for part in text.split("\n"))

    def _pull_quote(self, block: PullQuote) -> str:
        text = self._line(block.content)
        if block.attribution:
            text += f"\n\n— {self._one_line(block.attribution)}"
        return _division("pullquote", (), text, block, self.inlines)

    def _callout(self, block: Callout) -> str:
        return _division(block.kind, block.title, self._boxed(block.content), block, self.inlines)

    def _aside(self, block: Aside) -> str:
        return _division("aside", block.title, self._boxed(block.content), block, self.inlines)

    def _boxed(self, content: Sequence[Block]) -> str:
        """The blocks in a box, where a heading that does not say its level would be the box's title."""
        return joined(
            content, lambda one: self._heading(one, in_box=True) if type(one) is Heading else self._inner(one)
        )

    def takeaways(self, block: Takeaways) -> str:
        """The article's key points, as a division."""
        if not block.items or not all(block.items):
            raise Inexpressible
        text = "\n".join(_hanging("- ", self._line(item)) for item in block.items)
        if block.provenance:
            text += f"\n\n{self._line(block.provenance)}"
        if block.label is not None and (
            not block.label.strip() or re.search(r"[{}\[\]]|^\s|\s$|:{3}|\n|  ", block.label)
        ):
            raise Inexpressible
        return _division("takeaways", block.label or "", text, block, self.inlines)

    # ---- figures and tables ----

    def _figure(self, block: Figure) -> str:
        if not block.images:
            raise Inexpressible
        credit = self.inlines.write(block.credit)
        more = [{"credit": credit}] if credit else [{}]
        images = block.images
        if len(images) == 1 and images[0].alt and (images[0].id or "").startswith("fig-"):
            # behind such a name Quarto takes the words in brackets for the caption
            more, images = [more[0] | {"fig-alt": images[0].alt}], (replace(images[0], alt=None),)
        pictures = [self.inlines.image(image, **(more.pop() if more else {})) for image in images]
        text = "\n".join(pictures)
        if block.caption:
            if len(pictures) > 1:
                text = " ".join(pictures)
            text += "\n" + _hanging(": ", self._line(block.caption))
        return _with_attributes(block, text)

    def _table(self, block: Table) -> str:
        width = max((len(row.cells) for row in (*block.head, *block.body)), default=0)
        if not width or len(block.columns) > width:
            raise Inexpressible
        if not _simple(block, width):
            return self._listed_table(block)
        head = self._row(block.head[0], width) if block.head else "|" + "  |" * width
        columns = [*block.columns, *(["start"] * (width - len(block.columns)))]
        rule = "| " + " | ".join(_ALIGN[name] for name in columns) + " |"
        lines = [head, rule, *(self._row(row, width) for row in block.body)]
        if block.caption:
            lines += ["", f": {self.inlines.write(block.caption)}"]
        return _with_attributes(block, "\n".join(lines))

    def _listed_table(self, block: Table) -> str:
        """A table with spans, a foot or more than a line in a cell: a list of rows, each a list of cells."""
        rows = [*block.head, *block.body, *block.foot]
        if any(about(row) or not row.cells for row in rows):
            raise Inexpressible
        counts = {"head": str(len(block.head)), "foot": str(len(block.foot)), "align": " ".join(block.columns)}
        more = {key: value for key, value in counts.items() if value not in ("", "0")}
        text = "\n".join(
            _hanging("- ", "\n".join(_hanging("- ", self._listed_cell(cell)) for cell in row.cells)) for row in rows
        )
        return _division("table", block.caption, text, block, self.inlines, more)

    def _listed_cell(self, cell: Cell) -> str:
        own = {"colspan": cell.colspan, "rowspan": cell.rowspan, "scope": cell.scope, "align": cell.align}
        given = {key: str(value) for key, value in own.items() if value not in (1, None)}
        if about(cell) or (given and (not cell.content or cell.content[0].attributes.keys() & own.keys())):
            raise Inexpressible
        if not cell.content:
            return ""
        first = cell.content[0]
        if given:
            first = replace(first, attributes=first.attributes | given)
        return joined((first, *cell.content[1:]), lambda part: self.write(part) if part is first else self._inner(part))

    def _row(self, row: Row, width: int) -> str:
        if about(row) or len(row.cells) != width:
            raise Inexpressible
        return "| " + " | ".join(self._cell(cell) for cell in row.cells) + " |"

    def _cell(self, cell: Cell) -> str:
        if about(cell):
            raise Inexpressible
        if not cell.content:
            return ""
        only = cell.content[0]
        if not isinstance(only, Paragraph) or about(only) or only.run_in or not only.content:
            raise Inexpressible
        return escaping.edges(InlineWriter(self.way, in_cell=True).write(only.content))

    # ---- leaves ----

    def _code(self, block: CodeBlock) -> str:
        ticks = "`" * max(3, max((len(run) for run in re.findall(r"`+", block.code)), default=0) + 1)
        info = block.language or ""
        if "info" in block.attributes:
            info += f" {block.attributes['info']}"
        if "`" in info or "\n" in info or info.startswith("{"):
            raise Inexpressible
        left = {key: value for key, value in block.attributes.items() if key != "info"}
        bare = CodeBlock(code="", id=block.id, lang=block.lang, dir=block.dir, attributes=left)
        return _with_attributes(
            bare, f"{ticks}{info}\n{block.code}\n{ticks}" if block.code else f"{ticks}{info}\n{ticks}"
        )

    def _math(self, block: MathBlock) -> str:
        if "$" in block.source or not block.source.strip():
            raise Inexpressible
        return _with_attributes(block, f"$$\n{block.source}\n$$")

    def _break(self, block: ThematicBreak) -> str:
        return _with_attributes(block, "* * *")

    def note(self, note: Note) -> str:
        """A note's definition."""
        if not note.id or not re.fullmatch(r"[^\s\[\]\\`|]+", note.id) or note.lang or note.dir or note.attributes:
            raise Inexpressible
        if not note.content:
            raise Inexpressible
        text = self.all(note.content)
        first, _, rest = text.partition("\n")
        lines = [f"    {line}" if line else "" for line in rest.split("\n")] if rest else []
        return "\n".join([f"[^{note.id}]: {first}", *lines])


_WRITERS: dict[type[Any], Callable[[BlockWriter, Any], str]] = {
    Heading: BlockWriter._heading,
    Paragraph: BlockWriter._paragraph,
    List: BlockWriter._list,
    DefinitionList: BlockWriter._definitions,
    Quote: BlockWriter._quote,
    PullQuote: BlockWriter._pull_quote,
    Figure: BlockWriter._figure,
    Table: BlockWriter._table,
    CodeBlock: BlockWriter._code,
    Callout: BlockWriter._callout,
    MathBlock: BlockWriter._math,
    Aside: BlockWriter._aside,
    ThematicBreak: BlockWriter._break,
}


def joined(blocks: Sequence[Block], write: Callable[[Block], str]) -> str:
    """Blocks with blank lines between them, and a separator where two would run together."""
    out: list[str] = []
    for at, block in enumerate(blocks):
        if at and _merge(blocks[at - 1], block):
            out.append(SEPARATOR)
        out.append(write(block))
    return "\n\n".join(out)


def _merge(one: Block, two: Block) -> bool:
    """Whether two blocks would read as one: lists with the same marks, and whatever is written as definitions."""
    if isinstance(one, List) and isinstance(two, List):
        return (one.kind == "ordered") == (two.kind == "ordered")
    return _defines(one) and _defines(two)


def _defines(block: Block) -> bool:
    return isinstance(block, DefinitionList) or (isinstance(block, Figure) and bool(block.caption))


def _with_attributes(node: Node, text: str, more: dict[str, str] | None = None) -> str:
    marks = braces(node, more)
    return f"{marks}\n{text}" if marks else text


def _hanging(mark: str, text: str) -> str:
    """Lines behind a mark, the later ones as far in as the first."""
    pad = " " * len(mark)
    first, *rest = text.split("\n")
    return "\n".join([f"{mark}{first}".rstrip(" "), *(pad + line if line else "" for line in rest)])


def _simple(table: Table, width: int) -> bool:
    """Whether a table is one with a head of one line, cells of one line and nothing else."""
    if table.foot or len(table.head) > 1 or "decimal" in table.columns:
        return False
    rows = (*table.head, *table.body)
    return all(len(row.cells) == width and all(map(_simple_cell, row.cells)) for row in rows)


def _simple_cell(cell: Cell) -> bool:
    if cell.colspan > 1 or cell.rowspan > 1 or cell.scope or cell.align or len(cell.content) > 1:
        return False
    only = cell.content[0] if cell.content else None
    return only is None or (isinstance(only, Paragraph) and not about(only) and not only.run_in)


def _division(
    name: str, title: Inlines | str, text: str, node: Node, inlines: InlineWriter, more: dict[str, str] | None = None
) -> str:
    words = title if isinstance(title, str) else inlines.write(title)
    if "\n" in words or words != words.strip():
        raise Inexpressible
    if words.endswith((":::", "}")) or words.startswith("["):
        words = f"[{words}]"
    first = " ".join(part for part in ("::: " + name, words, braces(node, more)) if part)
    return f"{first}\n\n{text}\n\n:::" if text else f"{first}\n:::"


def _tight(item: ListItem) -> bool:
    """An item without blank lines: a paragraph, alone or with a list under it that can begin there."""
    kinds = [type(part) for part in item.content]
    if kinds not in ([], [Paragraph], [Paragraph, List]) or any(about(part) for part in item.content):
        return False
    last = item.content[-1] if item.content else None
    return not (isinstance(last, List) and (last.numbering != "decimal" or last.start != 1))


def _ends_in_colon(node: Strong) -> bool:
    last = node.content[-1] if node.content else None
    return isinstance(last, Text) and last.value.rstrip().endswith((":", "："))
