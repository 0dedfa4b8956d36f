"""Which address is the picture, which pictures are none; captions, credits and alternatives apart."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from lxml import html

from exporter.model import Article, Blocks, Figure, Image
from exporter.readers import Source
from exporter.readers.html import read
from exporter.readers.html.addresses import Addresses
from exporter.readers.html.pictures import candidates
from exporter.report import Report
from exporter.walk import text, walk

PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 2000).decode()


@pytest.mark.parametrize(
    ("markup", "best"),
    [
        ("<img src=a.jpg>", "a.jpg"),
        ("<img src=placeholder.gif data-src=real.jpg>", "real.jpg"),
        ("<img src='data:image/gif;base64,R0lGOD' data-original=real.jpg>", "real.jpg"),
        ("<img src=s.jpg srcset='m.jpg 800w, l.jpg 1700w, xl.jpg 4000w'>", "l.jpg"),
        ("<img src=s.jpg srcset='one.jpg 1x, two.jpg 2x'>", "two.jpg"),
        ("<picture><source srcset='p.webp 1200w'><img src=blank.gif></picture>", "p.webp"),
        ("<img src=page_files/saved.jpg srcset='https://far.example/l.jpg 1700w'>", "page_files/saved.jpg"),
        ("<img src='https://x.example/f,w_100/a.jpg'"
            " data-srcset='https://x.example/f,w_900/a.jpg 900w'>", "https://x.example/f,w_900/a.jpg"),
    ],
)  # fmt: skip
def test_the_best_of_the_addresses(markup: str, best: str) -> None:
    assert candidates(html.fragment_fromstring(markup))[0] == best


def test_a_picture_that_waits_for_a_script_is_read_from_noscript(blocks: Callable[[str], Blocks]) -> None:
    found = blocks("<figure><img src=lazy.gif alt=x><noscript><img src=real.jpg alt=x></noscript></figure>")
    assert [node.source for node in walk(found) if isinstance(node, Image)] == ["real.jpg"]


def test_a_picture_is_shown_once(blocks: Callable[[str], Blocks]) -> None:
    found = blocks("<figure><img src=real.jpg><noscript><img src=real.jpg></noscript></figure>")
    assert [node.source for node in walk(found) if isinstance(node, Image)] == ["real.jpg"]


def test_counters_are_no_pictures(blocks: Callable[[str], Blocks], report: Report) -> None:
    assert (
        blocks("<img src='https://x.example/c.gif' width=1 height=1><img src='https://vg01.met.vgwort.de/na/1'>") == ()
    )
    assert [notice.code for notice in report] == ["tracker-dropped"]


@pytest.mark.parametrize(
    ("markup", "caption", "credit", "alt"),
    [
        ("<figure><img src=a alt=Alt><figcaption>Cap <span class=credit>Jo</span></figcaption></figure>", "Cap", "Jo", "Alt"),
        ("<figure><img src=a alt=''><figcaption>Cap (Photo: Jo)</figcaption></figure>", "Cap", "Photo: Jo", ""),
        ("<figure><img src=a><figcaption>Cap<br>© Agency</figcaption></figure>", "Cap", "© Agency", None),
        ("<div class=wp-caption><a href=big><img src=a></a><p class=wp-caption-text>Cap</p></div>", "Cap", "", None),
        ("<div><img src=a><div class='image-caption'>Cap</div></div>", "Cap", "", None),
        ("<img src=a><p class=caption>Cap</p>", "Cap", "", None),
        ("<figure><img src=a></figure><figcaption>Cap</figcaption>", "Cap", "", None),
        ("<figure><img src=a><div class=copyright>© Jo</div></figure>", "", "© Jo", None),
    ],
)  # fmt: skip
def test_caption_credit_and_alternative(
    blocks: Callable[[str], Blocks], markup: str, caption: str, credit: str, alt: str | None
) -> None:
    (figure,) = blocks(markup)
    assert isinstance(figure, Figure)
    assert (text(figure.caption), text(figure.credit), figure.images[0].alt) == (caption, credit, alt)


def test_a_figure_of_something_else_gives_it_the_caption(blocks: Callable[[str], Blocks]) -> None:
    (table,) = blocks("<figure><table><tr><th>A<th>B<tr><td>1<td>2</table><figcaption>Cap</figcaption></figure>")
    assert text(table.caption) == "Cap"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("address", "resolved"),
    [
        ("/a.jpg", "https://x.example/a.jpg"),
        ("b.jpg", "https://x.example/n/b.jpg"),
        ("//cdn.example/c.jpg", "https://cdn.example/c.jpg"),
        ("page_files/d.jpg", "page_files/d.jpg"),
        ("./Seite-Dateien/e.jpg", "./Seite-Dateien/e.jpg"),
        ("javascript:x", None),
    ],
)
def test_addresses_are_resolved_unless_the_file_is_beside_the_page(address: str, resolved: str | None) -> None:
    assert Addresses(page="https://x.example/n/page").picture(address) == resolved


def test_a_copy_that_a_browser_saved_keeps_its_relative_addresses() -> None:
    known = Addresses(page="https://x.example/n/page", saved=True)
    assert known.picture("img/a.jpg") == "img/a.jpg"
    assert known.link("other") == "https://x.example/n/other"


def test_what_the_user_says_counts_more_than_the_page(page: Callable[..., Article]) -> None:
    head = "<link rel=canonical href='https://canon.example/a/b'>"
    article = page(
        between="<figure><img src='pic.jpg' alt='P'></figure>", head=head, base_url="https://base.example/x/y"
    )
    assert [node.source for node in walk(article) if isinstance(node, Image)] == ["https://base.example/x/pic.jpg"]


def test_pictures_in_data_addresses_come_along() -> None:
    reading = read(Source(f"<p>Words</p><img alt=P src='data:image/png;base64,{PIXEL}'>".encode()), Report())
    (source,) = [node.source for node in walk(reading.article) if isinstance(node, Image)]
    assert source is not None
    assert source.endswith(".png")
    assert reading.pictures[source].startswith(b"\x89PNG")


def test_pictures_in_mhtml_come_along() -> None:
    picture = base64.b64decode(PIXEL)
    source = (
        "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type:"
            " multipart/related; boundary=\"b\"; type=\"text/html\"\r\n\r\n"
        "--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        "Content-Location: https://x.example/n/page\r\n\r\n<h1>Title of it"
            "</h1><p>Gr=C3=BC=C3=9Fe</p><img src=3D\"pic.png\" alt=3D\"P\">\r\n"
        f"--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding:"
            f" base64\r\nContent-Location: https://x.example/n/pic.png\r\n\r\n{PIXEL}\r\n--b--\r\n"
    )  # fmt: skip
    reading = read(Source(source.encode()), Report())
    assert reading.pictures == {"https://x.example/n/pic.png": picture}
    assert "Grüße" in text(reading.article)
