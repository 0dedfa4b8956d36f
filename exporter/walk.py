"""Ways through an article: traversal in reading order, transformation, plain text.

Nothing here knows one node kind from another except for the order in which its fields are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, TypeAlias, TypeVar, cast, get_args

from msgspec.structs import replace

from exporter.model import (
    Article,
    Code,
    CodeBlock,
    Image,
    Inline,
    LineBreak,
    Link,
    Math,
    MathBlock,
    Node,
    NoteRef,
    Place,
    Text,
    ThematicBreak,
)

T = TypeVar("T", bound=Node)
Change: TypeAlias = Callable[[Node], "Node | tuple[Node, ...]"]

DEEPEST = 48
"""How deep readers let blocks nest; deeper ones become siblings, so that nothing that follows can run out of stack."""

# Where the order of reading differs from the order of the fields, which has the required ones first.
_READING_ORDER: dict[str, tuple[str, ...]] = {
    "Paragraph": ("run_in", "content"),
    "Table": ("caption", "head", "body", "foot"),
    "Callout": ("title", "content"),
    "Aside": ("title", "content"),
}
_INLINE = frozenset(get_args(Inline))


def is_inline(node: Node) -> bool:
    """Whether a node stands inside a line."""
    return type(node) in _INLINE


def fields(node: Node) -> tuple[str, ...]:
    """The names of the fields that can hold nodes, in the order they are read."""
    return _READING_ORDER.get(type(node).__name__) or _own_fields(type(node))


def children(node: Node) -> list[Node]:
    """The nodes directly inside `node`, in reading order."""
    out: list[Node] = []
    for name in fields(node):
        value = getattr(node, name)
        if value.__class__ is tuple:
            _flatten(value, out)
        elif isinstance(value, Node):
            out.append(value)
    return out


def _flatten(value: tuple[Any, ...], out: list[Node]) -> None:
    for item in value:
        if item.__class__ is tuple:
            _flatten(item, out)
        elif isinstance(item, Node):
            out.append(item)


def walk(node: Node | Iterable[Node]) -> Iterator[Node]:
    """`node` (or each of several) and everything inside it, parents before children, in reading order."""
    stack = [node] if isinstance(node, Node) else [*node][::-1]
    while stack:
        found = stack.pop()
        yield found
        if found.__class__ not in _LEAVES:
            stack += reversed(children(found))


def transform(node: T, change: Change) -> T:
    """A copy of `node` with every node inside it, innermost first, replaced by what `change` gives for it.

    `change` gives the node itself (kept), another one, or a tuple to put several (or none) in its place where the node
    stands in a sequence. `node` itself is changed too and must stay one node. Parts without changes are shared.
    """
    result = change(_inside(node, change))
    if isinstance(result, tuple):
        raise TypeError("the outermost node can be replaced by one node only")
    return cast(T, result)


_CARRIED = frozenset(Node.__struct_fields__)
_TOLD_OF = frozenset({Image, Link, NoteRef})  # what notices are most often about
_LEAVES = frozenset({Text, Code, Image, Math, NoteRef, LineBreak, CodeBlock, MathBlock, ThematicBreak})


@cache
def _own_fields(kind: type[Node]) -> tuple[str, ...]:
    return () if kind in _LEAVES else tuple(name for name in kind.__struct_fields__ if name not in _CARRIED)


def _inside(node: Node, change: Change) -> Node:
    changed = {}
    for name in _own_fields(node.__class__):
        old = getattr(node, name)
        if old.__class__ is tuple:
            new: object = _sequence(old, change) if old else old
        elif isinstance(old, Node):
            new = change(_inside(old, change))
        else:
            continue
        if new is not old:
            changed[name] = new
    return replace(node, **changed) if changed else node


def _sequence(items: tuple[Any, ...], change: Change) -> tuple[Any, ...]:
    out: list[Any] = []
    same = True
    for item in items:
        new = item
        if isinstance(item, Node):
            new = change(item if item.__class__ in _LEAVES else _inside(item, change))
            if new.__class__ is tuple:
                same = False
                out.extend(new)
                continue
        elif item.__class__ is tuple:
            new = _sequence(item, change)
        same = same and new is item
        out.append(new)
    return items if same else tuple(out)


def without_places(node: T) -> T:
    """The same content without where it came from: what two readings of one article have in common."""
    return transform(node, lambda part: replace(part, place=None) if part.place else part)


def with_places(node: T) -> T:
    """The same content where every picture, link and note reference has at least the place of what it stands in."""
    return cast(T, _placed(node, None))


def _placed(node: Node, place: Place | None) -> Node:
    place = node.place or place
    changed: dict[str, Any] = {}
    for name in _own_fields(type(node)):
        old = getattr(node, name)
        if old and isinstance(old, (tuple, Node)):
            new = _placed_value(old, place)
            if new is not old:
                changed[name] = new
    if node.place is None and place and type(node) in _TOLD_OF:
        changed["place"] = place
    return replace(node, **changed) if changed else node


def _placed_value(value: Any, place: Place | None) -> Any:
    if isinstance(value, Node):
        return _placed(value, place)
    if not isinstance(value, tuple):
        return value
    new = tuple(_placed_value(item, place) for item in value)
    return value if all(one is other for one, other in zip(value, new, strict=True)) else new


def merged(inlines: tuple[Any, ...]) -> tuple[Any, ...]:
    """Neighbouring plain Texts as one, empty ones dropped."""
    out: list[Any] = []
    run: list[Text] = []
    for part in (*inlines, None):
        if type(part) is Text and _bare(part):
            run.append(part)
            continue
        if value := "".join(text.value for text in run):
            out.append(run[0] if len(run) == 1 else replace(run[0], value=value))
        run.clear()
        if part is not None:
            out.append(part)
    return tuple(out)


def _bare(node: Node) -> bool:
    return not (node.id or node.lang or node.dir or node.attributes)


def normalised(node: T) -> T:
    """The same content with neighbouring plain Texts merged everywhere: the form readers give and comparisons need."""

    def join(part: Node) -> Node:
        changed = {}
        for name in part.__struct_fields__:
            old = getattr(part, name)
            new = _merged_deep(old)
            if new != old:
                changed[name] = new
        return replace(part, **changed) if changed else part

    return transform(node, join)


def _merged_deep(value: Any) -> Any:
    if isinstance(value, tuple) and any(type(item) is Text for item in value):
        return merged(value)
    if isinstance(value, tuple) and any(isinstance(item, tuple) for item in value):
        return tuple(_merged_deep(item) for item in value)
    return value


def text(content: Node | Iterable[Node]) -> str:
    """The words of nodes as plain text: inlines run on, blocks, items, cells and lines are parted by line ends.

    Pictures count with their alternative text, formulas with their TeX source, note references with nothing.
    """
    out: list[str] = []
    for node in [content] if isinstance(content, Node) else content:
        _gather(node, out)
    return "".join(out).strip("\n")


def _gather(node: Node, out: list[str]) -> None:
    if isinstance(node, (Text, Code)):
        out.append(node.value)
    elif isinstance(node, (Math, MathBlock)):
        out.append(node.source)
    elif isinstance(node, Image):
        out.append(node.alt or "")
    elif isinstance(node, CodeBlock):
        out.append(node.code)
    elif isinstance(node, LineBreak):
        out.append("\n")
    else:
        _gather_fields(node, out)
    if not is_inline(node):
        _end_line(out)


def _gather_fields(node: Node, out: list[str]) -> None:
    if isinstance(node, Article):
        for name in ("title", "standfirst"):
            _gather_value(getattr(node, name), out)
            _end_line(out)
        _gather_value((node.lead, node.takeaways, node.body, node.notes, node.related), out)
        return
    for name in fields(node):
        value = getattr(node, name)
        if value and isinstance(value, (tuple, Node)):
            _gather_value(value, out)
            _part(node, name, out)


def _gather_value(value: object, out: list[str]) -> None:
    if isinstance(value, Node):
        _gather(value, out)
    elif isinstance(value, tuple):
        for item in value:
            _gather_value(item, out)
            if isinstance(item, tuple):
                _end_line(out)


def _part(node: Node, name: str, out: list[str]) -> None:
    """Words of different fields never touch: a run-in heading is parted by a space, anything else by a line end."""
    if is_inline(node):
        return
    if name == "run_in":
        out.append(" ")
    else:
        _end_line(out)


def _end_line(out: list[str]) -> None:
    if out and not out[-1].endswith("\n"):
        out.append("\n")


def depth(node: Node) -> int:
    """How many nodes stand inside each other at the deepest point of `node`, itself counted."""
    deepest, stack = 0, [iter((node,))]
    while stack:
        deepest = max(deepest, len(stack))
        found = next(stack[-1], None)
        if found is None:
            stack.pop()
        else:
            stack.append(iter(children(found)))
    return deepest - 1
