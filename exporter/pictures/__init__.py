"""Pictures: what a file of any name really holds, and the same picture in a form a backend can take.

Formats are told by content, never by name. Nothing is decoded before a backend asks for another form than the file's own;
decoding is bounded (`MOST_PIXELS`), so a hostile picture costs neither memory nor time. Pillow (raster) and resvg (SVG)
do the work and are imported only when an article has such a picture.
"""

from __future__ import annotations

import io
import warnings
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from exporter import resources
from exporter.pictures import colour, svg
from exporter.pictures.kinds import MOST_PIXELS, RASTER, SUFFIXES, SVG, NotAPicture, Picture

if TYPE_CHECKING:
    from PIL import Image as PillowImage

__all__ = [
    "MOST_PIXELS",
    "RASTER",
    "SUFFIXES",
    "SVG",
    "NotAPicture",
    "Picture",
    "bundled_fonts",
    "drawing",
    "opened",
    "suited",
    "tidy_svg",
]

MOST_DECODED_AT_ONCE = 4_000_000
"""Up to this many pixels a picture is decoded on opening, which proves it whole; larger ones when they are needed."""

_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
    "TIFF": "image/tiff",
    "BMP": "image/bmp",
}
_ORIENTATION = 0x0112


def opened(data: bytes, name: str = "") -> Picture:
    """What these bytes show. Raises NotAPicture (broken, unknown, too large)."""
    return _opened(data, name, 0)


def _opened(data: bytes, name: str, depth: int) -> Picture:
    data = _unzipped(data)
    if svg.looks_like_svg(data):
        if depth > svg.DEEPEST:
            raise svg.TooDeep(name)
        return svg.opened(data, name, lambda inside: _opened(inside, "", depth + 1))
    with _pillow(name):
        image = _open(data)
        return _described(image, data, name)


def _unzipped(data: bytes) -> bytes:
    """The SVG inside a compressed one (.svgz); anything else as it is."""
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, svg.LARGEST + 1)
    except zlib.error:
        return data


def _open(data: bytes) -> PillowImage.Image:
    from PIL import Image

    return Image.open(io.BytesIO(data), formats=[kind for kind in _TYPES if kind != "MPO"])


