"""Colour profiles inside picture files (ICC.1), and pictures in sRGB, which is what a picture without one is taken for."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

from exporter import resources

if TYPE_CHECKING:
    from PIL import Image as PillowImage

_LARGEST = 4 * 2**20
_CHANNELS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}


def profile(data: bytes) -> bytes:
    """The profile a JPEG or PNG file says its colours are in; empty where it has none, or one of sRGB."""
    found = _of_jpeg(data) if data[:2] == b"\xff\xd8" else _of_png(data) if data[:4] == b"\x89PNG" else b""
    return b"" if is_srgb(found) or not channels(found) else found


def channels(profile: bytes) -> int:
    """How many numbers a colour has in a profile; 0 for one that is broken or of no use for pictures."""
    whole = len(profile) >= 132 and int.from_bytes(profile[:4], "big") == len(profile) and profile[36:40] == b"acsp"
    usable = whole and profile[8] in (2, 4) and profile[12:16] in (b"scnr", b"mntr", b"prtr", b"spac")
    return _CHANNELS.get(profile[16:20], 0) if usable else 0


def is_srgb(profile: bytes) -> bool:
    """Whether a profile calls itself sRGB."""
    return b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile


def _of_jpeg(data: bytes) -> bytes:
    """The parts of the profile in APP2 segments (ICC.1, B.4), put together."""
    parts: dict[int, bytes] = {}
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] not in (0xD9, 0xDA):
        if data[at + 1] == 0xFF:
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] == 0xE2 and data[at + 4 : at + 16] == b"ICC_PROFILE\0" and end > at + 18:
            parts[data[at + 16]] = data[at + 18 : end]
        at = end
    return b"".join(parts[number] for number in sorted(parts))


def _of_png(data: bytes) -> bytes:
    """The profile in an iCCP chunk (PNG, 11.3.2.3)."""
    at = 8
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind in (b"IDAT", b"PLTE"):
            return b""
        if kind == b"iCCP":
            name, _, body = data[at + 8 : at + 8 + length].partition(b"\0")
            try:
                return zlib.decompressobj().decompress(body[1:], _LARGEST) if name else b""
            except zlib.error:
                return b""
        at += 12 + length
    return b""


def in_srgb(image: PillowImage.Image) -> PillowImage.Image:
    """The same picture in the colours of sRGB, without its profile; as it is where that says nothing of use."""
    own = image.info.pop("icc_profile", None)
    modes = {3: ("RGB", "RGBA"), 4: ("CMYK",)}.get(channels(own or b""), ())
    if not own or is_srgb(own) or image.mode not in modes:
        return image
    from PIL import ImageCms

    try:
        source, target = (ImageCms.ImageCmsProfile(io.BytesIO(one)) for one in (own, resources.read("icc/sRGB.icc")))
        mode = "RGB" if image.mode == "CMYK" else image.mode
        made = ImageCms.profileToProfile(image, source, target, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    if made is None:
        return image
    made.info.pop("icc_profile", None)
    return made
