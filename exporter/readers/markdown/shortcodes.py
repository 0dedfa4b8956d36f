"""Template tags in pairs, each alone on its line: `{{% notice tip %}} ... {{% /notice %}}`, `{% highlight ruby %} ...`.

They become divisions, code or formulas; what a pair with an unknown name holds is kept, and the tag is named in a notice.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from markdown_it.rules_block import StateBlock

from exporter.patterns import pattern
from exporter.readers.markdown.block_lines import line_text
from exporter.readers.markdown.directives import TITLED, division
from exporter.readers.markdown.template_tags import Tag, tag_of

_ALONE = pattern(
    r"^[ \t>]*(?:\{\{[<%][-\s]*(?P<close>/?)\s*(?P<name>[\w./-]*[\w-])(?P<rest>(?:[^}\n]|\}(?!\}))*)[%>]\}\}"
    r"|\{%-?\s*(?P<end>end_?)?(?P<liquid>[A-Za-z][\w-]*)(?P<more>(?:[^%\n]|%(?!\}))*)%\})[ \t]*$",
    re.MULTILINE,
)
_CODE = frozenset(["highlight", "code", "codeblock", "prism", "listing"])
_FORMULA = frozenset(["math", "katex", "latex", "mathjax"])
_TITLES = ("title", "heading", "header", "summary", "name", "caption", "label")
_KINDS = ("type", "kind", "color", "context", "status", "style", "class", "icon")
_LEVELS = {
    **dict.fromkeys(["primary", "secondary", "light", "dark", "blue", "gray", "grey"], "note"),
    "green": "tip",
    "yellow": "warning",
    "orange": "warning",
    "red": "danger",
}
_GENERAL = frozenset(
    ["notice", "alert", "callout", "admonition", "hint", "panel", "box", "message", "block", "infobox"]
)


def pair(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A tag that opens a pair, up to the line with the tag that closes it."""
    first = line_text(state, start).strip()
    if silent or state.is_code_block(start) or not first.startswith(("{{<", "{{%", "{%")):
        return False
    tag = tag_of(first)
    last = _end(state, start, end, tag.name) if tag else None
    if tag is None or last is None:
        return False
    if tag.name in _CODE or tag.name in _FORMULA:
        _verbatim(state, start, last, tag)
    else:
        info, attrs = meaning(tag)
        division(state, start, last, info, attrs=attrs | {"x-tag": first})
    state.line = last + 1
    return True


def meaning(tag: Tag) -> tuple[str, dict[str, str]]:
    """The first line of the division a tag stands for, and its attributes."""
    named, words = dict(tag.named), list(tag.words)
    name = tag.name
    if name in _GENERAL:
        kind = next((named.pop(key) for key in _KINDS if named.get(key)), "") or (words.pop(0) if words else "")
        kind = kind.lower().removeprefix("alert-").removeprefix("is-")
        name = _LEVELS.get(kind, kind) or "note"
        name = name if re.fullmatch(r"[\w-]+", name) else "note"
    title = next((named.pop(key) for key in _TITLES if named.get(key)), "")
    if not title and words and (name in TITLED or tag.name in _GENERAL):
        title = words.pop(0)
    return f"{name} [{title}]" if title else name, named


def _verbatim(state: StateBlock, start: int, last: int, tag: Tag) -> None:
    content = state.getLines(start + 1, last, state.blkIndent, True)
    token = state.push(*(("math_block", "math", 0) if tag.name in _FORMULA else ("fence", "code", 0)))
    token.content, token.map = content, [start, last + 1]
    token.info = (tag.named.get("lang") or tag.named.get("language") or (tag.words[0] if tag.words else "")).lower()


def _end(state: StateBlock, start: int, end: int, name: str) -> int | None:
    """The line of the tag that closes the one at `start`, which may hold pairs of its own name."""
    last = _pairs(state).get((name, start))
    return last if last is not None and last < end else None


def _pairs(state: StateBlock) -> dict[tuple[str, int], int]:
    """The line of the tag that closes each one that opens a pair, by its name and line; found once for a text."""
    known: Any = state.env.get("tag_pairs")
    if known is None or known[0] is not state.src:
        known = state.env["tag_pairs"] = (state.src, _found(state))
    pairs: dict[tuple[str, int], int] = known[1]
    return pairs


def _found(state: StateBlock) -> dict[tuple[str, int], int]:
    out: dict[tuple[str, int], int] = {}
    opened: dict[str, list[int]] = {}
    for found in _ALONE.finditer(state.src):
        line = bisect_right(state.bMarks, found.end() - 1) - 1
        name = (found["name"] or found["liquid"]).lower()
        waiting = opened.setdefault(name, [])
        if not (found["close"] or found["end"]):
            waiting.append(line)
        elif waiting:
            out[name, waiting.pop()] = line
    return out
