"""Lines into blocks: what belongs together by style, by mark, by indent and by what it stands beside."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias, cast

from msgspec import Struct
from msgspec.structs import replace

from exporter.model import (
    Aside,
    Block,
    Blocks,
    Callout,
    CalloutKind,
    CodeBlock,
    DefinitionItem,
    DefinitionList,
    Figure,
    Heading,
    Image,
    Inlines,
    LineBreak,
    List,
    ListItem,
    Math,
    MathBlock,
    Paragraph,
    PullQuote,
    Quote,
    Span,
    Table,
    Takeaways,
    Text,
    ThematicBreak,
)
from exporter.walk import text as words

from .lines import Box, Grid, Item, Line
from .numbering import Mark
from .pieces import Piece, inlines, said

Entry: TypeAlias = "Item | Block"
_BOX_KINDS = ("note", "tip", "important", "warning", "caution", "aside")
_TICKS = {"☐": False, "☑": True, "☒": True}
_DASH = re.compile(r"^\s*[—–―-]+\s*")
_CLOSING = re.compile(r"\s*[:：.]?\s*$")
_SLACK = 60
"""Twips by which indents may differ that are meant to be one."""


class Composer(Struct):
    """Makes blocks. lang, dir: of the whole, which nothing needs to repeat.  ours: whether our own styles are used.

    takeaways: the first box of them that styles name.  aliases: ids that stand for others.  names: of kinds of callouts, as
    titles begin with them.  unnumbered: captions without a number, as that of the lead figure is.
    """

    lang: str = ""
    dir: str = "ltr"
    ours: bool = False
    callouts: dict[str, str] = {}
    missing: str = ""
    takeaways: Takeaways | None = None
    aliases: dict[str, str] = {}
    boxed_tables: int = 0
    unnumbered: list[Inlines] = []

    # ---- lines ---------------------------------------------------------------------------------------------------

    def inlines(self, pieces: Sequence[Piece]) -> Inlines:
        """The inlines of some pieces."""
        return inlines(pieces, self.lang)

    def carried(self, line: Line | Grid | Box) -> dict[str, Any]:
        """What a node has of its line: its id, its direction."""
        out: dict[str, Any] = {}
        if line.anchors:
            out["id"] = line.anchors[0]
            self.aliases.update(dict.fromkeys(line.anchors[1:], line.anchors[0]))
        if isinstance(line, Line) and line.dir and line.dir != self.dir:
            out["dir"] = line.dir
        return out

    # ---- blocks --------------------------------------------------------------------------------------------------

    def blocks(self, items: Sequence[Entry]) -> Blocks:
        """The blocks of some items."""
        out: list[Block] = []
        at = 0
        while at < len(items):
            at = self._next(items, at, out)
        return tuple(out)

    def _next(self, items: Sequence[Entry], at: int, out: list[Block]) -> int:
        item = items[at]
        if isinstance(item, Grid):
            out.append(self.table(item))
        elif isinstance(item, Box):
            out.append(Aside(content=self.blocks(item.content), **self.carried(item)))
        elif not isinstance(item, Line):
            out.append(item)
        elif item.mark and not item.role.startswith("heading-") and item.role not in _UNLISTED:
            made, at = self._list(items, at)
            out.extend(made)
            return at
        else:
            return self._line(item, items, at, out)
        return at + 1

    def _line(self, line: Line, items: Sequence[Entry], at: int, out: list[Block]) -> int:
        kind, _, part = line.role.rpartition("-")
        if kind in _BOX_KINDS and part in ("title", "text"):
            return self._box(items, at, out)
        if line.role.startswith("heading-"):
            out.extend(self._heading(line))
            return at + 1
        take = _TAKERS.get(line.role)
        if take is not None and (not line.empty or line.role in _MEAN_NOTHING_SAID):
            return take(self, items, at, out)
        out.extend(self.paragraph(line))
        return at + 1

    def _heading(self, line: Line) -> list[Block]:
        content = self.inlines(line.pieces)
        if line.mark and line.mark.label and content:
            content = (Text(value=f"{line.mark.label} "), *content)
        level = min(6, int(line.role.rpartition("-")[2]))
        pictures = [piece.node for piece in line.pieces if isinstance(piece.node, Image)]
        if content and all(isinstance(one, Image) for one in content):
            return [Figure(images=tuple(pictures))]
        return [_spoken(Heading(content=content, level=level, **self.carried(line)))] if content else []

    def paragraph(self, line: Line) -> list[Block]:
        """A plain paragraph: a formula, a figure or a break where that is all there is in it."""
        if any(piece.role == "rule" for piece in line.pieces) or (line.ruled and line.empty and not self.ours):
            return [ThematicBreak(), *self._text(line)]
        if line.empty:
            return [Paragraph(content=(), **self.carried(line))] if line.anchors else []
        said_ones = [piece for piece in line.pieces if piece.node is not None or piece.words.strip()]
        if all(piece.role == "display" for piece in said_ones):
            return [self._formula(piece.node, line) for piece in said_ones]
        if not self.ours and all(isinstance(piece.node, (Image, LineBreak)) for piece in said_ones):
            return [self._pictures(line)]
        return self._text(line)

    def _formula(self, node: Math, line: Line) -> Block:
        return MathBlock(source=node.source, **self.carried(line))

    def _text(self, line: Line) -> list[Block]:
        run_in, rest = _split(line.pieces)
        content = self.inlines(rest)
        if not run_in:
            return [_spoken(Paragraph(content=content, **self.carried(line)))] if content else []
        heading = self.inlines(run_in)
        if heading and type(heading[-1]) is Text and len(heading) == 1:
            heading = (Text(value=_CLOSING.sub("", heading[-1].value)),)
        return [Paragraph(content=content, run_in=heading, **self.carried(line))]

    # ---- figures and captions ------------------------------------------------------------------------------------

    def _pictures(self, line: Line) -> Figure:
        return Figure(images=tuple(p.node for p in line.pieces if isinstance(p.node, Image)), **self.carried(line))

    def _figure(self, items: Sequence[Entry], at: int, out: list[Block]) -> int:
        line = cast(Line, items[at])
        pictures = [piece.node for piece in line.pieces if isinstance(piece.node, Image)]
        rest = [piece for piece in line.pieces if not isinstance(piece.node, Image)]
        if not pictures:
            out.extend(self._text(line))
        elif said(rest).strip():
            out.append(self._pictures(line))
            out.extend(self._text(replace(line, pieces=rest, anchors=[])))
        elif _joins(out, line):
            before = cast(Figure, out[-1])
            out[-1] = replace(before, images=(*before.images, *pictures))
        else:
            out.append(self._pictures(line))
        return at + 1

    def _placeholder(self, items: Sequence[Entry], at: int, out: list[Block]) -> int:
        line = cast(Line, items[at])
        said_ = line.words
        alt = (
            said_.removeprefix(self.missing).strip(" :：\u00a0\u202f")
            if self.missing and said_.startswith(self.missing)
            else said_
        )
        out.append(Figure(images=(Image(alt=alt or None),), **self.carried(line)))
        return at + 1

    def _caption(self, items: Sequence[Entry], at: int, out: list[Block]) -> int:
        line = cast(Line, items[at])
        pictures = [piece.node for piece in line.pieces if isinstance(piece.node, Image)]
        kept = [piece for piece in line.pieces if piece.role != "label" and not isinstance(piece.node, Image)]
        rest, credit = _parted(kept, "credit")
        caption, credited = self.inlines(rest), self.inlines(credit)
        if self.ours and not any(piece.role == "label" for piece in line.pieces):
            self.unnumbered.append(caption)
        following = next((n for n in range(at + 1, len(items)) if not _nothing(items[n])), None)
        after = items[following] if following is not None else None
        if pictures:
            out.append(Figure(images=tuple(pictures), caption=caption, credit=credited, **self.carried(line)))
        elif isinstance(after, Grid) and not _bare_figure(out):
            table = self.table(replace(after, anchors=[*line.anchors, *after.anchors]))
            out.append(replace(table, caption=caption) if isinstance(table, Table) else table)
            if not isinstance(table, Table):
                out[-1:] = [Paragraph(content=caption), table]
            return cast(int, following) + 1
        elif _bare_figure(out):
            out[-1] = replace(cast(Figure, out[-1]), caption=caption, credit=credited)
        elif self.ours and caption:
            out.append(
                Figure(images=(Image(alt=words(caption)),), caption=caption, credit=credited, **self.carried(line))
            )
        elif out and isinstance(out[-1], Table) and not out[-1].caption:
            out[-1] = replace(out[-1], caption=caption)
        else:
            out.extend(self._text(line))
        return at + 1

    # ---- lists ---------------------------------------------------------------------------------------------------

    def _list(self, items: Sequence[Entry], at: int) -> tuple[list[Block], int]:
        """The list that begins at `at` with all that stands inside it, and where it ends."""
        first = cast(Line, items[at])
        mark = cast(Mark, first.mark)
        entries: list[list[Entry]] = []
        ticks: list[bool | None] = []
        nodes: list[dict[str, Any]] = []
        last = mark.number - 1
        while at < len(items):
            item = items[at]
            if isinstance(item, Line) and item.mark and not item.role.startswith("heading-"):
                if _deeper(item, first) and entries:
                    made, at = self._list(items, at)
                    entries[-1].extend(made)
                    continue
                if not self._goes_on(item, first, last):
                    break
                ticked, line = _ticked(item)
                entries.append([line])
                ticks.append(ticked)
                nodes.append({})
                last = item.mark.number
            elif entries and self._belongs(item, first):
                entries[-1].append(item)
            else:
                break
            at += 1
        kind = "task" if any(tick is not None for tick in ticks) else mark.kind
        made_items = [
            ListItem(content=self.blocks(entry), checked=tick) for entry, tick in zip(entries, ticks, strict=True)
        ]
        if kind == "bullet":
            made_items = [one for one in made_items if one.content] if not self.ours else made_items
        start = max(0, mark.number) if kind == "ordered" else 1
        numbering = mark.numbering if kind == "ordered" else "decimal"
        return ([List(items=tuple(made_items), kind=kind, start=start, numbering=numbering)] if made_items else []), at

    def _goes_on(self, item: Line, first: Line, last: int) -> bool:
        """Whether an item belongs to the list that `first` began, whose last number was `last`."""
        one, other = cast(Mark, item.mark), cast(Mark, first.mark)
        if one.level < other.level or (one.list != other.list and item.indent < first.indent - _SLACK * 3):
            return False
        if one.kind != other.kind or one.numbering != other.numbering or (self.ours and one.list != other.list):
            return False
        return one.kind != "ordered" or one.number == last + 1

    def _belongs(self, item: Entry, first: Line) -> bool:
        """Whether something without a mark stands inside the item before it: it is as far in as the item's text."""
        wanted = first.indent - _SLACK
        if wanted <= 0 or not isinstance(item, (Line, Grid)):
            return False
        if isinstance(item, Grid):
            return item.left >= wanted
        if item.role.startswith("heading-") or item.empty or item.role in _UNLISTED:
            return False
        return (item.indent if item.role == "list" else item.left) >= wanted

    # ---- boxes, quotes, code, terms ------------------------------------------------------------------------------

    def _box(self, items: Sequence[Entry], at: int, out: list[Block]) -> int:
        first = cast(Line, items[at])
        kind = first.role.rpartition("-")[0]
        title: list[Piece] = []
        if first.role.endswith("-title"):
            title, at = first.pieces, at + 1
        inside: list[Entry] = []
        while at < len(items) and _in_box(items[at], kind):
            item = items[at]
            if isinstance(item, Line) and item.role == f"{kind}-text":
                item = replace(item, role="body", left=0)
            inside.append(item)
            at += 1
        content, heading = self.blocks(inside), self.inlines(title)
        if kind == "aside":
            out.append(Aside(content=content, title=heading, **self.carried(first)))
        else:
            heading = self._untitled(heading, kind)
            out.append(Callout(content=content, kind=cast(CalloutKind, kind), title=heading, **self.carried(first)))
        return at

    def _untitled(self, title: Inlines, kind: str) -> Inlines:
        """A callout's title without the name of its kind in front."""
        name = self.callouts.get(kind, "")
        if not name or not title or type(title[0]) is not Text or not title[0].value.startswith(name):
            return title
        rest = title[0].value.removeprefix(name).lstrip(" :：\u00a0\u202f")
        return (Text(value=rest), *title[1:]) if rest else title[1:]

    def _quote(self, items: Sequence[Entry], at: int, out: list[Block]) -> int:
        inside: list[Entry] = []
        first = cast(Line, items[at])
        while at < len(items) and isinstance(line := items[at], Line) and line.role in ("quote", "intense-quote"):
            if not line.empty:
                inside.append(replace(line, role="body", left=0))
            at += 1
        attribution: Inlines = ()
        if at < len(items) and isinstance(line := items[at], Line) and line.role == "attribution":
            attribution = _undashed(self.inlines(line.pieces))
            at += 1
        content = self.blocks([replace(cast(Line, one), anchors=[]) for one in inside])
        out.append(Quote(content=content, attribution=attribution, **self.carried(first)))
        return at

    def _pull_quote(self, items: Sequence[Entry], at: int, out: list[Block]) -> int:
        if not self.ours:
            return self._quote(items, at, out)
        line = cast(Line, items[at])
        rest, said_by = _parted(line.pieces, "attribution")
        out.append(
            PullQuote(content=self.inlines(rest), attribution=_undashed(self.inlines(said_by)), **self.carried(line))
        )
        return at + 1

    def _attribution(self, items: Sequence[Entry], at: int, out: list[Block]) -> int:
        line = cast(Line, items[at])
        if out and isinstance(out[-1], Quote) and not out[-1].attribution:
            out[-1] = replace(out[-1], attribution=_undashed(self.inlines(line.pieces)))
        else:
            out.extend(self._text(line))
        return at + 1

    def _code(self, items: Sequence[Entry], at: int, out: list[Block]) -> int:
        first = cast(Line, items[at])
        lines: list[str] = []
        while at < len(items) and isinstance(line := items[at], Line) and line.role == "code" and not line.mark:
            lines.append(said(line.pieces))
            at += 1
            if self.ours:
                break
        while lines and not lines[-1].strip() and len(lines) > 1:
            lines.pop()
        out.append(CodeBlock(code="\n".join(lines), **self.carried(first)))
        return at

    def _terms(self, items: Sequence[Entry], at: int, out: list[Block]) -> int:
        made: list[DefinitionItem] = []
        first = cast(Line, items[at])
        while at < len(items) and isinstance(term := items[at], Line) and term.role == "term":
            at += 1
            inside: list[Entry] = []
            while at < len(items) and self._defines(items[at], term):
                item = items[at]
                inside.append(
                    replace(item, role="body") if isinstance(item, Line) and item.role == "definition" else item
                )
                at += 1
            content = self.blocks(inside)
            made.append(DefinitionItem(term=self.inlines(term.pieces), definitions=(content,) if content else ()))
        out.append(DefinitionList(items=tuple(made), **self.carried(first)))
        return at

    def _defines(self, item: Entry, term: Line) -> bool:
        """Whether something belongs to a term: its definition, and what is as far in."""
        if isinstance(item, Line) and item.role == "definition":
            return True
        if isinstance(item, Line) and (item.role in ("term", *_UNLISTED) or item.role.startswith("heading-")):
            return False
        return isinstance(item, (Line, Grid)) and item.left > term.left + _SLACK * 3

    def _broken(self, items: Sequence[Entry], at: int, out: list[Block]) -> int:
        line = cast(Line, items[at])
        out.append(ThematicBreak(**self.carried(line)))
        if not line.empty:
            out.extend(self._text(replace(line, anchors=[])))
        return at + 1

    def _math(self, items: Sequence[Entry], at: int, out: list[Block]) -> int:
        line = cast(Line, items[at])
        formulas = [piece.node for piece in line.pieces if isinstance(piece.node, Math)]
        if formulas and not said(line.pieces).strip():
            out.extend(self._formula(node, line) for node in formulas)
        elif not formulas and line.words:
            out.append(MathBlock(source=line.words, **self.carried(line)))
        else:
            out.extend(self._text(line))
        return at + 1

    def _points(self, items: Sequence[Entry], at: int, out: list[Block]) -> int:
        """A box of takeaways: the article's, where it is the first; a second one is an aside."""
        label: Inlines = ()
        points: list[Inlines] = []
        provenance: Inlines = ()
        first = cast(Line, items[at])
        begun = False
        while at < len(items) and isinstance(line := items[at], Line) and line.role in _POINTS:
            if line.role == "takeaways-heading" and begun:
                break
            begun = True
            content = self.inlines(line.pieces)
            if line.role == "takeaways-heading":
                label = content
            elif line.role == "takeaways-item" and content:
                points.append(content)
            else:
                provenance = (
                    (*provenance, Text(value=" "), *content) if provenance and content else provenance or content
                )
            at += 1
        if self.takeaways is None and points:
            self.takeaways = Takeaways(
                items=tuple(points), label=words(label) or None, provenance=provenance, **self.carried(first)
            )
        else:
            listed = List(items=tuple(ListItem(content=(Paragraph(content=one),)) for one in points))
            said_by = (Paragraph(content=provenance),) if provenance else ()
            out.append(Aside(content=(*((listed,) if points else ()), *said_by), title=label))
        return at

    def _skip(self, _items: Sequence[Entry], at: int, _out: list[Block]) -> int:
        return at + 1

    def table(self, grid: Grid) -> Block:
        """A table, or the box that a table of one cell is."""
        from .laying import table

        return table(self, grid)


