"""Runs into pieces: every word, field, link, tracked change, picture, note and formula that stands in a paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from exporter.model import Image, LineBreak, Math, NoteRef, Span

from . import fields, pictures
from .document import Document, note_id
from .fields import Field
from .lines import Box, Item, Line
from .names import MC, M, R, W
from .opc import Part
from .pieces import Piece, Wrapper, wrap
from .styles import MONOSPACED, NO_LOOK, Look, flag, look, value
from .symbols import symbol

if TYPE_CHECKING:
    from lxml.etree import _Element

_SYMBOL_EX = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}symEx"
_MOST_FIELDS = 40
"""Fields inside each other; more are no fields but an attack."""
_PLAIN = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


class Around(NamedTuple):
    """What a run stands in: the base of its paragraph, the link around it."""

    base: Look
    link: Wrapper | None = None


class Runs:
    """Reads what stands in paragraphs, piece by piece."""

    def __init__(self, document: Document, part: Part) -> None:
        self.document, self.part = document, part
        self.fields: list[Field] = []
        self.pieces: list[Piece] = []
        self.boxes: list[Box] = []
        self.waiting: list[str] = []
        self._held: Line | None = None
        self._sizes: Counter[int] = Counter()
        self._depth = 0

    def items(self, parent: _Element) -> list[Item]:
        """The lines, tables and text boxes of an element, in their order (a text box has them)."""
        raise NotImplementedError

    def is_prompt(self, control: _Element) -> bool:
        properties = control.find(f"{W}sdtPr")
        prompting = properties is not None and bool(flag(properties, "showingPlcHdr"))
        if prompting:
            self.document.leave_out("prompt-dropped", all_words(control))
        return prompting

    def deleted(self, element: _Element) -> None:
        words = "".join(one.text or "" for one in element.iter(f"{W}delText", f"{W}t"))
        self.document.leave_out("moved" if local_name(element) == "moveFrom" else "deleted", words)

    def inline(self, parent: _Element, around: Around) -> None:
        for child in parent:
            read = _INLINE.get(local_name(child))
            if read is not None:
                read(self, child, around)

    def _run(self, run: _Element, around: Around) -> None:
        properties = run.find(f"{W}rPr")
        own, role = self._look(properties)
        if own.hidden:
            if words := all_words(run):
                self.document.leave_out("hidden-text", words)
            if not words:
                self._field_marks(run)
            return
        whole = own.over(around.base)
        wraps = self._wraps(own, role, whole, around)
        code = role == "code" or (own.face in MONOSPACED and around.base.face not in MONOSPACED)
        for child in run:
            name = local_name(child)
            if name == "t":
                self._say(_spaced(child), wraps, role, whole, code)
            elif name in _PLAIN:
                self._say(_PLAIN[name], wraps, role, whole, code)
            elif name == "br" and child.get(f"{W}type", "textWrapping") != "textWrapping":
                continue
            elif name in ("br", "cr"):
                self._put(LineBreak(), wraps, role, code)
            elif (read := _IN_RUN.get(name)) is not None:
                read(self, child, around, wraps)

    def _field_marks(self, run: _Element) -> None:
        for child in run.iter(f"{W}fldChar", f"{W}instrText"):
            _IN_RUN[local_name(child)](self, child, Around(NO_LOOK), frozenset())

    def _look(self, properties: _Element | None) -> tuple[Look, str]:
        """The look a run has of its own, and what its character style says it is."""
        own = look(properties)
        style_id = value(properties, "rStyle")
        if style_id is None:
            return own, ""
        style = self.document.styles.character(style_id)
        return own.over(style.look._replace(underline=None)), style.role

    def _wraps(self, own: Look, role: str, whole: Look, around: Around) -> frozenset[Wrapper]:
        out: set[Wrapper] = set()
        base = around.base
        if role not in ("run-in", "label", "credit", "attribution"):
            if (own.bold and not base.bold) or (role == "strong" and own.bold is not False):
                out.add(wrap("strong"))
            turned = own.italic is not None and bool(own.italic) != bool(base.italic)
            if turned or (role == "emphasis" and own.italic is not False):
                out.add(wrap("emphasis"))
        if own.strike:
            out.add(wrap("strike"))
        if own.small_caps and not base.small_caps:
            out.add(wrap("small-caps"))
        if whole.raised in ("superscript", "subscript") and whole.raised != base.raised:
            out.add(wrap(whole.raised))
        link = self._link_here() or around.link
        if link:
            out.add(link)
        elif own.underline and not base.underline:
            out.add(wrap("emphasis"))
            self.document.leave_out("underlined")
        return frozenset(out)

    def _link_here(self) -> Wrapper | None:
        for field in reversed(self.fields):
            if field.phase and (found := fields.link(field.instruction)):
                return wrap("link", *found)
        return None

    @property
    def _hidden(self) -> bool:
        return any(not field.phase or field.shown or self._hides(field) for field in self.fields)

    def _hides(self, field: Field) -> bool:
        """Whether a field's result is left out. Where some field never ends, contents would leave out all the rest."""
        return field.hides and not (field.kind in fields.CONTENTS and self.document.open_fields)

    def _say(self, words: str, wraps: frozenset[Wrapper], role: str, whole: Look, code: bool) -> None:
        if not words or self._hidden:
            return
        lang = self.document.language(words, whole)
        self._sizes[whole.size or 0] += len(words)
        self.pieces.append(Piece(words, None, wraps, role, lang, code))

    def _put(self, node: Any, wraps: frozenset[Wrapper], role: str = "", code: bool = False) -> None:
        if not self._hidden:
            self.pieces.append(Piece("", node, wraps, role, "", code))

    def _hyperlink(self, element: _Element, around: Around) -> None:
        relation = self.part.relations.get(element.get(f"{R}id") or "")
        anchor = element.get(f"{W}anchor")
        target = relation.target if relation else ""
        if anchor:
            target = f"{target}#{anchor}"
        link = wrap("link", target, element.get(f"{W}tooltip") or "") if target else None
        self.inline(element, around._replace(link=link or around.link))

    def bookmark(self, element: _Element, around: Around | None = None) -> None:
        name = element.get(f"{W}name") or ""
        if name not in self.document.wanted or self._hidden:
            return
        if around is None or not any(piece.words.strip() or piece.node is not None for piece in self.pieces):
            self.waiting.append(name)
        else:
            self.pieces.append(Piece("", Span(content=(), id=name)))

    def _inline_control(self, element: _Element, around: Around) -> None:
        content = element.find(f"{W}sdtContent")
        if content is not None and not self.is_prompt(element):
            self.inline(content, around)

    def _simple_field(self, element: _Element, around: Around) -> None:
        field = Field(element.get(f"{W}instr") or "", 1)
        self._opened(field)
        self.inline(element, around)
        self.fields.pop()

    def _opened(self, field: Field) -> None:
        """A field whose result begins: what its instruction asks for stands first, where it asks for something."""
        called = self.document.notes_of.get(fields.note(field.instruction), "")
        if called:
            self._put(NoteRef(note=called), frozenset())
            field.shown = True
        if field.kind in fields.CONTENTS and not any(one.kind in fields.CONTENTS for one in self.fields):
            self.document.leave_out("contents-dropped")
        self.fields.append(field)

    def _field_mark(self, element: _Element, _around: Around, wraps: frozenset[Wrapper]) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin" and len(self.fields) < _MOST_FIELDS:
            box = element.find(f"{W}ffData/{W}checkBox")
            self.fields.append(
                Field(ticked=None if box is None else bool(flag(box, "checked") or flag(box, "default")))
            )
        elif kind == "separate" and self.fields:
            field = self.fields.pop()
            field.phase = 1
            self._opened(field)
        elif kind == "end" and self.fields:
            self._closed(self.fields.pop(), wraps)

    def _closed(self, field: Field, wraps: frozenset[Wrapper]) -> None:
        if field.ticked is not None and field.kind == "FORMCHECKBOX":
            self._say("☒" if field.ticked else "☐", wraps, "", NO_LOOK, False)
        elif field.phase == 0 and field.kind == "SYMBOL":
            words = fields.parts(field.instruction)
            font = words[words.index("\\f") + 1] if "\\f" in words[:-1] else ""
            code = words[1] if len(words) > 1 else ""
            self._symbol_of(font, f"{int(code):x}" if code.isdecimal() else code.removeprefix("0x"), wraps)

    def _instruction(self, element: _Element, _around: Around, _wraps: frozenset[Wrapper]) -> None:
        if self.fields and not self.fields[-1].phase:
            self.fields[-1].instruction += element.text or ""

    def _note_call(self, element: _Element, _around: Around, wraps: frozenset[Wrapper]) -> None:
        self._put(NoteRef(note=note_id(element)), frozenset(one for one in wraps if one[0] == "link"))

    def _symbol(self, element: _Element, _around: Around, wraps: frozenset[Wrapper]) -> None:
        if element.tag == _SYMBOL_EX:
            self._symbol_of("", next((v for k, v in element.attrib.items() if str(k).endswith("}char")), ""), wraps)  # type: ignore[arg-type]
        else:
            self._symbol_of(element.get(f"{W}font") or "", element.get(f"{W}char") or "", wraps)

    def _symbol_of(self, font: str, code: str, wraps: frozenset[Wrapper]) -> None:
        found = symbol(font, code)
        if found is None:
            self.document.leave_out("unknown-symbol", f"{font} {code}")
        self._say(found or "\ufffd", wraps, "", NO_LOOK, False)

    def _drawing(self, element: _Element, _around: Around, wraps: frozenset[Wrapper]) -> None:
        found = pictures.drawn(element, self.part)
        for image in found:
            self._put(image, frozenset(one for one in wraps if one[0] == "link"))
        boxed = self._boxed(element)
        if not found and not boxed:
            what, words = pictures.unread(element)
            self.document.leave_out("drawing-dropped", f"{what}: {words}" if words else what)
            if words:
                self._put(Image(alt=words), frozenset())

    def _picture(self, element: _Element, _around: Around, wraps: frozenset[Wrapper]) -> None:
        if pictures.is_rule(element):
            self.pieces.append(Piece("", None, frozenset(), "rule"))
        found = list(pictures.vml(element, self.part))
        for image in found:
            self._put(image, frozenset(one for one in wraps if one[0] == "link"))
        if not self._boxed(element) and not found and local_name(element) == "object":
            self.document.leave_out("drawing-dropped", "an embedded object")

    def _boxed(self, element: _Element) -> bool:
        """Keeps the text boxes of a drawing; whether there are any."""
        inside = f"{W}txbxContent"
        found = False
        for content in element.iter(inside):
            if next(content.iterancestors(inside, element.tag), element) is not element:
                continue  # in a box that is read already
            found = True
            fields_outside, self.fields = self.fields, []
            waiting, self.waiting = self.waiting, []
            items = self.items(content)
            self.fields, self.waiting = fields_outside, waiting
            if any(not isinstance(one, Line) or not one.empty for one in items):
                self.boxes.append(Box(items))
        return found

    def _alternative(self, element: _Element, around: Around, wraps: frozenset[Wrapper] = frozenset()) -> None:
        choice = chosen(element)
        for child in choice:
            if (read := _IN_RUN.get(local_name(child))) is not None:
                read(self, child, around, wraps)
            elif (other := _INLINE.get(local_name(child))) is not None:
                other(self, child, around)
            elif local_name(child) == "t":
                self._say(_spaced(child), wraps, "", NO_LOOK, False)

    def _ruby(self, element: _Element, around: Around, _wraps: frozenset[Wrapper]) -> None:
        """Words with their reading above: the reading follows in brackets."""
        base, above = element.find(f"{W}rubyBase"), element.find(f"{W}rt")
        if base is not None:
            self.inline(base, around)
        if above is not None and (words := all_words(above)):
            self._say(f"（{words}）", frozenset(), "", NO_LOOK, False)

    def _formula(self, element: _Element, around: Around) -> None:
        link = self._link_here() or around.link
        self._put(Math(source=self.tex(element)), frozenset({link}) if link else frozenset())

    def _formula_paragraph(self, element: _Element, _around: Around) -> None:
        for formula in element.iter(f"{M}oMath"):
            self.pieces.append(Piece("", Math(source=self.tex(formula)), frozenset(), "display"))

    def tex(self, element: _Element) -> str:
        from .maths import tex

        return tex(element, self.document)

    def _struck(self, element: _Element, _around: Around) -> None:
        self.deleted(element)

    def _kept(self, element: _Element, around: Around) -> None:
        if local_name(element) in ("ins", "moveTo"):
            self.document.leave_out("inserted" if local_name(element) == "ins" else "moved", all_words(element))
        self.inline(element, around)


