"""The structure tree (ISO 32000-1, 14.7 and 14.8): made from the article in reading order, filled by drawing.

An Element reserves Slots where its own content will stand among its children; drawing puts marked content into them, on
whatever page it comes to stand. What is drawn without a slot is an artifact.
"""

from __future__ import annotations

from exporter.backends.pdf.objects import File, string

ROLES = {
    "Takeaways": "Sect",
    "Callout": "Sect",
    "Aside": "Sect",
    "PullQuote": "BlockQuote",
    "Em": "Span",
    "Strong": "Span",
    "Title": "H1",
}
"""Our own types by the standard type each stands for (14.7.3)."""

_OF_2_0 = frozenset(
    ("Document", "Sect", "Div", "Aside", "P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR",
     "TH", "TD", "THead", "TBody", "TFoot", "Caption", "Figure", "Formula", "Link", "Span", "Em", "Strong", "FENote")
)  # fmt: skip
"""The types we use that PDF 2.0 has in its own namespace (32000-2, 14.8.4); the others keep that of PDF 1.7, which is
where an element without a namespace belongs."""


_WITHOUT_ASIDES = frozenset(("TD", "TH", "BlockQuote", "PullQuote"))  # ISO 32005, table 5
_HEADINGS = frozenset(("H1", "H2", "H3", "H4", "H5", "H6"))


class Slot:
    """A place among an element's children for content: filled with (page, marked-content id) when it is drawn."""

    __slots__ = ("element", "marks")

    def __init__(self, element: Element) -> None:
        self.element = element
        self.marks: list[tuple[int, int]] = []


class ObjectRef:
    """An annotation among an element's children (14.7.4.3)."""

    __slots__ = ("number", "page")

    def __init__(self, number: int, page: int) -> None:
        self.number, self.page = number, page


class Element:
    """One structure element: its type, its entries besides (raw PDF), its children in reading order."""

    __slots__ = ("entries", "kids", "number", "parent", "tag")

    def __init__(self, tag: str, parent: Element | None, entries: str = "") -> None:
        self.tag, self.parent, self.entries = tag, parent, entries
        self.kids: list[Element | Slot | ObjectRef] = []
        self.number = 0
        if parent is not None:
            parent.kids.append(self)

    def slot(self) -> Slot:
        """A new place for content, after the children so far."""
        if self.kids and isinstance(self.kids[-1], Slot):
            return self.kids[-1]
        made = Slot(self)
        self.kids.append(made)
        return made


def read_as(slot: Slot, words: str) -> None:
    """Let what is drawn in a slot read as `words` (14.9.4), in a Span of its own."""
    parent = slot.element
    span = Element("Span", None, f"/ActualText {string(words)}")
    span.parent = parent
    parent.kids[parent.kids.index(slot)] = span
    span.kids.append(slot)
    slot.element = span


def spoken(lang: str | None) -> str:
    """The entry for a language other than the surrounding one."""
    return f"/Lang {string(lang)}" if lang else ""


def written(
    root: Element,
    file: File,
    pages: list[int],
    parents: list[list[Element]],
    links: list[Element],
    namespaces: bool = False,
) -> int:
    """Put the tree, numbered before, into the file; gives the number of its root.

    pages: object numbers of the pages; parents: for each page, the elements by marked-content id; links: the elements of
    annotations, whose /StructParent keys follow those of the pages; namespaces: say what is of PDF 2.0 (32000-2, 14.7.4).
    """
    tree = file.reserve()
    modern = file.add("<</Type/Namespace/NS(http://iso.org/pdf2/ssn)>>") if namespaces else 0
    order = _order(root)
    for element in order:
        parent = element.parent.number if element.parent else tree
        space = _modernised(element, modern) if modern else ""
        file.put(element.number, _element(element, parent, pages, space))
    entries = [
        f"{key}[{' '.join(f'{element.number} 0 R' for element in found)}]" for key, found in enumerate(parents)
    ] + [f"{len(parents) + key} {element.number} 0 R" for key, element in enumerate(links)]
    parent_tree = file.add(f"<</Nums[{' '.join(entries)}]>>")
    roles = "".join(f"/{own}/{standard}" for own, standard in ROLES.items())
    ids = sorted((element.entries.partition("/ID ")[2].partition(")")[0] + ")", element.number)
                 for element in order if "/ID (" in element.entries)  # fmt: skip
    names = f"/IDTree<</Names[{' '.join(f'{key} {n} 0 R' for key, n in ids)}]>>" if ids else ""
    spaces = f"/Namespaces[{modern} 0 R]" if modern else ""
    return file.put(
        tree,
        f"<</Type/StructTreeRoot/K {root.number} 0 R/ParentTree {parent_tree} 0 R"
        f"/ParentTreeNextKey {len(parents) + len(links)}/RoleMap<<{roles}>>{names}{spaces}>>",
    )


def _modernised(element: Element, namespace: int) -> str:
    """The namespace of an element; notes and lists become what PDF 2.0 has for them (ISO 14289-2, 8.2.5.14 and 25)."""
    if element.tag == "Note":
        element.tag = "FENote"
    elif element.tag == "Aside" and (_above(element) in _WITHOUT_ASIDES or _is_inside(element, "Aside")):
        element.tag = "Sect"
    elif element.tag in _HEADINGS and _is_inside(element, "FENote"):
        element.tag = "P"
    elif element.tag in ("BlockQuote", "PullQuote") and _above(element) in ("TD", "TH"):
        element.tag = "Sect"
    elif element.tag == "L" and "/ListNumbering" not in element.entries:
        element.entries += "/A<</O/List/ListNumbering/Description>>"
    elif element.tag == "L":
        element.entries = element.entries.replace("/ListNumbering/None", "/ListNumbering/Unordered")
    return f"/NS {namespace} 0 R" if element.tag in _OF_2_0 else ""


def _above(element: Element) -> str:
    return element.parent.tag if element.parent else ""


def _is_inside(element: Element, tag: str) -> bool:
    above = element.parent
    while above is not None and above.tag != tag:
        above = above.parent
    return above is not None


def number(root: Element, file: File) -> None:
    """Reserve an object for every element."""
    for element in _order(root):
        element.number = file.reserve()


def _order(root: Element) -> list[Element]:
    order: list[Element] = []
    stack = [root]
    while stack:
        element = stack.pop()
        order.append(element)
        stack.extend(kid for kid in reversed(element.kids) if isinstance(kid, Element))
    return order


def _element(element: Element, parent: int, pages: list[int], space: str) -> str:
    page = -1
    parts: list[str] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            parts.append(f"{kid.number} 0 R")
        elif isinstance(kid, ObjectRef):
            parts.append(f"<</Type/OBJR/Obj {kid.number} 0 R/Pg {pages[kid.page]} 0 R>>")
        else:
            for at, mcid in kid.marks:
                page = at if page < 0 else page
                parts.append(str(mcid) if at == page else f"<</Type/MCR/Pg {pages[at]} 0 R/MCID {mcid}>>")
    where = f"/Pg {pages[page]} 0 R" if page >= 0 else ""
    kids = f"/K {parts[0]}" if len(parts) == 1 else f"/K[{' '.join(parts)}]" if parts else ""
    return f"<</Type/StructElem/S/{element.tag}/P {parent} 0 R{space}{where}{element.entries}{kids}>>"
