"""From elements to block nodes: one module for Markdown and HTML alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias, cast

import msgspec
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
    Inlines,
    LineBreak,
    List,
    ListItem,
    MathBlock,
    Note,
    Paragraph,
    PullQuote,
    Quote,
    Strong,
    Table,
    Takeaways,
    Text,
    ThematicBreak,
)
from exporter.readers.elements import INLINE, RAW, Element
from exporter.readers.nesting import depth
from exporter.readers.nodes_inline import InlineNodes, own, plain, shaved, value, without_outer_breaks
from exporter.readers.nodes_parts import (
    dedented,
    fence_info,
    inheriting,
    is_caption,
    numbering,
    on_next_line,
    opening,
    pictures_in,
    place,
    plain_label,
    split_run_in,
    terms,
    without_start,
    words_beside,
)
from exporter.readers.nodes_table import Tables, from_list
from exporter.report import Report
from exporter.walk import DEEPEST

Part: TypeAlias = "Element | str"

JSON_FENCE = "{=article-json}"
"""The language of a code block that holds one block of an article as JSON: what Markdown has no words for."""

_CALLOUTS: dict[str, CalloutKind] = {
    **dict.fromkeys(["note", "callout", "info", "seealso"], "note"),
    **dict.fromkeys(["tip", "hint", "success"], "tip"),
    "important": "important",
    **dict.fromkeys(["warning", "attention"], "warning"),
    **dict.fromkeys(["caution", "danger", "error", "failure"], "caution"),
}
_TAKEAWAYS = frozenset(
    [
        "takeaways",
        "takeaway",
        "key-takeaways",
        "keytakeaways",
        "key-points",
        "keypoints",
        "highlights",
        "tldr",
        "tl-dr",
        "at-a-glance",
    ]
)
_ASIDES = frozenset(["aside", "sidebar", "margin", "column-margin", "box"])
_BOXES = frozenset(
    ["challenge", "solution", "exercise", "example", "objectives", "questions", "discussion", "checklist"]
)
_TABLES = frozenset(["table", "list-table"])
_PULLQUOTES = frozenset(["pullquote", "pull-quote", "pquote"])
_ALERT = re.compile(r"\[!(\w+)\][ \t]*")
_TASK = re.compile(r"\[([ xX])\](?:[ \t\u00a0]+|$)")
_ATTRIBUTION = re.compile(r"(?:—|–|―|--)[ \t\u00a0]*(?=\S)|&mdash; ?")
_DASH = re.compile(r"(?:—|–|―|--)[ \t\u00a0]*")
_CAPTION = re.compile(r"(?:Table:|:)[ \t]+(?=\S)")
_TABLE_LABEL = re.compile(r"Table:[ \t]+(?=\S)")


class Nodes(InlineNodes):
    """Turns elements into blocks. Notes and takeaways met on the way are gathered in `notes` and `takeaways`."""

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.notes: dict[str, Note] = {}
        self.takeaways: Takeaways | None = None
        self.shift = 0
        self.inlines_of: Callable[[str], Inlines] = lambda words: (Text(value=words),)
        self._tables = Tables(self.blocks, self._cell_inlines)

    # ---- runs and kinds ----

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
        for part in [part for part in run if isinstance(part, Element) and part.tag == "x-template"]:
            self.template(part)
            run.remove(part)
        if not any(not isinstance(part, str) or part.strip() for part in run):
            run.clear()
            return
        element = Element("p", {}, list(run), next((p.line for p in run if isinstance(p, Element)), 0))
        run.clear()
        out.extend(self._p(element))

    def _block(self, element: Element, before: list[Block]) -> tuple[Block, ...]:
        if element.tag == "p" and before and isinstance(before[-1], Table) and _CAPTION.match(element.raw):
            before[-1] = self._captioned(before[-1], element)
            return ()
        handler = _HANDLERS.get(element.tag)
        made: Any = handler(self, element) if handler else self._transparent(element)
        blocks = made if isinstance(made, tuple) else (made,)
        if blocks and isinstance(blocks[0], Table) and before and not blocks[0].caption:
            blocks = (self._with_label(blocks[0], before), *blocks[1:])
        return blocks

    def _captioned(self, table: Table, element: Element) -> Table:
        caption = without_start(self.inlines(element.content), _CAPTION)
        return replace(table, caption=table.caption + caption) if not table.caption else replace(table, caption=caption)

    def _with_label(self, table: Table, before: list[Block]) -> Table:
        """“Table: words” as a paragraph over a table is its caption too."""
        above = before[-1]
        first = above.content[0] if isinstance(above, Paragraph) and above.content else None
        if isinstance(above, Paragraph) and isinstance(first, Text) and _TABLE_LABEL.match(first.value):
            before.pop()
            return replace(table, caption=without_start(above.content, _TABLE_LABEL))
        return table

    def _transparent(self, element: Element) -> Blocks:
        """A wrapper without a meaning here: its blocks, with the language and direction it gives them."""
        if element.tag not in _PLAIN_WRAPPERS and element.tag not in INLINE:
            self._other(Element(element.tag, {}, [], element.line, html=True))
        if element.tag in RAW:
            return ()
        return inheriting(self.blocks(element.content), own(element))

    def _cell_inlines(self, content: list[Part]) -> Inlines:
        return shaved(self.inlines(content))

    # ---- paragraphs and figures ----

    def _p(self, element: Element) -> Blocks:
        if any(isinstance(part, Element) and _is_block(part) for part in element.content):
            return inheriting(self.blocks(element.content), own(element))
        if figure := self._figure_of(element):
            return (figure,)
        content = self.inlines(element.content)
        content = without_outer_breaks(content if element.raw else shaved(content))
        if not content:
            return ()
        run_in, content = split_run_in(content, element.content)
        return (Paragraph(content=content, run_in=run_in, place=place(element), **own(element)),)

    def _figure_of(self, element: Element) -> Figure | None:
        """A picture, or several, alone in a paragraph; words in emphasis on the next line are the caption."""
        parts = [part for part in element.content if not isinstance(part, str) or part.strip()]
        pictures: list[Element] = []
        while parts and isinstance(parts[0], Element) and parts[0].tag in ("img", "x-break", "br", "picture"):
            pictures += pictures_in(cast(Element, parts.pop(0)))
        if not pictures:
            return None
        caption: Inlines = ()
        if (
            len(parts) == 1
            and isinstance(parts[0], Element)
            and parts[0].tag in ("em", "i")
            and on_next_line(element, parts[0])
        ):
            caption = self.inlines(cast(Element, parts.pop()).content)
        return None if parts else self._figure(element, pictures, caption)

    def _figure(self, element: Element, pictures: list[Element], caption: Inlines) -> Figure:
        credit = next((value(part.attrs["credit"]) for part in pictures if part.attrs.get("credit")), "")
        images = tuple(self.image(part, "credit") for part in pictures)
        if not caption and len(images) == 1 and images[0].title and not pictures[0].html:
            caption, images = (Text(value=images[0].title),), (replace(images[0], title=None),)
        return Figure(
            images=images,
            caption=caption,
            credit=self.inlines_of(credit) if credit else (),
            place=place(element),
            **own(element),
        )

    def _html_figure(self, element: Element) -> Blocks:
        """`figure`, or a `div` that holds pictures and a caption; anything else in it follows as blocks."""
        caption: Inlines = ()
        rest: list[Part] = []
        for part in element.content:
            if isinstance(part, Element) and is_caption(part):
                caption = shaved(self.inlines(part.content))
            else:
                rest.append(part)
        pictures = [picture for part in rest if isinstance(part, Element) for picture in pictures_in(part)]
        if pictures and not "".join(words_beside(rest)).strip():
            return (self._figure(element, pictures, caption),)
        blocks = self.blocks(rest)
        for index, block in enumerate(blocks):
            if isinstance(block, (Table, Figure)) and caption and not block.caption:
                return (*blocks[:index], replace(block, caption=caption), *blocks[index + 1 :])
        return (*blocks, Paragraph(content=caption)) if caption else blocks

    def _div(self, element: Element) -> Blocks:
        if any(isinstance(part, Element) and is_caption(part) for part in element.content) and pictures_in(element):
            return self._html_figure(element)
        return self._transparent(element)

    # ---- headings, lists, quotes ----

    def _heading(self, element: Element) -> Blocks:
        given = element.attrs.get("level", "")
        level = int(given) if given in tuple("123456") else max(1, int(element.tag[1]) - self.shift)
        content = self.inlines(element.content)
        content = shaved(content) if element.html else content
        if not content:
            return ()
        return (Heading(content=content, level=level, place=place(element), **own(element, "level")),)

    def _list(self, element: Element) -> Blocks:
        items = [self._item(part) for part in element.content if isinstance(part, Element)]
        stray = [part for part in element.content if isinstance(part, str) and part.strip()]
        if stray:
            items.append(ListItem(content=self.blocks(list(stray))))
        about = own(element, "start", "numbering", "type", "reversed")
        if not items:
            return ()
        if element.tag == "ul":
            kind = "task" if any(item.checked is not None for item in items) else "bullet"
            return (List(items=tuple(items), kind=cast(Any, kind), place=place(element), **about),)
        start = element.attrs.get("start", "1")
        return (
            List(
                items=tuple(items),
                kind="ordered",
                start=int(start) if start.isascii() and start.isdigit() and len(start) < 10 else 1,
                numbering=cast(Any, numbering(element)),
                place=place(element),
                **about,
            ),
        )

    def _item(self, element: Element) -> ListItem:
        if element.tag != "li":
            return ListItem(content=self.blocks([element]))
        content = list(element.content)
        first = content[0] if content and isinstance(content[0], Element) and content[0].tag == "p" else None
        checked = None
        if (
            first is not None
            and first.content
            and isinstance(first.content[0], str)
            and (found := _TASK.match(first.raw))
        ):
            checked = found[1] != " "
            words = first.content[0][found.end() :]
            first = Element(
                "p", first.attrs, [words, *first.content[1:]] if words else first.content[1:], first.line, "x"
            )
            content[0] = first
        return ListItem(content=self.blocks(content), checked=checked, place=place(element), **own(element))

    def _dl(self, element: Element) -> Blocks:
        """Definitions; a term that is a picture and nothing else makes a figure with its caption of what follows it."""
        out: list[Block] = []
        items: list[DefinitionItem] = []
        for term, definitions in terms(element):
            figure = self._figure_of(term) if definitions else None
            if figure and not figure.caption and len(definitions) == 1:
                self._close_definitions(items, out, element)
                about = own(element) if not out else {}
                captioned = replace(figure, caption=self._one_line(definitions[0]), **about)
                out.append(replace(captioned, place=place(element)))
            else:
                content = self.inlines(term.content)
                items.append(
                    DefinitionItem(term=content, definitions=tuple(self.blocks(d.content) for d in definitions))
                )
        self._close_definitions(items, out, element)
        return tuple(out)

    def _close_definitions(self, items: list[DefinitionItem], out: list[Block], element: Element) -> None:
        if items:
            out.append(DefinitionList(items=tuple(items), place=place(element), **({} if out else own(element))))
            items.clear()

    def _one_line(self, element: Element) -> Inlines:
        """The inlines of some blocks, parted by line breaks."""
        out: Inlines = ()
        for block in self.blocks(element.content):
            words = getattr(block, "content", None)
            if isinstance(block, (Paragraph, Heading)) and words:
                out += (*((LineBreak(),) if out else ()), *words)
        return out

    def _blockquote(self, element: Element) -> Blocks:
        content = [part for part in element.content if not isinstance(part, str) or part.strip()]
        first = content[0] if content else ""
        if isinstance(first, Element) and first.tag == "p" and (found := _ALERT.match(first.raw)):
            return (self._alert(element, content, first, found),)
        attribution, content = self._attributed(content)
        if element.html and _PULLQUOTES & set(element.attrs.get("class", "").split()):
            return self._pull_quote(element, content, attribution)
        blocks = self.blocks(content)
        if not blocks:
            return (Paragraph(content=attribution),) if attribution else ()
        return (Quote(content=blocks, attribution=attribution, place=place(element), **own(element)),)

    def _attributed(self, content: list[Part]) -> tuple[Inlines, list[Part]]:
        """Who said it: a last paragraph that begins with a dash, or HTML's `footer` and `cite`."""
        last = content[-1] if content else ""
        if isinstance(last, str):
            found = len(content) > 1 and _ATTRIBUTION.match(last.lstrip())
            return (without_start(shaved(self.inlines([last])), _DASH), content[:-1]) if found else ((), content)
        if last.tag == "p" and len(content) > 1 and _ATTRIBUTION.match(opening(last)):
            words = shaved(self.inlines(last.content)) if last.html else self.inlines(last.content)
            return without_start(words, _DASH), content[:-1]
        if last.html and last.tag in ("footer", "cite", "figcaption") and len(content) > 1:
            return without_start(shaved(self.inlines(last.content)), _DASH), content[:-1]
        return (), content

    def _alert(self, element: Element, content: list[Part], first: Element, found: re.Match[str]) -> Block:
        """GitHub's `> [!NOTE]`, words after it on its line being the title (as Obsidian has it)."""
        parts = list(first.content)
        end = next(
            (n for n, part in enumerate(parts) if isinstance(part, Element) and part.tag in ("x-break", "br")),
            len(parts),
        )
        title = without_start(self.inlines(parts[:end]), _ALERT)
        rest: list[Part] = [Element("p", {}, parts[end + 1 :], first.line, "x")] if parts[end + 1 :] else []
        body = self.blocks(rest + content[1:])
        return self._boxed(found[1].lower(), title, body, element)

    def _boxed(self, name: str, title: Inlines, body: Blocks, element: Element, *used: str) -> Block:
        kind = _CALLOUTS.get(name)
        about = own(element, "kind", *used)
        if kind:
            title = title or (() if name in (kind, "info", "callout") else (Text(value=name.capitalize()),))
            return Callout(content=body, kind=kind, title=title, place=place(element), **about)
        if name not in _ASIDES and name:
            about["attributes"] = {"class": name} | about.get("attributes", {})
        return Aside(content=body, title=title, place=place(element), **about)

    def _pull_quote(self, element: Element, content: list[Part], attribution: Inlines, *used: str) -> Blocks:
        words = self._one_line(Element("div", {}, content))
        if not words:
            return self.blocks(content)
        return (PullQuote(content=words, attribution=attribution, place=place(element), **own(element, *used)),)

    # ---- boxes ----

    def _aside(self, element: Element) -> Blocks:
        if _PULLQUOTES & set(element.attrs.get("class", "").split()):
            attribution, content = self._attributed([p for p in element.content if not isinstance(p, str) or p.strip()])
            return (Quote(content=self.blocks(content), attribution=attribution, place=place(element), **own(element)),)
        return (Aside(content=self.blocks(element.content), place=place(element), **own(element)),)

    def _details(self, element: Element) -> Blocks:
        title: Inlines = ()
        rest: list[Part] = []
        for part in element.content:
            if isinstance(part, Element) and part.tag == "summary":
                title = shaved(self.inlines(part.content))
            else:
                rest.append(part)
        return (Aside(content=self.blocks(rest), title=title, place=place(element), **own(element)),)

    def _admonition(self, element: Element) -> Blocks:
        title: Inlines = ()
        content = list(element.content)
        if content and isinstance(content[0], Element) and content[0].tag == "x-title":
            words = content[0]
            title = self.inlines(words.content) if words.raw.lower() != element.attrs["kind"] else ()
            content = content[1:]
        return (self._boxed(element.attrs["kind"], title, self.blocks(content), Element("div", {}, [], element.line)),)

    def _division(self, element: Element) -> Blocks:
        from exporter.readers.divisions import head

        name, words, attrs = head(element.raw)
        marked = Element("x-division", {**element.attrs, **attrs}, [], element.line)
        title = self.inlines_of(words) if words else ()
        if name in _TAKEAWAYS:
            return self._takeaways(marked, words, element)
        if name in _PULLQUOTES:
            attribution, content = self._attributed(list(element.content))
            return self._pull_quote(marked, content, attribution)
        if name in _TABLES and (table := self._listed_table(element, marked, title)):
            return (table,)
        short = name.removeprefix("callout-")
        if short in _CALLOUTS or name in _ASIDES or name in _BOXES:
            return (self._boxed(short, title, self.blocks(element.content), marked),)
        return self._unknown_division(element, marked, name, title)

    def _listed_table(self, element: Element, marked: Element, title: Inlines) -> Table | None:
        blocks = self.blocks(element.content)
        only = blocks[0] if len(blocks) == 1 else None
        table = from_list(only, marked.attrs) if isinstance(only, List) else None
        if table is None:
            return None
        about = own(marked, "head", "header-rows", "foot", "align", "tbl-colwidths")
        return replace(table, caption=title, place=place(element), **about)

    def _unknown_division(self, element: Element, marked: Element, name: str, title: Inlines) -> Blocks:
        blocks = self.blocks(element.content)
        if title:
            blocks = (Paragraph(content=(Strong(content=title),), place=place(element)), *blocks)
        if name:
            hint = "known ones: takeaways, note, tip, important, warning, caution, aside, pullquote"
            self.report.tell(
                "division-unknown",
                f"“::: {name}” means nothing here: what it holds was kept",
                place=place(element),
                hint=hint,
            )
        return inheriting(blocks, own(marked))

    def _takeaways(self, marked: Element, label: str, element: Element) -> Blocks:
        blocks = self.blocks(element.content)
        heading = blocks[0] if blocks and isinstance(blocks[0], Heading) and not label else None
        rest = blocks[1:] if heading else blocks
        items = [item for block in rest if isinstance(block, List) for item in block.items]
        words = [block.content for block in rest if isinstance(block, Paragraph) and not block.run_in]
        simple = all(
            len(i.content) == 1 and isinstance(i.content[0], Paragraph) and not i.content[0].run_in for i in items
        )
        if (
            self.takeaways
            or not simple
            or len(words) > 1
            or len(words) + sum(isinstance(b, List) for b in rest) != len(rest)
            or not items
        ):
            why = "a second one" if self.takeaways else "they hold more than a list of points"
            self.report.tell(
                "takeaways-kept-in-text", f"takeaways stay in the text as an aside: {why}", place=place(element)
            )
            return (
                Aside(
                    content=rest if heading else blocks,
                    title=heading.content if heading else self.inlines_of(label) if label else (),
                ),
            )
        self.takeaways = Takeaways(
            items=tuple(cast(Paragraph, item.content[0]).content for item in items),
            label=plain_label(heading.content) if heading else label or None,
            provenance=words[0] if words else (),
            place=place(element),
            **own(marked),
        )
        return ()

    # ---- leaves ----

    def _fence(self, element: Element) -> Blocks:
        info = element.attrs.get("info", "")
        if info == JSON_FENCE:
            return self._json(element)
        code = element.raw[:-1] if element.raw.endswith("\n") else element.raw
        language, attributes = fence_info(info)
        about = own(element, "info")
        if attributes:
            about["attributes"] = about.get("attributes", {}) | attributes
        return (CodeBlock(code=code, language=language, place=place(element), **about),)

    def _json(self, element: Element) -> Blocks:
        try:
            block = msgspec.json.decode(element.raw, type=Block)
        except (msgspec.DecodeError, RecursionError) as error:
            self.report.warn("article-json", f"not a block in JSON: {error}", place=place(element))
            return (CodeBlock(code=element.raw.rstrip("\n"), language=JSON_FENCE, place=place(element)),)
        if depth(block) > 4 * DEEPEST:
            self.report.warn("article-json", "nested too deep: kept as code", place=place(element))
            return (CodeBlock(code=element.raw.rstrip("\n"), place=place(element)),)
        return (cast(Block, replace(block, place=place(element))),)

    def _pre(self, element: Element) -> Blocks:
        code = plain(element.content).removeprefix("\n").rstrip("\n")
        return (CodeBlock(code=code, place=place(element), **own(element)),) if code else ()

    def _math(self, element: Element) -> Blocks:
        return (MathBlock(source=dedented(element.raw), place=place(element), **own(element)),)

    def _hr(self, element: Element) -> Blocks:
        return (ThematicBreak(place=place(element), **own(element)),)

    def _table(self, element: Element) -> Blocks:
        table = self._tables.table(element)
        return (table,) if table.head or table.body or table.foot else ()

    def _note(self, element: Element) -> Blocks:
        label, number = element.attrs["label"], 2
        name = label
        while name in self.notes:
            name, number = f"{label}-{number}", number + 1
        if name != label:
            self.report.warn(
                "note-twice", f"the note “{label}” is given twice: the second is not called", place=place(element)
            )
        self.notes[name] = Note(id=name, content=())  # its place is taken before notes inside it are met
        self.notes[name] = Note(id=name, content=self.blocks(element.content), place=place(element))
        return ()


