"""Lines that print no words of their own: TeX commands for pages, a list of contents its site makes, a break between cells.

Each becomes a token `left_out` that carries the code and the words of its notice. TeX that holds words stays, see `leftovers`.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from exporter.patterns import pattern
from exporter.readers.markdown.block_lines import trimmed_line
from exporter.readers.markdown.quoting import shortened

_TEX = pattern(r"\\([A-Za-z]+)\*?((?:\[[^\[\]{}]*\]|\{[^{}]*\})*)[ \t]*")
_ENVIRONMENT = pattern(r"\{(\w+)\*?\}")
_LONGEST = 300
# fmt: off
_LAYOUT = frozenset([
    "newpage", "pagebreak", "clearpage", "cleardoublepage", "nopagebreak", "vspace", "hspace", "vfill", "hfill", "bigskip",
    "medskip", "smallskip", "noindent", "indent", "par", "tableofcontents", "listoffigures", "listoftables", "maketitle",
    "appendix", "centering", "raggedright", "hrule", "hrulefill", "pagestyle", "thispagestyle", "setcounter", "addtocounter",
    "setlength", "addtolength", "pagenumbering", "frontmatter", "mainmatter", "backmatter", "onecolumn", "twocolumn",
    "small", "footnotesize", "normalsize", "large", "Large", "tiny", "scriptsize", "huge", "Huge", "singlespacing",
    "doublespacing", "onehalfspacing", "raggedbottom", "flushbottom", "sloppy", "fussy", "FloatBarrier", "linenumbers",
    "columnbreak", "blandscape", "elandscape", "newline", "linebreak", "break", "printbibliography", "bibliographystyle",
])
_ENVIRONMENTS = frozenset([
    "center", "flushleft", "flushright", "landscape", "multicols", "small", "footnotesize", "spacing", "singlespace",
    "doublespace", "samepage", "adjustwidth", "appendices", "sloppypar", "minipage",
])
# fmt: on
_CONTENTS = pattern(r"\[TOC\]|\[\[_?TOC_?\]\]|@\[toc\]", re.IGNORECASE)
_REFERENCE = pattern(r"^ {0,3}\[_?TOC_?\]:", re.IGNORECASE | re.MULTILINE)
_CELL_BREAK = pattern(r"\+{3}(?:[ \t]+\{.*\}|[ \t]*)$")


def tex(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A block rule: a line of nothing but TeX commands that only lay out."""
    text = _line(state, start)
    if not text.startswith("\\") or len(text) > _LONGEST or not _lays_out(text):
        return False
    return silent or _left_out(state, start, "tex-dropped", f"dropped {shortened(text)}, which only lays out pages")


def _lays_out(text: str) -> bool:
    at = 0
    while at < len(text):
        found = _TEX.match(text, at)
        if not found:
            return False
        environment = _ENVIRONMENT.match(found[2])
        inside = found[1] in ("begin", "end") and environment and environment[1] in _ENVIRONMENTS
        if not (inside or found[1] in _LAYOUT):
            return False
        at = found.end()
    return True


def contents(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: the mark of a list of contents, alone in its paragraph."""
    text = _line(state, start)
    if silent or not _CONTENTS.fullmatch(text) or (start + 1 < end and not state.isEmpty(start + 1)):
        return False
    if "contents_defined" not in state.env:
        state.env["contents_defined"] = bool(_REFERENCE.search(state.src))
    if state.env["contents_defined"]:
        return False
    return _left_out(state, start, "directive-dropped", f"dropped {text}, a list only its site can make")


def cell_break(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A block rule: MyST's `+++`, which parts a text into cells; alone it stands under a blank line."""
    text = _line(state, start)
    if silent or not text.startswith("+++") or not _CELL_BREAK.match(text):
        return False
    if text == "+++" and not (start and state.isEmpty(start - 1)):
        return False
    return _left_out(state, start, "directive-dropped", f"dropped {shortened(text)}, which only parts cells")


def _left_out(state: StateBlock, line: int, code: str, told: str) -> bool:
    token = state.push("left_out", "", 0)
    token.info, token.content, token.map = code, told, [line, line + 1]
    state.line = line + 1
    return True


def _line(state: StateBlock, line: int) -> str:
    """The words of a line; nothing where it is indented code."""
    return "" if state.is_code_block(line) else trimmed_line(state, line)
