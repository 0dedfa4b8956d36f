"""SVG drawings as form XObjects (ISO 32000-1, 8.10): svg2pdf draws, this puts its objects into our file.

What it gives is a run of numbered objects; the one no other refers to is the form. Words stay words, in subsets of the
bundled fonts; where these lack a character, all words become outlines, as a font that refers to a missing glyph would not
conform. Only effects that PDF lacks (filters) become pixels, at 300 dpi.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from exporter.backends.pdf.objects import File, Stream
from exporter.pictures import Picture, bundled_fonts, drawing

if TYPE_CHECKING:
    from exporter.backends.pdf.faces import Face

Form: TypeAlias = "tuple[Part, ...]"
"""A drawing as PDF objects."""

Covering: TypeAlias = Callable[[str], "Face | None"]
"""Finds a face for a character that the bundled ones lack."""

_PER_POINT = 300 / 72
_ANY = 600.0
_LARGEST = 4 * 2**20
"""Bytes of a drawing's objects; more is smaller, and drawn faster, as pixels."""

_OBJECT = re.compile(rb"\s*(\d+) 0 obj\s")
_LENGTH = re.compile(rb"/Length (\d+)")
_REFERENCE = re.compile(r"\b(\d+) 0 R\b")
_FONTS = re.compile(r"/Font\s*<<([^<>]*)>>")
_SCALED = re.compile(r"/Matrix\s*\[[^\]]*\]\s*")
_FONT = re.compile(r"/(\w+)\s+(\d+) 0 R")


def size(picture: Picture, width: float, height: float) -> tuple[float, float]:
    """What size to draw a picture at that is shown at `width` by `height` points: any will do, and one be shared by all
    places, unless something in it becomes pixels."""
    if b"filter" in picture.data:
        return round(width, 2), round(height, 2)
    longer = max(picture.width, picture.height)
    return picture.width / longer * _ANY, picture.height / longer * _ANY


def form(picture: Picture, width: float, height: float, covering: Covering) -> Form | None:
    """An SVG of `width` by `height` points as PDF objects; None where it has to be drawn as pixels.

    Raises NotAPicture.
    """
    drawn = drawing(picture, width, height, bundled=True)
    # Only what is filtered becomes pixels here, so half as fine is enough, and takes a quarter of the time.
    fine = min(_PER_POINT, drawn.finest / 2 / max(width, height)) * width / drawn.units
    foreign = sorted(drawn.letters - _coverage())
    found = {face.key for char in foreign if (face := covering(char)) is not None}
    fonts = tuple(sorted(key for key in found if Path(key).is_absolute()))
    return _converted(drawn.markup, fine, fonts, bool(foreign))


@lru_cache(maxsize=32)
def _converted(markup: str, fine: float, fonts: tuple[str, ...], outlines: bool) -> Form | None:
    try:
        from svg2pdf_py import ConversionOptions, svg_to_chunk  # type: ignore[import-untyped]
    except ImportError:
        return None
    try:
        objects = svg_to_chunk(markup, _fonts(fonts), ConversionOptions(True, fine, not outlines))
    except (ValueError, RuntimeError, OSError):
        return None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # what a failed assertion in Rust comes as
            return None
        raise
    return _in_order(bytes(objects)) if len(objects) <= _LARGEST else None


@lru_cache(maxsize=8)
def _fonts(more: tuple[str, ...]) -> Any:
    from svg2pdf_py import FontDatabase

    fonts = FontDatabase()
    for name in (*bundled_fonts(), *more):
        fonts.load_font_file(name)
    return fonts


@cache
def _coverage() -> frozenset[str]:
    """The characters any bundled face has."""
    from exporter.backends.pdf.faces import face_of

    faces = [face_of(Path(name)) for name in bundled_fonts()]
    return frozenset().union(*(face.coverage for face in faces))


# ---- its objects -------------------------------------------------------------------------------------------------


