"""Pictures: told by content, bounded, upright and 8 bit when a backend asks."""

from __future__ import annotations

import base64
import contextlib
import io
from pathlib import Path

import pytest
from PIL import Image as Pillow

from exporter.contract import sample
from exporter.model import Article, Figure, Image
from exporter.pictures import SVG, NotAPicture, opened, suited, tidy_svg
from exporter.pipeline.pictures import Where, loaded
from exporter.report import Report


def saved(image: Pillow.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def test_content_tells_not_the_name() -> None:
    assert opened(sample.picture(8, 4), "photo.jpg").media_type == "image/png"


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"not a picture", sample.picture()[:200], b"<svg", b"\x89PNG\r\n\x1a\n"]
)
def test_broken_pictures(data: bytes) -> None:
    with pytest.raises(NotAPicture) as caught:
        opened(data, "x.png")
    assert "\n" not in str(caught.value)


def test_too_many_pixels_are_refused_before_decoding() -> None:
    with pytest.raises(NotAPicture, match="too large"):
        opened(saved(Pillow.new("1", (20_000, 20_000)), "PNG"))


def test_a_plain_jpeg_passes_byte_for_byte() -> None:
    data = saved(Pillow.new("RGB", (40, 20), "red"), "JPEG")
    assert suited(opened(data)).data is data


@pytest.mark.parametrize("mode", ["CMYK", "I;16", "I", "F", "LA", "P", "1", "YCbCr"])
def test_every_mode_comes_out_8_bit_grey_or_rgb(mode: str) -> None:
    image = (
        Pillow.new(mode, (6, 4), 51_400) if mode == "I;16" else Pillow.new("RGB", (6, 4), (200, 200, 200)).convert(mode)
    )
    back = Pillow.open(io.BytesIO(suited(opened(saved(image, "TIFF"))).data))
    assert back.mode in ("RGB", "RGBA", "L")
    grey = back.convert("L").getpixel((2, 2))
    assert isinstance(grey, (int, float))
    assert abs(grey - (255 if mode == "1" else 200)) < 6


def test_rotation_is_applied() -> None:
    image = Pillow.new("RGB", (40, 20), "red")
    exif = Pillow.Exif()
    exif[0x0112] = 6
    picture = opened(saved(image, "JPEG", exif=exif))
    assert (picture.width, picture.height) == (20, 40)
    assert Pillow.open(io.BytesIO(suited(picture).data)).size == (20, 40)


def test_scaling_down() -> None:
    assert max(Pillow.open(io.BytesIO(suited(opened(sample.picture()), longest=100).data)).size) == 100


def test_animation_is_seen_and_the_first_frame_taken() -> None:
    frames = [Pillow.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    picture = opened(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert picture.animated
    first = Pillow.open(io.BytesIO(suited(picture).data)).convert("RGB").getpixel((1, 1))
    assert first == (255, 0, 0)


SVG_FILE = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">
<script>alert(1)</script><rect width="20" height="10" fill="#0000ff" onclick="x()"/><image xlink:href="file:///etc/passwd"/></svg>"""


def test_svg_becomes_pixels() -> None:
    picture = opened(SVG_FILE)
    assert (picture.media_type, picture.width, picture.height) == (SVG, 20, 10)
    made = suited(picture, longest=40)
    assert Pillow.open(io.BytesIO(made.data)).convert("RGB").getpixel((5, 5)) == (0, 0, 255)


def test_svg_for_books_runs_and_fetches_nothing() -> None:
    tidy = tidy_svg(opened(SVG_FILE)).data
    for word in (b"script", b"onclick", b"passwd"):
        assert word not in tidy


def test_svg_entities_are_not_expanded() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg width="1" height="1">&x;</svg>'
    with contextlib.suppress(NotAPicture):
        assert b"root:" not in suited(opened(bomb)).data


class TestLoading:
    def had(self, source: str, folder: Path | None) -> tuple[bool, dict[str, str]]:
        report = Report()
        found = loaded(Article(lead=Figure((Image(source, "x"),))), Where(folder), report)
        return source in found, {notice.code: str(notice) for notice in report}

    def test_from_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "a b.png").write_bytes(sample.picture(8, 4))
        for source in ("a b.png", "a%20b.png", "a%20b.png?v=1", "/a b.png", "./a b.png"):
            assert self.had(source, tmp_path) == (True, {})

    def test_from_a_data_url(self) -> None:
        assert self.had("data:image/png;base64," + base64.b64encode(sample.picture(8, 4)).decode(), None) == (True, {})

    @pytest.mark.parametrize("source", ["../a.png", "x/../../a.png", "%2e%2e/a.png", "/../a.png"])
    def test_never_outside_the_folder(self, source: str, tmp_path: Path) -> None:
        inner = tmp_path / "in"
        inner.mkdir()
        (tmp_path / "a.png").write_bytes(sample.picture(8, 4))
        had, told = self.had(source, inner)
        assert not had
        assert "picture-outside" in told

    def test_never_through_a_link(self, tmp_path: Path) -> None:
        inner = tmp_path / "in"
        inner.mkdir()
        (tmp_path / "a.png").write_bytes(sample.picture(8, 4))
        (inner / "b.png").symlink_to(tmp_path / "a.png")
        assert self.had("b.png", inner)[0] is False

    @pytest.mark.parametrize(
        ("source", "code"),
        [
            ("https://example.org/a.png", "remote-picture"),
            ("//example.org/a.png", "remote-picture"),
            ("file:///etc/passwd", "remote-picture"),
            ("gone.png", "missing-picture"),
            ("a\x00b.png", "missing-picture"),
            ("data:nonsense", "bad-picture"),
            ("data:image/png;base64,AAAA", "bad-picture"),
        ],
    )
    def test_what_cannot_be_had_is_told(self, source: str, code: str, tmp_path: Path) -> None:
        had, told = self.had(source, tmp_path)
        assert not had
        assert code in told


def test_a_copy_of_a_page_has_its_pictures_beside_it(tmp_path: Path) -> None:
    (tmp_path / "img").mkdir()
    Pillow.new("L", (8, 8)).save(tmp_path / "img" / "a b.png")
    where = Where(tmp_path, base_url="https://a.example/news/page.html")
    told = Report()
    article = Article(lead=Figure((Image("https://a.example/news/img/a%20b.png?w=9", "x"),)))
    assert len(loaded(article, where, told)) == 1
    for elsewhere in ("https://b.example/news/img/a%20b.png", "https://a.example/img/a%20b.png", "//a.example/x.png"):
        assert not loaded(Article(lead=Figure((Image(elsewhere, "x"),))), where, told)
    assert [notice.code for notice in told] == ["remote-picture"] * 3


def test_what_others_set_pillow_to_is_so_again_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pillow, "MAX_IMAGE_PIXELS", 12_345)
    assert opened(sample.picture(200, 100)).width == 200
    with pytest.raises(NotAPicture):
        opened(b"\x89PNG\r\n\x1a\n")
    assert Pillow.MAX_IMAGE_PIXELS == 12_345
