"""The parts of a document and how they refer to each other: our own, or the user's with ours among them."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec import Struct

from exporter.backends import Context
from exporter.pictures import SUFFIXES, Picture
from exporter.walk import text as words

from . import running
from .opc import CORE_PROPERTIES, Part, entries, package, relation, word, zipped
from .record import ORIGINAL, Recorded, originals
from .state import Relations, State
from .wordml import parts as xml

_OFFICE = "application/vnd.openxmlformats-officedocument"
_RECORD = "/customXml/item%d.xml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"


class Parts(Struct, frozen=True):
    """The content of the parts, and what document and footnotes refer to."""

    document: str
    footnotes: str
    header: str
    footer: str
    styles: bytes
    settings: bytes
    theme: bytes
    fonts: bytes
    numbering: str
    record: Recorded | None
    body: Relations
    notes: Relations


def written(parts: Parts, state: State, context: Context) -> bytes:
    """The file of a document."""
    root = package()
    ground = state.reference
    main = ground.part(parts.document) if ground else Part("/word/document.xml", word("document.main"), parts.document)
    core = Part("/docProps/core.xml", _CORE, _core(state, context))
    program = Part(
        "/docProps/app.xml", f"{_OFFICE}.extended-properties+xml", xml.application_properties(context.generator)
    )
    root.relate("rId1", relation("officeDocument"), main)
    root.relate("rId2", CORE_PROPERTIES, core)
    root.relate("rId3", relation("extended-properties"), program)
    notes = Part("/word/footnotes.xml", word("footnotes"), parts.footnotes)
    main.relate("rIdA14", relation("footnotes"), notes)
    if ground is None:
        _own(main, parts)
    else:
        _grounded(main, parts, state)
    record = _record(main, parts.record, ground.free(_RECORD) if ground else _RECORD % 1, originals(state))
    media = {name: Part(name, picture.media_type, picture.data) for name, picture in state.media.items()}
    _relate(main, parts.body, media)
    _relate(notes, parts.notes, media)
    if parts.record:
        record.data = parts.record.item(entries(root), record.name).encode()
    return zipped(root)


def _own(main: Part, parts: Parts) -> None:
    """The parts every document of ours has."""
    for key, name, kind, content in (
        ("rIdA11", "styles", "styles", parts.styles),
        ("rIdA12", "settings", "settings", parts.settings),
        ("rIdA13", "numbering", "numbering", parts.numbering),
        ("rIdA15", "fontTable", "fontTable", parts.fonts),
        (running.HEADER, "header1", "header", parts.header),
        (running.FOOTER, "footer1", "footer", parts.footer),
    ):
        main.relate(key, relation(kind), Part(f"/word/{name}.xml", word(kind), content))
    theme = Part("/word/theme/theme1.xml", f"{_OFFICE}.theme+xml", parts.theme)
    main.relate("rIdA16", relation("theme"), theme)


def _grounded(main: Part, parts: Parts, state: State) -> None:
    """The parts that change in a document of the user's: styles and lists grown, what it lacks added."""
    ground = state.reference
    assert ground is not None
    if state.article.marking:
        ground.mark(main, xml.alone(ground.named(running.header(state))))
    main.relate("rIdA11", relation("styles"), Part("/word/styles.xml", word("styles"), ground.styles_part()))
    main.relate(
        "rIdA13", relation("numbering"), Part("/word/numbering.xml", word("numbering"), ground.numbering_part())
    )
    for key, kind, content in ((running.HEADER, "header", parts.header), (running.FOOTER, "footer", parts.footer)):
        if f'"{key}"' in parts.document:
            main.relate(key, relation(kind), Part(f"/word/{kind}A.xml", word(kind), content))


def _record(main: Part, record: Recorded | None, name: str, pictures: list[Picture]) -> Part:
    """A part for the article, still empty, and the pictures as they were, where no part of the document has them already."""
    part = Part(name, "application/xml", "")
    if record is None:
        return part
    main.relate("rIdA31", relation("customXml"), part)
    described = Part(name.replace("item", "itemProps"), f"{_OFFICE}.customXmlProperties+xml", record.properties)
    part.relate("rId1", relation("customXmlProps"), described)
    for number, picture in enumerate(pictures, 1):
        file = f"/customXml/original{number}{SUFFIXES[picture.media_type]}"
        part.relate(f"rIdP{number}", ORIGINAL, Part(file, picture.media_type, picture.data))
    return part


def _relate(part: Part, relations: Relations, media: dict[str, Part]) -> None:
    for key, kind, target in relations.entries():
        if kind == "picture":
            part.relate(key, relation("image"), media[target])
        else:
            part.relate(key, relation("hyperlink"), target)


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
