"""Lists: L, LI, Lbl and LBody (ISO 32000-1, 14.8.4.3.3); marks hang before the text."""

from __future__ import annotations

from exporter import model
from exporter.backends.pdf.flow import Composer
from exporter.backends.pdf.galley import Galley, Room
from exporter.backends.pdf.lines import Line
from exporter.backends.pdf.structure import Element
from exporter.backends.pdf.text import Style

_NUMBERINGS = {
    "decimal": "Decimal",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST_ROMAN = 3999
_BULLET = 1.2  # of the text's size


def numeral(count: int, numbering: str) -> str:
    """A number as a list counts it; what letters (0) and Roman numerals (4000) cannot say is decimal."""
    if numbering == "decimal" or count < 1 or (count > _MOST_ROMAN and numbering.endswith("roman")):
        return str(count)
    if numbering.endswith("alpha"):
        letters = ""
        while count:
            count, rest = divmod(count - 1, 26)
            letters = chr(97 + rest) + letters
    else:
        letters, left = "", count
        for value, sign in _ROMAN:
            letters += sign * (left // value)
            left %= value
    return letters.upper() if numbering.startswith("upper") else letters


def _mark(node: model.List, at: int, item: model.ListItem, depth: int) -> str:
    if node.kind == "ordered":
        return f"{numeral(node.start + at, node.numbering)}."
    if node.kind == "task" or item.checked is not None:
        return "☑" if item.checked else "☐"
    return "•" if depth % 2 == 0 else "–"


def set_list(composer: Composer, galley: Galley, room: Room, node: model.List) -> None:
    """Set a list."""
    kind = _NUMBERINGS[node.numbering] if node.kind == "ordered" else "Disc" if node.kind == "bullet" else "None"
    element = composer.child("L", room, node, f"/A<</O/List/ListNumbering/{kind}>>")
    depth = _depth(element)
    style = room.style._replace(colour=composer.theme.colours.accent, bold=False, italic=False)
    if node.kind == "bullet":
        style = style._replace(size=round(style.size * _BULLET, 2), rise=round(style.size * -0.05, 2))
    marks = [_mark(node, at, item, depth) for at, item in enumerate(node.items)]
    widest = max(_width(composer, mark, style) for mark in marks)
    inner = room.inset(max(composer.theme.spacing.indent, widest + 6.0))._replace(gap=composer.theme.spacing.item)
    spread = any(len(item.content) > 1 for item in node.items)
    galley.space(composer.theme.spacing.item if depth else room.gap)
    begins = []
    for mark, item in zip(marks, node.items, strict=True):
        begins.append(len(galley.atoms))
        _set_item(composer, galley, inner, element, mark, item, style)
        galley.space(composer.theme.spacing.item * (1.0 if spread or depth == 0 else 0.6))
    _keep_ends(galley, begins)
    galley.space(composer.theme.spacing.item if depth else room.gap)


def _keep_ends(galley: Galley, begins: list[int]) -> None:
    """No item of one line stands alone at the foot or head of a page, parted from the others."""
    if len(begins) < 2:
        return
    if begins[1] - begins[0] == 1:
        galley.atoms[begins[0]].keep = True
    if len(galley.atoms) - begins[-1] == 1:
        galley.atoms[begins[-1] - 1].keep = True


def _depth(element: Element) -> int:
    depth, above = 0, element.parent
    while above is not None:
        depth += above.tag == "L" and "/ListNumbering" in above.entries  # a list of terms has no marks
        above = above.parent
    return depth


def _width(composer: Composer, mark: str, style: Style) -> float:
    return composer.typesetter.setting(style).width(mark)


def _set_item(
    composer: Composer, galley: Galley, room: Room, element: Element, words: str, item: model.ListItem, style: Style
) -> None:
    entry = composer.child("LI", room._replace(element=element), item)
    label = Element("Lbl", entry)
    body = composer._turned(room, item)._replace(element=Element("LBody", entry))
    first = len(galley.atoms)
    composer.blocks(galley, body, item.content)
    if len(galley.atoms) == first:
        composer.words(galley, body, "\u200b", Element("P", body.element))
    hang(galley, first, composer.mark(room, words, label, style, gap=6.0), item.id)


def hang(galley: Galley, first: int, mark: Line, identifier: str | None) -> None:
    """Hang a mark beside the atom at `first`."""
    if first >= len(galley.atoms):
        return
    atom = galley.atoms[first]
    mark.base = atom.base if isinstance(atom, Line) else mark.height * 0.75
    atom.beside = (mark, *atom.beside)
    if identifier:
        atom.anchors = (identifier, *atom.anchors)
