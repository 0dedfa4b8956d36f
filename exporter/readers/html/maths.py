"""Formulas on pages: MathML, KaTeX, MathJax 2 and 3, Wikipedia's and Pandoc's markup, pictures of TeX, all as TeX source."""

from __future__ import annotations

import re

from msgspec import Struct

from exporter.readers.html.elements import Element, attribute, classes, name, words

_TYPESETTERS = re.compile(r"mathjax|katex", re.IGNORECASE)
_DOLLARS = re.compile(r"""inlineMath[^;]{0,80}?\[\s*['"]\$['"]|left\s*:\s*['"]\$['"]""")
_INSIDE = r"(?:[^\\]|\\(?![()\[\]])){1,1000}"  # no opening mark in it: time stays linear
_BETWEEN = rf"\\\((?P<line>{_INSIDE})\\\)|\\\[(?P<block>{_INSIDE})\\\]|\$\$(?P<dollars>[^$]{{1,1000}})\$\$"
_TYPED = re.compile(_BETWEEN, re.DOTALL)
_TYPED_WITH_DOLLARS = re.compile(
    rf"{_BETWEEN}|(?<![\\$\w])\$(?P<dollar>(?=\S)[^$\n]{{1,300}}?(?<=\S))\$(?![\d$])", re.DOTALL
)
_NOT_TYPESET = frozenset(["script", "style", "pre", "code", "textarea", "kbd", "noscript", "math", "annotation"])


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


def typeset(root: Element) -> None:
    """Makes formulas of TeX that stands as words on a page which loads a typesetter for it (MathJax, KaTeX)."""
    scripts = list(root.iter("script"))
    loaded = [f"{attribute(part, 'src')} {attribute(part, 'href')} {attribute(part, 'type')}" for part in scripts]
    loaded += [attribute(part, "href") for part in root.iter("link")]
    if not any(map(_TYPESETTERS.search, loaded)):
        return
    dollars = any(_DOLLARS.search(part.text or "") for part in scripts)
    typed = _TYPED_WITH_DOLLARS if dollars else _TYPED
    stack = [part for part in root if name(part) == "body"]
    while stack:
        element = stack.pop()
        if name(element) in _NOT_TYPESET or is_formula(element) or "tex2jax_ignore" in classes(element):
            continue
        stack.extend(element)
        _typeset_text(element, typed)
        for part in list(element):
            _typeset_tail(part, typed)


def _typeset_text(element: Element, typed: re.Pattern[str]) -> None:
    before, made = _parted(element, element.text or "", typed)
    if made:
        element.text = before
        element[:0] = made


def _typeset_tail(part: Element, typed: re.Pattern[str]) -> None:
    before, made = _parted(part, part.tail or "", typed)
    if made:
        part.tail = before
        around = part.getparent()
        at = around.index(part) + 1
        around[at:at] = made


def _parted(element: Element, words_: str, typed: re.Pattern[str]) -> tuple[str, list[Element]]:
    """The words before the first formula, and an element for each formula, with the words after it."""
    if "$" not in words_ and "\\" not in words_:
        return words_, []
    found = list(typed.finditer(words_))
    if not found:
        return words_, []
    made = []
    for one, after in zip(found, [*(other.start() for other in found[1:]), len(words_)], strict=True):
        display = one["block"] is not None or one["dollars"] is not None
        formula_ = element.makeelement("script", {"type": "math/tex" + "; mode=display" * display})
        formula_.text = next(part for part in one.groups() if part is not None)
        formula_.tail = words_[one.end() : after]
        made.append(formula_)
    return words_[: found[0].start()], made


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
