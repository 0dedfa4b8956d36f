"""SVG drawings: told, measured, weighed, and made to depend on nothing outside themselves.

A drawing of a few kilobytes can ask for days of work (references that multiply, filters). What it would cost to draw is
reckoned from its markup before anything draws it, so that the answer is the same on every machine.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from exporter.pictures.kinds import SVG, NotAPicture, Picture
from exporter.pictures.references import MOST_EFFORT, NUMBER, Element, elements, local, reckoned

_LONGEST = 1_000_000
"""Pixels of a side."""

DEEPEST = 6
"""Drawings inside each other, each a picture of the one around it."""

LARGEST = 16 * 2**20
"""Bytes of a drawing's markup."""

MOST_FILTERED = 8_000_000
"""Pixels that costly filters work on, all together: a second or so for four million."""

# What things cost beside a plain shape, about 10 µs each at 300 dpi on a page.
_LETTER, _FILTER, _OCTAVE, _KERNEL, _SPREAD, _LAYER, _POINTS = 20, 500, 8000, 200, 50, 20, 40

_CHEAP = frozenset({"feOffset", "feMerge", "feFlood", "feBlend", "feComposite", "feColorMatrix", "feComponentTransfer"})

_SPRAWL = 14
"""How much more a filter costs where what it works on reaches far beyond the drawing; measured with resvg."""
_SCALING = re.compile(r"scale|matrix|skew|transform\s*:")
_STEP = re.compile(r"[a-y]")
_MEASURES = frozenset([
    "x", "y", "width", "height", "r", "rx", "ry", "cx", "cy", "x1", "y1", "x2", "y2", "dx", "dy", "font-size", "stroke-width",
])  # fmt: skip


class TooDeep(NotAPicture):
    """Drawings inside each other without end: whoever draws them runs out of stack."""

    def __init__(self, name: str) -> None:
        super().__init__("drawings nested too deep", place=name, hint="save it as PNG")


def looks_like_svg(data: bytes) -> bool:
    """Whether these bytes mean to be SVG."""
    head = data[:400].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith((b"<?xml", b"<!DOCTYPE svg", b"<!--", b"<svg")) and b"<svg" in data[:8192]


def opened(data: bytes, name: str, look: Callable[[bytes], Picture]) -> Picture:
    """A drawing that can be drawn. `look` opens the pictures inside it. Raises NotAPicture (broken, too costly)."""
    if len(data) > LARGEST:
        raise NotAPicture(f"too large (more than {LARGEST >> 20} MiB)", place=name, hint="save it as PNG")
    root = _parsed(data, name)
    if reckoned(root, lambda element: _effort(element, look), MOST_EFFORT) > MOST_EFFORT:
        raise NotAPicture("too much work to draw", place=name, hint="simplify it, or save it as PNG")
    width, height = _length(root.get("width")), _length(root.get("height"))
    if box := _view(root):
        width = width or (height * box[2] / box[3] if height else box[2])
        height = height or width * box[3] / box[2]
    return Picture(data, SVG, _pixels(width or 300), _pixels(height or 150))


def _pixels(side: float) -> int:
    return max(1, round(side)) if side < _LONGEST else _LONGEST  # which infinity is not, nor what is no number


def _parsed(data: bytes, name: str = "") -> Element:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities="internal",  # type: ignore[arg-type]
        no_network=True,
        huge_tree=False,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        why = " ".join(error.msg.split())
        raise NotAPicture(f"broken SVG ({why})", place=name, hint="save it anew as PNG") from None
    if etree.QName(root).localname != "svg":
        raise NotAPicture("not SVG, though it says so", place=name, hint="save it anew as PNG")
    return root


def _view(root: Element) -> list[float]:
    """The viewBox: left, top, width, height; empty where there is none that means something."""
    box = [float(n) for n in NUMBER.findall(root.get("viewBox") or "")]
    return box if len(box) == 4 and box[2] > 0 and box[3] > 0 and all(map(math.isfinite, box)) else []


