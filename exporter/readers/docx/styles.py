"""The styles of a document: what a paragraph or run is and how it looks, with everything it inherits (17.7)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from .names import OURS, W, character_role, known_as, role

if TYPE_CHECKING:
    from lxml.etree import _Element

_RAISING = frozenset([f"{W}vertAlign", f"{W}position"])
_OFF = frozenset(["0", "false", "off", "none"])
_LONGEST_CHAIN = 40
"""Styles based on each other that are followed; Word itself stops at 11."""
MONOSPACED = frozenset(
    ["courier", "courier new", "consolas", "menlo", "monaco", "source code pro", "cascadia code", "cascadia mono",
     "lucida console", "dejavu sans mono", "liberation mono", "fira code", "andale mono", "ubuntu mono", "roboto mono"]
)  # fmt: skip


class Look(NamedTuple):
    """How words look; None: as what is around them.  size: half points.  lang: tags for Latin, East Asian, other scripts."""

    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    underline: bool | None = None
    small_caps: bool | None = None
    hidden: bool | None = None
    raised: str | None = None
    face: str | None = None
    size: int | None = None
    rtl: bool | None = None
    role: str | None = None
    lang: tuple[str, str, str] | None = None

    def over(self, below: Look) -> Look:
        """This look where it says something, else the one below."""
        return _over(self, below)


@lru_cache(maxsize=4096)
def _over(above: Look, below: Look) -> Look:
    both = zip(above._fields, above, below, strict=True)
    values: dict[str, Any] = {name: other if own is None else own for name, own, other in both}
    return Look(**values)


NO_LOOK = Look()


class Style(Struct):
    """One style, all it inherits worked out. role: what it is for.  outline: its level, -1 for none.  list: (num id, level).

    indent: (left, first line) in twips.  borders: the lines around it, as `lines_around` gives them.
    """

    id: str
    names: list[str]
    role: str = ""
    look: Look = NO_LOOK
    outline: int = -1
    list: tuple[str, int] | None = None
    indent: tuple[int, int] = (0, 0)
    conditional: frozenset[str] = frozenset()
    borders: frozenset[tuple[str, ...]] | None = None

    @property
    def bordered(self) -> bool:
        """Whether it has lines around it."""
        return self.borders is not None


def value(parent: _Element | None, tag: str, attribute: str = "val") -> str | None:
    """An attribute of a child of `parent`, None where there is neither."""
    found = None if parent is None else parent.find(f"{W}{tag}")
    return None if found is None else found.get(f"{W}{attribute}")


def flag(parent: _Element, tag: str) -> bool | None:
    """A property that is on by being there, unless it says otherwise (17.17.4); None where it is not there."""
    found = parent.find(f"{W}{tag}")
    return None if found is None else found.get(f"{W}val", "1").lower() not in _OFF


def number(text: str | None, default: int = 0) -> int:
    """A whole number as Word writes it (some programs write decimals)."""
    try:
        return int(float(text)) if text else default
    except (ValueError, OverflowError):
        return default


def look(properties: _Element | None) -> Look:
    """What a `w:rPr` says itself."""
    if properties is None or not len(properties):
        return NO_LOOK
    tags = {child.tag for child in properties}
    bold = flag(properties, "b") if f"{W}b" in tags else None
    strike = flag(properties, "strike") if f"{W}strike" in tags else None
    if f"{W}dstrike" in tags:
        strike = flag(properties, "dstrike")
    return Look(
        bold=bold,
        italic=flag(properties, "i") if f"{W}i" in tags else None,
        strike=strike,
        underline=_underlined(properties) if f"{W}u" in tags else None,
        small_caps=flag(properties, "smallCaps") if f"{W}smallCaps" in tags else None,
        hidden=flag(properties, "vanish") if f"{W}vanish" in tags else None,
        raised=_raised(properties) if tags & _RAISING else None,
        face=_face(properties) if f"{W}rFonts" in tags else None,
        size=number(value(properties, "sz")) or None if f"{W}sz" in tags else None,
        rtl=flag(properties, "rtl") if f"{W}rtl" in tags else None,
        lang=_languages(properties) if f"{W}lang" in tags else None,
    )


def _raised(properties: _Element) -> str | None:
    """Raised or lowered, by name or (as LibreOffice writes HTML) by a shift of smaller words."""
    named = value(properties, "vertAlign")
    shift = number(value(properties, "position"))
    if named is not None or not shift or properties.find(f"{W}sz") is None:
        return named
    return "superscript" if shift > 0 else "subscript"


def _underlined(properties: _Element) -> bool:
    return (value(properties, "u") or "single").lower() not in _OFF


def _face(properties: _Element) -> str | None:
    name = value(properties, "rFonts", "ascii") or value(properties, "rFonts", "hAnsi")
    return name.lower() if name else None


def _languages(properties: _Element) -> tuple[str, str, str]:
    return tuple(value(properties, "lang", slot) or "" for slot in ("val", "eastAsia", "bidi"))  # type: ignore[return-value]


class Styles:
    """All styles, by kind and id."""

    def __init__(self, root: _Element | None) -> None:
        self._raw: dict[tuple[str, str], _Element] = {}
        self._made: dict[tuple[str, str], Style] = {}
        self._defaults: dict[str, str] = {}
        self.look = NO_LOOK
        for element in root.iter(f"{W}style") if root is not None else ():
            kind, name = element.get(f"{W}type") or "paragraph", element.get(f"{W}styleId") or ""
            self._raw.setdefault((kind, name), element)
            if element.get(f"{W}default", "0").lower() not in _OFF:
                self._defaults.setdefault(kind, name)
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self.look = look(defaults)
        names = {(value(element, "name") or "").lower() for element in self._raw.values()}
        self.ours = bool(OURS & names)
        normal = self.paragraph(None)
        self.body = normal.look.over(self.look)

    def paragraph(self, style_id: str | None) -> Style:
        """A paragraph style; None: the default one."""
        return self._style("paragraph", style_id)

    def character(self, style_id: str | None) -> Style:
        """A character style."""
        return self._style("character", style_id)

    def table(self, style_id: str | None) -> Style:
        """A table style."""
        return self._style("table", style_id)

    def _style(self, kind: str, style_id: str | None) -> Style:
        key = kind, self._defaults.get(kind, "") if style_id is None else style_id
        if key not in self._made:
            self._made[key] = self._resolved(*key)
        return self._made[key]

    def _chain(self, kind: str, style_id: str) -> Iterator[_Element]:
        """A style and those it is based on, nearest first; a circle ends where it began."""
        seen: set[str] = set()
        while (kind, style_id) in self._raw and style_id not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(style_id)
            element = self._raw[kind, style_id]
            yield element
            style_id = value(element, "basedOn") or ""

    def _resolved(self, kind: str, style_id: str) -> Style:
        out = Style(style_id, [], indent=(0, 0))
        find_role = character_role if kind == "character" else role
        left: int | None = None
        first: int | None = None
        for element in self._chain(kind, style_id):
            names = known_as(value(element, "name") or "", value(element, "aliases") or "")
            out.names = out.names or names
            out.role = out.role or next((found for name in names if (found := find_role(name))), "")
            out.look = out.look.over(look(element.find(f"{W}rPr")))
            out.conditional |= {one.get(f"{W}type") or "" for one in element.findall(f"{W}tblStylePr")}
            properties = element.find(f"{W}pPr")
            if properties is None:
                continue
            if out.outline < 0 and (level := value(properties, "outlineLvl")) is not None:
                out.outline = number(level, 9)
            out.list = out.list or listed(properties)
            out.borders = lines_around(properties) if out.borders is None else out.borders
            ind = properties.find(f"{W}ind")
            own_left, own_first = indents(ind)
            left, first = own_left if left is None else left, own_first if first is None else first
        out.indent = (left or 0, first or 0)
        if kind == "paragraph":
            out.role = _outlined(out)
        return out


def _outlined(style: Style) -> str:
    """The role of a style that its outline level may know better than what it is based on."""
    if style.role in ("", "body", "list") and 0 <= style.outline < 9:
        return f"heading-{style.outline + 1}"
    if style.outline == 9 and style.role.startswith("heading-") and not any(map(role, style.names)):
        return "body"
    return style.role


def lines_around(properties: _Element) -> frozenset[tuple[str, ...]] | None:
    """The lines a `w:pBdr` puts around a paragraph, each with its place, kind, width, distance, colour; None without one."""
    found = properties.find(f"{W}pBdr")
    if found is None:
        return None
    told = ("val", "sz", "space", "color")
    return frozenset((str(line.tag), *(line.get(f"{W}{name}", "").lower() for name in told)) for line in found)


def listed(properties: _Element) -> tuple[str, int] | None:
    """(number id, level) of a `w:numPr`; id "0" takes a paragraph out of its style's list."""
    found = properties.find(f"{W}numPr")
    if found is None:
        return None
    num = value(found, "numId")
    return None if num is None else (num, min(8, max(0, number(value(found, "ilvl")))))


def indents(ind: _Element | None) -> tuple[int | None, int | None]:
    """(left, first line) of a `w:ind` in twips, None for what it does not say."""
    if ind is None:
        return None, None
    left = ind.get(f"{W}left") or ind.get(f"{W}start")
    hanging, first = ind.get(f"{W}hanging"), ind.get(f"{W}firstLine")
    moved = -number(hanging) if hanging is not None else number(first) if first is not None else None
    return (None if left is None else number(left)), moved
