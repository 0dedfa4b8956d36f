"""Mutants of an EPUB."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.mutants import archives as a

MAIN, PACKAGE, NAVIGATION = "EPUB/article.xhtml", "EPUB/content.opf", "EPUB/nav.xhtml"
OPS = "{http://www.idpf.org/2007/ops}"
_NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "m": "http://www.w3.org/1998/Math/MathML",
}

Mutants = Iterator[tuple[str, str, bytes]]


def mutants(data: bytes) -> Mutants:
    """(kind, what was done, the spoiled file), each different from the good one in one way."""
    for make in (_texts, _pictures, _headings, _links, _notes, _tables, _box, _metadata, _accessibility, _parts):
        yield from make(data)
    for what, spoiled in a.damaged(data):
        yield "damaged archive", what, spoiled


def _found(tree: Any, path: str) -> list[Any]:
    return list(tree.xpath(path, namespaces=_NAMES))


def _each(
    data: bytes, kind: str, what: str, path: str, count: int, change: Callable[[Any], object], name: str = MAIN
) -> Mutants:
    parts = {part: old for part, old, _ in a.entries(data)}
    total = len(_found(a.etree.fromstring(parts[name]), path))
    for at, _ in a.nth(list(range(total)), count):
        yield kind, f"{what} {at}", a.edited(data, name, lambda tree, at=at: change(_found(tree, path)[at]))


_BLOCK = "//h:body//*[self::h:p or self::h:li or self::h:figcaption][string-length(normalize-space()) > 9][not(.//h:p)]"


def _change_letter(element: Any) -> None:
    inner = next(one for one in element.iter() if one.text and len(one.text.strip()) > 2)
    inner.text = inner.text[:1] + ("x" if inner.text[1] != "x" else "y") + inner.text[2:]


def _cut_word(element: Any) -> None:
    inner = next(one for one in element.iter() if one.text and len(one.text.strip()) > 2)
    inner.text = " ".join(inner.text.split()[1:])


def _texts(data: bytes) -> Mutants:
    yield from _each(data, "text removed", "paragraph", _BLOCK, 10, a.remove)
    yield from _each(data, "text removed", "word", _BLOCK, 8, _cut_word)
    yield from _each(data, "text changed", "letter", _BLOCK, 8, _change_letter)
    yield from _each(data, "text doubled", "paragraph", _BLOCK, 10, a.double)
    yield from _each(data, "text removed", "section", "//h:section[not(@role)]", 3, a.remove)
    for at in range(0, 36, 6):

        def move(tree: Any, at: int = at) -> None:
            found = _found(tree, _BLOCK)
            a.swap(found[at], found[at + 4])

        yield "text moved", f"paragraph {at}", a.edited(data, MAIN, move)


def _pictures(data: bytes) -> Mutants:
    spoken = "//h:img[string-length(@alt) > 0]"
    yield from _each(data, "alternative text gone", "picture", spoken, 5, lambda one: one.attrib.pop("alt"))
    yield from _each(data, "alternative text gone", "emptied", spoken, 3, lambda one: one.set("alt", ""))
    yield from _each(
        data, "alternative text changed", "picture", spoken, 3, lambda one: one.set("alt", "Something else")
    )
    yield from _each(data, "picture removed", "picture", spoken, 4, a.remove)
    yield from _each(data, "broken link", "picture", spoken, 2, lambda one: one.set("src", "pictures/none.png"))
    yield from _each(data, "formula changed", "formula", "//m:math", 2, lambda one: one.set("alttext", "x"))
    yield from _each(data, "formula changed", "removed", "//m:math", 2, a.remove)
    yield "picture changed", "bytes", a.replaced(data, "EPUB/pictures/001.png", lambda old: old + b"\0")


def _headings(data: bytes) -> Mutants:
    def to(level: str) -> Callable[[Any], None]:
        return lambda one: setattr(one, "tag", one.tag[:-2] + level)

    headings = "//h:h2 | //h:h3"
    yield from _each(data, "heading jump", "heading", headings, 6, to("h5"))
    yield from _each(data, "heading lost", "heading", headings, 5, to("p"))
    yield from _each(data, "heading lost", "emptied", headings, 2, lambda one: setattr(one, "text", ""))


def _links(data: bytes) -> Mutants:
    outer = "//h:a[starts-with(@href, 'http')]"
    yield from _each(data, "broken link", "target", outer, 5, lambda one: one.set("href", "https://elsewhere.example/"))
    yield from _each(data, "broken link", "words only", outer, 4, a.unwrap)
    yield from _each(data, "broken link", "a file that is not there", outer, 2, lambda one: one.set("href", "no.xhtml"))
    yield from _each(
        data, "broken anchor", "anchor", "//h:a[@href = '#harbours']", 1, lambda one: one.set("href", "#no")
    )
    yield from _each(data, "broken anchor", "id gone", "//h:table[@id]", 1, lambda one: one.attrib.pop("id"))
    yield from _each(data, "broken anchor", "id twice", "//h:h2[@id]", 2, lambda one: one.set("id", "takeaways"))
    entry = "//h:nav[1]//h:a"
    yield from _each(
        data, "broken anchor", "contents", entry, 3, lambda one: one.set("href", "article.xhtml#no"), NAVIGATION
    )

    def turn(tree: Any) -> None:
        found = _found(tree, "//h:nav[1]/h:ol/h:li")
        a.swap(found[-1], found[-3])

    yield "tag order", "contents", a.edited(data, NAVIGATION, turn)


def _notes(data: bytes) -> Mutants:
    mark, note = "//h:a[@role = 'doc-noteref']", "//h:aside[@role = 'doc-footnote']"
    yield from _each(data, "broken note", "mark removed", mark, 2, a.remove)
    yield from _each(data, "broken note", "mark astray", mark, 2, lambda one: one.set("href", "#takeaways"))
    yield from _each(data, "broken note", "mark to nothing", mark, 2, lambda one: one.set("href", "#n99"))
    yield from _each(data, "broken note", "note removed", note, 2, a.remove)
    yield from _each(data, "broken note", "id changed", note, 2, lambda one: one.set("id", "other"))
    back = "//h:a[@role = 'doc-backlink']"
    yield from _each(data, "broken note", "backlink astray", back, 2, lambda one: one.set("href", "#ref.9"))
    yield from _each(data, "broken note", "backlink gone", back, 2, a.remove)
    yield from _each(data, "lost role", "note", mark, 2, lambda one: one.attrib.pop("role"))


def _tables(data: bytes) -> Mutants:
    plain = lambda one: setattr(one, "tag", one.tag[:-2] + "td")  # noqa: E731
    yield from _each(data, "lost table header", "cell", "//h:th", 5, plain)
    yield from _each(data, "lost table header", "scope", "//h:th", 4, lambda one: one.attrib.pop("scope"))
    yield from _each(data, "lost table header", "row", "//h:thead", 2, a.remove)
    yield from _each(data, "table spoiled", "cell removed", "//h:td", 4, a.remove)
    yield from _each(data, "table spoiled", "span gone", "//h:th[@colspan]", 1, lambda one: one.attrib.pop("colspan"))

    def turn(tree: Any) -> None:
        cells = _found(tree, "//h:td")
        a.swap(cells[0], cells[3])

    yield "table spoiled", "cells changed places", a.edited(data, MAIN, turn)


def _box(data: bytes) -> Mutants:
    box = "//h:section[@role = 'doc-abstract']"
    yield from _each(data, "box split", "item removed", f"{box}//h:li", 3, a.remove)
    yield from _each(data, "box split", "box removed", box, 1, a.remove)
    yield from _each(data, "box split", "box unmarked", box, 1, a.unwrap)
    yield from _each(data, "box split", "role gone", box, 1, lambda one: one.attrib.pop("role"))
    yield from _each(data, "box split", "name gone", box, 1, lambda one: one.attrib.pop("aria-labelledby"))

    def two(tree: Any) -> None:
        found = _found(tree, box)[0]
        other = a.deepcopy(found)
        other.attrib.pop("id")
        other.attrib.pop("aria-labelledby")
        other.set("aria-label", "More")
        for one in list(other)[:1]:
            other.remove(one)
        for one in _found(other, "h:ul/h:li")[:1]:
            a.remove(one)
        for one in _found(found, "h:ul/h:li")[1:]:
            a.remove(one)
        found.addnext(other)

    def last(tree: Any) -> None:
        tree[-1].append(_found(tree, box)[0])

    def turn(tree: Any) -> None:
        items = _found(tree, f"{box}//h:li")
        a.swap(items[0], items[2])

    for what, change in {"two boxes": two, "box at the end": last, "items changed places": turn}.items():
        yield "box split", what, a.edited(data, MAIN, change)


def _metadata(data: bytes) -> Mutants:
    for name in ("title", "language", "identifier", "creator", "publisher", "date"):
        path = f"//d:{name}"
        yield from _each(data, "metadata changed", f"{name} gone", path, 1, a.remove, PACKAGE)
        changed = lambda one: setattr(one, "text", "1999")  # noqa: E731
        yield from _each(data, "metadata changed", f"{name} other", path, 1, changed, PACKAGE)
    modified = "//o:meta[@property = 'dcterms:modified']"
    yield from _each(data, "metadata changed", "modified gone", modified, 1, a.remove, PACKAGE)
    yield from _each(
        data, "metadata changed", "modified no date", modified, 1, lambda one: setattr(one, "text", "now"), PACKAGE
    )
    language = lambda one: one.attrib.pop("lang") and one.attrib.pop(f"{{{_XML}}}lang")  # noqa: E731
    yield "metadata changed", "document without language", a.edited(data, MAIN, language)
    yield from _each(data, "metadata changed", "lang unlike", "//h:span[@lang]", 2, lambda one: one.set("lang", "xx"))
    yield (
        "record changed",
        "a word",
        a.replaced(data, "EPUB/article.json", lambda old: old.replace(b"A remark of", b"A remarq of")),
    )
    yield "record changed", "not JSON", a.replaced(data, "EPUB/article.json", lambda old: old[:-4])


_XML = "http://www.w3.org/XML/1998/namespace"


def _accessibility(data: bytes) -> Mutants:
    for name in ("accessMode", "accessibilityFeature", "accessibilityHazard"):

        def drop(tree: Any, name: str = name) -> None:
            for one in _found(tree, f"//o:meta[@property = 'schema:{name}']"):
                a.remove(one)

        yield "untrue claim", f"no {name}", a.edited(data, PACKAGE, drop)
    visual = "//o:meta[@property = 'schema:accessMode'][. = 'visual']"
    maths = "//o:meta[. = 'MathML']"
    yield from _each(data, "untrue claim", "not visual", visual, 1, a.remove, PACKAGE)
    yield from _each(data, "untrue claim", "no MathML", maths, 1, a.remove, PACKAGE)
    formulas = "//o:item[contains(@properties, 'mathml')]"
    yield from _each(data, "untrue claim", "property", formulas, 1, lambda one: one.attrib.pop("properties"), PACKAGE)


def _parts(data: bytes) -> Mutants:
    for name in (
        MAIN,
        NAVIGATION,
        "EPUB/pictures/001.png",
        "EPUB/book.css",
        "META-INF/container.xml",
        PACKAGE,
        "EPUB/article.json",
    ):
        yield "part missing", name, a.without(data, name)
    for name in (MAIN, NAVIGATION, PACKAGE):
        yield "part not well-formed", name, a.replaced(data, name, lambda old: old[: len(old) - 12])
    parts = a.entries(data)
    yield "bad mimetype", "not first", a.packed([*parts[1:], parts[0]])
    yield "bad mimetype", "deflated", a.packed([(parts[0][0], parts[0][1], 8), *parts[1:]])
    yield "bad mimetype", "other", a.packed([(parts[0][0], b"application/zip", 0), *parts[1:]])
    yield "damaged archive", "an entry twice", a.packed([*parts, parts[3]])
    yield "damaged archive", "an entry outside", a.packed([*parts, ("../evil.txt", b"x", 0)])
    yield "part unlisted", "a picture", a.packed([*parts, ("EPUB/more.png", b"x", 0)])
    item = "//o:itemref[last()]"
    yield from _each(data, "order of reading", "spine", item, 1, a.remove, PACKAGE)
    yield from _each(data, "order of reading", "dead", item, 1, lambda one: one.set("idref", "none"), PACKAGE)
    nav = "//o:item[@properties = 'nav']"
    yield from _each(data, "part missing", "nav property", nav, 1, lambda one: one.attrib.pop("properties"), PACKAGE)
