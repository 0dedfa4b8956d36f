"""A Word document of the user's as the ground: their styles, headers, logo, page and numbering; our text.

What they have is never overwritten. Styles are matched by name whatever its case, never by id, because ids are translated
and names of built-in styles are not; what is missing comes from our own template.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.package import Package
from lxml import etree

from exporter.errors import UsageError

from .names import by_name, identity
from .opc import Part, word
from .wordml.paragraphs import Sheet

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLED = re.compile(r'<w:(pStyle|rStyle|tblStyle) w:val="([^"]*)"/>')
_HEADING = re.compile(r'(<w:p><w:pPr><w:pStyle w:val="Heading([1-6])"/>(?:(?!</w:pPr>).)*)</w:pPr>')
_LISTED = re.compile(r'<w:numId w:val="([1-9]\d*)"/>')
_OF_THE_TEXT = tuple(
    f"/{kind}"
    for kind in ("image", "hyperlink", "header", "footer", "chart", "oleObject", "package", "comments", "vbaProject")
)
# The last is a copy of the styles for Word 2010, which would not be one any more.
_REPLACED = (
    RT.FOOTNOTES, RT.STYLES, RT.NUMBERING, "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
)  # fmt: skip
_KINDS = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}


LARGEST = 256 << 20
"""Bytes a document of the user's may unpack to."""
_OLE = b"\xd0\xcf\x11\xe0"


def opened(data: bytes, name: str) -> Reference:
    """The document of the user's in these bytes. Raises UsageError, which says `name`, where that is no Word document."""
    if data.startswith(_OLE):
        hint = "save it as .docx without a password"
        raise UsageError("not a .docx: it is encrypted, or of Word before 2007", place=name, hint=hint)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise ValueError(f"it unpacks to more than {LARGEST >> 20} MiB")
        return Reference(Package.open(io.BytesIO(data)))
    except Exception as error:  # what python-docx raises on a broken file is of every kind
        why = " ".join(str(error).split())[:120]
        raise UsageError(f"not a Word document: {why}", place=name, hint="give a .docx or .dotx") from None


