"""Whole parts: the document, footnotes, header and footer, numbering, properties, and the record of the article."""

from __future__ import annotations

from typing import NamedTuple

from .paragraphs import Indent
from .runs import escaped

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)


def story(kind: str, content: str) -> str:
    """A part that holds text: kind is the tag of its root ("document", "footnotes", "hdr", "ftr")."""
    inside = f"<w:body>{content}</w:body>" if kind == "document" else content
    return f"{_DECLARATION}<w:{kind} {_NAMESPACES}>{inside}</w:{kind}>"


def alone(element: str) -> str:
    """One element with the namespaces it needs, to be put into a part that has its own."""
    name, rest = element.split(">", 1)
    return f"{name} {_NAMESPACES}>{rest}"


def footnote(number: int, content: str) -> str:
    """One footnote; `content` is paragraphs and ends with one (17.11.10)."""
    return f'<w:footnote w:id="{number}">{content}</w:footnote>'


SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)
"""The line above footnotes, and above those that go on from the page before; Word wants both."""


class Level(NamedTuple):
    """One level of a list: its kind of number (17.9.17), its text, how it is indented, and the colour of the mark."""

    kind: str
    text: str
    indent: Indent
    colour: str = ""
    suffix: str = "tab"


def numbering(definitions: list[list[Level]], lists: list[tuple[int, int | None, int]]) -> str:
    """The numbering part: definitions first, then the lists, each (definition, start or None, level it starts at).

    Lists count from 1; a list with a start begins anew, whatever another list of the same definition has counted.
    """
    abstract = "".join(_definition(number, levels) for number, levels in enumerate(definitions))
    used = "".join(_list(number, *entry) for number, entry in enumerate(lists, 1))
    return f"{_DECLARATION}<w:numbering {_NAMESPACES}>{abstract}{used}</w:numbering>"


def _definition(number: int, levels: list[Level]) -> str:
    drawn = "".join(_level(depth, level) for depth, level in enumerate(levels))
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x4E580000 + number:08X}"/>'
        f'<w:multiLevelType w:val="hybridMultilevel"/><w:tmpl w:val="{0x4E590000 + number:08X}"/>{drawn}</w:abstractNum>'
    )


def _level(depth: int, level: Level) -> str:
    colour = f'<w:rPr><w:color w:val="{level.colour}"/></w:rPr>' if level.colour else ""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{level.kind}"/><w:suff w:val="{level.suffix}"/>'
        f'<w:lvlText w:val="{level.text}"/><w:lvlJc w:val="left"/><w:pPr>{level.indent.xml()}</w:pPr>{colour}</w:lvl>'
    )


def _list(number: int, definition: int, start: int | None, level: int) -> str:
    anew = ""
    if start is not None:
        anew = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{anew}</w:num>'


def core_properties(fields: list[tuple[str, str]]) -> str:
    """Title, creator and the like (ISO/IEC 29500-2, 11): prefixed names with their values; empty ones are left out."""
    drawn = []
    for name, value in fields:
        kind = ' xsi:type="dcterms:W3CDTF"' if name.startswith("dcterms:") else ""
        if value:
            drawn.append(f"<{name}{kind}>{escaped(value)}</{name}>")
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{"".join(drawn)}</cp:coreProperties>'
    )


def application_properties(program: str) -> str:
    """Which program made the file (ISO/IEC 29500-1, 15.2.12.3)."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{_DECLARATION}<Properties xmlns="{space}"><Application>{escaped(program)}</Application></Properties>'


RECORD = "urn:exporter:article"
"""The namespace of the part that carries the article itself."""


def record(json: str, json_hash: str, parts_hash: str, text_hash: str) -> str:
    """The article's canonical JSON as custom XML, with the SHA-256 of that JSON, of all other parts, and of the text."""
    return (
        f'{_DECLARATION}<article xmlns="{RECORD}" media-type="application/json" sha256="{json_hash}"'
        f' parts-sha256="{parts_hash}" text-sha256="{text_hash}">{escaped(json)}</article>'
    )


def record_properties(guid: str) -> str:
    """What Word keeps a custom XML part by (15.2.6)."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    return (
        f'{_DECLARATION}<ds:datastoreItem ds:itemID="{{{guid}}}" xmlns:ds="{space}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{RECORD}"/></ds:schemaRefs></ds:datastoreItem>'
    )
