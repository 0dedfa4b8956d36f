"""Associated files (ISO 19005-3, 6.8): the article as data, and the originals of pictures that are not in the file as
they are, so that the PDF is a source again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from exporter.backends import Context
from exporter.backends.pdf.objects import File, Stream, deflated, name, string
from exporter.canonical import FILE_NAME, MEDIA_TYPE
from exporter.pictures import SUFFIXES, Picture

if TYPE_CHECKING:
    from datetime import datetime

_LONGEST_NAME = 80
_ALSO_CALLED = {".jpeg": ".jpg", ".jpe": ".jpg", ".tiff": ".tif"}
_PACKED = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"})
_UNFIT = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*]+')


class Attachment(NamedTuple):
    """A file in the file; `relationship` (ISO 32000-2, 7.11.3) says what it is to the document."""

    name: str
    media_type: str
    data: bytes
    relationship: str
    about: str


def attachments(context: Context, carried: Collection[str]) -> list[Attachment]:
    """What travels with an article: its record, then each picture once whose bytes are not among those `carried` anyway
    (SHA-256, hex), in the order the article names them."""
    out = []
    if context.record:
        out.append(Attachment(FILE_NAME, MEDIA_TYPE, context.record, "Source", "The article as data"))
    if context.theme.pictures.originals:
        out += _originals(context, set(carried), {FILE_NAME})
    return out


def _originals(context: Context, carried: set[str], names: set[str]) -> Iterator[Attachment]:
    for source, picture in context.pictures.items():
        digest = hashlib.sha256(picture.data).hexdigest()
        if digest in carried:
            continue
        carried.add(digest)
        called = _unused(_file_name(source, picture), names)
        names.add(called)
        yield Attachment(called, picture.media_type, picture.data, "Supplement", f"The original of {called}")


def _file_name(source: str, picture: Picture) -> str:
    """A name for a picture's file: as its address ends, with the suffix its content asks for."""
    suffix = SUFFIXES.get(picture.media_type, "")
    if source[:5].lower() == "data:":
        return f"picture{suffix}"
    last = unquote(re.split(r"[?#]", source)[0]).replace("\\", "/").rstrip("/").rpartition("/")[2]
    last = _UNFIT.sub("-", last).strip(" .-")
    stem, dot, end = last.rpartition(".")
    own = f".{end.lower()}" if dot else ""
    if stem and _ALSO_CALLED.get(own, own) == suffix:
        return f"{stem[:_LONGEST_NAME]}.{end}"
    return f"{last[:_LONGEST_NAME] or 'picture'}{suffix}"


def _unused(called: str, names: set[str]) -> str:
    stem, dot, end = called.rpartition(".")
    stem, end = (stem, dot + end) if dot else (called, "")
    found, count = called, 1
    while found in names:
        count += 1
        found = f"{stem}-{count}{end}"
    return found


def written(file: File, attached: list[Attachment], modified: datetime | None) -> str:
    """Put files into the file; gives the catalog's entries for them ("" for none)."""
    specs = [(one, file.add(_specification(file, one, modified))) for one in attached]
    if not specs:
        return ""
    # The keys of a name tree are sorted as strings of bytes (ISO 32000-1, 7.9.6).
    tree = sorted((_bytes(one.name), string(one.name), number) for one, number in specs)
    names = " ".join(f"{key} {number} 0 R" for _, key, number in tree)
    return f"/AF[{' '.join(f'{number} 0 R' for _, number in specs)}]/Names<</EmbeddedFiles<</Names[{names}]>>>>"


def _bytes(words: str) -> bytes:
    return words.encode("ascii") if words.isascii() else b"\xfe\xff" + words.encode("utf-16-be", "replace")


def _specification(file: File, one: Attachment, modified: datetime | None) -> str:
    moment = modified.strftime("/ModDate(D:%Y%m%d%H%M%SZ)") if modified else ""
    entries = f"/Type/EmbeddedFile/Subtype{name(one.media_type)}/Params<</Size {len(one.data)}{moment}>>"
    stream = file.add(_packed(entries, one))
    plain = one.name.encode("ascii", "replace").decode().replace("?", "_")
    return (
        f"<</Type/Filespec/F{string(plain)}/UF{string(one.name)}/AFRelationship/{one.relationship}"
        f"/Desc{string(one.about)}/EF<</F {stream} 0 R/UF {stream} 0 R>>>>"
    )


def _packed(entries: str, one: Attachment) -> Stream:
    """Deflated, unless it is of a kind that is packed already."""
    if one.media_type in _PACKED:
        return Stream(entries, one.data)
    return deflated(entries, one.data, 9)