class Reference:
    """The parts of the user's document that stay, and how our names read in it."""

    def __init__(self, package: Any) -> None:
        self.package = package
        self.main: Any = package.main_document_part
        body = etree.fromstring(self.main.blob).find(f"{_W}body")
        if body is None:
            raise ValueError("it has no body")
        sections = list(body.iter(f"{_W}sectPr"))
        self.section: Any = _inheriting(sections) if sections else None
        self.styles = self._tree(RT.STYLES, "styles")
        self.numbering = self._tree(RT.NUMBERING, "numbering")
        self._ids: dict[tuple[str, str], str] = {}
        self._list_offset = 0
        self._face = ""
        self._flat: set[str] = set()

    def _tree(self, relation: str, root: str) -> Any:
        try:
            return etree.fromstring(self.main.part_related_by(relation).blob)
        except KeyError:
            return etree.Element(f"{_W}{root}", nsmap={"w": _W[1:-1]})

    def sheet(self, own: Sheet) -> Sheet:
        """Their page; what their last section does not say is as in `own`."""
        size = self._attributes("pgSz")
        margins = self._attributes("pgMar")
        width, height = size.get("w", own.width), size.get("h", own.height)
        sides = [margins.get(side, getattr(own, side)) for side in ("top", "right", "bottom", "left")]
        sheet = Sheet(width, height, *sides)
        return sheet if sheet.measure > 1440 else own

    def _attributes(self, name: str) -> dict[str, int]:
        found = self.section.find(f"{_W}{name}") if self.section is not None else None
        if found is None:
            return {}
        numbers = ((etree.QName(key).localname, value) for key, value in found.attrib.items())
        return {key: int(float(value)) for key, value in numbers if re.fullmatch(r"-?\d+(\.\d+)?", value)}

    def points(self, name: str) -> float:
        """The type size of their paragraph style of a name (in lower case), 0 where they have no such style."""
        style_id = by_name(self.styles.iter(f"{_W}style")).get(("paragraph", name))
        by_id = {style.get(f"{_W}styleId"): style for style in self.styles.iter(f"{_W}style")}
        style, seen = by_id.get(style_id), 0
        while style is not None and seen < len(by_id):
            if (size := style.find(f"{_W}rPr/{_W}sz")) is not None:
                return _half_points(size)
            based = style.find(f"{_W}basedOn")
            style, seen = (None if based is None else by_id.get(based.get(f"{_W}val"))), seen + 1
        size = self.styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}sz")
        return 0.0 if style_id is None else 10.0 if size is None else _half_points(size)

    def merge(self, styles: bytes, numbering: str) -> None:
        """Take over the styles and lists of our template that are missing here."""
        self._merge_lists(etree.fromstring(numbering.encode()))
        ours: Any = etree.fromstring(styles)
        self._face = ours.find(f"{_W}docDefaults//{_W}rFonts").get(f"{_W}ascii")
        theirs = by_name(self.styles.iter(f"{_W}style"))
        taken = {(style.get(f"{_W}styleId") or "").lower() for style in self.styles.iter(f"{_W}style")}
        missing = []
        for style in ours.iter(f"{_W}style"):
            own = style.get(f"{_W}styleId")
            known = theirs.get(identity(style))
            if known is None:
                known = own if own.lower() not in taken else f"{own}Article"
                missing.append(style)
            self._ids[style.get(f"{_W}type"), own] = known
        self._flat = self._without_level()
        for style in missing:
            self.styles.append(self._adopted(style))

    def _adopted(self, style: Any) -> Any:
        """A style of ours among theirs: their ids, no default any more, its list renumbered."""
        kind = style.get(f"{_W}type")
        style.attrib.pop(f"{_W}default", None)
        style.set(f"{_W}styleId", self._ids[kind, style.get(f"{_W}styleId")])
        for name in ("basedOn", "next", "link"):
            for found in style.findall(f"{_W}{name}"):
                found.set(f"{_W}val", self._ids.get((kind, found.get(f"{_W}val")), found.get(f"{_W}val")))
        self._refaced(style)
        for found in style.iter(f"{_W}numId"):
            found.set(f"{_W}val", str(int(found.get(f"{_W}val")) + self._list_offset))
        return style

    def _refaced(self, style: Any) -> None:
        """Their face for words in a style of ours that asks for our own."""
        fonts = style.find(f"{_W}rPr/{_W}rFonts")
        if fonts is None or fonts.get(f"{_W}ascii") != self._face:
            return
        if (theirs := self._fonts()) is not None:
            fonts.addprevious(copy.deepcopy(theirs))
        fonts.getparent().remove(fonts)

    def _fonts(self) -> Any:
        """The `w:rFonts` of their plain words, None where they leave it to the program."""
        plain = [s for s in self.styles.iter(f"{_W}style") if identity(s) == ("paragraph", "normal")]
        for place in (*plain, *self.styles.findall(f"{_W}docDefaults/{_W}rPrDefault")):
            if (found := place.find(f"{_W}rPr/{_W}rFonts")) is not None:
                return found
        return None

    def _merge_lists(self, ours: Any) -> None:
        """Our lists after theirs, with ids nobody has; definitions stand before lists."""
        numbers = [int(e.get(f"{_W}numId")) for e in self.numbering.findall(f"{_W}num")]
        definitions = self.numbering.findall(f"{_W}abstractNum")
        self._list_offset = max(numbers, default=0)
        offset = max((int(e.get(f"{_W}abstractNumId")) for e in definitions), default=-1) + 1
        place = (
            self.numbering.index(definitions[-1]) + 1
            if definitions
            else len(self.numbering.findall(f"{_W}numPicBullet"))
        )
        for definition in ours.findall(f"{_W}abstractNum"):
            definition.set(f"{_W}abstractNumId", str(int(definition.get(f"{_W}abstractNumId")) + offset))
            self.numbering.insert(place, definition)
            place += 1
        place = place + len(self.numbering.findall(f"{_W}num"))
        for entry in ours.findall(f"{_W}num"):
            entry.set(f"{_W}numId", str(int(entry.get(f"{_W}numId")) + self._list_offset))
            base = entry.find(f"{_W}abstractNumId")
            base.set(f"{_W}val", str(int(base.get(f"{_W}val")) + offset))
            self.numbering.insert(place, entry)
            place += 1

    def _without_level(self) -> set[str]:
        """The headings for which they have a style that says nothing of the level."""
        by_id = {style.get(f"{_W}styleId"): style for style in self.styles.iter(f"{_W}style")}
        out = set()
        for own in (f"Heading{level}" for level in range(1, 7)):
            style, seen = by_id.get(self._ids.get(("paragraph", own))), 0
            if style is None:
                continue
            while style is not None and style.find(f"{_W}pPr/{_W}outlineLvl") is None and seen < len(by_id):
                based = style.find(f"{_W}basedOn")
                style, seen = (None if based is None else by_id.get(based.get(f"{_W}val"))), seen + 1
            if style is None:
                out.add(own)
        return out

    def _levelled(self, found: re.Match[str]) -> str:
        level = f'<w:outlineLvl w:val="{int(found[2]) - 1}"/>' if f"Heading{found[2]}" in self._flat else ""
        return f"{found[1]}{level}</w:pPr>"

    def named(self, text: str) -> str:
        """Our XML with the ids of their styles and of the lists among theirs."""
        if self._flat:
            text = _HEADING.sub(self._levelled, text)
        text = _STYLED.sub(
            lambda found: f'<w:{found[1]} w:val="{self._ids.get((_KINDS[found[1]], found[2]), found[2])}"/>', text
        )
        return _LISTED.sub(lambda found: f'<w:numId w:val="{int(found[1]) + self._list_offset}"/>', text)

    def styles_part(self) -> bytes:
        """Their styles with ours."""
        return _serialized(self.styles)

    def numbering_part(self) -> bytes:
        """Their lists with ours."""
        return _serialized(self.numbering)

    def has_running(self, kind: str) -> bool:
        """Whether their last section has a header or footer for every page ("header", "footer")."""
        if self.section is None:
            return False
        return any(e.get(f"{_W}type") == "default" for e in self.section.findall(f"{_W}{kind}Reference"))

    def without_header(self) -> list[str]:
        """Which of their pages ("first", "even") have a header of their own kind that is not there, so that they have none."""
        if self.section is None:
            return []
        there = {e.get(f"{_W}type") for e in self.section.findall(f"{_W}headerReference")}
        wanted = ["first"] if _on(self.section.find(f"{_W}titlePg")) else []
        wanted += ["even"] if _on(self._tree(RT.SETTINGS, "settings").find(f"{_W}evenAndOddHeaders")) else []
        return [kind for kind in wanted if kind not in there]

    def last_section(self, references: str) -> str:
        """Their last section, with references to a header and footer of ours put in front."""
        if self.section is None:
            return f"<w:sectPr>{references}</w:sectPr>"
        text = etree.tostring(self.section, encoding="unicode", with_tail=False)
        head, close, rest = text.partition(">")
        return f"{head[:-1]}>{references}</w:sectPr>" if head.endswith("/") else f"{head}{close}{references}{rest}"

    def part(self, document: str) -> Part:
        """The main part with our text, related to everything of theirs that it still needs."""
        part = Part(str(self.main.partname), word("document.main"), document)
        made: dict[str, Part] = {part.name: part}
        for key, found in self.main.rels.items():
            of_text = found.reltype.endswith(_OF_THE_TEXT)
            if found.reltype in _REPLACED or (of_text and f'"{key}"' not in document):
                continue
            part.relate(key, found.reltype, found.target_ref if found.is_external else _kept(found.target_part, made))
        return part

    def mark(self, part: Part, marking: str) -> None:
        """Put the marking at the head of their headers."""
        headers = [found.target for found in part.relations.values() if found.kind == RT.HEADER]
        for header in dict.fromkeys(headers):
            if isinstance(header, Part):
                tree = etree.fromstring(header.data)
                tree.insert(0, etree.fromstring(marking))
                header.data = _serialized(tree)

    def free(self, pattern: str) -> str:
        """A part name nobody has ("/customXml/item%d.xml")."""
        return str(self.package.next_partname(pattern))


def _on(element: Any) -> bool:
    """Whether a switch is there and not turned off (17.17.4)."""
    return element is not None and element.get(f"{_W}val") not in ("0", "false", "off")


def _half_points(size: Any) -> float:
    value = size.get(f"{_W}val") or ""
    return int(value) / 2 if value.isdecimal() else 0.0


def _kept(theirs: Any, made: dict[str, Part]) -> Part:
    """A part of theirs as it is, with what it leads to."""
    name = str(theirs.partname)
    if name not in made:
        made[name] = part = Part(name, theirs.content_type, theirs.blob)
        for key, found in theirs.rels.items():
            part.relate(key, found.reltype, found.target_ref if found.is_external else _kept(found.target_part, made))
    return made[name]


def _inheriting(sections: list[Any]) -> Any:
    """The last section with the headers and footers it takes over from those before it, which go with their text."""
    last = sections[-1]
    for earlier in reversed(sections[:-1]):
        for found in earlier.findall(f"{_W}headerReference") + earlier.findall(f"{_W}footerReference"):
            known = [e.get(f"{_W}type") for e in last.findall(found.tag)]
            if found.get(f"{_W}type") not in known:
                last.insert(0, copy.deepcopy(found))
    return last


def _serialized(tree: Any) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
