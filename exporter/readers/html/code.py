"""Program text: the lines of `pre`, whatever a highlighter has put around them, with the name of their language."""

from __future__ import annotations

import re

from exporter.model import CodeBlock
from exporter.readers.html.elements import Element, attribute, classes, name, place

_LANGUAGE = re.compile(
    r"(?:lang(?:uage)?|highlight-source|brush|sourceCode|hljs|code)[-:_]\s*([\w+#.-]+)", re.IGNORECASE
)
_NO_LANGUAGE = frozenset(
    ["", "none", "plain", "plaintext", "text", "nohighlight", "highlight", "block", "wrapper", "toolbar", "default"]
)
_GUTTER = re.compile(
    r"\b(?:gutter|line-?num\w*|linenos?|lnt?|blob-num|hljs-ln-numbers|rouge-gutter|line-numbers-rows)\b", re.IGNORECASE
)
_LINE = frozenset(["div", "p", "li", "tr"])


def is_code_table(element: Element) -> bool:
    """Whether a table shows program text beside the numbers of its lines."""
    cells = [part for part in element.iterdescendants() if name(part) == "td"]
    if not len(cells) >= 1 or not any(name(part) in ("pre", "code") for part in element.iterdescendants()):
        return False
    return any(_GUTTER.search(" ".join(classes(cell))) for cell in cells)


def block(element: Element) -> CodeBlock | None:
    """The program text of an element; None where it is empty."""
    out: list[str] = []
    _gather(element, out)
    lines = "".join(out).replace("\r\n", "\n").replace("\u00a0", " ").split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines:
        return None
    return CodeBlock(code="\n".join(line.rstrip() for line in lines), language=language(element), place=place(element))


def _gather(element: Element, out: list[str], depth: int = 0) -> None:
    """The characters inside; elements that stand for a line end with one."""
    tag = name(element)
    if tag in ("script", "style", "button", "") or _is_gutter(element):
        return
    if tag == "br":
        out.append("\n")
    if element.text:
        out.append(element.text)
    for child in element:
        if depth < 80:
            _gather(child, out, depth + 1)
        else:
            out.append("".join(child.itertext()))
        if child.tail and not (tag in ("table", "tbody", "tr", "ol", "ul") and not child.tail.strip()):
            out.append(child.tail)
    if tag in _LINE and out and not out[-1].endswith("\n"):
        out.append("\n")


def _is_gutter(element: Element) -> bool:
    given = " ".join(classes(element))
    return bool(given and _GUTTER.search(given) and not any(name(part) == "code" for part in element.iterdescendants()))


def language(element: Element) -> str | None:
    """The language a highlighter's class names: on the element, in it, or on one of the two around it."""
    first = next((part for part in element.iterdescendants() if name(part) == "code"), None)
    inside = [part for part, _ in zip(element.iterdescendants("div", "pre"), range(4), strict=False)]
    parents = [part for part, _ in zip(element.iterancestors(), range(2), strict=False)]
    for part in (first, element, *inside, *parents):
        if part is None:
            continue
        given = attribute(part, "data-lang") or attribute(part, "data-language")
        found = given or next((match[1] for match in _LANGUAGE.finditer(part.get("class") or "")), "")
        if found.lower() not in _NO_LANGUAGE:
            return found.lower()
    return None
