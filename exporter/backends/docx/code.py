"""Program text in colours that can be read: Pygments tells what a word is, the colours keep 4.5:1 on the tint."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from exporter.model import CodeBlock

from .state import State
from .template import hex_colour
from .wordml import runs
from .wordml.runs import Format

LONGEST = 100_000
"""Characters; longer program text is in one colour (some grammars take more than linear time)."""

# By the first name in Pygments' tree that fits: colour (None: the theme's accent or muted), bold, italic.
_LOOKS: dict[str, tuple[str, bool, bool]] = {
    "Comment": ("muted", False, True),
    "Keyword": ("accent", True, False),
    "String": ("1A6334", False, False),
    "Number": ("8A3B12", False, False),
    "Name.Function": ("6B2C8F", False, False),
    "Name.Class": ("6B2C8F", True, False),
    "Name.Decorator": ("6B2C8F", False, False),
    "Name.Tag": ("accent", True, False),
    "Name.Attribute": ("8A3B12", False, False),
    "Name.Builtin": ("0F5A6B", False, False),
    "Generic.Deleted": ("9B1C1C", False, False),
    "Generic.Inserted": ("1A6334", False, False),
    "Generic.Heading": ("accent", True, False),
    "Operator.Word": ("accent", True, False),
}


def coloured(node: CodeBlock, state: State, form: Format) -> str:
    """The runs of a code block; without a language Pygments knows, in one colour."""
    form = form._replace(rtl=False, bold=False, italic=False)
    lexer = _lexer(node.language) if node.language and len(node.code) <= LONGEST else None
    if lexer is None:
        return runs.text(node.code, form)
    return "".join(runs.text(piece, _look(kind, form, state)) for kind, piece in _pieces(lexer, node.code))


@lru_cache(maxsize=32)
def _lexer(language: str) -> Any:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        find: Any = get_lexer_by_name
        return find(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _pieces(lexer: Any, code: str) -> Iterator[tuple[str, str]]:
    """(name of the kind, words), neighbours of one kind joined; the text is the same whatever the lexer does to it."""
    pieces = [(str(kind).removeprefix("Token."), piece) for kind, piece in lexer.get_tokens(code)]
    if "".join(piece for _, piece in pieces) != code:
        yield "", code
        return
    last, held = "", ""
    for kind, piece in pieces:
        if kind != last and held:
            yield last, held
            held = ""
        last, held = kind, held + piece
    if held:
        yield last, held


def _look(kind: str, form: Format, state: State) -> Format:
    parts = kind.removeprefix("Literal.").split(".")
    for length in range(len(parts), 0, -1):
        if found := _LOOKS.get(".".join(parts[:length])):
            colour, bold, italic = found
            own = hex_colour(getattr(state.theme.colours, colour)) if colour in ("accent", "muted") else colour
            return form._replace(colour=own, bold=bold, italic=italic)
    return form
