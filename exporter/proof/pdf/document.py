"""A PDF's objects, through qpdf (pikepdf): page contents, the structure tree, what is attached.

Of pikepdf, pypdf and pypdfium2, the first parses the content of a page fastest (0.4 ms) and shows every object as it is.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from exporter.proof.findings import Damaged

DC = "{http://purl.org/dc/elements/1.1/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"

XMP = "{http://ns.adobe.com/xap/1.0/}"

MOST_PAGES = 5_000
_LONGEST = 256 << 20
"""How many bytes of a stream are looked at."""

_END, _TAIL = b"%%EOF", 1024
"""How a PDF ends, and how far from the end of a file, or its beginning, readers look (ISO 32000-1, 7.5.5; Annex H.3.4)."""

DEEPEST = 200
"""How many elements of a structure tree may stand inside each other before it is called damaged."""


class Document:
    """A PDF, opened. Raises Damaged where qpdf can make nothing of it."""

    def __init__(self, data: bytes) -> None:
        import pikepdf

        try:
            self.pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
            self.pages = list(self.pdf.pages)
            self.root = self.pdf.Root
            self.repairs = [plain(warning) for warning in self.pdf.get_warnings()]
        except pikepdf.PasswordError:
            raise Damaged("it is locked with a password", "save it without one") from None
        except (pikepdf.PdfError, ValueError, RuntimeError, AttributeError, KeyError, TypeError) as error:
            whole = _END in data[-_TAIL:] or b"%PDF-" not in data[:_TAIL]
            told = f"not a readable PDF ({plain(error)})" if whole else "it is cut off or damaged: its end is missing"
            raise Damaged(told) from None
        if len(self.pages) > MOST_PAGES:
            raise Damaged(f"it has {len(self.pages)} pages")
        self._refuse_bombs()
        self.numbers = {reference(page.obj): number for number, page in enumerate(self.pages, 1)}
        self.roles = {str(own): str(std) for own, std in items(get(self.tree, "/RoleMap"))}

    def _refuse_bombs(self) -> None:
        """No stream unpacks to more than anybody means: what is large enough to do so is tried (deflate: 1,032 to 1)."""
        import pikepdf

        for one in self.pdf.objects:
            if not isinstance(one, pikepdf.Stream):
                continue
            packed = [str(name) for name in elements(get(one, "/Filter"))].count("/FlateDecode")
            if packed > 1 or (packed and _unpacks_to_more(one)):
                raise Damaged(f"object {one.objgen[0]} unpacks to more than {_LONGEST >> 20} MB")

    def problems(self) -> list[str]:
        """What qpdf finds when it unpacks every stream and follows every reference."""
        return [*map(plain, self.pdf.check_pdf_syntax()), *self._torn()]

    def _torn(self) -> Iterator[str]:
        """Streams whose checksum is wrong (RFC 1950, 2.2): qpdf, as most readers do, takes what they give."""
        import pikepdf

        for one in self.pdf.objects if not self.pdf.is_encrypted else ():
            if isinstance(one, pikepdf.Stream) and string(get(one, "/Filter")) == "/FlateDecode":
                inflate = zlib.decompressobj()
                try:
                    inflate.decompress(one.read_raw_bytes(), _LONGEST)
                except (zlib.error, pikepdf.PdfError) as error:
                    yield f"object {one.objgen[0]} cannot be unpacked ({error})"

    @property
    def tree(self) -> Any:
        """The root of the structure tree, or None (ISO 32000-1, 14.7.2)."""
        return get(self.root, "/StructTreeRoot")

    def standard(self, kind: str) -> str:
        """The standard type a structure type stands for, without its slash (14.7.3)."""
        seen = set[str]()
        while kind in self.roles and kind not in seen:
            seen.add(kind)
            kind = self.roles[kind]
        return kind.removeprefix("/")

    def attached(self) -> Iterator[tuple[str, Any]]:
        """The associated files of the document with their names (ISO 19005-3, 6.8; Annex E)."""
        for file in elements(get(self.root, "/AF")):
            name = get(file, "/UF", get(file, "/F"))
            stream = get(get(file, "/EF"), "/F")
            if stream is not None:
                yield str(name), stream

    def files(self) -> Iterator[bytes]:
        """The attached files, and the data of pictures as they lie in the file (a JPEG is there as it came)."""
        import pikepdf

        for one in self.pdf.objects:
            if isinstance(one, pikepdf.Stream):
                with suppress(pikepdf.PdfError, RuntimeError, ValueError, Damaged):
                    if string(get(one, "/Type")) == "/EmbeddedFile":
                        yield content(one)
                    elif string(get(one, "/Subtype")) == "/Image":
                        yield bytes(one.read_raw_bytes())

    def record(self) -> bytes | None:
        """The article that travels in the file: its associated file article.json. Raises Damaged."""
        for name, stream in self.attached():
            if name == "article.json":
                return content(stream)
        return None


def _unpacks_to_more(stream: Any) -> bool:
    """Whether a deflated stream is longer than anything should be."""
    raw = bytes(stream.read_raw_bytes())
    if len(raw) * 1032 < _LONGEST:
        return False
    inflate, left = zlib.decompressobj(), _LONGEST
    try:
        while raw and left > 0:
            left -= len(inflate.decompress(raw, 1 << 20))
            raw = inflate.unconsumed_tail
    except zlib.error:
        return False
    return left <= 0


def content(stream: Any) -> bytes:
    """The bytes of a stream, unpacked. Raises Damaged."""
    import pikepdf

    try:
        return bytes(stream.read_bytes())
    except (pikepdf.PdfError, RuntimeError, ValueError, AttributeError, TypeError) as error:
        raise Damaged(f"a stream cannot be unpacked ({plain(error)})") from None


def get(holder: Any, key: str, other: Any = None) -> Any:
    """An entry of a dictionary or stream; `other` where there is none, or no dictionary."""
    import pikepdf

    if isinstance(holder, (pikepdf.Dictionary, pikepdf.Stream)):
        found = holder.get(key)
        return other if found is None else found
    return other


def items(holder: Any) -> list[tuple[str, Any]]:
    """The entries of a dictionary; none where it is no dictionary."""
    import pikepdf

    return list(holder.items()) if isinstance(holder, (pikepdf.Dictionary, pikepdf.Stream)) else []


def elements(value: Any) -> list[Any]:
    """The elements of an array, or a value alone; none for nothing."""
    import pikepdf

    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def string(value: Any) -> str:
    """A text string or name as text; "" for anything else."""
    import pikepdf

    if isinstance(value, str):
        return value
    if isinstance(value, (pikepdf.String, pikepdf.Name)):
        return str(value)
    return ""


def plain(error: object) -> str:
    """What qpdf says, without where in memory the file lies: the same for the same file."""
    return re.sub(r"^stream <[^>]*>:? ?", "", str(error))


def reference(value: Any) -> tuple[int, int]:
    """The number of an indirect object; (0, 0) for anything else."""
    found: tuple[int, int] = getattr(value, "objgen", (0, 0))
    return found
