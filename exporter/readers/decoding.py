"""From bytes to characters: what encoding a source has, told by its bytes alone, and what is no text at all."""

from __future__ import annotations

import codecs
import re

from exporter.errors import SourceError
from exporter.model import Place
from exporter.readers.markdown.quoting import shortened
from exporter.report import Report

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive (or a Word, EPUB or OpenDocument file)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a media file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "a Rich Text file"),
)
_SAMPLE = 64 * 1024
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_STRAY_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MOST_INVALID = 0.02
"""UTF-8 with up to this share of broken bytes is UTF-8 with faults; with more it is something else."""


def decoded(data: bytes, report: Report, name: str = "") -> str:
    """The text of a source, with line ends as LF and without byte order marks or control characters.

    An encoding other than UTF-8 and bytes that had to be replaced are told to the report. Raises SourceError where the
    bytes are no text or there are none.
    """
    _refuse_binary(data, name)
    text = _clean(_characters(data, report, name), report)
    if not text.strip():
        raise SourceError("empty", place=name, hint="an article needs at least one line of text")
    return text


def _refuse_binary(data: bytes, name: str) -> None:
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise SourceError(f"not text: {what}", place=name, hint="give text, Markdown or JSON")


def _characters(data: bytes, report: Report, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, report)
    if b"\x1b$" in data[:_SAMPLE] and not re.search(rb"[\x80-\xff]", data):
        report.tell("encoding", "read as ISO-2022-JP, judged by its escape sequences")
        return data.decode("iso2022_jp_2", "replace")
    wide = _wide(data)
    if wide:
        report.tell("encoding", f"read as {wide.upper()}, judged by its zero bytes")
        return data.decode(wide, "replace")
    _refuse_controls(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_quite_utf8(data, report)


def _marked(data: bytes, encoding: str, report: Report) -> str:
    if encoding != "utf-8":
        report.tell("encoding", f"read as {encoding.upper()}, as its byte order mark says")
        return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _replaced(data, report)


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: zeros stand in every other byte (or three of four), for ASCII's sake."""
    sample = data[: _SAMPLE // 16 * 4]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    zeros = [sample[start::4].count(0) / (len(sample) / 4) for start in range(4)]
    shapes = {
        "utf-32-le": zeros[1] > 0.2 and zeros[2] > 0.9 and zeros[3] > 0.9,
        "utf-32-be": zeros[2] > 0.2 and zeros[0] > 0.9 and zeros[1] > 0.9,
        "utf-16-le": zeros[1] > 0.2 and zeros[3] > 0.2 and zeros[0] < 0.05 and zeros[2] < 0.05,
        "utf-16-be": zeros[0] > 0.2 and zeros[2] > 0.2 and zeros[1] < 0.05 and zeros[3] < 0.05,
    }
    return next((encoding for encoding, fits in shapes.items() if fits and _printable(sample, encoding)), None)


def _printable(sample: bytes, encoding: str) -> bool:
    return not _STRAY_CONTROLS.search(sample[: len(sample) // 4 * 4].decode(encoding, "ignore"))


def _refuse_controls(data: bytes, name: str) -> None:
    sample = data[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample))
    if controls > 2 and controls > len(sample) * 0.03:
        raise SourceError(
            "not text: it is full of control characters", place=name, hint="give text, Markdown or JSON in UTF-8"
        )


def _not_quite_utf8(data: bytes, report: Report) -> str:
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    other = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if broken <= max(3, len(data) * _MOST_INVALID) and broken * 3 < other:
        return _replaced(data, report)
    encoding = _guessed(data)
    report.tell("encoding", f"not UTF-8: read as {encoding}", hint="save it as UTF-8 to be sure")
    text = data.decode(encoding, "replace")
    if "\ufffd" in text:
        report.warn("invalid-bytes", f"some bytes mean nothing in {encoding} and were replaced with U+FFFD")
    return text


def _replaced(data: bytes, report: Report) -> str:
    text = data.decode("utf-8", "replace")
    for number, line in enumerate(text.split("\n"), 1):
        if "\ufffd" in line:
            at = line.index("\ufffd")
            around = shortened(line[max(0, at - 30) : at + 30])
            told = f"bytes that are not UTF-8 were replaced with U+FFFD: “{around}”"
            report.warn("invalid-bytes", told, place=Place(number, at + 1))
            break
    return text


def _guessed(data: bytes) -> str:
    """The likeliest legacy encoding. A short or Western text is Windows-1252, which statistics cannot tell apart."""
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if high < 8 or high < len(data) * 0.005:
        return _western(data)
    from charset_normalizer import from_bytes

    best = from_bytes(_sample(data), steps=6, chunk_size=1024, enable_fallback=False).best()
    return best.encoding if best is not None and _decodes(data, best.encoding) else _western(data)


def _sample(data: bytes) -> bytes:
    """The part that has most to say: from the line of the first byte beyond ASCII on."""
    first = re.search(rb"[\x80-\xff]", data)
    start = data.rfind(b"\n", 0, first.start()) + 1 if first else 0
    piece = data[start : start + _SAMPLE]
    return piece[: piece.rfind(b"\n") + 1] or piece


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        return data.decode(encoding, "replace").count("\ufffd") <= len(data) * _MOST_INVALID
    except LookupError:
        return False


def _western(data: bytes) -> str:
    return "cp1252" if not re.search(rb"[\x81\x8d\x8f\x90\x9d]", data) else "latin-1"


def _clean(text: str, report: Report) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    found = _STRAY_CONTROLS.search(text)
    if not found:
        return text
    line = text.count("\n", 0, found.start()) + 1
    dropped = _STRAY_CONTROLS.findall(text)
    kinds = ", ".join(sorted({f"U+{ord(c):04X}" for c in dropped}))
    told = f"control characters were dropped ({len(dropped)}): {shortened(kinds)}"
    report.warn("control-characters", told, place=Place(line))
    return _STRAY_CONTROLS.sub("", text)
