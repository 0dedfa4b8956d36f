"""Font faces: opened with HarfBuzz, shaped words cached, subsets made. Everything here is the same for every document.

Lengths are thousandths of an em. A face is opened once a process, its words are shaped and its subsets made once, until too
much is kept (`pieces.clear_up`).
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import count, pairwise
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

import uharfbuzz

hb: Any = uharfbuzz  # its functions come from a compiled module without annotations

_MOST_WORDS = 60_000
_FAR = 80  # a mark moved farther leaves a gap that readers take for a space
UNSEEN = "\u200b"  # what a glyph without letters of its own reads as
_UNNEEDED = {
    int.from_bytes(tag, "big")
    for tag in (b"GSUB", b"GPOS", b"GDEF", b"BASE", b"DSIG", b"STAT", b"gasp", b"MVAR", b"HVAR", b"meta", b"MATH")
}
"""Tables a PDF viewer has no use for (ISO 32000-1, 9.9)."""


class Placed(NamedTuple):
    """A glyph whose outline is moved to the right and up, with an advance of its own; in units of the font."""

    glyph: int
    dx: int
    dy: int
    advance: int


class Glyph(NamedTuple):
    """One glyph in visual order: its number, the text it stands for, its advance, how far it is moved, its own width."""

    number: int | Placed
    text: str
    advance: int
    dx: int
    dy: int
    width: int


class Shaped(NamedTuple):
    """A shaped piece of text: its width, how many glyphs it has, and its parts: what to draw (signs of its face, to
    be given CIDs) and the TJ adjustments between (raw, from the end of a string to the start of the next), in their order.
    `moved` and `raised`: how far each glyph is moved to the right and up, where one is raised or moved far; `advances`: how
    wide each letter is, where each has a glyph of its own; `divided`: whether a letter is drawn by several glyphs."""

    width: int
    glyphs: int
    parts: tuple[int | str, ...]
    moved: tuple[int, ...]
    raised: tuple[int, ...]
    advances: tuple[int, ...]
    divided: bool = False


EMPTY = Shaped(0, 0, (), (), (), ())
"""No text at all."""


class Subset(NamedTuple):
    """A font program with the asked glyphs only: deflated bytes, their length before, the new number of each glyph."""

    data: bytes
    length: int
    numbers: dict[int | Placed, int]


class Face:
    """One face of one font file."""

    def __init__(self, blob: Any, index: int = 0, key: str = "") -> None:
        self.index, self.key = index, key
        self.face = hb.Face(blob, index)
        self.font = hb.Font(self.face)
        self.scale = 1000 / self.face.upem
        tags = set(self.face.table_tags)
        self.cff = "CFF " in tags
        self.drawable = bool(tags & {"glyf", "CFF "})
        self.coverage = frozenset(map(chr, self.face.unicodes))
        metrics = self.font.get_font_extents("ltr")
        self.ascent: int = round(metrics.ascender * self.scale)
        self.descent: int = round(metrics.descender * self.scale)
        self.cap_height = self._metric(hb.OTMetricsTag.CAP_HEIGHT, 700)
        self.x_height = self._metric(hb.OTMetricsTag.X_HEIGHT, 480)
        self.name = self._name()
        self.stand_in = next((char for char in "□?" if char in self.coverage), " ")
        self.signs: list[
            tuple[int | Placed, str]
        ] = []  # glyphs, each with a text it stands for, as they were met in this process
        self._signs: dict[tuple[int | Placed, str], int] = {}
        self._plain: dict[tuple[int, str], tuple[int, int]] = {}  # the signs of single letters, and their widths
        self._widths: dict[int | Placed, int] = {}
        self._words: dict[tuple[tuple[str, ...], str, bool], dict[object, Shaped]] = {}
        self._subsets: dict[frozenset[int | Placed], Subset] = {}

    @property
    def kept(self) -> int:
        """How much is kept of it: words, signs, and subsets for as many as they are large."""
        return len(self.signs) + sum(map(len, self._words.values())) + len(self._words) + 50 * len(self._subsets)

    def _metric(self, tag: Any, otherwise: int) -> int:
        found = self.font.get_metric_position(tag)
        return round(found * self.scale) if found else otherwise

    def _name(self) -> str:
        name = self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or "Font"
        return "".join(char for char in name if char.isascii() and (char.isalnum() or char in "-_")) or "Font"

    @cached_property
    def space(self) -> int:
        """The glyph of a space; it stands for invisible characters: no file may refer to .notdef (ISO 14289-1, 7.21.8)."""
        return int(self.font.get_nominal_glyph(0x20) or self.font.get_nominal_glyph(ord(self.stand_in)) or 1)

    def sign(self, glyph: int | Placed, text: str) -> int:
        """Which of the signs a glyph is where it stands for a text."""
        found = self._signs.get((glyph, text))
        if found is None:
            found = self._signs[glyph, text] = len(self.signs)
            self.signs.append((glyph, text))
        return found

    def width(self, glyph: int | Placed) -> int:
        """The advance width of a glyph as the font gives it."""
        found = self._widths.get(glyph)
        if found is None:
            units = glyph.advance if isinstance(glyph, Placed) else self.font.get_glyph_h_advance(glyph)
            found = self._widths[glyph] = round(units * self.scale)
        return found

    def advance(self, char: str) -> int:
        """The advance width of a character's usual glyph."""
        return self.width(self.font.get_nominal_glyph(ord(char)) or 0)

    def has_feature(self, tag: str) -> bool:
        """Whether the face has an OpenType substitution feature ("smcp")."""
        return tag in self._features

    @cached_property
    def _features(self) -> frozenset[str]:
        return frozenset(self.face.get_language_feature_tags("GSUB"))

    @cached_property
    def embeddable(self) -> bool:
        """Whether it has outlines, and licence bits that do not forbid embedding (OS/2 fsType)."""
        os2 = self.face.reference_table("OS/2").data or b""
        return self.drawable and not (len(os2) > 10 and int.from_bytes(os2[8:10], "big") & 0xF == 2)

    def shape(
        self, text: str, shown: str = "", *, features: tuple[str, ...] = (), lang: str = "", rtl: bool = False
    ) -> Shaped:
        """The glyphs of a piece of text, in visual order.

        shown: what is drawn where it differs from what is read (capitals for small letters), character by character.
        """
        known = self.known(features, lang, rtl)
        key = (text, shown) if shown else text
        found = known.get(key)
        if found is None:
            if len(known) > _MOST_WORDS:
                known.clear()
            found = known[key] = self._shaped(text, shown or text, features, lang, rtl)
        return found

    def known(self, features: tuple[str, ...] = (), lang: str = "", rtl: bool = False) -> dict[object, Shaped]:
        """What has been shaped so far in this way, by its text."""
        return self._words.setdefault((features, lang, rtl), {})

    def _shaped(self, text: str, shown: str, features: tuple[str, ...], lang: str, rtl: bool) -> Shaped:
        buffer = hb.Buffer()
        buffer.add_str(shown)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.language = lang or "und"  # else it would be the one this machine speaks
        hb.shape(self.font, buffer, dict.fromkeys(features, True))
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        if len(infos) == len(text) and (simple := self._simple(infos, positions, text)) is not None:
            return simple
        texts = _shared_texts(_cluster_texts([info.cluster for info in infos], text, rtl), rtl)
        glyphs = [
            self._glyph(info.codepoint or self.space, at, words)
            for info, at, words in zip(infos, positions, texts, strict=True)
        ]
        return self._joined(_in_order(self._lettered(glyphs) if rtl else glyphs))

    def _glyph(self, number: int, at: Any, words: str) -> Glyph:
        """A glyph as it was shaped: marks, and what is raised, as glyphs that begin where the pen is."""
        scale, width = self.scale, self.width(number)
        advance, dx, dy = round(at.x_advance * scale), round(at.x_offset * scale), round(at.y_offset * scale)
        if (dx or dy or (width and not advance)) and advance >= 0 and number != self.space and not self.cff:
            return Glyph(Placed(number, at.x_offset, at.y_offset, at.x_advance), words, advance, 0, 0, advance)
        return Glyph(number, words, advance, dx, dy, width)

    def _lettered(self, glyphs: list[Glyph]) -> list[Glyph]:
        """Right-to-left glyphs with one letter each: readers turn such text round letter by letter, also the letters of one
        glyph. The others of a ligature are read from unseen spaces before it."""
        out: list[Glyph] = []
        for glyph in glyphs:
            letters = normalize("NFC", glyph.text)
            blank = Glyph(self.space, "", 0, 0, 0, self.width(self.space))
            out += [blank._replace(text=letter) for letter in letters[:0:-1]]
            out.append(glyph._replace(text=letters[0]))
        return out

    def _simple(self, infos: Sequence[Any], positions: Sequence[Any], text: str) -> Shaped | None:
        """The usual case of `_joined`, at a third of its time: each letter has a glyph of its own, all on the baseline."""
        parts: list[int | str] = []
        advances = []
        scale, known = self.scale, self._plain
        pending = at = 0
        for info, position, letter in zip(infos, positions, text, strict=True):
            glyph = info.codepoint
            if info.cluster != at or glyph == 0 or position.x_offset or position.y_offset or not position.x_advance:
                return None
            found = known.get((glyph, letter))
            if found is None:
                found = known[glyph, letter] = self.sign(glyph, letter), self.width(glyph)
            if pending:
                parts.append(f"){-pending}(")
            advance = round(position.x_advance * scale)
            parts.append(found[0])
            advances.append(advance)
            pending = advance - found[1]
            at += 1
        if pending:
            parts.append(f"){-pending}(")
        return Shaped(sum(advances), at, tuple(parts), (), (), tuple(advances))

    def _joined(self, glyphs: list[Glyph]) -> Shaped:
        parts: list[int | str] = []
        pending = width = 0
        single = True
        for glyph in glyphs:
            shift = pending + glyph.dx
            if shift:
                parts.append(f"){-shift}(")
            parts.append(self.sign(glyph.number, glyph.text))
            pending = glyph.advance - glyph.width - glyph.dx
            width += glyph.advance
            single = single and len(glyph.text) == 1
        if pending:
            parts.append(f"){-pending}(")
        odd = any(glyph.dy or abs(glyph.dx) > _FAR for glyph in glyphs)
        moved = tuple(glyph.dx for glyph in glyphs) if odd else ()
        raised = tuple(glyph.dy for glyph in glyphs) if odd else ()
        advances = tuple(glyph.advance for glyph in glyphs) if single else ()
        divided = any(glyph.text is UNSEEN for glyph in glyphs)
        return Shaped(width, len(glyphs), tuple(parts), moved, raised, advances, divided)

    def subset(self, glyphs: Iterable[int | Placed]) -> Subset:
        """A font program with these glyphs (and .notdef)."""
        wanted: frozenset[int | Placed] = frozenset(glyphs) | {0}
        found = self._subsets.get(wanted)
        if found is None:
            if len(self._subsets) > 200:
                self._subsets.clear()
            found = self._subsets[wanted] = self._cut(wanted)
        return found

    def _cut(self, wanted: frozenset[int | Placed]) -> Subset:
        placed = sorted(glyph for glyph in wanted if isinstance(glyph, Placed))
        asked = hb.SubsetInput()
        asked.glyph_set.update(glyph.glyph if isinstance(glyph, Placed) else glyph for glyph in wanted)
        asked.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
        asked.drop_table_tag_set.update(_UNNEEDED)
        asked.name_id_set.clear()
        asked.name_id_set.add(6)
        asked.flags |= hb.SubsetFlags.NO_HINTING
        if self.cff:
            asked.flags |= hb.SubsetFlags.CFF_IDENTITY_CHARSET  # a CID-keyed program: CIDs are the new glyph numbers
        asked.pin_all_axes_to_default(self.face)
        plan = hb.SubsetPlan(self.face, asked)
        mapping = plan.old_to_new_glyph_mapping
        made = plan.execute()
        data = made.reference_table("CFF ").data if self.cff else made.blob.data
        numbers: dict[int | Placed, int] = {
            old: mapping[old] for old in wanted if not isinstance(old, Placed) and old in mapping
        }
        if placed:
            from exporter.backends.pdf.placed import added  # marks are rare

            numbers |= dict(zip(placed, count(len(mapping)), strict=False))
            data = added(data, [glyph._replace(glyph=mapping[glyph.glyph]) for glyph in placed])
        return Subset(zlib.compress(data, 9), len(data), numbers)


