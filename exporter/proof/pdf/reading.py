"""What a PDF says: its structure tree read in order, each element's text from the pages' marked content."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from exporter.proof.archive import parsed as xml
from exporter.proof.findings import Damaged
from exporter.proof.pdf.document import DC, RDF, XMP, Document, content, get, string
from exporter.proof.pdf.marks import Content, contents
from exporter.proof.pdf.structure import Annotation, Element, Piece, tree
from exporter.proof.readback import Gatherer, Grid, Metadata, Readback

INLINE = frozenset({"Span", "Quote", "Em", "Strong", "Link", "Reference", "Annot", "Ruby", "Warichu", "NonStruct"})
_TEXT = frozenset({"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "Caption", *INLINE})


class Parsed:
    """A PDF, taken apart once for reading and for checking: objects, structure tree, contents of the pages."""

    def __init__(self, data: bytes) -> None:
        """Raises Damaged."""
        self.document = Document(data)
        self.tree = tree(self.document)
        cache: dict[Any, Any] = {}
        self.contents: list[Content] = [contents(page, cache) for page in self.document.pages]

    def text(self, piece: Piece) -> str:
        """The text of a piece of marked content; nothing where there is no such piece."""
        return self.contents[piece.page - 1].texts.get(piece.number, "") if piece.page else ""


def read(parsed: Parsed) -> Readback:
    """All the tree says, and the article inside. Raises Damaged."""
    record = parsed.document.record()
    reader = _Reader(parsed, ours=record is not None)
    for element in parsed.tree.elements():
        reader.element(element, "")
    return reader.gatherer.result(record, _metadata(parsed.document))


def _metadata(document: Document) -> Metadata:
    """Title and creators from XMP, the language from the catalog (ISO 19005-3, 6.6.2; ISO 32000-1, 14.9.2)."""
    language = string(get(document.root, "/Lang"))
    stream = get(document.root, "/Metadata")
    try:
        tree = xml(content(stream).strip(), "the metadata")
    except Damaged:
        return Metadata("", language, "")
    title, creators = (
        [li.text or "" for li in tree.iterfind(f".//{DC}{key}//{RDF}li")] for key in ("title", "creator")
    )
    publisher = "; ".join(li.text or "" for li in tree.iterfind(f".//{DC}publisher//{RDF}li"))
    modified = tree.findtext(f".//{XMP}ModifyDate") or ""
    return Metadata(title[0] if title else "", language, "; ".join(creators), publisher, modified=modified)


class _Reader:
    def __init__(self, parsed: Parsed, ours: bool) -> None:
        self._parsed, self._ours, self.gatherer = parsed, ours, Gatherer()
        self._boxed = self._terms = False

    def element(self, element: Element, parent: str) -> None:
        """One element, by its standard type; what stands in a line is no passage of its own."""
        kind = element.kind
        if kind == "Formula":
            self.gatherer.formula(element.alt or element.actual or "")
        elif kind == "Figure" and element.alt is not None:
            self._figure(element)
        elif kind in {"H1", "H2", "H3", "H4", "H5", "H6"}:
            with self.gatherer.heading(int(kind[1])):
                self._inside(element)
        elif kind in INLINE or (kind in {"Code", "Figure", "Lbl"} and parent in _TEXT):
            self._line(element)
        else:
            self._block(element)

    def _line(self, element: Element) -> None:
        if element.kind == "Link":
            self._link(element)
        if element.kind == "Reference":
            self._call(element)
        else:
            self._inside(element)

    def _block(self, element: Element) -> None:
        self.gatherer.part()
        handle = {"Table": self._table, "L": self._list, "LI": self._item, "Note": self._note}.get(element.kind)
        if handle:
            handle(element)
        elif element.own == "Takeaways":
            self.gatherer.boxes += 1
            before, self._boxed = self._boxed, True
            self._inside(element)
            self._boxed = before
        else:
            self._inside(element)
        self.gatherer.part()

    def _inside(self, element: Element) -> None:
        if element.actual is not None:
            self.gatherer.say(element.actual)
            return
        for kid in element.kids:
            if isinstance(kid, Piece):
                self.gatherer.where = f"page {kid.page}"
                self.gatherer.say(self._parsed.text(kid))
            elif isinstance(kid, Element):
                self.element(kid, element.kind)

    def _figure(self, element: Element) -> None:
        """A picture: its alternative text; of its own text only what stands in elements inside (the caption)."""
        self.gatherer.picture(element.alt or "")
        for kid in element.elements():
            self.element(kid, "Figure")

    def _table(self, element: Element) -> None:
        kinds = [one.kind for one in _own_cells(element)]
        self.gatherer.grids.append(Grid(len(kinds), kinds.count("TH"), element.where()))
        self._inside(element)

    def _list(self, element: Element) -> None:
        before = self._terms
        numbering = element.attributes.get("List/ListNumbering", "Description")
        self._terms = numbering == "Description" or (numbering == "None" and not self._ours)
        self._inside(element)
        self._terms = before

    def _item(self, element: Element) -> None:
        """An item, without its number, bullet or box; what is defined in a list without numbering is text.

        Others leave out how their lists are numbered: labels without letters are no terms there.
        """
        labels = [kid for kid in element.elements() if kid.kind == "Lbl"]
        said = "".join(self._all(label) for label in labels)
        defined = self._terms and (self._ours or any(map(str.isalpha, said)))
        self.gatherer.items += not defined
        with self.gatherer.takeaway() if self._boxed else nullcontext():
            for kid in element.elements():
                if defined or kid.kind != "Lbl":
                    self.element(kid, "LI")

    def _note(self, element: Element) -> None:
        self.gatherer.note_count += 1
        with self.gatherer.aside():
            for kid in element.elements():
                if kid.kind != "Lbl":
                    self.element(kid, "Note")

    def _call(self, element: Element) -> None:
        """The mark of a note: not its number, but the space that may be set with it."""
        self.gatherer.calls += 1
        self.gatherer.jumps += 1
        mark = self._all(element)
        self.gatherer.say(mark[len(mark.rstrip()) :])

    def _all(self, element: Element) -> str:
        """Everything drawn inside an element."""
        pieces = [kid for one in element.walk() for kid in one.kids if isinstance(kid, Piece)]
        return "".join(self._parsed.text(piece) for piece in pieces)

    def _link(self, element: Element) -> None:
        """One link, however many lines and annotations it has."""
        found = [kid.dictionary for kid in element.kids if isinstance(kid, Annotation)]
        if found:
            self.gatherer.link(target(found[0]))


def target(annotation: Any) -> str:
    """Where a link annotation leads: an address, "#" into the document, "" nowhere (12.5.6.5, 12.6.4)."""
    action = get(annotation, "/A")
    if string(get(action, "/S")) == "/URI":
        address = get(action, "/URI")
        return bytes(address).decode("utf-8", "replace") if address is not None else ""
    return "#" if get(annotation, "/Dest") is not None or get(action, "/D") is not None else ""


def _own_cells(table: Element) -> list[Element]:
    """The cells of a table, without those of tables inside it."""
    found, stack = [], list(reversed(table.elements()))
    while stack:
        element = stack.pop()
        if element.kind in {"TH", "TD"}:
            found.append(element)
        elif element.kind != "Table":
            stack.extend(reversed(element.elements()))
    return found
