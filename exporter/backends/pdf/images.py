"""Image objects (ISO 32000-1, 8.9.5): JPEG files and plain PNG files go into the PDF as they are, with their own colour
profile; anything else as deflated pixels of sRGB with a soft mask."""

from __future__ import annotations

import io

from exporter.backends.pdf.objects import File, Stream, deflated
from exporter.pictures import Picture, colour


def passes(picture: Picture) -> bool:
    """Whether a picture's file becomes a stream of the PDF byte for byte."""
    return picture.media_type == "image/jpeg" and bool(_components(picture.data))


def written(picture: Picture, file: File) -> int:
    """Put a picture of a type `suited` gives into the file; the number of its object."""
    if passes(picture):
        space = _space(_components(picture.data), picture.data, file)
        entries = _entries(picture.width, picture.height, space, 8)
        return file.add(Stream(f"{entries}/Filter/DCTDecode", picture.data))
    plain = _png(picture.data, file)
    return file.add(plain) if plain else _pixels(picture, file)


def _entries(width: int, height: int, space: str, bits: int) -> str:
    return f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace{space}/BitsPerComponent {bits}"


def _space(components: int, data: bytes, file: File) -> str:
    """The colour space of a picture's file: its own profile (8.6.5.5), if it has one that is not sRGB."""
    if components == 1:
        return "/DeviceGray"
    profile = colour.profile(data)
    if colour.channels(profile) != 3:
        return "/DeviceRGB"
    return f"[/ICCBased {file.once(deflated('/N 3', profile, 9))} 0 R]"


def _components(data: bytes) -> int:
    """How many components a JPEG's frame header names; 0 for a number that is not ours (CMYK) or a broken file."""
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return 0
        kind = data[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            return data[at + 9] if data[at + 9] in (1, 3) else 0
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0


def _png(data: bytes, file: File) -> Stream | None:
    """A PNG's own deflated rows as an image, if nothing in it needs decoding: no alpha, no interlace, at most 8 bits."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        return None
    width, height, bits, kind = *(int.from_bytes(data[at : at + 4], "big") for at in (16, 20)), data[24], data[25]
    components = {0: 1, 2: 3, 3: 1}.get(kind)
    if components is None or bits > 8 or data[28]:
        return None
    palette, rows, at = b"", [], 8
    while at + 8 <= len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if name == b"tRNS":
            return None
        if name == b"PLTE":
            palette = data[at + 8 : at + 8 + length]
        elif name == b"IDAT":
            rows.append(data[at + 8 : at + 8 + length])
        at += 12 + length
    space = _space(1 if kind == 0 else 3, data, file)
    if kind == 3:
        space = f"[/Indexed{space} {len(palette) // 3 - 1}<{palette.hex()}>]"
    predictor = f"/DecodeParms<</Predictor 15/Colors {components}/BitsPerComponent {bits}/Columns {width}>>"
    return Stream(f"{_entries(width, height, space, bits)}/Filter/FlateDecode{predictor}", b"".join(rows))


def _pixels(picture: Picture, file: File) -> int:
    from PIL import Image

    image: Image.Image = Image.open(io.BytesIO(picture.data))
    mask = ""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        alpha = image.getchannel("A").tobytes()
        if alpha.count(255) != len(alpha):
            mask = f"/SMask {file.add(deflated(_entries(*image.size, '/DeviceGray', 8), alpha))} 0 R"
    image = colour.in_srgb(image)
    grey = image.mode in ("1", "L", "I", "I;16", "F")
    image = image.convert("L" if grey else "RGB")
    entries = _entries(*image.size, "/DeviceGray" if grey else "/DeviceRGB", 8)
    return file.add(deflated(f"{entries}{mask}", image.tobytes()))
