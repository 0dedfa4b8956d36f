"""What travels inside a PDF: the article as data, and the original of every picture, found again by its SHA-256."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable

import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image as Pillow

from exporter.backends.pdf.attachments import attachments
from exporter.contract import sample
from exporter.model import Article, Figure, Image, Text
from exporter.pictures import Picture, opened
from exporter.theme import Theme, load_theme
from tests.unit.pdf.streams import streams

Render = Callable[..., bytes]


def saved(kind: str, size: tuple[int, int] = (40, 20), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Pillow.radial_gradient("L").resize(size).convert(mode).save(out, kind)
    return out.getvalue()


def article(*sources: str) -> Article:
    figures = tuple(Figure((Image(source, alt="A picture"),)) for source in sources)
    return Article(title=(Text("Pictures"),), body=figures, lang="en")


def attached(data: bytes) -> dict[str, bytes]:
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        found = (document.get_attachment(at) for at in range(document.count_attachments()))
        return {one.get_name(): bytes(one.get_data()) for one in found}


def digests(data: bytes) -> list[str]:
    return [hashlib.sha256(stream).hexdigest() for stream in streams(data)]


PICTURES: dict[str, bytes] = {
    "jpeg": saved("JPEG"),
    "large-jpeg": saved("JPEG", (4000, 3000)),
    "cmyk": saved("JPEG", mode="CMYK"),
    "png": saved("PNG"),
    "webp": saved("WEBP"),
    "gif": saved("GIF"),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 0h9v9z"/></svg>',
}


@pytest.mark.parametrize("kind", PICTURES)
def test_the_original_of_every_picture_is_in_the_file_once(kind: str, render: Render) -> None:
    pictures = {"one/a.pic": opened(PICTURES[kind]), "two/a.pic": opened(PICTURES[kind])}
    got = digests(render(article(*pictures), pictures=pictures))
    assert got.count(hashlib.sha256(PICTURES[kind]).hexdigest()) == 1


def test_a_jpeg_shown_as_it_is_is_not_attached(render: Render) -> None:
    pictures = {"a.jpg": opened(PICTURES["jpeg"])}
    assert set(attached(render(article("a.jpg"), pictures=pictures))) == {"article.json"}


def test_what_is_attached_has_its_name_and_bytes(render: Render) -> None:
    pictures = {"x/Größe.png?w=3": opened(PICTURES["png"]), "b.webp": opened(PICTURES["webp"])}
    got = attached(render(article(*pictures), pictures=pictures))
    assert got.pop("article.json").startswith(b"{")
    assert got == {"Größe.png": PICTURES["png"], "b.webp": PICTURES["webp"]}


def context(theme: Theme | None = None, **pictures: bytes) -> object:
    from exporter.backends import Context
    from exporter.labels import labels
    from exporter.report import Report

    named: dict[str, Picture] = {name.replace("__", "/"): opened(data) for name, data in pictures.items()}
    return Context(theme or load_theme(), labels("en"), Report(), record=b"{}", pictures=named)


def names(**pictures: bytes) -> list[str]:
    return [one.name for one in attachments(context(**pictures), ())]  # type: ignore[arg-type]


def test_names_are_told_apart_and_end_as_their_content_asks() -> None:
    got = names(a__photo=PICTURES["png"], b__photo=PICTURES["gif"], c__photo=saved("PNG", (9, 9)))
    assert got == ["article.json", "photo.png", "photo.gif", "photo-2.png"]


def test_a_picture_does_not_pass_for_the_article() -> None:
    data = {"article.json": opened(PICTURES["png"]), "data:image/png;base64,xx": opened(PICTURES["gif"])}
    got = attachments(replace(context(), pictures=data), ())  # type: ignore[type-var]
    assert [one.name for one in got] == ["article.json", "article.json.png", "picture.gif"]
    assert [one.relationship for one in got] == ["Source", "Supplement", "Supplement"]


def test_names_hold_nothing_of_a_path() -> None:
    data = {
        source: opened(saved("PNG", (at + 3, 3))) for at, source in enumerate(("..\\..\\evil.png", "/a/%2e%2e", "?"))
    }
    got = attachments(replace(context(), pictures=data), ())  # type: ignore[type-var]
    assert [one.name for one in got][1:] == ["evil.png", "picture.png", "picture-2.png"]


def test_the_keys_of_the_name_tree_are_sorted_as_bytes(render: Render) -> None:
    pictures = {f"{name}.png": opened(saved("PNG", (at + 2, 5))) for at, name in enumerate(("z", "é", "B", "a", "中"))}
    assert len(attached(render(article(*pictures), pictures=pictures))) == 6
    raw = b"\n".join(streams(render(article(*pictures), pictures=pictures)))
    start = raw.index(b"/EmbeddedFiles<</Names[") + 23
    tree = raw[start : raw.index(b"]", start)]
    order = [
        tree.index(key) for key in (b"(B.png)", b"(a.png)", b"(article.json)", b"(z.png)", b"<FEFF00E9", b"<FEFF4E2D")
    ]
    assert order == sorted(order)


def test_a_theme_may_leave_them_out(render: Render) -> None:
    theme = load_theme()
    without = replace(theme, pictures=replace(theme.pictures, originals=False))
    pictures = {"a.png": opened(PICTURES["png"])}
    assert set(attached(render(article("a.png"), pictures=pictures, theme=without))) == {"article.json"}


def test_an_archive_that_refuses_attachments_gets_none(render: Render) -> None:
    pictures = {sample.PICTURE: opened(sample.picture())}
    assert attached(render(article(sample.PICTURE), pictures=pictures, options={"archival": "a-2a"})) == {}
