"""Checks of a Word document that its schema validators leave out: what breaks, and what people cannot reach."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from exporter.proof.findings import HEADLESS, Damaged, Findings
from exporter.proof.word.package import DC, DECORATIVE, PIC, WP, A, M, Package, R, W
from exporter.proof.word.styles import BOX, TAKEAWAYS_HEADING, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

Rule = Callable[[Package, Findings], None]

_TYPES = "[Content_Types].xml"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_LANGUAGE = re.compile(r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")
_TITLE = 200
"""How many signs of two titles are compared: the properties of a document may cut theirs short."""

_ON = frozenset({"1", "true", "on"})
_NUMBER_FIELD = re.compile(r"^\s*(REF|PAGEREF|NOTEREF)\s+(\S+)")


def check(package: Package, findings: Findings) -> None:
    """All the rules; a part that cannot be read is a finding of its own."""
    for rule in _RULES:
        try:
            rule(package, findings)
        except Damaged as error:
            findings.add("damaged-part", str(error), hint="export it again")


def _parts(package: Package) -> Iterator[tuple[str, _Element]]:
    """The parts that hold text: the body, notes, headers and footers."""
    yield package.main, package.document
    for one in package.relationships(package.main):
        if (
            one.kind in {"footnotes", "endnotes", "header", "footer", "comments"}
            and one.target in package.archive.names
        ):
            yield one.target, package.tree(one.target)


def _archive(package: Package, findings: Findings) -> None:
    """Names stand once and lead nowhere else (ISO/IEC 29500-2, 6.2.2, 7.3); every entry is intact."""
    for name in package.archive.unsafe():
        findings.add("unsafe-entry", f"the entry {name!r} stands there twice or leads outside")
    for name in package.archive.names:
        if not name.endswith("/"):
            package.archive.read(name)


def _content_types(package: Package, findings: Findings) -> None:
    """Every part has a content type, and no type is given for a part that is not there (ISO/IEC 29500-2, 7.2.3)."""
    tree = package.tree(_TYPES)
    defaults = {one.get("Extension", "").lower() for one in tree.iter(f"{_CT}Default")}
    overrides = {one.get("PartName", "").lstrip("/"): one.get("ContentType", "") for one in tree.iter(f"{_CT}Override")}
    for name in sorted(package.archive.names - {_TYPES}):
        if name not in overrides and name.rpartition(".")[2].lower() not in defaults and not name.endswith("/"):
            findings.add("no-content-type", f"the part {name} has no content type")
    for name in sorted(set(overrides) - package.archive.names):
        findings.add("missing-part", f"a content type is given for {name}, which is not there")
    if overrides.get(package.main) != _MAIN_TYPE:
        findings.add("no-content-type", f"the main part {package.main} is not said to be a Word document")


def _relationships(package: Package, findings: Findings) -> None:
    """Each relationship leads to a part, and each reference to a relationship (ISO/IEC 29500-2, 6.5)."""
    for part in ("", *sorted(name for name in package.archive.names if not name.endswith(".rels"))):
        known = package.relationships(part)
        for one in known:
            if not one.external and one.target not in package.archive.names:
                findings.add(
                    "broken-relationship", f"{part or 'the package'} is related to {one.target}, which is not there"
                )
        twice = [key for key, count in Counter(one.id for one in known).items() if count > 1]
        if twice:
            findings.add("broken-relationship", f"{part or 'the package'} has the relationship {twice[0]} twice")
    for part, tree in _parts(package):
        ids = {one.id for one in package.relationships(part)}
        for element in tree.iter("*"):
            for key in (f"{R}id", f"{R}embed", f"{R}link"):
                if (used := element.get(key)) is not None and used not in ids:
                    findings.add(
                        "broken-relationship", f"{part} refers to the relationship {used!r}, which is not there"
                    )


def _title(package: Package, findings: Findings) -> None:
    """The document has a title in its properties, as WCAG 2.2, 2.4.2 asks."""
    name = package.related("", "core-properties")
    title = package.tree(name).find(f"{DC}title") if name in package.archive.names else None
    said = "" if title is None else " ".join((title.text or "").split())
    if not said:
        findings.add("no-title", "the document's properties have no title", hint="give the article a title")
    styles = Styles(package)
    shown = next((one for one in package.document.iter(f"{W}p") if styles.name(one) == "title"), None)
    plain = shown is not None and shown.find(f".//{M}oMath") is None and shown.find(f".//{W}drawing") is None
    if said and shown is not None and plain and _text(shown) and not _says(_text(shown), said):
        told = f"the properties say {said!r}, the page {_text(shown)!r}"
        findings.add("two-titles", told, hint="give both one title")


def _says(shown: str, said: str) -> bool:
    """Whether a line holds the letters of another in order: words for a picture may stand between them."""
    letters = iter(shown)
    return all(char in letters for char in said[:_TITLE] if char.isalnum())


def _language(package: Package, findings: Findings) -> None:
    """The language of the text is said (ISO/IEC 29500-1, 17.3.2.20; WCAG 2.2, 3.1.1)."""
    styles = package.beside("styles")
    default = styles.find(f"{W}docDefaults//{W}lang") if styles is not None else None
    if default is None or not _LANGUAGE.match(default.get(f"{W}val", "")):
        findings.add("no-language", "the styles give no language", hint="set the article's language")


def _headings(package: Package, findings: Findings) -> None:
    """Headings begin with the first level and skip none (WCAG 2.2, 1.3.1); none is empty."""
    styles, last = Styles(package), 0
    for paragraph in package.document.iter(f"{W}p"):
        level = styles.level(paragraph)
        if not level or styles.name(paragraph) == "title":
            continue
        if level > last + 1:
            findings.add("heading-jump", f"level {level} follows {last or 'nothing'}: {_text(paragraph)!r}")
        if not _text(paragraph):
            findings.add("empty-heading", f"a heading of level {level} is empty")
        last = level


def _pictures(package: Package, findings: Findings) -> None:
    """Pictures have an alternative or are marked as decorative (ISO/IEC 29500-1, 20.4.2.5; WCAG 2.2, 1.1.1)."""
    for part, tree in _parts(package):
        for drawing in tree.iter(f"{W}drawing"):
            described = drawing.find(f".//{WP}docPr")
            decorative = any(flag.get("val") in {"1", "true"} for flag in drawing.iter(DECORATIVE))
            said = (described.get("descr", "") if described is not None else "").strip()
            if not said and not decorative:
                findings.add(
                    "missing-alt", f"{_named(described)} has no text alternative", part, "describe it in the source"
                )
            inner = drawing.find(f".//{PIC}cNvPr")
            if inner is not None and inner.get("descr") is not None and inner.get("descr", "").strip() != said:
                findings.add("two-alternatives", f"a picture has two text alternatives, one is {said!r}", part)
            if drawing.find(f".//{PIC}pic") is not None and drawing.find(f".//{A}blip") is None:
                findings.add("broken-picture", "a picture has no image", part)


def _named(described: _Element | None) -> str:
    """A picture by the name that Word shows for it, where it has one."""
    name = described.get("name", "") if described is not None else ""
    return f"the picture {name!r}" if name else "a picture"


def _tables(package: Package, findings: Findings) -> None:
    """A table's rows fill the grid (ISO/IEC 29500-1, 17.4.48), and its first one repeats as its head (17.4.78).

    One without such a row can say that its first column heads the rows (17.4.55: `tblLook`). That a table has no heads
    at all breaks no rule: Word's accessibility checker would have some.
    """
    for table in package.document.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        if rows and not _repeats(rows[0]) and not _headed_by_column(table):
            findings.add("no-header-cells", f"a table has no header row: {_cells(rows[0])!r}", "", HEADLESS, "info")
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        widths = {_width(row) for row in rows}
        if widths != {columns} and rows:
            findings.add("uneven-table", f"the rows of a table fill {sorted(widths)} of {columns} columns")
        for cell in (cell for row in rows for cell in row.iter(f"{W}tc")):
            if not len(cell) or cell[-1].tag != f"{W}p":
                findings.add("broken-cell", "a cell does not end with a paragraph: Word cannot open it")


def _cells(row: _Element) -> str:
    return " | ".join(_text(cell) for cell in row.iter(f"{W}tc"))[:60]


def _repeats(row: _Element) -> bool:
    flag = row.find(f"{W}trPr/{W}tblHeader")
    return flag is not None and flag.get(f"{W}val", "1") not in {"0", "false", "off"}


def _headed_by_column(table: _Element) -> bool:
    """Whether the first column is said to be special and the first row is not: Word's new tables say it of both."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    return look is not None and look.get(f"{W}firstColumn") in _ON and look.get(f"{W}firstRow", "0") not in _ON


