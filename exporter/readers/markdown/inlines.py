"""From elements to inline nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from msgspec.structs import replace

from exporter.model import (
    Code,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    NoteRef,
    Place,
    SmallCaps,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from exporter.patterns import pattern
from exporter.readers.markdown.elements import INLINE, RAW, Element
from exporter.readers.markdown.quoting import shortened, start_tag
from exporter.readers.markdown.template_tags import is_silent
from exporter.readers.text.lines import joins_unspaced
from exporter.report import Report
from exporter.walk import merged

Content: TypeAlias = "Iterable[Element | str]"

_ESCAPED = pattern(r'\\(["\\])')
_SCRIPT = pattern(r"[\s\x00-\x1f]*(?:javascript|vbscript)\s*:", re.IGNORECASE)
_CONTROLS = frozenset(["input", "progress", "meter", "button", "textarea", "select", "option", "datalist"])
_WRAPPERS: dict[str, type[Any]] = {
    "em": Emphasis, "i": Emphasis, "cite": Emphasis, "dfn": Emphasis, "var": Emphasis,
    "strong": Strong, "b": Strong, "s": Strike, "del": Strike, "strike": Strike,
    "sup": Superscript, "sub": Subscript,
}  # fmt: skip
_SMALL_CAPS = frozenset({"smallcaps", "small-caps"})
_MARKED = frozenset(["ins", "u", "mark"])
# fmt: off
_TRANSPARENT = frozenset([
    "big", "small", "track", "param", "font", "span", "bdi", "bdo", "label", "data", "time", "output", "nobr", "tt", "abbr",
    "acronym", "picture", "source", "summary", "p", "div", "li", "dd", "dt", "td", "th", "rp", "figure",
    "figcaption", "center", "section", "header", "footer",
])
# fmt: on


def own(element: Element, *used: str) -> dict[str, Any]:
    """What every node carries, from an element's attributes. Of HTML's only id, language and direction mean something here."""
    attrs = element.attrs
    out: dict[str, Any] = {}
    if attrs.get("id"):
        out["id"] = value(attrs["id"])
    if lang := attrs.get("lang") or attrs.get("xml:lang"):
        out["lang"] = value(lang)
    if attrs.get("dir") in ("ltr", "rtl"):
        out["dir"] = attrs["dir"]
    if not element.html:
        kept = {name: value(text) for name, text in attrs.items() if name not in used and name not in out}
        if kept:
            out["attributes"] = kept
    return out


def _html_own(element: Element) -> dict[str, Any]:
    return own(element) if element.html else {}


def _marked(node: Code | Span, name: str, text: str) -> Inline:
    return replace(node, attributes={name: text})


def value(text: str) -> str:
    """An attribute's value as its author means it."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


