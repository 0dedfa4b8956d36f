"""Heading levels: they begin at 1 and never jump (PDF/UA-1 7.4.2, WCAG 2.4.6)."""

from __future__ import annotations

from msgspec.structs import replace

from exporter.model import Article, Heading, Node
from exporter.report import Report
from exporter.walk import transform, walk


def levelled(article: Article, report: Report) -> Article:
    """The article with each heading one level below the nearest one before it that is above it."""
    levels: dict[str | None, int] = {}
    above: list[int] = []
    for node in walk(article):
        if isinstance(node, Heading):
            levels[node.id] = _place(node, above, report)

    def change(node: Node) -> Node:
        if isinstance(node, Heading) and node.level != levels[node.id]:
            return replace(node, level=levels[node.id])
        return node

    return transform(article, change)


def _place(node: Heading, above: list[int], report: Report) -> int:
    while above and above[-1] >= node.level:
        above.pop()
    if above and node.level > above[-1] + 1:
        told = f"a heading of level {node.level} follows one of level {above[-1]}: raised to the next level"
        report.tell("heading-jump", told, place=node.place)
    above.append(node.level)
    return min(len(above), 6)
