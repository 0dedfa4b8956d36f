"""Asks each of Markdown's inline rules only at the characters it can begin with: most of what reading a long text costs.

markdown-it asks every rule at every character that may mean something to any of them; the outcome is the same.
"""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.rules_inline import StateInline

from exporter.patterns import pattern

_SIGNS = {
    "newline": "\n",
    "math_inline": "$",
    "math_inline_double": "$",
    "tex": "\\",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "sup": "^",
    "sub": "~",
    "role": "{",
    "template": "{",
    "wiki_embed": "!",
    "wiki_link": "[",
    "comment": "%",
    "highlight": "=",
    "link": "[",
    "span": "[",
    "image": "!",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "gfm_autolink_www": "w",
    "gfm_autolink_protocol": ":",
    "gfm_autolink_email": "@",
    "attr": "{",
}
"""Where each rule can begin; one not named here is asked everywhere. A closing bracket begins nothing, but ends labels."""
_WORDS_END = pattern(r"[\n!$&*:<@\[\\\]^_`{~]|==|%%|www\.")


def dispatch(md: MarkdownIt) -> None:
    """Put the dispatch into a parser that has all its rules; its table is made here, so rules added later are not asked."""
    md.inline = _Inline(md.inline)


class _Inline(ParserInline):
    """An inline parser that knows where its rules begin."""

    def __init__(self, made: ParserInline) -> None:
        super().__init__()
        self.ruler, self.ruler2, self.terminator_re = made.ruler, made.ruler2, _WORDS_END
        named = [(rule.name, rule.fn) for rule in made.ruler.__rules__ if rule.enabled]
        anywhere = [name for name, _ in named if name not in _SIGNS]
        self._at = {
            sign: tuple(fn for name, fn in named if sign in _SIGNS.get(name, "") or name in anywhere)
            for sign in "".join(_SIGNS.values())
        }
        self._elsewhere: tuple[RuleFuncInlineType, ...] = tuple(fn for name, fn in named if name in anywhere)

    def tokenize(self, state: StateInline) -> None:
        """The tokens of the whole text of `state`."""
        deepest: Any = state.md.options["maxNesting"]
        source, end = state.src, state.posMax
        while state.pos < end:
            sign = source[state.pos]
            if not (state.level < deepest and self._matched(state, sign, silent=False)):
                state.append_pending(sign)
                state.pos += 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - the base class's name
        """Go past one token. Nested too deep there is none to be found: past everything."""
        start = state.pos
        if start in state.cache:
            state.pos = state.cache[start]
            return
        if state.level >= state.md.options["maxNesting"]:
            state.pos = state.posMax
        state.level += 1
        if state.pos >= state.posMax or not self._matched(state, state.src[start], silent=True):
            state.pos += 1
        state.level -= 1
        state.cache[start] = state.pos

    def _matched(self, state: StateInline, sign: str, *, silent: bool) -> bool:
        for rule in self._at.get(sign, self._elsewhere):  # noqa: SIM110 - the innermost loop of all: any() costs a third more
            if rule(state, silent):
                return True
        return False
