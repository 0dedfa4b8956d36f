"""Program text with its parts marked by class: a few of Pygments' own, each a meaning a reader sees."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from exporter.backends.epub.xhtml import escaped

LONGEST = 100_000
"""Characters; longer program text is not marked (some grammars take more than linear time)."""

# From the first name of a Pygments token type that is listed, outermost last: the class in the style sheet.
_CLASSES = {
    "Token.Comment": "c",
    "Token.Keyword": "k",
    "Token.Operator.Word": "k",
    "Token.Name.Builtin": "nb",
    "Token.Name.Class": "nf",
    "Token.Name.Function": "nf",
    "Token.Name.Decorator": "nb",
    "Token.Name.Exception": "nf",
    "Token.Name.Tag": "k",
    "Token.Name.Attribute": "nb",
    "Token.Literal.String": "s",
    "Token.Literal.Number": "m",
    "Token.Literal.Date": "m",
    "Token.Generic.Deleted": "gd",
    "Token.Generic.Inserted": "gi",
    "Token.Generic.Heading": "nf",
    "Token.Generic.Subheading": "nf",
    "Token.Generic.Prompt": "c",
}


def highlighted(code: str, language: str | None) -> str:
    """Program text as XHTML; exactly its own characters where the language is unknown or a grammar changes them."""
    return _marked(code, language) if language and len(code) <= LONGEST else escaped(code)


@lru_cache(maxsize=256)
def _marked(code: str, language: str) -> str:
    lexer = _lexer(language)
    if lexer is None:
        return escaped(code)
    out: list[str] = []
    read: list[str] = []
    for kind, words in _joined(lexer.get_tokens(code)):
        read.append(words)
        out.append(f'<span class="{kind}">{escaped(words)}</span>' if kind else escaped(words))
    return "".join(out) if "".join(read) == code else escaped(code)


def _joined(tokens: Any) -> Any:
    """Neighbouring tokens of one class as one."""
    last, words = "", ""
    for kind, value in tokens:
        name = _class(str(kind))
        if name == last:
            words += value
            continue
        if words:
            yield last, words
        last, words = name, value
    if words:
        yield last, words


@lru_cache(maxsize=256)
def _class(kind: str) -> str:
    while kind:
        if kind in _CLASSES:
            return _CLASSES[kind]
        kind = kind.rpartition(".")[0]
    return ""


@lru_cache(maxsize=64)
def _lexer(language: str) -> Any:
    try:
        from pygments import lexers
        from pygments.util import ClassNotFound
    except ImportError:  # not installed: program text is shown plain
        return None
    named: Any = lexers.get_lexer_by_name
    try:
        return named(language.strip().lower(), stripnl=False, stripall=False, ensurenl=False)
    except ClassNotFound:
        return None
