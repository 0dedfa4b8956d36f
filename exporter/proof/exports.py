"""One file to be checked, whatever its format: recognised by content, read back once, checked by its format's rules."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import PurePath
from typing import Literal, Protocol, TypeAlias

from exporter import canonical
from exporter.errors import SourceError
from exporter.proof.archive import Archive
from exporter.proof.findings import Damaged, Findings
from exporter.proof.readback import Readback

Format: TypeAlias = Literal["pdf", "docx", "epub", ""]

_HEAD = 1024
"""How far into a file the header of a PDF may stand (ISO 32000-1, Annex H.3.4.1)."""


class Opened(Protocol):
    """A file taken apart."""

    def read(self) -> Readback:
        """What it says. Raises Damaged."""

    def conform(self, findings: Findings) -> None:
        """Check it by the rules of its format. Raises Damaged."""

    def parts(self) -> Iterator[bytes]:
        """The files it carries, byte for byte; what cannot be unpacked is left out."""

    def edits(self) -> str | None:
        """What was changed since it was written with the article inside, nothing where nothing was; None: it does not say."""


def format_of(data: bytes, name: str = "") -> Format:
    """The format of a file by its content; a damaged archive is what its name says; "" is none that we know."""
    if b"%PDF-" in data[:_HEAD]:
        return "pdf"
    if data[:2] == b"PK":
        try:
            names = Archive(data).names
        except Damaged:
            names = set()
        if "META-INF/container.xml" in names:
            return "epub"
        if any(one.startswith("word/") for one in names):
            return "docx"
    by_name: dict[str, Format] = {".pdf": "pdf", ".docx": "docx", ".epub": "epub"}
    return by_name.get(PurePath(name).suffix.lower(), "")


def opened(data: bytes, kind: Format, *, drawn: bool = True) -> Opened:
    """A file taken apart. `drawn`: read the pages of a PDF a second time, as they are drawn. Raises Damaged."""
    if not data:
        raise Damaged("the file is empty")
    if kind == "pdf":
        return _Pdf(data, drawn)
    if kind == "docx":
        return _Word(data)
    if kind == "epub":
        return _Epub(data)
    raise Damaged("neither PDF, Word document nor EPUB", "name an export; a source is shown by `exporter read`")


def record(found: Readback, name: str) -> canonical.Record | None:
    """The article inside, or None where there is none. Raises Damaged where there is one that cannot be read."""
    if found.record is None:
        return None
    try:
        return canonical.load_record(found.record, name)
    except SourceError as error:
        raise Damaged(f"the article inside cannot be read ({error.message})") from None


def without_originals(export: Opened, inside: canonical.Record) -> list[str]:
    """The pictures of the article inside whose files are not carried along, by their sources."""
    wanted = set(inside.pictures.values())
    there = {sha256(part).hexdigest() for part in export.parts()} if wanted else set()
    return [source for source, digest in inside.pictures.items() if digest not in there]


class _Pdf:
    def __init__(self, data: bytes, drawn: bool) -> None:
        from exporter.proof.pdf.reading import Parsed

        self._data, self._drawn = data, drawn
        self._parsed = Parsed(data)
        self._found: Readback | None = None

    def read(self) -> Readback:
        from exporter.proof.pdf import reading

        self._found = self._found or reading.read(self._parsed)
        return self._found

    def conform(self, findings: Findings) -> None:
        from exporter.proof.pdf import conforming, drawn

        conforming.check(self._parsed, findings)
        if self._drawn:
            drawn.compare(self._data, self.read(), findings)

    def parts(self) -> Iterator[bytes]:
        return self._parsed.document.files()

    def edits(self) -> None:
        return None


class _Word:
    def __init__(self, data: bytes) -> None:
        from exporter.proof.word.package import Package

        self._data, self._package = data, Package(data)

    def read(self) -> Readback:
        from exporter.proof.word import reading

        return reading.read(self._package)

    def conform(self, findings: Findings) -> None:
        from exporter.proof.word import conforming

        conforming.check(self._package, findings)

    def parts(self) -> Iterator[bytes]:
        return self._package.archive.files()

    def edits(self) -> str | None:
        from exporter.proof.edits import in_word

        return in_word(self._data) if self._package.carries_its_article() else None


class _Epub:
    def __init__(self, data: bytes) -> None:
        from exporter.proof.epub.book import Book

        self._data, self._book = data, Book(data)

    def read(self) -> Readback:
        from exporter.proof.epub import reading

        return reading.read(self._book)

    def conform(self, findings: Findings) -> None:
        from exporter.proof.epub import conforming

        conforming.check(self._book, self._data, findings)

    def parts(self) -> Iterator[bytes]:
        return self._book.archive.files()

    def edits(self) -> None:
        return None