def _cluster_texts(clusters: list[int], text: str, rtl: bool) -> list[str]:
    """What each glyph stands for: the first of a cluster (in reading order) for its text, the others for nothing."""
    starts = [*sorted(set(clusters)), len(text)]
    following = dict(pairwise(starts))
    order = range(len(clusters) - 1, -1, -1) if rtl else range(len(clusters))
    out = [""] * len(clusters)
    seen: set[int] = set()
    for position in order:
        start = clusters[position]
        if start not in seen:
            seen.add(start)
            out[position] = text[start : following[start]]
    return out


def _shared_texts(texts: list[str], rtl: bool) -> list[str]:
    """The text of each glyph; where a cluster has several glyphs and letters, each glyph takes its share in order."""
    if "" not in texts:
        return texts
    group: list[int] = []
    for position in range(len(texts) - 1, -1, -1) if rtl else range(len(texts)):
        if texts[position] and group:
            _share(texts, group)
            group = []
        group.append(position)
    _share(texts, group)
    return [words or UNSEEN for words in texts]


def _share(texts: list[str], group: list[int]) -> None:
    letters = texts[group[0]]
    for at, position in enumerate(group):
        texts[position] = letters[at : at + 1] if at < len(group) - 1 else letters[at:]


def _in_order(glyphs: list[Glyph]) -> list[Glyph]:
    """Glyphs that take no room moved a hair back, each by one less: readers that sort by place find them in order."""
    back = 0
    for at in range(len(glyphs) - 1, -1, -1):
        back = 0 if glyphs[at].advance else back + 1
        if back:
            glyphs[at] = glyphs[at]._replace(dx=glyphs[at].dx - back)
    return glyphs


_open: dict[tuple[str, int, str], Face] = {}


def face(data: bytes, index: int = 0, key: str = "") -> Face:
    """The face of these bytes, opened once. `key` names bytes that never change in a process (a bundled font)."""
    known = key or hashlib.blake2b(data, digest_size=16).hexdigest()
    found = _open.get((known, index, ""))
    if found is None:
        found = _open[known, index, ""] = Face(hb.Blob(data), index, known)
    return found


def face_of(path: Path, index: int = 0, state: str = "") -> Face:
    """The face of a font file, mapped into memory: what is not used of it is not read. `state`: which of its versions it
    is, if it may change in a process."""
    key = (str(path), index, state)
    found = _open.get(key)
    if found is None:
        found = _open[key] = Face(hb.Blob.from_file_path(str(path)), index, str(path))
    return found


def opened() -> Iterable[Face]:
    """All faces that are open."""
    return _open.values()


def close_all() -> None:
    """Forget all faces, and what is kept of them; documents in the making go on with theirs."""
    _open.clear()
