"""Zip archives that hold a document (Word, EPUB): opened under limits, their XML parsed without anything it could ask for.

Nothing is ever unpacked to disk. What an archive may cost is settled before anything is read from it: how many entries it
has and how large they say they are, which zipfile holds them to. An archive inside an archive is one entry like another.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from exporter.errors import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_ENTRIES = 10_000
LARGEST_ENTRY = 128 * 2**20
LARGEST = 512 * 2**20
"""Bytes, unpacked: of one entry, and of all together."""

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The only ones there may be (ISO/IEC 29500-2, 7.3; EPUB 3.3, 4.2.2): others can ask for gigabytes before a byte comes out."""
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*+(\[[^\]]*+)?")
DECLARES_ENTITIES = "it declares entities"
_OUTSIDE = re.compile(r"^/|^[A-Za-z]:|(^|/)\.\.(/|$)|\x00")


class Archive:
    """The entries of a zip by their names, with "/" between folders; names that lead out of it are not among them."""

    def __init__(self, data: bytes, place: str, what: str) -> None:
        """what: what the archive should be ("a Word document"), for errors. Raises SourceError."""
        self.place, self.what = place, what
        if data.startswith(_OLE):
            raise SourceError(
                f"not {what}: it is encrypted, or of an Office before 2007",
                place=place,
                hint="open it, save it anew in today's format and without a password",
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = [entry for entry in self._zip.infolist() if entry.filename[-1:] not in ("", "/")]
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise self.broken(f"its zip archive is damaged ({_plain(error)})") from None
        self._refuse_bombs(entries)
        named = ((entry.filename.replace("\\", "/"), entry) for entry in entries)
        self._entries = {name: entry for name, entry in named if not _OUTSIDE.search(name)}
        self._folded = {name.casefold(): name for name in self._entries}

    def broken(self, why: str) -> SourceError:
        """The error for an archive that is not what it should be."""
        return SourceError(f"not {self.what}: {why}", place=self.place, hint="open it in its program and save it anew")

    def _refuse_bombs(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > MOST_ENTRIES:
            raise self.broken(f"it has more than {MOST_ENTRIES} entries")
        if any(entry.file_size > LARGEST_ENTRY for entry in entries):
            raise self.broken(f"something in it unpacks to more than {LARGEST_ENTRY >> 20} MiB")
        if sum(entry.file_size for entry in entries) > LARGEST:
            raise self.broken(f"it unpacks to more than {LARGEST >> 20} MiB")

    @property
    def names(self) -> list[str]:
        """The names of all entries, in the order of the archive."""
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._folded

    def read(self, name: str) -> bytes:
        """The bytes of an entry, whatever the case of its name. Raises SourceError (not there, damaged, encrypted)."""
        try:
            entry = self._entries[self._folded[name.casefold()]]
        except KeyError:
            raise self.broken(f"it has no {name}") from None
        if entry.flag_bits & _ENCRYPTED:
            raise SourceError("it is locked with a password", place=self.place, hint="save it without one")
        if entry.compress_type not in _METHODS:
            raise self.broken(f"{name} in it is packed in a way that is not allowed")
        try:
            with self._zip.open(entry) as stream:
                return stream.read(LARGEST_ENTRY + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise self.broken(f"{name} in it is damaged ({_plain(error)})") from None

    def xml(self, name: str) -> _Element:
        """The root of an XML entry. Raises SourceError."""
        return parsed(self.read(name), lambda why: self.broken(f"{name} in it is no XML ({why})"))

    def by_hash(self, wanted: Mapping[str, str]) -> dict[str, bytes]:
        """The bytes whose SHA-256 (hex) is wanted, under the keys that want it: {key: hash} -> {key: bytes}."""
        keys: dict[str, list[str]] = {}
        for key, digest in wanted.items():
            keys.setdefault(digest, []).append(key)
        found: dict[str, bytes] = {}
        for name in self.names if keys else ():
            if name.endswith((".xml", ".rels", ".xhtml")):
                continue
            data = self.read(name)
            for key in keys.pop(hashlib.sha256(data).hexdigest(), ()):
                found[key] = data
            if not keys:
                break
        return found


def parsed(data: bytes, broken: Any, *, huge: bool = False) -> _Element:
    """The root of some XML: no entities are declared or expanded, nothing is loaded, depth and size are libxml2's limits.

    broken: makes the error to raise from a reason.   huge: lift the limits, for one long text that is data.
    """
    from lxml import etree

    if any(found[1] and b"<!ENTITY" in found[1].upper() for found in _DOCTYPE.finditer(data)):
        raise broken(DECLARES_ENTITIES)
    if huge and (b"<!DOCTYPE" in data or b"\x00" in data):  # no limits: nothing that could grow, in no other encoding
        raise broken("it is no plain XML in UTF-8")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=huge, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(_plain(error)) from None


def joined(base: str, target: str) -> str:
    """The name of an entry that `target` names from the entry `base`; "/" begins at the archive's root."""
    path = target if target.startswith("/") else posixpath.join(posixpath.dirname(base), target)
    return posixpath.normpath("/" + path).lstrip("/")


def _plain(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
