"""The structure tree as plain data: elements with what they say, and pieces of pages (ISO 32000-1, 14.7)."""

from __future__ import annotations

from typing import Any, TypeAlias

from msgspec import Struct, field

from exporter.proof.findings import Damaged
from exporter.proof.pdf.document import DEEPEST, Document, elements, get, items, reference, string


class Piece(Struct, frozen=True):
    """Marked content of a page (numbered from 1; 0: no page that is there)."""

    page: int
    number: int


class Annotation(Struct, frozen=True):
    """An annotation an element holds (14.7.4.3): the dictionary itself."""

    dictionary: Any


Kid: TypeAlias = "Element | Piece | Annotation"


class Element(Struct):
    """A structure element: `kind` is its standard type, `own` its type as it stands there.

    `alt`, `actual`: None where the element has none.   attributes: by owner and key ("Table/Scope": "Column").
    """

    kind: str
    own: str
    kids: list[Kid] = field(default_factory=list)
    alt: str | None = None
    actual: str | None = None
    lang: str | None = None
    id: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    page: int = 0

    def elements(self) -> list[Element]:
        """The kids that are elements."""
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def walk(self) -> list[Element]:
        """The element and all inside it, parents first, in order."""
        found, stack = [], [self]
        while stack:
            element = stack.pop()
            found.append(element)
            stack.extend(reversed(element.elements()))
        return found

    def where(self) -> str:
        """The page it begins on, for people."""
        for element in self.walk():
            for kid in element.kids:
                if isinstance(kid, Piece) and kid.page:
                    return f"page {kid.page}"
        return f"page {self.page}" if self.page else ""


def tree(document: Document) -> Element:
    """The whole tree, under an element of no type. Raises Damaged where it is deeper than sense or goes in circles."""
    return Element("", "", _kids(document, document.tree, 0, 0, set()))


def _kids(document: Document, holder: Any, page: int, depth: int, seen: set[tuple[int, int]]) -> list[Kid]:
    if depth > DEEPEST:
        raise Damaged("its structure tree is nested without an end")
    found = (_kid(document, kid, page, depth, seen) for kid in elements(get(holder, "/K")))
    return [kid for kid in found if kid is not None]


def _kid(document: Document, kid: Any, page: int, depth: int, seen: set[tuple[int, int]]) -> Kid | None:
    if isinstance(kid, int):
        return Piece(page, kid)
    at = get(kid, "/Pg")
    page = document.numbers.get(reference(at), 0) if at is not None else page
    kind = string(get(kid, "/Type"))
    if kind == "/MCR":
        return Piece(page, int(get(kid, "/MCID", -1)))
    if kind == "/OBJR":
        return Annotation(get(kid, "/Obj"))
    own = string(get(kid, "/S"))
    if not own:
        return None
    if reference(kid)[0]:
        if reference(kid) in seen:
            raise Damaged("its structure tree goes in circles")
        seen.add(reference(kid))
    return _element(document, kid, own, page, depth, seen)


def _element(document: Document, kid: Any, own: str, page: int, depth: int, seen: set[tuple[int, int]]) -> Element:
    return Element(
        document.standard(own),
        own.removeprefix("/"),
        _kids(document, kid, page, depth + 1, seen),
        _said(kid, "/Alt"),
        _said(kid, "/ActualText"),
        _said(kid, "/Lang"),
        _said(kid, "/ID"),
        _attributes(get(kid, "/A")),
        page,
    )


def _said(kid: Any, key: str) -> str | None:
    value = get(kid, key)
    return None if value is None else string(value)


def _attributes(value: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in elements(value):
        owner = string(get(one, "/O")).removeprefix("/")
        for key, attribute in items(one):
            if key != "/O":
                found[f"{owner}/{key.removeprefix('/')}"] = str(attribute).removeprefix("/")
    return found
