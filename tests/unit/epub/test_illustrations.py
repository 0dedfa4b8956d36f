"""Pictures of a book: drawings made safe, old kinds converted, originals beside them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from typing import Any

import pytest

from exporter import canonical
from exporter import model as m
from exporter.backends.epub.illustrations import suitable
from exporter.pictures import opened as opened_picture
from tests.unit.epub.articles import article

Make = Callable[..., Any]


def test_an_svg_that_leans_on_outside_files_becomes_pixels() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><style>%s</style><rect width="9" height="9"/></svg>'
    assert suitable(opened_picture(svg % b"rect{fill:url(#a)}")).media_type == "image/svg+xml"
    assert suitable(opened_picture(svg % b"@import 'https://example.org/a.css';")).media_type == "image/png"
    assert suitable(opened_picture(svg % b"rect{fill:url(https://example.org/a)}")).media_type == "image/png"


@pytest.mark.parametrize("inside", [b"<ScRiPt>x</ScRiPt>", b'<g id="a="/>', b'<g id="a"/><g id="a"/>'])
def test_an_svg_no_validator_takes_becomes_pixels(inside: bytes) -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="9" height="9"/>%s</svg>' % inside
    )
    assert suitable(opened_picture(svg)).media_type == "image/png"


def test_an_svg_with_entities_is_no_crash(opened: Make, pictures: Any) -> None:
    root = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&a;</text></svg>'
    (pictures / "a.svg").write_bytes(b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + root)
    book = opened(article(m.Figure((m.Image("a.svg", "Words"),))))
    shown = book.files.get("EPUB/pictures/001.svg", b"")
    assert "bad-picture" not in book.codes
    assert b"<svg" in shown and b"&a;" not in shown


def test_old_kinds_of_pictures_are_converted(opened: Make, pictures: Any) -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (5, 5), "red").save(out, "BMP")
    (pictures / "a.bmp").write_bytes(out.getvalue())
    assert "EPUB/pictures/001.png" in opened(article(m.Figure((m.Image("a.bmp", "x"),)))).files


def test_the_original_of_a_converted_picture_travels_along(opened: Make, pictures: Any) -> None:
    from PIL import Image

    Image.new("CMYK", (5, 5)).save(pictures / "a.tif")
    Image.new("RGB", (5, 5), "red").save(pictures / "b.webp", lossless=True)
    book = opened(article(*(m.Figure((m.Image(name, "x"),)) for name in ("a.tif", "b.webp", "a.tif"))))
    (link,) = book.find("//opf:link[@rel='dcterms:source']", "content.opf")
    assert book.files[f"EPUB/{link.get('href')}"] == (pictures / "a.tif").read_bytes()
    assert link.get("media-type") == "image/tiff"
    shown = book.find(f"//opf:item[@id='{link.get('refines')[1:]}']/@href", "content.opf")
    assert shown == ["pictures/001.png"] and not book.find("//opf:item[contains(@href, 'originals')]", "content.opf")
    assert (pictures / "b.webp").read_bytes() in book.files.values()


def test_a_quiet_svg_stays_as_its_maker_wrote_it() -> None:
    svg = b'<?xml version="1.0"?>\n<!-- by hand -->\n<svg  xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g/></svg>\n'
    assert suitable(opened_picture(svg)).data == svg
    loud = svg.replace(b"<g/>", b'<g onclick="x"/>')
    assert b"onclick" not in suitable(opened_picture(loud)).data


def test_every_picture_of_the_record_is_in_the_container(opened: Make, pictures: Any) -> None:
    from PIL import Image

    for kind in ("TIFF", "BMP", "PNG", "WEBP", "GIF", "JPEG"):
        Image.new("RGB", (5, 5), "red").save(pictures / f"a.{kind}", kind)
    (pictures / "a.svg").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onclick="x"/>')
    names = [path.name for path in sorted(pictures.glob("a.*"))]
    book = opened(article(*(m.Figure((m.Image(name, "x"),)) for name in names)))
    wanted = canonical.load_record(book.files["EPUB/article.json"]).pictures
    there = {hashlib.sha256(data).hexdigest() for data in book.files.values()}
    assert set(wanted) == set(names) and set(wanted.values()) <= there