class _pillow:  # noqa: N801 - used like a function
    """Turns whatever Pillow raises or warns of into NotAPicture; what it is set to outside is so again afterwards."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        from PIL import Image, ImageFile

        self.outside = Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
        # This module sets its own limit, by what decoding costs.
        Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = None, False
        self.quiet = warnings.catch_warnings()
        self.quiet.__enter__()
        warnings.simplefilter("ignore")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        from PIL import Image, ImageFile

        Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = self.outside
        self.quiet.__exit__(kind, error, trace)
        if isinstance(error, NotAPicture) or error is None or not isinstance(error, Exception):
            return
        from PIL import UnidentifiedImageError

        what = "not a picture of a known kind" if isinstance(error, UnidentifiedImageError) else f"broken ({error})"
        raise NotAPicture(what, place=self.name, hint="save it anew as JPEG or PNG") from None


def _described(image: PillowImage.Image, data: bytes, name: str) -> Picture:
    media_type = _TYPES.get(image.format or "", "")
    width, height = image.size
    if not _bearable(image):
        raise NotAPicture(
            f"too large ({width} x {height} pixels)",
            place=name,
            hint=f"keep it under {MOST_PIXELS // 10**6} megapixels",
        )
    turned = image.getexif().get(_ORIENTATION, 1)
    if turned in (5, 6, 7, 8):
        width, height = height, width
    if width * height < MOST_DECODED_AT_ONCE:
        image.load()  # finds a broken stream now, while a notice can say so
    plain = image.mode in ("RGB", "RGBA", "L", "LA", "P", "1") and turned in (0, 1)
    return Picture(data, media_type, width, height, plain, getattr(image, "n_frames", 1) > 1)


def _bearable(image: PillowImage.Image) -> bool:
    width, height = image.size
    return width * height <= MOST_PIXELS * (64 if image.format in ("JPEG", "MPO") else 1)


@lru_cache(maxsize=64)
def suited(picture: Picture, accept: frozenset[str] = RASTER, longest: int = 0) -> Picture:
    """The same picture as a type in `accept` (JPEG and PNG are always possible), upright, 8 bit, grey or RGB.

    longest: scale down to that many pixels at the longer side (0: as it is). Files that need no change pass through byte
    for byte. Raises NotAPicture where decoding fails.
    """
    if picture.media_type == SVG:
        return picture if SVG in accept else _rastered(picture, longest)
    fits = not longest or max(picture.width, picture.height) <= longest
    if picture.media_type in accept and picture.plain and fits and picture.width * picture.height <= MOST_PIXELS:
        return picture
    with _pillow(""):
        return _converted(picture, longest)


def _converted(picture: Picture, longest: int) -> Picture:
    from PIL import ImageOps

    image = _open(picture.data)
    target = longest or 8000
    if picture.media_type == "image/jpeg":
        image.draft(None, (target, target) if longest or picture.width * picture.height > MOST_PIXELS else image.size)
    image = _eight_bit(colour.in_srgb(ImageOps.exif_transpose(image)))
    if longest and max(image.size) > longest:
        image.thumbnail((longest, longest))
    out = io.BytesIO()
    if picture.media_type == "image/jpeg":
        image.save(out, "JPEG", quality=88)
    else:
        image.save(out, "PNG", compress_level=9)
    kind = "image/jpeg" if picture.media_type == "image/jpeg" else "image/png"
    return Picture(out.getvalue(), kind, *image.size)


def _eight_bit(image: PillowImage.Image) -> PillowImage.Image:
    if image.mode.startswith(("I", "F")):
        return _deep_grey(image)
    if image.mode == "P" or "transparency" in image.info:
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode in ("RGB", "RGBA", "L"):
        return image
    return image.convert({"1": "L", "LA": "RGBA", "La": "RGBA", "PA": "RGBA", "RGBa": "RGBA"}.get(image.mode, "RGB"))


def _deep_grey(image: PillowImage.Image) -> PillowImage.Image:
    """Grey of 16 or 32 bits, or of floats (0 to 1, or as wide as its values are), in 8 bits."""
    highest = float(str(image.getextrema()[1]))
    scale = 255.0 if image.mode == "F" and highest <= 1 else 1.0
    if image.mode.startswith("I;16") or highest > 255:
        scale = 1 / 257
    return image.convert("F").point(lambda value: value * scale).convert("L")


def _rastered(picture: Picture, longest: int) -> Picture:
    """An SVG as pixels, with the bundled fonts only (a machine's own would change the bytes) and no outside references."""
    import resvg_py

    drawn = drawing(picture, picture.width, picture.height)
    scale = min(longest or 2000, drawn.finest) / max(picture.width, picture.height)
    try:
        data = resvg_py.svg_to_bytes(
            svg_string=drawn.markup,
            width=max(1, round(picture.width * scale)),
            height=max(1, round(picture.height * scale)),
            skip_system_fonts=True,
            font_files=bundled_fonts(),
            font_family="Inter",
            serif_family="Source Serif 4",
            sans_serif_family="Inter",
            monospace_family="Source Code Pro",
        )
    except (ValueError, RuntimeError) as error:
        raise NotAPicture(f"broken SVG ({error})", hint="save it anew as PNG") from None
    with _pillow(""):
        image = _open(bytes(data))
        return Picture(bytes(data), "image/png", *image.size)


def bundled_fonts() -> list[str]:
    """The font files drawings are drawn with: a machine's own would change the bytes."""
    return [str(path) for path in sorted((resources.folder() / "fonts").glob("*/*.ttf"))]


class Drawing(NamedTuple):
    """SVG as others draw it: its markup, how many pixels its longer side may have at most, how wide it is in its own
    units, the characters in it."""

    markup: str
    finest: float
    units: float
    letters: frozenset[str]


@lru_cache(maxsize=16)
def drawing(picture: Picture, width: float, height: float, *, bundled: bool = False) -> Drawing:
    """An SVG picture of this size that refers to nothing outside itself; `bundled`: its typefaces end in bundled ones.

    Raises NotAPicture.
    """
    root = svg.self_contained(picture, width, height, opened)
    if bundled:
        svg.with_families(root)
    return Drawing(svg.markup(root), svg.finest(root), svg.units(root, width), svg.letters(root))


def tidy_svg(picture: Picture) -> Picture:
    """An SVG for a book: no scripts, no event handlers, no references outside itself. Raises NotAPicture."""
    return svg.tidy(picture, opened)
