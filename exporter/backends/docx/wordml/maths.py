"""MathML into Office Math (ISO/IEC 29500-1, 22.1), for what TeX formulas need.

Word wants every argument it knows of an object, in order, even where it is empty: a square root has `m:deg`, hidden by
`m:degHide`; a sum has `m:sub`, `m:sup` and `m:e`. An accent is a combining character, not the spacing one MathML uses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from .runs import escaped


class NotExpressible(ValueError):
    """A formula that Office Math, or this module, has no words for."""


_NARY = frozenset("∑∏∐∫∬∭∮∯∰⋃⋂⋁⋀⨁⨂⨀⨄⨆")
_INTEGRALS = frozenset("∫∬∭∮∯∰")
_STOPS = frozenset("=<>≤≥≠≈≡∼≃≅∝→←↔⇒⇐⇔⟹⟸⟺∈∉⊂⊆⊃⊇+-−±∓,;|")
_ACCENTS = {
    "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "∼": "\u0303", "→": "\u20d7", "⃗": "\u20d7", "˙": "\u0307",
    "¨": "\u0308", "ˇ": "\u030c", "˘": "\u0306", "´": "\u0301", "`": "\u0300", "⃛": "\u20db",
}  # fmt: skip
_BARS = frozenset("¯―_‾̅")
_BRACES = frozenset("⏞⏟⎴⎵︷︸⏜⏝")
_OPENING, _CLOSING = frozenset("([{⟨⌊⌈|‖⟦"), frozenset(")]}⟩⌋⌉|‖⟧")
_LIMITS = frozenset(["lim", "max", "min", "sup", "inf", "limsup", "liminf", "argmax", "argmin", "det", "gcd", "Pr"])
_FUNCTIONS = frozenset(
    [
        "arg",
        "deg",
        "dim",
        "hom",
        "ker",
        "lg",
        "csc",
        "sec",
        "cot",
        "coth",
        "arcsin",
        "arccos",
        "arctan",
        "gcd",
        "det",
        "Pr",
    ]
)
_STYLES = {
    "normal": '<m:sty m:val="p"/>', "bold": '<m:sty m:val="b"/>', "bold-italic": '<m:sty m:val="bi"/>', "italic": "",
    "double-struck": '<m:scr m:val="double-struck"/><m:sty m:val="p"/>', "script": '<m:scr m:val="script"/>',
    "fraktur": '<m:scr m:val="fraktur"/><m:sty m:val="p"/>', "sans-serif": '<m:scr m:val="sans-serif"/>',
    "monospace": '<m:scr m:val="monospace"/><m:sty m:val="p"/>',
}  # fmt: skip
_SIDES = ("hideTop", "hideBot", "hideLeft", "hideRight")
_STRIKES = (
    ("horizontalstrike", "strikeH"),
    ("verticalstrike", "strikeV"),
    ("updiagonalstrike", "strikeBLTR"),
    ("downdiagonalstrike", "strikeTLBR"),
)
"""What MathML calls a line through a term, and Office Math, in the order of CT_BorderBoxPr (22.1.2.12)."""
_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]{1,6});")
_FONT = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'


def formula(root: Any, *, display: bool) -> str:
    """`m:oMath` for a MathML element (ElementTree); display: as a paragraph of its own. Raises NotExpressible."""
    inside = f"<m:oMath>{_row(list(root))}</m:oMath>"
    return f"<m:oMathPara>{inside}</m:oMathPara>" if display else inside


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _said(element: Any) -> str:
    return _plain(element).strip()


def _plain(element: Any) -> str:
    """An element's characters; the TeX reader writes some as references that are still to be read."""
    return _REFERENCE.sub(lambda found: chr(int(found[1], 16)), "".join(element.itertext()))


