"""Pictures on pages: which of the many addresses an `img` gives is the picture, and which pictures are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporter.model import Image, Inlines, Text
from exporter.readers.html.elements import Element, attribute, classes, name, place
from exporter.readers.html.patterns import names

_WIDEST_NEEDED = 1600
"""Pixels: a page's whole width in print. What is larger costs bytes and shows nothing more."""
_CANDIDATE = re.compile(r"([^\s,]\S*[^\s,])(?:\s+([\d.]{1,9})([wx]))?\s*(?:,|$)")
_LONGEST_SET = 20_000
_PLACEHOLDER = re.compile(
    r"^data:image/(?:gif|svg\+xml|png|webp)[;,].{0,1200}$|^data:,|(?:^|[/_.-])(?:blank|placeholder|spacer|transparent|lazy|lazyload|"
    r"loading|loader|1x1|pixel|grey|gray|clear|empty|dummy|no-?image)(?:[_-][\w-]*)?\.(?:gif|png|svg|jpe?g|webp)(?:\?|$)",
    re.IGNORECASE | re.DOTALL,
)
_TRACKER = re.compile(
    r"scorecardresearch|/pixel[./?]|/beacon|google-analytics|doubleclick|quantserve|facebook\.com/tr\b|/b\.gif|stat\?|wp\.com/g\.gif"
    r"|feedburner|/count(?:er)?\.(?:php|gif)|/px\.gif|ad\.nl/|imrworldwide|vgwort\.de",
    re.IGNORECASE,
)
_EMOJI = frozenset(["emoji", "wp-smiley", "twemoji", "emote"])


_SHARED = re.compile(r"(--sf-img-\d{1,5})\s*:\s*url\(\s*[\"']?(data:[^\"')\s]+)")
_SHARED_USE = re.compile(r"background-image\s*:\s*var\((--sf-img-\d{1,5})\)")


def unshared(root: Element) -> None:
    """Gives pictures that SingleFile keeps once in a style sheet, for all the places they are shown in, to each of these."""
    images = [
        (part, found[1])
        for part in root.iter("img")
        if (found := _SHARED_USE.search(part.get("style") or "")) is not None
    ]
    if not images:
        return
    shared = dict(found for sheet in root.iter("style") for found in _SHARED.findall(sheet.text or ""))
    for part, wanted in images:
        if wanted in shared:
            part.set("src", shared[wanted])


def candidates(element: Element) -> list[str]:
    """The addresses a picture can be at, best first, placeholders left out."""
    images = [part for part in (element, *element.iterdescendants()) if name(part) in ("img", "amp-img", "image")]
    sized: list[tuple[float, str]] = []
    for part in (element, *element.iterdescendants()):
        for key in ("srcset", *names("lazy", "sets")):
            sized.extend(_set(attribute(part, key)))
    plain = [
        attribute(image, key)
        for image in images
        for key in (*names("lazy", "addresses"), "src", "href", "{http://www.w3.org/1999/xlink}href")
    ]
    return _ordered(
        [address for address in plain if _is_address(address)], [pair for pair in sized if _is_address(pair[1])]
    )


def _ordered(plain: list[str], sized: list[tuple[float, str]]) -> list[str]:
    """A file saved with the page is surely there; else the set's smallest picture that fills a page."""
    saved = [address for address in plain if is_beside_page(address)]
    enough = sorted(pair for pair in sized if pair[0] >= _WIDEST_NEEDED)
    less = sorted((pair for pair in sized if pair[0] < _WIDEST_NEEDED), reverse=True)
    return list(dict.fromkeys([*saved, *(address for _, address in (*enough, *less)), *plain]))


def _set(value: str) -> Iterator[tuple[float, str]]:
    """(width in pixels, address) of a `srcset`; a density of 1 counts as 800 pixels."""
    if not value or len(value) > _LONGEST_SET:
        return
    for found in _CANDIDATE.finditer(value):
        try:
            size = float(found[2] or 1)
        except ValueError:
            size = 1.0
        yield (size if found[3] == "w" else size * 800), found[1]


def _is_address(address: str) -> bool:
    return bool(address) and not _PLACEHOLDER.search(address) and not re.search(r"[{}<>]|^#", address)


SAVED = re.compile(
    r"^(?:\./)?[^/:?#]{1,250}(?:[_.-](?:files|dateien|fichiers|archivos|arquivos|bestanden|filer|pliki|soubory|file))/",
    re.IGNORECASE,
)


def is_beside_page(address: str) -> bool:
    """Whether an address leads into the folder a browser saves beside a page."""
    return bool(SAVED.match(address))


def is_placeholder(element: Element) -> bool:
    """Whether an `img` shows nothing of its own until a script runs."""
    return not candidates(element)


def is_tracker(element: Element, address: str) -> bool:
    """Whether a picture is there to count readers or to fill space."""
    sizes = [attribute(element, key).removesuffix("px") for key in ("width", "height")]
    tiny = [size for size in sizes if size.isascii() and size.isdigit() and len(size) < 5 and int(size) <= 3]
    return bool(tiny) or bool(_TRACKER.search(address))


def alternative(element: Element) -> str | None:
    """The text alternative: None where the page gives none, empty where it says that none is needed."""
    for part in (element, *element.iterdescendants()):
        if name(part) in ("img", "amp-img", "image") and part.get("alt") is not None:
            return " ".join(part.get("alt").split())
    return "" if attribute(element, "role") in ("presentation", "none") else None


def image(element: Element, address: str) -> Image:
    """The picture at an address."""
    title = " ".join(attribute(element, "title").split()) or None
    return Image(source=address, alt=alternative(element), title=title, place=place(element))


def emoji(element: Element) -> Inlines | None:
    """The character a small picture stands for."""
    alt = attribute(element, "alt")
    if alt and len(alt) <= 12 and _EMOJI.intersection(classes(element)):
        return (Text(value=alt),)
    return None


def settle_noscript(root: Element) -> set[Element]:
    """The `noscript` elements whose pictures are to be read: no other picture stands in for them on the page.

    A placeholder beside such an element is removed: a script would have put the picture there.
    """
    from exporter.readers.html.elements import remove

    shown: set[Element] = set()
    for hidden in list(root.iter("noscript")):
        inside = [part for part in hidden.iterdescendants() if name(part) == "img" and candidates(part)]
        if not inside or hidden.getparent() is None:
            continue
        others = [
            part for part in _around(hidden) if name(part) == "img" and hidden not in part.iterancestors("noscript")
        ]
        waiting = [part for part in others if is_placeholder(part)]
        if not others or waiting:
            for part in waiting[:1]:
                remove(part)
            shown.add(hidden)
    return shown


def _around(hidden: Element) -> Iterator[Element]:
    """What stands beside a `noscript`: its figure's or its parent's elements nearby."""
    parent = hidden.getparent()
    figure = next((part for part in hidden.iterancestors() if name(part) in ("figure", "picture")), None)
    if figure is not None:
        yield from figure.iterdescendants()
        return
    for beside in (hidden.getprevious(), hidden.getnext(), parent if len(parent) <= 3 else None):
        if beside is not None:
            yield from beside.iter()
