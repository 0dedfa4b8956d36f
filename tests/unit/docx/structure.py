"""What no validator sees: reads a .docx and names everything in it that Word, or a person with a screen reader, trips over."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PKG = "{http://schemas.openxmlformats.org/package/2006/relationships}"
ADEC = "{http://schemas.microsoft.com/office/drawing/2017/decorative}"
PPR = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "bidi",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "contextualSpacing",
    "mirrorIndents",
    "suppressOverlap",
    "jc",
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
    "divId",
    "cnfStyle",
    "rPr",
    "sectPr",
    "pPrChange",
]
RPR = [
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "caps",
    "smallCaps",
    "strike",
    "dstrike",
    "outline",
    "shadow",
    "emboss",
    "imprint",
    "noProof",
    "snapToGrid",
    "vanish",
    "webHidden",
    "color",
    "spacing",
    "w",
    "kern",
    "position",
    "sz",
    "szCs",
    "highlight",
    "u",
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
    "rtl",
    "cs",
    "em",
    "lang",
    "eastAsianLayout",
    "specVanish",
    "oMath",
]


class Opened:
    """A .docx taken apart: every XML part as a tree, by name."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.names = archive.namelist()
            self.raw = {name: archive.read(name) for name in self.names}
        self.trees = {n: etree.fromstring(d) for n, d in self.raw.items() if n.endswith((".xml", ".rels"))}
        self.document = self.trees["word/document.xml"]
        self.footnotes = self.trees.get("word/footnotes.xml")

    def stories(self) -> Iterator[tuple[str, Any]]:
        """The parts that hold text."""
        for name, tree in self.trees.items():
            if tree.tag in (f"{W}document", f"{W}footnotes", f"{W}hdr", f"{W}ftr"):
                yield name, tree

    def text(self) -> str:
        """What the document's body says, a paragraph a line."""
        return "\n".join(_words(paragraph) for paragraph in self.document.iter(f"{W}p"))

    def styles(self) -> list[tuple[str, str]]:
        """(style, words) of every paragraph of the body."""
        return [(style_of(p), _words(p)) for p in self.document.iter(f"{W}p")]

    def relations(self, part: str) -> dict[str, Any]:
        folder, name = posixpath.split(part)
        tree = self.trees.get(f"{folder}/_rels/{name}.rels")
        return {} if tree is None else {rel.get("Id"): rel for rel in tree}


def style_of(paragraph: Any) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def _words(paragraph: Any) -> str:
    marks = {f"{W}br": " ", f"{W}tab": "\t", f"{W}softHyphen": "\u00ad"}
    out = []
    for element in paragraph.iter():
        if element.tag == f"{W}t" or element.tag.endswith("}t"):
            out.append(element.text or "")
        elif element.tag in marks and element.getparent().tag == f"{W}r":
            out.append(marks[element.tag])
    return "".join(out)


def faults(data: bytes) -> list[str]:
    """Everything wrong, told in a line each; an empty list is a sound document."""
    opened = Opened(data)
    checks = (
        _relations,
        _bookmarks,
        _fields,
        _drawings,
        _styles,
        _numbering,
        _footnotes,
        _tables,
        _order,
        _headings,
        _ends,
        _restarts,
        _types,
        _dates,
    )
    return [fault for check in checks for fault in check(opened)]


def _relations(opened: Opened) -> Iterator[str]:
    for part, tree in opened.stories():
        known = opened.relations(part)
        used = {value for element in tree.iter() for key, value in element.attrib.items() if key.startswith(R)}
        yield from (f"{part}: no relationship {key}" for key in used - set(known))
        for rel in known.values():
            inside = posixpath.normpath(posixpath.join(posixpath.dirname(part), rel.get("Target")))
            if rel.get("TargetMode") != "External" and inside not in opened.names:
                yield f"{part}: {rel.get('Target')} is not in the package"
            if rel.get("TargetMode") == "External" and (" " in rel.get("Target") or not rel.get("Target").isascii()):
                yield f"{part}: address not encoded: {rel.get('Target')}"


