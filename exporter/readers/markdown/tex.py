r"""TeX formulas in the forms other than dollars: `\( \)`, `\[ \]`, both with two backslashes, and `\begin{align}` alone.

In CommonMark `\(` and `\[` are a bracket that shall not be markup. So they open a formula only where what they enclose looks
like one: TeX commands, signs of arithmetic, a letter or a number; never where it is prose, or escaped as prose is.
"""

from __future__ import annotations

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from exporter.patterns import pattern
from exporter.readers.markdown.block_lines import trimmed_line

_INLINE_END = {"\\(": "\\)", "\\\\(": "\\\\)", "\\[": "\\]", "\\\\[": "\\\\]"}
_OPEN = pattern(r"\\{1,2}[(\[]")
_SIGN = pattern(r"\\[A-Za-z]{2,}|[\^_](?=[\w{\\])|[=<>+]|\d\s*[-*/]\s*\d")
_WORD = pattern(r"(?<![\\A-Za-z])[^\W\d_]{4,}")
_LETTER = r"[A-Za-z\u0370-\u03ff]['′]*\d{0,3}"
_SHORT = pattern(rf"\s*(?:{_LETTER}(?:\s*,\s*{_LETTER})*|[A-Za-z]\([^()]{{1,12}}\))\s*")
_PROSE_ESCAPE = pattern(r"\\[\^_*`~\[\]+.=@#$\"'-]")
_GROUP = pattern(r"\\(?:text|mathrm|operatorname|mbox|mathbf|mathit|label|tag|begin|end)\s*\*?\{[^{}]*\}")
_ENVIRONMENT = pattern(
    r"\\begin\{((?:equation|align|alignat|aligned|gather|gathered|multline|flalign|eqnarray|math|displaymath|split|cases"
    r"|[bpvBV]?matrix|subequations|dcases)\*?)\}"
)
_LONGEST = 2000
_MOST_LINES = 60


def is_formula(source: str, *, square: bool = False) -> bool:
    """Whether what stands between brackets is a formula, not words in escaped brackets; `\\[1\\]` is a reference."""
    if not source.strip() or "`" in source or "](" in source or _PROSE_ESCAPE.search(source):
        return False
    if _SHORT.fullmatch(source):
        return not square and any(c.isalpha() for c in source)
    return bool(_SIGN.search(source)) and len(_WORD.findall(_GROUP.sub("", source))) <= 2


def inline(state: StateInline, silent: bool) -> bool:
    """A formula inside a sentence."""
    found = _OPEN.match(state.src, state.pos)
    if not found or (state.pos and state.src[state.pos - 1] == "\\"):
        return False
    start, closer = found.end(), _INLINE_END[found[0]]
    end = state.src.find(closer, start, min(state.posMax, start + _LONGEST))
    if end < 0 or not is_formula(state.src[start:end], square=closer[-1] == "]"):
        return False
    if not silent:
        token = state.push("math_inline_double" if closer[-1] == "]" else "math_inline", "math", 0)
        token.content, token.markup = " ".join(state.src[start:end].split()), found[0]
    state.pos = end + len(closer)
    return True


def block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    r"""A formula on lines of its own: `\[ ... \]`, or an environment of formulas."""
    if state.is_code_block(start):
        return False
    first = trimmed_line(state, start)
    if not first.startswith("\\"):
        return False
    found = _display(state, start, end, first) or _environment(state, start, end, first)
    if not found:
        return False
    if not silent:
        last, source = found
        token = state.push("math_block", "math", 0)
        token.content, token.map = source, [start, last + 1]
        state.line = last + 1
    return True


def _display(state: StateBlock, start: int, end: int, first: str) -> tuple[int, str] | None:
    opener = _OPEN.match(first)
    closer = _INLINE_END[opener[0]] if opener else ""
    if not opener or closer[-1] != "]":
        return None
    found = _until(state, start, end, closer, first[opener.end() :])
    if not found or not found[1].strip():
        return None
    alone = not first[opener.end() :].strip()
    return found if alone or is_formula(found[1], square=True) else None


def _until(state: StateBlock, start: int, end: int, closer: str, first: str) -> tuple[int, str] | None:
    """The lines up to the one that ends with `closer`; None where there is a blank line before it."""
    lines: list[str] = []
    for number in range(start, min(end, start + _MOST_LINES)):
        text = first if number == start else trimmed_line(state, number)
        head, mark, rest = text.partition(closer)
        if mark:
            if rest.strip(" .,;"):
                return None
            return number, "\n".join([*lines, head + rest.strip()])
        if state.isEmpty(number) or state.sCount[number] < state.blkIndent:
            return None
        lines.append(text)
    return None


def _environment(state: StateBlock, start: int, end: int, first: str) -> tuple[int, str] | None:
    found = _ENVIRONMENT.match(first)
    if not found:
        return None
    closer = f"\\end{{{found[1]}}}"
    inside = _until(state, start, end, closer, first[found.end() :])
    return (inside[0], f"{found[0]}{inside[1]}{closer}") if inside else None
