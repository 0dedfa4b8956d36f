"""Mutants of a PDF."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

Mutants = Iterator[tuple[str, str, bytes]]
Change = Callable[[pikepdf.Pdf], object]


def mutants(data: bytes) -> Mutants:
    """(kind, what was done, the spoiled file), each different from the good one in one way."""
    for make in (_texts, _pictures, _headings, _order, _links, _notes, _tables, _box, _metadata, _content):
        yield from make(data)
    for what, spoiled in _damaged(data):
        yield "damaged file", what, spoiled


def edited(data: bytes, change: Change) -> bytes:
    """A PDF in which `change` was let loose, written anew."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def elements(pdf: pikepdf.Pdf, *kinds: str) -> list[Any]:
    """The structure elements of these types, in order."""
    found: list[Any] = []
    stack = [pdf.Root.StructTreeRoot]
    while stack:
        one = stack.pop()
        if str(one.get("/S", "")).lstrip("/") in kinds:
            found.append(one)
        stack.extend(reversed([kid for kid in kids(one) if isinstance(kid, Dictionary) and "/S" in kid]))
    return found


def kids(element: Any) -> list[Any]:
    """What an element holds, as a list."""
    held = element.get("/K", Array())
    return list(held) if isinstance(held, Array) else [held]


def remove(element: Any) -> None:
    """Take an element out of its parent."""
    parent = element.P
    parent.K = Array([kid for kid in kids(parent) if not _same(kid, element)])


def double(element: Any) -> None:
    """Put an element there twice."""
    held = kids(element.P)
    at = next(at for at, kid in enumerate(held) if _same(kid, element))
    element.P.K = Array([*held[: at + 1], element, *held[at + 1 :]])


def _same(one: Any, other: Any) -> bool:
    return isinstance(one, Dictionary) and one.objgen == other.objgen and one.objgen[0] != 0


def _swap(element: Any, step: int) -> None:
    held = kids(element.P)
    at = next(at for at, kid in enumerate(held) if _same(kid, element))
    other = (at + step) % len(held)
    if other == at:
        raise Unchanged
    held[at], held[other] = held[other], held[at]
    element.P.K = Array(held)


def _turn(element: Any) -> None:
    """Turn the order of what an element holds around."""
    if len(kids(element)) < 2:
        raise Unchanged
    element.K = Array(kids(element)[::-1])


class Unchanged(Exception):
    """Nothing could be spoiled here."""


