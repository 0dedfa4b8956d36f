"""What a Word document says: the body in order, paragraph by paragraph, then its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.proof.readback import Gatherer, Grid, Metadata, Readback
from exporter.proof.word.package import DC, DCTERMS, DECORATIVE, PIC, WP, M, Package, R, W
from exporter.proof.word.styles import BOX, TAKEAWAYS_ITEM, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNREAD = frozenset(
    {f"{W}pPr", f"{W}rPr", f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}sectPr", f"{W}sdtPr", _FALLBACK}
)
_SHOWN = 40
"""How many signs of a heading are shown where it names a place."""
_NOTES = {"footnotes": f"{W}footnote", "endnotes": f"{W}endnote"}


def read(package: Package) -> Readback:
    """The body, the notes, and the article inside. Raises Damaged."""
    reader = _Reader(package)
    body = package.document.find(f"{W}body")
    if body is not None:
        reader.blocks(body)
    reader.notes()
    return reader.gatherer.result(package.record(), _metadata(package))


def _metadata(package: Package) -> Metadata:
    """Title, language and creators from the core properties (ISO/IEC 29500-2, 8.3)."""
    name = package.related("", "core-properties")
    if name not in package.archive.names:
        return Metadata()
    tree = package.tree(name)
    title, language, creator = (tree.findtext(f"{DC}{key}") or "" for key in ("title", "language", "creator"))
    return Metadata(title, language, creator, modified=tree.findtext(f"{DCTERMS}modified") or "")


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package, self.gatherer = package, Gatherer()
        self._styles = Styles(package)
        self._part = package.main
        self._boxed = False
        self._fields: list[str] = []
        self._muted = 0

    def blocks(self, parent: _Element) -> None:
        """Paragraphs, tables and what wraps them."""
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag not in _UNREAD and child.tag != f"{W}tblPr":
                self.blocks(child)

    def _paragraph(self, paragraph: _Element) -> None:
        style, level = self._styles.name(paragraph), self._styles.level(paragraph)
        if style.startswith("toc "):
            return
        boxed = style in BOX
        self.gatherer.boxes += boxed and not self._boxed
        self._boxed = boxed
        listed = self._styles.numbered(paragraph)
        self.gatherer.items += listed and (level == 0 or paragraph.find(f"{W}pPr/{W}numPr") is not None)
        if style == TAKEAWAYS_ITEM:
            with self.gatherer.takeaway():
                self._runs(paragraph)
        elif style == "title" or level:
            # The title stands above the headings of the first level, which is how other formats count.
            with self.gatherer.heading(1 if style == "title" else level + 1):
                self._runs(paragraph)
            self.gatherer.where = under(self.gatherer.headings[-1].text)
        else:
            self._runs(paragraph)
            self.gatherer.part()

    def _runs(self, parent: _Element) -> None:
        for child in parent:
            if child.tag in {f"{W}fldChar", f"{W}instrText"}:
                self._field(child)
            elif not self._leaf(child) and child.tag not in _UNREAD:
                if child.tag == f"{W}hyperlink":
                    self._link(child)
                self._runs(child)

    def _leaf(self, element: _Element) -> bool:
        """Read an element that holds no runs; whether it was one."""
        tag = element.tag
        if tag in {f"{W}t", f"{M}t"} or tag in _SIGNS:
            if not self._muted:
                self.gatherer.say(_SIGNS.get(tag) or element.text or "")
        elif tag == f"{M}oMath":
            self.gatherer.formula("")
        elif tag == f"{W}drawing":
            self._drawing(element)
        elif tag == f"{W}p":  # in a text box
            self._paragraph(element)
        elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
            self.gatherer.calls += 1
        else:
            return False
        return True

    def _field(self, mark: _Element) -> None:
        """Follow a field: what calls a note once more (NOTEREF) is a mark, not text (ISO/IEC 29500-1, 17.16.5.43)."""
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append("")
        elif kind is None and self._fields:
            self._fields[-1] += mark.text or ""
        elif kind == "separate" and self._fields and self._fields[-1].split()[:1] == ["NOTEREF"]:
            self.gatherer.calls += 1
            self._muted += 1
        elif kind == "end" and self._fields and self._fields.pop().split()[:1] == ["NOTEREF"]:
            self._muted = max(0, self._muted - 1)

    def _link(self, link: _Element) -> None:
        target = self._target(link.get(f"{R}id"))
        anchor = link.get(f"{W}anchor")
        self.gatherer.link(target + (f"#{anchor}" if anchor else ""))

    def _target(self, identifier: str | None) -> str:
        related = self.package.relationships(self._part) if identifier else ()
        return next((one.target for one in related if one.id == identifier), "")

    def _drawing(self, drawing: _Element) -> None:
        if drawing.find(f".//{PIC}pic") is None:
            for box in drawing.iter(f"{W}txbxContent"):
                self.blocks(box)
            return
        described = drawing.find(f".//{WP}docPr")
        flags = [flag for flag in drawing.iter(DECORATIVE) if flag.get("val") in {"1", "true"}]
        self.gatherer.picture(described.get("descr", "") if described is not None else "", decorative=bool(flags))

    def _table(self, table: _Element) -> None:
        rows = table.findall(f"{W}tr")
        count = headers = 0
        for row in rows:
            cells = [cell for cell in row.iter(f"{W}tc") if not _continues(cell) and _table_of(cell) is table]
            count += len(cells)
            headers += len(cells) if row.find(f"{W}trPr/{W}tblHeader") is not None else 0
        self.gatherer.grids.append(Grid(count, headers, self.gatherer.where))
        self._boxed = False
        self.blocks(table)

    def notes(self) -> None:
        """Foot- and endnotes, in the order of their part, but those that only rule a line."""
        self.gatherer.where = "notes"
        for kind, tag in _NOTES.items():
            tree = self.package.beside(kind)
            self._part = self.package.related(self.package.main, kind)
            for note in tree.findall(tag) if tree is not None else ():
                if note.get(f"{W}type", "normal") == "normal":
                    self.gatherer.note_count += 1
                    with self.gatherer.aside():
                        self.blocks(note)


def under(heading: str) -> str:
    """A place in a document that has no pages, for people: the heading it stands under."""
    return f"under “{heading if len(heading) <= _SHOWN else heading[: _SHOWN - 1] + '…'}”" if heading else ""


def _continues(cell: _Element) -> bool:
    """Whether a cell is only the rest of one above (17.4.84: vMerge without "restart")."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and merged.get(f"{W}val", "continue") == "continue"


def _table_of(cell: _Element) -> _Element | None:
    return next(cell.iterancestors(f"{W}tbl"), None)
