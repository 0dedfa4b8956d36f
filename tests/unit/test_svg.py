"""SVG drawings: what they would cost is known before they are drawn, and they depend on nothing outside themselves."""

from __future__ import annotations

import base64
import gzip
import time

import pytest

from exporter.contract import sample
from exporter.pictures import SVG, NotAPicture, drawing, opened, suited, svg


def wrapped(body: str, size: str = 'width="100" height="50"') -> bytes:
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {space} {size}>{body}</svg>".encode()


def tenfold(kind: str, inner: str) -> str:
    """Definitions each of which draws the one before it ten times."""
    body = "".join(f'<{kind} id="d{at}">{inner.format(at - 1) * 10}</{kind}>' for at in range(1, 12))
    return f'<defs><{kind} id="d0"><path d="M0 0h9v9z"/></{kind}>{body}</defs><g>{inner.format(11)}</g>'


BY_CLASS = "<style>.b{fill:url(#d0)}" + "".join(f".b{at}{{fill:url(#d{at})}}" for at in range(12)) + "</style>"
COSTLY = {
    "use": tenfold("g", '<use href="#d{}"/>'),
    "old-use": tenfold("g", '<use xlink:href="#d{}"/>'),
    "pattern": tenfold("pattern", '<rect width="5" height="5" fill="url(#d{})"/>'),
    "style": tenfold("pattern", '<rect width="5" height="5" style="fill: url( \'#d{}\' )"/>'),
    "class": BY_CLASS + tenfold("pattern", '<rect class="b{}" width="5" height="5"/>'),
    "mask": tenfold("mask", '<g mask="url(#d{})"/>'),
    "turbulence": '<filter id="f"><feTurbulence numOctaves="1000000"/></filter><g filter="url(#f)"/>',
    "markers": '<marker id="m"><path d="M0 0h9v9z"/></marker><path marker-mid="url(#m)" d="M'
    + "0 0 " * 400_000
    + '"/>',
    "words": "<text>" + "words " * 20_000 + "</text>",
    "rules": "".join(f"<style>a{{fill:url(#d{at})}}</style><a id='d{at}'/>" for at in range(5_000)),
    "names": '<a id="a"/><path marker="' + "url(#a)" * 5_000 + '" d="M' + "0 0 " * 20_000 + '"/>',
    "kernel": '<filter id="f"><feConvolveMatrix kernelMatrix="' + "1 " * 4000 + '"/></filter><g filter="url(#f)"/>',
}


@pytest.mark.parametrize("name", COSTLY)
def test_drawings_that_would_take_days_are_refused_at_once(name: str) -> None:
    started = time.process_time()
    with pytest.raises(NotAPicture, match="too much work"):
        opened(wrapped(COSTLY[name]))
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "body",
    [
        '<g id="a"><use href="#a"/></g>',
        '<pattern id="p"><rect fill="url(#p)"/></pattern><rect fill="url(#p)" width="9" height="9"/>',
        '<use href="#b" id="c"/><use href="#c" id="b"/>',
    ],
)
def test_drawings_that_refer_to_themselves_are_drawn(body: str) -> None:
    assert suited(opened(wrapped(body)), longest=50).media_type == "image/png"


def test_many_plain_shapes_are_no_effort() -> None:
    assert opened(wrapped('<path opacity=".5" d="M0 0h9v9z"/>' * 10_000)).media_type == SVG


def test_filters_lower_how_fine_a_drawing_may_be() -> None:
    shadow = '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter>'
    once = drawing(opened(wrapped(shadow + '<g filter="url(#f)"/>')), 100, 50).finest
    often = drawing(opened(wrapped(shadow + '<g filter="url(#f)"/>' * 90)), 100, 50).finest
    assert once > 1800 > often > 250
    assert drawing(opened(wrapped("<g/>")), 100, 50).finest == float("inf")


def test_nothing_outside_is_referred_to() -> None:
    inside = base64.b64encode(sample.picture(4, 4)).decode()
    broken = base64.b64encode(b"\x89PNG nothing").decode()
    body = (
        f'<image href="data:image/png;base64,{inside}"/><image id="b" href="data:image/png;base64,{broken}"/>'
        '<image href="/etc/passwd"/><image xlink:href="https://example.org/x.png"/><use href="other.svg#x"/>'
        '<use href="#b"/><script href="x.js"/>'
    )
    got = drawing(opened(wrapped(body)), 100, 50).markup
    assert got.count("href=") == 2
    assert inside in got
    assert "#b" in got


