"""From the bytes of a page to characters. What it says about its encoding is believed where the bytes bear it out."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib

from exporter.errors import SourceError
from exporter.limits import DEFAULT
from exporter.readers.decoding import decoded
from exporter.readers.html.patterns import encoding
from exporter.report import Report

_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^<>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE
)
_LOOKED_AT = 16 * 1024
_WESTERN = frozenset(["cp1252", "iso8859-15", "cp1254", "iso8859-2", "cp1250"])
_MOST_BROKEN = 0.002
_TAG = re.compile(rb"<[^<>]*>|&[#\w]{1,10};")


def unpacked(data: bytes, name: str) -> bytes:
    """The bytes of a page that came gzipped. Raises SourceError where they unpack to too much, or are damaged."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    stream = zlib.decompressobj(wbits=31)
    try:
        out = stream.decompress(data, DEFAULT.source_size + 1)
    except (zlib.error, gzip.BadGzipFile, EOFError) as error:
        raise SourceError(f"damaged gzip: {error}", place=name, hint="save the page again") from error
    if len(out) > DEFAULT.source_size:
        raise SourceError(
            "unpacks to more than a source may hold", place=name, hint="save the page without its attachments"
        )
    if not stream.eof:
        raise SourceError("damaged gzip: it ends too early", place=name, hint="save the page again")
    return out


def text(data: bytes, report: Report, name: str) -> str:
    """The characters of a page. Raises SourceError where it is empty or no text."""
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not _is_utf8(data):
        declared = _declared(data)
        if declared and (found := _as_declared(data, declared)) is not None:
            report.tell("encoding", f"read as {declared}, as the page says")
            data = found.encode("utf-8", "replace")
    return decoded(data, report, name)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_LOOKED_AT])
    if not found:
        return None
    label = found[1].decode("ascii").lower()
    try:
        codec = codecs.lookup(encoding(label))
    except LookupError:
        return None
    return codec.name if codec._is_text_encoding and not codec.name.startswith(("utf", "idna", "punycode")) else None


def _as_declared(data: bytes, declared: str) -> str | None:
    """The text in the declared encoding; None where the bytes say that it is another."""
    try:
        found = data.decode(declared, "replace")
    except (LookupError, UnicodeError):
        return None
    if found.count("\ufffd") > max(3, len(found) * _MOST_BROKEN):
        return None
    return None if declared in _WESTERN and _is_not_western(data) else found


def _is_not_western(data: bytes) -> bool:
    """Whether most letters are beyond ASCII, which they are in no language of Western Europe."""
    shown = _TAG.sub(b" ", data)
    high = len(shown) - len(shown.translate(None, bytes(range(0xC0, 0x100))))
    letters = sum(shown.count(bytes([c])) for c in range(ord("a"), ord("z") + 1))
    return high > 40 and high > letters