def _row(elements: Sequence[Any]) -> str:
    """Elements side by side; what follows a sum or integral, up to the next sign, belongs to it."""
    if any(_name(e) == "mspace" and e.get("linebreak") == "newline" for e in elements):
        return _lines(elements)
    if len(elements) >= 2 and _fence(elements[0], "prefix") and _fence(elements[-1], "postfix"):
        return _delimited(_said(elements[0]), _said(elements[-1]), elements[1:-1])
    out, at = [], 0
    while at < len(elements):
        if closing := _array_in_fences(elements, at):
            ending = _said(elements[closing]) if closing < len(elements) else ""
            out.append(_delimited(_said(elements[at]), ending, elements[at + 1 : at + 2]))
            at = closing + 1
            continue
        end = _reach(elements, at + 1)
        if nary := _as_nary(elements[at]):
            out.append(_nary(*nary, _row(elements[at + 1 : end])))
        elif _has_limits(elements[at]) and end > at + 1:
            name, inside = _element(elements[at]), _row(elements[at + 1 : end])
            out.append(f"<m:func><m:fName>{name}</m:fName><m:e>{inside}</m:e></m:func>")
        else:
            out.append(_element(elements[at]))
            end = at + 1
        at = end
    return "".join(out)


def _reach(elements: Sequence[Any], start: int) -> int:
    """Where what belongs to a sum or limit before `start` ends: at the next sign."""
    end = start
    while end < len(elements) and not (_name(elements[end]) == "mo" and _said(elements[end]) in _STOPS):
        end += 1
    return end


def _has_limits(element: Any) -> bool:
    """Whether this is a lim, max or the like with something below it."""
    return _name(element) in ("msub", "munder") and len(element) == 2 and _said(element[0]) in _LIMITS


def _fence(element: Any, form: str) -> bool:
    return _name(element) == "mo" and element.get("fence") == "true" and element.get("form") == form


def _array_in_fences(elements: Sequence[Any], at: int) -> int:
    """Where the fence closes that opens at `at` around a matrix, binomial or cases (which may stay open); 0: none does."""
    if at + 1 >= len(elements) or _name(elements[at]) != "mo" or _said(elements[at]) not in _OPENING:
        return 0
    tall = elements[at + 1]
    if _name(tall) != "mtable" and not (_name(tall) == "mfrac" and tall.get("linethickness") == "0"):
        return 0
    after = elements[at + 2] if at + 2 < len(elements) else None
    if after is not None and _name(after) == "mo" and _said(after) in _CLOSING:
        return at + 2
    return len(elements) if after is None else 0


def _delimited(opening: str, closing: str, inside: Sequence[Any]) -> str:
    marks = f'<m:begChr m:val="{_mark(opening)}"/><m:endChr m:val="{_mark(closing)}"/>'
    return f"<m:d><m:dPr>{marks}</m:dPr><m:e>{_row(inside)}</m:e></m:d>"


def _mark(value: str) -> str:
    return "" if value == "." else escaped(value)


def _lines(elements: Sequence[Any]) -> str:
    """Lines of equations under each other."""
    lines: list[list[Any]] = [[]]
    for element in elements:
        if _name(element) == "mspace" and element.get("linebreak") == "newline":
            lines.append([])
        else:
            lines[-1].append(element)
    drawn = "".join(f"<m:e>{_row(line)}</m:e>" for line in lines if line)
    return f"<m:eqArr>{drawn}</m:eqArr>"


def _element(element: Any) -> str:
    write = _WRITERS.get(_name(element))
    if write is None:
        raise NotExpressible(_name(element))
    return write(element)


def _run(value: str, properties: str) -> str:
    if value.startswith("\\"):
        raise NotExpressible(value)  # a command the TeX reader does not know
    own = f"<m:rPr>{properties}</m:rPr>" if properties else ""
    return f'<m:r>{own}{_FONT}<m:t xml:space="preserve">{escaped(value)}</m:t></m:r>' if value else ""


def _identifier(element: Any) -> str:
    value = _said(element)
    if value[1:] in _FUNCTIONS:
        value = value[1:]
    variant = element.get("mathvariant")
    return _run(value, _STYLES.get(variant or ("normal" if len(value) > 1 else "italic"), ""))


def _upright(element: Any) -> str:
    variant = element.get("mathvariant")
    return _run(_said(element), _STYLES.get(variant or "normal", ""))


def _words(element: Any) -> str:
    return _run(_plain(element), "<m:nor/>")


