"""Where fuzzing begins: the golden cases' sources, the sample article in every form, and pictures of every kind."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from exporter import canonical, registry
from exporter.writing import to_markdown
from tests.fuzz.bases import brief, entries, export, pieces, zipped

ROOT = Path(__file__).parent.parent
_LARGEST = 16_000
_MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "F")
_KINDS: dict[str, tuple[dict[str, Any], ...]] = {
    "png": ({}, {"compress_level": 0}, {"dpi": (72, 72)}),
    "jpeg": ({}, {"progressive": True}, {"quality": 5}),
    "gif": ({}, {"interlace": 1}),
    "webp": ({}, {"lossless": True}),
    "tiff": ({}, {"compression": "tiff_lzw"}, {"compression": "packbits"}, {"compression": "group4"}),
    "bmp": ({},),
    "avif": ({},),
}
_DRAWINGS = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"><rect width="8" height="4" fill="#123"/></svg>',
    b'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg" '
    b'xmlns:xlink="http://www.w3.org/1999/xlink" width="2cm" height="50%"><defs><linearGradient id="g"><stop offset="0" '
    b'stop-color="red"/></linearGradient><pattern id="p" width="1" height="1"/><clipPath id="c"><circle r="2"/></clipPath>'
    b'<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><mask id="m"><rect width="2" height="2"/></mask></defs>'
    b'<g id="a" transform="rotate(20) scale(.5)"><path d="M0 0L9 9Z" fill="url(#g)" clip-path="url(#c)" filter="url(#f)"/>'
    b'<use xlink:href="#a" x="2"/><text x="1" y="2" font-size="3" font-family="Serif">Words <tspan dy="1em">more</tspan></text>'
    b'<image href="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="1" height="1"/><style>.a{fill:url(#p)}</style></g></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg" width="1e3" height="-4" preserveAspectRatio="none"><script>1</script>'
    b'<foreignObject/><a href="https://example.org/"><text>&#65;</text></a><switch><g systemLanguage="de"/></switch></svg>',
)


def golden(suffixes: tuple[str, ...]) -> list[bytes]:
    """The small sources among the tests that end so."""
    paths = sorted(path for path in ROOT.rglob("*") if path.name.endswith(suffixes) and "fuzz" not in path.parts)
    return [path.read_bytes() for path in paths if path.is_file() and path.stat().st_size < _LARGEST]


def source(reader: str) -> list[bytes]:
    """Sources of one reader."""
    return golden(registry.reader(reader).suffixes)


def text() -> list[bytes]:
    """Plain text: the golden cases, and what Markdown is without its reader."""
    return [*source("text"), *source("markdown")]


def markdown() -> list[bytes]:
    """Markdown: the golden cases, and what our own writer writes."""
    return [*source("markdown"), *(to_markdown(article).encode() for article in (brief(), *pieces()))]


def json() -> list[bytes]:
    """Articles in JSON."""
    return [canonical.dumps(article) for article in (brief(), *pieces())]


def records() -> list[bytes]:
    """What exports carry."""
    said: tuple[dict[str, str], ...] = ({}, {"pictures/harbour.png": "0" * 64})
    return [canonical.record(article, {}) for article in pieces()] + [
        b'{"article":%s,"pictures":%s}' % (canonical.dumps(brief()), str(pictures).replace("'", '"').encode())
        for pictures in said
    ]


def html() -> list[bytes]:
    """Pages: the golden cases, and the chapters our EPUBs have."""
    parts = [entries(export(article, "epub"))["EPUB/article.xhtml"] for article in (brief(), *pieces())]
    return [*source("html"), *parts]


def whole(format: str) -> list[bytes]:
    """Exports as they are, and archives without the article inside."""
    found = [export(article, format) for article in (brief(), pieces()[1])]
    return found if format == "pdf" else [*found, *(zipped(entries(one, with_record=False)) for one in found)]


def archives() -> Iterator[bytes]:
    """Small archives, packed in every way there is."""
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in ("mimetype", "word/a.xml", "b/"):
                archive.writestr(zipfile.ZipInfo(name), b"<a>words words</a>", method)
        yield out.getvalue()


def scripts() -> list[bytes]:
    """Choices: of each object of a PDF, the first ways to change it."""
    return [
        struct.pack(">8H", number, way, way, 3, way * 7, 1, 2, 3) for number in range(0, 250, 5) for way in range(3)
    ]


def pictures() -> list[bytes]:
    """Small pictures of every kind, mode and way to pack them."""
    return [*_raster(), *_DRAWINGS, gzip.compress(_DRAWINGS[0], mtime=0), *golden((".svg",))]


def _raster() -> Iterator[bytes]:
    from PIL import Image, ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x0112] = 6
    for mode in _MODES:
        picture = Image.linear_gradient("L").resize((9, 5)).convert(mode if mode != "I;16" else "I").convert(mode)
        for kind, ways in _KINDS.items():
            for way in (*ways, {"exif": exif.tobytes(), "icc_profile": profile}):
                out = io.BytesIO()
                try:
                    picture.save(out, kind, **way)
                except (OSError, KeyError, ValueError, TypeError, RuntimeError):
                    continue  # not every kind has every mode
                yield out.getvalue()
    frames = [Image.new("RGB", (6, 4), colour) for colour in ("red", "blue")]
    for kind in ("gif", "png", "webp", "tiff"):
        out = io.BytesIO()
        frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=50)
        yield out.getvalue()