class InlineNodes:
    """Turns elements into inline nodes; what is dropped goes into the report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.note_id: Callable[[Element], str] = lambda element: element.attrs.get("label", "")

    def inlines(self, content: Content) -> Inlines:
        """The inline nodes of some content, neighbouring words merged."""
        out: list[Inline] = []
        words: list[str] = []
        parts = list(content)
        for index, part in enumerate(parts):
            if isinstance(part, str):
                words.append(part)
            elif part.tag == "x-break":
                after = parts[index + 1] if index + 1 < len(parts) else ""
                words.append(_soft_break(words[-1] if words else "", after))
            else:
                _say(words, out)
                out.extend(self._inline(part))
        _say(words, out)
        return merged(tuple(out))

    def _inline(self, element: Element) -> Iterable[Inline]:
        tag = element.tag
        if tag in _WRAPPERS:
            return (_WRAPPERS[tag](content=self.inlines(element.content), **own(element)),)
        if tag in _HANDLERS:
            return _HANDLERS[tag](self, element)
        if tag == "kbd":
            return (_marked(Code(value=plain(element.content), **_html_own(element)), "class", "kbd"),)
        if tag in ("code", "samp", "tt"):
            return (Code(value=element.raw or plain(element.content), **own(element)),)
        if tag in _MARKED:
            if tag == "mark":
                self.report.tell("highlight", "highlighted words are set like the others: the mark is kept as data")
            return (_marked(Span(content=self.inlines(element.content), **_html_own(element)), "class", tag),)
        return self._other(element)

    def _other(self, element: Element) -> Iterable[Inline]:
        """An element without a meaning here: its words stay; what is no text at all is named."""
        tag = element.tag
        place = Place(element.line) if element.line else None
        if tag in _CONTROLS or tag in RAW:
            self.report.tell("html-dropped", f"dropped <{tag}>, which is no text: {start_tag(element)}", place=place)
        elif tag not in _TRANSPARENT and tag not in INLINE and not tag.startswith("x-"):
            self.report.tell("html-unknown", f"<{tag}> means nothing here: only its words were kept", place=place)
        inside = self.inlines(element.content)
        if tag == "span" and (element.attrs or not element.html):
            return self._spanned(element, inside)
        if tag == "abbr" and element.attrs.get("title"):
            return (_marked(Span(content=inside, **_html_own(element)), "title", element.attrs["title"]),)
        about = own(element) if element.html else {}
        return (Span(content=inside, **about),) if about and tag not in ("p", "div") else inside

    def _spanned(self, element: Element, inside: Inlines) -> Iterable[Inline]:
        classes = element.attrs.get("class", "").split()
        known = next((name for name in classes if name in _SMALL_CAPS), None)
        if known:
            rest = " ".join(name for name in classes if name != known)
            left = {name: text for name, text in element.attrs.items() if name != "class"}
            left |= {"class": rest} if rest else {}
            return (SmallCaps(content=inside, **own(Element("span", left, html=element.html))),)
        about = own(element)
        return (Span(content=inside, **about),) if about or not element.html else inside

    def _a(self, element: Element) -> Iterable[Inline]:
        inside = self.inlines(element.content)
        target = element.attrs.get("href")
        if target is None or _SCRIPT.match(target):
            name = element.attrs.get("id") or element.attrs.get("name")
            if target:
                self.report.warn("script-link", f"dropped a link that runs a script: {shortened(target)}")
            return (Span(content=inside, id=name),) if name else inside
        title = element.attrs.get("title") or None
        return (Link(content=inside, target=target, title=title, **own(element, "href", "title")),)

    def _img(self, element: Element) -> Iterable[Inline]:
        return (self.image(element),)

    def image(self, element: Element, *used: str) -> Image:
        """The picture of an `img`. In Markdown no words mean none were given; the class "decorative" says none are needed."""
        attrs = dict(element.attrs)
        alt: str | None = attrs.pop("alt", None)
        if not element.html:
            classes = attrs.pop("class", "").split()
            alt = alt or ("" if "decorative" in classes else None)
            if kept := " ".join(name for name in classes if name != "decorative"):
                attrs["class"] = kept
        about = own(Element("img", attrs, html=element.html), "src", "title", *used)
        return Image(source=attrs.get("src") or None, alt=alt, title=attrs.get("title") or None, **about)

    def _br(self, element: Element) -> Iterable[Inline]:
        return (LineBreak(**own(element)),)

    def _nothing(self, _element: Element) -> Iterable[Inline]:
        return ()

    def _q(self, element: Element) -> Iterable[Inline]:
        return (Text(value="“"), *self.inlines(element.content), Text(value="”"))

    def _rt(self, element: Element) -> Iterable[Inline]:
        return (Text(value="("), *self.inlines(element.content), Text(value=")"))

    def _x_math(self, element: Element) -> Iterable[Inline]:
        source = element.raw.strip()
        source = source if "%" in source else " ".join(source.split("\n"))  # a line's end ends TeX's comments
        return (Math(source=source, **own(element)),)

    def _x_noteref(self, element: Element) -> Iterable[Inline]:
        return (NoteRef(note=self.note_id(element)),)

    def _x_template(self, element: Element) -> Iterable[Inline]:
        words = self.template(element)
        return (Text(value=words),) if words else ()

    def template(self, element: Element) -> str:
        """What is kept of a template tag nothing is known of, after telling what became of it."""
        place = Place(element.line) if element.line else None
        shown = shortened(element.raw)
        if element.raw.startswith("{:"):
            self.report.tell("attributes-dropped", f"dropped the attributes {shown}", place=place)
        elif is_silent(element.raw):
            self.report.tell("template-tag-dropped", f"dropped {shown}, which prints nothing by itself", place=place)
        elif "paired" in element.attrs:
            self.report.tell("template-tag-dropped", f"dropped {shown}: what it encloses was kept", place=place)
        else:
            told = f"{shown} was kept as text: only its site can fill it in"
            self.report.warn("template-tag", told, place=place, hint="write what it stands for")
            return element.raw
        return ""


_HANDLERS: dict[str, Callable[[InlineNodes, Element], Iterable[Inline]]] = {
    "a": InlineNodes._a,
    "img": InlineNodes._img,
    "br": InlineNodes._br,
    "wbr": InlineNodes._nothing,
    "rp": InlineNodes._nothing,
    "q": InlineNodes._q,
    "rt": InlineNodes._rt,
    "x-math": InlineNodes._x_math,
    "x-noteref": InlineNodes._x_noteref,
    "x-template": InlineNodes._x_template,
}


def _say(words: list[str], out: list[Inline]) -> None:
    """Gathered words as one Text."""
    if words:
        out.append(Text(value="".join(words)))
        words.clear()


def _soft_break(before: str, after: Element | str) -> str:
    """What a line end in the source stands for: a space, or nothing between characters of scripts without spaces."""
    return "" if isinstance(after, str) and joins_unspaced(before, after) else " "


def plain(content: Content) -> str:
    """The words of elements, run on."""
    return "".join(part if isinstance(part, str) else _plain_element(part) for part in content)


def _plain_element(element: Element) -> str:
    if element.tag in ("br", "x-break"):
        return "\n"
    return element.raw if element.tag in ("code", "x-math") and element.raw else plain(element.content)


def shaved(content: Inlines) -> Inlines:
    """Inlines without spaces at their ends, as HTML shows them."""
    out = list(content)
    while out and isinstance(out[0], Text) and (value := out[0].value.lstrip(" \n\t")) != out[0].value:
        out[0:1] = [Text(value=value)] if value else []
    while out and isinstance(out[-1], Text) and (value := out[-1].value.rstrip(" \n\t")) != out[-1].value:
        out[-1:] = [Text(value=value)] if value else []
    return tuple(out)


def without_outer_breaks(content: Inlines) -> Inlines:
    """Inlines without line breaks at their ends, which break nothing."""
    start, end = 0, len(content)
    while start < end and isinstance(content[start], LineBreak):
        start += 1
    while end > start and isinstance(content[end - 1], LineBreak):
        end -= 1
    return content[start:end]
