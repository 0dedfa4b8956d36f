"""What stands in a paragraph, piece by piece as its runs give it, and the inlines that makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeAlias

from exporter.model import (
    Code,
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    SmallCaps,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from exporter.walk import merged

Wrapper: TypeAlias = tuple[str, str, str]
"""(what words are wrapped in, and what that needs): ("link", target, title), ("strong", "", "")."""


class Piece(NamedTuple):
    """Words, or one inline (`node`), and what they are wrapped in.

    role: what its style says it is ("run-in", "credit", "label", "attribution"), "display" of a formula, "rule" of a line.
    """

    words: str
    node: Any = None
    wraps: frozenset[Wrapper] = frozenset()
    role: str = ""
    lang: str = ""
    code: bool = False

    def without(self, *kinds: str) -> Piece:
        """The piece without what it is wrapped in of some kinds."""
        return self._replace(wraps=frozenset(one for one in self.wraps if one[0] not in kinds))


_ORDER = {name: order for order, name in enumerate(
    ("lang", "strong", "emphasis", "link", "strike", "small-caps", "superscript", "subscript")
)}  # fmt: skip
_MAKE: dict[str, Callable[[Inlines, str, str], Inline]] = {
    "link": lambda content, target, title: Link(content=content, target=target, title=title or None),
    "lang": lambda content, tag, _: Span(content=content, lang=tag),
    "strong": lambda content, *_: Strong(content=content),
    "emphasis": lambda content, *_: Emphasis(content=content),
    "strike": lambda content, *_: Strike(content=content),
    "small-caps": lambda content, *_: SmallCaps(content=content),
    "superscript": lambda content, *_: Superscript(content=content),
    "subscript": lambda content, *_: Subscript(content=content),
}


def wrap(name: str, one: str = "", two: str = "") -> Wrapper:
    """A wrapper."""
    return name, one, two


def inlines(pieces: Sequence[Piece], lang: str = "") -> Inlines:
    """The inlines of some pieces; words in the language `lang` are those of all and say nothing of it."""
    spoken = [_spoken(piece, lang) for piece in pieces if piece.words or piece.node is not None]
    return _trimmed(_nested(spoken))


def _spoken(piece: Piece, lang: str) -> Piece:
    if not piece.lang or _primary(piece.lang) == _primary(lang) or not piece.words.strip():
        return piece
    return piece._replace(wraps=piece.wraps | {("lang", piece.lang, "")})


def _primary(tag: str) -> str:
    """The language of a tag, without region: proofing tools tell "en-US" from "en-GB" where no writer means to."""
    return tag.partition("-")[0].lower()


def _nested(pieces: list[Piece]) -> Inlines:
    """Pieces wrapped with what they share, what spans most of them outermost."""
    out: list[Inline] = []
    at = 0
    while at < len(pieces):
        if not pieces[at].wraps:
            end = _joined(pieces, at)
            out.append(_leaf(pieces[at:end]))
        else:
            end, outer = _outermost(pieces, at)
            inside = _nested([piece._replace(wraps=piece.wraps - {outer}) for piece in pieces[at:end]])
            out.append(_MAKE[outer[0]](inside, outer[1], outer[2]))
        at = end
    return merged(tuple(out))


def _outermost(pieces: list[Piece], at: int) -> tuple[int, Wrapper]:
    best: tuple[int, int, Wrapper] | None = None
    for one in sorted(pieces[at].wraps):
        end = at + 1
        while end < len(pieces) and one in pieces[end].wraps:
            end += 1
        if best is None or (end, -_ORDER[one[0]]) > best[:2]:
            best = end, -_ORDER[one[0]], one
    assert best is not None
    return best[0], best[2]


def _joined(pieces: list[Piece], at: int) -> int:
    """Where pieces of words like the one at `at` end."""
    first, end = pieces[at], at + 1
    while end < len(pieces) and first.node is None and pieces[end].node is None and not pieces[end].wraps:
        if pieces[end].code != first.code:
            break
        end += 1
    return end


def _leaf(pieces: list[Piece]) -> Inline:
    if pieces[0].node is not None:
        node: Inline = pieces[0].node
        return node
    words = "".join(piece.words for piece in pieces)
    return Code(value=words) if pieces[0].code else Text(value=words)


_SPACE = " \t\n\r"


def _trimmed(content: Inlines) -> Inlines:
    """Without spaces and line ends at the edges."""
    out = list(content)
    while out and (isinstance(out[0], LineBreak) or (type(out[0]) is Text and not out[0].value.strip(_SPACE))):
        out.pop(0)
    while out and (isinstance(out[-1], LineBreak) or (type(out[-1]) is Text and not out[-1].value.strip(_SPACE))):
        out.pop()
    if out and type(out[0]) is Text:
        out[0] = Text(value=out[0].value.lstrip(_SPACE))
    if out and type(out[-1]) is Text:
        out[-1] = Text(value=out[-1].value.rstrip(_SPACE))
    return tuple(out)


def said(pieces: Sequence[Piece]) -> str:
    """The words of some pieces as plain text; line ends are line ends."""
    return "".join("\n" if isinstance(piece.node, LineBreak) else piece.words for piece in pieces)


def parted(pieces: Sequence[Piece], role: str) -> tuple[list[Piece], list[Piece]]:
    """What stands before the first piece of a role, and the rest."""
    start = next((at for at, piece in enumerate(pieces) if piece.role == role), len(pieces))
    return list(pieces[:start]), list(pieces[start:])