def _each(data: bytes, kind: str, what: str, kinds: str, count: int, change: Callable[[Any], object]) -> Mutants:
    """One mutant for each of up to `count` elements of these types."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        total = len(elements(pdf, *kinds.split()))
    step = max(1, total // count)
    for at in list(range(0, total, step))[:count]:
        with suppress(Unchanged):
            yield kind, f"{what} {at}", edited(data, lambda pdf, at=at: change(elements(pdf, *kinds.split())[at]))


def _texts(data: bytes) -> Mutants:
    yield from _each(data, "text removed", "element", "P LI", 12, remove)
    yield from _each(data, "text doubled", "element", "P LI", 8, double)
    yield from _each(data, "text moved", "element", "P H2 L", 10, lambda one: _swap(one, 3))
    yield from _each(data, "text changed", "actual", "P", 4, lambda one: one.__setitem__("/ActualText", "Other words"))
    for at in range(8):
        yield "text removed", f"from the page {at}", edited(data, lambda pdf, at=at: unsaid(pdf, at * 9))


def unsaid(pdf: pikepdf.Pdf, at: int) -> None:
    """Take one piece of shown text off its page; its marks stay."""
    count = 0
    for page in pdf.pages:
        kept = []
        for operands, operator in pikepdf.parse_content_stream(page):
            shows = str(operator) in {"Tj", "TJ"}
            if not (shows and count == at):
                kept.append((operands, operator))
            count += shows
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def _pictures(data: bytes) -> Mutants:
    yield from _each(data, "alternative text gone", "element", "Figure Formula", 6, lambda one: one.__delitem__("/Alt"))
    yield from _each(
        data, "alternative text changed", "element", "Figure", 3, lambda one: one.__setitem__("/Alt", "Else")
    )
    yield from _each(data, "picture removed", "element", "Figure", 3, remove)


def _headings(data: bytes) -> Mutants:
    yield from _each(data, "heading jump", "heading", "H2 H3", 6, lambda one: one.__setitem__("/S", Name.H5))
    yield from _each(data, "heading lost", "heading", "H1 H2 H3", 5, lambda one: one.__setitem__("/S", Name.P))
    yield from _each(data, "heading lost", "emptied", "H2", 2, lambda one: one.__setitem__("/K", Array()))


def _order(data: bytes) -> Mutants:
    yield from _each(data, "tag order", "inside", "P", 40, _turn)
    yield from _each(data, "tag order", "row", "TR", 3, _turn)
    yield from _each(data, "tag order", "list", "L", 3, _turn)


def _annotations(pdf: pikepdf.Pdf, key: str) -> list[Any]:
    found = [one for page in pdf.pages for one in page.obj.get("/Annots", Array())]
    return [one for one in found if (key in one.get("/A", Dictionary()) if key != "/Dest" else not _outer(one))]


def _outer(annotation: Any) -> bool:
    return "/URI" in annotation.get("/A", Dictionary())


def _links(data: bytes) -> Mutants:
    def change(key: str, at: int, act: Callable[[Any], object]) -> bytes:
        return edited(data, lambda pdf: act(_annotations(pdf, key)[at]))

    for at in range(4):
        target = lambda one: one.A.__setitem__("/URI", pikepdf.String("https://elsewhere.example/"))  # noqa: E731
        yield "broken link", f"target {at}", change("/URI", at, target)
        yield "broken link", f"no words {at}", change("/URI", at, lambda one: one.__delitem__("/Contents"))
        yield "broken link", f"no action {at}", change("/URI", at, lambda one: one.__delitem__("/A"))
    for at in range(2):
        yield "broken anchor", f"nowhere {at}", change("/Dest", at, _astray)
    yield from _each(data, "broken link", "tag only", "Link", 4, lambda one: one.__setitem__("/S", Name.Span))
    yield from _each(data, "broken link", "not held", "Link", 3, _let_go)
    yield "broken link", "tab order", edited(data, _untabbed)


def _untabbed(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        if "/Tabs" in page.obj:
            del page.obj["/Tabs"]


def _astray(annotation: Any) -> None:
    for key in ("/A", "/Dest"):
        if key in annotation:
            del annotation[key]
    annotation.Dest = pikepdf.String("nowhere")


def _let_go(element: Any) -> None:
    held = [kid for kid in kids(element) if not (isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR)]
    element.K = Array(held)


def _notes(data: bytes) -> Mutants:
    yield from _each(data, "broken note", "note removed", "Note", 2, remove)
    yield from _each(data, "broken note", "mark removed", "Reference", 2, remove)
    yield from _each(data, "broken note", "no id", "Note", 2, lambda one: one.__delitem__("/ID"))
    yield from _each(data, "broken note", "no note", "Note", 2, lambda one: one.__setitem__("/S", Name.Div))


def _tables(data: bytes) -> Mutants:
    yield from _each(data, "lost table header", "cell", "TH", 5, lambda one: one.__setitem__("/S", Name.TD))
    yield from _each(data, "lost table header", "scope", "TH", 4, lambda one: one.__delitem__("/A"))
    yield from _each(data, "table spoiled", "cell removed", "TD", 4, remove)
    yield from _each(data, "table spoiled", "row misplaced", "TR", 2, lambda one: one.__setitem__("/S", Name.P))


def _box(data: bytes) -> Mutants:
    yield from _each(data, "box split", "box unmarked", "Takeaways", 1, lambda one: one.__setitem__("/S", Name.Div))
    yield from _each(data, "box split", "box removed", "Takeaways", 1, remove)
    yield from _each(
        data, "box split", "box at the end", "Takeaways", 1, lambda one: _swap(one, -len(kids(one.P)) // 2)
    )

    def halve(pdf: pikepdf.Pdf) -> None:
        box = elements(pdf, "Takeaways")[0]
        points = next(kid for kid in kids(box) if kid.S == Name.L)
        rest = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.L, P=box.P, K=Array(kids(points)[1:])))
        points.K = Array(kids(points)[:1])
        held = kids(box.P)
        at = next(at for at, kid in enumerate(held) if _same(kid, box))
        box.P.K = Array([*held[: at + 1], rest, *held[at + 1 :]])

    yield "box split", "half outside", edited(data, halve)


def _metadata(data: bytes) -> Mutants:
    def xmp(old: bytes, new: bytes) -> Change:
        def change(pdf: pikepdf.Pdf) -> None:
            pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(old, new))

        return change

    root: dict[str, Change] = {
        "no language": lambda pdf: pdf.Root.__delitem__("/Lang"),
        "another language": lambda pdf: pdf.Root.__setitem__("/Lang", "fi"),
        "not marked": lambda pdf: pdf.Root.__delitem__("/MarkInfo"),
        "no structure": lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"),
        "no preferences": lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"),
        "no metadata": lambda pdf: pdf.Root.__delitem__("/Metadata"),
        "no role map": lambda pdf: pdf.Root.StructTreeRoot.__delitem__("/RoleMap"),
        "no parent tree": lambda pdf: pdf.Root.StructTreeRoot.__delitem__("/ParentTree"),
        "no output intent": lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
        "no relation": lambda pdf: pdf.Root.AF[0].__delitem__("/AFRelationship"),
        "a script": lambda pdf: pdf.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript, JS="app.alert(1)")),
        "title": xmp(b"Everything an article can", b"Anything an article can"),
        "no title": xmp(b"dc:title", b"dc:label"),
        "author": xmp(b"Ada Example", b"Eve Example"),
        "claim of PDF/UA": xmp(b"pdfuaid:part", b"pdfuaid:pact"),
        "XMP not well-formed": xmp(b"</rdf:RDF>", b""),
        "modified": xmp(b"2024-06-26", b"1999-01-01"),
    }
    for what, change in root.items():
        yield "metadata changed", what, edited(data, change)
    record = lambda old, new: lambda pdf: _record(pdf, old, new)  # noqa: E731
    yield "record changed", "a word", edited(data, record(b"A remark of", b"A remarq of"))
    yield "record changed", "not JSON", edited(data, record(b'{"article"', b'{"article'))


def _record(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    for file in pdf.Root.AF:
        if str(file.UF) == "article.json":
            stream = file.EF.F
            stream.write(stream.read_bytes().replace(old, new))


def _content(data: bytes) -> Mutants:
    def rewrite(change: Callable[[list[Any]], list[Any]]) -> bytes:
        def act(pdf: pikepdf.Pdf) -> None:
            page = pdf.pages[0]
            kept = change(list(pikepdf.parse_content_stream(page)))
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))

        return edited(data, act)

    ends = lambda found: [at for at, (_, operator) in enumerate(found) if str(operator) == "EMC"]  # noqa: E731
    begins = lambda found: [at for at, (_, operator) in enumerate(found) if str(operator) == "BDC"]  # noqa: E731
    without = lambda found, at: found[:at] + found[at + 1 :]  # noqa: E731
    yield "unmarked content", "an end removed", rewrite(lambda found: without(found, ends(found)[3]))
    yield "unmarked content", "a begin removed", rewrite(lambda found: without(found, begins(found)[3]))
    drawn = [(Array([0, 0, 10, 10]), pikepdf.Operator("re")), (Array(), pikepdf.Operator("f"))]
    yield "unmarked content", "a box drawn", rewrite(lambda found: [*found, *drawn])

    def artifact(found: list[Any]) -> list[Any]:
        at = begins(found)[4]
        return [*found[:at], (Array([Name.Artifact]), pikepdf.Operator("BMC")), *found[at + 1 :]]

    def doubled(found: list[Any]) -> list[Any]:
        at = begins(found)[4]
        other = found[begins(found)[2]]
        return [*found[:at], other, *found[at + 1 :]]

    yield "unmarked content", "text as an artifact", rewrite(artifact)
    yield "unmarked content", "a mark twice", rewrite(doubled)
    for what, key in {"font file": "/FontFile2", "font meaning": "/ToUnicode"}.items():
        yield "font spoiled", what, edited(data, lambda pdf, key=key: _unfont(pdf, key))
    yield "page removed", "last", edited(data, lambda pdf: pdf.pages.__delitem__(-1))
    yield "page removed", "first", edited(data, lambda pdf: pdf.pages.__delitem__(0))


def _unfont(pdf: pikepdf.Pdf, key: str) -> None:
    for one in pdf.objects:
        if isinstance(one, Dictionary) and any(name.startswith(key) for name in one):
            for name in [name for name in one if name.startswith(key)]:
                del one[name]
            return


def _damaged(data: bytes) -> Iterator[tuple[str, bytes]]:
    for part in (5, 30, 60, 90, 99):
        yield f"cut off at {part}%", data[: len(data) * part // 100]
    for part in (20, 50, 80):
        at = len(data) * part // 100
        yield f"a hole at {part}%", data[:at] + bytes(300) + data[at + 300 :]
    yield "no header", data[8:]
    yield "empty", b""
