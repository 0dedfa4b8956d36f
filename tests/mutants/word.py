"""Mutants of a Word document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.mutants import archives as a

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MAIN, RELATIONS, NOTES = "word/document.xml", "word/_rels/document.xml.rels", "word/footnotes.xml"

Mutants = Iterator[tuple[str, str, bytes]]


def mutants(data: bytes) -> Mutants:
    """(kind, what was done, the spoiled file), each different from the good one in one way."""
    for make in (
        _texts,
        _pictures,
        _headings,
        _links,
        _notes,
        _tables,
        _box,
        _fields,
        _bookmarks,
        _lists,
        _metadata,
        _parts,
    ):
        yield from make(data)
    for what, spoiled in a.damaged(data):
        yield "damaged archive", what, spoiled


def _each(data: bytes, kind: str, what: str, path: str, count: int, change: Callable[[Any], object]) -> Mutants:
    """One mutant for each of up to `count` elements that `path` finds."""
    tree_of = {name: part for name, part, _ in a.entries(data)}
    total = len(_found(a.etree.fromstring(tree_of[MAIN]), path))
    for at, _ in a.nth(list(range(total)), count):
        yield kind, f"{what} {at}", a.edited(data, MAIN, lambda tree, at=at: change(_found(tree, path)[at]))


def _found(tree: Any, path: str) -> list[Any]:
    names = {"w": W[1:-1], "r": R[1:-1], "wp": WP[1:-1]}
    return list(tree.xpath(path, namespaces=names))


def _cut_word(element: Any) -> None:
    element.text = " ".join(element.text.split()[1:])


def _change_letter(element: Any) -> None:
    element.text = element.text[:-2] + ("x" if element.text[-2] != "x" else "y") + element.text[-1:]


_LONG = "//w:body//w:t[string-length(normalize-space()) > 9 and not(ancestor::w:p//w:fldChar)]"
_PARAGRAPH = "//w:body/w:p[string-length(normalize-space(string(.))) > 9]"


def _texts(data: bytes) -> Mutants:
    yield from _each(data, "text removed", "paragraph", _PARAGRAPH, 10, a.remove)
    yield from _each(data, "text removed", "word", _LONG, 8, _cut_word)
    yield from _each(data, "text changed", "letter", _LONG, 8, _change_letter)
    yield from _each(data, "text doubled", "paragraph", _PARAGRAPH, 10, a.double)
    for at in range(0, 36, 6):

        def move(tree: Any, at: int = at) -> None:
            found = _found(tree, _PARAGRAPH)
            a.swap(found[at], found[at + 4])

        yield "text moved", f"paragraph {at}", a.edited(data, MAIN, move)


def _pictures(data: bytes) -> Mutants:
    described = "//wp:docPr[@descr and string-length(@descr) > 0]"
    yield from _each(data, "alternative text gone", "picture", described, 5, lambda one: one.attrib.pop("descr"))
    yield from _each(
        data, "alternative text changed", "picture", described, 3, lambda one: one.set("descr", "Something else")
    )
    yield from _each(data, "picture removed", "picture", "//w:drawing", 5, a.remove)
    for name in [name for name, _, _ in a.entries(data) if name.startswith("word/media/")]:
        yield "picture changed", name, a.replaced(data, name, lambda old: old + b"\0")


def _headings(data: bytes) -> Mutants:
    styled = "//w:pStyle[@w:val = 'Heading1' or @w:val = 'Heading2']"
    yield from _each(data, "heading jump", "heading", styled, 6, lambda one: one.set(f"{W}val", "Heading3"))
    yield from _each(data, "heading lost", "heading", styled, 4, lambda one: one.set(f"{W}val", "BodyText"))


def _links(data: bytes) -> Mutants:
    outer, inner = "//w:hyperlink[@r:id]", "//w:hyperlink[@w:anchor]"
    yield from _each(data, "broken link", "relationship", outer, 4, lambda one: one.set(f"{R}id", "rId999"))
    yield from _each(data, "broken link", "no target", outer, 2, lambda one: one.attrib.pop(f"{R}id"))
    yield from _each(data, "broken link", "words only", outer, 3, a.unwrap)
    yield from _each(data, "broken anchor", "anchor", inner, 2, lambda one: one.set(f"{W}anchor", "nowhere"))
    for at in range(4):

        def turn(tree: Any, at: int = at) -> None:
            found = [one for one in tree if one.get("TargetMode") == "External"]
            found[at].set("Target", "https://elsewhere.example/")

        yield "broken link", f"target {at}", a.edited(data, RELATIONS, turn)


def _notes(data: bytes) -> Mutants:
    marks = "//w:footnoteReference"
    yield from _each(data, "broken note", "mark removed", marks, 2, a.remove)
    yield from _each(data, "broken note", "mark astray", marks, 2, lambda one: one.set(f"{W}id", "99"))
    for at in (1, 2):

        def drop(tree: Any, at: int = at) -> None:
            a.remove([one for one in tree if one.get(f"{W}type") is None][at - 1])

        def reword(tree: Any, at: int = at) -> None:
            note = [one for one in tree if one.get(f"{W}type") is None][at - 1]
            texts = [one for one in note.iter(f"{W}t") if len((one.text or "").strip()) > 3]
            texts[0].text = "Other words "

        yield "broken note", f"note {at} removed", a.edited(data, NOTES, drop)
        yield "broken note", f"note {at} reworded", a.edited(data, NOTES, reword)


def _tables(data: bytes) -> Mutants:
    yield from _each(data, "lost table header", "header row", "//w:tblHeader", 3, a.remove)
    yield from _each(data, "table spoiled", "cell removed", "//w:tc", 4, a.remove)
    yield from _each(data, "table spoiled", "row removed", "//w:tr", 4, a.remove)
    yield from _each(data, "table spoiled", "span gone", "//w:gridSpan", 1, a.remove)
    for at in range(3):

        def turn(tree: Any, at: int = at) -> None:
            cells = _found(tree, "//w:tc[string-length(string(.)) > 0]")
            a.swap(cells[at * 3], cells[at * 3 + 2])

        yield "table spoiled", f"cells {at * 3} changed places", a.edited(data, MAIN, turn)


def _box(data: bytes) -> Mutants:
    items = "//w:p[w:pPr/w:pStyle/@w:val = 'TakeawaysItem']"
    yield from _each(data, "box split", "item elsewhere", items, 3, lambda one: one[0][0].set(f"{W}val", "BodyText"))
    yield from _each(data, "box split", "item removed", items, 3, a.remove)

    def between(tree: Any) -> None:
        _found(tree, items)[0].addnext(a.etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}"/>'))

    def border(tree: Any) -> None:
        properties = _found(tree, items)[1].find(f"{W}pPr")
        properties.append(a.etree.fromstring(f'<w:ind xmlns:w="{W[1:-1]}" w:left="2000"/>'))

    def turn(tree: Any) -> None:
        a.swap(_found(tree, items)[0], _found(tree, items)[2])

    def away(tree: Any) -> None:
        for one in _found(tree, "//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'Takeaways')]"):
            a.remove(one)

    def last(tree: Any) -> None:
        found = _found(tree, "//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'Takeaways')]")
        for one in found:
            tree[0].insert(len(tree[0]) - 1, one)

    def unheaded(tree: Any) -> None:
        a.remove(_found(tree, "//w:p[w:pPr/w:pStyle/@w:val = 'TakeawaysHeading']")[0])

    changes = {"a paragraph between": between, "another indent": border, "items changed places": turn,
               "box removed": away, "box at the end": last, "heading removed": unheaded}  # fmt: skip
    for what, change in changes.items():
        yield "box split", what, a.edited(data, MAIN, change)


def _fields(data: bytes) -> Mutants:
    yield from _each(data, "field unclosed", "end", "//w:fldChar[@w:fldCharType = 'end']", 3, a.remove)
    yield from _each(data, "field unclosed", "begin", "//w:fldChar[@w:fldCharType = 'begin']", 2, a.remove)


def _bookmarks(data: bytes) -> Mutants:
    starts = "//w:bookmarkStart"
    yield from _each(data, "broken anchor", "bookmark end", "//w:bookmarkEnd", 2, a.remove)
    yield from _each(data, "broken anchor", "bookmark start", starts, 2, a.remove)
    yield from _each(data, "broken anchor", "id astray", starts, 2, lambda one: one.set(f"{W}id", "4711"))

    def twice(tree: Any) -> None:
        found = _found(tree, starts)
        found[-1].set(f"{W}name", found[0].get(f"{W}name"))

    yield "broken anchor", "two of one name", a.edited(data, MAIN, twice)


def _lists(data: bytes) -> Mutants:
    listed = "//w:pStyle[starts-with(@w:val, 'List') and @w:val != 'ListContinue' and not(../w:numPr)]"
    yield from _each(data, "list item lost", "style", listed, 2, lambda one: one.set(f"{W}val", "BodyText"))
    yield from _each(data, "list item lost", "numbering", "//w:numPr/w:numId", 3, lambda one: one.set(f"{W}val", "999"))
    yield from _each(data, "list item lost", "none", "//w:numPr/w:numId", 2, lambda one: one.set(f"{W}val", "0"))


def _metadata(data: bytes) -> Mutants:
    core, styles = "docProps/core.xml", "word/styles.xml"

    def at(name: str, text: str | None) -> Callable[[Any], None]:
        def change(tree: Any) -> None:
            found = next(one for one in tree if one.tag.endswith(f"}}{name}"))
            if text is None:
                a.remove(found)
            else:
                found.text = text

        return change

    for name, text in [("title", None), ("title", "Another title"), ("creator", "Somebody Else"), ("creator", None),
                       ("language", "fi"), ("modified", "1999-01-01T00:00:00Z"), ("created", "1999-01-01T00:00:00Z"),
                       ("identifier", "urn:other")]:  # fmt: skip
        yield "metadata changed", f"{name}: {text}", a.edited(data, core, at(name, text))

    def mute(tree: Any) -> None:
        for one in list(tree.iter(f"{W}lang")):
            a.remove(one)

    yield "metadata changed", "no language", a.edited(data, styles, mute)
    record = next(name for name, _, _ in a.entries(data) if name.startswith("customXml/item") and "Props" not in name)
    yield "record changed", "a word", a.replaced(data, record, lambda old: old.replace(b"A remark of", b"A remarq of"))
    yield "record changed", "not JSON", a.replaced(data, record, lambda old: old.replace(b"{&quot;", b"{{&quot;", 1))


def _parts(data: bytes) -> Mutants:
    names = [name for name, _, _ in a.entries(data)]
    wanted = ("word/styles.xml", "word/numbering.xml", NOTES, MAIN, RELATIONS, "_rels/.rels", "[Content_Types].xml")
    media = next(name for name in names if name.startswith("word/media/"))
    for name in (*wanted, media, "docProps/core.xml"):
        yield "part missing", name, a.without(data, name)
    for name in (MAIN, NOTES, "word/styles.xml"):
        yield "part not well-formed", name, a.replaced(data, name, lambda old: old[: len(old) - 12])
    yield "damaged archive", "an entry twice", a.packed([*a.entries(data), a.entries(data)[3]])
    yield "damaged archive", "an entry outside", a.packed([*a.entries(data), ("../evil.txt", b"x", 0)])

    def untyped(tree: Any) -> None:
        found = [one for one in tree if one.get("PartName") == "/" + MAIN]
        a.remove(found[0])

    yield "part missing", "content type", a.edited(data, "[Content_Types].xml", untyped)
    yield from _each(data, "style missing", "style", "//w:pStyle", 3, lambda one: one.set(f"{W}val", "NoSuchStyle"))
    yield from _each(data, "doubled id", "drawing", "//wp:docPr[position() = 1]", 2, lambda one: one.set("id", "3"))
