"""Figures: alternative text apart from the caption, pictures of every kind, each stored once."""

from __future__ import annotations

import io

import pytest

from exporter import pictures
from exporter.contract import sample
from exporter.model import Figure, Heading, Image, LineBreak, Note, NoteRef

from .rendering import article, opened, p, rendered, t
from .structure import ADEC, WP, Opened, W, faults, style_of


def test_alternative_text_apart_from_the_caption() -> None:
    figure = Figure((Image(sample.PICTURE, "What is seen"),), t("What it is"), t("Whose it is"))
    tree = opened(article(figure))
    assert [e.get("descr") for e in tree.document.iter(f"{WP}docPr")] == ["What is seen"]
    assert "What it is Whose it is" in tree.text()


def test_decorative_pictures_say_so() -> None:
    tree = opened(article(Figure((Image(sample.PICTURE, ""),))))
    (drawing,) = tree.document.iter(f"{WP}docPr")
    assert drawing.get("descr") is None and drawing.find(f".//{ADEC}decorative") is not None


def test_a_picture_that_is_not_there_is_not_said_twice() -> None:
    tree = opened(article(Figure((Image(None, "The sea."),), t("The sea.")), Figure((Image(None, "A map"),))))
    assert tree.text().count("The sea.") == 1 and "A map" in tree.text()


def test_a_caption_alone_stands_under_a_hairline_or_in_a_frame() -> None:
    gone = Figure((Image(None, "The sea."),), t("The sea."))
    tree = opened(article(gone, lead=gone))
    frames = [found.find(f"{W}pPr/{W}pBdr") for found in tree.document.iter(f"{W}p") if style_of(found) == "Caption"]
    assert [[edge.tag.removeprefix(W) for edge in frame] for frame in frames] == [
        ["top"],
        ["top", "left", "bottom", "right"],
    ]


@pytest.mark.parametrize("kind", ["WEBP", "TIFF", "BMP", "GIF"])
def test_pictures_of_every_kind(kind: str) -> None:
    from PIL import Image as Pillow

    out = io.BytesIO()
    Pillow.new("RGB", (40, 20), "navy").save(out, kind)
    picture = pictures.opened(out.getvalue())
    tree = opened(article(Figure((Image("x", "A picture"),))), pictures={"x": picture})
    assert [n.rpartition(".")[2] for n in tree.names if n.startswith("word/media/")] == [
        "gif" if kind == "GIF" else "png"
    ]


def test_one_picture_is_stored_once() -> None:
    figure = Figure((Image(sample.PICTURE, "a"), Image(sample.PICTURE, "b")))
    assert sum(n.startswith("word/media/") for n in opened(article(figure, figure)).names) == 1


def test_a_heading_of_a_decorative_picture_that_is_not_there_says_so() -> None:
    hollow = Heading((Image(None, ""), LineBreak()))
    noted = Heading((Image(None, ""), NoteRef("n")), level=2)
    data = rendered(article(hollow, noted, p("x"), notes=(Note((p("y"),), id="n"),)))
    heads = [(style, words.strip()) for style, words in Opened(data).styles() if style.startswith("Heading")]
    assert heads == [("Heading1", "Picture not available"), ("Heading2", "Picture not available")]
    assert faults(data) == []
