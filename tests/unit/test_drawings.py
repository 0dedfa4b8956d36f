"""How finely a drawing with filters is drawn: the more a filter has to work on, seen or not, the coarser."""

from __future__ import annotations

import pytest

from exporter.pictures import drawing, opened

_FILTER = "<defs><filter id='f' {region}><feGaussianBlur stdDeviation='5'/></filter></defs>"


def finest(inside: str, region: str = "") -> float:
    head = "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='200'>"
    markup = head + _FILTER.format(region=region) + inside + "</svg>"
    return drawing(opened(markup.encode()), 200, 200).finest


SHADOW = "<rect x='20' y='20' width='90' height='90' filter='url(#f)'/>"


def test_an_ordinary_shadow_is_drawn_finely() -> None:
    assert finest(SHADOW) == 2000
    assert finest(SHADOW, "x='-0.2' y='-20%' width='1.4' height='140%'") == finest(SHADOW)
    curve = "<path d='M10 10C20 20 40 20 50 10z' filter='url(#f)' transform='translate(9) rotate(45)'/>"
    assert finest(curve) == finest(SHADOW)
    plain = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='90' height='9'/></svg>"
    assert drawing(opened(plain), 9, 9).finest == float("inf")


@pytest.mark.parametrize(
    ("inside", "region"),
    [
        (SHADOW, "x='-500%' width='1100%'"),
        (SHADOW, "width='11'"),
        (SHADOW, "filterUnits='userSpaceOnUse' width='2200'"),
        ("<rect width='90000' height='9' filter='url(#f)'/>", ""),
        ("<rect width='9' height='9' transform='scale(1e4)' filter='url(#f)'/>", ""),
        ("<rect width='9' height='9' style='transform: scale(1e4)' filter='url(#f)'/>", ""),
        ("<path d='M0 0l900 0l900 0' filter='url(#f)'/>", ""),
        ("<svg viewBox='0 0 1 1'><rect width='9' height='9' filter='url(#f)'/></svg>", ""),
    ],
)
def test_what_reaches_far_beyond_the_page_is_drawn_coarsely(inside: str, region: str) -> None:
    assert finest(inside, region) < finest(SHADOW) / 3


def test_many_filters_share_the_pixels_there_are() -> None:
    assert finest(SHADOW * 99) == pytest.approx(finest(SHADOW) / 50**0.5)
