"""How deep nodes stand in each other, found without recursion."""

from __future__ import annotations

from collections.abc import Iterator

from exporter.model import Node
from exporter.walk import children


def depth(node: Node) -> int:
    """The number of nodes on the longest way from `node` (counted) down."""
    stack: list[Iterator[Node]] = [iter((node,))]
    deepest = 0
    while stack:
        deepest = max(deepest, len(stack))
        for found in stack[-1]:
            stack.append(children(found))
            break
        else:
            stack.pop()
    return deepest - 1
