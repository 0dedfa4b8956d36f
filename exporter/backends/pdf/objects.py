"""Raw PDF objects (ISO 32000-1, 7.3) and the file around them (7.5): ReportLab's document with a writer of our own.

ReportLab's own writer puts every object at the top level, ends streams without a line end and takes its identifier from
a clock. This one packs objects into object streams (7.5.7), writes a cross-reference stream (7.5.8) and takes the
identifier from the content, so that the same objects give the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import sys
import zlib
from importlib.util import LazyLoader, find_spec, module_from_spec
from typing import TYPE_CHECKING


def _import_late(package: str, name: str) -> None:
    """Have a module of somebody else's executed when it is first used, not when it is first named."""
    module = f"{package}.{name}"
    spec = find_spec(module)
    if module not in sys.modules and spec and spec.loader:
        late = LazyLoader(spec.loader)
        spec.loader = late
        sys.modules[module] = made = module_from_spec(spec)
        late.exec_module(made)
        setattr(sys.modules[package], name, made)


if not TYPE_CHECKING:
    # ReportLab imports Pillow for its own pictures, which this backend does not use: 20 ms of every cold start.
    _import_late("PIL", "Image")
    # Nor are the widths and encodings of the fonts that PDF viewers have of their own: 4 ms.
    _import_late("reportlab.pdfbase", "pdfmetrics")
    _import_late("reportlab.pdfbase", "pdfutils")
from reportlab.pdfbase.pdfdoc import PDFDocument  # noqa: E402

_PER_STREAM = 200
_IRREGULAR = re.compile(r"[^!-~]|[#()<>\[\]{}/%]")
_SPECIAL = re.compile(r"([\\()])")


def name(value: str) -> str:
    """A name object; irregular characters as #xx of their UTF-8 (7.3.5)."""
    return "/" + _IRREGULAR.sub(lambda m: "".join(f"#{byte:02X}" for byte in m[0].encode()), value)


def string(value: str) -> str:
    """A text string (7.9.2.2): ASCII as it is, anything else as UTF-16BE with its mark."""
    if value.isascii() and value.isprintable():
        return "(" + _SPECIAL.sub(r"\\\1", value) + ")"
    return "<FEFF" + value.encode("utf-16-be", "replace").hex().upper() + ">"


def number(value: float) -> str:
    """A number with at most two decimals: 1/7200 inch is finer than any device."""
    shown = f"{value:.2f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return "0" if shown in ("-0", "") else shown


def rect(left: float, bottom: float, right: float, top: float) -> str:
    """A rectangle (7.9.5)."""
    return f"[{number(left)} {number(bottom)} {number(right)} {number(top)}]"


class Stream:
    """The bytes of a stream object, already filtered, and the entries of its dictionary but /Length."""

    __slots__ = ("data", "entries")

    def __init__(self, entries: str, data: bytes) -> None:
        self.entries, self.data = entries, data


def deflated(entries: str, data: bytes, level: int = 5) -> Stream:
    """A stream compressed with /FlateDecode; at 6, text of pages is a hundredth smaller and takes a third longer."""
    return Stream(f"{entries}/Filter/FlateDecode", zlib.compress(data, level))


class File(PDFDocument):
    """A PDF file in the making: objects are numbered when they are reserved and may refer to each other before they are
    known. `root` and `information` (0: none) are the numbers of its two entry points; `format()` gives the bytes."""

    def __init__(self, version: str = "1.7") -> None:
        super().__init__(invariant=1)  # type: ignore[no-untyped-call]
        self.idToObject = {}
        self.objectcounter = 0
        self.version = version
        self.root = self.information = 0
        self._known: dict[tuple[str, bytes], int] = {}

    def reserve(self) -> int:
        """The number of an object to come."""
        self.objectcounter += 1
        return int(self.objectcounter)

    def put(self, reserved: int, body: str | Stream) -> int:
        """Say what a reserved object is."""
        self.idToObject[reserved] = body
        return reserved

    def add(self, body: str | Stream) -> int:
        """A new object; its number."""
        return self.put(self.reserve(), body)

    def once(self, body: str | Stream) -> int:
        """An object, new unless there is one that is the same; its number."""
        key = (body, b"") if isinstance(body, str) else (body.entries, body.data)
        if key not in self._known:
            self._known[key] = self.add(body)
        return self._known[key]

    def format(self) -> bytes:
        """The whole file."""
        out = bytearray(f"%PDF-{self.version}\n".encode() + b"%\xe2\xe3\xcf\xd3\n")
        places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        plain = [(n, body) for n, body in sorted(self.idToObject.items()) if isinstance(body, str)]
        for first in range(0, len(plain), _PER_STREAM):
            self._pack(plain[first : first + _PER_STREAM], places)
        for number_, body in sorted(self.idToObject.items()):
            if isinstance(body, Stream):
                places[number_] = (1, len(out), 0)
                out += _stream(number_, body)
        return bytes(out) + self._references(places, len(out), hashlib.sha256(out).hexdigest()[:32])

    def _pack(self, group: list[tuple[int, str]], places: dict[int, tuple[int, int, int]]) -> None:
        index, bodies, offset = [], [], 0
        holder = self.reserve()
        for position, (number_, body) in enumerate(group):
            index.append(f"{number_} {offset}")
            bodies.append(body)
            offset += len(body) + 1
            places[number_] = (2, holder, position)
        head = " ".join(index) + "\n"
        data = (head + "\n".join(bodies) + "\n").encode("latin-1")
        self.put(holder, deflated(f"/Type/ObjStm/N {len(group)}/First {len(head)}", data))

    def _references(self, places: dict[int, tuple[int, int, int]], start: int, identifier: str) -> bytes:
        own = self.reserve()
        places[own] = (1, start, 0)
        table = b"".join(
            kind.to_bytes(1, "big") + place.to_bytes(4, "big") + more.to_bytes(2, "big")
            for kind, place, more in (places.get(n, (0, 0, 65535)) for n in range(own + 1))
        )
        information = f"/Info {self.information} 0 R" if self.information else ""
        entries = (
            f"/Type/XRef/Size {own + 1}/W[1 4 2]/Root {self.root} 0 R{information}/ID[<{identifier}><{identifier}>]"
        )
        return _stream(own, deflated(entries, table)) + f"startxref\n{start}\n%%EOF\n".encode()


def _stream(number_: int, body: Stream) -> bytes:
    head = f"{number_} 0 obj\n<<{body.entries}/Length {len(body.data)}>>\nstream\n".encode("latin-1")
    return head + body.data + b"\nendstream\nendobj\n"