def _bookmarks(opened: Opened) -> Iterator[str]:
    starts = [e for _, tree in opened.stories() for e in tree.iter(f"{W}bookmarkStart")]
    ends = [e.get(f"{W}id") for _, tree in opened.stories() for e in tree.iter(f"{W}bookmarkEnd")]
    ids = [e.get(f"{W}id") for e in starts]
    names = [e.get(f"{W}name") for e in starts]
    yield from (f"bookmark id {key} twice" for key, n in Counter(ids).items() if n > 1)
    yield from (f"bookmark {key} twice" for key, n in Counter(map(str.lower, names)).items() if n > 1)
    yield from (f"bookmark name {name!r}" for name in names if len(name) > 40 or not name.replace("_", "a").isalnum())
    if sorted(ids) != sorted(ends):
        yield "bookmarks not closed"
    for _, tree in opened.stories():
        for link in tree.iter(f"{W}hyperlink"):
            if link.get(f"{W}anchor") and link.get(f"{W}anchor") not in names:
                yield f"dangling anchor {link.get(f'{W}anchor')}"
            if not "".join(link.itertext()).strip() and link.find(f".//{WP}inline") is None:
                yield "a link without words"
        for code in tree.iter(f"{W}instrText"):
            parts = (code.text or "").split()
            if parts[0] in ("REF", "NOTEREF", "PAGEREF") and parts[1] not in names:
                yield f"field refers to {parts[1]}"


def _fields(opened: Opened) -> Iterator[str]:
    for part, tree in opened.stories():
        stack: list[str] = []
        for mark in tree.iter(f"{W}fldChar"):
            kind = mark.get(f"{W}fldCharType")
            if kind == "begin":
                stack.append(kind)
            elif not stack:
                yield f"{part}: field {kind} without begin"
            elif kind == "separate":
                stack[-1] = kind
            elif stack.pop() != "separate":
                yield f"{part}: field without a result"
        if stack:
            yield f"{part}: field not closed"


def _drawings(opened: Opened) -> Iterator[str]:
    all_of = [e for _, tree in opened.stories() for e in tree.iter(f"{WP}docPr")]
    yield from (f"docPr id {key} twice" for key, n in Counter(e.get("id") for e in all_of).items() if n > 1)
    for element in all_of:
        if not element.get("descr") and element.find(f".//{ADEC}decorative") is None:
            yield f"no alternative text: {element.get('name')}"


def _styles(opened: Opened) -> Iterator[str]:
    known = {e.get(f"{W}styleId") for e in opened.trees["word/styles.xml"].iter(f"{W}style")}
    for part, tree in (*opened.stories(), ("styles", opened.trees["word/styles.xml"])):
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
            for element in tree.iter(f"{W}{tag}"):
                if element.get(f"{W}val") not in known:
                    yield f"{part}: no style {element.get(f'{W}val')}"


def _numbering(opened: Opened) -> Iterator[str]:
    tree = opened.trees["word/numbering.xml"]
    known = {e.get(f"{W}numId") for e in tree.iter(f"{W}num")} | {"0"}
    for part, story in (*opened.stories(), ("styles", opened.trees["word/styles.xml"])):
        for element in story.iter(f"{W}numId"):
            if element.get(f"{W}val") not in known:
                yield f"{part}: no list {element.get(f'{W}val')}"


def _footnotes(opened: Opened) -> Iterator[str]:
    if opened.footnotes is None:
        return
    there = [e.get(f"{W}id") for e in opened.footnotes.iter(f"{W}footnote")]
    called = [e.get(f"{W}id") for e in opened.document.iter(f"{W}footnoteReference")]
    if sorted(there) != sorted({"-1", "0", *called}) or len(called) != len(set(called)):
        yield f"footnotes {there} are called as {called}"
    if opened.footnotes.find(f".//{W}footnoteReference") is not None:
        yield "a footnote calls a footnote"


def _tables(opened: Opened) -> Iterator[str]:
    for part, tree in opened.stories():
        for table in tree.iter(f"{W}tbl"):
            width = len(table.findall(f"{W}tblGrid/{W}gridCol"))
            rows = table.findall(f"{W}tr")
            heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
            if sorted(heads, reverse=True) != heads:
                yield f"{part}: header rows are not the first rows"
            look = table.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow")
            if (look == "1") != heads[0]:
                yield f"{part}: tblLook says another head than tblHeader"
            for row in rows:
                cells = [cell for cell in row if cell.tag == f"{W}tc"]
                spans = [
                    int(found[0].get(f"{W}val")) if (found := cell.findall(f"{W}tcPr/{W}gridSpan")) else 1
                    for cell in cells
                ]
                if sum(spans) != width:
                    yield f"{part}: a row covers {sum(spans)} of {width} columns"
            following = table.getnext()
            if following is not None and following.tag == f"{W}tbl":
                yield f"{part}: two tables touch"
        for cell in tree.iter(f"{W}tc"):
            if cell[-1].tag != f"{W}p":
                yield f"{part}: a cell ends with {cell[-1].tag}"