def test_a_picture_inside_that_is_too_large_goes() -> None:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    body = f'<image href="data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"/>'
    assert "href" not in drawing(opened(wrapped(body)), 100, 50).markup


def test_entities_stay_inside_the_file() -> None:
    head = b'<!DOCTYPE svg [<!ENTITY a "inside"><!ENTITY b SYSTEM "/etc/hostname">]>'
    assert drawing(opened(head + wrapped("<text>&a;</text>")), 10, 10).letters == set("inside")
    with pytest.raises(NotAPicture, match="broken SVG"):
        opened(head + wrapped("<text>&a;&b;</text>"))


def test_a_compressed_drawing_is_one_too() -> None:
    picture = opened(gzip.compress(wrapped("<g/>")))
    assert (picture.media_type, picture.width, picture.data) == (SVG, 100, wrapped("<g/>"))
    with pytest.raises(NotAPicture):
        opened(gzip.compress(b"nothing"))
    with pytest.raises(NotAPicture, match="too large"):
        opened(gzip.compress(wrapped(" " * (svg.LARGEST + 1))))


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ('<text font-family="Arial">x</text>', 'font-family="Arial,Inter"'),
        ('<text font-family="Georgia, serif">x</text>', "font-family=\"Georgia,'Source Serif 4',Inter\""),
        ('<text style="font-family:monospace;fill:red">x</text>', "font-family:'Source Code Pro',Inter;fill:red"),
        ('<text style="font:bold 9px Arial">x</text>', "font:bold 9px Arial,Inter"),
        ("<style>text{font-family:Arial!important}</style>", "text{font-family:Arial,Inter!important}"),
        ('<text font-family="inherit">x</text>', 'font-family="inherit"'),
        ("<text>x</text>", 'font-family="Inter"'),
    ],
)
def test_every_choice_of_a_typeface_ends_in_a_bundled_one(given: str, asked: str) -> None:
    assert asked in drawing(opened(wrapped(given)), 10, 5, bundled=True).markup


def test_a_drawing_of_unstated_view_is_scaled_whole() -> None:
    got = drawing(opened(wrapped("<g/>")), 40, 20).markup
    assert 'viewBox="0 0 100 50"' in got
    assert 'width="40" height="20"' in got


@pytest.mark.parametrize("size", ['width="0" height="0"', 'width="1e9" height="-3"', 'viewBox="0 0 x y"', 'width="5%"'])
def test_senseless_sizes_are_none(size: str) -> None:
    picture = opened(wrapped("<g/>", size))
    assert 1 <= picture.width <= 1_000_000
    assert 1 <= picture.height <= 1_000_000


def test_what_xml_finds_wrong_is_told_on_one_line() -> None:
    with pytest.raises(NotAPicture, match="broken SVG") as told:
        opened(wrapped("<g id='\0'/>"))
    assert "\n" not in str(told.value)


def test_styles_inside_styles_are_weighed_as_fast_as_they_are_read() -> None:
    data = wrapped("<style>*{fill:url(#p)}</style>" * 20_000)
    started = time.process_time()
    assert opened(data).media_type == SVG
    assert time.process_time() - started < 5


@pytest.mark.parametrize("size", ['width="' + "9" * 400 + '"', 'width="5" viewBox="0 0 1e400 1e400"', 'height="1e9"'])
def test_a_size_that_is_no_number_is_one_all_the_same(size: str) -> None:
    found = opened(wrapped("", size))
    assert 1 <= found.width <= 1_000_000
    assert 1 <= found.height <= 1_000_000


def test_drawings_inside_each_other_end() -> None:
    whole = wrapped("")
    for _ in range(4):
        whole = wrapped(f'<image href="data:image/svg+xml;base64,{base64.b64encode(whole).decode()}"/>')
    assert opened(whole).media_type == SVG
    for _ in range(8):
        whole = wrapped(f'<image href="data:image/svg+xml;base64,{base64.b64encode(whole).decode()}"/>')
    with pytest.raises(NotAPicture, match="nested too deep"):
        opened(whole)