def _spoken(block: Paragraph | Heading) -> Paragraph | Heading:
    """A block whose words are all in one other language: it says so itself."""
    only = block.content[0] if len(block.content) == 1 else None
    if not isinstance(only, Span) or not only.lang or only.id:
        return block
    return replace(block, content=only.content, lang=only.lang)


def _joins(out: list[Block], line: Line) -> bool:
    """Whether a line of pictures belongs to the figure before it: our own figures of many are several lines."""
    return bool(_bare_figure(out)) and not line.anchors and line.role == "figure" and len(out[-1].images) > 1  # type: ignore[union-attr]


def _bare_figure(out: list[Block]) -> bool:
    """Whether the last block is a figure that still waits for its caption."""
    return bool(out) and isinstance(out[-1], Figure) and not out[-1].caption and not out[-1].credit


def _nothing(item: Entry) -> bool:
    return isinstance(item, Line) and item.empty and item.role in ("body", "spacer")


def _split(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The heading a paragraph begins with, and the rest: it ends with its colon, whatever formats are inside."""
    end = 1 + max((at for at, piece in enumerate(pieces) if piece.role == "run-in"), default=-1)
    return pieces[:end], pieces[end:]


def _parted(pieces: list[Piece], role: str) -> tuple[list[Piece], list[Piece]]:
    """What stands before the first piece of a role, and the rest."""
    start = next((at for at, piece in enumerate(pieces) if piece.role == role), len(pieces))
    return pieces[:start], pieces[start:]


def _undashed(content: Inlines) -> Inlines:
    """An attribution without the dash before it."""
    if content and type(content[0]) is Text:
        rest = _DASH.sub("", content[0].value)
        return (Text(value=rest), *content[1:]) if rest else content[1:]
    return content


def _deeper(item: Line, first: Line) -> bool:
    """Whether an item stands in a list inside the one that `first` began."""
    one, other = cast(Mark, item.mark), cast(Mark, first.mark)
    if one.level != other.level:
        return one.level > other.level
    return one.list != other.list and item.indent > first.indent + _SLACK * 3


def _ticked(item: Line) -> tuple[bool | None, Line]:
    """Whether the box an item begins with is ticked, and the item without it."""
    plain = replace(item, mark=None, left=0, role="body" if item.role == "list" else item.role)
    pieces = item.pieces
    if not pieces or pieces[0].words[:1] not in _TICKS or cast(Mark, item.mark).kind == "ordered":
        return None, plain
    first = pieces[0]
    return _TICKS[first.words[0]], replace(plain, pieces=[first._replace(words=first.words[1:]), *pieces[1:]])


def _in_box(item: Entry, kind: str) -> bool:
    """Whether something goes on with a box: its text, or what has the box's lines around it."""
    if not isinstance(item, Line):
        return False
    return item.role == f"{kind}-text" or (item.bordered and not item.role.endswith("-title") and item.role != "break")


_POINTS = ("takeaways-heading", "takeaways-item", "takeaways-source")
_UNLISTED = frozenset(["title", "takeaways-heading", "takeaways-item", "takeaways-source", "caption", "contents"])
_MEAN_NOTHING_SAID = frozenset(["break", "spacer", "contents", "code"])
_TAKERS: dict[str, Callable[[Composer, Sequence[Entry], int, list[Block]], int]] = {
    "figure": Composer._figure,
    "placeholder": Composer._placeholder,
    "caption": Composer._caption,
    "quote": Composer._quote,
    "intense-quote": Composer._pull_quote,
    "attribution": Composer._attribution,
    "code": Composer._code,
    "term": Composer._terms,
    "break": Composer._broken,
    "formula": Composer._math,
    "spacer": Composer._skip,
    "contents": Composer._skip,
    **dict.fromkeys(_POINTS, Composer._points),
}
