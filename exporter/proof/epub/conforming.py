"""Checks of an EPUB as a package: archive, package document, navigation, and whether its claims are true."""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from exporter.proof.epub.book import DC, MATHML, OPF, OPS, XHTML, XHTML_TYPE, Book
from exporter.proof.epub.documents import DOCUMENT_RULES, goals
from exporter.proof.epub.reading import kinds
from exporter.proof.findings import Damaged, Findings
from exporter.report import Severity

if TYPE_CHECKING:
    from lxml.etree import _Element

Rule = Callable[[Book, Findings], None]

MEDIA_TYPE = b"application/epub+zip"
_MODIFIED = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")
_LANGUAGE = re.compile(r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")
_CLAIM = "EPUB Accessibility 1.1 - WCAG 2."
_NEEDED = ("schema:accessMode", "schema:accessibilityFeature", "schema:accessibilityHazard")
_SVG = "{http://www.w3.org/2000/svg}svg"


def check(book: Book, data: bytes, findings: Findings) -> None:
    """All the rules; a document that cannot be read is a finding of its own. `data`: the file as it is."""
    mimetype(data, findings)
    if book.old:
        severity: Severity = "info" if book.record() is None else "warning"
        findings.add("old-format", "it is an EPUB 2: what EPUB 3 asks for is not looked for", severity=severity)
    for rule in (*_RULES, *(() if book.old else _NEW_RULES), *DOCUMENT_RULES):
        try:
            rule(book, findings)
        except Damaged as error:
            findings.add("damaged-part", str(error), hint="export it again")


def mimetype(data: bytes, findings: Findings) -> None:
    """The first entry is `mimetype`, stored as it is, without extra field (EPUB 3.3, 4.3.2: OCF ZIP container)."""
    header = data[:30].ljust(30, b"\0")
    signature, method = header[:4], struct.unpack_from("<H", header, 8)[0]
    size, extra = struct.unpack_from("<HH", header, 26)
    name = data[30 : 30 + size]
    if signature != b"PK\x03\x04" or name != b"mimetype" or method or extra:
        findings.add(
            "bad-mimetype", "the first entry is not a plain, stored mimetype", hint="write mimetype first, stored"
        )
    elif data[30 + size : 30 + size + len(MEDIA_TYPE)] != MEDIA_TYPE:
        findings.add("bad-mimetype", "the mimetype is not application/epub+zip")


def _metadata(book: Book, findings: Findings) -> None:
    """Title, language, and an identifier that the package names (EPUB 3.3, 5.5.3)."""
    said = {name: [_text(one) for one in book.package.iterfind(f".//{DC}{name}")] for name in ("title", "language")}
    if not any(said["title"]):
        findings.add("no-title", "the package has no title", hint="give the article a title")
    if not any(_LANGUAGE.match(one) for one in said["language"]):
        findings.add("no-language", "the package names no language", hint="set the article's language")
    unique = book.package.get("unique-identifier")
    named = [one for one in book.package.iterfind(f".//{DC}identifier") if one.get("id") == unique]
    if not named or not _text(named[0]):
        findings.add("no-identifier", "the package has no unique identifier")


def _modified(book: Book, findings: Findings) -> None:
    """It says when it was changed last (EPUB 3.3, 5.5.4)."""
    modified = _property(book, "dcterms:modified")
    if len(modified) != 1 or not _MODIFIED.match(modified[0]):
        findings.add("no-modified", f"dcterms:modified is {modified or 'missing'}", hint="give one moment, in UTC")


def _text(element: _Element) -> str:
    return " ".join((element.text or "").split())


def _property(book: Book, name: str) -> list[str]:
    found = book.package.iterfind(f"{OPF}metadata/{OPF}meta")
    return [_text(one) for one in found if one.get("property") == name]


def _manifest(book: Book, findings: Findings) -> None:
    """Items have identifiers and files of their own, and the files are there (EPUB 3.3, 5.6.2)."""
    entries = list(book.package.iterfind(f"{OPF}manifest/{OPF}item"))
    for number, count in Counter(one.get("id") for one in entries).items():
        if count > 1:
            findings.add("doubled-id", f"{count} items have the id {number!r}")
    for one in entries:
        href = one.get("href", "")
        if ":" in href.partition("/")[0]:
            findings.add("remote-resource", f"{href} is outside of the book", severity="info")
        elif book.path(href) not in book.archive.names:
            findings.add("missing-part", f"the manifest lists {href}, which is not there")
    _unlisted(book, {book.path(one.get("href", "")) for one in entries}, findings)


def _unlisted(book: Book, listed: set[str], findings: Findings) -> None:
    linked = {book.path(one.get("href", "")) for one in book.package.iterfind(f"{OPF}metadata/{OPF}link")}
    own = {"mimetype", book.package_name}
    for name in sorted(book.archive.names - listed - linked - own):
        if not name.startswith("META-INF/") and not name.endswith("/"):
            findings.add("unlisted-part", f"{name} is not in the manifest")


def _spine(book: Book, findings: Findings) -> None:
    """The spine names items of the manifest, each once, and at least one to be read (EPUB 3.3, 5.7)."""
    references = [one.get("idref", "") for one in book.package.iterfind(f"{OPF}spine/{OPF}itemref")]
    if not references:
        findings.add("empty-spine", "nothing is in the order of reading")
    for reference in references:
        if reference not in book.items:
            findings.add("missing-part", f"the spine names {reference!r}, which is not in the manifest")
    if len(set(references)) < len(references):
        findings.add("doubled-id", "the spine names an item twice")
    unread = [name for name in _articles(book) if name not in book.spine() and name != book.navigation()]
    for name in unread:
        findings.add("unread-document", f"{name} is not in the order of reading")


def _articles(book: Book) -> list[str]:
    return [book.path(one.get("href", "")) for one in book.items.values() if one.get("media-type") == XHTML_TYPE]


def _archive(book: Book, findings: Findings) -> None:
    """Names stand once and lead nowhere else, and every entry is intact (EPUB 3.3, 4.2.2, 4.2.3)."""
    for name in book.archive.unsafe():
        findings.add("unsafe-entry", f"the entry {name!r} stands there twice or leads outside")
    for name in book.archive.names:
        if not name.endswith("/"):
            book.archive.read(name)


def _navigation(book: Book, findings: Findings) -> None:
    """There is one navigation document with a table of contents, whose links lead to content in its order (5.6.2.1, 7)."""
    name = book.navigation()
    if name is None:
        findings.add("no-navigation", "there is no navigation document")
        return
    contents = [nav for nav in book.tree(name).iter(f"{XHTML}nav") if "toc" in nav.get(f"{OPS}type", "").split()]
    if len(contents) != 1:
        findings.add("no-navigation", "there is no table of contents, or more than one", name)
        return
    links = list(contents[0].iter(f"{XHTML}a"))
    if not links:
        findings.add("no-navigation", "the table of contents is empty", name)
    for link in links:
        if not "".join(map(str, link.itertext())).strip():
            findings.add("link-without-words", "an entry of the table of contents has no words", name)
    _in_order(book, name, links, findings)


def _in_order(book: Book, name: str, links: list[_Element], findings: Findings) -> None:
    """The entries come in the order of the text (EPUB Accessibility 1.1, 3.2; EPUB 3.3, 7.3)."""
    at = {goal: place for place, goal in enumerate(goals(book))}
    places = []
    for link in links:
        href = link.get("href", "")
        document, fragment = book.path(href, name), href.partition("#")[2]
        if (document, fragment) in at:
            places.append(at[document, fragment])
    if places != sorted(places):
        findings.add("contents-order", "the table of contents has another order than the text", name)


def _accessible(book: Book, findings: Findings) -> None:
    """What the package says of its accessibility is there and true (EPUB Accessibility 1.1, 2.2, 2.4)."""
    for name in _NEEDED:
        if not _property(book, name):
            findings.add("no-accessibility", f"the package does not give {name}")
    features, modes = set(_property(book, "schema:accessibilityFeature")), set(_property(book, "schema:accessMode"))
    trees = [book.tree(name) for name in book.spine()]
    shown = (one for tree in trees for one in tree.iter(f"{XHTML}img"))
    pictures = [one for one in shown if "doc-cover" not in kinds(one)]
    unspoken = [one for one in pictures if one.get("alt") is None]
    if "alternativeText" in features and unspoken:
        findings.add("untrue-claim", "it claims text alternatives, and a picture has none")
    if modes and "visual" not in modes and any(one.get("alt") != "" for one in pictures):  # ornaments say nothing
        findings.add("untrue-claim", "it has pictures, and does not say that it is visual")
    if "tableOfContents" in features and book.navigation() is None:
        findings.add("untrue-claim", "it claims a table of contents, and has none")
    everywhere = [book.tree(name) for name in book.documents()]
    formulas = any(next(tree.iter(f"{MATHML}math"), None) is not None for tree in everywhere)
    claimed = any(one.startswith("MathML") for one in features)
    if claimed and not formulas:
        findings.add("untrue-claim", "it claims MathML, and has none")
    elif formulas and not claimed:  # some formulas may be there as their source only
        findings.add("unclaimed-formulas", "it has MathML, and does not say so", severity="info")
    claim = _property(book, "dcterms:conformsTo")
    if any(one.startswith(_CLAIM) for one in claim) and unspoken:
        findings.add("untrue-claim", "it claims to conform to WCAG, and a picture has no text alternative")
    if not claim:
        findings.add("no-accessibility-claim", "it does not claim conformance to EPUB Accessibility", severity="info")


def _properties(book: Book, findings: Findings) -> None:
    """Items say whether they hold MathML, SVG or scripts (EPUB 3.3, 5.6.2.2; Appendix D.5.2)."""
    for item in book.items.values():
        if item.get("media-type") != XHTML_TYPE:
            continue
        name, said = book.path(item.get("href", "")), set(item.get("properties", "").split())
        if name not in book.archive.names:
            continue
        tree = book.tree(name)
        there = {"mathml": f"{MATHML}math", "svg": _SVG, "scripted": f"{XHTML}script"}
        for word, tag in there.items():
            if (next(tree.iter(tag), None) is not None) != (word in said):
                findings.add("wrong-property", f"the manifest is wrong about {word}", name)


_RULES: tuple[Rule, ...] = (_archive, _metadata, _manifest, _spine)
_NEW_RULES: tuple[Rule, ...] = (_modified, _navigation, _accessible, _properties)
"""What EPUB 3 asks for."""
