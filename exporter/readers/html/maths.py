"""Formulas on pages: MathML, KaTeX, MathJax 2 and 3, Wikipedia's and Pandoc's markup, pictures of TeX, all as TeX source."""

from __future__ import annotations

import re

from msgspec import Struct

from exporter.readers.html.elements import Element, attribute, classes, name, words


class Formula(Struct, frozen=True):
    """TeX source, and whether it stands on a line of its own. Without a source: a second copy of a formula, not to be read."""

    source: str
    display: bool = False


_TEX = re.compile(r"\b(?:x-)?(?:la)?tex\b", re.IGNORECASE)
_WRAPPERS = frozenset(["katex", "katex-display", "mwe-math-element", "math-container", "mathjax_display", "mathjax"])
_COPIES = frozenset(
    ["mathjax_preview", "mathjax", "mathjax_display", "mathjax_svg", "mathjax_svg_display", "mathjax_chtml"]
)
_PICTURES = frozenset(
    ["latex", "tex", "mwe-math-fallback-image-inline", "mwe-math-fallback-image-display", "ee_img", "mathtex"]
)
_DELIMITED = re.compile(
    r"\s*(?:\\\((?P<line>.*)\\\)|\\\[(?P<block>.*)\\\]|\$\$(?P<dollars>.*)\$\$|\$(?P<dollar>.*)\$)\s*", re.DOTALL
)
_STYLE = re.compile(r"\{\\(?:display|text)style\s+(.*)\}", re.DOTALL)
_SPACE = re.compile(r"\s+")


def is_formula(element: Element) -> bool:
    """Whether an element can be a formula: what browsers hide of one is often its best source."""
    if name(element) == "script":
        return (element.get("type") or "").lower().startswith("math/")
    return name(element) in ("math", "mjx-container") or bool(_WRAPPERS.intersection(classes(element)))


def formula(element: Element) -> Formula | None:
    """The formula an element is, None where it is none."""
    tag = name(element)
    if tag == "math":
        return _mathml(element)
    if tag == "script":
        return _script(element)
    if tag == "mjx-container":
        inside = _first(element, "math")
        made = _mathml(inside) if inside is not None else Formula("")
        return Formula(made.source, attribute(element, "display") == "true")
    given = classes(element)
    if not given:
        return None
    return _picture(element, given) if tag == "img" else _span(element, given)


def _span(element: Element, given: list[str]) -> Formula | None:
    inside = None
    if _WRAPPERS.intersection(given):
        inside = _first(element, "math")
        if inside is not None:
            made = _mathml(inside)
            return Formula(made.source, made.display or "katex-display" in given or "mathjax_display" in given)
        annotation = _first(element, "annotation")
        if annotation is not None:
            return Formula(_clean(words(annotation)), "katex-display" in given)
    if _COPIES.intersection(given) and not _holds_script(element):
        return Formula("")
    if "math" in given and len(element) == 0 and (found := _DELIMITED.fullmatch(element.text or "")):
        source = next(part for part in found.groups() if part is not None)
        return Formula(_clean(source), found["block"] is not None or found["dollars"] is not None or "display" in given)
    return None


def _holds_script(element: Element) -> bool:
    return any("math/" in attribute(part, "type") for part in element.iterdescendants("script"))


def _picture(element: Element, given: list[str]) -> Formula | None:
    alt = attribute(element, "alt")
    if not alt or not _PICTURES.intersection(given):
        return None
    return Formula(_clean(alt), any(mark.endswith("display") for mark in given))


def _script(element: Element) -> Formula | None:
    given = attribute(element, "type").lower()
    if given.startswith(("math/tex", "math/asciimath")):
        return Formula(_clean(element.text or ""), "mode=display" in given)
    if given.startswith("math/mml"):
        from lxml import html

        inside = html.fragment_fromstring(element.text or "", create_parent="div")
        found = _first(inside, "math")
        return _mathml(found) if found is not None else None
    return None


def _first(element: Element, wanted: str) -> Element | None:
    return next((part for part in element.iterdescendants() if name(part) == wanted), None)


def _mathml(element: Element) -> Formula:
    display = attribute(element, "display") == "block" or attribute(element, "mode") == "display"
    for part in element.iterdescendants():
        if name(part) == "annotation" and _TEX.search(attribute(part, "encoding")):
            return Formula(_clean("".join(part.itertext())), display)
    alt = attribute(element, "alttext")
    if alt:
        return Formula(_clean(alt), display)
    from exporter.readers.html.mathml import tex

    return Formula(_clean(tex(element)), display)


def _clean(source: str) -> str:
    """TeX on one line, without delimiters and the style Wikipedia puts around it."""
    source = source.strip()
    if found := _DELIMITED.fullmatch(source):
        source = next(part for part in found.groups() if part is not None)
    if (found := _STYLE.fullmatch(source)) and found[1].count("{") == found[1].count("}"):
        source = found[1]
    return _SPACE.sub(" ", source).strip()
