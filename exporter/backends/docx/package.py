"""The package: parts and relationships by python-docx (ISO/IEC 29500-2), written so that equal parts give equal bytes.

python-docx stamps the current time on every entry of the ZIP and finds relationships by search; so its package and parts
are used, and what it would write is written here, entry by entry.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PACKAGE_URI, PackURI
from docx.opc.part import Part
from docx.opc.pkgwriter import _ContentTypesItem
from docx.package import Package
from msgspec import Struct

from exporter.backends import Context
from exporter.walk import text as words

from . import running
from .reference import Reference
from .state import Relations, State
from .wordml import parts as xml

_EPOCH = (1980, 1, 1, 0, 0, 0)
_STORED = (".png", ".jpg", ".gif")
_LEVEL = 6


class Parts(Struct, frozen=True):
    """The content of the parts, and what document and footnotes refer to; `record` is a part and its properties."""

    document: str
    footnotes: str
    header: str
    footer: str
    styles: bytes
    settings: bytes
    theme: bytes
    fonts: bytes
    numbering: str
    record: tuple[str, str]
    body: Relations
    notes: Relations


def written(parts: Parts, state: State, context: Context) -> bytes:
    """The file of a document: our own parts, or the user's with ours among them."""
    package = Package()
    ground = state.reference
    document = (
        ground.part(package, parts.document)
        if ground
        else _part(package, "/word/document.xml", CT.WML_DOCUMENT_MAIN, parts.document)
    )
    package.load_rel(RT.OFFICE_DOCUMENT, document, "rId1")
    core = _part(package, "/docProps/core.xml", CT.OPC_CORE_PROPERTIES, _core(state, context))
    package.load_rel(RT.CORE_PROPERTIES, core, "rId2")
    application = xml.application_properties(context.generator)
    extended = _part(package, "/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, application)
    package.load_rel(RT.EXTENDED_PROPERTIES, extended, "rId3")
    footnotes = _grounded(package, document, parts, ground, state) if ground else _fixed_parts(package, document, parts)
    _record(
        package, document, parts.record, str(ground.free("/customXml/item%d.xml")) if ground else "/customXml/item1.xml"
    )
    media = _media(package, state)
    _relate(document, parts.body, media)
    _relate(footnotes, parts.notes, media)
    return zipped(package)


def _grounded(package: Package, document: Part, parts: Parts, ground: Reference, state: State) -> Part:
    """The parts that change in a document of the user's: styles and lists grown, notes ours, what it lacks added."""
    if state.article.marking:
        ground.marked(document, xml.alone(ground.named(running.header(state))))
    changed: list[tuple[str, str, str, str, str | bytes]] = [
        ("rIdA11", "styles", CT.WML_STYLES, RT.STYLES, ground.styles_part()),
        ("rIdA13", "numbering", CT.WML_NUMBERING, RT.NUMBERING, ground.numbering_part()),
        ("rIdA14", "footnotes", CT.WML_FOOTNOTES, RT.FOOTNOTES, parts.footnotes),
    ]
    if not ground.has_running("header"):
        changed.append((running.HEADER, "headerA", CT.WML_HEADER, RT.HEADER, parts.header))
    if not ground.has_running("footer"):
        changed.append((running.FOOTER, "footerA", CT.WML_FOOTER, RT.FOOTER, parts.footer))
    made: dict[str, Part] = {}
    for key, name, content_type, relation, content in changed:
        made[name] = _part(package, f"/word/{name}.xml", content_type, content)
        document.load_rel(relation, made[name], key)
    return made["footnotes"]


def _part(package: Package, name: str, content_type: str, content: str | bytes) -> Part:
    return Part(PackURI(name), content_type, content.encode() if isinstance(content, str) else content, package)


def _fixed_parts(package: Package, document: Part, parts: Parts) -> Part:
    """The parts every document has; gives the footnotes, which have relationships of their own."""
    made = {}
    for key, name, content_type, relation, content in (
        ("rIdA11", "styles", CT.WML_STYLES, RT.STYLES, parts.styles),
        ("rIdA12", "settings", CT.WML_SETTINGS, RT.SETTINGS, parts.settings),
        ("rIdA13", "numbering", CT.WML_NUMBERING, RT.NUMBERING, parts.numbering),
        ("rIdA14", "footnotes", CT.WML_FOOTNOTES, RT.FOOTNOTES, parts.footnotes),
        ("rIdA15", "fontTable", CT.WML_FONT_TABLE, RT.FONT_TABLE, parts.fonts),
        ("rIdA16", "theme/theme1", CT.OFC_THEME, RT.THEME, parts.theme),
        (running.HEADER, "header1", CT.WML_HEADER, RT.HEADER, parts.header),
        (running.FOOTER, "footer1", CT.WML_FOOTER, RT.FOOTER, parts.footer),
    ):
        made[name] = _part(package, f"/word/{name}.xml", content_type, content)
        document.load_rel(relation, made[name], key)
    return made["footnotes"]


def _record(package: Package, document: Part, record: tuple[str, str], name: str) -> None:
    item, properties = record
    if not item:
        return
    part = _part(package, name, CT.XML, item)
    document.load_rel(RT.CUSTOM_XML, part, "rIdA31")
    described = _part(package, name.replace("item", "itemProps"), CT.OFC_CUSTOM_XML_PROPERTIES, properties)
    part.load_rel(RT.CUSTOM_XML_PROPS, described, "rId1")


def _media(package: Package, state: State) -> dict[str, Part]:
    return {
        name: Part(PackURI(name), picture.media_type, picture.data, package) for name, picture in state.media.items()
    }


def _relate(part: Part, relations: Relations, media: dict[str, Part]) -> None:
    for key, kind, target in relations.entries():
        if kind == "picture":
            part.load_rel(RT.IMAGE, media[target], key)
        else:
            part.load_rel(RT.HYPERLINK, target, key, is_external=True)


def _core(state: State, context: Context) -> str:
    """What the file says of the article. Dates only where somebody knows them."""
    article = state.article
    stamp = _stamp(context.modified) if context.modified else ""
    return xml.core_properties(
        [
            ("dc:title", words(article.title)),
            ("dc:subject", words(article.standfirst)),
            ("dc:creator", "; ".join(author.name for author in article.authors if not author.role)),
            ("cp:keywords", ", ".join(article.keywords)),
            ("dc:language", article.lang or ""),
            ("dc:identifier", context.identifier),
            ("cp:contentStatus", article.marking or ""),
            ("dcterms:created", stamp),
            ("dcterms:modified", stamp),
        ]
    )


def _stamp(moment: datetime) -> str:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def zipped(package: Package) -> bytes:
    """The package as a ZIP whose entries have one date, one order and one way of compression."""
    parts = list(package.iter_parts())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _entries(package, parts):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=_LEVEL)
    return out.getvalue()


def _entries(package: Package, parts: list[Part]) -> Iterator[tuple[str, bytes]]:
    types: Any = _ContentTypesItem
    yield "[Content_Types].xml", types.from_parts(parts).blob
    yield PACKAGE_URI.rels_uri.membername, package.rels.xml
    for part in parts:
        yield part.partname.membername, part.blob
        if len(part.rels):
            yield part.partname.rels_uri.membername, part.rels.xml
