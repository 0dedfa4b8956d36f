"""From an lxml element (HTML or XHTML) to blocks of the model: the general converter, for pages, fragments and EPUB chapters.

    blocks, notes = converted(element, report=report)

It reads everything inside the element, in order; what is not wanted must be taken out of the tree before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from msgspec.structs import replace

from exporter.model import (
    Block,
    Blocks,
    Figure,
    Heading,
    Image,
    Inline,
    Inlines,
    LineBreak,
    MathBlock,
    Note,
    Paragraph,
    Span,
    Text,
    ThematicBreak,
)
from exporter.readers.html import anchors, boxes, code, figures, inlines, lists, maths, media, notes, pictures, tables
from exporter.readers.html.elements import (
    BLOCKS,
    HEADINGS,
    MEDIA,
    UNREAD,
    Element,
    attribute,
    holding,
    is_hidden,
    name,
    place,
    words,
)
from exporter.readers.html.lines import collapsed, is_blank, paragraphs, tidied
from exporter.readers.html.tally import Tally
from exporter.readers.markdown.parts import inheriting, one_line
from exporter.report import Report

Address = Callable[[str], "str | None"]

Called = tuple[dict[Element, str], dict[str, Element]]

_RIGHT_TO_LEFT = frozenset(["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"])
_DEEPEST_BOX = 12
"""Lists, quotes, tables and boxes in each other; deeper ones are read as what they hold."""


class Converted(NamedTuple):
    """What an element holds: blocks, and the notes they call."""

    blocks: Blocks
    notes: tuple[Note, ...]


def converted(
    element: Element,
    *,
    report: Report,
    link: Address | None = None,
    picture: Address | None = None,
    lang: str | None = None,
    page: str = "",
    called: Called | None = None,
) -> Converted:
    """The blocks inside `element`, and the notes called in it.

    link, picture: give the address to keep for one found in the element; None drops the link or picture. Without them
    addresses stay as they are. `#id` is a place inside the element: the node with that `id` keeps it.
    lang: the language known so far; only what differs from it is marked.
    page: the address of the page itself, for links to places of it that are not inside the element.
    called: the notes, where `notes.found` was asked before (the element is a part of what they were looked for in).
    The tree is changed: notes are taken out of it. What is dropped is told to the report, counted.
    """
    tally = Tally()
    c = Converter(element, tally, link or (lambda a: a), picture or (lambda a: a), lang, called)
    blocks = c.blocks(element)
    made = anchors.settled(Converted(blocks, c.notes()), c.aliases, page, tally)
    tally.tell(report)
    return Converted(*made)


class Converter:
    """Reads one tree. `read_elsewhere` holds elements that are already read: a caption, a title."""

    def __init__(
        self,
        root: Element,
        tally: Tally,
        link: Address,
        picture: Address,
        lang: str | None,
        called: Called | None = None,
    ) -> None:
        self.tally, self.lang, self._root = tally, lang, root
        self._link, self._picture = link, picture
        self._depth = self._boxes = 0
        self.targets = anchors.targets(root)
        self.aliases: dict[str, str] = {}
        self._anchors: list[str] = []
        self.read_elsewhere: set[Element] = set()
        self.shown_noscript = pictures.settle_noscript(root)
        self.note_refs, self._note_bodies = called or notes.found(root)
        self._direction = "rtl" if (lang or "").partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"
        self.figures = figures.containers(root)
        self._holding = holding(root, BLOCKS)

    def notes(self) -> tuple[Note, ...]:
        """The notes of this tree, in the order they are called."""
        called = {id_ for mark, id_ in self.note_refs.items() if self._root in (mark, *mark.iterancestors())}
        bodies = ((id_, body) for id_, body in self._note_bodies.items() if id_ in called)
        return tuple(Note(id=id_, content=content) for id_, body in bodies if (content := self.blocks(body)))

    @contextmanager
    def deeper(self) -> Iterator[bool]:
        """Counts how deep elements stand in each other; gives False where it is too deep to go on."""
        self._depth += 1
        try:
            fits = self._depth <= inlines.DEEPEST
            if not fits:
                self.tally.flattened()
            yield fits
        finally:
            self._depth -= 1

    # ---- addresses ---------------------------------------------------------------------------------------------------

    def link(self, address: str) -> str | None:
        """The address of a link; None where it is none or runs a script."""
        plain = "".join(c for c in address if c > " " and c not in "\u00a0\u200b") if ":" in address[:40] else address
        if plain.lower().startswith(("javascript:", "vbscript:", "data:")):
            self.tally.script_link()
            return None
        return self._link(address) or None if address and address not in ("#", "#!") else None

    def image(self, element: Element) -> Image | None:
        """The picture of an element; None where it is no content."""
        if element in self.read_elsewhere or is_hidden(element):
            return None
        found = pictures.candidates(element)
        if not found:
            return None
        if pictures.is_tracker(element, found[0]):
            self.tally.tracker()
            return None
        address = next((kept for one in found if (kept := self._picture(one))), None)
        return pictures.image(element, address) if address else None

    # ---- what nodes carry --------------------------------------------------------------------------------------------

    def own(self, element: Element) -> dict[str, Any]:
        """The id (where something points at it), language and direction of an element."""
        out: dict[str, Any] = {}
        given = attribute(element, "id") or (attribute(element, "name") if name(element) == "a" else "")
        if given in self.targets:
            self.targets.discard(given)  # the first of one name counts
            out["id"] = given
        lang = (
            attribute(element, "lang")
            or attribute(element, "{http://www.w3.org/XML/1998/namespace}lang")
            or attribute(element, "xml:lang")
        )
        if lang and lang.lower() != (self.lang or "").lower() and len(lang) < 36 and lang.replace("-", "").isalnum():
            out["lang"] = lang
        direction = attribute(element, "dir").lower()
        if direction in ("ltr", "rtl") and direction != self._direction_around(element):
            out["dir"] = direction
        return out

    def _direction_around(self, element: Element) -> str:
        """The direction of the text that an element stands in."""
        around = next((part for part in element.iterancestors() if part.get("dir")), None)
        return attribute(around, "dir").lower() if around is not None else self._direction

    def spanned(self, element: Element, inside: Inlines) -> Inlines:
        """Inlines with what their wrapper says about them."""
        about = self.own(element)
        if not about:
            return inside
        if set(about) == {"id"} and inside:
            return (Span(content=(), id=about["id"]), *inside)  # a place to point at: its paragraph takes the id
        return (Span(content=inside, **about),)

    def is_unread(self, element: Element) -> bool:
        """Whether an element is dropped whole; it is counted then."""
        if element in self.read_elsewhere:
            return True
        if name(element) not in UNREAD:
            return False
        self.tally.dropped(name(element))
        return True

    # ---- blocks ------------------------------------------------------------------------------------------------------

    def blocks(self, element: Element) -> Blocks:
        """The blocks inside an element; words between blocks become paragraphs of their own."""
        out: list[Block] = []
        run: list[Inline] = []
        inlines.say(element.text, run)
        for child in element:
            if self._stands_apart(child):
                self._flush(run, out)
                self._add(self.block(child), child, out)
            elif not (name(child) in UNREAD and self._skipped(child)):
                run.extend(inlines.inline(self, child) if child not in self.read_elsewhere else ())
            inlines.say(child.tail, run)
        self._flush(run, out)
        return tuple(out)

    def _skipped(self, child: Element) -> bool:
        if child in self.shown_noscript or maths.is_formula(child):
            return False
        return self.is_unread(child)

    def _stands_apart(self, child: Element) -> bool:
        tag = name(child)
        if tag in BLOCKS or child in self._holding:
            return True
        found = maths.formula(child) if maths.is_formula(child) else None
        return found is not None and found.display and bool(found.source)

    def _add(self, made: Blocks, child: Element, out: list[Block]) -> None:
        """Add blocks; an element that says it is a caption belongs to the picture or table before it."""
        before = out[-1] if out else None
        if made and isinstance(before, Figure) and not before.caption and figures.is_caption(child):
            words_ = one_line(made)
            if words_:
                out[-1] = replace(before, caption=words_)
                return
        out.extend(made)

    def _flush(self, run: list[Inline], out: list[Block]) -> None:
        out.extend(self.paragraphs(tuple(run)))
        run.clear()

    def paragraphs(self, content: Inlines, **about: Any) -> Blocks:
        """Paragraphs of inlines, or figures where they are nothing but pictures."""
        out: list[Block] = []
        for part in paragraphs(content):
            part, ids = anchors.hoisted(part)
            given = dict(about if not out else {})
            if ids:
                given.setdefault("id", ids[0])
                self.aliases.update(dict.fromkeys(ids, given["id"]))
            if is_blank(part):
                continue
            images = [node for node in part if isinstance(node, Image)]
            if images and all(isinstance(n, (Image, LineBreak)) or is_blank((n,)) for n in part):
                given.pop("place", None)
                for image in images:
                    out.append(Figure(images=(image,), place=image.place, **given))
                    given = {}
            else:
                out.append(Paragraph(content=part, **given))
        return tuple(out)

    def block(self, element: Element) -> Blocks:
        """The blocks one element is."""
        tag = name(element)
        if not tag or element in self.read_elsewhere:
            return ()
        with self.deeper() as fits:
            if not fits:
                return self.paragraphs((Text(value=collapsed(words(element))),))
            if is_hidden(element) and not maths.is_formula(element):
                self.tally.hidden(element)
                return ()
            return self._block(element, tag)

    def _block(self, element: Element, tag: str) -> Blocks:
        if maths.is_formula(element) and (found := maths.formula(element)) is not None:
            return (MathBlock(source=found.source, place=place(element), **self.own(element)),) if found.source else ()
        if element in self.figures:
            return figures.figure(self, element)
        if tag in UNREAD and element not in self.shown_noscript and self.is_unread(element):
            return ()
        if (given := boxes.callout_kind(element)) and self._boxes < _DEEPEST_BOX:
            return self._boxed(lambda c, e: boxes.callout(c, e, given), element)
        if boxes.is_pull_quote(element) and tag not in ("blockquote", "aside"):
            return boxes.pull_quote(self, element)
        handler = _HANDLERS.get(tag, Converter._wrapper)
        return self._boxed(handler, element) if tag in _BOXES else handler(self, element)

    def _boxed(self, handler: Callable[[Converter, Element], Blocks], element: Element) -> Blocks:
        if self._boxes >= _DEEPEST_BOX:
            self.tally.flattened()
            return self._wrapper(element)
        self._boxes += 1
        try:
            return handler(self, element)
        finally:
            self._boxes -= 1

    def words_of(self, element: Element, *, inside: bool = False) -> Inlines:
        """What an element says, as one line; blocks inside are parted by line breaks. inside: although it is read elsewhere."""
        if inside:
            self.read_elsewhere.discard(element)
        line, rest = self.one_line(element)
        if inside:
            self.read_elsewhere.add(element)
        if rest:
            return tidied((Text(value=collapsed(words(element))),))
        return line

    def one_line(self, element: Element) -> tuple[Inlines, Blocks]:
        """An element's words on one line, or, where it holds more than words, its blocks."""
        if element not in self._holding:
            line, self._anchors = anchors.hoisted(tidied(inlines.inlines(self, element)))
            return line, ()
        blocks = self.blocks(element)
        only = one_line(blocks)
        return (only, ()) if only is not None else ((), blocks)

    def _wrapper(self, element: Element) -> Blocks:
        """An element without a meaning here: its blocks, with the language and direction it gives them."""
        blocks = self.blocks(element)
        if name(element) == "a" and (target := self.link(attribute(element, "href"))):
            blocks = tuple(anchors.linked(block, target) for block in blocks)
        about = self.own(element)
        if not about or not blocks:
            return blocks
        if "id" in about and blocks[0].id:
            self.aliases[about["id"]] = blocks[0].id
        return inheriting(blocks, about)

    def _p(self, element: Element) -> Blocks:
        if element in self._holding or any(map(self._stands_apart, element)):  # a formula on a line of its own
            return self._wrapper(element)
        about = self.own(element)
        content = (
            inlines.meant(element, inlines.inlines(self, element), "p")
            if element.get("style")
            else inlines.inlines(self, element)
        )
        return self.paragraphs(content, place=place(element), **about)

    def _heading(self, element: Element) -> Blocks:
        given = attribute(element, "aria-level")
        level = int(given) if given in tuple("123456") else int(name(element)[1]) if name(element) in HEADINGS else 2
        content, rest = self.one_line(element)
        if rest:
            return rest  # a logo, a whole article in a heading
        if is_blank(content):
            return ()
        if all(isinstance(node, Image) for node in content):
            return self.paragraphs(content)
        about = self.own(element)
        if self._anchors:
            about.setdefault("id", self._anchors[0])
            self.aliases.update(dict.fromkeys(self._anchors, about["id"]))
        return (Heading(content=content, level=level, place=place(element), **about),)

    def _code(self, element: Element) -> Blocks:
        made = code.block(element)
        return (replace(made, **self.own(element)),) if made else ()

    def _table(self, element: Element) -> Blocks:
        return self._code(element) if code.is_code_table(element) else tables.table(self, element)

    def _rule(self, element: Element) -> Blocks:
        return (ThematicBreak(place=place(element)),)

    def _medium(self, element: Element) -> Blocks:
        return self.paragraphs(media.link(self, element), place=place(element))


# fmt: off
_HANDLERS: dict[str, Callable[[Converter, Element], Blocks]] = {
    "p": Converter._p, **dict.fromkeys(HEADINGS, Converter._heading),
    "ul": lists.listed, "ol": lists.listed, "menu": lists.listed, "dir": lists.listed, "dl": lists.definitions,
    "table": Converter._table, **dict.fromkeys(["pre", "listing", "xmp", "plaintext"], Converter._code),
    "figure": figures.figure, "blockquote": boxes.quote, "aside": boxes.aside, "details": boxes.details, "hr": Converter._rule,
    **dict.fromkeys(MEDIA, Converter._medium),
}
# fmt: on
_BOXES = frozenset(["ul", "ol", "menu", "dir", "dl", "table", "blockquote", "aside", "details", "figure"])