class Part(NamedTuple):
    """One object: what it is (of a stream: its dictionary's entries), and a stream's data. "n 0 R" is the n-th part."""

    entries: str
    data: bytes | None


def written(form: Form, file: File) -> int:
    """Put a drawing's parts into the file, those it has already only once; the number of its form."""
    numbers: list[int] = []
    for entries, data in form:
        own = _REFERENCE.sub(lambda match: f"{numbers[int(match[1])]} 0 R", entries)
        numbers.append(file.once(own if data is None else Stream(own, data)))
    return numbers[-1]


def _in_order(objects: bytes) -> Form:
    """The parts, inner ones first and the form last, in an order and with names of fonts that come from what they are:
    svg2pdf's differ from one process to the next."""
    found = dict(_parts(objects))
    inner = {int(number) for part in found.values() for number in _REFERENCE.findall(part.entries)}
    outermost = next(number for number in found if number not in inner)
    # It comes scaled to a square of one unit, as a picture; PDFium does not read words that small.
    found[outermost] = found[outermost]._replace(entries=_SCALED.sub("", found[outermost].entries, count=1))
    digests: dict[int, str] = {}
    for number in _inner_first(found, outermost):
        found[number] = part = _with_fonts_in_order(found[number], digests)
        told = _REFERENCE.sub(lambda match: digests[int(match[1])], part.entries).encode()
        digests[number] = hashlib.sha256(told + b"\0" + (part.data or b"")).hexdigest()
    places = {number: place for place, number in enumerate(_inner_first(found, outermost))}
    return tuple(
        found[number]._replace(entries=_REFERENCE.sub(lambda m: f"{places[int(m[1])]} 0 R", found[number].entries))
        for number in places
    )


def _with_fonts_in_order(part: Part, digests: dict[int, str]) -> Part:
    fonts = _FONTS.search(part.entries)
    if fonts is None or part.data is None or "/FlateDecode" not in part.entries:
        return part
    named = sorted(_FONT.findall(fonts[1]), key=lambda pair: digests[int(pair[1])])
    names = {old.encode(): f"fo{place}".encode() for place, (old, _) in enumerate(named)}
    listed = " ".join(f"/fo{place} {number} 0 R" for place, (_, number) in enumerate(named))
    entries = f"{part.entries[: fonts.start()]}/Font<<{listed}>>{part.entries[fonts.end() :]}"
    content = re.sub(rb"(?<=/)fo\d+(?= )", lambda match: names.get(match[0], match[0]), zlib.decompress(part.data))
    return Part(entries, zlib.compress(content, 6))


def _parts(objects: bytes) -> Iterator[tuple[int, Part]]:
    """The objects by their numbers."""
    at = 0
    while start := _OBJECT.match(objects, at):
        end = objects.index(b"endobj", start.end())
        stream = objects.find(b"\nstream\n", start.end(), end)
        if stream < 0:
            yield int(start[1]), Part(objects[start.end() : end].decode("latin-1").strip(), None)
            at = end + 6
            continue
        head = objects[start.end() : stream]
        length = _LENGTH.search(head)
        data = stream + 8
        size = int(length[1]) if length else 0
        entries = _LENGTH.sub(b"", head, count=1).strip().removeprefix(b"<<").removesuffix(b">>")
        yield int(start[1]), Part(entries.decode("latin-1").strip(), objects[data : data + size])
        at = objects.index(b"endobj", data + size) + 6


def _inner_first(found: dict[int, Part], outermost: int) -> list[int]:
    """The objects the outermost needs, each after those it refers to."""
    order: list[int] = []
    stack = [(outermost, False)]
    seen: set[int] = set()
    while stack:
        number, done = stack.pop()
        if done:
            order.append(number)
        elif number not in seen:
            seen.add(number)
            stack.append((number, True))
            stack += [(int(inner), False) for inner in _REFERENCE.findall(found[number].entries)]
    return order
