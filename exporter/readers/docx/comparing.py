"""What two readings of one block have in common: its kind and its words in their formats, without what Word cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeAlias
from urllib.parse import unquote

from exporter.model import (
    Author,
    Code,
    CodeBlock,
    Heading,
    Image,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    MathBlock,
    Node,
    NoteRef,
    Span,
    Text,
)
from exporter.walk import children, is_inline

Key: TypeAlias = tuple[Any, ...]

_NAME = re.compile(r"[^A-Za-z0-9_]")
_LINED_UP = re.compile(r"\\(begin|end)\{(?:align|aligned|split)\}")
_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]{1,6});")
_ALIKE = str.maketrans({"―": "¯", "‾": "¯", "_": "¯", "−": "-", "→": "⃗"})
"""Signs the reader of TeX tells apart that one formula has in its ways of being written."""
_LAYOUT = re.compile(r"[\s\u2061-\u2064\u200b]+")
_STRUCTURES = frozenset(["mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "mtr", "mtd"])


def key(content: Node | Iterable[Node]) -> Key:
    """What a block, or a run of nodes, is compared by: equal for a node and for the same read back from Word."""
    nodes = [content] if isinstance(content, Node) else list(content)
    runs: list[tuple[str, frozenset[str]]] = []
    for node in nodes:
        _gather(node, frozenset(), runs)
    kinds = tuple(_kind(node) for node in nodes if not is_inline(node))
    return (kinds, *_merged(runs))


def _kind(node: Node) -> Key:
    if isinstance(node, Heading):
        return "heading", node.level
    if isinstance(node, List):
        return ("list", node.kind, node.start) if node.kind == "ordered" else ("list", node.kind)
    return (type(node).__name__.lower(),)


def _gather(node: Node, marks: frozenset[str], runs: list[tuple[str, frozenset[str]]]) -> None:
    if isinstance(node, Text):
        runs.append((node.value, marks))
    elif isinstance(node, Code):
        runs.append((node.value, marks | {"code"}))
    elif isinstance(node, CodeBlock):
        runs.append((node.code, frozenset({"code-block"})))
    elif isinstance(node, (Math, MathBlock)):
        runs.append((formula(node.source), marks | {"math"}))
    elif isinstance(node, Image):
        runs.append((f"{node.source or ''}\x00{node.alt or ''}", marks | {"image"}))
    elif isinstance(node, NoteRef):
        runs.append((node.note, marks | {"note"}))
    elif isinstance(node, LineBreak):
        runs.append(("\x00", marks | {"break"}))
    else:
        _inside(node, marks, runs)


def _inside(node: Node, marks: frozenset[str], runs: list[tuple[str, frozenset[str]]]) -> None:
    if isinstance(node, Link):
        marks |= {f"link {_target(node.target)}"}
    elif is_inline(node) and not isinstance(node, Span):
        marks = marks ^ {"emphasis"} if type(node).__name__ == "Emphasis" else marks | {type(node).__name__}
    if isinstance(node, ListItem) and node.checked is not None:
        runs.append((str(node.checked), frozenset({"tick"})))
    for child in children(node):
        if not isinstance(child, Author):
            _gather(child, marks, runs)
    if not is_inline(node):
        runs.append(("\n", frozenset()))


def _target(target: str) -> str:
    """A link's target as a bookmark or a relationship gives it back."""
    if target.startswith("#"):
        name = _NAME.sub("_", target[1:])
        return "#" + (name if name[:1].isalpha() else f"a_{name}")[:40].lower()
    return unquote(target.strip())


def _merged(runs: list[tuple[str, frozenset[str]]]) -> Key:
    """Runs of one format joined, white space made even, line ends of blocks counted once."""
    out: list[tuple[str, frozenset[str]]] = []
    for words, marks in runs:
        if out and out[-1][1] == marks:
            out[-1] = out[-1][0] + words, marks
        else:
            out.append((words, marks))
    even = ((" ".join(words.split()), marks) for words, marks in out)
    return tuple(run for run in even if run[0])


@lru_cache(maxsize=512)
def formula(tex: str) -> str:
    """A formula as its characters and the structures they stand in, however its TeX is written."""
    try:
        from latex2mathml.converter import convert_to_element

        root = convert_to_element(_LINED_UP.sub(r"\\\1{align*}", tex))
        out = _REFERENCE.sub(lambda found: chr(int(found[1], 16)), "".join(_said(element) for element in root.iter()))
        return _LAYOUT.sub("", out).translate(_ALIKE)
    except Exception:  # what a TeX reader raises on what is not TeX is of every kind
        return tex


def _said(element: Any) -> str:
    name = str(element.tag).rpartition("}")[2]
    return (f"<{name}>" if name in _STRUCTURES else "") + (element.text or "")
