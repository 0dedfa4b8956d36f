"""What styles are for, by their names: Word keeps English ones for its own styles in every language; others translate them."""

from __future__ import annotations

import re
from functools import cache

from exporter import resources

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_LEVELS = range(1, 10)
_HEADING = re.compile(r"heading ([1-9])")

# By the name of a style in lower case: what its paragraphs are. The first group are names of ours, then Word's own, then
# those of programs that write Word files (Pandoc, Google Docs, LibreOffice).
_ROLES: dict[str, str] = {
    "masthead": "masthead", "dateline": "dateline", "byline": "byline", "takeaways heading": "takeaways-heading",
    "takeaways item": "takeaways-item", "takeaways source": "takeaways-source", "attribution": "attribution",
    "figure": "figure", "picture placeholder": "placeholder", "list task": "list", "definition term": "term",
    "definition": "definition", "code block": "code", "formula": "formula", "thematic break": "break",
    "table text": "body", "table heading": "table-heading", "spacer": "spacer", "source line": "source",
    "section label": "section-label", "marking": "marking", "aside title": "aside-title", "aside text": "aside-text",
    "callout title": "note-title", "callout text": "note-text",
    **{f"callout {kind} {part}": f"{kind}-{part}" for kind in ("tip", "important", "warning", "caution")
       for part in ("title", "text")},

    "normal": "body", "body text": "body", "no spacing": "body", "title": "title", "subtitle": "standfirst",
    "caption": "caption", "quote": "quote", "intense quote": "intense-quote", "block text": "quote", "closing": "body",
    "list paragraph": "list", "list": "list", "list bullet": "list", "list number": "list", "list continue": "list",
    **{f"list {kind}{n}": "list" for kind in ("", "bullet ", "number ", "continue ") for n in range(2, 6)},
    "footnote text": "note", "endnote text": "note", "toc heading": "contents", "table of figures": "contents",
    "table of authorities": "contents", "toa heading": "contents", **{f"toc {n}": "contents" for n in _LEVELS},
    "plain text": "code", "html preformatted": "code", "macro text": "code", "date": "date", "book title": "title",

    "author": "byline", "authors": "byline", "abstract": "abstract", "first paragraph": "body", "compact": "body",
    "image caption": "caption", "table caption": "caption", "captioned figure": "figure", "source code": "code",
    "preformatted text": "code", "quotations": "quote", "block quote": "quote", "blockquote": "quote",
    "horizontal line": "break", "code": "code", "text body": "body",
}  # fmt: skip

_CHARACTER_ROLES: dict[str, str] = {
    "inline code": "code", "verbatim char": "code", "html code": "code", "code": "code", "source text": "code",
    "html typewriter": "code", "html keyboard": "code", "html sample": "code", "source code char": "code",
    "run-in heading": "run-in", "quote source": "attribution", "credit": "credit", "caption label": "label",
    "emphasis": "emphasis", "strong": "strong", "intense emphasis": "strong", "subtle emphasis": "emphasis",
    "strong emphasis": "strong",
}  # fmt: skip

OURS = frozenset(["takeaways item", "takeaways heading", "section label", "caption label", "picture placeholder"])
"""Names only styles of ours have."""


def heading_level(name: str) -> int:
    """The level a style's name says it heads, 0 where it heads nothing."""
    found = _HEADING.fullmatch(name)
    return int(found[1]) if found else 0


def role(name: str) -> str:
    """What paragraphs of a style are, empty where its name does not say."""
    return f"heading-{level}" if (level := heading_level(name)) else _ROLES.get(name, "")


def character_role(name: str) -> str:
    """What words of a character style are, empty where its name does not say."""
    return _CHARACTER_ROLES.get(name, "")


def known_as(name: str, aliases: str) -> list[str]:
    """The English names a style goes by: its own, its aliases (ISO/IEC 29500-1, 17.7.4.1), and what those translate to."""
    listed = [part.strip() for part in f"{name},{aliases}".replace(";", ",").lower().split(",")]
    names = [" ".join(part.split()) for part in listed if part]
    return list(dict.fromkeys([*names, *(_english()[part] for part in names if part in _english())]))


@cache
def _english() -> dict[str, str]:
    """The English name of a built-in style by its name in another language, both in lower case."""
    table: dict[str, list[str]] = resources.table("word/names.toml")
    out: dict[str, str] = {}
    for english, others in table.items():
        for name in others:
            for level in _LEVELS if "{n}" in name else (0,):
                out.setdefault(name.lower().format(n=level), english.format(n=level))
    return out
