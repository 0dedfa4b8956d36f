"""Colour profiles: found in files, told from sRGB, and obeyed when a picture is converted."""

from __future__ import annotations

import io

import pytest
from PIL import Image as Pillow

from exporter import resources
from exporter.model import Article, Figure, Image, Text
from exporter.pictures import colour, opened, suited
from tests.unit.pdf.conftest import rendered


def profile() -> bytes:
    """sRGB by another name, with red and blue changed: what obeys it is told from what does not."""
    data = resources.read("icc/sRGB.icc").replace(b"sRGB", b"mine").replace("sRGB".encode("utf-16-be"), b"\0m\0i\0n\0e")
    return data.replace(b"rXYZ", b"????", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"????", b"bXYZ", 1)


def saved(kind: str, mode: str = "RGB", size: tuple[int, int] = (40, 20), icc: bytes | None = None) -> bytes:
    out = io.BytesIO()
    Pillow.new("RGB", size, (255, 0, 0)).convert(mode).save(out, kind, icc_profile=profile() if icc is None else icc)
    return out.getvalue()


def first(data: bytes) -> tuple[int, ...]:
    pixel = Pillow.open(io.BytesIO(data)).convert("RGB").getpixel((3, 3))
    assert isinstance(pixel, tuple)
    return pixel


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_profile_is_found(kind: str) -> None:
    assert colour.profile(saved(kind)) == profile()
    assert colour.channels(profile()) == 3


def test_a_profile_in_many_parts_is_put_together() -> None:
    long = profile() + bytes(150_000)
    long = len(long).to_bytes(4, "big") + long[4:]
    assert colour.profile(saved("JPEG", icc=long)) == long


@pytest.mark.parametrize("icc", [b"", b"nonsense", profile()[:-1], resources.read("icc/sRGB.icc")])
def test_no_profile_a_broken_one_and_srgb_are_none(icc: bytes) -> None:
    assert colour.profile(saved("PNG", icc=icc)) == colour.profile(saved("JPEG", icc=icc)) == b""


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe2\0", b"\x89PNG", b"\x89PNG\r\n\x1a\n\0\0\0\5iCCPabcde"]
)
def test_files_cut_short_have_none(data: bytes) -> None:
    assert colour.profile(data) == b""


@pytest.mark.parametrize(("kind", "mode"), [("WEBP", "RGB"), ("TIFF", "RGB"), ("PNG", "RGBA"), ("JPEG", "RGB")])
def test_converted_pictures_are_srgb(kind: str, mode: str) -> None:
    red, green, blue = first(suited(opened(saved(kind, mode)), frozenset({"image/none"})).data)
    assert blue > 180 > 90 > red
    assert green < 90


def test_scaled_pictures_are_srgb() -> None:
    assert first(suited(opened(saved("JPEG", size=(400, 200))), longest=40).data)[2] > 180


def test_a_grey_picture_stays_grey() -> None:
    back = suited(opened(saved("TIFF", "L")))
    assert Pillow.open(io.BytesIO(back.data)).mode == "L"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_pdf_shows_a_picture_in_its_own_colours(kind: str) -> None:
    import pypdfium2

    article = Article(title=(Text("T"),), body=(Figure((Image("a", alt="Blue"),)),), lang="en")
    picture = opened(saved(kind, size=(300, 300)))
    data = rendered(article, pictures={"a": picture}, record=b"")
    assert b"/ICCBased" in data
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        page = document[0].render(scale=1).to_pil().convert("RGB")
    seen = {page.getpixel((x, y)) for x in range(90, 300, 10) for y in range(60, 400, 10)}
    assert any(isinstance(one, tuple) and one[2] > 180 and one[0] < 90 for one in seen)
    assert (255, 0, 0) not in seen


def test_one_profile_is_stored_once() -> None:
    pictures = {name: opened(saved("JPEG", size=(30 + at, 30))) for at, name in enumerate("abc")}
    body = tuple(Figure((Image(name, alt="Blue"),)) for name in pictures)
    data = rendered(Article(title=(Text("T"),), body=body, lang="en"), pictures=pictures, record=b"")
    assert data.count(b"<</N 3/Filter") == 2  # and that of the document
