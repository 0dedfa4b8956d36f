"""Glyphs that stand elsewhere than they begin: added to a TrueType program as composites (OpenType 1.9, glyf).

Marks are set above, below and back over letters. Moved and raised by operators of the text they begin where no letter
does, and readers that sort glyphs by place take them for words, spaces or lines of their own. As glyphs of their own
they begin where the pen is, as letters do, and only their outline is elsewhere.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.backends.pdf.faces import Placed

_WORDS_AND_OFFSETS = 0x0003  # ARG_1_AND_2_ARE_WORDS, ARGS_ARE_XY_VALUES
_DROPPED = (b"vhea", b"vmtx")  # no use without vertical text, and they count glyphs


def added(data: bytes, placed: Sequence[Placed]) -> bytes:
    """The font program with these glyphs at its end."""
    tables = {tag: table for tag, table in _tables(data).items() if tag not in _DROPPED}
    _outlined(tables, placed)
    _counted(tables, len(placed))
    return _program(data[:4], tables)


def _tables(data: bytes) -> dict[bytes, bytes]:
    entries = struct.iter_unpack(">4sIII", data[12 : 12 + 16 * int.from_bytes(data[4:6], "big")])
    return {tag: data[start : start + length] for tag, _, start, length in entries}


def _outlined(tables: dict[bytes, bytes], placed: Sequence[Placed]) -> None:
    """Outlines and metrics: glyf, loca and hmtx."""
    starts = _starts(tables)
    metrics = _metrics(tables, len(starts) - 1)
    outlines = bytearray(tables[b"glyf"][: starts[-1]])
    for glyph, dx, dy, advance in placed:
        if starts[glyph] == starts[glyph + 1]:  # nothing to be seen
            metrics.append((advance, 0))
        else:
            left, low, right, high = struct.unpack_from(">4h", outlines, starts[glyph] + 2)
            outlines += struct.pack(">5h", -1, left + dx, low + dy, right + dx, high + dy)
            outlines += struct.pack(">2H2h2x", _WORDS_AND_OFFSETS, glyph, dx, dy)
            metrics.append((advance, left + dx))
        starts.append(len(outlines))
    tables[b"glyf"] = bytes(outlines)
    tables[b"loca"] = struct.pack(f">{len(starts)}I", *starts)
    tables[b"hmtx"] = b"".join(struct.pack(">Hh", *one) for one in metrics)


def _starts(tables: dict[bytes, bytes]) -> list[int]:
    """Where outlines begin, and where the last ends."""
    loca = tables[b"loca"]
    if tables[b"head"][51]:
        return list(struct.unpack(f">{len(loca) // 4}I", loca))
    return [2 * at for at in struct.unpack(f">{len(loca) // 2}H", loca)]


def _metrics(tables: dict[bytes, bytes], count: int) -> list[tuple[int, int]]:
    """Advance and left bearing of every glyph."""
    hmtx, full = tables[b"hmtx"], int.from_bytes(tables[b"hhea"][34:36], "big")
    out = list(struct.iter_unpack(">Hh", hmtx[: 4 * full]))
    bearings = struct.unpack(f">{count - full}h", hmtx[4 * full : 2 * (full + count)])
    return out + [(out[-1][0], bearing) for bearing in bearings]


def _counted(tables: dict[bytes, bytes], more: int) -> None:
    """What maxp, hhea and head tell of glyphs: how many, how deep; wide offsets."""
    maxp = list(struct.unpack(">I14H", tables[b"maxp"][:32]))
    maxp[1] += more
    maxp[4], maxp[5] = max(maxp[2], maxp[4]), max(maxp[3], maxp[5])  # points and contours of composites
    maxp[13], maxp[14] = max(maxp[13], 1), maxp[14] + 1  # components, and how deep they go
    tables[b"maxp"] = struct.pack(">I14H", *maxp)
    tables[b"hhea"] = tables[b"hhea"][:34] + struct.pack(">H", maxp[1])
    head = tables[b"head"]
    tables[b"head"] = head[:8] + bytes(4) + head[12:50] + struct.pack(">h", 1) + head[52:]


def _program(version: bytes, tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    out = bytearray(version + struct.pack(">4H", count, 16 * power, power.bit_length() - 1, 16 * (count - power)))
    start = 12 + 16 * count
    for tag, table in sorted(tables.items()):
        out += struct.pack(">4sIII", tag, _sum(table), start, len(table))
        start += -(-len(table) // 4) * 4
    for _, table in sorted(tables.items()):
        out += table + bytes(-len(table) % 4)
    at = out.index(tables[b"head"]) + 8
    out[at : at + 4] = struct.pack(">I", (0xB1B0AFBA - _sum(bytes(out))) % (1 << 32))
    return bytes(out)


def _sum(table: bytes) -> int:
    padded = table + bytes(-len(table) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) % (1 << 32)
