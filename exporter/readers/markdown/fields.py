"""Fields, `:name: words` on several lines, as MyST and reStructuredText have them: names and what they say."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from exporter.patterns import pattern
from exporter.readers.markdown.block_lines import push_words, trimmed_line

_FIELD = pattern(r":([A-Za-z][\w .-]{0,60}):(?:[ \t]+(\S.*))?$")
_MOST = 200


def block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: two or more fields and nothing else in a paragraph, the first name with a capital (`:tada:` is a sign)."""
    first = trimmed_line(state, start)
    if silent or state.is_code_block(start) or not first.startswith(":") or not first[1:2].isupper():
        return False
    fields: list[tuple[str, str, int]] = []
    line = start
    while line < min(end, start + _MOST) and not state.isEmpty(line):
        found = _FIELD.match(trimmed_line(state, line))
        if found:
            fields.append((found[1], found[2] or "", line))
        elif fields and state.sCount[line] > state.sCount[start]:
            name, words, at = fields[-1]
            fields[-1] = name, f"{words} {trimmed_line(state, line)}".strip(), at
        else:
            return False
        line += 1
    if len(fields) < 2 or not all(words for _, words, _ in fields):
        return False
    state.push("dl_open", "dl", 1).map = [start, line]
    for name, words, at in fields:
        _entry(state, "dt", name, at)
        _entry(state, "dd", words, at)
    state.push("dl_close", "dl", -1)
    state.line = line
    return True


def _entry(state: StateBlock, tag: str, words: str, line: int) -> None:
    state.push(f"{tag}_open", tag, 1).map = [line, line + 1]
    if tag == "dd":
        state.push("paragraph_open", "p", 1).map = [line, line + 1]
    push_words(state, words, line, line + 1)
    if tag == "dd":
        state.push("paragraph_close", "p", -1)
    state.push(f"{tag}_close", tag, -1)
