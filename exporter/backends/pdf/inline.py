"""Inline nodes as runs: what is inside a paragraph, with its style, its place in the structure tree and its links."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from exporter import model
from exporter.backends.pdf.objects import string
from exporter.backends.pdf.page import Link
from exporter.backends.pdf.paragraphs import Run
from exporter.backends.pdf.structure import Element, spoken
from exporter.backends.pdf.text import Inset, Style
from exporter.walk import text as plain

if TYPE_CHECKING:
    from exporter.backends.pdf.flow import Composer

_RAISED = 0.64  # of the size around it
_CODE = 0.96


class Inliner:
    """Turns the inlines of one paragraph into runs. `anchors` are the ids met, which lead to the paragraph."""

    def __init__(self, composer: Composer, leading: float) -> None:
        self.composer, self.leading = composer, leading
        self.out: list[Run] = []
        self.anchors: list[str] = []
        self.plain = True  # nothing but text directly in the paragraph's own element

    def add(
        self, content: model.Inlines, style: Style, element: Element, link: Link | None = None, level: int = -1
    ) -> None:
        """Append the runs of `content`."""
        for node in content:
            if node.id:
                self.anchors.append(node.id)
            if node.place:
                self.composer.place = node.place
            self._one(node, style, element, link, level)

    def _one(self, node: Any, style: Style, element: Element, link: Link | None, level: int) -> None:
        if node.lang or node.dir:
            style = style._replace(lang=node.lang or style.lang)
            level = {"rtl": 1, "ltr": 0}.get(node.dir or "", level)
            if type(node) in (model.Text, model.Span):
                element = self._child("Span", element, spoken(node.lang))
        handler = _HANDLERS.get(type(node))
        if handler is None:
            self.composer.context.unknown(node, "pdf")
            self.text(plain(node), style, element, link, level)
        else:
            handler(self, node, style, element, link, level)

    def text(self, words: str, style: Style, element: Element, link: Link | None = None, level: int = -1) -> None:
        """Append plain words."""
        words = words.replace("\n", " ").replace("\t", " ") if "\n" in words or "\t" in words else words
        if words:
            self.out.append(Run(self.composer.typesetter.setting(style), words, element.slot(), link, level=level))

    def _child(self, tag: str, element: Element, entries: str = "") -> Element:
        self.plain = False
        return Element(tag, element, entries)

    # ---- one method a kind of node --------------------------------------------------------------------------------

    def _text(self, node: model.Text, style: Style, element: Element, link: Link | None, level: int) -> None:
        self.text(node.value, style, element, link, level)

    def _emphasis(self, node: model.Emphasis, style: Style, element: Element, link: Link | None, level: int) -> None:
        self.add(node.content, style._replace(italic=not style.italic), self._child("Em", element), link, level)

    def _strong(self, node: model.Strong, style: Style, element: Element, link: Link | None, level: int) -> None:
        self.add(node.content, style._replace(bold=True), self._child("Strong", element), link, level)

    def _strike(self, node: model.Strike, style: Style, element: Element, link: Link | None, level: int) -> None:
        entries = "/A<</O/Layout/TextDecorationType/LineThrough>>"
        self.add(node.content, style._replace(strike=True), self._child("Span", element, entries), link, level)

    def _code(self, node: model.Code, style: Style, element: Element, link: Link | None, level: int) -> None:
        size = round(style.size * self._code_share(style), 2)
        style = style._replace(role="code", size=size, features=(), tracking=0.0)
        self.text(node.value, style, self._child("Code", element), link, level)

    def _code_share(self, style: Style) -> float:
        """The size at which program text is as high as the small letters around it; a hair less, as it runs wide."""
        fonts = self.composer.fonts
        around, own = fonts.face(style.role), fonts.face("code")
        return min(1.0, max(0.8, around.x_height / own.x_height * _CODE))

    def _superscript(self, node: Any, style: Style, element: Element, link: Link | None, level: int) -> None:
        self.add(node.content, raised(style), self._child("Span", element), link, level)

    def _subscript(self, node: Any, style: Style, element: Element, link: Link | None, level: int) -> None:
        style = style._replace(size=round(style.size * 0.7, 2), rise=style.rise - round(style.size * 0.14, 2))
        self.add(node.content, style, self._child("Span", element), link, level)

    def _small_caps(self, node: Any, style: Style, element: Element, link: Link | None, level: int) -> None:
        face = self.composer.fonts.face(style.role, style.bold, style.italic)
        if face.has_feature("smcp"):
            style = style._replace(features=(*style.features, "smcp"))
        else:
            style = style._replace(caps=True, size=round(style.size * 0.8, 2))
        self.add(node.content, style, self._child("Span", element), link, level)

    def _span(self, node: model.Span, style: Style, element: Element, link: Link | None, level: int) -> None:
        self.add(node.content, style, element, link, level)

    def _link(self, node: model.Link, style: Style, element: Element, link: Link | None, level: int) -> None:
        own = self._child("Link", element)
        contents = node.title or plain(node.content) or node.target
        style = style._replace(colour=self.composer.theme.colours.link, underline=True)
        before, link = len(self.out), Link(own, node.target, contents)
        self.add(node.content or (model.Text(node.target),), style, own, link, level)
        if not any(run.text.strip() or run.inset for run in self.out[before:]):
            # A picture that is missing and has no words: the link is still to be had.
            self.text(f"[{self.composer.labels.picture_missing}]", style._replace(italic=True), own, link, level)

    def _image(self, node: model.Image, style: Style, element: Element, link: Link | None, level: int) -> None:
        self.plain = False
        inset = self.composer.pictures.inline(node, style, element, self.leading)
        if inset is not None:
            setting = self.composer.typesetter.setting(style)
            self.out.append(Run(setting, "", None, link, inset=inset, level=level))
        elif words := node.alt or node.title or "":
            figure = (
                self._child("Figure", element, f"/Alt {string(words)}") if node.alt else self._child("Span", element)
            )
            self.text(f"[{words}]", style._replace(italic=True), figure, link, level)

    def _math(self, node: model.Math, style: Style, element: Element, link: Link | None, level: int) -> None:
        own = self._child("Formula", element, f"/Alt {string(node.source)}")
        self.composer.formula(self, node.source, style, own, link, level)

    def _note_ref(self, node: model.NoteRef, style: Style, element: Element, link: Link | None, level: int) -> None:  # noqa: ARG002
        count = self.composer.notes.number(node.note)
        words = self.composer.labels.note.format(number=count)
        own = self._child("Link", self._child("Reference", element))
        setting = self.composer.typesetter.setting(raised(style)._replace(colour=self.composer.theme.colours.link))
        call = Link(own, f"#{node.note}", words)
        self.anchors.append(f"{node.note}.call")
        self.out.append(Run(setting, str(count), own.slot(), call, note=node.note, level=level))

    def _line_break(self, node: Any, style: Style, element: Element, link: Link | None, level: int) -> None:  # noqa: ARG002
        self.out.append(Run(self.composer.typesetter.setting(style), "", None))

    def inset(self, inset: Inset, style: Style, link: Link | None, level: int) -> None:
        """Append something that is no text."""
        self.out.append(Run(self.composer.typesetter.setting(style), "", None, link, inset=inset, level=level))


_HANDLERS: dict[type, Callable[..., None]] = {
    model.Text: Inliner._text,
    model.Emphasis: Inliner._emphasis,
    model.Strong: Inliner._strong,
    model.Strike: Inliner._strike,
    model.Code: Inliner._code,
    model.Superscript: Inliner._superscript,
    model.Subscript: Inliner._subscript,
    model.SmallCaps: Inliner._small_caps,
    model.Span: Inliner._span,
    model.Link: Inliner._link,
    model.Image: Inliner._image,
    model.Math: Inliner._math,
    model.NoteRef: Inliner._note_ref,
    model.LineBreak: Inliner._line_break,
}


def raised(style: Style) -> Style:
    """The style of raised characters in text of this style."""
    return style._replace(size=round(style.size * _RAISED, 2), rise=style.rise + round(style.size * 0.36, 2))