def _space(element: Any) -> str:
    width = element.get("width", "")
    amount = float(width[:-2]) if width.endswith("em") and width[:-2].replace(".", "", 1).isdigit() else 0.0
    return _run("\u2003" * round(amount) if amount >= 1 else "\u2009" if amount > 0 else "", "<m:nor/>")


def _inner(element: Any) -> str:
    return _row(list(element))


def _arguments(element: Any, count: int) -> list[str]:
    children = list(element)
    if len(children) != count:
        raise NotExpressible(f"{_name(element)} of {len(children)}")
    return [_row([child]) for child in children]


def _fraction(element: Any) -> str:
    over, under = _arguments(element, 2)
    bare = element.get("linethickness") in ("0", "0px", "0pt", "0em")
    kind = '<m:fPr><m:type m:val="noBar"/></m:fPr>' if bare else ""
    return f"<m:f>{kind}<m:num>{over}</m:num><m:den>{under}</m:den></m:f>"


def _square_root(element: Any) -> str:
    return f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>{_inner(element)}</m:e></m:rad>'


def _root(element: Any) -> str:
    base, degree = _arguments(element, 2)
    return f"<m:rad><m:deg>{degree}</m:deg><m:e>{base}</m:e></m:rad>"


def _scripts(element: Any) -> str:
    name, arguments = _name(element), _arguments(element, 3 if _name(element) == "msubsup" else 2)
    base = f"<m:e>{arguments[0]}</m:e>"
    if name == "msubsup":
        return f"<m:sSubSup>{base}<m:sub>{arguments[1]}</m:sub><m:sup>{arguments[2]}</m:sup></m:sSubSup>"
    if _has_limits(element):
        return f"<m:limLow>{base}<m:lim>{arguments[1]}</m:lim></m:limLow>"
    if name == "msub":
        return f"<m:sSub>{base}<m:sub>{arguments[1]}</m:sub></m:sSub>"
    return f"<m:sSup>{base}<m:sup>{arguments[1]}</m:sup></m:sSup>"


def _as_nary(element: Any) -> tuple[str, str, str, bool] | None:
    """(sign, below, above, limits beside it) where an element is a sum, product, integral with its limits."""
    name, children = _name(element), list(element)
    if name == "mo" and _said(element) in _NARY:
        return _said(element), "", "", _said(element) in _INTEGRALS
    if not children or _name(children[0]) != "mo" or _said(children[0]) not in _NARY:
        return None
    parts = [_row([child]) for child in children[1:]]
    beside = name.startswith("msu")
    if name in ("msubsup", "munderover") and len(parts) == 2:
        return _said(children[0]), parts[0], parts[1], beside
    if name in ("msub", "munder") and len(parts) == 1:
        return _said(children[0]), parts[0], "", beside
    if name in ("msup", "mover") and len(parts) == 1:
        return _said(children[0]), "", parts[0], beside
    return None


def _nary(sign: str, below: str, above: str, beside: bool, inside: str) -> str:
    hidden = ("" if below else '<m:subHide m:val="1"/>') + ("" if above else '<m:supHide m:val="1"/>')
    place = "subSup" if beside else "undOvr"
    properties = f'<m:naryPr><m:chr m:val="{sign}"/><m:limLoc m:val="{place}"/>{hidden}</m:naryPr>'
    return f"<m:nary>{properties}<m:sub>{below}</m:sub><m:sup>{above}</m:sup><m:e>{inside}</m:e></m:nary>"


def _above(element: Any) -> str:
    base, over = _arguments(element, 2)
    sign = _said(list(element)[1]) if _name(list(element)[1]) == "mo" else ""
    if sign in _BARS and sign:
        return f'<m:bar><m:barPr><m:pos m:val="top"/></m:barPr><m:e>{base}</m:e></m:bar>'
    if sign in _ACCENTS:
        return f'<m:acc><m:accPr><m:chr m:val="{_ACCENTS[sign]}"/></m:accPr><m:e>{base}</m:e></m:acc>'
    if sign in _BRACES and sign:
        place = f'<m:chr m:val="{sign}"/><m:pos m:val="top"/><m:vertJc m:val="bot"/>'
        return f"<m:groupChr><m:groupChrPr>{place}</m:groupChrPr><m:e>{base}</m:e></m:groupChr>"
    return f"<m:limUpp><m:e>{base}</m:e><m:lim>{over}</m:lim></m:limUpp>"