def units(root: Element, width: float) -> float:
    """How many of a drawing's own units its `width` is."""
    return box[2] if (box := _view(root)) else width


def _length(value: str | None) -> float:
    """A CSS length in pixels of 1/96 inch; 0 where there is none that means something by itself."""
    found = re.fullmatch(r"\s*(\d+\.?\d*)\s*(px|pt|pc|mm|cm|in|q)?\s*", value or "", re.IGNORECASE)
    if not found or not math.isfinite(float(found[1])):
        return 0
    unit = {"pt": 96 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "q": 96 / 101.6}
    return float(found[1]) * unit.get((found[2] or "").lower(), 1)


# ---- what it costs -----------------------------------------------------------------------------------------------


def finest(root: Element) -> float:
    """How many pixels the longer side of a drawing may have, so that its filters do not take long."""
    filters = reckoned(root, _filtering, 1_000_000)
    if not filters:
        return math.inf
    return math.sqrt(MOST_FILTERED * 10 / (filters * (_SPRAWL if _sprawls(root) else 1)))


def _sprawls(root: Element) -> bool:
    """Whether something in a drawing may be much larger than what is seen of it: a filter works on what is not seen too."""
    view = max([*_view(root)[2:], _length(root.get("width")), _length(root.get("height"))]) or 300
    return any(_is_vast(element, view, inner=element is not root) for element in elements(root))


def _is_vast(element: Element, view: float, *, inner: bool) -> bool:
    values = dict(element.items())
    if (inner and "viewBox" in values) or _SCALING.search(" ".join(values.values())):
        return True
    path = values.get("d") or values.get("points") or ""
    steps = [abs(float(number)) for number in NUMBER.findall(path)]
    if sum(steps) > 8 * view if _STEP.search(path) else max(steps, default=0) > 2 * view:
        return True
    in_shares = local(element) == "filter" and values.get("filterUnits") != "userSpaceOnUse"
    return any(_share(value, 1 if in_shares else view) > 2 for name, value in values.items() if name in _MEASURES)


def _share(value: str, whole: float) -> float:
    """A measure as a share of the whole."""
    found = NUMBER.match(value.strip())
    return abs(float(found[0])) / (100 if "%" in value else whole) if found else 0.0


def _filtering(element: Element) -> int:
    """Tenths of what blurring costs."""
    kind = local(element)
    if not kind.startswith("fe") or kind.startswith(("feFunc", "feMergeNode")):
        return 0
    return 2 if kind in _CHEAP else 10


def _effort(element: Element, look: Callable[[bytes], Picture]) -> int:
    """What an element costs by itself."""
    kind = local(element)
    cost = 1
    if kind in ("text", "tspan", "textPath"):
        cost += (len(element.text or "") + len(element.tail or "")) * _LETTER
    cost += len(element.get("d") or element.get("points") or "") // _POINTS
    if element.get("opacity") or element.get("mask") or "opacity" in (element.get("style") or ""):
        cost += _LAYER
    if kind.startswith("fe"):
        cost += _FILTER + _primitive(element, kind)
    if kind == "image" and (inside := _picture(element, look)):
        cost += inside.width * inside.height // 1000
    return cost


def _picture(element: Element, look: Callable[[bytes], Picture]) -> Picture | None:
    try:
        data = _data_url(_href(element))
        return look(data) if data else None
    except TooDeep:
        raise
    except NotAPicture:
        return None


def _primitive(element: Element, kind: str) -> int:
    numbers = [abs(float(n)) for n in NUMBER.findall(element.get("radius") or element.get("numOctaves") or "")]
    if kind == "feTurbulence":
        return int(min(numbers[0] if numbers else 1, MOST_EFFORT) * _OCTAVE)
    if kind == "feMorphology" and numbers:
        return int(min(numbers[0] * numbers[-1], MOST_EFFORT) * _SPREAD)
    if kind == "feConvolveMatrix":
        return len(NUMBER.findall(element.get("kernelMatrix") or "")) * _KERNEL
    return 0


