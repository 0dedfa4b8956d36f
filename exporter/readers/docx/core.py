"""What a document's properties say of it, as far as somebody meant it (ISO/IEC 29500-2, 11)."""

from __future__ import annotations

import re

from msgspec import Struct

from exporter.readers.archives import Archive

from .opc import Part

# What programs, templates and fresh installations write there.
_NO_AUTHOR = re.compile(
    r"(python-docx|microsoft( office)?( user)?|office user|user|admin(istrator)?|owner|author|usuario|benutzer|utilisateur"
    r"|unknown|apache poi|un-named|default|windows user|pandoc|libreoffice|openoffice|.*@.*|\W*)",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(microsoft word\b.*|document\s*\d*|dokument\s*\d*|documento?\s*\d*|untitled.*|unbenannt.*|sans titre.*|sin título.*"
    r"|word document|powerpoint presentation|template|.*\.(docx?|dotx?|odt|pdf|rtf)|.*(<%|\{\{|\[\[).*|\W*)",
    re.IGNORECASE,
)


class Core(Struct, frozen=True):
    """Title, creators, keywords and language, empty where the document has none with sense."""

    title: str = ""
    creators: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    language: str = ""


def core(archive: Archive) -> Core:
    """The core properties of a document."""
    name = Part(archive, "").related("core-properties") or "docProps/core.xml"
    if name not in archive:
        return Core()
    said: dict[str, str] = {}
    for one in archive.xml(name):
        if isinstance(one.tag, str):
            said[one.tag.rpartition("}")[2]] = " ".join(str(one.text or "").split())
    title = said.get("title", "")
    creators = [part.strip() for part in said.get("creator", "").split(";")]
    return Core(
        title="" if _NO_TITLE.fullmatch(title) else title,
        creators=tuple(one for one in creators if not _NO_AUTHOR.fullmatch(one)),
        keywords=tuple(
            dict.fromkeys(part for one in re.split(r"[,;]", said.get("keywords", "")) if (part := one.strip()))
        ),
        language=said.get("language", ""),
    )