def local_name(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _spaced(element: _Element) -> str:
    """The characters of a `w:t`; spaces at its edges count only where it says so (17.3.3.31)."""
    words = element.text or ""
    keeps = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return words if keeps else words.strip(" \t\r\n")


def all_words(element: _Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def chosen(alternative: _Element) -> _Element:
    """The choice that holds something we read, else the fallback (ISO/IEC 29500-3, 7.6)."""
    choices: Iterable[_Element] = alternative.findall(f"{MC}Choice")
    for choice in choices:
        if next(choice.iter(f"{W}txbxContent", pictures.PICTURE, f"{W}p", f"{M}oMath", _SYMBOL_EX), None) is not None:
            return choice
    fallback = alternative.find(f"{MC}Fallback")
    return next(iter(choices), alternative) if fallback is None else fallback


_INLINE: dict[str, Callable[[Runs, Any, Around], None]] = {
    "r": Runs._run,
    "hyperlink": Runs._hyperlink,
    "ins": Runs._kept,
    "moveTo": Runs._kept,
    "smartTag": Runs._kept,
    "customXml": Runs._kept,
    "dir": Runs._kept,
    "bdo": Runs._kept,
    "del": Runs._struck,
    "moveFrom": Runs._struck,
    "sdt": Runs._inline_control,
    "fldSimple": Runs._simple_field,
    "bookmarkStart": Runs.bookmark,
    "oMath": Runs._formula,
    "oMathPara": Runs._formula_paragraph,
    "AlternateContent": Runs._alternative,
}
_IN_RUN: dict[str, Callable[[Runs, Any, Around, frozenset[Wrapper]], None]] = {
    "fldChar": Runs._field_mark,
    "instrText": Runs._instruction,
    "footnoteReference": Runs._note_call,
    "endnoteReference": Runs._note_call,
    "sym": Runs._symbol,
    "symEx": Runs._symbol,
    "drawing": Runs._drawing,
    "pict": Runs._picture,
    "object": Runs._picture,
    "AlternateContent": Runs._alternative,
    "ruby": Runs._ruby,
}
