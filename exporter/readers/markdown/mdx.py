"""MDX: the lines of JavaScript between its paragraphs, which are no text."""

from __future__ import annotations

from exporter.model import Place
from exporter.patterns import pattern
from exporter.readers.markdown.quoting import shortened
from exporter.report import Report

_SCRIPT = pattern(r"import\s[^;]*['\"][^'\"]+['\"];?\s*$|export\s+(?:const|let|default|\{)[^\n]*;\s*$")
_COMMENT = pattern(r"\{/\*(.*?)\*/\}\s*$")
_FENCE = pattern(r"\s{0,3}(`{3,}|~{3,})")


def without_scripts(text: str, report: Report) -> str:
    """The text with its lines of JavaScript and its comments empty, each told to the report."""
    out: list[str] = []
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        if not fence and (_SCRIPT.match(line) or _COMMENT.match(line)):
            report.tell("script-dropped", f"dropped “{shortened(line)}”, which is no text", place=Place(number))
            line = ""
        out.append(line)
    return "\n".join(out)