def _below(element: Any) -> str:
    base, under = _arguments(element, 2)
    sign = _said(list(element)[1]) if _name(list(element)[1]) == "mo" else ""
    if sign in _BARS and sign:
        return f'<m:bar><m:barPr><m:pos m:val="bot"/></m:barPr><m:e>{base}</m:e></m:bar>'
    if sign in _BRACES and sign:
        place = f'<m:chr m:val="{sign}"/><m:pos m:val="bot"/><m:vertJc m:val="top"/>'
        return f"<m:groupChr><m:groupChrPr>{place}</m:groupChrPr><m:e>{base}</m:e></m:groupChr>"
    return f"<m:limLow><m:e>{base}</m:e><m:lim>{under}</m:lim></m:limLow>"


def _both(element: Any) -> str:
    base, under, over = _arguments(element, 3)
    low = f"<m:limLow><m:e>{base}</m:e><m:lim>{under}</m:lim></m:limLow>"
    return f"<m:limUpp><m:e>{low}</m:e><m:lim>{over}</m:lim></m:limUpp>"


def _matrix(element: Any) -> str:
    rows = [[child for child in row if _name(child) == "mtd"] for row in element if _name(row) in ("mtr", "mlabeledtr")]
    count = max((len(row) for row in rows), default=0)
    if not count:
        raise NotExpressible("an empty table")
    columns = "".join(
        f'<m:mc><m:mcPr><m:count m:val="1"/><m:mcJc m:val="{_side(element, rows[0], n)}"/></m:mcPr></m:mc>'
        for n in range(count)
    )
    drawn = "".join(f"<m:mr>{''.join(_matrix_cell(row, n) for n in range(count))}</m:mr>" for row in rows)
    return f"<m:m><m:mPr><m:mcs>{columns}</m:mcs></m:mPr>{drawn}</m:m>"


def _side(table: Any, row: list[Any], column: int) -> str:
    """How a column is aligned: as its first cell says, or as the table lists it."""
    listed = (table.get("columnalign") or "").split()
    own = row[column].get("columnalign") if column < len(row) else None
    side = own or (listed[min(column, len(listed) - 1)] if listed else "")
    return side if side in ("left", "right") else "center"


def _matrix_cell(row: list[Any], number: int) -> str:
    return f"<m:e>{_inner(row[number])}</m:e>" if number < len(row) else "<m:e/>"


def _boxed(element: Any) -> str:
    drawn = (element.get("notation") or "").split()
    strikes = [tag for notation, tag in _STRIKES if notation in drawn]
    if not strikes:
        return f"<m:borderBox><m:e>{_inner(element)}</m:e></m:borderBox>"
    hidden = "" if "box" in drawn else "".join(f'<m:{side} m:val="1"/>' for side in _SIDES)
    struck = "".join(f'<m:{tag} m:val="1"/>' for tag in strikes)
    return f"<m:borderBox><m:borderBoxPr>{hidden}{struck}</m:borderBoxPr><m:e>{_inner(element)}</m:e></m:borderBox>"


def _phantom(element: Any) -> str:
    return f'<m:phant><m:phantPr><m:show m:val="0"/></m:phantPr><m:e>{_inner(element)}</m:e></m:phant>'


_WRITERS: dict[str, Callable[[Any], str]] = {
    "mi": _identifier,
    "mn": _upright,
    "mo": _upright,
    "mtext": _words,
    "mspace": _space,
    "mrow": _inner,
    "mstyle": _inner,
    "mpadded": _inner,
    "mfrac": _fraction,
    "msqrt": _square_root,
    "mroot": _root,
    "msub": _scripts,
    "msup": _scripts,
    "msubsup": _scripts,
    "mover": _above,
    "munder": _below,
    "munderover": _both,
    "mtable": _matrix,
    "menclose": _boxed,
    "mphantom": _phantom,
}