def _order(opened: Opened) -> Iterator[str]:
    for part, tree in (*opened.stories(), ("styles", opened.trees["word/styles.xml"])):
        for tag, order in (("pPr", PPR), ("rPr", RPR)):
            for element in tree.iter(f"{W}{tag}"):
                names = [etree.QName(child).localname for child in element]
                if names != sorted(set(names), key=order.index):
                    yield f"{part}: {tag} holds {names}"


def _headings(opened: Opened) -> Iterator[str]:
    last = 0
    for paragraph in opened.document.iter(f"{W}p"):
        style, words = style_of(paragraph), _words(paragraph)
        if style.startswith("Heading"):
            level = int(style[7:])
            if level > last + 1:
                yield f"heading {words!r} jumps from {last} to {level}"
            last = level
            if not words.strip() and paragraph.find(f".//{WP}inline") is None:
                yield "an empty heading"


def _ends(opened: Opened) -> Iterator[str]:
    body = opened.document[0]
    if body[-1].tag != f"{W}sectPr" or body[-2].tag != f"{W}p":
        yield "the body does not end with a paragraph and its section"
    for _, tree in opened.stories():
        for note in tree.iter(f"{W}footnote"):
            if note[-1].tag != f"{W}p":
                yield "a footnote does not end with a paragraph"
    title = opened.trees["docProps/core.xml"].find("{http://purl.org/dc/elements/1.1/}title")
    if title is None or not (title.text or "").strip():
        yield "the document has no title"


def _restarts(opened: Opened) -> Iterator[str]:
    """A list that counts begins anew where it is first used; two Lists of the article are never one in Word."""
    tree = opened.trees["word/numbering.xml"]
    counts = {
        e.get(f"{W}abstractNumId"): {
            level.get(f"{W}ilvl"): level.find(f"{W}numFmt").get(f"{W}val") != "bullet" for level in e.iter(f"{W}lvl")
        }
        for e in tree.iter(f"{W}abstractNum")
    }
    lists = {e.get(f"{W}numId"): e for e in tree.iter(f"{W}num")}
    for part, story in opened.stories():
        used = {
            (n.find(f"{W}numId").get(f"{W}val"), n.find(f"{W}ilvl").get(f"{W}val")) for n in story.iter(f"{W}numPr")
        }
        for number, level in sorted(found for found in used if found[0] in lists):
            entry = lists[number]
            counting = counts[entry.find(f"{W}abstractNumId").get(f"{W}val")].get(level, False)
            starts = [
                e.get(f"{W}ilvl") for e in entry.findall(f"{W}lvlOverride") if e.find(f"{W}startOverride") is not None
            ]
            if counting and level not in starts:
                yield f"{part}: list {number} does not restart at level {level}"


def _types(opened: Opened) -> Iterator[str]:
    """Every part has a media type, and every part but the first two is led to by something (ISO/IEC 29500-2, 6)."""
    types = opened.trees["[Content_Types].xml"]
    ends = {e.get("Extension").lower() for e in types if e.tag.endswith("}Default")}
    names = {e.get("PartName") for e in types if e.tag.endswith("}Override")}
    for name in opened.names:
        if name != "[Content_Types].xml" and f"/{name}" not in names and name.rpartition(".")[2].lower() not in ends:
            yield f"{name} has no media type"
    yield from (f"{name} has a media type and is not there" for name in names if name.lstrip("/") not in opened.names)
    led = {
        posixpath.normpath(posixpath.join(posixpath.dirname(posixpath.dirname(name)), rel.get("Target"))).lstrip("/")
        for name, tree in opened.trees.items()
        if name.endswith(".rels")
        for rel in tree
        if rel.get("TargetMode") != "External"
    }
    parts = {name for name in opened.names if not name.endswith((".rels", "/")) and name != "[Content_Types].xml"}
    yield from (f"nothing leads to {name}" for name in sorted(parts - led))


_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


def _dates(opened: Opened) -> Iterator[str]:
    for element in opened.trees["docProps/core.xml"]:
        if element.tag.endswith(("}created", "}modified")) and not _STAMP.fullmatch(element.text or ""):
            yield f"the core properties hold the date {element.text!r}"