def _width(row: _Element) -> int:
    before = sum(_value(row.find(f"{W}trPr/{W}{name}"), 0) for name in ("gridBefore", "gridAfter"))
    cells = [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr"), None) is row]
    return before + sum(_value(cell.find(f"{W}tcPr/{W}gridSpan"), 1) for cell in cells)


def _value(element: _Element | None, other: int) -> int:
    value = element.get(f"{W}val", "") if element is not None else ""
    return int(value) if value.isdigit() and len(value) < 6 else other


def _fields(package: Package, findings: Findings) -> None:
    """Each field that begins is separated at most once and ends, in its own story (ISO/IEC 29500-1, 17.16.18)."""
    for part, tree in _parts(package):
        open_fields = 0
        for mark in tree.iter(f"{W}fldChar"):
            kind = mark.get(f"{W}fldCharType")
            open_fields += {"begin": 1, "end": -1}.get(kind or "", 0)
            if kind == "separate" and open_fields < 1:
                open_fields = -1
            if open_fields < 0:
                break
        if open_fields != 0:
            findings.add("broken-field", "a field is not closed, or closed twice", part)


def _bookmarks(package: Package, findings: Findings) -> None:
    """Bookmarks have names and numbers of their own and end; references find theirs (17.13.6.2, 17.16.22, 17.16.5)."""
    starts = [mark for _, tree in _parts(package) for mark in tree.iter(f"{W}bookmarkStart")]
    ends = Counter(mark.get(f"{W}id") for _, tree in _parts(package) for mark in tree.iter(f"{W}bookmarkEnd"))
    names = Counter((mark.get(f"{W}name") or "").lower() for mark in starts)
    for name, count in names.items():
        if count > 1:
            findings.add("doubled-bookmark", f"the bookmark {name!r} stands there {count} times")
    for number, count in Counter(mark.get(f"{W}id") for mark in starts).items():
        if count > 1 or ends[number] != count:
            findings.add("broken-bookmark", f"the bookmark with the id {number} is not closed, or not alone")
    if any(number not in {mark.get(f"{W}id") for mark in starts} for number in ends):
        findings.add("broken-bookmark", "the end of a bookmark has no start")
    for part, tree in _parts(package):
        for goal in _goals(tree):
            if goal.lower() not in names and goal.lower() not in {"_top", "top"}:
                findings.add("dead-link", f"a link leads to {goal!r}, which is not there", part)


def _goals(tree: _Element) -> Iterator[str]:
    """The bookmarks that links and fields of a part lead to."""
    for link in tree.iter(f"{W}hyperlink"):
        if link.get(f"{R}id") is None and (anchor := link.get(f"{W}anchor")) is not None:
            yield anchor
    for code in tree.iter(f"{W}instrText"):
        if found := _NUMBER_FIELD.match(code.text or ""):
            yield found[2]


def _links(package: Package, findings: Findings) -> None:
    """A link has words and leads somewhere (WCAG 2.2, 2.4.4)."""
    for part, tree in _parts(package):
        targets = {one.id: one.target for one in package.relationships(part)}
        for link in tree.iter(f"{W}hyperlink"):
            identifier = link.get(f"{R}id")
            if not targets.get(identifier or "") and not link.get(f"{W}anchor"):
                findings.add("dead-link", f"the link {_text(link)!r} leads nowhere", part)
            if not _text(link) and link.find(f".//{W}drawing") is None and link.find(f".//{M}oMath") is None:
                findings.add("link-without-words", "a link has no words", part)


def _notes(package: Package, findings: Findings) -> None:
    """Every mark calls a note that is there, every note is called (17.11.14, 17.11.10)."""
    for kind in ("footnote", "endnote"):
        tree = package.beside(f"{kind}s")
        found = tree.findall(f"{W}{kind}") if tree is not None else []
        ids = Counter(note.get(f"{W}id") for note in found)
        own = {note.get(f"{W}id") for note in found if note.get(f"{W}type", "normal") == "normal"}
        called = {mark.get(f"{W}id") for mark in package.document.iter(f"{W}{kind}Reference")}
        for number in sorted(str(one) for one in called - own):
            findings.add("dead-note", f"a mark calls the {kind} {number}, which is not there")
        for number in sorted(str(one) for one in own - called):
            findings.add("uncalled-note", f"no mark calls the {kind} {number}", severity="info")
        if any(count > 1 for count in ids.values()):
            findings.add("dead-note", f"a {kind} stands there twice")


def _identifiers(package: Package, findings: Findings) -> None:
    """Drawings have numbers of their own in the document (ISO/IEC 29500-1, 20.4.2.5)."""
    ids = Counter(one.get("id") for _, tree in _parts(package) for one in tree.iter(f"{WP}docPr"))
    for number, count in ids.items():
        if count > 1:
            findings.add("doubled-id", f"{count} drawings have the id {number}")


def _references(package: Package, findings: Findings) -> None:
    """Styles and numbering that are used are there (17.7.4.17, 17.9.18)."""
    styles, numbering = package.beside("styles"), package.beside("numbering")
    known = {one.get(f"{W}styleId") for one in styles.iter(f"{W}style")} if styles is not None else set()
    numbers = {one.get(f"{W}numId") for one in numbering.iter(f"{W}num")} if numbering is not None else set()
    for part, tree in _parts(package):
        used = {
            (one.tag, one.get(f"{W}val")) for one in tree.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle", f"{W}numId")
        }
        for tag, value in sorted(used, key=str):
            if tag == f"{W}numId" and value not in numbers | {"0"}:
                findings.add("missing-numbering", f"the numbering {value} is not there", part)
            elif tag != f"{W}numId" and value not in known:
                findings.add("missing-style", f"the style {value!r} is not there", part)


def _one_box(package: Package, findings: Findings) -> None:
    """The takeaways are one box: no other paragraph stands in it, and all have one border and indent.

    Word joins the borders of neighbours only where borders and indents are the same (ISO/IEC 29500-1, 17.3.1.24).
    """
    styles, boxes, inside = Styles(package), 0, False
    shapes = set[tuple[str, str]]()
    for paragraph in package.document.iter(f"{W}p"):
        boxed = styles.name(paragraph) in BOX
        boxes += boxed and not inside
        inside = boxed
        if boxed:
            shapes.add((_edges(styles.inherited(paragraph, "pBdr")), _edges(styles.inherited(paragraph, "ind"))))
    if boxes > 1:
        findings.add("split-box", f"the takeaways are split into {boxes} boxes")
    if len(shapes) > 1:
        findings.add("split-box", "paragraphs of the takeaways differ in border or indent: Word draws several boxes")
    headed = [one for one in package.document.iter(f"{W}p") if styles.name(one) == TAKEAWAYS_HEADING]
    if boxes and not headed:
        findings.add("box-without-heading", "the takeaways have no heading", hint="give them a label")


def _edges(element: _Element | None) -> str:
    """A border or indent as one string; what hangs belongs to the bullet, not to the box."""
    if element is None:
        return ""
    own = {
        key: value
        for key, value in element.attrib.items()
        if str(key).rpartition("}")[2] not in {"hanging", "firstLine"}
    }
    return f"{sorted(own.items())}{[sorted(child.attrib.items()) for child in element]}"


def _text(element: _Element) -> str:
    return " ".join("".join(one.text or "" for one in element.iter(f"{W}t", f"{M}t")).split())


_RULES: tuple[Rule, ...] = (
    _archive, _content_types, _relationships, _title, _language, _headings, _pictures, _tables, _fields, _bookmarks,
    _links, _notes, _identifiers, _references, _one_box,
)  # fmt: skip
