"""Inlines into runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from exporter.model import (
    Code,
    Emphasis,
    Image,
    Inlines,
    LineBreak,
    Link,
    Math,
    Node,
    NoteRef,
    SmallCaps,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from exporter.walk import text as words

from . import template
from .pen import Pen
from .state import address
from .wordml import drawings, runs
from .wordml.runs import NO_LANGUAGE, Format


def inlines(pen: Pen, content: Inlines, form: Format) -> str:
    """The runs of some inlines, in a format."""
    out = []
    for node in content:
        if type(node) is Text and not node.lang and not node.dir and not node.id:
            out.append(runs.text(_spaced(node.value), form))
        else:
            out.append(_inline(pen, node, form))
    return "".join(out)


def _inline(pen: Pen, node: Node, form: Format) -> str:
    if node.lang:
        form = form._replace(lang=template.word_language(node.lang))
    if node.dir:
        form = form._replace(rtl=node.dir == "rtl")
    write = _WRITERS.get(type(node))
    if write is None:
        pen.state.context.unknown(node, "docx")
        content = runs.text(words(node), form)
    else:
        content = write(pen, node, form)
    if node.id and node.id in pen.state.bookmarks.wanted:
        return pen.bookmark(pen.state.bookmarks.name(node.id), content)
    return content


def _spaced(value: str) -> str:
    """White space of the source as it reads: a line end or tab inside a sentence is a space."""
    return value.replace("\n", " ").replace("\t", " ") if "\n" in value or "\t" in value else value


def _text(_pen: Pen, node: Text, form: Format) -> str:
    return runs.text(_spaced(node.value), form)


def _emphasis(pen: Pen, node: Emphasis, form: Format) -> str:
    return inlines(pen, node.content, form._replace(italic=not form.italic))


def _with(**changes: Any) -> Callable[[Pen, Any, Format], str]:
    return lambda pen, node, form: inlines(pen, node.content, form._replace(**changes))


def _code(_pen: Pen, node: Code, form: Format) -> str:
    return runs.text(_spaced(node.value), form._replace(style="InlineCode", size=form.code_size))


SAYS = re.compile(r"<w:t(?: [^>]*)?>\s*[^<\s]|<w:drawing>|<m:t[ >]")
"""What a link that somebody can follow, or a heading that says something, has in it."""


def _link(pen: Pen, node: Link, form: Format) -> str:
    inside = inlines(pen, node.content, _link_form(node, form))
    if not SAYS.search(inside):  # a picture that cannot be had and has no words: the address stands for it
        inside += runs.text(node.target, form._replace(style="Hyperlink", lang=NO_LANGUAGE))
    pen.state.links.saw(node)
    tip = node.title or ""
    if node.target.startswith("#"):
        return runs.link_start(anchor=pen.state.bookmarks.name(node.target[1:]), tip=tip) + inside + runs.LINK_END
    where = address(node.target)
    if where is None:
        pen.state.context.report.warn(
            "link-unusable", f"Word cannot hold the address {node.target!r}: it is printed", place=node.place
        )
        return inlines(pen, node.content, form) + runs.text(f" <{node.target}>", form)
    return runs.link_start(pen.relations.link(where), tip=tip) + inside + runs.LINK_END


def _link_form(node: Link, form: Format) -> Format:
    """The look of a link; one that shows its address is in no language, so that nothing hyphenates it."""
    shown = len(node.content) == 1 and isinstance(node.content[0], Text) and node.content[0].value.strip()
    bare = shown and shown in (node.target, node.target.partition("://")[2], node.target.removeprefix("mailto:"))
    return form._replace(style="Hyperlink", lang=NO_LANGUAGE if bare else form.lang)


def _image(pen: Pen, node: Image, form: Format) -> str:
    found = pen.state.picture(node)
    if found is None:
        said = pen.state.context.labels.picture_missing if node.alt is None else node.alt
        return runs.text(said, form._replace(framed=True))
    name, picture = found
    size = _inline_size(picture.width, picture.height, pen)
    return drawn(pen, name, size, node)


def _inline_size(width: int, height: int, pen: Pen) -> tuple[int, int]:
    """A picture in a line: its own size, but not higher than three lines nor wider than half the measure."""
    most_high = template.twips(pen.state.theme.scale.text.leading * 3)
    scale = min(1.0, most_high / (height * 15), pen.state.sheet.measure / 2 / (width * 15))
    return round(width * 15 * scale), round(height * 15 * scale)


def drawn(pen: Pen, part_name: str, size: tuple[int, int], image: Image) -> str:
    """A picture as a run; size in twips."""
    number = pen.state.drawing()
    relation = pen.relations.picture(part_name)
    return drawings.picture(relation, number, f"Picture {number}", size, image.alt, image.title or "")


def _math(pen: Pen, node: Math, form: Format) -> str:
    from .formulas import inline_formula

    return inline_formula(pen, node, form)


def _note(pen: Pen, node: NoteRef, form: Format) -> str:
    """The call of a footnote: a real one the first time, a field that repeats its number after that and inside notes."""
    state = pen.state
    first = node.note not in state.called
    number = state.called.setdefault(node.note, len(state.called) + 1)
    name = state.bookmarks.name(f"_note.{node.note}")
    if first and not pen.in_note:
        return pen.bookmark(name, runs.footnote_reference(number))
    if first:
        state.uncalled.append(node.note)
    look = form._replace(raised="superscript", style="")
    if node.note in state.uncalled:
        return runs.link_start(anchor=name) + runs.text(str(number), look) + runs.LINK_END
    return runs.field(f"NOTEREF {name} \\h", str(number), look)


def _break(_pen: Pen, _node: LineBreak, _form: Format) -> str:
    return runs.line_break()


_WRITERS: dict[type[Node], Callable[[Pen, Any, Format], str]] = {
    Text: _text,
    Emphasis: _emphasis,
    Strong: _with(bold=True),
    Strike: _with(strike=True),
    Superscript: _with(raised="superscript"),
    Subscript: _with(raised="subscript"),
    SmallCaps: _with(small_caps=True),
    Span: _with(),
    Code: _code,
    Link: _link,
    Image: _image,
    Math: _math,
    NoteRef: _note,
    LineBreak: _break,
}