_HANDLERS: dict[str, Callable[[Nodes, Element], Blocks]] = {
    "p": Nodes._p, "x-title": Nodes._p, "div": Nodes._div, "figure": Nodes._html_figure, "table": Nodes._table, "hr": Nodes._hr,
    **{f"h{level}": Nodes._heading for level in range(1, 7)},
    "ul": Nodes._list, "ol": Nodes._list, "menu": Nodes._list, "dl": Nodes._dl, "blockquote": Nodes._blockquote,
    "aside": Nodes._aside, "details": Nodes._details, "pre": Nodes._pre, "x-division": Nodes._division,
    "x-admonition": Nodes._admonition, "x-fence": Nodes._fence, "x-mathblock": Nodes._math, "x-note": Nodes._note,
}  # fmt: skip
_APART = frozenset(
    [
        "address",
        "article",
        "center",
        "dd",
        "dt",
        "fieldset",
        "figcaption",
        "footer",
        "form",
        "header",
        "li",
        "main",
        "nav",
        "section",
        "summary",
        "td",
        "th",
        "tr",
    ]
)
_PLAIN_WRAPPERS = _APART | frozenset(
    [
        "div",
        "tbody",
        "thead",
        "tfoot",
        "caption",
        "html",
        "body",
        "head",
        "title",
        "meta",
        "link",
        "base",
        "col",
        "colgroup",
    ]
)


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
