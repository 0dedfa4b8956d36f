"""A story of a document into lines: every run, field, link, tracked change, picture and text box of its paragraphs."""

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
from .styles import MONOSPACED, NO_LOOK, Look, Style, flag, indents, listed, look, value
from .symbols import symbol

if TYPE_CHECKING:
    from lxml.etree import _Element

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_SYMBOL_EX = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}symEx"
_PLAIN = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_DEEPEST = 24
"""Text boxes, tables and controls inside each other; what is deeper is read as its words only."""


class Around(NamedTuple):
    """What a run stands in: the base of its paragraph, the link around it."""

    base: Look
    link: Wrapper | None = None


class Story:
    """Reads one part's paragraphs, in order."""

    def __init__(self, document: Document, part: Part) -> None:
        self.document, self.part = document, part
        self.fields: list[Field] = []
        self.pieces: list[Piece] = []
        self.boxes: list[Box] = []
        self.waiting: list[str] = []
        self._joining: list[Piece] = []
        self._sizes: Counter[int] = Counter()
        self._depth = 0

    # ---- blocks --------------------------------------------------------------------------------------------------

    def items(self, parent: _Element) -> list[Item]:
        """The lines, tables and text boxes of an element, in their order."""
        if self._depth == _DEEPEST:
            words = _all_words(parent)
            return [Line([Piece(words)])] if words else []
        out: list[Item] = []
        self._depth += 1
        for child in parent:
            self._block(child, out)
        self._depth -= 1
        return out

    def _block(self, child: _Element, out: list[Item]) -> None:
        name = _name(child)
        if name == "p":
            out.extend(self.paragraph(child))
        elif name == "tbl":
            from .tables import grid

            out.append(grid(self, child))
        elif name == "sdt":
            out.extend(self._control(child))
        elif name in ("ins", "moveTo", "customXml", "smartTag"):
            out.extend(self.items(child))
        elif name in ("del", "moveFrom"):
            self._deleted(child)
        elif name == "AlternateContent":
            out.extend(self.items(_chosen(child)))
        elif name == "bookmarkStart":
            self._bookmark(child)
        elif name == "altChunk":
            self.document.leave_out("embedded-document")
        elif name == "oMathPara":
            out.append(Line([Piece("", Math(source=self._tex(child)))], role="formula"))

    def _control(self, control: _Element) -> list[Item]:
        """What is in a content control, unless that is a table of contents or a prompt to write something."""
        if self._is_contents(control):
            self.document.leave_out("contents-dropped")
            return []
        content = control.find(f"{W}sdtContent")
        return [] if content is None or self._is_prompt(control) else self.items(content)

    @staticmethod
    def _is_contents(control: _Element) -> bool:
        galleries = control.findall(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        return any("table of contents" in (one.get(f"{W}val") or "").lower() for one in galleries)

    def _is_prompt(self, control: _Element) -> bool:
        properties = control.find(f"{W}sdtPr")
        prompting = properties is not None and bool(flag(properties, "showingPlcHdr"))
        if prompting:
            self.document.leave_out("prompt-dropped", _all_words(control))
        return prompting

    def _deleted(self, element: _Element) -> None:
        words = "".join(one.text or "" for one in element.iter(f"{W}delText", f"{W}t"))
        self.document.leave_out("moved" if _name(element) == "moveFrom" else "deleted", words)

    # ---- paragraphs ----------------------------------------------------------------------------------------------

    def paragraph(self, element: _Element) -> list[Item]:
        """A paragraph as a line, with the text boxes that hang on it."""
        outer = self.pieces, self.boxes
        self.pieces, self.boxes = self._joining, []
        self._joining = []
        properties = element.find(f"{W}pPr")
        style = self.document.styles.paragraph(value(properties, "pStyle"))
        base = style.look.over(self.document.styles.look)
        sizes, self._sizes = self._sizes, Counter()
        self._inline(element, Around(base))
        line = self._line(properties, style, base)
        line.size = self._sizes.most_common(1)[0][0] if self._sizes else 0
        boxes, self._sizes = self.boxes, sizes
        self.pieces, self.boxes = outer
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._joining = line.pieces
            return list(boxes)
        if properties is not None and properties.find(f"{W}rPr/{W}ins") is not None:
            self.document.leave_out("inserted", "")
        return [line, *boxes]

    def _line(self, properties: _Element | None, style: Style, base: Look) -> Line:
        line = Line(self.pieces, role=style.role or "body", look=base, style=style.id, anchors=self.waiting)
        self.waiting = []
        num, line.indent = style.list, style.indent[0]
        if style.list and (depth := self.document.numbers.level_of(style.list[0], style.id)) is not None:
            num = style.list[0], depth
        if properties is not None:
            own = listed(properties)
            num = own or num
            self._placed(line, properties, style)
        line.ruled = (style.bordered or line.bordered) and line.empty
        if num and num[0] != "0":
            line.mark = self.document.numbers.mark(*num)
        if line.mark and line.mark.left and not (properties is not None and properties.find(f"{W}ind") is not None):
            line.indent = line.mark.left
        if not line.empty:
            self.document.directions["rtl" if line.dir == "rtl" else "ltr"] += 1
        return line

    def _placed(self, line: Line, properties: _Element, style: Style) -> None:
        """How a paragraph stands: its indent, alignment, direction, outline level and lines around it."""
        left, _ = indents(properties.find(f"{W}ind"))
        if left is not None:
            line.indent, line.left = left, left - style.indent[0]
        line.align = value(properties, "jc") or ""
        if (bidi := flag(properties, "bidi")) is not None:
            line.dir = "rtl" if bidi else "ltr"
        outline = value(properties, "outlineLvl")
        if outline is not None and outline.isdigit() and int(outline) < 9 and line.role in ("body", "list"):
            line.role = f"heading-{int(outline) + 1}"
        line.bordered = properties.find(f"{W}pBdr") is not None
        line.decimal = any(tab.get(f"{W}val") == "decimal" for tab in properties.findall(f"{W}tabs/{W}tab"))

    # ---- what stands in a paragraph ------------------------------------------------------------------------------

    def _inline(self, parent: _Element, around: Around) -> None:
        for child in parent:
            read = _INLINE.get(_name(child))
            if read is not None:
                read(self, child, around)

    def _run(self, run: _Element, around: Around) -> None:
        properties = run.find(f"{W}rPr")
        own, role = self._look(properties)
        if own.hidden:
            if words := _all_words(run):
                self.document.leave_out("hidden-text", words)
            if not words:
                self._field_marks(run)
            return
        whole = own.over(around.base)
        wraps = self._wraps(own, role, whole, around)
        code = role == "code" or (own.face in MONOSPACED and around.base.face not in MONOSPACED)
        for child in run:
            name = _name(child)
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
            _IN_RUN[_name(child)](self, child, Around(NO_LOOK), frozenset())

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
            if (own.bold and not base.bold) or role == "strong":
                out.add(wrap("strong"))
            if (own.italic is not None and bool(own.italic) != bool(base.italic)) or role == "emphasis":
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
        return any(not field.phase or field.hides or field.shown for field in self.fields)

    def _say(self, words: str, wraps: frozenset[Wrapper], role: str, whole: Look, code: bool) -> None:
        if not words or self._hidden:
            return
        lang = self.document.language(words, whole)
        self._sizes[whole.size or 0] += len(words)
        self.pieces.append(Piece(words, None, wraps, role, lang, code))

    def _put(self, node: Any, wraps: frozenset[Wrapper], role: str = "", code: bool = False) -> None:
        if not self._hidden:
            self.pieces.append(Piece("", node, wraps, role, "", code))

    # ---- links, bookmarks, controls ------------------------------------------------------------------------------

    def _hyperlink(self, element: _Element, around: Around) -> None:
        relation = self.part.relations.get(element.get(f"{R}id") or "")
        anchor = element.get(f"{W}anchor")
        target = relation.target if relation else ""
        if anchor:
            target = f"{target}#{anchor}"
        link = wrap("link", target, element.get(f"{W}tooltip") or "") if target else None
        self._inline(element, around._replace(link=link or around.link))

    def _bookmark(self, element: _Element, around: Around | None = None) -> None:
        name = element.get(f"{W}name") or ""
        if name not in self.document.wanted or self._hidden:
            return
        if around is None or not any(piece.words.strip() or piece.node is not None for piece in self.pieces):
            self.waiting.append(name)
        else:
            self.pieces.append(Piece("", Span(content=(), id=name)))

    def _inline_control(self, element: _Element, around: Around) -> None:
        content = element.find(f"{W}sdtContent")
        if content is not None and not self._is_prompt(element):
            self._inline(content, around)

    def _simple_field(self, element: _Element, around: Around) -> None:
        field = Field(element.get(f"{W}instr") or "", 1)
        self._opened(field)
        self._inline(element, around)
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
        if kind == "begin":
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
            self._symbol_of(font, f"{int(code):x}" if code.isdigit() else code.removeprefix("0x"), wraps)

    def _instruction(self, element: _Element, _around: Around, _wraps: frozenset[Wrapper]) -> None:
        if self.fields and not self.fields[-1].phase:
            self.fields[-1].instruction += element.text or ""

    # ---- things in runs ------------------------------------------------------------------------------------------

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
        if not self._boxed(element) and not found and _name(element) == "object":
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
        chosen = _chosen(element)
        for child in chosen:
            if (read := _IN_RUN.get(_name(child))) is not None:
                read(self, child, around, wraps)
            elif (other := _INLINE.get(_name(child))) is not None:
                other(self, child, around)
            elif _name(child) == "t":
                self._say(_spaced(child), wraps, "", NO_LOOK, False)

    def _ruby(self, element: _Element, around: Around, _wraps: frozenset[Wrapper]) -> None:
        """Words with their reading above: the reading follows in brackets."""
        base, above = element.find(f"{W}rubyBase"), element.find(f"{W}rt")
        if base is not None:
            self._inline(base, around)
        if above is not None and (words := _all_words(above)):
            self._say(f"（{words}）", frozenset(), "", NO_LOOK, False)

    def _formula(self, element: _Element, around: Around) -> None:
        link = self._link_here() or around.link
        self._put(Math(source=self._tex(element)), frozenset({link}) if link else frozenset())

    def _formula_paragraph(self, element: _Element, _around: Around) -> None:
        for formula in element.iter(f"{M}oMath"):
            self.pieces.append(Piece("", Math(source=self._tex(formula)), frozenset(), "display"))

    def _tex(self, element: _Element) -> str:
        from .maths import tex

        return tex(element, self.document)

    def _struck(self, element: _Element, _around: Around) -> None:
        self._deleted(element)

    def _kept(self, element: _Element, around: Around) -> None:
        if _name(element) in ("ins", "moveTo"):
            self.document.leave_out("inserted" if _name(element) == "ins" else "moved", _all_words(element))
        self._inline(element, around)


def _name(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _spaced(element: _Element) -> str:
    """The characters of a `w:t`; spaces at its edges count only where it says so (17.3.3.31)."""
    words = element.text or ""
    keeps = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return words if keeps else words.strip(" \t\r\n")


def _all_words(element: _Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def _chosen(alternative: _Element) -> _Element:
    """The choice that holds something we read, else the fallback (ISO/IEC 29500-3, 7.6)."""
    choices: Iterable[_Element] = alternative.findall(f"{MC}Choice")
    for choice in choices:
        if next(choice.iter(f"{W}txbxContent", pictures.PICTURE, f"{W}p", f"{M}oMath", _SYMBOL_EX), None) is not None:
            return choice
    fallback = alternative.find(f"{MC}Fallback")
    return next(iter(choices), alternative) if fallback is None else fallback


_INLINE: dict[str, Callable[[Story, Any, Around], None]] = {
    "r": Story._run,
    "hyperlink": Story._hyperlink,
    "ins": Story._kept,
    "moveTo": Story._kept,
    "smartTag": Story._kept,
    "customXml": Story._kept,
    "dir": Story._kept,
    "bdo": Story._kept,
    "del": Story._struck,
    "moveFrom": Story._struck,
    "sdt": Story._inline_control,
    "fldSimple": Story._simple_field,
    "bookmarkStart": Story._bookmark,
    "oMath": Story._formula,
    "oMathPara": Story._formula_paragraph,
    "AlternateContent": Story._alternative,
}
_IN_RUN: dict[str, Callable[[Story, Any, Around, frozenset[Wrapper]], None]] = {
    "fldChar": Story._field_mark,
    "instrText": Story._instruction,
    "footnoteReference": Story._note_call,
    "endnoteReference": Story._note_call,
    "sym": Story._symbol,
    "symEx": Story._symbol,
    "drawing": Story._drawing,
    "pict": Story._picture,
    "object": Story._picture,
    "AlternateContent": Story._alternative,
    "ruby": Story._ruby,
}
