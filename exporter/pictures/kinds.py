"""What a picture is to the rest of the program, and the kinds of files there are."""

from __future__ import annotations

from msgspec import Struct

from exporter.errors import SourceError

MOST_PIXELS = 80_000_000
"""More than this is not decoded whole: a JPEG is read at a fraction of its size, anything else is refused."""

SVG = "image/svg+xml"
RASTER = frozenset({"image/jpeg", "image/png"})
SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
    SVG: ".svg",
}


class Picture(Struct, frozen=True):
    """One picture: its file's bytes and true media type, its size in pixels as it is to be seen (rotation applied).

    `plain`: an 8-bit grey, RGB or palette picture that needs no rotation, so any program shows the file as it is.
    `animated`: it has more than one frame (the first one stands for it where a format cannot move).
    """

    data: bytes
    media_type: str
    width: int
    height: int
    plain: bool = True
    animated: bool = False


class NotAPicture(SourceError):
    """Bytes that are no picture this program can read; the message says why."""
