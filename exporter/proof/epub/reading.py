"""What an EPUB says: its spine read in order, XHTML element by element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.proof.epub.book import DC, MATHML, OPF, OPS, XHTML, Book
from exporter.proof.readback import Gatherer, Grid, Metadata, Readback

if TYPE_CHECKING:
    from lxml.etree import _Element

_PHRASING = "a abbr b bdi bdo cite code data dfn em i img kbd mark q s samp small span strong sub sup time u var wbr"
_INLINE = frozenset(_PHRASING.split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNREAD = frozenset({"head", "script", "style", "template", "nav"})
_NOTES = frozenset({"footnote", "endnote", "doc-footnote", "doc-endnote"})


def read(book: Book) -> Readback:
    """All the documents of the spine, but its cover and the table of contents. Raises Damaged."""
    reader = _Reader()
    navigation = book.navigation()
    for name in book.spine():
        body = book.tree(name).find(f"{XHTML}body")
        if body is None or name == navigation or _is_cover(body):
            continue
        reader.gatherer.where = name
        reader.element(body)
    return reader.gatherer.result(book.record(), _metadata(book), relative=False)


def _metadata(book: Book) -> Metadata:
    def said(*names: str) -> list[str]:
        return [one.text or "" for name in names for one in book.package.iter(f"{DC}{name}")]

    title, language = (next(iter(said(name)), "") for name in ("title", "language"))
    publisher, published = (next(iter(said(name)), "") for name in ("publisher", "date"))
    stated = book.package.iterfind(f"{OPF}metadata/{OPF}meta")
    modified = next((one.text or "" for one in stated if one.get("property") == "dcterms:modified"), "")
    return Metadata(title, language, "; ".join(said("creator", "contributor")), publisher, published, modified)


def kinds(element: _Element) -> set[str]:
    """What an element says it is, by `epub:type` and `role`."""
    return {*element.get(f"{OPS}type", "").split(), *element.get("role", "").split()}


def _is_cover(body: _Element) -> bool:
    return any({"cover", "doc-cover"} & kinds(element) for element in body.iter(f"{XHTML}img", f"{XHTML}section"))


class _Reader:
    def __init__(self) -> None:
        self.gatherer = Gatherer()
        self._boxes = 0

    def element(self, element: _Element) -> None:
        """One element and what follows it inside its parent."""
        tag = element.tag if isinstance(element.tag, str) else ""
        name = tag.removeprefix(XHTML)
        if tag.startswith(MATHML):
            if tag == f"{MATHML}math":
                self.gatherer.formula(element.get("alttext", ""))
        elif tag.startswith(XHTML) and name not in _UNREAD:
            self._html(element, name)
        if element.tail:
            self.gatherer.say(element.tail)

    def _html(self, element: _Element, name: str) -> None:
        said = kinds(element)
        if said & _NOTES:
            self._note(element)
        elif "doc-backlink" in said or "backlink" in said:
            self.gatherer.link(element.get("href", "#"))
        elif {"doc-noteref", "noteref"} & said:
            self.gatherer.calls += 1
            self.gatherer.link(element.get("href", "#"))
        elif "heading" in said and name not in _HEADINGS:
            self._heading(element)
        elif said & {"abstract", "doc-abstract"}:
            self.gatherer.boxes += 1
            self._boxes += 1
            self._block(element)
            self._boxes -= 1
        else:
            getattr(self, f"_{name}", self._inline if name in _INLINE else self._block)(element)

    def _inside(self, element: _Element) -> None:
        if element.text:
            self.gatherer.say(element.text)
        for child in element:
            self.element(child)

    _inline = _inside

    def _block(self, element: _Element) -> None:
        self.gatherer.part()
        self._inside(element)
        self.gatherer.part()

    def _note(self, element: _Element) -> None:
        self.gatherer.note_count += 1
        with self.gatherer.aside():
            self._inside(element)

    def _a(self, element: _Element) -> None:
        href = element.get("href", "")
        self.gatherer.link(f"#{href.partition('#')[2]}" if _inner(href) else href)
        self._inside(element)

    def _img(self, element: _Element) -> None:
        alt = element.get("alt", "")
        decorative = not alt and ("alt" in element.attrib or element.get("role") in {"presentation", "none"})
        self.gatherer.picture(alt, decorative=decorative)

    def _br(self, _: _Element) -> None:
        self.gatherer.say("\n")

    def _li(self, element: _Element) -> None:
        self.gatherer.items += 1
        if self._boxes:
            with self.gatherer.takeaway():
                self._inside(element)
        else:
            self._block(element)

    def _table(self, element: _Element) -> None:
        headers = sum(1 for _ in element.iter(f"{XHTML}th"))
        cells = headers + sum(1 for _ in element.iter(f"{XHTML}td"))
        self.gatherer.grids.append(Grid(cells, headers, self.gatherer.where))
        self._block(element)

    def _heading(self, element: _Element) -> None:
        """An element of a heading, or one with its role (WAI-ARIA 1.2, heading: the level is 2 where none is said)."""
        own = element.get("aria-level", "2")
        level = element.tag[-1] if element.tag[-1].isdigit() else own if own.isdigit() else "2"
        with self.gatherer.heading(int(level)):
            self._inside(element)

    _h1 = _h2 = _h3 = _h4 = _h5 = _h6 = _heading


def _inner(href: str) -> bool:
    return "#" in href and ":" not in href.partition("#")[0].partition("/")[0]