def _href(element: Element) -> str:
    for key, value in element.items():
        if key.rpartition("}")[2] == "href":
            return str(value).strip()
    return ""


def _data_url(address: str) -> bytes:
    """The bytes of a data: URL; nothing for any other."""
    head, _, body = address.partition(",")
    if head[:5].lower() != "data:":
        return b""
    try:
        return base64.b64decode(re.sub(r"\s", "", body)) if head.endswith(";base64") else unquote_to_bytes(body)
    except (ValueError, binascii.Error):
        return b""


# ---- as others draw it -------------------------------------------------------------------------------------------


def self_contained(picture: Picture, width: float, height: float, look: Callable[[bytes], Picture]) -> Element:
    """A drawing of this size that refers to nothing outside itself: `#id` and pictures that `look` opens stay.

    Raises NotAPicture.
    """
    root = _parsed(picture.data)
    if not _view(root):
        root.set("viewBox", f"0 0 {picture.width} {picture.height}")
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    for element in elements(root):
        for key, value in element.items():
            if key.rpartition("}")[2] == "href" and not _may_stay(str(value).strip(), look):
                del element.attrib[key]
    return root


def letters(root: Element) -> frozenset[str]:
    """The characters a drawing has in words, but for white space."""
    return frozenset(
        char
        for element in elements(root)
        if local(element) in ("text", "tspan", "textPath", "a")
        for char in "".join(element.itertext())
        if not char.isspace()
    )


def _may_stay(address: str, look: Callable[[bytes], Picture]) -> bool:
    if address.startswith("#"):
        return True
    try:
        data = _data_url(address)
        return bool(data) and look(data) is not None
    except NotAPicture:
        return False


def markup(root: Element) -> str:
    """A drawing as text."""
    from lxml import etree

    return str(etree.tostring(root, encoding="unicode"))


_FAMILY = re.compile(r"(font(?:-family)?\s*:)([^;}!]*)")
_GENERIC = {"serif": "'Source Serif 4'", "monospace": "'Source Code Pro'"}
FAMILY = "Inter"


def with_families(root: Element) -> None:
    """Let every choice of a typeface end in one of the bundled ones, so that no words are lost for want of a font."""
    root.set("font-family", _ending(root.get("font-family") or ""))
    for element in elements(root):
        if element.get("font-family"):
            element.set("font-family", _ending(element.get("font-family") or ""))
        if "font" in (element.get("style") or ""):
            element.set("style", _FAMILY.sub(_choice, element.get("style") or ""))
        if local(element) == "style" and element.text:
            element.text = _FAMILY.sub(_choice, element.text)


def _choice(found: re.Match[str]) -> str:
    if found[1].startswith("font-family"):
        return f"{found[1]}{_ending(found[2])}"
    return found[0] if found[2].strip() in ("inherit", "") else f"{found[1]}{found[2].rstrip()},{FAMILY}"


def _ending(families: str) -> str:
    """A list of families, generic ones by name, with a bundled one at its end."""
    named = [family.strip() for family in families.split(",") if family.strip()]
    if named == ["inherit"]:
        return "inherit"
    named = [_GENERIC.get(family.lower(), family) for family in named]
    return ",".join(named if named[-1:] == [FAMILY] else [*named, FAMILY])


def tidy(picture: Picture, look: Callable[[bytes], Picture]) -> Picture:
    """A drawing for a book: no scripts, no event handlers, no references outside itself. Raises NotAPicture."""
    from lxml import etree

    root = self_contained(picture, picture.width, picture.height, look)
    for element in list(elements(root)):
        if local(element) in ("script", "foreignObject") and element.getparent() is not None:
            element.getparent().remove(element)
            continue
        for key in [key for key in element.attrib if str(key).lower().startswith("on")]:
            del element.attrib[key]
    return Picture(etree.tostring(root), SVG, picture.width, picture.height)
