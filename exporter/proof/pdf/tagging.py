"""Checks of a PDF's tags: every piece of content has its place and meaning (ISO 14289-1, 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from exporter.proof.findings import HEADLESS, Findings, number_of
from exporter.proof.pdf.document import elements, get, items, reference, string
from exporter.proof.pdf.reading import Parsed, target
from exporter.proof.pdf.structure import Annotation, Element, Piece

_TYPES = (
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody "
    "Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP "
    "Figure Formula Form"
)
STANDARD = frozenset(_TYPES.split())
"""The types of ISO 32000-1, 14.8.4."""
_PARENTS = {
    "LI": {"L"}, "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"},
    "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"}, "TOCI": {"TOC"},
}  # fmt: skip
_TEXTLESS = frozenset({"Table", "THead", "TBody", "TFoot", "TR", "L", "LI", "Document", "TOC"})


def _types(parsed: Parsed, findings: Findings) -> None:
    """Every type is standard or mapped to one, and no standard type to another (ISO 14289-1, 7.1; ISO 32000-1, 14.8.4)."""
    for own, standard in sorted(parsed.document.roles.items()):
        if own.lstrip("/") in STANDARD:
            findings.add("remapped-tag", f"the standard type {own} is mapped to {standard}")
    for kind, count in Counter(
        element.own for element in parsed.tree.walk()[1:] if element.kind not in STANDARD
    ).items():
        findings.add("unknown-tag", f"{_are(count, 'element')} of the type {kind}, which nobody knows")


def _nesting(parsed: Parsed, findings: Findings) -> None:
    """Rows stand in tables, cells in rows, items in lists, with nothing between (ISO 14289-1, 7.2, 7.5, 7.6)."""
    for element in parsed.tree.walk():
        for kid in element.elements():
            wanted = _PARENTS.get(kid.kind)
            if wanted and element.kind not in wanted:
                findings.add("misplaced-tag", f"{kid.kind} stands in {element.kind or 'the root'}", kid.where())
        if element.kind in _TEXTLESS and any(isinstance(kid, Piece) for kid in element.kids):
            findings.add("misplaced-text", f"text stands in {element.kind} itself", element.where())


def _headings(parsed: Parsed, findings: Findings) -> None:
    """Headings begin with H1 and skip no level; none is empty (ISO 14289-1, 7.4.2)."""
    last = 0
    for element in parsed.tree.walk():
        if element.kind in {"H1", "H2", "H3", "H4", "H5", "H6"}:
            level = int(element.kind[1])
            if level > last + 1:
                findings.add("heading-jump", f"H{level} follows {f'H{last}' if last else 'nothing'}", element.where())
            if not _spoken(parsed, element).strip():
                findings.add("empty-heading", f"H{level} is empty", element.where())
            last = level


def _pictures(parsed: Parsed, findings: Findings) -> None:
    """Figures and formulas have an alternative, or say what they read as (ISO 14289-1, 7.3, 7.7)."""
    for element in parsed.tree.walk():
        if element.kind in {"Figure", "Formula"} and not (element.alt or element.actual or "").strip():
            what = "a picture" if element.kind == "Figure" else "a formula"
            findings.add("missing-alt", f"{what} has no text alternative", element.where(), "describe it in the source")


def _tables(parsed: Parsed, findings: Findings) -> None:
    """Header cells say what they head, and a table should have some; its rows are of one length (ISO 14289-1, 7.5)."""
    for table in (element for element in parsed.tree.walk() if element.kind == "Table"):
        cells = [cell for row in _rows(table) for cell in row.elements() if cell.kind in {"TH", "TD"}]
        headers = [cell for cell in cells if cell.kind == "TH"]
        if cells and not headers:
            findings.add("no-header-cells", "a table has no header cells", table.where(), HEADLESS, "info")
        for cell in headers:
            if "Table/Scope" not in cell.attributes and "Table/Headers" not in cell.attributes:
                findings.add("no-scope", "a header cell does not say what it heads", cell.where())
        if len(set(_widths(table))) > 1:
            findings.add("uneven-table", "the rows of a table differ in length", table.where())


def _are(count: int, noun: str) -> str:
    return f"{number_of(count, noun)} {'is' if count == 1 else 'are'}"


def _pieces(count: int) -> str:
    return number_of(count, "piece")


def _rows(table: Element) -> Iterator[Element]:
    for kid in table.elements():
        if kid.kind == "TR":
            yield kid
        elif kid.kind in {"THead", "TBody", "TFoot"}:
            yield from (row for row in kid.elements() if row.kind == "TR")


def _widths(table: Element) -> list[int]:
    """How many columns each row fills, with what spans down into it (never more rows than there are)."""
    rows = list(_rows(table))
    widths = [0] * len(rows)
    for at, row in enumerate(rows):
        for cell in row.elements():
            across, down = _span(cell, "ColSpan"), _span(cell, "RowSpan")
            for below in range(at, min(at + down, len(rows))):
                widths[below] += across
    return widths


def _span(cell: Element, name: str) -> int:
    value = cell.attributes.get(f"Table/{name}", "1")
    return int(value) if value.isdigit() and len(value) < 6 else 1


def _painted(parsed: Parsed, findings: Findings) -> None:
    """What an element holds is drawn. Others leave marks around nothing; in an export they mean that something is gone."""
    if parsed.document.record() is None:
        return
    for number, page in enumerate(parsed.contents, 1):
        if bare := page.texts.keys() - page.painted:
            findings.add("nothing-drawn", f"marked content draws nothing: {_pieces(len(bare))}", f"page {number}")


def _claimed(parsed: Parsed, findings: Findings) -> None:
    """All content is marked, as an artifact or as an element's; each piece is held once (ISO 14289-1, 7.1).

    Where there are no tags at all, that is told already.
    """
    if parsed.document.tree is None:
        return
    held = Counter(
        (kid.page, kid.number) for element in parsed.tree.walk() for kid in element.kids if isinstance(kid, Piece)
    )
    for number, page in enumerate(parsed.contents, 1):
        where = f"page {number}"
        if page.unmarked:
            findings.add("unmarked-content", f"content is not marked: {_pieces(page.unmarked)}", where)
        if page.unbalanced:
            findings.add("broken-marks", "marked content is not closed, or closed twice", where)
        if page.doubled:
            findings.add("doubled-marks", f"the marks {page.doubled[:5]} stand there twice", where)
        orphans = [mark for mark in page.texts if (number, mark) not in held]
        if orphans:
            findings.add("orphaned-content", f"marked content belongs to no element: {_pieces(len(orphans))}", where)
    for (page_number, mark), count in held.items():
        if count > 1:
            findings.add("doubled-content", f"{count} elements hold the same piece", f"page {page_number}")
        there = 1 <= page_number <= len(parsed.contents) and mark in parsed.contents[page_number - 1].texts
        if not there:
            findings.add("missing-content", "an element holds content that is not there", f"page {page_number}")


def _parents(parsed: Parsed, findings: Findings) -> None:
    """From each page and annotation the structure is found through the parent tree (ISO 32000-1, 14.7.4.4)."""
    if parsed.document.tree is None:
        return
    known = _numbers(get(parsed.document.tree, "/ParentTree"))
    for number, page in enumerate(parsed.document.pages, 1):
        key = page.obj.get("/StructParents")
        if parsed.contents[number - 1].texts and (key is None or int(key) not in known):
            findings.add("no-parents", "the page is not in the parent tree", f"page {number}")


def _numbers(tree: Any, depth: int = 0) -> set[int]:
    """The keys of a number tree (7.9.7)."""
    own = elements(get(tree, "/Nums"))[::2]
    found = {int(key) for key in own if isinstance(key, int)}
    for kid in elements(get(tree, "/Kids")) if depth < 20 else ():
        found |= _numbers(kid, depth + 1)
    return found


def _links(parsed: Parsed, findings: Findings) -> None:
    """Links say where they lead, do lead there, and are in the structure (ISO 14289-1, 7.18.1, 7.18.5), if there is one."""
    tagged = parsed.document.tree is not None
    held = {
        reference(kid.dictionary)
        for element in parsed.tree.walk()
        if element.kind in {"Link", "Annot", "Form", "Reference"}
        for kid in element.kids
        if isinstance(kid, Annotation) and kid.dictionary is not None
    }
    destinations = _destinations(parsed)
    for number, page in enumerate(parsed.document.pages, 1):
        annotations = elements(page.obj.get("/Annots"))
        where = f"page {number}"
        if tagged and annotations and string(page.obj.get("/Tabs")) != "/S":
            findings.add("no-tab-order", "the tab key does not follow the structure", where)
        for one in annotations:
            _annotation(one, where, held if tagged else None, destinations, findings)


def _annotation(one: Any, where: str, held: set[Any] | None, destinations: set[str], findings: Findings) -> None:
    if string(get(one, "/Subtype")) != "/Link":
        return
    if not string(get(one, "/Contents")):
        findings.add("link-without-words", "a link does not say where it leads", where)
    if held is not None and reference(one) not in held:
        findings.add("link-without-tag", "a link is not in the structure", where)
    if not int(get(one, "/F", 0)) & 4:
        findings.add("annotation-not-printed", "a link is not marked to be printed", where, severity="info")
    if not target(one):
        findings.add("dead-link", "a link leads nowhere", where)
    goal = get(one, "/Dest", get(get(one, "/A"), "/D"))
    if (named := string(goal)) and named not in destinations:
        findings.add("dead-link", f"a link leads to {named!r}, which is not there", where)


def _destinations(parsed: Parsed) -> set[str]:
    """The names that links can lead to (ISO 32000-1, 12.3.2.3)."""
    root = parsed.document.root
    found = {key for key, _ in items(get(root, "/Dests"))}
    tree = get(get(root, "/Names"), "/Dests")
    if tree is not None:
        found |= set(_names(tree))
    return {str(name) for name in found}


def _names(tree: Any, depth: int = 0) -> Iterator[str]:
    yield from (string(key) for key in elements(get(tree, "/Names"))[::2])
    for kid in elements(get(tree, "/Kids")) if depth < 20 else ():
        yield from _names(kid, depth + 1)


def _notes(parsed: Parsed, findings: Findings) -> None:
    """Every note has an identifier of its own (ISO 14289-1, 7.9)."""
    found = [element for element in parsed.tree.walk() if element.kind == "Note"]
    twice = [identifier for identifier, count in Counter(one.id for one in found if one.id).items() if count > 1]
    for element in found:
        if not element.id:
            findings.add("note-without-id", "a note has no identifier", element.where())
    if twice:
        findings.add("note-without-id", f"notes share {number_of(len(twice), 'identifier')}")


def _spoken(parsed: Parsed, element: Element) -> str:
    if element.actual is not None:
        return element.actual
    return "".join(
        parsed.text(kid) if isinstance(kid, Piece) else _spoken(parsed, kid) if isinstance(kid, Element) else ""
        for kid in element.kids
    )


TAG_RULES = (_types, _nesting, _headings, _pictures, _tables, _painted, _claimed, _parents, _links, _notes)
