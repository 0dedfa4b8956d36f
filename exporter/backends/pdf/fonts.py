"""The fonts of one document: which face sets which characters, and the font objects (ISO 32000-1, 9.7).

A composite font has one CID for each pair of glyph and text, so that ligatures, small capitals and joined forms all read
back as they were typed; CIDs are given in the order of drawing.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from exporter.backends.pdf import search
from exporter.backends.pdf.faces import UNSEEN, Face, Placed, Shaped, face
from exporter.backends.pdf.objects import File, Stream, deflated, name
from exporter.backends.pdf.pieces import Piece
from exporter.theme import Font, Theme

_PART = 100  # entries a section of a CMap may have (Adobe Technical Note 5014)
_IGNORABLE = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u3164\uffa0"
)
"""Characters that are not to be seen where a font lacks them (Unicode's Default_Ignorable_Code_Point)."""


def _is_ignorable(char: str) -> bool:
    return char in _IGNORABLE or "\ufe00" <= char <= "\ufe0f" or char >= "\U000e0000"


_ESCAPED = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\", "\r": r"\r"})
"""Bytes that mean something else inside a string (7.3.4.2)."""


class _Codes(dict[int | str, str]):
    """The code of each sign of a face, given when it is first asked for; an adjustment between signs is its own."""

    def __init__(self, signs: list[tuple[int | Placed, str]]) -> None:
        super().__init__()
        self.signs = signs
        self.order: list[tuple[int | Placed, str]] = []  # the first has the CID 1

    def __missing__(self, key: int | str) -> str:
        if isinstance(key, str):
            code = key
        else:
            self.order.append(self.signs[key])
            code = chr(len(self.order) >> 8) + chr(len(self.order) & 255)
            code = code.translate(_ESCAPED)
        self[key] = code
        return code


class _Drawn(dict[Piece, str]):
    """The code of each piece, made when it is first drawn."""

    def __init__(self, use: Use) -> None:
        super().__init__()
        self.use = use
        self._code = use.codes.__getitem__

    def __missing__(self, piece: Piece) -> str:
        shaped = piece.shaped
        if not shaped.moved and piece.text.isascii():  # as nearly always
            code = self[piece] = "".join(map(self._code, shaped.parts))
        else:
            case = piece.case
            code = self[piece] = self.use.code(shaped, case.size, case.rise, "" if piece.rtl else piece.text)
        return code


class Use:
    """A face in use in one document: the CIDs given so far, and `drawn`, the code of pieces set in it."""

    def __init__(self, of: Face, label: str) -> None:
        self.face, self.label = of, label
        self.codes = _Codes(of.signs)
        self.drawn = _Drawn(self)
        self._code = self.codes.__getitem__

    def code(self, shaped: Shaped, size: float, rise: float = 0.0, text: str = "") -> str:
        """Glyphs as the inside of a TJ array that starts and ends inside a string: two bytes each (here as Latin-1), as in
        `ab)-20(c`. Written as letters, not as hexadecimal digits, they deflate to less in half the time.

        text: what they read as together, if it is to be written beside them (14.9.4) where a letter is drawn by several
        glyphs, or marks are raised: readers take raised glyphs for lines of their own.
        """
        if shaped.moved:
            return self._raised(shaped, size, rise, text)
        # PDFium leaves characters beyond the BMP out of such a text, but reads them from their glyphs.
        divided = shaped.divided and len(text) > 1 and max(text) <= "\uffff"
        if divided or (not text.isascii() and any(map(_is_private, text))):  # ISO 19005-3, 6.2.11.7.3
            return _reading(self.code(shaped, size, rise), text)
        return "".join(map(self._code, shaped.parts))

    def _raised(self, shaped: Shaped, size: float, rise: float, text: str) -> str:
        """The same with glyphs at other heights. Readers that sort what is shown by where it begins are to find it in
        order: what begins does so with an unseen space where the pen is (a hair before, for rounding's sake)."""
        out, up, before, at = [], False, "", 0
        space = self.codes[self.face.sign(self.face.space, UNSEEN)]
        width = self.face.width(self.face.space)
        for part in shaped.parts:
            if isinstance(part, str):
                before = part
                continue
            raised, moved = shaped.raised[at], shaped.moved[at]
            if raised or up:
                way_back = int(before[1:-1] or 0) + moved
                height = raised * size / 1000 + rise
                out.append(f"){way_back + 1}]TJ {height:.3g} Ts[({space}){width - 1 - moved}(")
                up = raised != 0
            elif before:
                out.append(before)
            out.append(self.codes[part])
            before, at = "", at + 1
        code = "".join(out) + before + (f")]TJ {rise:g} Ts[(" if up else "")
        return _reading(code, text) if len(text) > 1 else code  # one letter is read from its glyph by itself

    def spaced(self, code: str) -> str:
        """Code with a space that stands alone between two spans in the first of them: PDFium drops it there."""
        if _READ not in code:
            return code
        space = re.escape(self.codes[self.face.sign(self.face.space, " ")])
        alone = rf"(>>>BDC\[\((?:(?!/Span).)*?)\)\]TJ EMC\[\(({space}(?:\)-?\d+\()?)(?=\)\]TJ/Span)"
        return re.sub(alone, r"0020\1\2)]TJ EMC[(", code, flags=re.DOTALL)

    def written(self, file: File) -> int:
        """Put the font into the file; the number of its object."""
        subset = self.face.subset(glyph for glyph, _ in self.codes.order)
        base = name(f"{_tag(self.codes.order)}+{self.face.name}")
        program = "/FontFile3" if self.face.cff else "/FontFile2"
        entries = "/Subtype/CIDFontType0C" if self.face.cff else f"/Length1 {subset.length}"
        data = file.add(Stream(f"{entries}/Filter/FlateDecode", subset.data))
        descriptor = file.add(
            f"<</Type/FontDescriptor/FontName{base}/Flags 4/FontBBox[-500 {self.face.descent} 1500 {self.face.ascent}]"
            f"/ItalicAngle 0/Ascent {self.face.ascent}/Descent {self.face.descent}/CapHeight {self.face.cap_height}"
            f"/StemV 80{program} {data} 0 R>>"
        )
        to_unicode = file.add(deflated("", _to_unicode(self.codes.order), 9))
        descendant, encoding = self._descendant(file, base, descriptor, subset.numbers)
        return file.add(
            f"<</Type/Font/Subtype/Type0/BaseFont{base}/Encoding {encoding}/DescendantFonts[{descendant} 0 R]"
            f"/ToUnicode {to_unicode} 0 R>>"
        )

    def _descendant(self, file: File, base: str, descriptor: int, numbers: dict[int | Placed, int]) -> tuple[int, str]:
        """The CIDFont and the encoding; a CFF program's CIDs are its glyph numbers, so its codes get a CMap."""
        info = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        glyphs = [numbers.get(glyph, 0) for glyph, _ in self.codes.order]
        if self.face.cff:
            widths = " ".join(
                f"{cid}[{width}]"
                for cid, width in sorted(
                    {numbers.get(glyph, 0): self.face.width(glyph) for glyph, _ in self.codes.order}.items()
                )
            )
            head = f"<</Type/Font/Subtype/CIDFontType0/BaseFont{base}{info}/FontDescriptor {descriptor} 0 R"
            return file.add(f"{head}/DW 1000/W[{widths}]>>"), f"{file.add(_code_cmap(glyphs))} 0 R"
        widths = " ".join(str(self.face.width(glyph)) for glyph, _ in self.codes.order)
        table = file.add(deflated("", b"\0\0" + b"".join(glyph.to_bytes(2, "big") for glyph in glyphs), 9))
        head = f"<</Type/Font/Subtype/CIDFontType2/BaseFont{base}{info}/FontDescriptor {descriptor} 0 R"
        return file.add(f"{head}/DW 1000/W[1[{widths}]]/CIDToGIDMap {table} 0 R>>"), "/Identity-H"


def _reading(code: str, text: str) -> str:
    """Code in a span that reads as `text` (14.9.4), between the parts of a TJ array."""
    return f")]TJ/Span<</ActualText<FEFF{text.encode('utf-16-be', 'replace').hex()}>>>BDC[({code}{_READ}"


_READ = ")]TJ EMC[("


def _is_private(char: str) -> bool:
    return "\ue000" <= char <= "\uf8ff" or char >= "\U000f0000"


def _tag(order: list[tuple[int | Placed, str]]) -> str:
    """Six capitals that name the subset (9.6.4), from what is in it."""
    import hashlib

    digest = hashlib.sha256(repr(order).encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _cmap(label: str, sections: str) -> bytes:
    head = (
        "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering({'UCS' if label == 'UCS' else 'Identity'})/Supplement 0>>def\n"
        f"/CMapName/Adobe-Identity-{label} def\n/CMapType {2 if label == 'UCS' else 1} def\n"
        "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
    )
    return f"{head}{sections}endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n".encode()


def _to_unicode(order: list[tuple[int | Placed, str]]) -> bytes:
    lines = [
        f"<{cid:04X}><{words.encode('utf-16-be', 'replace').hex().upper()}>" for cid, (_, words) in enumerate(order, 1)
    ]
    return _cmap("UCS", _sections(lines, "bfchar"))


def _code_cmap(glyphs: list[int]) -> Stream:
    lines = [f"<{code:04X}> {glyph}" for code, glyph in enumerate(glyphs, 1)]
    entries = (
        "/Type/CMap/CMapName/Adobe-Identity-Codes/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    )
    return deflated(entries, _cmap("Codes", _sections(lines, "cidchar")), 9)


def _sections(lines: list[str], kind: str) -> str:
    return "".join(
        f"{len(part)} begin{kind}\n" + "\n".join(part) + f"\nend{kind}\n"
        for part in (lines[first : first + _PART] for first in range(0, len(lines), _PART))
    )


class Fonts:
    """The faces a document may use, by role and style, and those in use."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.uses: dict[Face, Use] = {}
        self._faces: dict[tuple[str, bool, bool], Face] = {}
        self._found: dict[tuple[str, str, bool, bool, str], Face | None] = {}

    def face(self, role: str, bold: bool = False, italic: bool = False) -> Face:
        """The theme's face for a role (text, label, code)."""
        key = (role, bold, italic)
        opened = self._faces.get(key)
        if opened is None:
            family: Font = getattr(self.theme.fonts, role)
            file = (family.regular, family.italic, family.bold, family.bold_italic)[2 * bold + italic]
            data = self.theme.asset(file)
            opened = self._faces[key] = face(data, key="" if self.theme.folder or self.theme.above else file)
        return opened

    def covering(self, char: str, role: str, bold: bool, italic: bool, lang: str = "") -> Face | None:
        """A face that has a character the role's own face lacks, in the form the language writes; None if none has."""
        key = (char, role, bold, italic, lang)
        if key not in self._found:
            self._found[key] = self._search(char, role, bold, italic, lang)
        return self._found[key]

    def _search(self, char: str, role: str, bold: bool, italic: bool, lang: str) -> Face | None:
        for other in ("text", "label", "code"):
            if other != role and char in (own := self.face(other, bold, italic)).coverage:
                return own
        places = [(search.system_folders(), "")]
        if self.theme.fonts.folder and self.theme.folder:
            places.insert(0, self._own_folder)
        for folders, state in places:
            if found := search.found(char, folders, bold, italic, role == "text", lang, state):
                return found
        return None

    @cached_property
    def _own_folder(self) -> tuple[tuple[Path, ...], str]:
        """The theme's folder of fonts, and what state it is in as this document begins."""
        folder = Path(self.theme.folder or "", self.theme.fonts.folder).absolute()
        return (folder,), search.state(folder)

    def boxed(self, role: str, bold: bool, italic: bool) -> Face:
        """The face that draws what stands for characters no font has: the first of the theme's with an empty box."""
        faces = [self.face(each, bold, italic) for each in (role, "label", "text", "code")]
        return next((one for one in faces if one.stand_in == "□"), faces[0])

    def use(self, of: Face) -> Use:
        """A face made ready for drawing."""
        found = self.uses.get(of)
        if found is None:
            found = self.uses[of] = Use(of, f"F{len(self.uses) + 1}")
        return found

    def split(self, words: str, role: str, bold: bool, italic: bool, lang: str = "") -> list[tuple[str, Face, bool]]:
        """A piece of text cut where the face changes: (text, face, whether the face has it)."""
        own = self.face(role, bold, italic)
        if own.coverage.issuperset(words):
            return [(words, own, True)]
        out: list[tuple[str, Face, bool]] = []
        for char in words:
            chosen = self._chosen(char, own, out, role, bold, italic, lang)
            known = chosen is not None
            of = chosen or self.boxed(role, bold, italic)
            if out and out[-1][1] is of and out[-1][2] == known:
                out[-1] = (out[-1][0] + char, of, known)
            else:
                out.append((char, of, known))
        return out

    def _chosen(
        self, char: str, own: Face, before: list[tuple[str, Face, bool]], role: str, bold: bool, italic: bool, lang: str
    ) -> Face | None:
        if before and before[-1][2] and before[-1][1] is not own and char in before[-1][1].coverage:
            return before[-1][1]
        if char in own.coverage:
            return own
        if _is_ignorable(char):
            return before[-1][1] if before and before[-1][2] else own
        return self.covering(char, role, bold, italic, lang)
