"""A ZIP archive, opened with suspicion: what it unpacks to is bounded, and damage is a finding."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from posixpath import normpath
from typing import TYPE_CHECKING

from exporter.proof.findings import Damaged

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_ENTRIES = 20_000
MOST_BYTES = 512 << 20
"""How much an archive may unpack to, all in all."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The only ones there may be (ISO/IEC 29500-2, 7.3; EPUB 3.3, 4.2.2)."""


_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins ([MS-CFB] 2.2): Word's format before .docx, and its wrapping of what is locked."""


class Archive:
    """The entries of a ZIP archive by name. Raises Damaged where it is none, or one that could not be meant well."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
            raise _unreadable(data, error) from None
        self.names = {entry.filename for entry in self.entries}
        self._left = MOST_BYTES
        self._read: dict[str, bytes] = {}
        if len(self.entries) > MOST_ENTRIES:
            raise Damaged(f"an archive of {len(self.entries)} entries")

    def unsafe(self) -> list[str]:
        """Names that lead outside, or stand there twice (APPNOTE 4.4.17; ISO/IEC 29500-2, 7.3)."""
        names = [entry.filename for entry in self.entries]
        twice = {name for name, count in Counter(names).items() if count > 1}
        outside = {name for name in names if name.startswith("/") or "\\" in name or normpath(name).startswith("..")}
        return sorted(twice | outside)

    def read(self, name: str) -> bytes:
        """The bytes of an entry. Raises Damaged."""
        if name not in self._read:
            self._read[name] = self._unpacked(name)
        return self._read[name]

    def files(self) -> Iterator[bytes]:
        """The bytes of each entry that can be unpacked."""
        for name in sorted(self.names):
            with suppress(Damaged):
                yield self.read(name)

    def _unpacked(self, name: str) -> bytes:
        if name in self.names and self._zip.getinfo(name).compress_type not in _METHODS:
            raise Damaged(f"{name} is packed in a way that is not allowed")
        try:
            with self._zip.open(name) as entry:
                data = entry.read(self._left + 1)
        except KeyError:
            raise Damaged(f"{name} is missing") from None
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            ValueError,
            NotImplementedError,
        ) as error:
            raise Damaged(f"{name} cannot be unpacked ({error})") from None
        self._left -= len(data)
        if self._left < 0:
            raise Damaged(f"it unpacks to more than {MOST_BYTES >> 20} MB")
        return data


def _unreadable(data: bytes, error: Exception) -> Damaged:
    """Why these bytes are no archive, as far as their beginning tells."""
    if data.startswith(_OLD):
        return Damaged(
            "a file of old Word (.doc), or one locked with a password", "save it as .docx without a password"
        )
    if data.startswith(b"PK\3\4") and isinstance(error, zipfile.BadZipFile):
        return Damaged("it is cut off or damaged: the directory at the end of its archive is missing")
    if not data.startswith(b"PK"):
        return Damaged("it is not what its name says: Word documents and EPUBs are ZIP archives")
    return Damaged(f"not a readable ZIP archive ({error})")


def parsed(data: bytes, name: str) -> _Element:
    """XML as a tree, without entities, network or huge texts. Raises Damaged.

    A tree that lxml would only follow at the price of unbounded depth is refused by libxml2 itself (256 levels).
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Damaged(f"{name} is not well-formed XML ({error})") from None
