"""What two readings of one block have in common: its kind and its words in their formats, without what Word cannot hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeAlias
from urllib.parse import unquote

from msgspec import Struct

from exporter.model import (
    Author,
    Callout,
    Cell,
    Code,
    CodeBlock,
    Emphasis,
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
    Strong,
    Table,
    Text,
)
from exporter.walk import children, is_inline

Key: TypeAlias = tuple[Any, ...]
_Run: TypeAlias = tuple[str, frozenset[str]]

_NAME = re.compile(r"[^A-Za-z0-9_]")
_HOST = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#]+/", re.IGNORECASE)
_ADDRESS = re.compile(r"(?!file:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_LINED_UP = re.compile(r"\\(begin|end)\{(?:align|aligned|split)\}")
_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]{1,6});")
_ALIKE = str.maketrans({"―": "¯", "‾": "¯", "_": "¯", "−": "-", "→": "⃗"})
"""Signs the reader of TeX tells apart that one formula has in its ways of being written."""
_LAYOUT = re.compile(r"[\s\u2061-\u2064\u200b]+")
_STRUCTURES = frozenset(["mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "mtr", "mtd"])


class Comparer(Struct, frozen=True):
    """Compares nodes of an article with the same nodes read back from Word.

    shown: the pictures there are; of others Word has the words, `missing` where they have none.  called: the notes there
    are; of others Word has the names.  rewritten: the program that saved the document writes formulas anew, and not the same.
    """

    shown: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    missing: str = ""
    rewritten: bool = False

    def key(self, content: Node | Iterable[Node]) -> Key:
        """What a block, or a run of nodes, is compared by: equal for a node and for the same read back from Word."""
        return self._parts([content] if isinstance(content, Node) else content, frozenset())

    def _parts(self, nodes: Iterable[Node], marks: frozenset[str]) -> Key:
        """Words in their formats, and the blocks between them, each with its kind and what it has inside."""
        out: list[Any] = []
        runs: list[_Run] = []
        for node in nodes:
            if is_inline(node) or type(node) in _LEAVES:
                self._gather(node, marks, runs)
                continue
            out += _merged(runs)
            runs.clear()
            if (block := self._block(node)) != _NOTHING:
                out.append(block)
        return (*out, *_merged(runs))

    def _block(self, node: Node) -> Key:
        inside = (child for child in children(node) if not isinstance(child, Author))
        return (_kind(node), *self._parts(inside, frozenset({"bold anyway"} if isinstance(node, Heading) else ())))

    def _gather(self, node: Node, marks: frozenset[str], runs: list[_Run]) -> None:
        if self.rewritten and isinstance(node, (Math, MathBlock)):
            runs.append(("formula", frozenset({"math"})))
        elif (leaf := _LEAVES.get(type(node))) is not None:
            runs.append(leaf(node, marks))
        elif isinstance(node, Image):
            runs.append(self._image(node, marks))
        elif isinstance(node, NoteRef):
            runs.append((node.note, marks | {"note" if node.note in self.called else "Superscript"}))
        else:
            self._inside(node, marks, runs)

    def _image(self, node: Image, marks: frozenset[str]) -> _Run:
        if node.source in self.shown:
            return f"{node.source}\x00{node.alt or ''}", marks | {"image"}
        return self.missing if node.alt is None else node.alt, marks

    def _inside(self, node: Node, marks: frozenset[str], runs: list[_Run]) -> None:
        if isinstance(node, Link):
            marks |= {f"link {target(node.target)}"}
            if not node.content:
                runs.append((node.target, marks))
        elif not isinstance(node, Span) and not (isinstance(node, Strong) and "bold anyway" in marks):
            marks = marks ^ {"emphasis"} if isinstance(node, Emphasis) else marks | {type(node).__name__}
        for child in children(node):
            self._gather(child, marks, runs)


def _formula_run(node: Math | MathBlock, marks: frozenset[str]) -> _Run:
    """A formula as it is compared; one that nobody could set stands as its TeX."""
    plain = formula(node.source)
    return (node.source, marks | {"code"}) if plain == node.source else (plain, marks | {"math"})


_LEAVES: dict[type[Node], Callable[[Any, frozenset[str]], _Run]] = {
    Text: lambda node, marks: (node.value, marks),
    Code: lambda node, marks: (node.value, marks | {"code"}),
    CodeBlock: lambda node, _: (node.code, frozenset({"code-block"})),
    Math: _formula_run,
    MathBlock: _formula_run,
    LineBreak: lambda _, marks: ("\x00", marks | {"break"}),
}


_TOLD: dict[type[Node], tuple[str, ...]] = {
    Heading: ("level",),
    ListItem: ("checked",),
    Cell: ("colspan", "rowspan"),
    Callout: ("kind",),
}
"""What Word tells of a block besides its kind and what is in it."""
_NOTHING = (("paragraph",),)


def _kind(node: Node) -> Key:
    if isinstance(node, Table):
        return "table", len(node.head)
    if isinstance(node, List):
        return ("list", node.kind, node.start) if node.kind == "ordered" else ("list", node.kind)
    return (type(node).__name__.lower(), *(getattr(node, name) for name in _TOLD.get(type(node), ())))


def target(address: str) -> str:
    """A link's target as a bookmark or a relationship gives it back, whichever program saved it.

    LibreOffice ends the name of a host with a slash, and begins what is relative at the folder where it saves.
    """
    if address.startswith("#"):
        name = _NAME.sub("_", address[1:])
        return "#" + (name if name[:1].isalpha() else f"a_{name}")[:40].lower()
    address = unquote(address.strip())
    if _HOST.fullmatch(address):
        return address[:-1]
    return address if _ADDRESS.match(address) else address.rpartition("/")[2]


def _merged(runs: list[tuple[str, frozenset[str]]]) -> Key:
    """Runs of one format joined, white space made even, line ends of blocks counted once."""
    out: list[tuple[str, frozenset[str]]] = []
    for words, marks in runs:
        if out and out[-1][1] == marks:
            out[-1] = out[-1][0] + words, marks
        else:
            out.append((words, marks))
    even = [(" ".join(words.split()), marks) for words, marks in out]
    even = [run for run in even if run[0]]
    while even and "break" in even[0][1]:
        even.pop(0)
    while even and "break" in even[-1][1]:
        even.pop()
    return tuple(even)


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
