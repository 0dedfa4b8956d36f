"""A reader of a PDF's streams, without regard to what they are."""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"<<((?:(?!endobj).)*?)/Length (\d+)>>\nstream\n", re.DOTALL)


def streams(data: bytes) -> list[bytes]:
    """The bytes of every stream, inflated where /FlateDecode is its filter."""
    out, at = [], 0
    while found := _STREAM.search(data, at):
        at = found.end() + int(found[2])
        body = data[found.end() : at]
        assert data[at : at + 11] == b"\nendstream\n"
        out.append(zlib.decompress(body) if b"/FlateDecode" in found[1] else body)
    return out
