"""Checks of a book's XHTML: structure, names, links, notes, tables, and the box."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from exporter.proof.epub.book import MATHML, OPS, XHTML, XML, Book
from exporter.proof.epub.reading import kinds
from exporter.proof.findings import HEADLESS, Damaged, Findings

if TYPE_CHECKING:
    from lxml.etree import _Element

_LANGUAGE = re.compile(r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")
_REFERENCES = {"a": "href", "img": "src", "link": "href", "source": "src", "image": "href", "script": "src"}
_XLINK = "{http://www.w3.org/1999/xlink}href"


def _documents(book: Book, findings: Findings) -> Iterator[tuple[str, _Element]]:
    """The documents that can be read; one that cannot is a finding."""
    for name in book.documents():
        try:
            tree = book.tree(name)
        except Damaged as error:
            findings.add("damaged-part", str(error), hint="export it again")
            continue
        yield name, tree


def goals(book: Book) -> list[tuple[str, str]]:
    """All a link can lead to, in the order of reading: each document, and each id in it. Raises Damaged."""
    found: list[tuple[str, str]] = []
    for name in book.spine():
        found.append((name, ""))
        found.extend((name, str(element.get("id"))) for element in book.tree(name).iter("*") if element.get("id"))
    return found


def _language(book: Book, findings: Findings) -> None:
    """Each document says its language, in both ways alike (HTML 3.2.6.1; EPUB 3.3, 6.1; WCAG 2.2, 3.1.1)."""
    for name, tree in _documents(book, findings):
        if not _LANGUAGE.match(tree.get("lang", tree.get(f"{XML}lang", ""))):
            findings.add("no-language", "the document names no language", name)
        for element in tree.iter("*"):
            one, other = element.get("lang"), element.get(f"{XML}lang")
            if one is not None and other is not None and one.lower() != other.lower():
                findings.add("bad-language", f"lang is {one!r}, xml:lang {other!r}", name)
            if one and not _LANGUAGE.match(one):
                findings.add("bad-language", f"{one!r} is no language tag", name)


def _titles(book: Book, findings: Findings) -> None:
    """Each document has a title (HTML 4.2.2; WCAG 2.2, 2.4.2)."""
    for name, tree in _documents(book, findings):
        title = tree.find(f"{XHTML}head/{XHTML}title")
        if title is None or not (title.text or "").strip():
            findings.add("no-title", "the document has no title", name)


def _headings(book: Book, findings: Findings) -> None:
    """Headings skip no level through the order of reading, and say something (WCAG 2.2, 1.3.1, 2.4.6)."""
    last = 0
    names = [name for name in book.spine() if name != book.navigation()]
    for name in names:
        for heading in book.tree(name).iter(*(f"{XHTML}h{level}" for level in range(1, 7))):
            level = int(heading.tag[-1])
            if level > last + 1:
                findings.add(
                    "heading-jump", f"h{level} follows {f'h{last}' if last else 'nothing'}: {_text(heading)!r}", name
                )
            if not _text(heading) and heading.find(f".//{MATHML}math") is None:
                findings.add("empty-heading", f"an h{level} is empty", name)
            last = level


def _identifiers(book: Book, findings: Findings) -> None:
    """An id stands once in a document (HTML 3.2.6), and what points to one finds it (ARIA 1.2, 5.2.8)."""
    for name, tree in _documents(book, findings):
        ids = Counter(element.get("id") for element in tree.iter("*") if element.get("id"))
        for identifier, count in ids.items():
            if count > 1:
                findings.add("doubled-id", f"the id {identifier!r} stands there {count} times", name)
        for element in tree.iter("*"):
            for key in ("aria-labelledby", "aria-describedby", "headers", "for"):
                for identifier in element.get(key, "").split():
                    if identifier not in ids:
                        findings.add("dead-link", f"{key} names {identifier!r}, which is not there", name)


def _references(book: Book, findings: Findings) -> None:
    """Every reference leads to a part that is there, and to an id inside it (EPUB 3.3, 3.5; RSC-007, RSC-012)."""
    ids: dict[str, set[str]] = {}
    for name, tree in _documents(book, findings):
        ids[name] = {str(element.get("id")) for element in tree.iter("*") if element.get("id")}
    for name, tree in _documents(book, findings):
        for element in tree.iter("*"):
            tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
            href = element.get(_REFERENCES.get(tag, "none"), element.get(_XLINK))
            if href is not None:
                _reference(book, name, tag, href, ids, findings)
            elif tag == "a" and element.get("role") != "doc-backlink":
                findings.add("dead-link", "a link leads nowhere", name, severity="info")


def _reference(book: Book, name: str, tag: str, href: str, ids: dict[str, set[str]], findings: Findings) -> None:
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", href):
        if tag in {"img", "script", "link"} and not href.startswith("data:"):
            findings.add("remote-resource", f"{href} is outside of the book", name)
        return
    path, fragment = (book.path(href, name) if href.partition("#")[0] else name), href.partition("#")[2]
    if path not in book.archive.names:
        findings.add("dead-link", f"{href!r} leads to a part that is not there", name)
    elif fragment and path in ids and fragment not in ids[path]:
        findings.add("dead-link", f"{href!r} leads to an id that is not there", name)


def _pictures(book: Book, findings: Findings) -> None:
    """Pictures and formulas have a text alternative, if an empty one (HTML 4.8.4.4; WCAG 2.2, 1.1.1)."""
    for name, tree in _documents(book, findings):
        for image in tree.iter(f"{XHTML}img"):
            if image.get("alt") is None and not image.get("aria-label") and image.get("role") != "presentation":
                findings.add(
                    "missing-alt",
                    f"the picture {image.get('src', '')!r} has no text alternative",
                    name,
                    "describe it in the source",
                )
        for formula in tree.iter(f"{MATHML}math"):
            if not formula.get("alttext"):
                findings.add("missing-alt", "a formula has no text alternative", name, severity="info")


def _links(book: Book, findings: Findings) -> None:
    """A link has words, or a picture that speaks (WCAG 2.2, 2.4.4)."""
    for name, tree in _documents(book, findings):
        for link in tree.iter(f"{XHTML}a"):
            speaks = any(image.get("alt") for image in link.iter(f"{XHTML}img"))
            if not _text(link) and not speaks and not link.get("aria-label") and link.find(f".//{MATHML}math") is None:
                findings.add("link-without-words", f"the link to {link.get('href')!r} has no words", name)


def _tables(book: Book, findings: Findings) -> None:
    """Header cells say what they head, and a data table should have some (HTML 4.9.10; WCAG 2.2, 1.3.1)."""
    for name, tree in _documents(book, findings):
        for table in tree.iter(f"{XHTML}table"):
            headers = list(table.iter(f"{XHTML}th"))
            if table.get("role") in {"presentation", "none"}:
                continue
            if not headers:
                findings.add("no-header-cells", "a table has no header cells", name, HEADLESS, "info")
            for header in headers:
                if header.get("scope") not in {"col", "row", "colgroup", "rowgroup"}:
                    findings.add("no-scope", f"a header cell does not say what it heads: {_text(header)!r}", name)
            if len(set(_widths(table))) > 1:
                findings.add("uneven-table", "the rows of a table differ in length", name)


def _widths(table: _Element) -> list[int]:
    rows = [row for row in table.iter(f"{XHTML}tr") if next(row.iterancestors(f"{XHTML}table"), None) is table]
    widths = [0] * len(rows)
    for at, row in enumerate(rows):
        for cell in (cell for cell in row if cell.tag in {f"{XHTML}td", f"{XHTML}th"}):
            down = _number(cell.get("rowspan")) or len(rows)
            for below in range(at, min(at + down, len(rows))):
                widths[below] += _number(cell.get("colspan")) or 1
    return widths


def _number(value: str | None) -> int:
    return int(value) if value is not None and value.isdigit() and len(value) < 6 else 1


def _notes(book: Book, findings: Findings) -> None:
    """Marks lead to notes, notes lead back to their marks (EPUB 3.3, 6.1.3; DPUB-ARIA 1.1, doc-backlink)."""
    for name, tree in _documents(book, findings):
        ids: dict[str | None, _Element] = {one.get("id"): one for one in tree.iter("*") if one.get("id")}
        for mark in (one for one in tree.iter(f"{XHTML}a") if {"noteref", "doc-noteref"} & kinds(one)):
            href = mark.get("href", "")
            note = ids.get(href[1:]) if href.startswith("#") else None
            if href.startswith("#") and (note is None or not _NOTE & kinds(note)):
                findings.add("dead-note", f"a mark leads to {href}, which is no note", name)
        for note in (
            one for one in tree.iter(f"{XHTML}aside", f"{XHTML}li") if {"footnote", "doc-footnote"} & kinds(one)
        ):
            called = any(link.get("href") == f"#{note.get('id')}" for link in tree.iter(f"{XHTML}a"))
            _backlinks(note, ids, name, called, findings)


def _backlinks(note: _Element, ids: dict[str | None, _Element], name: str, called: bool, findings: Findings) -> None:
    own = f"#{note.get('id')}"
    back = [link.get("href", "") for link in note.iter(f"{XHTML}a") if "doc-backlink" in kinds(link)]
    if not back and called:
        findings.add("no-backlink", f"the note {own} does not lead back", name)
    for href in back:
        mark = ids.get(href[1:]) if href.startswith("#") else None
        if mark is not None and mark.get("href", own) != own:
            findings.add("dead-note", f"the note {own} leads back to another's mark", name)


_NOTE = frozenset({"footnote", "doc-footnote", "endnote", "doc-endnote", "rearnote"})


def _roles(book: Book, findings: Findings) -> None:
    """What epub:type says, role says as well, where there is a role for it (EPUB Type to ARIA 1.1; Ace)."""
    pairs = {"abstract": "doc-abstract", "noteref": "doc-noteref", "footnote": "doc-footnote"}
    for name, tree in _documents(book, findings):
        for element in (one for one in tree.iter("*") if next(one.iterancestors(f"{XHTML}nav"), None) is None):
            for kind in element.get(f"{OPS}type", "").split():
                if kind in pairs and pairs[kind] not in element.get("role", "").split():
                    findings.add("no-role", f"an element of the type {kind} has no role {pairs[kind]}", name)


def _one_box(book: Book, findings: Findings) -> None:
    """The takeaways are one section with a heading and a list (DPUB-ARIA 1.1, doc-abstract)."""
    boxes = []
    for name in book.spine():
        boxes += [one for one in book.tree(name).iter("*") if {"abstract", "doc-abstract"} & kinds(one)]
    if len(boxes) > 1:
        findings.add("split-box", f"the takeaways are split into {len(boxes)} boxes")
    for box in boxes:
        if not box.get("aria-labelledby") and not box.get("aria-label"):
            findings.add("box-without-heading", "the takeaways have no name", hint="give them a label")


def _text(element: _Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


DOCUMENT_RULES = (
    _language, _titles, _headings, _identifiers, _references, _pictures, _links, _tables, _notes, _roles, _one_box,
)  # fmt: skip
